"""The plain words of an event: when, where, how many, according to whom."""

import datetime as dt

from events import Event, EventStatus, TimePrecision, Toll, clock_text, more_toll_words

_DAY_MIN = 1440
_EXACT_DAY, _WEEK, _MONTH, _YEAR = 1, 3, 4, 5


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def date_words(start: dt.date | None, end: dt.date | None, date_prec: int | None = None) -> str:
    """Say when: one day, a span, a month or a year; ``date_prec`` as UCDP GED, None where not said.

    Examples
    --------
    >>> date_words(dt.date(2020, 5, 29), dt.date(2020, 5, 31))
    '29–31 May 2020'
    >>> date_words(dt.date(2020, 5, 1), dt.date(2020, 5, 31), 4)
    'May 2020'
    >>> date_words(None, None)
    'date not known'
    """
    start, end = start or end, end or start
    if start is None or end is None:
        return "date not known"
    if date_prec == _YEAR and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if date_prec == _MONTH and start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B} {start.year}"
    if start == end:
        return _day(start) if date_prec in (None, _EXACT_DAY) else f"about {_day(start)}"
    span = _span(start, end)
    return span if date_prec in (None, _EXACT_DAY) else f"between {span.replace('–', ' and ', 1)}"


def time_words(start_min: int | None, end_min: int | None, time_prec: str | None, zone: str | None) -> str:
    """Say when on its day, as `events.TimeOfDay` has it; "" where no time is told.

    Examples
    --------
    >>> time_words(220, 220, "hour", "local time")
    'about 03:40 local time'
    >>> time_words(1200, 1800, "part of the day", "")
    'some time from 20:00 to 06:00 of the next day'
    """
    if start_min is None or end_min is None:
        return ""
    first, last = clock_text(start_min), clock_text(end_min)
    last += " of the next day" if end_min // _DAY_MIN > start_min // _DAY_MIN else ""
    if start_min == end_min:
        said = first if time_prec == TimePrecision.MINUTE else f"about {first}"
    elif time_prec == TimePrecision.PART:
        said = f"some time from {first} to {last}"
    else:
        said = f"between {first} and {last}"
    return f"{said} {zone}" if zone else said


def when_words(event: Event) -> str:
    """Say an event's day and, where it is told, the time of that day."""
    return day_and_time(date_words(event.date_start, event.date_end, event.date_prec), event_time_words(event))


def event_time_words(event: Event) -> str:
    """Say the time of an event's day; "" where none is told."""
    time = event.time
    return time_words(time.start_min, time.end_min, time.prec, time.zone) if time else ""


def with_status(words: str, status: EventStatus | str) -> str:
    """Return words for an event, marked where it did not happen.

    Examples
    --------
    >>> with_status("Shelling", EventStatus.PLANNED), with_status("Shelling", EventStatus.HAPPENED)
    ('Shelling (planned)', 'Shelling')
    """
    return words if EventStatus(status) is EventStatus.HAPPENED else f"{words} ({EventStatus(status).value})"


def day_and_time(day: str, time: str) -> str:
    """Say a day as `date_words` does, and behind it its time as `time_words` does, "" where none is told."""
    return f"{day}, {time}" if time else day


def _span(start: dt.date, end: dt.date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B}–{_day(end)}"
    return f"{_day(start)}–{_day(end)}"


def count_words(toll: Toll | None, what: str) -> str:
    """Say a toll: the best figure, with its range where low and high differ; "" where none is reported.

    Examples
    --------
    >>> count_words(Toll(best=12, low=10, high=15, start=0, end=2), "killed")
    '12 killed (10–15)'
    """
    if toll is None:
        return ""
    spread = f" ({toll.low:,}–{toll.high:,})" if toll.low != toll.high else ""
    return f"{toll.best:,} {what}{spread}"


def toll_words(killed: Toll | None, injured: Toll | None, more: str = "") -> str:
    """Say both tolls in one phrase, and ``more``, which says the missing, displaced and captured; "" where none is reported."""
    return ", ".join(filter(None, (count_words(killed, "killed"), count_words(injured, "injured"), more)))


def event_toll_words(event: Event) -> str:
    """Say all tolls of an event in one phrase; "" where none is reported."""
    return toll_words(event.killed, event.injured, more_toll_words(event))


def claim_words(event: Event) -> str:
    """Name those who say so, each once, in the order of the text; "" where nobody is named."""
    return ", ".join(dict.fromkeys(claim.by for claim in event.claims if claim.by))
