"""Which days the longer date phrases mean: weeks, weekends, nights, parts of months and years."""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from events.calendar_days import (
    DAY,
    Days,
    day_of_month,
    day_or_none,
    month_of,
    nearest_day,
    number_of,
    shifted,
    spread_prec,
)
from events.date_words import WEEKDAYS
from events.direction import Direction

Meaning = Callable[[re.Match[str], dt.date, Direction], Days | None]
"""Which days a match means, said on a day, where the text looks in a direction."""
_SATURDAY = 5
# First month of each season in the north, where most of the news with seasons is written; a winter ends in the next year.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# First and last day of a part of a month; 31 is the month's last.
_PARTS = {
    "first half": (1, 15), "second half": (16, 31), "latter half": (16, 31), "first week": (1, 7), "second week": (8, 14),
    "third week": (15, 21), "fourth week": (22, 28), "beginning": (1, 10), "start": (1, 10), "middle": (10, 20), "end": (20, 31),
    "first day": (1, 1), "first days": (1, 5), "opening days": (1, 5),
}  # fmt: skip
# Of the last days of a month so many are meant.
_LAST = {"last week": 7, "last days": 5, "last day": 1, "closing days": 5}


def _week_of(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days | None:
    """Return the days of "the week of March 6" (the calendar's week, from Monday), "the week ending 31 May"."""
    month, day = month_of(match["m"]), day_of_month(match["d"])
    told = (
        day_or_none(int(match["y"]), month, day) if match["y"] else nearest_day(anchor, month, day, direction=direction)
    )
    if told is None:
        return None
    side = match["side"].lower()
    if side in {"ending", "to"}:
        return told - 6 * DAY, told, 3
    start = told if side in {"beginning", "starting"} else told - DAY * told.weekday()
    return start, start + 6 * DAY, 3


def _weekend(_match: re.Match[str], anchor: dt.date, direction: Direction) -> Days:
    """Return Saturday and Sunday: the days now, those just gone, or the coming ones where the text looks ahead."""
    saturday = anchor - DAY * ((anchor.weekday() - _SATURDAY) % 7)
    if direction is Direction.AHEAD and anchor.weekday() < _SATURDAY:
        saturday += 7 * DAY
    return saturday, saturday + DAY, 2


def _weekday_of_week(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    mod = match["mod"].lower()
    shift = -1 if "last" in mod or "previous" in mod else 1 if "next" in mod or "following" in mod else 0
    day = anchor + DAY * (_number_of_weekday(match) - anchor.weekday() + 7 * shift)
    return day, day, 1


def _weeks_ago_weekday(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    """Return the day of "two weeks ago on Monday", "a week ago Tuesday": so many weeks before the last such day."""
    day = _last_weekday(match, anchor) - DAY * 7 * number_of(match["n"])
    return day, day, 1


def _night_to(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    day = _last_weekday(match, anchor)
    return day - DAY, day, 2


def _night_of(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    day = _last_weekday(match, anchor)
    return day, day + DAY, 2


def _number_of_weekday(match: re.Match[str]) -> int:
    return WEEKDAYS[match["w"].rstrip(".").lower()]


def _last_weekday(match: re.Match[str], anchor: dt.date) -> dt.date:
    return anchor - DAY * ((anchor.weekday() - _number_of_weekday(match)) % 7)


def _nth_of_month(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days | None:
    """Return the day of "the 30th of last month"."""
    mod = match["mod"].lower()
    first = shifted(anchor, -1 if "last" in mod or "previous" in mod else 1 if mod == "next" else 0, "month")[0]
    return _one(day_or_none(first.year, first.month, day_of_month(match["d"])))


def _lone_day(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days | None:
    """Return the last "the 2nd", or the coming one where the text looks ahead."""
    day = day_of_month(match["d"])
    around = [
        day_or_none(first.year, first.month, day) for first in (shifted(anchor, n, "month")[0] for n in (-2, -1, 0, 1))
    ]
    past = [each for each in around if each and each <= anchor]
    ahead = [each for each in around if each and each > anchor]
    return _one(ahead[0] if direction is Direction.AHEAD and ahead else past[-1] if past else None)


def _same_day_in_year(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days | None:
    return _one(day_or_none(int(match["y"]), anchor.month, anchor.day))


def _years_ago_today(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days | None:
    now = anchor + DAY * {"yesterday": -1, "tomorrow": 1}.get(match["w"].lower(), 0)
    return _one(day_or_none(now.year - number_of(match["n"]), now.month, now.day))


def _telegram(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days | None:
    """Return the day of "041530Z FEB 90"; a year in two figures is the last such one."""
    year = int(match["y"])
    if year < 100:
        year += anchor.year // 100 * 100
        year -= 100 if year > anchor.year + 1 else 0
    return _one(day_or_none(year, month_of(match["m"]), int(match["d"])))


def _one(day: dt.date | None) -> Days | None:
    return None if day is None else (day, day, 1)


def _part_of_month(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days:
    month = month_of(match["m"])
    year = int(match["y"]) if match["y"] else anchor.year - (month > anchor.month and direction is not Direction.AHEAD)
    end = calendar.monthrange(year, month)[1]
    part = match["part"].lower()
    first, last = (end - _LAST[part] + 1, end) if part in _LAST else _PARTS[part]
    start, stop = dt.date(year, month, first), dt.date(year, month, min(last, end))
    return start, stop, spread_prec((stop - start).days)


def _month_in_figures(match: re.Match[str], _anchor: dt.date, _direction: Direction) -> Days:
    year, month = int(match["y"]), int(match["mn"])
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), 4


def _part_of_year(match: re.Match[str], _anchor: dt.date, _direction: Direction) -> Days:
    """Return the months of a season, a quarter, a half, or of "early", "mid" and "late" 2019 (four months each)."""
    year, groups = int(match["y"]), match.groupdict()
    if groups.get("season"):
        return _season(groups["season"], year)
    if groups.get("early"):
        first = {"early": 1, "mid": 5, "late": 9}[groups["early"].lower()]
        return _months(year, first, 4)
    length = 3 if groups["of"] == "quarter" else 6
    number = 12 // length if groups["nth"] == "last" else _NTH[groups["nth"]]
    return _months(year, (number - 1) * length + 1, length)


def _last_season(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    """Return the last season of that name that has ended; with "this" the one that has begun."""
    name = match["season"].lower()
    has_come = [
        days for year in (anchor.year, anchor.year - 1, anchor.year - 2) if (days := _season(name, year))[0] <= anchor
    ]
    is_now = match["mod"].lower().startswith("this")
    return next(days for days in has_come if is_now or days[1] < anchor)


def _season(name: str, year: int) -> Days:
    return _months(year, _SEASONS[name.lower()], 3)


def _months(year: int, first: int, count: int) -> Days:
    start = dt.date(year, first, 1)
    return start, shifted(start, count, "month")[0] - DAY, 5


KINDS: dict[str, Meaning] = {
    "habit": lambda _match, _anchor, _direction: None,
    "last_season": _last_season,
    "lone_day": _lone_day,
    "month_in_figures": _month_in_figures,
    "night_of": _night_of,
    "night_to": _night_to,
    "nth_of_month": _nth_of_month,
    "part_of_month": _part_of_month,
    "part_of_year": _part_of_year,
    "same_day_in_year": _same_day_in_year,
    "telegram": _telegram,
    "week_of": _week_of,
    "weekday_of_week": _weekday_of_week,
    "weekend": _weekend,
    "weeks_ago_weekday": _weeks_ago_weekday,
    "years_ago_today": _years_ago_today,
}
"""What each kind of pattern of `date_words.PATTERNS` means; "habit" is no day at all."""
