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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Взрывы в Авдеевке и под Мелитополем.", ["Avdiyivka", "Melitopol"]),
        ("Бої біля Великої Новосілки в Запорізькій області.", ["Velyka Novosilka", "Zaporizhzhia"]),
        ("Під Куп’янськом і в Новій Каховці загинули четверо.", ["Kupyansk", "Nova Kakhovka"]),
        ("Дрони атакували аеродром у Криму.", ["Autonomous Republic of Crimea"]),
        ("Українські військові зупинили колону.", []),
    ],
)
def test_cyrillic_names_are_found_in_any_case(text: str, found: list[str], gazetteer: Gazetteer) -> None:
    named = [r.place.name if r.place else r.toponym.text for r in geoparse(text, gazetteer, country="UA")]
    assert named == found
