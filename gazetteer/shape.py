"""Shapes in the plane around a place (metres, x east, y north): sectors, rings, corridors, belts."""

import math

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.measure import Measure
from gazetteer.place import Place
from gazetteer.plane import to_metres
from gazetteer.wording import Manner

SMALLEST_RADIUS_M = 2_000.0
# Sectors reach a little beyond the built-up radius: southern suburbs are southern Tripoli too.
_SECTOR_REACH = 1.25
_SECTOR_HALF_ANGLE = 60.0
_DIRECTION_HALF_ANGLE = 45.0
_NEAR_M = 10_000.0
_DIRECTION_M = 20_000.0
_COUNTRYSIDE_M, _EDGE_M = 30_000.0, 3_000.0
# A road or a stretch between two towns is drawn this share of its length wide to each side.
CORRIDOR_SHARE, _CORRIDOR_M = 0.12, 3_000.0
# A road around a gulf keeps away from the straight line.
BEND_SHARE = 0.4
# The middle third is halfway.
_HALFWAY = (1 / 3, 2 / 3)
# News distances are round figures: "12 km" is meant to within this share.
_DISTANCE_SHARE = 0.2
# "80 km from Gao" may begin this many radii off; large areas are simplified by this share of their reach.
_FROM_EDGE, _SIMPLER = 4.0, 0.005


def radius_of(place: Place) -> float:
    """Return how far a place reaches, at least a village's two kilometres."""
    return max(place.radius_m, SMALLEST_RADIUS_M)


def disc(radius: float) -> Polygon:
    """Return a disc around the place."""
    return Point(0, 0).buffer(radius, quad_segs=16)


def town_part(radius: float, bearings: tuple[float, ...]) -> BaseGeometry:
    """Return the sectors of a town that directions mean; its middle without one."""
    if not bearings:
        return disc(0.5 * radius)
    reach = _SECTOR_REACH * radius
    return shapely.union_all([ring_sector(0.0, reach, bearing, _SECTOR_HALF_ANGLE) for bearing in bearings])


def beyond(place: Place, outline: BaseGeometry | None, bearings: tuple[float, ...]) -> BaseGeometry:
    """Return what lies next to a place in some directions, outside it."""
    radius, sides = radius_of(place), bearings or (0.0,)
    if outline is None:
        reach = radius + max(_DIRECTION_M, radius)
        return shapely.union_all([ring_sector(radius, reach, side, _DIRECTION_HALF_ANGLE) for side in sides])
    depth = max(_DIRECTION_M, 0.25 * radius)
    body, middle = _body(place, outline)
    reach = _reach(body, middle) + depth
    sectors = shapely.union_all([ring_sector(0.0, reach, side, _DIRECTION_HALF_ANGLE, middle) for side in sides])
    return body.buffer(depth, quad_segs=4).difference(body).intersection(sectors)


def at_distance(
    place: Place, outline: BaseGeometry | None, measure: Measure, bearing: float | None, manner: Manner
) -> BaseGeometry:
    """Return where something lies at a distance from a place, in a direction or all around."""
    least, most = measure.least_m, measure.most_m
    middle_m = measure.middle_m
    # From the middle of a town or from its edge: nobody says.
    spread = max(SMALLEST_RADIUS_M, _DISTANCE_SHARE * middle_m, 0.5 * min(radius_of(place), middle_m))
    if manner is Manner.WITHIN:
        return _body(place, outline)[0].buffer(most) if outline is not None else disc(max(most, SMALLEST_RADIUS_M))
    if outline is not None:
        body, middle = _body(place, outline)
        belt = body.buffer(most + spread, quad_segs=4).difference(body.buffer(max(0.0, least - spread), quad_segs=4))
        if bearing is None:
            return belt
        far = _reach(body, middle) + most + spread
        return belt.intersection(ring_sector(0.0, far, bearing, _DIRECTION_HALF_ANGLE, middle))
    if bearing is None:
        inner = max(0.0, min(least - spread, radius_of(place) * _FROM_EDGE))
        return disc(most + spread).difference(disc(inner)) if inner > 0 else disc(most + spread)
    angle = math.radians(bearing)
    ends = [(metres * math.sin(angle), metres * math.cos(angle)) for metres in (least, most)]
    path = LineString(ends) if most > least else Point(ends[0])
    return path.buffer(max(spread, 0.35 * middle_m), quad_segs=16)


def corridor(place: Place, other: Place | None, manner: Manner, *, share: float = CORRIDOR_SHARE) -> BaseGeometry:
    """Return the stretch between two places, a share of its length wide to each side.

    Where the other is not known it is the surroundings of the one.
    """
    if other is None:
        return disc(radius_of(place) + _DIRECTION_M)
    there = to_metres(place, Point(other.lon, other.lat))
    line = LineString([(0, 0), (there.x, there.y)])
    width = max(_CORRIDOR_M, share * line.length)
    if manner is Manner.CENTRAL and line.length > 0:
        ends = [line.interpolate(part, normalized=True) for part in _HALFWAY]
        return LineString(ends).buffer(width, cap_style="flat")
    return line.buffer(width, quad_segs=8)


def outskirts(place: Place, outline: BaseGeometry | None) -> BaseGeometry:
    """Return the belt around a town: its outer part and what borders it."""
    radius = radius_of(place)
    if outline is None:
        return disc(radius + max(_EDGE_M, 0.4 * radius)).difference(disc(0.6 * radius))
    inner = outline.buffer(-_EDGE_M, quad_segs=4)
    return outline.buffer(_EDGE_M, quad_segs=4).difference(inner)


def countryside(place: Place, province: BaseGeometry | None, bearings: tuple[float, ...]) -> BaseGeometry:
    """Return a province without its town, or the surroundings of a town of no province of its name, on some sides."""
    radius = radius_of(place)
    body = disc(radius + _COUNTRYSIDE_M) if province is None else province
    around = body.difference(disc(radius))
    if around.area < disc(radius).area:
        # A province that is little more than its town: the countryside of Damascus lies in another.
        body = disc(radius + _COUNTRYSIDE_M)
        around = body.difference(disc(radius))
    if not bearings:
        return around
    far = _reach(body, Point(0, 0)) + radius
    sides = shapely.union_all([ring_sector(0.0, far, bearing, _SECTOR_HALF_ANGLE) for bearing in bearings])
    kept = around.intersection(sides)
    return kept if kept.area > 0 else around


def near(place: Place, outline: BaseGeometry | None) -> BaseGeometry:
    """Return a place with its surroundings."""
    return _body(place, outline)[0].buffer(_NEAR_M, quad_segs=8)


def ring_sector(inner: float, outer: float, bearing: float, half_angle: float, middle: Point | None = None) -> Polygon:
    """Return the sector of a ring around a point (the place itself if not given)."""
    angles = np.radians(np.linspace(bearing - half_angle, bearing + half_angle, 25))
    arc = np.column_stack([np.sin(angles), np.cos(angles)])
    inside = arc[::-1] * inner if inner > 0 else np.zeros((1, 2))
    offset = (middle.x, middle.y) if middle is not None else (0.0, 0.0)
    return Polygon(np.vstack([arc * outer, inside]) + offset)


def _body(place: Place, outline: BaseGeometry | None) -> tuple[BaseGeometry, Point]:
    """Return what a place covers, plain enough to widen quickly, and the middle of it."""
    if outline is None:
        return disc(radius_of(place)), Point(0, 0)
    return outline.simplify(_SIMPLER * place.radius_m), outline.centroid


def _reach(body: BaseGeometry, middle: Point) -> float:
    """Return a distance from the middle that no part of a body exceeds."""
    corners = shapely.get_coordinates(body) - (middle.x, middle.y)
    return float(np.hypot(corners[:, 0], corners[:, 1]).max()) * 1.05 + 1
