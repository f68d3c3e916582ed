"""Honest geometry: the area in which something lies, given a place and how the text relates to it."""

import math
from dataclasses import replace
from functools import lru_cache

from pyproj import Geod
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import SLACK_DEGREES, clipped, land, outline_of
from gazetteer.names import fold
from gazetteer.part import part_of, people_of
from gazetteer.place import Place
from gazetteer.place_area import (
    DISTRICT_PREC,
    METRES_A_DEGREE,
    NEAR_PREC,
    PREC_2_M,
    PROVINCE_PREC,
    REGION_PREC,
    WORLD_PREC,
    place_footprint,
    place_prec,
)
from gazetteer.plane import polygons, to_lonlat, to_metres
from gazetteer.relation import Phrase
from gazetteer.shape import (
    BEND_SHARE,
    CORRIDOR_SHARE,
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
# What is kept to a province may lie on its border, which is drawn coarsely.
_EDGE_DEGREES = 1.5 * SLACK_DEGREES
# What lies "between" places farther apart lies anywhere.
_LONGEST_M = 2_000_000.0


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
        return REGION_PREC
    if phrase.kind is RelationKind.OFFSHORE:
        return WORLD_PREC  # UCDP: at sea and in the air above it
    whole = place_prec(place)
    if phrase.kind is RelationKind.PART and whole >= DISTRICT_PREC:
        return whole if whole in {DISTRICT_PREC, PROVINCE_PREC} else REGION_PREC
    west, south, east, north = footprint.bounds
    half_m = (
        math.hypot((east - west) * math.cos(math.radians((north + south) / 2)), north - south) / 2 * METRES_A_DEGREE
    )
    # Half the diagonal of the box around a disc of that radius.
    if half_m <= math.sqrt(2) * PREC_2_M:
        return NEAR_PREC
    return PROVINCE_PREC if phrase.manner is Manner.COUNTRYSIDE else REGION_PREC


def representative_point(area: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of a point inside an area: its centroid where that lies inside."""
    centroid = area.centroid
    point = centroid if area.covers(centroid) else area.representative_point()
    return float(point.x), float(point.y)
