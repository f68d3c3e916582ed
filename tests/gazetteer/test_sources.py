"""Every shipped file has a source, a licence and the hash that is written down."""

import csv
import hashlib
import tomllib

import pytest

from gazetteer import Gazetteer
from gazetteer.build import DATA
from gazetteer.curated import COLUMNS

_FIELDS = {"name", "source", "version", "licence", "attribution", "sha256", "command"}
_SOURCES = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
_FORBIDDEN = ("odbl", "openstreetmap", "gpl", "non-commercial", "gadm")


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


def test_the_data_stays_small() -> None:
    sizes = [path.stat().st_size for path in DATA.iterdir() if path.is_file()]
    assert max(sizes) < 20_000_000
    assert sum(sizes) < 25_000_000


@pytest.mark.parametrize("name", ["curated.csv", "ucdp.csv"])
def test_each_curated_row_has_evidence_and_a_licence_and_no_point_without_them(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        assert row["evidence"], row["name"]
        assert row["licence"], row["name"]
        assert not any(word in (row["evidence"] + row["licence"]).lower() for word in _FORBIDDEN)
        assert row["lon"] or row["wkt"] or row["parent"] or row["same_as"], row["name"]


def test_attributions_name_geonames_and_natural_earth(gazetteer: Gazetteer) -> None:
    told = " ".join(gazetteer.attributions())
    assert "GeoNames" in told
    assert "Natural Earth" in told
