"""Who acts upon whom where the name stands in an earlier sentence: acronyms, pronouns, "the group", unknown gunmen."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import Event, extract, read_report
from gazetteer import Gazetteer

_TABLE = Path(__file__).parents[1] / "cases" / "actors.tsv"
# Rows "tuned" were looked at while the rules were made. Of "unseen" 35 of 40 were right when they were first tried, of "fresh" 22 of
# 30; then they were looked at too.
_LEAST = 0.9


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


def sides_in(text: str, word: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return both sides of the event whose trigger has, or stands next to, a word of the text; None where none is told."""
    events = extract(read_report(text), gazetteer, date=dt.date(2020, 6, 4)).events
    at = text.rindex(word)
    told = [e for e in events if e.trigger_start < at + len(word) and at < e.trigger_end]
    near = told or sorted((e for e in events if e.start <= at < e.end), key=lambda e: abs(e.trigger_start - at))
    return _said(near[0]) if near else None


def _said(event: Event) -> tuple[str, str]:
    return ", ".join(event.side1), ", ".join(event.side2)


def test_nine_in_ten_texts_name_both_sides_and_nobody_else(gazetteer: Gazetteer) -> None:
    rows = _rows()
    wrong = [
        (row["text"], got, (row["side1"], row["side2"]))
        for row in rows
        if (got := sides_in(row["text"], row["word"], gazetteer)) != (row["side1"], row["side2"])
    ]
    assert len(rows) >= 60
    assert len(wrong) <= (1 - _LEAST) * len(rows), wrong


@pytest.mark.parametrize(
    ("text", "word", "sides"),
    [
        # Nobody before it goes armed: who "they" are is not said, and a flood accuses nobody.
        ("Heavy rains came. They killed six farmers in Gao on Monday.", "killed", ("", "")),
        # They were told of by no name.
        ("Hamas spoke. Militants came. The militants attacked soldiers in Gao.", "attacked", ("militants", "soldiers")),
        # "The group of students" is named by what follows.
        ("Hamas spoke. The group of men attacked a nurse in Gao.", "attacked", ("men", "nurse")),
        # Who is acted upon is not who acts.
        ("Police met rebels. The rebels attacked police in Gao.", "attacked", ("rebels", "police")),
    ],
)
def test_a_word_that_points_back_at_nobody_names_nobody(
    text: str, word: str, sides: tuple[str, str], gazetteer: Gazetteer
) -> None:
    assert sides_in(text, word, gazetteer) == sides
