"""The gazetteer as a geopy geocoder, for ``geopandas.tools.geocode`` and whoever uses geopy; no network is used."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from gazetteer.address import address_of, parse_address
from gazetteer.address_lookup import Answer, Box, find_address, is_inside
from gazetteer.errors import GazetteerError, UnknownCountryError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geocoder_arguments import checked_codes, checked_limit, checked_query, read_box, read_near, read_point
from gazetteer.geocoder_points import locate_point
from gazetteer.geoparse import geoparse, place_point
from gazetteer.json_record import geometry_record, place_record, relation_record
from gazetteer.opening import open_gazetteer
from gazetteer.place import Place

# A town farther away says little about a point; its province says more.
_RADIUS_KM = 50.0


class Dateline(Geocoder):  # type: ignore[misc] # geopy has no types
    """Geocode names and points offline, with the gazetteer at hand.

    Parameters
    ----------
    gazetteer
        The gazetteer to ask; None opens it on first use.
    country_codes, bounds, near
        What :meth:`geocode` takes where it is not told otherwise; so they reach it through geopandas too.
    timeout
        Accepted as every geopy geocoder does; nothing waits here.

    Examples
    --------
    >>> place = Dateline().geocode("Gharyan, Libya")
    >>> place.address, round(place.latitude, 2), round(place.longitude, 2)
    ('Gharyan, Mizdah, Libya', 32.17, 13.02)
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        country_codes: str | Sequence[str] | None = None,
        bounds: Sequence[Any] | None = None,
        near: Any = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(timeout=timeout, adapter_factory=_NoNetwork)
        self._gazetteer = gazetteer
        self._country_codes, self._bounds, self._near = country_codes, bounds, near

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        bounds: Sequence[Any] | None = None,
        near: Any = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's interface
    ) -> Location | list[Location] | None:
        """Return the place that a name or an address means, or a list of places, best first; None where none is believed.

        Parameters
        ----------
        query
            "Gharyan", "Bangor, Maine", "Mitiga airport, Libya"; coordinates ("32.8872, 13.1913", latitude first, degrees
            and minutes, MGRS, UTM), which mean themselves; or a mapping with some of the keys ``street``,
            ``city``, ``county``, ``state``, ``country``, ``postalcode``. Streets and postal codes are not looked up.
        exactly_one
            One location, or a list of at most ``limit`` (10 where it is None).
        country_codes
            ISO 3166-1 alpha-2 code or codes: places elsewhere are left out. Loose matches (by sound, with typing
            errors) need them, or a country in the query.
        bounds
            Two opposite corners, each a geopy point (latitude first): places outside are left out.
        near
            A geopy point near which the place is expected.

        Returns
        -------
        Location, list of Location or None
            ``raw`` holds the place's record with ``place_id``, ``radius_m`` (how far the truth may lie from the point),
            ``is_rough``, ``score``, ``tier``, ``reasons`` and ``needs_review``, which is True where the match is loose,
            a rival fits nearly as well, or only the surroundings are known. A phrase such as "12 km south of Gharyan"
            has its area in ``raw["footprint"]`` (GeoJSON geometry), and no radius.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query, a code, a bound or the limit cannot be used.
        geopy.exc.GeocoderUnavailable
            If the place index is not there and cannot be built.
        """
        gazetteer = self._opened()
        wanted = 1 if exactly_one else checked_limit(limit)
        checked = checked_query(query)
        box = read_box(self._bounds if bounds is None else bounds)
        near_point = read_near(self._near if near is None else near)
        try:
            codes = checked_codes(country_codes or self._country_codes, gazetteer)
            found = locate_point(checked, gazetteer, codes, box) if isinstance(checked, str) else None
            if found is None:
                answers = find_address(parse_address(checked), gazetteer, country_codes=codes, box=box, near=near_point)
                found = [_location(answer, gazetteer) for answer in answers[:wanted]]
        except (UnknownCountryError, ValueError) as error:
            raise GeocoderQueryError(str(error)) from error
        if not found and isinstance(checked, str):
            found = _related(checked, gazetteer, codes, box)[:wanted]
        if not found:
            return None
        return found[0] if exactly_one else found

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        radius_km: float = _RADIUS_KM,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's interface
    ) -> Location | list[Location] | None:
        """Return the town nearest to a point, or a list of towns; where none is near, the province or country.

        Parameters
        ----------
        query
            A geopy point: latitude first.
        exactly_one
            One location, or a list of at most ``limit`` (10 where it is None), the nearest first.
        radius_km
            Towns farther away are not named.

        Returns
        -------
        Location, list of Location or None
            The location's point is the town's own. ``raw`` holds its record with ``distance_m``, the geodesic metres
            from the point asked for, and ``admin1`` and ``country``, the records of the areas whose outlines hold the
            point asked for, or None. None alone is answered for the open sea.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no point, or the limit or the radius cannot be used.
        geopy.exc.GeocoderUnavailable
            If the place index is not there and cannot be built.
        """
        wanted = 1 if exactly_one else checked_limit(limit)
        if not isinstance(radius_km, (int, float)) or not 0 < radius_km < inf:
            raise GeocoderQueryError(f"radius_km must be a number above 0, got {radius_km!r}")
        point, gazetteer = read_point(query), self._opened()
        lon, lat = float(point.longitude), float(point.latitude)
        areas = gazetteer.areas_at(lon, lat)
        admin1 = next((area for area in areas if area.feature_code == "ADM1"), None)
        country = next((area for area in areas if area.feature_code.startswith("PCL")), None)
        near = gazetteer.nearest_places(lon, lat, limit=wanted, radius_m=radius_km * 1000)
        area = admin1 or country
        if not near and area is not None:
            near = ((area, 0.0),)
        around = {"admin1": _record(admin1), "country": _record(country)}
        found = [
            Location(
                address_of(place, gazetteer),
                (place.lat, place.lon),
                {**place_record(place), "radius_m": place.radius_m, "distance_m": round(metres, 1), **around},
            )
            for place, metres in near
        ]
        if not found:
            return None
        return found[0] if exactly_one else found

    def _opened(self) -> Gazetteer:
        if self._gazetteer is None:
            try:
                self._gazetteer = open_gazetteer()
            except GazetteerError as error:
                raise GeocoderUnavailable(str(error)) from error
        return self._gazetteer


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc] # geopy has no types
    """The adapter that geopy demands; it refuses every request."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> NoReturn:  # noqa: ARG002
        raise GeocoderUnavailable("Dateline answers from the gazetteer on this machine and makes no requests.")

    get_text = get_json


def _location(answer: Answer, gazetteer: Gazetteer) -> Location:
    place = answer.place
    raw = {
        **place_record(place),
        "radius_m": place.radius_m,
        "is_rough": place.is_rough or answer.is_within,
        "score": answer.score,
        "tier": None if answer.tier is None else answer.tier.value,
        "reasons": list(answer.reasons),
        "needs_review": answer.needs_review,
    }
    shown = address_of(place, gazetteer)
    return Location(f"somewhere in {shown}" if answer.is_within else shown, (place.lat, place.lon), raw)


def _related(text: str, gazetteer: Gazetteer, codes: tuple[str, ...], box: Box | None) -> list[Location]:
    """Return the area of a phrase such as "12 km south of Gharyan", as a location at its representative point."""
    found = []
    for resolution in geoparse(text, gazetteer, country=codes[0] if len(codes) == 1 else None):
        place, relation, point = resolution.place, resolution.relation, place_point(resolution)
        if place is None or relation is None or point is None or (codes and place.country_code not in codes):
            continue
        lon, lat = point
        if box is not None and not is_inside(lon, lat, box):
            continue
        phrase = text[relation.start : relation.end]
        is_whole = relation.start == 0
        reasons = list(resolution.reasons) if is_whole else [*resolution.reasons, f"only {phrase!r} was read"]
        raw = {
            **place_record(place),
            "radius_m": resolution.radius_m,
            "is_rough": True,
            "score": resolution.score,
            "tier": None if resolution.tier is None else resolution.tier.value,
            "reasons": reasons,
            "needs_review": resolution.needs_review or not is_whole,
            "relation": relation_record(relation),
            "footprint": geometry_record(resolution.footprint),
        }
        found.append(Location(f"{phrase} ({address_of(place, gazetteer)})", (lat, lon), raw))
    return found


def _record(place: Place | None) -> dict[str, object] | None:
    return None if place is None else place_record(place)
