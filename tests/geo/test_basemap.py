"""The basemap's files are what SOURCES.toml says, small enough, and tell settled borders from unsettled ones."""

import hashlib
import tomllib

import pytest
import shapely

from geo import basemap, basemap_credits, boundary_disclaimer, clip_basemap, load_basemap, scale_for
from geo.errors import BasemapMissingError

FIELDS = {"name", "source", "version", "licence", "attribution", "sha256", "made_by"}


def test_every_file_has_its_entry_and_its_hash() -> None:
    entries = tomllib.loads((basemap.BASEMAP_DIR / "SOURCES.toml").read_text())["files"]
    files = {file.name: file for file in basemap.BASEMAP_DIR.iterdir() if file.name != "SOURCES.toml"}
    assert set(entries) == set(files)
    for name, entry in entries.items():
        assert set(entry) == FIELDS
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == entry["sha256"], name


def test_all_files_together_stay_below_four_megabytes() -> None:
    assert sum(file.stat().st_size for file in basemap.BASEMAP_DIR.iterdir()) < 4_000_000


@pytest.mark.parametrize("scale", ["50m", "10m"])
def test_land_is_land_and_sea_is_sea(scale: basemap.Scale) -> None:
    land = shapely.union_all(shapely.make_valid(load_basemap(scale).land.geometry.to_numpy()))
    for lon, lat in [(17.0, 27.0), (-100.0, 40.0), (134.0, -25.0), (-60.0, -10.0), (100.0, 60.0)]:
        assert land.contains(shapely.Point(lon, lat))
    for lon, lat in [(18.0, 35.0), (-30.0, 0.0), (80.0, -30.0)]:
        assert not land.contains(shapely.Point(lon, lat))


def test_disputed_borders_are_marked() -> None:
    borders = load_basemap("10m").borders
    assert 0 < borders["unsettled"].sum() < len(borders) / 2
    kashmir = borders[borders["unsettled"]].clip((73, 33, 78, 37))
    assert not kashmir.empty
    assert "endorsement" in boundary_disclaimer()
    assert basemap_credits() == ("Map: Natural Earth",)


def test_clipping_keeps_the_window_only() -> None:
    cut = clip_basemap(load_basemap("10m"), (10.0, 28.0, 16.0, 34.0))
    assert not cut.land.empty
    assert not cut.admin1.empty
    west, south, east, north = cut.land.total_bounds
    assert (west, south) >= (10.0, 28.0)
    assert (east, north) <= (16.0, 34.0)


def test_a_wide_window_takes_the_coarse_files() -> None:
    assert scale_for(-20, 60) == "50m"
    assert scale_for(10, 16) == "10m"


def test_a_missing_file_says_what_to_do() -> None:
    with pytest.raises(BasemapMissingError, match="git checkout"):
        basemap.basemap_file("moon_10m")


def test_countries_and_large_towns_have_their_arabic_names() -> None:
    arabic = {str(row[0]): str(row[6]) for row in basemap.world_labels() if len(row) > 6}
    assert arabic["Libya"] == "ليبيا"
    assert arabic["Russia"] == "روسيا"
    assert arabic["Cairo"] == "القاهرة"
    assert len(arabic) > 1500
