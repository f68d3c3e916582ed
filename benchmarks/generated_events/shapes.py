"""Small honest-looking areas: sectors, rings, corridors, and outlines of few corners."""

import math

import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

MOST_CORNERS = 40
_METRES_A_DEGREE = 111_320.0
# What is smaller than this share of an outline is left out: islands would take all its corners.
_LEAST_PART = 0.02
_STEPS = 6


def ring_sector(
    lon: float, lat: float, *, inner_m: float, outer_m: float, bearing: float = 0.0, half_angle: float = 180.0
) -> Polygon:
    """Return the part of a ring around a point (EPSG:4326, metres) on both sides of a bearing; the whole by default."""
    is_whole = half_angle >= 180
    angles = [bearing - half_angle + 2 * half_angle * n / (2 * _STEPS) for n in range(2 * _STEPS + (not is_whole))]
    outer = [offset(lon, lat, outer_m, angle) for angle in angles]
    if inner_m <= 0:
        return Polygon(outer if is_whole else [(lon, lat), *outer])
    inner = [offset(lon, lat, inner_m, angle) for angle in angles]
    return Polygon(outer, [inner]) if is_whole else Polygon([*outer, *reversed(inner)])


def corridor(start: tuple[float, float], end: tuple[float, float], *, width_m: float) -> BaseGeometry:
    """Return the strip between two points (EPSG:4326) of which it keeps ``width_m`` metres to each side."""
    return LineString([start, end]).buffer(width_m / _METRES_A_DEGREE, quad_segs=4)


def border_strip(country: BaseGeometry, neighbour: BaseGeometry, *, width_m: float) -> BaseGeometry:
    """Return the land of a country within ``width_m`` metres of its neighbour; empty where they do not touch."""
    near = shapely.simplify(neighbour, 0.02).buffer(width_m / _METRES_A_DEGREE, quad_segs=2)
    return few_corners(near.intersection(country))


def half(area: BaseGeometry, bearing: float) -> BaseGeometry:
    """Return the northern (0), eastern (90), southern (180) or western (270) half of an area's box that it covers."""
    west, south, east, north = area.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    kept = {
        0.0: box(west, lat, east, north),
        90.0: box(lon, south, east, north),
        180.0: box(west, south, east, lat),
        270.0: box(west, south, lon, north),
    }[bearing]
    return few_corners(area.intersection(kept))


def few_corners(area: BaseGeometry) -> BaseGeometry:
    """Return an area (EPSG:4326) with at most 40 corners: its large parts, drawn as coarsely as that takes."""
    # Holes too take corners: the islands of a sea are drawn as water.
    large = (part for part in shapely.get_parts(area) if part.area > _LEAST_PART * area.area)
    parts = [Polygon(part.exterior) for part in large]
    drawn, tolerance = shapely.union_all(parts), 0.002
    while shapely.get_num_coordinates(drawn) > MOST_CORNERS:
        parts = sorted((shapely.simplify(part, tolerance) for part in parts), key=lambda part: -part.area)[:8]
        drawn, tolerance = shapely.union_all(parts), tolerance * 1.5
    return drawn


def offset(lon: float, lat: float, distance_m: float, bearing: float) -> tuple[float, float]:
    """Return the point (EPSG:4326) at a distance in metres and a bearing in degrees; right to 1% within 100 km of it.

    Examples
    --------
    >>> offset(10.0, 0.0, 111_320.0, 90.0)
    (11.0, 0.0)
    """
    angle = math.radians(bearing)
    north = distance_m * math.cos(angle) / _METRES_A_DEGREE
    east = distance_m * math.sin(angle) / (_METRES_A_DEGREE * math.cos(math.radians(lat)))
    return round(lon + east, 5), round(lat + north, 5)
