"""A plane around a place, in which distances are metres: there and back."""

from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place


@lru_cache(maxsize=512)
def _transformers(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    local = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return (
        Transformer.from_crs("EPSG:4326", local, always_xy=True),
        Transformer.from_crs(local, "EPSG:4326", always_xy=True),
    )


def to_metres(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (EPSG:4326) in the plane around a place: metres, x east, y north, geodesic from the place."""
    # An outline that folds over itself far from the place would break every later cut.
    moved = shapely.transform(shape, _transformers(place.lon, place.lat)[0].transform, interleaved=False)
    if moved.is_valid:
        return moved
    parts = shapely.get_parts(shapely.make_valid(moved))
    return shapely.union_all([part for part in parts if part.area > 0])


def to_lonlat(place: Place, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of the plane around a place in EPSG:4326, valid; cut in two where it crosses the 180th meridian."""
    back = _transformers(place.lon, place.lat)[1]

    def unwrapped(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        lon, lat = back.transform(x, y)
        return place.lon + (lon - place.lon + 180) % 360 - 180, lat

    area = shapely.transform(shape, unwrapped, interleaved=False)
    area = area if area.is_valid else shapely.make_valid(area)
    if area.is_empty or (area.bounds[0] >= -180 and area.bounds[2] <= 180):
        return area
    turns = (-360, 0, 360)
    parts = [
        affinity.translate(area.intersection(shapely.box(turn - 180, -90, turn + 180, 90)), -turn) for turn in turns
    ]
    return shapely.union_all([part for part in parts if not part.is_empty])
