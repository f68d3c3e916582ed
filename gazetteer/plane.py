"""A plane around a place, in which distances are metres: there and back."""

from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place

_STEP_DEGREES, _STEP_M = 1.0, 100_000.0


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape without the lines and points that cuts leave along shared edges; may be empty."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


@lru_cache(maxsize=512)
def _transformers(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    local = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return (
        Transformer.from_crs("EPSG:4326", local, always_xy=True),
        Transformer.from_crs(local, "EPSG:4326", always_xy=True),
    )


def to_metres(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (EPSG:4326) in the plane around a place: metres, x east, y north, geodesic from the place."""
    # Long straight lines on the map (the 49th parallel) are none in the plane, nor the other way round.
    shape = shapely.segmentize(shape, _STEP_DEGREES)
    # An outline that folds over itself far from the place would break every later cut.
    moved = shapely.transform(shape, _transformers(place.lon, place.lat)[0].transform, interleaved=False)
    if moved.is_valid:
        return moved
    return polygons(shapely.make_valid(moved))


def to_lonlat(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of the plane around a place in EPSG:4326, valid; cut in two where it crosses the 180th meridian."""
    back = _transformers(place.lon, place.lat)[1]

    def unwrapped(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        lon, lat = back.transform(x, y)
        return place.lon + (lon - place.lon + 180) % 360 - 180, lat

    area = shapely.transform(shapely.segmentize(shape, _STEP_M), unwrapped, interleaved=False)
    area = area if area.is_valid else shapely.make_valid(area)
    if area.is_empty or (area.bounds[0] >= -180 and area.bounds[2] <= 180):
        return area
    turns = (-360, 0, 360)
    halves = [polygons(area.intersection(shapely.box(turn - 180, -90, turn + 180, 90))) for turn in turns]
    parts = [affinity.translate(half, -turn) for half, turn in zip(halves, turns, strict=True) if half.area > 0]
    return shapely.union_all(parts)
