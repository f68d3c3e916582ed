"""Places of one's own as files: what is written is read back the same, and is safe to open."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import (
    BadRow,
    BadValueError,
    Gazetteer,
    OwnPlace,
    OwnPlaces,
    fold,
    merged_into,
    moved_children,
    open_gazetteer,
    read_row,
    read_table,
    to_feature_collection,
    to_rejects,
    to_table,
)

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ROWS = (
    {"name": "Checkpoint Zebra", "aliases": "Zebra gate|نقطة زيبرا", "lon": "-13.4", "lat": "32.5", "class": "camp", "note": 'said "yes",\nthen left'},
    {"name": "=HYPERLINK(1)", "aliases": "@x|'=y", "lon": "13.4", "lat": "32.5", "country_code": "LY", "note": "-1 day"},
    {"name": "'=quoted", "lon": "13.4", "lat": "32.6", "note": "''=x"},
    {"name": "Misrata", "same_as": "gn:2214846", "aliases": "the steel town", "pcode": "LY0215"},
    {"name": "Somewhere in Ghat", "parent": "Ghat", "country_code": "LY"},
    {"name": "Sector A", "wkt": "POLYGON ((13 32, 13.2 32, 13.2 32.2, 13 32))", "class": "L/RGN", "country_code": "LY"},
    {"name": "A point", "wkt": "POINT (13.25 32.125)", "class": "S/AIRB"},
    {"name": "At sea", "lon": "-30.0", "lat": "0", "class": "H/"},
)  # fmt: skip


def made(row: dict[str, str], gazetteer: Gazetteer) -> OwnPlace:
    return read_row(row, gazetteer)


def test_a_table_that_is_written_gives_the_same_places_again(gazetteer: Gazetteer) -> None:
    owned = tuple(made(row, gazetteer) for row in ROWS)
    table = read_table(to_table(owned).encode(), gazetteer)
    assert not table.bad
    assert table.places == owned


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
SIGNED = st.builds(str.__add__, st.sampled_from(["", "=", "+", "-", "@", "'", "''=", "'@"]), TEXT)


@settings(max_examples=150, deadline=None)
@given(
    name=SIGNED,
    aliases=st.lists(SIGNED, max_size=3),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    kind=st.sampled_from(["", "camp", "S/AIRB", "T/", "V/XYZ", "H/STM", "port"]),
    radius=st.floats(0.1, 5e6),
    note=SIGNED,
)
def test_whatever_a_place_is_called_it_survives_its_table(
    gazetteer: Gazetteer, name: str, aliases: list[str], lon: float, lat: float, kind: str, radius: float, note: str
) -> None:
    row = {
        "name": name, "aliases": "|".join(aliases), "lon": repr(lon), "lat": repr(lat), "class": kind,
        "radius_m": repr(radius), "note": note,
    }  # fmt: skip
    try:
        own = read_row(row, gazetteer)
    except BadValueError:
        return  # no letters, or signs that no name has
    text = to_table([own])
    assert read_table(text.encode(), gazetteer).places == (own,)
    for cells in list(csv.reader(io.StringIO(text, newline="")))[1:]:
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_place_stands_after_the_one_in_which_it_lies_so_that_another_project_can_read_the_table(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    district = made(ROWS[5], gazetteer)
    row = {"name": "Gate 4", "parent": "own:ly-sector-a", "country_code": "LY"}
    gate = read_row(row, gazetteer, among={district.place.place_id: district.place})
    table = read_table(to_table([gate, district]).encode(), gazetteer)
    assert table.places == (district, gate)
    places = OwnPlaces(tmp_path / "other.sqlite", read_only=False)
    places.add(table.places, source="from elsewhere", now=NOW)
    assert places.all() == (district, gate)


def test_what_is_stored_is_what_is_exported(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    places = OwnPlaces(path, read_only=False)
    places.add([made(row, gazetteer) for row in ROWS], source="mine.csv", now=NOW)
    mine = open_gazetteer(project=path)
    assert read_table(to_table(places.all()).encode(), mine).places == places.all()
    entry = places.entry("own:ly-sector-a")
    assert entry is not None
    assert (entry.source, entry.added_at) == ("mine.csv", NOW)
    assert places.entry("gn:1") is None
    assert OwnPlaces(tmp_path / "none.sqlite").entry("own:ly-sector-a") is None


def test_geojson_has_a_feature_for_each_place_with_its_area_or_point(gazetteer: Gazetteer) -> None:
    told = json.loads(to_feature_collection([made(row, gazetteer) for row in ROWS]))
    assert told["type"] == "FeatureCollection"
    kinds = {feature["properties"]["name"]: feature["geometry"]["type"] for feature in told["features"]}
    assert kinds["Sector A"] == "Polygon"
    assert kinds["Checkpoint Zebra"] == "Point"
    zebra = told["features"][0]
    assert zebra["geometry"]["coordinates"] == [-13.4, 32.5]
    assert zebra["properties"]["aliases"] == ["Zebra gate", "نقطة زيبرا"]
    assert zebra["properties"]["kind"] == "camp"


def test_refused_rows_are_written_with_their_reasons_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(to_rejects([BadRow(number=2, column="lat", value="=1+1", reason="no number")]))))
    assert rows == [["row", "column", "value", "reason"], ["2", "lat", "'=1+1", "no number"]]


def test_a_merged_place_gives_its_names_to_the_listed_one(gazetteer: Gazetteer, tmp_path: Path) -> None:
    own = made({"name": "Steel Town", "aliases": "Zyx gate", "lon": "15.1", "lat": "32.37", "note": "seen"}, gazetteer)
    earlier = made(
        {"name": "Misratah", "same_as": "gn:2214846", "aliases": "the port town", "note": "older"}, gazetteer
    )
    listed = gazetteer.place("gn:2214846")
    both = merged_into(own, listed, earlier=earlier)
    assert both.place == listed
    assert both.aliases == ("the port town", "Steel Town", "Zyx gate")
    assert both.note == "older seen"
    path = tmp_path / "mine.sqlite"
    places = OwnPlaces(path, read_only=False)
    places.add([own, earlier], source="test", now=NOW)
    places.add([both], source="merged", now=NOW, instead_of=[own.place.place_id])
    assert places.all() == (both,)
    assert open_gazetteer(project=path).lookup("zyx gate", country="LY")[0].place.place_id == "gn:2214846"


def test_what_lies_in_a_place_that_goes_moves_with_it(gazetteer: Gazetteer) -> None:
    district = made(ROWS[5], gazetteer)
    gate = read_row(
        {"name": "Gate 4", "parent": "own:ly-sector-a"}, gazetteer, among={district.place.place_id: district.place}
    )
    (moved,) = moved_children([district, gate], "own:ly-sector-a", to="own:ly-sector-b")
    assert moved.place.parent_id == "own:ly-sector-b"
    assert fold(moved.place.name) == "gate 4"


def test_a_listed_place_and_ones_own_of_the_same_name_both_come_back(gazetteer: Gazetteer) -> None:
    listed = made({"name": "Tripoli", "same_as": "gn:2210247"}, gazetteer)
    own = made({"name": "Tripoli", "lon": "13.19", "lat": "32.88", "country_code": "LY"}, gazetteer)
    assert read_table(to_table([listed, own]).encode(), gazetteer).places == (listed, own)


@pytest.mark.parametrize(("kind", "reach"), [("S/AIRB", 2500.0), ("air base", 2500.0), ("S/CMPRF", 1500.0)])
def test_a_kind_reaches_as_far_however_it_is_named(gazetteer: Gazetteer, kind: str, reach: float) -> None:
    assert made({"name": "X", "lon": "13", "lat": "32", "class": kind}, gazetteer).place.radius_m == reach
