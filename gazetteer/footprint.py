"""Honest geometry: the area in which something lies, given a place and how the text relates to it."""

import math
from dataclasses import replace
from functools import lru_cache

from pyproj import Geod
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import SLACK_DEGREES, clipped, land, outline_of
from gazetteer.names import fold
from gazetteer.part import part_of, people_of
from gazetteer.place import FeatureClass, Place
from gazetteer.plane import polygons, to_lonlat, to_metres
from gazetteer.relation import Phrase
from gazetteer.shape import (
    BEND_SHARE,
    CORRIDOR_SHARE,
    SMALLEST_RADIUS_M,
    at_distance,
    beyond,
    corridor,
    countryside,
    near,
    outskirts,
    radius_of,
    town_part,
)
from gazetteer.strip import border_strip, coast_strip, inland, is_line, meeting_area, offshore, river_side, river_strip
from gazetteer.toponym import RelationKind
from gazetteer.wording import Manner

_GEOD = Geod(ellps="WGS84")
# A shape with less than this share of it on land is meant at sea ("a boat sank north of Tripoli"), or the place is an
# island too small to be drawn.
_LEAST_LAND = 0.1
# A straight line of which this share is on land is followed; below the lesser it is a passage by sea, or a point at sea.
_MOSTLY_DRY, _HARDLY_DRY = 0.75, 0.5
# Natural Earth's 1:50m rivers pass within 7 km of 95% of the riverside towns that were tried (62, on 24 rivers).
_RIVERSIDE_M = 10_000.0
# What is kept to a province may lie on its border, which is drawn coarsely.
_EDGE_DEGREES = 1.5 * SLACK_DEGREES
_AT_SEA = frozenset({"OCN", "SEA", "GULF", "STRT", "BAY", "SD", "FJD", "RF"})
# What lies "between" places farther apart lies anywhere.
_LONGEST_M = 2_000_000.0
# A disc that holds a pole is no ring on the map: it is all that lies beyond a parallel.
_POLE, _METRES_A_DEGREE = 90.0, 111_320.0
# UCDP GED: 2 covers up to this distance; 3 to 7 are kinds of area, whatever their size.
_PREC_2_M = 25_000.0
_ITS_WHOLE = 1.01
_POINT_PREC, _NEAR_PREC, _DISTRICT_PREC, _PROVINCE_PREC, _REGION_PREC, _COUNTRY_PREC, _WORLD_PREC = 1, 2, 3, 4, 5, 6, 7


@lru_cache(maxsize=512)
def place_footprint(place: Place, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the area that a place covers (EPSG:4326), or None where it is a point for our purposes.

    Countries, provinces, regions and seas have their outline, rivers a strip along their line; coordinates of few
    digits a disc of their radius. So have other areas and roughly known places, but within what holds them: what is
    known to lie in a province only has its outline, a district keeps to its province, the rest to its country.
    """
    is_area = place.feature_class is not FeatureClass.POPULATED and place.feature_class is not FeatureClass.SPOT
    if is_area:
        outline = gazetteer.outline(place.place_id)
        if outline is not None:
            return outline if outline.area else _riverside(place, outline)
    if place.is_rough or is_area or (place.is_coordinates and place.radius_m > SMALLEST_RADIUS_M):
        reach = place.radius_m / _METRES_A_DEGREE
        if abs(place.lat) + reach > _POLE:
            return box(-180, max(-_POLE, place.lat - reach), 180, min(_POLE, place.lat + reach))
        disc = to_lonlat(place, Point(0, 0).buffer(max(place.radius_m, SMALLEST_RADIUS_M), quad_segs=8))
        return disc if place.is_coordinates else _within_parent(place, disc, gazetteer)
    return None


def _within_parent(place: Place, disc: BaseGeometry, gazetteer: Gazetteer) -> BaseGeometry:
    parent = gazetteer.place(place.parent_id) if place.parent_id and gazetteer.holds(place.parent_id) else None
    outline = outline_of(parent, gazetteer) if parent is not None else None
    if parent is not None and outline is not None and outline.area:
        # A wider reach than the parent's is meant: not all that is called for a town lies in its district.
        is_somewhere_in = (place.lon, place.lat) == (
            parent.lon,
            parent.lat,
        ) and parent.radius_m <= place.radius_m <= _ITS_WHOLE * parent.radius_m
        if place.is_rough and is_somewhere_in:
            return polygons(
                outline.buffer(SLACK_DEGREES, quad_segs=2)
            )  # a port lies on the drawn coast, or just off it
        kept = disc.intersection(outline)
        if not place.is_rough and kept.area > 0:
            return polygons(kept)
    return land(gazetteer).clip_to_country(disc, place.country_code) if place.country_code else disc


def _riverside(place: Place, line: BaseGeometry) -> BaseGeometry:
    """Return the strip along a river (EPSG:4326): something on a river is somewhere along it.

    The strip is drawn in the plane around the river's middle, where its width is right to 1% within 1,500 km and to
    4% within 3,000 km.
    """
    strip = to_metres(place, line).buffer(_RIVERSIDE_M, quad_segs=4)
    return to_lonlat(place, strip.simplify(_RIVERSIDE_M / 20))


def place_prec(place: Place) -> int:
    """Return the UCDP where_prec of being somewhere in a place: 1 a point, 3 district, 4 province, 5 region, 6 country, 7 more.

    Examples
    --------
    >>> from gazetteer.place import FeatureClass, Place
    >>> place_prec(Place(place_id="x", name="X", lon=0, lat=0, country_code="LY", feature_class=FeatureClass.ADMIN,
    ...                  feature_code="ADM1", radius_m=1e5))
    4
    """
    if place.is_coordinates and place.radius_m > SMALLEST_RADIUS_M:
        return _NEAR_PREC if place.radius_m <= _PREC_2_M else _REGION_PREC
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


def relation_footprint(
    place: Place,
    phrase: Phrase,
    other: Place | None,
    gazetteer: Gazetteer,
    *,
    third: Place | None = None,
    within: Place | None = None,
) -> BaseGeometry | None:
    """Return the area that a relation to a place means (EPSG:4326), or None where it cannot be drawn.

    ``other`` is the second place of "between", "road" and "border", or the town near which a river is meant;
    ``third`` the last of three states that meet;
    ``within`` the state or province to which the text keeps it: "the Russian border in Sumy oblast". The result is
    valid and not empty. It keeps to land where land is meant, to the country where a part of a town is, to the sea
    where a coast's waters are.
    """
    # Where the phrase stands does not change the area: texts repeat themselves.
    if phrase.kind is RelationKind.BORDER and other is not None and third is not None:
        area = meeting_area((place, other, third), gazetteer)
        if area is not None:
            return polygons(kept_within(area, within, gazetteer))
    return _relation_area(place, replace(phrase, start=0, end=0, other=None, third=None), other, gazetteer, within)


@lru_cache(maxsize=1024)
def _relation_area(
    place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer, within: Place | None
) -> BaseGeometry | None:
    area = _whole_area(place, phrase, other, gazetteer, within)
    if area is None or area.area == 0:
        return None
    return polygons(kept_within(area, within, gazetteer) if phrase.kind is not RelationKind.OFFSHORE else area)


def kept_within(area: BaseGeometry, within: Place | None, gazetteer: Gazetteer) -> BaseGeometry:
    """Return the part of an area in a state or province; the whole where there is none, or none of it lies there."""
    outline = outline_of(within, gazetteer) if within is not None else None
    if outline is None or outline.area == 0:
        return area
    kept = area.intersection(clipped(outline, area.buffer(2 * _EDGE_DEGREES)).buffer(_EDGE_DEGREES, quad_segs=2))
    return polygons(kept) if kept.area > 0 else area


def _whole_area(
    place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer, within: Place | None
) -> BaseGeometry | None:
    match phrase.kind:
        case RelationKind.DIRECTION if is_line(place, gazetteer):
            return river_side(place, phrase.bearings, within, gazetteer)
        case RelationKind.BORDER:
            return border_strip(place, other, phrase.bearings, phrase.measure, gazetteer)
        case RelationKind.ALONG if phrase.manner is Manner.COAST:
            return coast_strip(place, phrase.bearings, gazetteer)
        case RelationKind.ALONG:
            return river_strip(place, other, phrase.bearings, gazetteer)
        case RelationKind.OFFSHORE:
            return offshore(place, _outline(place, gazetteer), phrase.bearings, phrase.measure, gazetteer)
        case RelationKind.PART | RelationKind.OUTSKIRTS:
            return _inside(place, phrase, gazetteer)
        case _:
            return _around(place, phrase, other, gazetteer)


@lru_cache(maxsize=128)
def _outline(place: Place, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the area that a place covers in metres around it, or None for a point."""
    area = place_footprint(place, gazetteer)
    return to_metres(place, area) if area is not None and area.area > 0 else None


def _inside(place: Place, phrase: Phrase, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the part of a place, its edge or its countryside, in its own country."""
    here = _outline(place, gazetteer)
    is_rural = phrase.manner is Manner.COUNTRYSIDE
    if here is not None and (phrase.kind is RelationKind.PART or phrase.bearings):
        part = to_lonlat(place, part_of(here, phrase.bearings, phrase.manner, people_of(place, gazetteer)))
        # What is straight on the globe bends in the plane of a very large country.
        whole = place_footprint(place, gazetteer)
        kept = part.intersection(whole) if whole is not None else part
        return kept if kept.area > 0 else part
    if here is not None and is_rural:
        return place_footprint(place, gazetteer)
    if phrase.kind is RelationKind.PART:
        shape = town_part(radius_of(place), phrase.bearings)
    elif is_rural:
        shape = countryside(place, _own_province(place, gazetteer), phrase.bearings)
    else:
        shape = outskirts(place, here)
    return land(gazetteer).clip_to_country(to_lonlat(place, shape), place.country_code)


def _around(place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return an area around or beyond a place, whichever country's land it is."""
    here = _outline(place, gazetteer)
    if phrase.kind is RelationKind.DISTANCE:
        return _at_distance(place, phrase, other, here, gazetteer)
    if phrase.kind in {RelationKind.BETWEEN, RelationKind.ROAD}:
        return _between(place, phrase, other, gazetteer)
    is_beyond = phrase.kind is RelationKind.DIRECTION
    shape = beyond(place, here, phrase.bearings) if is_beyond else near(place, here)
    return land(gazetteer).clip(to_lonlat(place, shape), least_share=_LEAST_LAND)


def _between(place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the stretch between two places; None where they are too far apart for that.

    It lies on land, around a gulf if there is one, unless it is a passage by sea.
    """
    lands = land(gazetteer)
    if other is None:
        return lands.clip(to_lonlat(place, corridor(place, None, phrase.manner)), least_share=_LEAST_LAND)
    if _GEOD.inv(place.lon, place.lat, other.lon, other.lat)[2] > _LONGEST_M:
        return None
    dry = lands.share(LineString([(place.lon, place.lat), (other.lon, other.lat)]))
    if dry < _HARDLY_DRY and place.country_code != other.country_code:
        return to_lonlat(place, corridor(place, other, phrase.manner))
    share = BEND_SHARE if dry < _MOSTLY_DRY else CORRIDOR_SHARE
    return lands.clip(to_lonlat(place, corridor(place, other, phrase.manner, share=share)), least_share=_LEAST_LAND)


def _at_distance(
    place: Place, phrase: Phrase, other: Place | None, here: BaseGeometry | None, gazetteer: Gazetteer
) -> BaseGeometry | None:
    if phrase.measure is None:
        return None
    bearing = phrase.bearings[0] if phrase.bearings else None
    if bearing is None and other is not None:
        bearing = float(_GEOD.inv(place.lon, place.lat, other.lon, other.lat)[0]) % 360
    shape = at_distance(place, here, phrase.measure, bearing, phrase.manner)
    if phrase.manner is Manner.INLAND:
        return inland(place, shape, phrase.measure, gazetteer)
    area, lands = to_lonlat(place, shape), land(gazetteer)
    # "20 km north of" a town on a north coast is at sea, though the edge of the area touches land.
    is_at_sea = bearing is not None and not lands.covers(Point(representative_point(area)))
    return lands.clip(area, least_share=_HARDLY_DRY if is_at_sea else _LEAST_LAND)


def _own_province(place: Place, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the outline, in metres around a town, of the province that bears its name; None where none does."""
    province = gazetteer.admin1(place.country_code, place.admin1_code)
    outline = outline_of(province, gazetteer) if province is not None else None
    if province is None or outline is None or not gazetteer.holds(place.place_id):
        return None
    names = {fold(name) for name in gazetteer.names(province.place_id)}
    bears_it = any(fold(name) in names for name in gazetteer.names(place.place_id))
    return to_metres(place, outline) if bears_it else None


def relation_prec(place: Place, phrase: Phrase, footprint: BaseGeometry) -> int:
    """Return the UCDP where_prec of a relation's area by its kind; only surroundings of a point are judged by size.

    Lines (borders, coasts, rivers) and parts of a country are 5, parts of a province or district the same as the
    whole, the sea 7; the surroundings of a town 2 where small, else 5.
    """
    if phrase.kind in {RelationKind.BORDER, RelationKind.ALONG}:
        return _REGION_PREC
    if phrase.kind is RelationKind.OFFSHORE:
        return _WORLD_PREC  # UCDP: at sea and in the air above it
    whole = place_prec(place)
    if phrase.kind is RelationKind.PART and whole >= _DISTRICT_PREC:
        return whole if whole in {_DISTRICT_PREC, _PROVINCE_PREC} else _REGION_PREC
    west, south, east, north = footprint.bounds
    half_m = (
        math.hypot((east - west) * math.cos(math.radians((north + south) / 2)), north - south) / 2 * _METRES_A_DEGREE
    )
    # Half the diagonal of the box around a disc of that radius.
    if half_m <= math.sqrt(2) * _PREC_2_M:
        return _NEAR_PREC
    return _PROVINCE_PREC if phrase.manner is Manner.COUNTRYSIDE else _REGION_PREC


def representative_point(area: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of a point inside an area: its centroid where that lies inside."""
    centroid = area.centroid
    point = centroid if area.covers(centroid) else area.representative_point()
    return float(point.x), float(point.y)
