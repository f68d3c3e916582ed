"""Where a row's event was: its own coordinates, or else what the gazetteer has for its place, its province, its country."""

from functools import lru_cache
from math import floor
from typing import Any

import shapely
from pyproj import Geod
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from events.codec import to_plain
from events.datasets.countries import Countries, is_moved_border
from events.datasets.row import EventRow, RowError
from gazetteer import FeatureClass, Gazetteer, Place, Resolution, Tier, Toponym, country_at, place_prec

# As gazetteer.place has it for a point that is given by its numbers.
_COORDINATES = "COORD"
_EXACT, _NEAR, _DISTRICT, _PROVINCE, _REGION, _COUNTRY, _WORLD = range(1, 8)
_MOST_LAT, _MOST_LON = 90.0, 180.0
# How far a place that is only known to such a precision may lie from its point (metres): UCDP's own 25 km, then our usual reach.
_REACH_M = {1: 0.0, 2: 25_000.0, 3: 50_000.0, 4: 150_000.0, 5: 100_000.0, 6: 500_000.0, 7: 500_000.0}
_SURE, _KEPT = 0.99, 1 << 16
# A point so far (metres) inside another country is no longer one of the border, whose outlines are simplified.
_CLEARLY_M = 50_000.0
_SQUARES = 10
_GEOD = Geod(ellps="WGS84")
Plain = dict[str, Any]


class Whereabouts:
    """Finds where rows' events were; what it has looked up once it keeps."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._named = lru_cache(maxsize=_KEPT)(self._look_up)
        self._province = lru_cache(maxsize=_KEPT)(self._read_province)
        self._around = lru_cache(maxsize=_KEPT)(self._read_around)
        self._countries = Countries(gazetteer)
        self._code = lru_cache(maxsize=_KEPT)(self._read_code)
        self._holds = lru_cache(maxsize=_KEPT)(self._read_holds)
        self._outline = lru_cache(maxsize=512)(self._read_outline)
        self._beyond = lru_cache(maxsize=_KEPT)(self._read_beyond)

    def of(self, row: EventRow) -> Plain | None:
        """Return where a row's event was, as `events.codec` writes a `Resolution`, None where nothing says it.

        Raises
        ------
        RowError
            If its coordinates are none of this world.
        """
        country = self._code(row.country) if row.country else ""
        if row.geometry is not None and not row.geometry.is_empty:
            return self._drawn(row, row.geometry, country)
        if row.lon is None or row.lat is None:
            return self._named(row.place, row.adm1, country)
        return self._given(row, row.lon, row.lat, country, row.where_prec or _EXACT)

    def doubt(self, row: EventRow) -> str:
        """Return in words that a row's point lies clearly outside the country that the row names, "" where it does not.

        At sea, within 50 km of the country, and where its border moved or is disputed, a point is taken as given.
        """
        if row.lon is None or row.lat is None or not row.country:
            return ""
        country = self._code(row.country)
        # Most points lie in a small square that lies in the country as a whole.
        if not country or self._holds(floor(row.lon * _SQUARES), floor(row.lat * _SQUARES), country):
            return ""
        outline = self._outline(country)
        if outline is None or shapely.contains_xy(outline, row.lon, row.lat):
            return ""
        return self._beyond(round(row.lon, 2), round(row.lat, 2), country)

    def _given(self, row: EventRow, lon: float, lat: float, country: str, prec: int) -> Plain:
        check_point(lon, lat)
        if country:
            province = self._province(row.adm1, country)
        else:
            country, province = self._around(round(lon, 3), round(lat, 3))
        radius_m = _REACH_M[prec]
        point = f"{lat:.5f},{lon:.5f}"
        # What has its default is left out: a million events are a gigabyte shorter for it.
        return {
            "toponym": {"start": 0, "end": 0, "text": row.place},
            "place": {
                "place_id": f"geo:{point};u={radius_m:.1f}", "name": row.place or point, "lon": lon, "lat": lat,
                "country_code": country, "feature_class": FeatureClass.SPOT, "feature_code": _COORDINATES, "radius_m": radius_m,
                "admin1_code": province,
            },
            "score": _SURE, "tier": Tier.EXACT, "relation": None, "radius_m": radius_m or None, "where_prec": prec,
        }  # fmt: skip

    def _drawn(self, row: EventRow, shape: BaseGeometry, country: str) -> Plain:
        west, south, east, north = shape.bounds
        check_point(west, south)
        check_point(east, north)
        shape = shapely.force_2d(shape)
        inside = shape.representative_point()
        is_point = shape.geom_type == "Point"
        found = self._given(
            row, float(inside.x), float(inside.y), country, row.where_prec or (_EXACT if is_point else _REGION)
        )
        return found if is_point else {**found, "radius_m": None, "footprint": shapely.to_wkb(shape, hex=True)}

    def _look_up(self, name: str, adm1: str, country: str) -> Plain | None:
        """Return the best place of a name in its country and province; else the province, else the country."""
        province = self._province(adm1, country)
        if name:
            found = self._gazetteer.lookup(name, country=country or None)
            inside = [each for each in found if each.place.country_code == country] if country else list(found)
            there = [each for each in inside if province and each.place.admin1_code == province]
            if there or inside:
                best = (there or inside)[0]
                where = (
                    f"a place of this name in {self._gazetteer.country_name(country)}"
                    if country
                    else "a place of this name"
                )
                reason = f"{where}, by the gazetteer: its dataset gives no coordinates"
                return _at(
                    name, best.place, best.score if country else best.score / 2, best.tier, (*best.reasons, reason)
                )
        area = self._gazetteer.admin1(country, province) if province else None
        if area is None and country:
            area = self._gazetteer.country(country)
        if area is None:
            return None
        missing = f"no place called {name} is known there" if name else "its dataset names no place"
        return _at(name, area, _SURE, Tier.EXACT, (f"{missing}: somewhere in {area.name}",))

    def _read_province(self, adm1: str, country: str) -> str:
        """Return the GeoNames code of a province by its name, "" where it is not known."""
        if not adm1 or not country:
            return ""
        found = self._gazetteer.lookup(adm1, country=country)
        codes = [
            e.place.admin1_code for e in found if e.place.feature_code == "ADM1" and e.place.country_code == country
        ]
        return codes[0] if codes else ""

    def _read_around(self, lon: float, lat: float) -> tuple[str, str]:
        """Return the codes of the country and the province that hold a point."""
        areas = self._gazetteer.areas_at(lon, lat)
        province = next((each for each in areas if each.feature_code == "ADM1"), None)
        if province is not None:
            return province.country_code, province.admin1_code
        return next((each.country_code for each in areas if each.feature_code.startswith("PCL")), ""), ""

    def unknown(self, row: EventRow) -> str:
        """Return in words that the country which a row names is none that the gazetteer knows, "" where it knows it."""
        if not row.country or self._code(row.country):
            return ""
        return f"its dataset says {' '.join(row.country.split())[:60]}, which is no country that the gazetteer knows"

    def _read_code(self, name: str) -> str:
        """Return the ISO code of a country by its name, "" where the gazetteer knows none of that name."""
        return self._countries.code(name) or ""

    def _read_holds(self, column: int, row: int, country: str) -> bool:
        """Say whether a country holds the whole of a square of a tenth of a degree."""
        outline = self._outline(country)
        square = shapely.box(*(n / _SQUARES for n in (column, row, column + 1, row + 1)))
        return outline is not None and bool(shapely.contains(outline, square))

    def _read_outline(self, country: str) -> BaseGeometry | None:
        """Return the outline of a country, ready for many points, None where there is none."""
        if not self._gazetteer.has_country(country):
            return None
        outline = self._gazetteer.outline(self._gazetteer.country(country).place_id)
        if outline is not None:
            shapely.prepare(outline)
        return outline

    def _read_beyond(self, lon: float, lat: float, country: str) -> str:
        there, outline = country_at(lon, lat, self._gazetteer), self._outline(country)
        if there in {"", country} or outline is None or is_moved_border(country, there):
            return ""
        near, here = shapely.get_coordinates(shapely.shortest_line(outline, Point(lon, lat)))
        away_m = _GEOD.inv(*near, *here)[2]
        if away_m < _CLEARLY_M:
            return ""
        named, other = self._gazetteer.country_name(country), self._gazetteer.country_name(there)
        return f"its dataset says {named}, but its point lies in {other}, {away_m / 1000:,.0f} km away: look which of the two is right"


def check_point(lon: float, lat: float) -> None:
    """Raise where a point is none of this world.

    Raises
    ------
    RowError
        With the number that is wrong.

    Examples
    --------
    >>> check_point(12.0, 95.0)
    Traceback (most recent call last):
    events.datasets.row.RowError: Its latitude is 95; latitudes run from -90 to 90, longitudes from -180 to 180. Correct it, or look whether the two are swapped.
    """
    for name, value, most in (("latitude", lat, _MOST_LAT), ("longitude", lon, _MOST_LON)):
        if not -most <= value <= most:
            raise RowError(
                f"Its {name} is {value:g}; latitudes run from -90 to 90, longitudes from -180 to 180. "
                "Correct it, or look whether the two are swapped."
            )


def _at(name: str, place: Place, score: float, tier: Tier, reasons: tuple[str, ...]) -> Plain:
    prec = place_prec(place)
    radius_m = None if prec == _EXACT else place.radius_m or _REACH_M[prec]
    found = Resolution(
        toponym=Toponym(start=0, end=0, text=name), place=place, score=score, tier=tier, reasons=reasons, radius_m=radius_m,
        where_prec=prec,
    )  # fmt: skip
    plain: Plain = to_plain(found)
    return plain
