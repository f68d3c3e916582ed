"""Which days a date phrase means: first, last and how precise (UCDP 1 to 5)."""

import calendar
import datetime as dt
import re

from events import date_spans
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
from events.feasts import feast_days
from events.national_days import national_days

# Counted from the day told last, not from the report's.
_COUNTED = re.compile(r"the\s+(?:previous|following)\b", re.IGNORECASE)


def days_of(
    kind: str,
    match: re.Match[str],
    anchor: dt.date | None,
    last: dt.date | None,
    *,
    direction: Direction,
    country: str = "",
) -> Days | None:
    """Return first day, last day and precision of a phrase, or None where it cannot be told; ``country`` as for `find_dates`."""
    try:
        if kind in {"day", "two_days", "numeric"}:
            return _explicit(kind, match, anchor, direction=direction)
        if kind in {"month", "year"}:
            return _month_or_year(kind, match, anchor, direction=direction)
        if kind == "anaphoric":
            base = last or anchor
            return None if base is None else _anaphoric(match, base)
        if anchor is None:
            return None
        if (
            kind == "weekday" and last is not None and _COUNTED.match(match.group())
        ):  # "on 12 May ... the following Monday"
            return _weekday(match, last, Direction.BACK)
        if kind == "national_day":
            return national_days(match, anchor, direction, country)
        return _KINDS[kind](match, anchor, direction)
    except (OverflowError, ValueError, KeyError):
        return None  # the phrase is no day of the calendar ("31 June", the year 0)


def is_impossible(kind: str, match: re.Match[str]) -> bool:
    """Say whether an explicit date phrase names no day of any calendar: "31 June", "29 February 2019"."""
    leap = 2020
    if kind == "numeric":
        a, b = int(match["a"]), int(match["b"])
        return min(a, b) <= 12 and max(a, b) <= 31 and _numeric(match) is None
    year = int(match["y"]) if match["y"] else leap
    if kind == "two_days":
        month = month_of(match["m1"])
        last = month_of(match.groupdict().get("m2") or match["m1"])
        return (
            day_or_none(year, month, day_of_month(match["d1"])) is None
            or day_or_none(year, last, day_of_month(match["d2"])) is None
        )
    month = int(match["mn"]) if match.groupdict().get("mn") else month_of(match["m"])
    return day_or_none(year, month, day_of_month(match["d"])) is None


def _explicit(kind: str, match: re.Match[str], anchor: dt.date | None, *, direction: Direction) -> Days | None:
    if kind == "numeric":
        return _numeric(match)
    year = int(match["y"]) if match["y"] else _year_said(match, anchor)
    if kind == "day":
        groups = match.groupdict()
        month = int(groups["mn"]) if groups.get("mn") else month_of(match["m"])
        day = day_of_month(match["d"])
        one = day_or_none(year, month, day) if year else nearest_day(anchor, month, day, direction=direction)
        return (one, one, 1) if one else None
    m1 = month_of(match["m1"])
    m2 = month_of(match.groupdict().get("m2") or match["m1"])
    d1, d2 = day_of_month(match["d1"]), day_of_month(match["d2"])
    end = day_or_none(year, m2, d2) if year else nearest_day(anchor, m2, d2, direction=direction)
    if end is None:
        return None
    start = day_or_none(end.year if m1 <= m2 else end.year - 1, m1, d1)
    if start is None or start > end:
        return None
    return start, end, spread_prec((end - start).days)


def _year_said(match: re.Match[str], anchor: dt.date | None) -> int | None:
    """Return the year of "31 March last year", counted from the report's; None where the words name none."""
    said = (match.groupdict().get("said") or "").lower()
    if anchor is None or not said:
        return None
    return anchor.year + {"this": 0, "next": 1}.get(said, -1)


def _numeric(match: re.Match[str]) -> Days | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    # Day first, as most of the world writes; the other order where only that one is a date.
    one = day_or_none(year, second, first) or day_or_none(year, first, second)
    return (one, one, 1) if one else None


def _month_or_year(kind: str, match: re.Match[str], anchor: dt.date | None, *, direction: Direction) -> Days | None:
    if kind == "year":
        year = int(match["y"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), 5
    month = month_of(match["m"])
    groups = match.groupdict()
    mod = (groups.get("mod") or "").lower()
    if groups.get("y"):
        year = int(match["y"])
    elif (said := _year_said(match, anchor)) is not None:
        year = said
    elif anchor is None:
        return None
    elif mod == "next":
        year = anchor.year + (month <= anchor.month)
    else:
        year = anchor.year - (month > anchor.month and direction is not Direction.AHEAD)
    last = calendar.monthrange(year, month)[1]
    parts = {
        "early": (1, 10),
        "beginning of": (1, 10),
        "mid": (10, 20),
        "middle of": (10, 20),
        "late": (20, last),
        "end of": (20, last),
    }
    first_day, last_day = parts.get(mod, (1, last))
    return dt.date(year, month, first_day), dt.date(year, month, last_day), 4


def _weekday(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days:
    wanted = WEEKDAYS[match["w"].rstrip(".").lower()]
    mod = (match["mod"] or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if "next" in mod or "coming" in mod or "following" in mod or (direction is Direction.AHEAD and not mod and back):
        day = anchor + DAY * ((wanted - anchor.weekday()) % 7 or 7)
    else:
        day = anchor - DAY * (7 if back == 0 and ("last" in mod or "previous" in mod) else back)
    return day, day, 1


def _weekdays(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days:
    """Return both days of "Monday and Tuesday", the second as news means it."""
    first, second = (WEEKDAYS[match[name].rstrip(".").lower()] for name in ("w", "w2"))
    back = (anchor.weekday() - second) % 7
    end = anchor + DAY * ((7 - back) % 7) if direction is Direction.AHEAD else anchor - DAY * back
    start = end - DAY * ((second - first) % 7 or 7)
    return start, end, spread_prec((end - start).days)


def _relative(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    words = match["r"].lower()
    if words in {"overnight", "last night"}:
        return anchor - DAY, anchor if words == "overnight" else anchor - DAY, 1 if words == "last night" else 2
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(words, 0)
    return anchor + DAY * shift, anchor + DAY * shift, 1


def _anaphoric(match: re.Match[str], base: dt.date) -> Days:
    groups = match.groupdict()
    if groups.get("u"):
        sign = -1 if groups["dir"].lower() in {"earlier", "before", "previously"} else 1
        return shifted(base, sign * number_of(groups["n"]), groups["u"].lower())
    words = groups["r"].lower()
    is_same = re.search(r"\bsame\b|\bthat\b|\bin the day\b", words) is not None
    shift = 0 if is_same else -1 if re.search(r"previous|before|earlier", words) else 1
    return base + DAY * shift, base + DAY * shift, 1


def _ago(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    unit = match["u"].lower()
    return (anchor, anchor, 1) if unit in {"minute", "hour"} else shifted(anchor, -number_of(match["n"]), unit)


def _back(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    """Return the days of "the past 24 hours", "the last three weeks", up to the day of the report."""
    count, unit = number_of(match["n"]), match["u"].lower()
    if unit == "hour":
        start = anchor - DAY * -(-count // 24)
    elif unit == "day":
        start = anchor - DAY * count
    else:
        start = shifted(anchor, -count, unit)[0] if unit != "week" else anchor - DAY * 7 * count
    return start, anchor, spread_prec((anchor - start).days)


def _period(match: re.Match[str], anchor: dt.date, _direction: Direction) -> Days:
    mod, unit = " ".join(match["mod"].lower().split()), match["u"].lower()
    shift = -1 if re.search(r"last|past|previous", mod) else 1 if re.search(r"next|coming|following", mod) else 0
    if unit in {"week", "weekend"}:
        monday = anchor - DAY * anchor.weekday() + 7 * DAY * shift
        if unit == "weekend":
            monday -= 7 * DAY * (shift == 0 and anchor.weekday() < 5 and "this" in mod and "past" in mod)
            return monday + 5 * DAY, monday + 6 * DAY, 2
        return monday, min(monday + 6 * DAY, anchor) if shift == 0 and "later" not in mod else monday + 6 * DAY, 3
    start, end, prec = shifted(anchor, shift, unit)
    return start, min(end, anchor) if shift == 0 and mod in {"earlier this", "early this"} else end, prec


_KINDS: dict[str, date_spans.Meaning] = {
    "ago": _ago,
    "back": _back,
    "feast": feast_days,
    "period": _period,
    "relative": _relative,
    "weekday": _weekday,
    "weekdays": _weekdays,
    **date_spans.KINDS,
}
