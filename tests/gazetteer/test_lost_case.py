"""Places are found where letters have lost their case: in capitals, in small letters, in a headline above ordinary text."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, geoparse, recognize
from gazetteer.trees import SHIPPED

_FILE = Path(__file__).parents[1] / "cases" / "lost_case.tsv"
_MARK = re.compile(r"\[([^\]]+)\]")
_LEAST_RIGHT = 0.85
_LETTERS = {"upper": str.upper, "lower": str.lower}


def _cases() -> list[tuple[str, list[str]]]:
    """Return each text in its lettering, and the names that stand in it."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    cases = []
    for row in rows:
        text = row["text"].replace("\\n", "\n")
        if row["lettering"] == "headline":
            headline, rest = text.split("\n", 1)
            text = f"{headline.upper()}\n{rest}"
        else:
            text = _LETTERS[row["lettering"]](text)
        cases.append((_MARK.sub(r"\1", text), _MARK.findall(text)))
    return cases


def _found(text: str, gazetteer: Gazetteer) -> list[str]:
    return [r.toponym.text for r in geoparse(text, gazetteer) if not r.is_adjective]


def test_nearly_all_sentences_that_lost_their_case_are_read_rightly(gazetteer: Gazetteer) -> None:
    cases = _cases()
    wrong = [f"{text} -> {_found(text, gazetteer)}" for text, names in cases if _found(text, gazetteer) != names]
    assert len(cases) >= 40
    assert 1 - len(wrong) / len(cases) >= _LEAST_RIGHT, "\n".join(wrong)


def test_most_names_that_lost_their_case_are_placed(gazetteer: Gazetteer) -> None:
    found = [r for text, _ in _cases() for r in geoparse(text, gazetteer) if not r.is_adjective]
    assert sum(r.place is not None for r in found) >= 0.95 * len(found)


@pytest.mark.parametrize("text", ["The LNA, GNA and WHO spoke.", "LNA, GNA, UN", "(AFP)", "NATO, IMF, WHO"])
def test_acronyms_of_ordinary_text_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert _found(text, gazetteer) == []


def test_plain_words_in_capitals_are_no_places(gazetteer: Gazetteer) -> None:
    text = "THE MAN WILL STAY IN THE AREA OF THE CAPITAL UNTIL THE STATE SAYS THAT HE MAY GO"
    assert _found(text, gazetteer) == []


def test_a_line_without_capitals_in_ordinary_text_is_ordinary(gazetteer: Gazetteer) -> None:
    text = (
        "The mayor of Homs said that he was\nreading a book about turkey and mobile homes\nand would go back to Aleppo."
    )
    assert _found(text, gazetteer) == ["Homs", "Aleppo"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from("in the u.s. paris reading us, new york county and tripoli's i. w.va. of ß é".split()),
        max_size=25,
    )
)
def test_offsets_slice_to_the_text_and_never_cross_whatever_the_letters(gazetteer: Gazetteer, words: list[str]) -> None:
    for text in (" ".join(words), " ".join(words).upper()):
        found = recognize(text, gazetteer)
        assert all(text[t.start : t.end] == t.text for t in found)
        assert all(one.end <= other.start for one, other in pairwise(found))


def test_all_weights_together_stay_small() -> None:
    rooms = SHIPPED.parents[2]
    assert (
        sum(path.stat().st_size for room in ("gazetteer", "events") for path in (rooms / room / "data").rglob("*.onnx"))
        <= 15_000_000
    )
