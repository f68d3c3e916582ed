"""Relations to places of which only the surroundings are known: somewhere between or about those."""

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gazetteer.footprint import kept_within
from gazetteer.gazetteer import Gazetteer
from gazetteer.land import land
from gazetteer.place import Place
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.plane import to_lonlat, to_metres
from gazetteer.relation import Phrase
from gazetteer.shape import radius_of
from gazetteer.toponym import RelationKind

_STRETCHES = frozenset({RelationKind.BETWEEN, RelationKind.ROAD})
_BY_OUTLINE = frozenset({RelationKind.OFFSHORE, RelationKind.ALONG, RelationKind.BORDER})
# How far outside a place its surroundings reach, metres; what is not listed lies inside.
_REACH_M = {
    RelationKind.NEAR: 10_000.0,
    RelationKind.DIRECTION: 20_000.0,
    RelationKind.OUTSKIRTS: 3_000.0,
    RelationKind.ROAD: 20_000.0,
}


def is_rough(place: Place, phrase: Phrase, other: Place | None) -> bool:
    """Return whether a place that bounds an area is known only roughly; the sea off a place is drawn from all it may cover."""
    if phrase.kind in _BY_OUTLINE:
        return False
    return place.is_rough or (phrase.kind in _STRETCHES and other is not None and other.is_rough)


def rough_footprint(
    place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer, *, within: Place | None
) -> BaseGeometry:
    """Return the area (EPSG:4326) that surely holds what is between, near or in a direction of roughly known places."""
    bodies = [_body(place, place, gazetteer)]
    if other is not None and phrase.kind in _STRETCHES:
        bodies.append(_body(other, place, gazetteer))
    reach = phrase.measure.most_m if phrase.measure is not None else _REACH_M.get(phrase.kind, 0.0)
    shape = shapely.union_all(bodies) if len(bodies) == 1 else shapely.union_all(bodies).convex_hull
    area = land(gazetteer).clip(to_lonlat(place, shape.buffer(reach, quad_segs=4)), least_share=0.0)
    return kept_within(area, within, gazetteer)


def rough_prec(place: Place, phrase: Phrase, other: Place | None) -> int:
    """Return the UCDP where_prec of such an area: that of the vaguest of its places."""
    places = [each for each in (place, other if phrase.kind in _STRETCHES else None) if each is not None]
    return max(place_prec(each) for each in places)


def _body(place: Place, centre: Place, gazetteer: Gazetteer) -> BaseGeometry:
    """Return what a place covers or where it may be, in metres around another."""
    area = place_footprint(place, gazetteer)
    if area is not None:
        return to_metres(centre, area)
    return to_metres(centre, Point(place.lon, place.lat)).buffer(radius_of(place))
