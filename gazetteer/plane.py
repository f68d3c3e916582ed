"""A plane around a place, in which distances are metres: there and back."""

from functools import partial

import numpy as np
import shapely
from pyproj import Geod
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place

_STEP_DEGREES, _STEP_M = 1.0, 100_000.0
# The plane is the azimuthal equidistant one: direction and distance from the place are those on the ellipsoid, which Geod
# says without the seven milliseconds that it takes to make a pair of transformers.
_GEOD = Geod(ellps="WGS84")


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape without the lines and points that cuts leave along shared edges; may be empty."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


def points_to_metres(place: Place, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points (EPSG:4326) in the plane around a place: metres east and north."""
    azimuth, _, metres = _GEOD.inv(np.full_like(lon, place.lon), np.full_like(lat, place.lat), lon, lat)
    angle = np.radians(azimuth)
    return metres * np.sin(angle), metres * np.cos(angle)


def to_metres(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (EPSG:4326) in the plane around a place: metres, x east, y north, geodesic from the place."""
    # Long straight lines on the map (the 49th parallel) are none in the plane, nor the other way round.
    shape = shapely.segmentize(shape, _STEP_DEGREES)
    # An outline that folds over itself far from the place would break every later cut.
    moved = shapely.transform(shape, partial(points_to_metres, place), interleaved=False)
    if moved.is_valid:
        return moved
    return polygons(shapely.make_valid(moved))


def to_lonlat(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of the plane around a place in EPSG:4326, valid; cut in two where it crosses the 180th meridian."""

    def unwrapped(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        azimuth, metres = np.degrees(np.arctan2(x, y)), np.hypot(x, y)
        lon, lat, _ = _GEOD.fwd(np.full_like(x, place.lon), np.full_like(y, place.lat), azimuth, metres)
        return place.lon + (lon - place.lon + 180) % 360 - 180, lat

    area = shapely.transform(shapely.segmentize(shape, _STEP_M), unwrapped, interleaved=False)
    area = area if area.is_valid else shapely.make_valid(area)
    if area.is_empty or (area.bounds[0] >= -180 and area.bounds[2] <= 180):
        return area
    turns = (-360, 0, 360)
    halves = [polygons(area.intersection(shapely.box(turn - 180, -90, turn + 180, 90))) for turn in turns]
    parts = [affinity.translate(half, -turn) for half, turn in zip(halves, turns, strict=True) if half.area > 0]
    return shapely.union_all(parts)
