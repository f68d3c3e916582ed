"""Days of the calendar: what numbers and names of months make of them, and spans of them with their precision."""

import calendar
import datetime as dt
import re

from events.date_words import MONTHS, NUMBERS
from events.direction import Direction

Days = tuple[dt.date, dt.date, int]
"""First day, last day and precision (UCDP 1 to 5)."""
DAY = dt.timedelta(days=1)
# A day without a year is the last one; one that lies so little ahead is meant as coming.
_AHEAD_DAYS = {Direction.BACK: 3, Direction.UNKNOWN: 75, Direction.AHEAD: 299}


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, or None where the calendar has none such ("31 June")."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_words(date: dt.date) -> str:
    """Return "3 March 2020"."""
    return f"{date.day} {date:%B %Y}"


def number_of(words: str) -> int:
    """Return the number that figures or a word of `NUMBERS` say."""
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def month_of(words: str) -> int:
    """Return the number of a month, January 1, by its name or short name."""
    return MONTHS[words.rstrip(".").lower()]


def day_of_month(words: str) -> int:
    """Return the number in "2nd"."""
    return int(re.sub(r"\D", "", words))


def nearest_day(anchor: dt.date | None, month: int, day: int, *, direction: Direction) -> dt.date | None:
    """Return the day that "May 29" means: the last one, or the coming one where the text looks ahead."""
    if anchor is None:
        return None
    around = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := day_or_none(year, month, day))]
    past = [d for d in around if d <= anchor]
    ahead = [d for d in around if d > anchor]
    if ahead and (not past or (ahead[0] - anchor).days <= _AHEAD_DAYS[direction]):
        return ahead[0]
    return past[-1] if past else None


def spread_prec(days: int) -> int:
    """Return the precision (UCDP 1 to 5) of a span that ends so many days after it began."""
    return 1 if days == 0 else 2 if days <= 6 else 3 if days <= 10 else 4 if days <= 31 else 5


def shifted(base: dt.date, count: int, unit: str) -> Days:
    """Return first day, last day and precision of ``count`` units ("day", "week", "month", "year") from a day."""
    if unit in {"day", "week"}:
        day = base + DAY * count * (7 if unit == "week" else 1)
        return (day, day, 1) if unit == "day" else (day - 3 * DAY, day + 3 * DAY, 3)
    months = base.year * 12 + base.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if unit == "year":
        return dt.date(year, 1, 1), dt.date(year, 12, 31), 5
    return dt.date(year, month + 1, 1), dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]), 4
