"""Honest geometry: the area in which something lies, given a place and how the text relates to it."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import FeatureClass, Place
from gazetteer.relation import Phrase
from gazetteer.toponym import RelationKind

# Sectors reach a little beyond the built-up radius: southern suburbs are southern Tripoli too.
_SECTOR_REACH = 1.25
_SECTOR_HALF_ANGLE = 60.0
_DIRECTION_HALF_ANGLE = 45.0
# Parts of countries are loosely meant: they begin this share of the extent before the middle.
_PART_BEYOND = 0.03
_SLIVER_DEGREES = 0.02
_SMALLEST_RADIUS_M = 2_000.0
_NEAR_M = 10_000.0
_DIRECTION_M = 20_000.0
# Natural Earth's 1:50m rivers pass within 7 km of 95% of the riverside towns that were tried (62, on 24 rivers).
_RIVERSIDE_M = 10_000.0
_AT_SEA = frozenset({"OCN", "SEA", "GULF", "STRT", "BAY", "SD", "FJD", "RF"})
_OFFSHORE_M = 40_000.0
_BORDER_M = 20_000.0
# A road or a stretch between two towns is drawn this share of its length wide to each side.
_CORRIDOR_SHARE, _CORRIDOR_M = 0.12, 3_000.0
# News distances are round figures: "12 km" is meant to within this share.
_DISTANCE_SHARE = 0.2
# UCDP GED: 2 covers up to this distance; 3 to 7 are kinds of area, whatever their size.
_PREC_2_M = 25_000.0
_POINT_PREC, _NEAR_PREC, _DISTRICT_PREC, _PROVINCE_PREC, _REGION_PREC, _COUNTRY_PREC, _WORLD_PREC = 1, 2, 3, 4, 5, 6, 7


@lru_cache(maxsize=512)
def place_footprint(place: Place, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the area that a place covers (EPSG:4326), or None where it is a point for our purposes.

    Countries, provinces, regions and seas have their outline, rivers a strip along their line; other areas and roughly
    known places a disc of their radius.
    """
    is_area = place.feature_class is not FeatureClass.POPULATED and place.feature_class is not FeatureClass.SPOT
    if is_area:
        outline = gazetteer.outline(place.place_id)
        if outline is not None:
            return outline if outline.area else _riverside(place, outline)
    if place.is_rough or is_area:
        return _to_lonlat(place, Point(0, 0).buffer(max(place.radius_m, _SMALLEST_RADIUS_M), quad_segs=8))
    return None


def _riverside(place: Place, line: BaseGeometry) -> BaseGeometry:
    """Return the strip along a river (EPSG:4326): something on a river is somewhere along it.

    The strip is drawn in the plane around the river's middle, where its width is right to 1% within 1,500 km and to
    4% within 3,000 km.
    """
    strip = _to_metres(place, line).buffer(_RIVERSIDE_M, quad_segs=4)
    return _to_lonlat(place, strip.simplify(_RIVERSIDE_M / 20))


def place_prec(place: Place) -> int:
    """Return the UCDP where_prec of being somewhere in a place: 1 a point, 3 district, 4 province, 5 region, 6 country, 7 more.

    Examples
    --------
    >>> from gazetteer.place import FeatureClass, Place
    >>> place_prec(Place(place_id="x", name="X", lon=0, lat=0, country_code="LY", feature_class=FeatureClass.ADMIN,
    ...                  feature_code="ADM1", radius_m=1e5))
    4
    """
    if place.is_rough:
        return _NEAR_PREC if place.radius_m <= _PREC_2_M else _PROVINCE_PREC
    if place.feature_code.startswith("PCL"):
        return _COUNTRY_PREC
    if place.feature_class is FeatureClass.ADMIN:
        return _PROVINCE_PREC if place.feature_code == "ADM1" else _DISTRICT_PREC
    if place.feature_code == "CONT":
        return _WORLD_PREC
    if place.feature_class in {FeatureClass.POPULATED, FeatureClass.SPOT, FeatureClass.ROAD}:
        return _POINT_PREC
    if place.feature_code in {"STM", "CNL"}:
        return _REGION_PREC  # UCDP: a line such as a river or a border
    if place.feature_code in _AT_SEA and not place.country_code:
        return _WORLD_PREC  # UCDP: international waters and the air above them
    return _WORLD_PREC if not place.country_code and place.radius_m > 1e6 else _REGION_PREC


def relation_footprint(place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the area that a relation to a place means (EPSG:4326), or None where it cannot be drawn.

    ``other`` is the second place of "between" and "road". The result is valid and not empty.
    """
    # Where the phrase stands does not change the area: texts repeat themselves.
    return _relation_area(place, replace(phrase, start=0, end=0, other=None), other, gazetteer)


@lru_cache(maxsize=1024)
def _relation_area(place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer) -> BaseGeometry | None:
    outline = place_footprint(place, gazetteer)
    shape = _shape(place, phrase, other, outline)
    if shape is None or shape.is_empty:
        return None
    area = _to_lonlat(place, shape)
    if phrase.kind is RelationKind.OFFSHORE:
        area = _unless_empty(area.difference(_land(area, gazetteer)), area)
    if phrase.kind is RelationKind.BORDER and outline is not None:
        # A state's border is where it meets another's land, not its coast.
        neighbours = _land(area, gazetteer).difference(outline.buffer(_SLIVER_DEGREES))
        area = _unless_empty(area.intersection(neighbours.buffer(_BORDER_M / 100_000)), area)
    return area if area.is_valid else shapely.make_valid(area)


def _unless_empty(area: BaseGeometry, instead: BaseGeometry) -> BaseGeometry:
    return instead if area.is_empty else area


def _land(area: BaseGeometry, gazetteer: Gazetteer) -> BaseGeometry:
    """Return the land of all countries around an area."""
    tree, outlines = _countries(gazetteer)
    return shapely.union_all([shapely.make_valid(outlines[at]) for at in tree.query(area)])


@lru_cache(maxsize=2)
def _countries(gazetteer: Gazetteer) -> tuple[shapely.STRtree, tuple[BaseGeometry, ...]]:
    found = [gazetteer.outline(gazetteer.country(code).place_id) for code in gazetteer.country_codes()]
    outlines = tuple(outline for outline in found if outline is not None)
    return shapely.STRtree(outlines), outlines


def relation_prec(place: Place, phrase: Phrase, footprint: BaseGeometry) -> int:
    """Return the UCDP where_prec of a relation's area: parts of a country or province are regions, small areas 2."""
    if phrase.kind is RelationKind.BORDER:
        return _REGION_PREC
    if phrase.kind is RelationKind.OFFSHORE:
        return _WORLD_PREC  # UCDP: at sea and in the air above it
    if place_prec(place) >= _DISTRICT_PREC and phrase.kind is RelationKind.PART:
        return (
            _PROVINCE_PREC
            if place.feature_class is FeatureClass.ADMIN and not place.feature_code.startswith("PCL")
            else _REGION_PREC
        )
    west, south, east, north = footprint.bounds
    half_m = math.hypot((east - west) * math.cos(math.radians((north + south) / 2)), north - south) / 2 * 111_320
    return _NEAR_PREC if half_m <= 2 * _PREC_2_M else _REGION_PREC


def representative_point(area: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of a point inside an area: its centroid where that lies inside."""
    centroid = area.centroid
    point = centroid if area.covers(centroid) else area.representative_point()
    return float(point.x), float(point.y)


def _shape(place: Place, phrase: Phrase, other: Place | None, outline: BaseGeometry | None) -> BaseGeometry | None:
    """Return the area in metres around the place (x east, y north)."""
    radius = max(place.radius_m, _SMALLEST_RADIUS_M)
    here = _to_metres(place, outline) if outline is not None else None
    kind, bearing = phrase.kind, phrase.bearing
    if kind is RelationKind.PART:
        return _part(here, radius, bearing)
    if kind is RelationKind.DISTANCE and phrase.distance_m is not None:
        return _at_distance(phrase.distance_m, bearing, radius)
    if kind is RelationKind.DIRECTION:
        return _ring_sector(radius, radius + max(_DIRECTION_M, radius), bearing or 0.0, _DIRECTION_HALF_ANGLE)
    if kind in {RelationKind.BETWEEN, RelationKind.ROAD}:
        return _corridor(place, other)
    if kind is RelationKind.BORDER:
        return _border(place, other, here, bearing)
    body = here if here is not None else Point(0, 0).buffer(radius, quad_segs=16)
    if kind is RelationKind.OUTSKIRTS:
        return body.buffer(max(3_000.0, 0.4 * radius)).difference(Point(0, 0).buffer(0.6 * radius))
    return body.buffer(_OFFSHORE_M if kind is RelationKind.OFFSHORE else _NEAR_M)


def _part(here: BaseGeometry | None, radius: float, bearing: float | None) -> BaseGeometry:
    if here is None:
        disc = Point(0, 0).buffer(0.5 * radius, quad_segs=16)
        return disc if bearing is None else _ring_sector(0.0, _SECTOR_REACH * radius, bearing, _SECTOR_HALF_ANGLE)
    if bearing is None:
        west, south, east, north = here.bounds
        return here.intersection(
            shapely.box(
                west * 2 / 3 + east / 3, south * 2 / 3 + north / 3, west / 3 + east * 2 / 3, south / 3 + north * 2 / 3
            )
        )
    return _half(here, bearing)


def _half(area: BaseGeometry, bearing: float) -> BaseGeometry:
    """Return the part of an area that lies in a direction, from a little before its centroid on."""
    along = np.array([math.sin(math.radians(bearing)), math.cos(math.radians(bearing))])
    reach = shapely.get_coordinates(area) @ along
    far = reach.max()
    centre = np.array([area.centroid.x, area.centroid.y]) @ along
    middle = centre - _PART_BEYOND * (far - reach.min())
    across = np.array([-along[1], along[0]])
    wide = 2 * float(np.abs(shapely.get_coordinates(area)).max()) + 1
    corners = [
        along * middle - across * wide,
        along * middle + across * wide,
        along * (far + 1) + across * wide,
        along * (far + 1) - across * wide,
    ]
    return area.intersection(Polygon(corners))


def _at_distance(distance: float, bearing: float | None, radius: float) -> BaseGeometry:
    spread = max(_SMALLEST_RADIUS_M, _DISTANCE_SHARE * distance)
    if bearing is None:
        return (
            Point(0, 0)
            .buffer(distance + spread, quad_segs=16)
            .difference(Point(0, 0).buffer(max(0.0, min(distance - spread, radius * 4)), quad_segs=16))
        )
    angle = math.radians(bearing)
    return Point(distance * math.sin(angle), distance * math.cos(angle)).buffer(
        max(spread, 0.35 * distance), quad_segs=16
    )


def _ring_sector(inner: float, outer: float, bearing: float, half_angle: float) -> Polygon:
    angles = np.radians(np.linspace(bearing - half_angle, bearing + half_angle, 25))
    arc = np.column_stack([np.sin(angles), np.cos(angles)])
    inside = arc[::-1] * inner if inner > 0 else np.zeros((1, 2))
    return Polygon(np.vstack([arc * outer, inside]))


def _corridor(place: Place, other: Place | None) -> BaseGeometry:
    if other is None:
        return Point(0, 0).buffer(max(place.radius_m, _SMALLEST_RADIUS_M) + _DIRECTION_M, quad_segs=16)
    there = _to_metres(place, Point(other.lon, other.lat))
    line = LineString([(0, 0), (there.x, there.y)])
    return line.buffer(max(_CORRIDOR_M, _CORRIDOR_SHARE * line.length), quad_segs=8)


def _border(place: Place, other: Place | None, here: BaseGeometry | None, bearing: float | None) -> BaseGeometry | None:
    if here is None:
        return Point(0, 0).buffer(max(place.radius_m, _SMALLEST_RADIUS_M) + _BORDER_M, quad_segs=16)
    strip = here.boundary.simplify(1_000).buffer(_BORDER_M, quad_segs=4)
    if other is not None:
        reach = _to_metres(place, Point(other.lon, other.lat)).buffer(other.radius_m)
        strip = strip.intersection(reach) if strip.intersects(reach) else strip
    if bearing is None:
        return strip
    middle = here.centroid
    far = 2 * float(np.abs(shapely.get_coordinates(here)).max())
    wedge = _ring_sector(0.0, far, bearing, _SECTOR_HALF_ANGLE)
    return strip.intersection(affinity.translate(wedge, middle.x, middle.y))


@lru_cache(maxsize=512)
def _transformers(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    local = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return (
        Transformer.from_crs("EPSG:4326", local, always_xy=True),
        Transformer.from_crs(local, "EPSG:4326", always_xy=True),
    )


def _to_metres(place: Place, shape: BaseGeometry) -> BaseGeometry:
    # An outline that folds over itself far from the place would break every later cut.
    moved = shapely.transform(shape, _transformers(place.lon, place.lat)[0].transform, interleaved=False)
    if moved.is_valid:
        return moved
    parts = shapely.get_parts(shapely.make_valid(moved))
    return shapely.union_all([part for part in parts if part.area > 0])


def _to_lonlat(place: Place, shape: BaseGeometry) -> BaseGeometry:
    area = shapely.transform(shape, _transformers(place.lon, place.lat)[1].transform, interleaved=False)
    return area if area.is_valid else shapely.make_valid(area)
