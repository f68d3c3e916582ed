"""The filter as the names and values of a URL or command line."""

import datetime as dt
import re
from collections.abc import Mapping

from events.area import Box, degrees, parse_polygon, polygon_text
from events.errors import BadFilterError
from events.event import EventType
from events.event_status import EventStatus
from events.filter import EventFilter, ReviewState

# Between several values of one name; a value that holds one has a backslash before it.
SEPARATOR = ";"
_VALUE = re.compile(r"(?:\\.|[^;\\]|\\$)+", re.DOTALL)
_LONGEST_TEXT = 200
MOST_KILLED = 10**9
# Decimals of a confidence, as events have it.
_SHARE = 6

FILTER_NAMES = (
    "from-date", "to-date", "type", "actor", "country", "adm1", "bbox", "polygon", "text", "max-where-prec", "min-killed",
    "max-killed", "min-confidence", "source", "review", "certain", "status",
)  # fmt: skip
# Of whatever status: what nobody asks for is not shown, so that all of them need a word.
_ALL = "all"
Params = Mapping[str, str]


def filter_to_params(event_filter: EventFilter) -> dict[str, str]:
    """Return the filter as the names and values of a URL or command line; what is empty is left out.

    Examples
    --------
    >>> filter_to_params(EventFilter(countries=("LY",), from_date=dt.date(2020, 5, 1)))
    {'from-date': '2020-05-01', 'country': 'LY'}
    >>> filter_to_params(EventFilter(bbox=(13.0876543, 32, 14, 33)))
    {'bbox': '13.087654,32,14,33'}
    >>> filter_to_params(EventFilter(statuses=(EventStatus.PLANNED,)))
    {'status': 'planned'}
    """
    confidence = event_filter.min_confidence
    found = {
        "from-date": event_filter.from_date.isoformat() if event_filter.from_date else "",
        "to-date": event_filter.to_date.isoformat() if event_filter.to_date else "",
        "type": _joined(event_filter.types),
        "actor": _joined(event_filter.actors),
        "country": _joined(event_filter.countries),
        "adm1": _joined(event_filter.adm1),
        "bbox": ",".join(degrees(value) for value in event_filter.bbox) if event_filter.bbox else "",
        "polygon": polygon_text(event_filter.polygon),
        "text": event_filter.text,
        "max-where-prec": _number(event_filter.max_where_prec),
        "min-killed": _number(event_filter.min_killed),
        "max-killed": _number(event_filter.max_killed),
        "min-confidence": "" if confidence is None else f"{round(confidence, _SHARE):.{_SHARE}f}".rstrip("0").rstrip("."),
        "source": _joined(event_filter.sources),
        "review": event_filter.review or "",
        "certain": "yes" if event_filter.certain else "",
        "status": "" if event_filter.statuses == EventFilter().statuses else _joined(event_filter.statuses) or _ALL,
    }  # fmt: skip
    return {name: str(value) for name, value in found.items() if value}


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
        actors=_listed(params, "actor"),
        countries=tuple(_country(word) for word in _listed(params, "country")),
        adm1=tuple(_province(word) for word in _listed(params, "adm1")),
        bbox=_bbox(params.get("bbox", "")),
        polygon=parse_polygon(params.get("polygon", "")),
        text=params.get("text", "").strip()[:_LONGEST_TEXT],
        max_where_prec=_prec(params.get("max-where-prec", "")),
        min_killed=_toll(params, "min-killed"),
        max_killed=_toll(params, "max-killed"),
        min_confidence=_share(params.get("min-confidence", "")),
        sources=_listed(params, "source"),
        review=_review(params.get("review", "")),
        certain=_switch(params, "certain"),
        statuses=_statuses(params),
    )
    for low, high, of in (("from_date", "to_date", "lies after"), ("min_killed", "max_killed", "is more than")):
        first, last = getattr(event_filter, low), getattr(event_filter, high)
        if first is not None and last is not None and first > last:
            raise BadFilterError(f"{low.replace('_', '-')} {first} {of} {high.replace('_', '-')} {last}. Swap them.")
    return event_filter


def _joined(values: tuple[str, ...]) -> str:
    return SEPARATOR.join(re.sub(r"([;\\])", r"\\\1", value) for value in values)


def _listed(params: Params, name: str) -> tuple[str, ...]:
    words = (re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL).strip() for word in _VALUE.findall(params.get(name, "")))
    return tuple(word for word in words if word)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


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


def _province(word: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}\.[A-Za-z0-9]{1,8}", word):
        raise BadFilterError(f"adm1 must be a country and the code of its province such as LY.58, got {word[:40]!r}.")
    return word.upper()


def _prec(text: str) -> int | None:
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise BadFilterError(f"max-where-prec must be 1 (exact place) to 7 (more than one country), got {text[:40]!r}.")
    return int(text)


def _toll(params: Params, name: str) -> int | None:
    text = params.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > MOST_KILLED:
        raise BadFilterError(f"{name} must be a number of people such as 5, got {text[:40]!r}.")
    return int(text)


def _share(text: str) -> float | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"(?:0?\.[0-9]+|[01](?:\.[0-9]*)?)", text.strip()) or float(text) > 1:
        raise BadFilterError(f"min-confidence must be 0 (a guess) to 1 (sure) such as 0.6, got {text[:40]!r}.")
    return round(float(text), _SHARE)


def _review(text: str) -> ReviewState | None:
    if not text.strip():
        return None
    try:
        return ReviewState(text.strip().lower())
    except ValueError as error:
        raise BadFilterError(f"review must be {' or '.join(ReviewState)}, got {text[:40]!r}.") from error


def _statuses(params: Params) -> tuple[EventStatus, ...]:
    words = [word.lower() for word in _listed(params, "status")]
    if not words:
        return EventFilter().statuses
    if words == [_ALL]:
        return ()
    try:
        named = {EventStatus(word) for word in words}
    except ValueError as error:
        wrong = next(word for word in words if word not in set(EventStatus))
        raise BadFilterError(f"status must be {', '.join(EventStatus)} or {_ALL}, got {wrong[:40]!r}.") from error
    return tuple(each for each in EventStatus if each in named) if named != set(EventStatus) else ()


def _switch(params: Params, name: str) -> bool:
    text = params.get(name, "").strip().lower()
    if text not in {"", "yes", "no"}:
        raise BadFilterError(f"{name} must be yes or no, got {text[:40]!r}.")
    return text == "yes"


def _bbox(text: str) -> Box | None:
    if not text.strip():
        return None
    try:
        west, south, east, north = (round(float(part), 6) for part in text.split(","))
    except ValueError as error:
        raise BadFilterError(
            f"bbox must be west,south,east,north in degrees such as 9,19,25,33, got {text[:60]!r}."
        ) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadFilterError(
            f"bbox must be west,south,east,north with longitudes to 180 and latitudes to 90, got {text[:60]!r}."
        )
    return west, south, east, north
