"""The filter in plain words, as map and sheet show it."""

import datetime as dt
from collections.abc import Mapping

from events.area import degrees
from events.event_status import EventStatus
from events.filter import EventFilter, ReviewState

_REVIEW = {ReviewState.TO_CHECK: "still to be checked", ReviewState.SETTLED: "with nothing left to check"}


def filter_words(event_filter: EventFilter, names: Mapping[str, str] | None = None) -> str:
    """Say the filter in plain words, as a map or sheet shows it; countries and provinces of which no name is given by their codes.

    Examples
    --------
    >>> filter_words(EventFilter(to_date=dt.date(2020, 6, 6), countries=("LY",)))
    'until 6 June 2020 · in LY'
    >>> filter_words(EventFilter(countries=("LY", "TN")), {"LY": "Libya", "TN": "Tunisia"})
    'in Libya or Tunisia'
    >>> filter_words(EventFilter(min_killed=5, review=ReviewState.TO_CHECK))
    '5 killed or more · still to be checked'
    >>> filter_words(EventFilter(statuses=()))
    'also planned, threatened and denied ones'
    >>> filter_words(EventFilter())
    'all events'
    """
    names = names or {}
    count = len(event_filter.polygon)
    words = [
        _dates(event_filter.from_date, event_filter.to_date),
        ", ".join(event_filter.types),
        f"actor {', '.join(event_filter.actors)}" if event_filter.actors else "",
        f"in {' or '.join(names.get(code, code) for code in event_filter.countries)}" if event_filter.countries else "",
        f"in {' or '.join(names.get(code, f'province {code}') for code in event_filter.adm1)}"
        if event_filter.adm1
        else "",
        f"inside {', '.join(degrees(value) for value in event_filter.bbox)}" if event_filter.bbox else "",
        "" if not count else "inside the drawn area" if count == 1 else f"inside the {count} drawn areas",
        f"with the words “{event_filter.text}”" if event_filter.text else "",
        f"precision {event_filter.max_where_prec} or better" if event_filter.max_where_prec else "",
        _tolls(event_filter.min_killed, event_filter.max_killed),
        "" if event_filter.min_confidence is None else f"confidence {event_filter.min_confidence:g} or more",
        f"from {' or '.join(event_filter.sources)}" if event_filter.sources else "",
        _REVIEW[event_filter.review] if event_filter.review else "",
        "only what is certainly within" if event_filter.certain else "",
        _statuses(event_filter.statuses),
    ]
    return " · ".join(word for word in words if word) or "all events"


def _statuses(statuses: tuple[EventStatus, ...]) -> str:
    if statuses == EventFilter().statuses:
        return ""
    others = [each.value for each in statuses if each is not EventStatus.HAPPENED]
    if not statuses:
        return "also planned, threatened and denied ones"
    return f"{'also' if EventStatus.HAPPENED in statuses else 'only'} {' and '.join(others)} ones"


def _dates(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return f"{_day(first)} to {_day(last)}"
    return f"from {_day(first)}" if first else f"until {_day(last)}" if last else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _tolls(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low:,} killed" if low == high else f"{low:,} to {high:,} killed"
    return f"{low:,} killed or more" if low is not None else f"{high:,} killed at most" if high is not None else ""
