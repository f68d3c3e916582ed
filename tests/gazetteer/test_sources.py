"""Every shipped file has a source, a licence and the hash that is written down."""

import csv
import hashlib
import tomllib
from collections import Counter

import pyarrow.parquet as pq
import pytest
import shapely

from gazetteer import Gazetteer
from gazetteer.build import DATA
from gazetteer.curated import COLUMNS
from gazetteer.names import fold

_FIELDS = {"name", "source", "version", "licence", "attribution", "sha256", "command"}
_SOURCES = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
_FORBIDDEN = ("odbl", "openstreetmap", "gpl", "non-commercial", "gadm")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    "name", ["places.parquet", "names.parquet", "outlines.parquet", "curated.csv", "ucdp.csv", "cues.toml"]
)
def test_the_gazetteers_files_are_listed(name: str) -> None:
    assert name in _SOURCES


@pytest.mark.parametrize("name", sorted(_SOURCES))
def test_an_entry_is_complete_and_its_hash_true(name: str) -> None:
    entry = _SOURCES[name]
    assert set(entry) >= _FIELDS
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == entry["sha256"], "run: make gazetteer-data"
    assert not any(word in entry["licence"].lower() for word in _FORBIDDEN)


def test_all_weights_are_listed() -> None:
    assert {f"weights/{path.name}" for path in (DATA / "weights").iterdir()} <= set(_SOURCES)


def test_the_data_stays_small() -> None:
    sizes = [path.stat().st_size for path in DATA.iterdir() if path.is_file()]
    assert max(sizes) < 20_000_000
    assert sum(sizes) < 25_000_000


@pytest.mark.parametrize("name", ["curated.csv", "ucdp.csv"])
def test_each_curated_row_has_evidence_and_a_licence_and_no_point_without_them(name: str) -> None:
    rows = _rows(name)
    assert tuple(column for column in rows[0] if column != "is_rough") == COLUMNS
    for row in rows:
        assert row["evidence"], row["name"]
        assert row["licence"], row["name"]
        assert not any(word in (row["evidence"] + row["licence"]).lower() for word in _FORBIDDEN)
        assert row["lon"] or row["wkt"] or row["parent"] or row["same_as"], row["name"]


_LICENCES = {
    "CC BY 4.0 (GeoNames)",
    "CC BY 4.0 (UCDP)",
    "CC BY 4.0 (WRI)",
    "CC BY 4.0 (Dateline)",
    "CC BY 4.0 (GeoNames); CC BY 4.0 (UCDP)",
    "Unicode-3.0",
    "Public domain",
}


@pytest.mark.parametrize("name", ["curated.csv", "ucdp.csv"])
def test_each_curated_row_has_a_licence_under_which_it_may_ship(name: str) -> None:
    assert {row["licence"] for row in _rows(name)} <= _LICENCES


def test_a_row_with_a_point_says_which_list_it_is_from() -> None:
    sources = ("GeoNames", "OurAirports", "UCDP GED", "Global Power Plant Database (WRI)", "Natural Earth")
    for row in _rows("curated.csv"):
        if row["lon"] or row["wkt"]:
            assert any(source in row["evidence"] for source in sources), row["name"]


def test_a_rough_row_reaches_across_its_parent(gazetteer: Gazetteer) -> None:
    for row in _rows("curated.csv"):
        if row["lon"] or row["wkt"] or row["same_as"]:
            continue
        parent = gazetteer.place(row["parent"])
        place = gazetteer.place(f"cur:{row['country_code'].lower()}-{fold(row['name']).replace(' ', '-')}")
        assert place.is_rough
        assert place.radius_m >= parent.radius_m, row["name"]
        assert place.country_code == parent.country_code, row["name"]


def test_no_two_curated_rows_are_one_place() -> None:
    keys = [row["same_as"] or (row["country_code"], fold(row["name"])) for row in _rows("curated.csv")]
    assert len(keys) == len(set(keys))


def test_the_curated_supplement_covers_the_conflicts_that_reports_are_about() -> None:
    rows = Counter(row["country_code"] for row in _rows("curated.csv"))
    assert sum(rows.values()) >= 400
    assert rows["LY"] >= 90
    assert all(
        rows[code] >= 10
        for code in ("SY", "IQ", "YE", "SD", "UA", "PS", "LB", "AF", "MM", "CD", "SO", "ML", "NE", "BF")
    )


def test_attributions_name_geonames_and_natural_earth(gazetteer: Gazetteer) -> None:
    told = " ".join(gazetteer.attributions())
    assert "GeoNames" in told
    assert "Natural Earth" in told


def test_no_provinces_outline_is_another_ones() -> None:
    columns = ["place_id", "name", "country_code", "feature_class", "feature_code", "lon", "lat", "parent_id"]
    places = pq.read_table(DATA / "places.parquet", columns=columns).to_pylist()
    drawn = pq.read_table(DATA / "outlines.parquet").to_pydict()
    shapes = dict(zip(drawn["place_id"], drawn["wkb"], strict=True))
    above = {place["place_id"]: place["parent_id"] for place in places}
    firsts = {place["place_id"] for place in places if place["feature_code"] == "ADM1"}
    towns: dict[str, list[tuple[float, float]]] = {}
    for place in places:
        parent = place["parent_id"]
        province = parent if parent in firsts else above.get(parent)
        if place["feature_class"] == "P" and province in firsts:
            towns.setdefault(province, []).append((place["lon"], place["lat"]))
    wrong = []
    for place in places:
        own = towns.get(place["place_id"], [])
        if place["place_id"] not in shapes or len(own) < 10:
            continue
        area = shapely.from_wkb(shapes[place["place_id"]]).buffer(0.2)
        shapely.prepare(area)
        share = shapely.contains_xy(area, *zip(*own, strict=True)).mean()
        if share < 0.1:  # counties and their city councils share towns, but no other province holds hardly any
            wrong.append(f"{place['name']} {place['country_code']} {share:.2f}")
    assert not wrong
