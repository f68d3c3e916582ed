"""A gate is shut only where its pattern cannot match: what is read is the same with it and without."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.claims import _PATTERNS
from events.date_words import PATTERNS
from events.triggers import _RULES
from events.word_gate import Gate, lowered

ROOT = Path(__file__).parents[2]
ALL = [*(pattern for _, pattern in PATTERNS), *(rule.pattern for rule in _RULES), *_PATTERNS]


def _texts() -> list[str]:
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "cases").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [" ".join(filter(None, row)) for row in csv.reader(file, delimiter="\t")]
    return [*found, *(text.upper() for text in found[:10])]


def test_no_gate_is_shut_to_a_text_in_which_its_pattern_matches() -> None:
    gates = [(pattern, Gate(pattern)) for pattern in ALL]
    texts = _texts()
    for text in texts:
        small = lowered(text)
        shut = [pattern for pattern, gate in gates if not gate.opens(small) and pattern.search(text)]
        assert not shut, (text[:200], shut[0].pattern[:100])


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [
        ("killed", re.IGNORECASE, "KıLLED"),  # a dotless i
        ("missing", re.IGNORECASE, "miſſing"),  # a long s
        ("kite", re.IGNORECASE, "\N{KELVIN SIGN}ITE"),
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
    assert Gate(made).opens(lowered(text))


@given(st.text(alphabet="abk \u0131\u017fIS", max_size=12))
def test_any_text_that_matches_passes(text: str) -> None:
    made = re.compile(r"(?:bask|kab+s|(?:ska|bias)k?)", re.IGNORECASE)
    assert Gate(made).opens(lowered(text)) or made.search(text) is None


def test_most_sentences_are_not_looked_at_by_most_patterns() -> None:
    small = lowered("Rain is likely in the north of the country.")
    assert sum(Gate(pattern).opens(small) for pattern in ALL) < len(ALL) / 2
