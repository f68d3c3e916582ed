"""Countries are known by their short, formal and former names and their abbreviations, and by no other place's."""

import csv
from pathlib import Path

import pytest

from gazetteer import Gazetteer, geoparse

_CASES = Path(__file__).parents[1] / "cases" / "countries.tsv"


def _rows() -> list[tuple[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return [(row["name"], row["country_code"]) for row in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize(("name", "code"), _rows())
def test_a_country_is_found_by_this_name(name: str, code: str, gazetteer: Gazetteer) -> None:
    (found,) = geoparse(f"Officials arrived in {name} on Monday.", gazetteer)
    assert found.place is not None, found.reasons
    assert (found.place.country_code, found.place.feature_code) == (code, "PCLI"), found.toponym


@pytest.mark.parametrize(
    ("name", "code"),
    [("Norfolk", "US"), ("Granada", "ES"), ("Salvador", "BR"), ("Uman", "UA"), ("Sikkim", "IN"), ("Somali", "ET")],
)
def test_a_town_or_province_is_not_taken_for_a_country_by_a_foreign_name(
    name: str, code: str, gazetteer: Gazetteer
) -> None:
    assert gazetteer.lookup(name)[0].place.country_code == code


@pytest.mark.parametrize("name", ["Yugoslavia", "Czechoslovakia", "the Soviet Union"])
def test_a_state_that_is_no_more_is_put_nowhere(name: str, gazetteer: Gazetteer) -> None:
    assert [r.place for r in geoparse(f"He was born in {name} in 1960.", gazetteer) if r.place] == []


@pytest.mark.parametrize(
    "text", ["CAR BOMB KILLS TEN IN BAGHDAD MARKET ON MONDAY", "The car hit a tree.", "They opt for it."]
)
def test_plain_words_are_no_abbreviations_of_countries(text: str, gazetteer: Gazetteer) -> None:
    assert [r.place.country_code for r in geoparse(text, gazetteer) if r.place and r.place.country_code != "IQ"] == []


def test_republics_of_one_name_are_told_apart(gazetteer: Gazetteer) -> None:
    text = "The Democratic People's Republic of Korea fired a missile; the Republic of Korea and the Republic of China protested."
    assert [r.place.country_code for r in geoparse(text, gazetteer) if r.place] == ["KP", "KR", "TW"]
