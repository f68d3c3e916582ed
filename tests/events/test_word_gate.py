"""A gate is shut only where its pattern cannot match: what is read is the same with it and without."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.claims import _PATTERNS
from events.date_words import PATTERNS
from events.triggers import _RARE_RULES, _RULES
from events.word_gate import Gates, lowered

ROOT = Path(__file__).parents[2]
ALL = [*(pattern for _, pattern in PATTERNS), *(rule.pattern for rule in (*_RULES, *_RARE_RULES)), *_PATTERNS]


def _texts() -> list[str]:
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "cases").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [" ".join(filter(None, row)) for row in csv.reader(file, delimiter="\t")]
    return [*found, *(text.upper() for text in found[:10])]


@pytest.mark.soak
def test_no_gate_is_shut_to_a_text_in_which_its_pattern_matches() -> None:
    gates = Gates(ALL)
    texts = _texts()
    for text in texts:
        opened = set(gates.opened(lowered(text)))
        shut = [pattern for number, pattern in enumerate(ALL) if number not in opened and pattern.search(text)]
        assert not shut, (text[:200], shut[0].pattern[:100])


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [
        ("killed", re.IGNORECASE, "KıLLED"),  # a dotless i
        ("missing", re.IGNORECASE, "miſſing"),  # a long s
        ("kite", re.IGNORECASE, "\N{KELVIN SIGN}ITE"),
        ("killed", re.IGNORECASE, "K\u0130LLED"),  # a capital i with its dot
        ("[kK\N{KELVIN SIGN}][iI]lled", 0, "KIlled"),
        ("(?:bomb|car bomb)s?", 0, "a bomb"),
        ("(?:ab|[a-z]{3})x", 0, "qwex"),
        ("(?i:bomb)|raid", 0, "BOMB"),
        ("(?P<a>raid)ed (?P=a)", 0, "raided raid"),
        ("(?:shell){0,2}fire", 0, "fire"),
        ("(?<=shell )fire", 0, "shell fire"),
    ],
)
def test_what_matches_passes_whatever_the_pattern_is_made_of(pattern: str, flags: int, text: str) -> None:
    made = re.compile(pattern, flags)
    assert made.search(text)
    assert Gates([made]).opened(lowered(text)) == [0]


@given(st.text(alphabet="abk \u0131\u017fIS", max_size=12))
def test_any_text_that_matches_passes(text: str) -> None:
    made = re.compile(r"(?:bask|kab+s|(?:ska|bias)k?)", re.IGNORECASE)
    assert Gates([made]).opened(lowered(text)) or made.search(text) is None


def test_most_sentences_are_not_looked_at_by_most_patterns() -> None:
    small = lowered("Rain is likely in the north of the country.")
    assert len(Gates(ALL).opened(small)) < len(ALL) / 2
