"""The area of one place: its outline, a strip along a river, a disc of what is known; and how precise being there is."""

from functools import lru_cache

from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import SLACK_DEGREES, land, outline_of
from gazetteer.place import FeatureClass, Place
from gazetteer.plane import polygons, to_lonlat, to_metres
from gazetteer.shape import SMALLEST_RADIUS_M

# Natural Earth's 1:50m rivers pass within 7 km of 95% of the riverside towns that were tried (62, on 24 rivers).
_RIVERSIDE_M = 10_000.0
_AT_SEA = frozenset({"OCN", "SEA", "GULF", "STRT", "BAY", "SD", "FJD", "RF"})
# A disc that holds a pole is no ring on the map: it is all that lies beyond a parallel.
_POLE, METRES_A_DEGREE = 90.0, 111_320.0
# UCDP GED: 2 covers up to this distance; 3 to 7 are kinds of area, whatever their size.
PREC_2_M = 25_000.0
POINT_PREC, NEAR_PREC, DISTRICT_PREC, PROVINCE_PREC, REGION_PREC, COUNTRY_PREC, WORLD_PREC = 1, 2, 3, 4, 5, 6, 7
# A place whose reach is its parent's, but for rounding, is only known to lie in it.
_ITS_WHOLE = 1.01


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
        reach = place.radius_m / METRES_A_DEGREE
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
        return NEAR_PREC if place.radius_m <= PREC_2_M else REGION_PREC
    if place.is_rough:
        return NEAR_PREC if place.radius_m <= PREC_2_M else PROVINCE_PREC
    if place.feature_code.startswith("PCL"):
        return COUNTRY_PREC
    if place.feature_class is FeatureClass.ADMIN:
        return PROVINCE_PREC if place.feature_code == "ADM1" else DISTRICT_PREC
    if place.feature_code == "CONT":
        return WORLD_PREC
    if place.feature_class in {FeatureClass.POPULATED, FeatureClass.SPOT, FeatureClass.ROAD}:
        return POINT_PREC
    if place.feature_code in {"STM", "CNL"}:
        return REGION_PREC  # UCDP: a line such as a river or a border
    if place.feature_code in _AT_SEA and not place.country_code:
        return WORLD_PREC  # UCDP: international waters and the air above them
    return WORLD_PREC if not place.country_code and place.radius_m > 1e6 else REGION_PREC
