"""The place of an event as a release may show it: a square of a grid, a district, a province or a country, never a finer point."""

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from events.event import Event
from events.reach import circle_radius_m
from events.release.profile import Precision, Profile
from gazetteer import FeatureClass, Gazetteer, Place, Resolution, Toponym, place_footprint, place_point, place_prec

# The shortest degree of latitude (at the equator), so that no square is smaller than asked for.
_KM_A_DEGREE = 110.574
# UCDP GED: 2 within 25 km, 5 an area that is no district or province.
_NEAR_PREC, _DISTRICT_PREC, _PROVINCE_PREC, _AREA_PREC, _COUNTRY_PREC = 2, 3, 4, 5, 6
_NEAR_KM = 25.0
_MOST_SAMPLES = 24
_LEAST_COSINE = 0.01
_SMALLEST_PREC = {
    Precision.EXACT: 1,
    Precision.GRID: _DISTRICT_PREC,
    Precision.ADM2: _DISTRICT_PREC,
    Precision.ADM1: _PROVINCE_PREC,
    Precision.COUNTRY: _COUNTRY_PREC,
}


def is_finer(place: Place | None, precision: Precision) -> bool:
    """Say whether a place's name tells more than a precision allows; what is not known does."""
    return place is None or place.is_rough or place_prec(place) < _SMALLEST_PREC[precision]


def coarsened(event: Event, profile: Profile, gazetteer: Gazetteer) -> tuple[Resolution, int] | None:
    """Return an event's place as a profile allows it, with its ``where_prec``; None where it is not placed, or in no such area.

    The area covers all of where the event may have been: what reaches over a border of provinces goes to the country. Rivals,
    relations and the words of the report are gone.
    """
    where = event.where
    if where is None or where.place is None or event.where_prec is None:
        return None
    reach = _reach(event, where, where.place)
    found: Resolution | None
    if profile.precision is Precision.GRID:
        found = _known_area(where, where.place, reach, profile.grid_km)
        found = found or _square(where, where.place, reach, profile.grid_km)
    else:
        area = _area(event.where_prec, where, where.place, reach, profile.precision, gazetteer)
        found = None if area is None else _at(where, area, place_footprint(area, gazetteer), place_prec(area))
    return None if found is None else (found, max(event.where_prec, found.where_prec or 1))  # fmt: skip


def _at(where: Resolution, place: Place, footprint: BaseGeometry | None, prec: int) -> Resolution:
    return Resolution(
        toponym=Toponym(start=0, end=0, text=place.name), place=place, score=where.score, tier=where.tier, footprint=footprint,
        where_prec=prec, needs_review=where.needs_review,
    )  # fmt: skip


def _reach(event: Event, where: Resolution, place: Place) -> BaseGeometry:
    """Return where the event may have been: its footprint, else a box about its circle, else its point."""
    if where.footprint is not None and not where.footprint.is_empty and where.footprint.geom_type != "Point":
        return where.footprint
    lon, lat = place_point(where) or (place.lon, place.lat)
    radius_m = circle_radius_m(
        event.where_prec or 1, said_m=where.radius_m, place_m=place.radius_m, is_rough=place.is_rough
    )
    if radius_m is None:
        return shapely.Point(lon, lat)
    high = radius_m / 1000 / _KM_A_DEGREE
    wide = high / max(_LEAST_COSINE, math.cos(math.radians(lat)))
    return shapely.box(max(-180, lon - wide), max(-90, lat - high), min(180, lon + wide), min(90, lat + high))


def _known_area(where: Resolution, place: Place, reach: BaseGeometry, grid_km: float) -> Resolution | None:
    """Return a province, a country or a range as it is, where it is larger than a square either way."""
    if where.relation is not None or where.footprint is None or place.is_rough or place.is_coordinates:
        return None
    is_area = place.feature_class not in {FeatureClass.POPULATED, FeatureClass.SPOT, FeatureClass.ROAD}
    west, south, east, north = reach.bounds
    wide = (east - west) * _KM_A_DEGREE * math.cos(math.radians((south + north) / 2))
    is_large = min(wide, (north - south) * _KM_A_DEGREE) >= grid_km
    return _at(where, place, where.footprint, where.where_prec or 1) if is_area and is_large else None


def _square(where: Resolution, place: Place, reach: BaseGeometry, grid_km: float) -> Resolution:
    """Return the squares of the grid that cover a reach, as one rectangle."""
    step = grid_km / _KM_A_DEGREE
    west, south, east, north = reach.bounds
    first, last = math.floor((south + 90) / step), math.floor((north + 90) / step)
    low, high = first * step - 90, min(90.0, (last + 1) * step - 90)
    # The row nearest to a pole: there a degree of longitude is shortest, so that no square is narrower than asked for.
    cosine = math.cos(math.radians(min(89.9, max(abs(low), abs(high)))))
    columns = max(1, math.floor(360 * cosine / step))
    wide = 360 / columns
    left, right = math.floor((west + 180) / wide), min(columns - 1, math.floor((east + 180) / wide))
    left = min(left, right)
    area = shapely.set_precision(shapely.box(left * wide - 180, low, (right + 1) * wide - 180, high), 1e-6)
    is_one = first == last and left == right
    half_km = math.hypot((high - low) * _KM_A_DEGREE, (right + 1 - left) * wide * cosine * _KM_A_DEGREE) / 2
    name = f"{'a square' if is_one else 'squares'} of {grid_km:g} km"
    centre = area.centroid
    square = Place(
        place_id=f"grid:{grid_km:g}:{first}-{last}:{left}-{right}:{columns}", name=name, lon=round(centre.x, 6), lat=round(centre.y, 6),
        country_code=place.country_code, feature_class=FeatureClass.AREA, feature_code="AREA", radius_m=half_km * 1000,
    )  # fmt: skip
    return _at(where, square, area, _NEAR_PREC if half_km <= _NEAR_KM else _AREA_PREC)


def _area(
    prec: int, where: Resolution, place: Place, reach: BaseGeometry, precision: Precision, gazetteer: Gazetteer
) -> Place | None:
    """Return the district, province or country that holds a reach, whichever is asked for and does."""
    if prec <= _PROVINCE_PREC or prec == _AREA_PREC:
        is_plain = where.relation is None and prec in {1, _DISTRICT_PREC, _PROVINCE_PREC}
        if precision is Precision.ADM2 and is_plain and prec != _PROVINCE_PREC:
            district = next((each for each in _line_of(place, gazetteer) if each.feature_code == "ADM2"), None)
            if district is not None:
                return district
        if precision in {Precision.ADM1, Precision.ADM2}:
            home = gazetteer.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
            provinces = {home.place_id: home} if home is not None else {}
            if not is_plain:
                provinces |= {each.place_id: each for each in _provinces(reach, place.country_code, gazetteer)}
            if len(provinces) == 1:
                return next(iter(provinces.values()))
    return gazetteer.country(place.country_code) if gazetteer.has_country(place.country_code) else None


def _line_of(place: Place, gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield a place and what holds it, the smallest first."""
    for _ in range(6):
        yield place
        if not place.parent_id or not gazetteer.holds(place.parent_id):
            return
        place = gazetteer.place(place.parent_id)


def _provinces(reach: BaseGeometry, country_code: str, gazetteer: Gazetteer) -> Iterator[Place]:
    corners = shapely.get_coordinates(reach)
    some = corners[np.linspace(0, len(corners) - 1, min(len(corners), _MOST_SAMPLES)).astype(int)]
    inside = reach.representative_point()
    for lon, lat in [*some.tolist(), (inside.x, inside.y)]:
        province = next(
            (each for each in gazetteer.areas_at(lon, lat) if each.feature_code == "ADM1" and each.country_code == country_code),
            None,
        )  # fmt: skip
        if province is not None:
            yield province
