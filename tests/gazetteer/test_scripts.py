"""Names written in Arabic, Persian and Cyrillic letters are found in running text, and plain words are not."""

import csv
from pathlib import Path

import pytest

from gazetteer import Gazetteer, geoparse

_CASES = Path(__file__).parents[1] / "cases" / "scripts.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"])
def test_names_in_other_scripts_are_found_and_placed(row: dict[str, str], gazetteer: Gazetteer) -> None:
    found = geoparse(row["text"], gazetteer)
    assert [r.toponym.text for r in found] == (row["names"].split(";") if row["names"] else [])
    assert all(row["text"][r.toponym.start : r.toponym.end] == r.toponym.text for r in found)
    codes = row["country_codes"].split(";") if row["country_codes"] else []
    assert [r.place.country_code if r.place else "" for r in found] == codes
