"""What callers hand to the geopy geocoder, checked; whatever cannot be used is a GeocoderQueryError that says why."""

from collections.abc import Mapping, Sequence
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.point import Point

from gazetteer.gazetteer import Gazetteer

# Longer texts are no name of a place.
_LONGEST = 500
_MOST, _MOST_ROWS = 10, 1000


def checked_limit(limit: int | None) -> int:
    """Return how many locations are wanted, 10 where nothing is said."""
    if limit is None:
        return _MOST
    if not isinstance(limit, int) or not 1 <= limit <= _MOST_ROWS:
        raise GeocoderQueryError(f"limit must be a whole number from 1 to {_MOST_ROWS}, got {limit!r}")
    return limit


def checked_query(query: str | Mapping[str, str]) -> str | Mapping[str, str]:
    """Return the query, a text or a mapping of texts, none of them long."""
    parts = [query] if isinstance(query, str) else list(query.values()) if isinstance(query, Mapping) else [None]
    if not all(isinstance(part, str) for part in parts):
        raise GeocoderQueryError(
            f"expected the name of a place, or a mapping such as {{'city': 'Gharyan', 'country': 'LY'}}, got {query!r:.80}"
        )
    if sum(map(len, filter(None, parts))) > _LONGEST:
        raise GeocoderQueryError(
            f"a place's name has at most {_LONGEST} characters; gazetteer.geoparse finds the places of a text"
        )
    return query


def checked_codes(codes: str | Sequence[str] | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return country codes as the gazetteer knows them."""
    given = () if not codes else (codes,) if isinstance(codes, str) else tuple(codes)
    if not all(isinstance(code, str) for code in given):
        raise GeocoderQueryError(f"country_codes must be ISO 3166-1 codes such as 'LY', got {codes!r:.80}")
    return tuple(dict.fromkeys(gazetteer.country(code).country_code for code in given))


def read_point(value: Any) -> Point:
    """Return a point that geopy can read, latitude first; what geopy takes for (0, 0) without being told so is refused."""
    told = f"expected a point as geopy reads it, latitude first, such as (32.89, 13.19), got {value!r:.80}"
    if value is None or (isinstance(value, (str, Sequence)) and (len(value) < 2 or None in list(value))):
        raise GeocoderQueryError(told)
    try:
        return Point(value)
    except (TypeError, ValueError, OverflowError, UserWarning) as error:  # geopy warns first of latitudes beyond 90
        raise GeocoderQueryError(f"{told}: {error!s:.120}") from error


def read_near(value: Any) -> tuple[float, float] | None:
    """Return longitude and latitude, or None."""
    if value is None:
        return None
    point = read_point(value)
    return float(point.longitude), float(point.latitude)


def read_box(bounds: Sequence[Any] | None) -> tuple[float, float, float, float] | None:
    """Return two opposite corners as west, south, east, north, or None."""
    if bounds is None:
        return None
    if isinstance(bounds, str) or len(bounds) != 2:
        raise GeocoderQueryError(f"bounds must be two opposite corners, latitude first, got {bounds!r:.80}")
    one, other = (read_point(corner) for corner in bounds)
    (west, east), (south, north) = (
        sorted((float(one.longitude), float(other.longitude))),
        sorted((float(one.latitude), float(other.latitude))),
    )
    return west, south, east, north
