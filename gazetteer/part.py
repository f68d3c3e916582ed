"""Parts of areas: northern Syria, the far south of Libya, central Mali."""

import math
from functools import lru_cache

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import outline_of
from gazetteer.place import FeatureClass, Place
from gazetteer.plane import points_to_metres
from gazetteer.wording import Manner

# "Northern" begins in the middle between where the outer two fifths of the extent end and where the outer two fifths
# of the people live: southern Libya is most of the empty country, southern Brazil is no half of it. Tried on 301
# towns that are or are not said to lie in a part of 32 countries: 6 fall on the wrong side; with the half of the
# area it is 30, with two fifths of the extent alone 17.
_SHARE = 0.4
# Bounds to that, shares of the extent; corners ("northeastern") gather more by themselves.
_LEAST, _MOST, _MOST_CORNER = 0.38, 0.6, 0.42
_FAR = 0.5
# "Central" is an ellipse with half axes of this share of the extent; "north-central" a band of it.
_CENTRAL, _BAND = 0.2, (0.12, 0.5)
_MOST_TOWNS = 200


def part_of(area: BaseGeometry, bearings: tuple[float, ...], manner: Manner, people: np.ndarray) -> BaseGeometry:
    """Return the part of an area that a direction means; the middle without one. Never empty.

    Parameters
    ----------
    area
        In metres around some place.
    people
        Where they live: columns x, y (the same metres) and their number; may have no rows.
    """
    if not bearings:
        return _central(area, people)
    if manner is Manner.CENTRAL:
        return _middle_band(area, bearings[0])
    parts = []
    for bearing in bearings:
        share = _share(area, bearing, people)
        parts.append(outer_part(area, bearing, share * _FAR if manner is Manner.FAR else share))
    return shapely.union_all(parts)


def outer_part(area: BaseGeometry, bearing: float, share: float) -> BaseGeometry:
    """Return the outermost share (0 to 1) of an area's extent in a direction."""
    return _between(area, bearing, 0.0, share)


def half_beyond(middle: Point, bearing: float, reach: float) -> Polygon:
    """Return the half plane from a point on in a direction, as a square of that reach."""
    square = shapely.box(-reach, 0, reach, reach)
    return affinity.translate(affinity.rotate(square, -bearing, origin=(0, 0)), middle.x, middle.y)


def _between(area: BaseGeometry, bearing: float, begin: float, end: float) -> BaseGeometry:
    """Return the slice of an area between two shares of its extent, counted from the end that lies in a direction."""
    turned = affinity.rotate(area, bearing, origin=(0, 0))
    west, south, east, north = turned.bounds
    tall = north - south
    kept = turned.intersection(shapely.box(west - 1, north - end * tall, east + 1, north - begin * tall + 1))
    return affinity.rotate(kept, -bearing, origin=(0, 0)) if kept.area > 0 else area


def _middle_band(area: BaseGeometry, bearing: float) -> BaseGeometry:
    band = _between(area, bearing, *_BAND)
    # A fifth off each end: a quarter of what the first cut leaves.
    inner = _between(_between(band, bearing + 90, 0.2, 1.0), bearing + 270, 0.25, 1.0)
    return inner if inner.area > 0 else band


def _share(area: BaseGeometry, bearing: float, people: np.ndarray) -> float:
    """Return how much of the extent a direction takes in."""
    is_corner = bearing % 90 != 0
    if len(people) == 0:
        return _SHARE
    turned = affinity.rotate(area, bearing, origin=(0, 0))
    _, south, _, north = turned.bounds
    angle = math.radians(bearing)
    along = people[:, 0] * math.sin(angle) + people[:, 1] * math.cos(angle)
    begins = -_quantile(-along, people[:, 2], _SHARE)
    share = (_SHARE + float(north - begins) / max(float(north - south), 1.0)) / 2
    return min(max(share, _LEAST), _MOST_CORNER if is_corner else _MOST)


def _quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    order = np.argsort(values)
    heard = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(heard, share * heard[-1])])


def _central(area: BaseGeometry, people: np.ndarray) -> BaseGeometry:
    west, south, east, north = area.bounds
    x, y = (west + east) / 2, (south + north) / 2
    if len(people):
        x = (x + _quantile(people[:, 0], people[:, 2], 0.5)) / 2
        y = (y + _quantile(people[:, 1], people[:, 2], 0.5)) / 2
    disc = affinity.scale(Point(0, 0).buffer(1, quad_segs=16), _CENTRAL * (east - west), _CENTRAL * (north - south))
    middle = area.intersection(affinity.translate(disc, x, y))
    return middle if middle.area > 0 else area


@lru_cache(maxsize=256)
def people_of(place: Place, gazetteer: Gazetteer) -> np.ndarray:
    """Return where the people of a country or other area live: x, y (metres around the place) and number of its towns."""
    outline = outline_of(place, gazetteer)
    if outline is None or place.feature_class is FeatureClass.HYDRO:
        return np.empty((0, 3))
    towns = gazetteer.largest_towns(outline.bounds, limit=5 * _MOST_TOWNS)
    shapely.prepare(outline)
    inside = towns[shapely.contains_xy(outline, towns[:, 0], towns[:, 1])][:_MOST_TOWNS]
    return np.column_stack((*points_to_metres(place, inside[:, 0], inside[:, 1]), inside[:, 2]))
