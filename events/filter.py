"""The one filter: the same on screen, in the URL and on the command line."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from events.errors import BadFilterError
from events.event import EventType

# Between several values of one name, in the URL and on the command line.
_SEPARATOR = ";"
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are meant; an empty field filters nothing.

    Dates select by overlap of intervals (inclusive). ``actors`` match either side, case-folded.
    ``countries`` ISO alpha-2. ``bbox`` (west, south, east, north) in EPSG:4326 degrees, may cross the date
    line (west > east). ``text`` is a word search over sentence, place and actors. ``max_where_prec`` UCDP 1 to 7.
    """

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    types: tuple[EventType, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    text: str = ""
    max_where_prec: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts that add up: ``placed + not_placed + filtered_out == total``; ``not_dated`` is among the shown."""

    total: int
    placed: int
    not_placed: int
    not_dated: int
    filtered_out: int


Params = Mapping[str, str]


def filter_to_params(event_filter: EventFilter) -> dict[str, str]:
    """Return the filter as the names and values of a URL or command line; what is empty is left out.

    Examples
    --------
    >>> filter_to_params(EventFilter(countries=("LY",), from_date=dt.date(2020, 5, 1)))
    {'from-date': '2020-05-01', 'country': 'LY'}
    """
    found = {
        "from-date": event_filter.from_date.isoformat() if event_filter.from_date else "",
        "to-date": event_filter.to_date.isoformat() if event_filter.to_date else "",
        "type": _SEPARATOR.join(event_filter.types),
        "actor": _SEPARATOR.join(event_filter.actors),
        "country": _SEPARATOR.join(event_filter.countries),
        "bbox": ",".join(f"{value:g}" for value in event_filter.bbox) if event_filter.bbox else "",
        "text": event_filter.text,
        "max-where-prec": str(event_filter.max_where_prec) if event_filter.max_where_prec else "",
    }
    return {name: value for name, value in found.items() if value}


def filter_from_params(params: Params) -> EventFilter:
    """Read a filter from the names and values of a URL or command line; unknown names are not looked at.

    Raises
    ------
    BadFilterError
        If a value cannot be read; the message says what was expected.
    """
    event_filter = EventFilter(
        from_date=_day(params, "from-date"),
        to_date=_day(params, "to-date"),
        types=tuple(_type(word) for word in _listed(params, "type")),
        actors=tuple(_listed(params, "actor")),
        countries=tuple(_country(word) for word in _listed(params, "country")),
        bbox=_bbox(params.get("bbox", "")),
        text=params.get("text", "").strip()[:_LONGEST_TEXT],
        max_where_prec=_prec(params.get("max-where-prec", "")),
    )
    if event_filter.from_date and event_filter.to_date and event_filter.from_date > event_filter.to_date:
        raise BadFilterError(
            f"from-date {event_filter.from_date} lies after to-date {event_filter.to_date}. Swap them."
        )
    return event_filter


def filter_words(event_filter: EventFilter, country_names: Mapping[str, str] | None = None) -> str:
    """Say the filter in plain words, as a map or sheet shows it; a country of which no name is given by its code.

    Examples
    --------
    >>> filter_words(EventFilter(to_date=dt.date(2020, 6, 6), countries=("LY",)))
    'until 6 June 2020 · in LY'
    >>> filter_words(EventFilter(countries=("LY", "TN")), {"LY": "Libya", "TN": "Tunisia"})
    'in Libya or Tunisia'
    >>> filter_words(EventFilter())
    'all events'
    """
    first, last = event_filter.from_date, event_filter.to_date
    names = country_names or {}
    words = [
        f"{_words(first)} to {_words(last)}"
        if first and last
        else f"from {_words(first)}"
        if first
        else f"until {_words(last)}"
        if last
        else "",
        ", ".join(event_filter.types),
        f"actor {', '.join(event_filter.actors)}" if event_filter.actors else "",
        f"in {' or '.join(names.get(code, code) for code in event_filter.countries)}" if event_filter.countries else "",
        f"inside {', '.join(f'{value:g}' for value in event_filter.bbox)}" if event_filter.bbox else "",
        f"with the words “{event_filter.text}”" if event_filter.text else "",
        f"precision {event_filter.max_where_prec} or better" if event_filter.max_where_prec else "",
    ]
    return " · ".join(word for word in words if word) or "all events"


def _words(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _listed(params: Params, name: str) -> list[str]:
    return [word.strip() for word in params.get(name, "").split(_SEPARATOR) if word.strip()]


def _day(params: Params, name: str) -> dt.date | None:
    text = params.get(name, "").strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadFilterError(f"{name} must be a day such as 2020-06-04, got {text[:40]!r}.") from error


def _type(word: str) -> EventType:
    try:
        return EventType(word.lower())
    except ValueError as error:
        raise BadFilterError(f"type must be one of {', '.join(EventType)}; got {word[:40]!r}.") from error


def _country(word: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", word):
        raise BadFilterError(f"country must be a two-letter code such as LY, got {word[:40]!r}.")
    return word.upper()


def _prec(text: str) -> int | None:
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise BadFilterError(f"max-where-prec must be 1 (exact place) to 7 (more than one country), got {text[:40]!r}.")
    return int(text)


def _bbox(text: str) -> tuple[float, float, float, float] | None:
    if not text.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise BadFilterError(
            f"bbox must be west,south,east,north in degrees such as 9,19,25,33, got {text[:60]!r}."
        ) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadFilterError(
            f"bbox must be west,south,east,north with longitudes to 180 and latitudes to 90, got {text[:60]!r}."
        )
    return west, south, east, north
