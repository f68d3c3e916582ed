"""What lies on one side of a long line: "east of the Euphrates" is the land behind the river, not what lies beyond its end."""

import math
from itertools import pairwise

import shapely
from shapely import affinity
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

# Natural Earth's lines are good to some kilometres: corners smaller than this say nothing of a side.
_SIMPLER_M = 1_000.0
# A river that is a border is drawn some way off it.
_BESIDE_M = 30_000.0
# A piece of land is on the side on which so many times more of it lies.
_CLEARLY = 3.0


def side_of(line: BaseGeometry, bearings: tuple[float, ...], ground: BaseGeometry, depth: float) -> BaseGeometry:
    """Return what lies in some directions from a line; may be empty.

    Parameters
    ----------
    line, ground
        In metres around some place. Only the ground's own part of the line counts: in Syria, "north of the
        Euphrates" asks for no river in Turkey.
    depth
        How far from the line the area reaches, metres.

    Examples
    --------
    >>> river = LineString([(0, -9e5), (0, 9e5)])
    >>> side_of(river, (90.0,), shapely.box(-5e5, -5e5, 5e5, 5e5), 1e5).bounds
    (0.0, -500000.0, 100000.0, 500000.0)
    """
    course = line.intersection(ground.buffer(_BESIDE_M, quad_segs=2)).simplify(_SIMPLER_M)
    near = ground.intersection(course.buffer(depth, quad_segs=8))
    if near.area == 0:
        return near
    cut = shapely.polygonize([shapely.union_all([near.boundary, course])])
    pieces = [piece for piece in cut.geoms if near.covers(piece.representative_point())]
    west, south, east, north = near.bounds
    across = math.hypot(east - west, north - south)
    found = []
    for bearing in bearings:
        behind, before = _swept(course, bearing, across), _swept(course, bearing + 180, across)
        only = behind.difference(before)
        for piece in pieces:
            here, there = piece.intersection(behind).area, piece.intersection(before).area
            if here > _CLEARLY * there:
                found.append(piece)
            elif there <= _CLEARLY * here:
                # The line ends inside this piece, or winds: only what has it to one side is sure.
                found.append(piece.intersection(only))
    return shapely.union_all(found)


def _swept(line: BaseGeometry, bearing: float, metres: float) -> BaseGeometry:
    """Return what a line covers on its way of some metres in a direction."""
    angle = math.radians(bearing)
    east, north = metres * math.sin(angle), metres * math.cos(angle)
    strips = []
    for part in shapely.get_parts(line):
        corners = shapely.get_coordinates(part)
        for first, second in pairwise(corners):
            segment = LineString([first, second])
            moved = affinity.translate(segment, east, north)
            strips.append(shapely.union_all([segment, moved]).convex_hull)
    return shapely.union_all(strips)
