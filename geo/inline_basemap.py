"""The basemap and the names that a page carries inside, where no app serves them."""

import math

import geopandas as gpd

from gazetteer import Gazetteer
from geo.basemap import Basemap, clip_basemap, load_basemap
from geo.extent import Box
from geo.features import to_geometry

# One file for a briefing keeps the detailed basemap only around its events.
_DETAIL_MARGIN_SHARE, _DETAIL_MARGIN_DEG = 0.6, 2.0
_LABEL_LIMIT, _CITIES = 250, 8
_DECIMALS = 4


def detail_box(extent: Box) -> Box:
    """Return the surroundings of an extent that the detailed basemap is cut to (west, south, east, north in degrees)."""
    west, south, east, north = extent
    side = max(_DETAIL_MARGIN_DEG, _DETAIL_MARGIN_SHARE * max(east - west, north - south))
    return (max(-180.0, west - side), max(-85.0, south - side), min(180.0, east + side), min(85.0, north + side))


def inline_layers(box: Box | None) -> dict[str, object]:
    """Return the basemap as GeoJSON by kind and scale; of large scale only inside ``box``, nowhere where it is None."""
    coarse = load_basemap("50m")
    fine = clip_basemap(load_basemap("10m"), box) if box else coarse
    return {**_collections(coarse, "50m"), **_collections(fine, "10m"), "rivers": _collection(coarse.rivers)}


def _collections(basemap: Basemap, scale: str) -> dict[str, object]:
    tables = {"land": basemap.land, "lakes": basemap.lakes, "borders": basemap.borders, "admin1": basemap.admin1}
    return {f"{name}_{scale}": _collection(table) for name, table in tables.items()}


def _collection(table: gpd.GeoDataFrame) -> dict[str, object]:
    rows = zip(table["unsettled"], table.geometry, strict=True)
    features = [
        {"type": "Feature", "properties": {"unsettled": True} if unsettled else {}, "geometry": to_geometry(shape)}
        for unsettled, shape in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def label_rows(gazetteer: Gazetteer, box: Box) -> list[list[object]]:
    """Return the largest places in a box as the browser's label rows: name, lon, lat, kind, rank, first zoom level."""
    # a place known only by its surroundings has no point to write its name at
    places = [place for place in gazetteer.largest_places(box, limit=_LABEL_LIMIT) if not place.is_rough]
    return [
        [
            place.name,
            round(place.lon, _DECIMALS),
            round(place.lat, _DECIMALS),
            "city" if number < _CITIES else "place",
            round(-math.log10(max(place.population, 1)), 3),
            3 if number < _CITIES else 5,
        ]
        for number, place in enumerate(places)
    ]
