"""The year of a dateline that prints none."""

import calendar
import datetime as dt

from events.calendar_days import day_or_none, day_words
from events.event import DateAlternative, DateSource, DocumentDate
from events.told import AHEAD_DAYS, Told, contradictions, is_wrong_weekday

# A weekday falls on the same day of the year again after 5, 6 or 11 years.
_YEARS_TRIED = 12
_FRESH_DAYS = 14


def of_some_year(
    day: Told | None, told: list[Told], today: dt.date | None, spoken: int | None, first_year: int
) -> DocumentDate | None:
    """Propose the year of a dateline that prints none: one that the text names, or the last in which weekdays agree.

    ``spoken`` is the weekday on which the lead has something said, 0 is Monday: mostly the dateline's own day,
    in ``first_year`` or later.
    """
    if day is None:
        return None
    named = max((dt.date(t.year, t.month, t.day) for t in told if t.year), default=None)
    first = named and next(
        d for y in (0, 1, 4, 8) if (d := day_or_none(named.year + y, day.month, day.day)) and d >= named
    )
    if named and today and first and (first - named).days > AHEAD_DAYS:
        named = None  # too long ago to be this report's news
    if named is None and today is None:
        return None
    years = (
        range(named.year, named.year + 2)
        if named
        else range(today.year, today.year - _YEARS_TRIED, -1)
        if today
        else ()
    )
    days = [d for year in years if (d := day_or_none(year, day.month, day.day)) and (today is None or d <= today)]
    days = [d for d in days if named is None or d >= named]
    agree = [d for d in days if not is_wrong_weekday(day, d) and not contradictions(d, told)]
    if not days or (named and not agree):
        return None
    date = last = (agree or days)[0]
    has_weekday = bool(agree) and (day.weekday is not None or any(t.weekday is not None for t in told))
    reason = f"the dateline's day in the year in which it last came round, {date.year}"
    # What was written days ago may call yesterday by its name; of what is older the dateline's own day is likelier.
    if spoken is not None and today is not None and (today - last).days > _FRESH_DAYS:
        date = next((d for d in agree or days if d.weekday() == spoken and d.year >= first_year), last)
    if date != last:
        reason = f"the last year in which it was a {calendar.day_name[spoken or 0]}, of which the first sentence speaks"
    elif named:
        reason = f"the first {day.words} after the latest day that the text tells, {day_words(named)}"
    elif has_weekday:
        reason = f"the last year in which the weekdays agree is {date.year}"
    conflict = f"The dateline names no year. {day_words(date)} is proposed: {reason}. Check it."
    return DocumentDate(
        date=date,
        source=DateSource.DATELINE,
        score=0.6 if named or has_weekday else 0.4,
        reason=reason,
        conflict=conflict,
        alternatives=(DateAlternative(date=last, score=0.3, source=DateSource.DATELINE, reason="the last such day"),)
        if date != last
        else (),
    )
