"""Dates in whole sentences: weeks, nights, feasts and which way a day looks; the truth is in cases/date_sentences.tsv."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import find_dates

_CASES = Path(__file__).parents[1] / "cases" / "date_sentences.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["sentence"])
def test_the_days_of_a_sentence(row: dict[str, str]) -> None:
    found = find_dates(row["sentence"], anchor=dt.date.fromisoformat(row["said"]))
    if row["phrase"] == "-":
        assert found == ()
        return
    first = found[0]
    assert (first.text, first.date_start.isoformat(), first.date_end.isoformat(), str(first.date_prec)) == (
        row["phrase"],
        row["start"],
        row["end"],
        row["prec"],
    )


def test_later_in_the_day_is_the_day_told_before() -> None:
    found = find_dates("He came on Tuesday morning and left later in the day.", anchor=dt.date(2020, 6, 4))
    assert [mention.date_start for mention in found] == [dt.date(2020, 6, 2)] * 2


def test_a_year_without_a_feast_or_beyond_the_calendar_is_no_error() -> None:
    assert find_dates("On Eid al-Fitr 1905 and on 31 June 2020.", anchor=dt.date(2020, 6, 4)) == ()
