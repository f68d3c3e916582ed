"""Phrases around a name become relations, and relations honest areas."""

import csv
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from gazetteer import Gazetteer, Resolution, geoparse

_CASES = Path(__file__).parents[1] / "cases" / "relations.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _points(cell: str) -> list[Point]:
    """Return the points of a cell: "lon lat; lon lat"."""
    return [Point(*map(float, pair.split())) for pair in cell.split(";") if pair.strip()]


def _anchor(text: str, name: str, gazetteer: Gazetteer, country: str | None = None) -> Resolution:
    (found, *_) = [r for r in geoparse(text, gazetteer, country=country) if r.toponym.text == name]
    return found


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['anchor']}: {row['text']}")
def test_a_phrase_of_the_golden_table_covers_what_it_means_and_nothing_else(
    row: dict[str, str], gazetteer: Gazetteer
) -> None:
    found = _anchor(row["text"], row["anchor"], gazetteer, row["country"] or None)
    assert found.place is not None
    if row["review"]:
        assert found.needs_review == (row["review"] == "yes"), found.reasons
    if row["where_prec"]:
        assert found.where_prec == int(row["where_prec"])
    if not row["kind"]:
        assert found.relation is None
        return
    assert found.relation is not None
    assert found.relation.kind.value == row["kind"]
    phrase = row["text"][found.relation.start : found.relation.end]
    assert row["anchor"] in phrase
    assert len(phrase) > len(row["anchor"])
    assert found.footprint is not None
    assert found.footprint.is_valid
    assert [str(p) for p in _points(row["inside"]) if not found.footprint.covers(p)] == []
    assert [str(p) for p in _points(row["outside"]) if found.footprint.covers(p)] == []


def test_the_golden_table_is_long_enough() -> None:
    assert len(_rows()) >= 230


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["north", "south", "east", "west", "north-east", "southwest"]),
    st.integers(1, 200),
    st.integers(2, 200),
)
def test_the_further_off_inland_the_larger_the_area(gazetteer: Gazetteer, direction: str, near: int, more: int) -> None:
    areas = []
    for km in (near, near + more):
        footprint = _anchor(f"A base {km} km {direction} of Tamanrasset, Algeria.", "Tamanrasset", gazetteer).footprint
        assert footprint is not None
        assert footprint.is_valid
        assert footprint.covers(footprint.representative_point())
        areas.append(shapely.area(footprint))
    assert areas[0] <= areas[1] * 1.001


@pytest.mark.parametrize(
    ("words", "metres"),
    [
        ("12 km", 12_000), ("2.5km", 2_500), ("1,200 metres", 1_200), ("30 to 40 km", 35_000), ("12-15 km", 13_500),
        ("half a mile", 804.672), ("one and a half miles", 2_414.016), ("twenty-five kilometres", 25_000),
        ("two hundred and fifty km", 250_000), ("a hundred kms", 100_000), ("five nautical miles", 9_260),
        ("a few kilometers", 4_000), ("some 20 miles", 32_186.88), ("between 5 and 7 km", 6_000),
    ],
)  # fmt: skip
def test_distances_are_read_in_figures_and_words(words: str, metres: float, gazetteer: Gazetteer) -> None:
    found = _anchor(f"A base {words} south of Gharyan, Libya.", "Gharyan", gazetteer)
    assert found.relation is not None
    assert found.relation.distance_m == pytest.approx(metres)


def test_a_border_named_from_one_side_is_that_with_the_country_of_the_text(gazetteer: Gazetteer) -> None:
    text = "Shots were heard near the Turkish border."
    (alone,) = geoparse(text, gazetteer)
    (told,) = geoparse(text, gazetteer, country="SY")
    assert alone.footprint is not None
    assert told.footprint is not None
    with_iran = Point(44.4, 37.9)
    assert alone.footprint.covers(with_iran)
    assert not told.footprint.covers(with_iran)


def test_a_demonym_is_kept_where_it_names_a_border(gazetteer: Gazetteer) -> None:
    assert geoparse("Turkish forces moved.", gazetteer) == ()
    (border,) = geoparse("Forces moved along the Turkish border.", gazetteer)
    assert border.toponym.text == "Turkish"
    assert border.where_prec == 5
