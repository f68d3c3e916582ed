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


def _anchor(text: str, name: str, gazetteer: Gazetteer) -> Resolution:
    (found, *_) = [r for r in geoparse(text, gazetteer) if r.toponym.text == name]
    return found


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"])
def test_a_phrase_of_the_golden_table_covers_what_it_means_and_nothing_else(
    row: dict[str, str], gazetteer: Gazetteer
) -> None:
    found = _anchor(row["text"], row["anchor"], gazetteer)
    assert found.place is not None
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
    if row["where_prec"]:
        assert found.where_prec == int(row["where_prec"])


def test_the_golden_table_is_long_enough() -> None:
    assert len(_rows()) >= 50


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["north", "south", "east", "west", "north-east", "southwest"]),
    st.integers(1, 200),
    st.integers(2, 200),
)
def test_the_further_off_the_larger_the_area(gazetteer: Gazetteer, direction: str, near: int, more: int) -> None:
    areas = []
    for km in (near, near + more):
        footprint = _anchor(f"A base {km} km {direction} of Gharyan, Libya.", "Gharyan", gazetteer).footprint
        assert footprint is not None
        assert footprint.is_valid
        assert footprint.covers(footprint.representative_point())
        areas.append(shapely.area(footprint))
    assert areas[0] <= areas[1] * 1.001
