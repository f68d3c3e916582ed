"""A tree of words matches what their alternation matches, the longest first, in any case where case does not count."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.word_tree import tree, tree_of_any_case

TABLE = tomllib.loads((Path(__file__).parents[2] / "events" / "data" / "people.toml").read_text(encoding="utf-8"))
WORDS = st.lists(st.text(alphabet="ab.- kis", min_size=1, max_size=5), min_size=1, max_size=8)


def plain(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@given(WORDS, st.text(alphabet="abABkKiIsS.- \N{KELVIN SIGN}\u0130\u0131\u017f", max_size=30))
def test_a_tree_finds_what_the_alternation_finds(words: list[str], text: str) -> None:
    for made, pattern in ((tree(words), plain(words)), (tree_of_any_case(words), f"(?i:{plain(words)})")):
        for ending in ("", r"\b", "(?=a)"):
            found = [match.span() for match in re.finditer(made + ending, text)]
            assert found == [match.span() for match in re.finditer(pattern + ending, text)]


@pytest.mark.parametrize("name", ["titles", "speakers", "persons", "armed", "civil"])
def test_each_word_of_a_list_is_found_whole_in_any_case(name: str) -> None:
    made, exact = re.compile(tree_of_any_case(TABLE[name])), re.compile(tree(TABLE[name]), re.IGNORECASE)
    for word in TABLE[name]:
        for said in (word, word.upper(), word.lower()):
            assert made.fullmatch(said)
            assert exact.fullmatch(said)
