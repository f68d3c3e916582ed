"""What the browser's map gets: a JSON header and typed arrays in one run of bytes (static/explorer/payload.js reads it)."""

import json
import struct
from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from events import EventType
from geo.features import thinned
from geo.style import TypeStyle, outlines, precision_words, style_of

_ALIGNED = 8
_EQUAL_AREA = "ESRI:54034"
_CODES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "f4": np.float32, "f8": np.float64}


def pack(header: Mapping[str, object], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return the header's length (32 bit, little-endian), the header with the list ``arrays``, and the arrays, each at a multiple of 8.

    Raises
    ------
    ValueError
        If an array is of a type that the browser's side does not know.
    """
    known = {np.dtype(kind): code for code, kind in _CODES.items()}
    listed = []
    for name, values in arrays.items():
        if values.dtype not in known:
            raise ValueError(f"The array {name!r} is of type {values.dtype}; known are {', '.join(_CODES)}.")
        listed.append([name, known[values.dtype], int(values.size)])
    words = json.dumps({**header, "arrays": listed}, ensure_ascii=False, allow_nan=False).encode()
    parts = [struct.pack("<I", len(words)), words]
    at = sum(map(len, parts))
    for values in arrays.values():
        data = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"), copy=False).tobytes()
        for part in (b"\0" * (-at % _ALIGNED), data):
            parts.append(part)
            at += len(part)
    return b"".join(parts)


def pack_areas(areas: Sequence[BaseGeometry]) -> dict[str, np.ndarray]:
    """Return areas as arrays, thinned to what the eye sees.

    Returns
    -------
    dict
        ``shape_rings``: where the rings of each area begin, one more than there are areas. ``ring_points``: where the
        points of each ring begin, one more than there are rings. ``vertices``: longitudes and latitudes in turn, degrees.
        ``shape_km2``: square kilometres.
    """
    rings_of = [_rings(thinned(each)) for each in areas]
    points = [ring for rings in rings_of for ring in rings]
    return {
        "shape_rings": starts([len(rings) for rings in rings_of]),
        "ring_points": starts([len(ring) for ring in points]),
        "vertices": np.concatenate(points).astype(np.float32).ravel() if points else np.zeros(0, np.float32),
        "shape_km2": areas_km2(areas),
    }


def _rings(area: BaseGeometry) -> list[np.ndarray]:
    polygons = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    # what is a line ("along the border") has no ring, and is drawn as it is
    lines = [part for part in shapely.get_parts(area) if part.geom_type == "LineString"]
    return [shapely.get_coordinates(ring) for ring in (*rings, *lines)]


def starts(lengths: Sequence[int]) -> np.ndarray:
    """Return where runs of these lengths begin, one more than there are runs."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)


def areas_km2(shapes: Sequence[BaseGeometry]) -> np.ndarray:
    """Return the size of shapes in square kilometres, on an equal-area projection."""
    if not shapes:
        return np.zeros(0, np.float32)
    areas = gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs(_EQUAL_AREA).area
    return np.asarray(areas / 1e6, np.float32)


def type_looks() -> list[dict[str, object]]:
    """Return how each event type looks, in the order of `EventType`: label, colours, ring (None for a circle), place in a legend."""
    return [_look(style_of(kind)) for kind in EventType]


def _look(style: TypeStyle) -> dict[str, object]:
    return {
        "label": style.label,
        "type": style.type.value,
        "colour": style.colour,
        "line": style.line_colour,
        "ring": outlines().get(style.shape),
        "order": style.order,
    }


def precision_list() -> list[str]:
    """Return the words of each location precision, 0 for not placed, then UCDP GED's 1 to 7."""
    return [precision_words(None), *(precision_words(code) for code in range(1, 8))]
