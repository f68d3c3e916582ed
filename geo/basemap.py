"""The offline basemap: land, lakes, rivers and borders from Natural Earth, as tables and as files for the browser."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import geopandas as gpd
import shapely

from geo.errors import BasemapMissingError

BASEMAP_DIR = Path(__file__).resolve().parent.parent / "static" / "basemap"

Scale = Literal["50m", "10m"]
# Wider than this (degrees of longitude) the 1:50 million files are fine enough.
_COARSE_DEG = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """Layers to draw from the bottom up; GeoDataFrames, EPSG:4326.

    ``borders`` has a bool column ``unsettled`` (disputed, lines of control, indefinite: draw dashed). ``admin1`` are
    lines between provinces, empty at scale "50m".
    """

    land: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame
    admin1: gpd.GeoDataFrame


def scale_for(west: float, east: float) -> Scale:
    """Choose the scale for a window between two longitudes."""
    return "50m" if east - west > _COARSE_DEG else "10m"


@cache
def load_basemap(scale: Scale = "10m") -> Basemap:
    """Read the basemap of one scale; read once, shared afterwards, so do not change the tables in place.

    Raises
    ------
    BasemapMissingError
        If a file is not in ``static/basemap``.
    """
    layers = {name: _read(f"{name}_{scale}") for name in ("land", "lakes", "borders")}
    admin1 = _read("admin1_10m") if scale == "10m" else layers["land"].iloc[:0]
    return Basemap(**layers, rivers=_read("rivers"), admin1=admin1)


def clip_basemap(basemap: Basemap, box: tuple[float, float, float, float]) -> Basemap:
    """Cut every layer at (west, south, east, north) degrees."""
    return Basemap(
        land=_clip(basemap.land, box),
        lakes=_clip(basemap.lakes, box),
        rivers=_clip(basemap.rivers, box),
        borders=_clip(basemap.borders, box),
        admin1=_clip(basemap.admin1, box),
    )


def basemap_file(name: str) -> Path:
    """Return the path of one layer's file, ``land_10m`` for example.

    Raises
    ------
    BasemapMissingError
        If it is not there.
    """
    return _existing(f"{name}.geojson")


def world_labels() -> list[list[object]]:
    """Return the label rows of countries, large towns and waters.

    Each has name, lon, lat, kind, rank, first zoom level, and the name in Arabic letters where there is one.
    """
    rows: list[list[object]] = json.loads(_existing("labels.json").read_text(encoding="utf-8"))
    return rows


def _existing(name: str) -> Path:
    file = BASEMAP_DIR / name
    if not file.is_file():
        raise BasemapMissingError(
            f"The basemap file {file.name} is missing from static/basemap. Restore it with: git checkout static/basemap"
        )
    return file


def basemap_credits() -> tuple[str, ...]:
    """Return the attribution lines of the basemap, each once."""
    files = (entry for name, entry in _sources()["files"].items() if name.endswith(".geojson"))
    return tuple(dict.fromkeys(entry["attribution"] for entry in files))


def boundary_disclaimer() -> str:
    """Return the sentence on disputed boundaries that goes on every map."""
    return str(_sources()["disclaimer"])


def _read(name: str) -> gpd.GeoDataFrame:
    table = gpd.read_file(basemap_file(name), engine="pyogrio")
    unsettled = table["unsettled"].eq(other=True) if "unsettled" in table else table.geometry.isna()
    return gpd.GeoDataFrame({"unsettled": unsettled.astype(bool)}, geometry=table.geometry, crs="EPSG:4326")


def _clip(table: gpd.GeoDataFrame, box: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    near = table.cx[box[0] : box[2], box[1] : box[3]]
    whole = shapely.make_valid(near.geometry.to_numpy())
    cut = near.set_geometry(gpd.GeoSeries(shapely.clip_by_rect(whole, *box), crs="EPSG:4326", index=near.index))
    return cut[~cut.geometry.is_empty]


@cache
def _sources() -> dict[str, dict[str, dict[str, str]]]:
    file = _existing("SOURCES.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
