"""Which days a date phrase means: first, last and how precise (UCDP 1 to 5)."""

import calendar
import datetime as dt
import re

from events.date_words import MONTHS, NUMBERS, WEEKDAYS
from events.direction import Direction

Days = tuple[dt.date, dt.date, int]
_DAY = dt.timedelta(days=1)
# A day without a year is the last one; one that lies so little ahead is meant as coming.
_AHEAD_DAYS = {Direction.BACK: 3, Direction.UNKNOWN: 75, Direction.AHEAD: 299}
# Counted from the day told last, not from the report's.
_COUNTED = re.compile(r"the\s+(?:previous|following)\b", re.IGNORECASE)


def days_of(
    kind: str, match: re.Match[str], anchor: dt.date | None, last: dt.date | None, *, direction: Direction
) -> Days | None:
    """Return first day, last day and precision of a phrase, or None where it cannot be told."""
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
        if kind == "weekday":
            if last is not None and _COUNTED.match(match.group()):  # "on 12 May ... the following Monday"
                return _weekday(match, last, direction=Direction.BACK)
            return _weekday(match, anchor, direction=direction)
        if kind == "weekdays":
            return _weekdays(match, anchor, direction=direction)
        if kind == "relative":
            return _relative(match["r"].lower(), anchor)
        if kind == "back":
            return _back(match, anchor)
        return _ago(match, anchor) if kind == "ago" else _period(match, anchor)
    except (OverflowError, ValueError, KeyError):
        return None  # the phrase is no day of the calendar ("31 June", the year 0)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def is_impossible(kind: str, match: re.Match[str]) -> bool:
    """Say whether an explicit date phrase names no day of any calendar: "31 June", "29 February 2019"."""
    leap = 2020
    if kind == "numeric":
        a, b = int(match["a"]), int(match["b"])
        return min(a, b) <= 12 and max(a, b) <= 31 and _numeric(match) is None
    year = int(match["y"]) if match["y"] else leap
    if kind == "two_days":
        month = _month_number(match["m1"])
        last = _month_number(match.groupdict().get("m2") or match["m1"])
        return (
            _date(year, month, _day_number(match["d1"])) is None or _date(year, last, _day_number(match["d2"])) is None
        )
    month = int(match["mn"]) if match.groupdict().get("mn") else _month_number(match["m"])
    return _date(year, month, _day_number(match["d"])) is None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def _month_number(words: str) -> int:
    return MONTHS[words.rstrip(".").lower()]


def _nearest(anchor: dt.date | None, month: int, day: int, *, direction: Direction) -> dt.date | None:
    """Return the day that "May 29" means: the last one, or the coming one where the text looks ahead."""
    if anchor is None:
        return None
    around = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := _date(year, month, day))]
    past = [d for d in around if d <= anchor]
    ahead = [d for d in around if d > anchor]
    if ahead and (not past or (ahead[0] - anchor).days <= _AHEAD_DAYS[direction]):
        return ahead[0]
    return past[-1] if past else None


def _explicit(kind: str, match: re.Match[str], anchor: dt.date | None, *, direction: Direction) -> Days | None:
    if kind == "numeric":
        return _numeric(match)
    year = int(match["y"]) if match["y"] else None
    if kind == "day":
        groups = match.groupdict()
        month = int(groups["mn"]) if groups.get("mn") else _month_number(match["m"])
        day = _day_number(match["d"])
        one = _date(year, month, day) if year else _nearest(anchor, month, day, direction=direction)
        return (one, one, 1) if one else None
    m1 = _month_number(match["m1"])
    m2 = _month_number(match.groupdict().get("m2") or match["m1"])
    d1, d2 = _day_number(match["d1"]), _day_number(match["d2"])
    end = _date(year, m2, d2) if year else _nearest(anchor, m2, d2, direction=direction)
    if end is None:
        return None
    start = _date(end.year if m1 <= m2 else end.year - 1, m1, d1)
    if start is None or start > end:
        return None
    return start, end, spread_prec((end - start).days)


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def spread_prec(days: int) -> int:
    """Return the precision (UCDP 1 to 5) of a span that ends so many days after it began."""
    return 1 if days == 0 else 2 if days <= 6 else 3 if days <= 10 else 4 if days <= 31 else 5


def _numeric(match: re.Match[str]) -> Days | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    # Day first, as most of the world writes; the other order where only that one is a date.
    one = _date(year, second, first) or _date(year, first, second)
    return (one, one, 1) if one else None


def _month_or_year(kind: str, match: re.Match[str], anchor: dt.date | None, *, direction: Direction) -> Days | None:
    if kind == "year":
        year = int(match["y"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), 5
    month = _month_number(match["m"])
    mod = (match.groupdict().get("mod") or "").lower()
    if match["y"]:
        year = int(match["y"])
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


def _weekday(match: re.Match[str], anchor: dt.date, *, direction: Direction) -> Days:
    wanted = WEEKDAYS[match["w"].rstrip(".").lower()]
    mod = (match["mod"] or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if "next" in mod or "coming" in mod or "following" in mod or (direction is Direction.AHEAD and not mod and back):
        day = anchor + _DAY * ((wanted - anchor.weekday()) % 7 or 7)
    else:
        day = anchor - _DAY * (7 if back == 0 and ("last" in mod or "previous" in mod) else back)
    return day, day, 1


def _weekdays(match: re.Match[str], anchor: dt.date, *, direction: Direction) -> Days:
    """Return both days of "Monday and Tuesday", the second as news means it."""
    first, second = (WEEKDAYS[match[name].rstrip(".").lower()] for name in ("w", "w2"))
    back = (anchor.weekday() - second) % 7
    end = anchor + _DAY * ((7 - back) % 7) if direction is Direction.AHEAD else anchor - _DAY * back
    start = end - _DAY * ((second - first) % 7 or 7)
    return start, end, spread_prec((end - start).days)


def _relative(words: str, anchor: dt.date) -> Days:
    if words in {"overnight", "last night"}:
        return anchor - _DAY, anchor if words == "overnight" else anchor - _DAY, 1 if words == "last night" else 2
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(words, 0)
    return anchor + _DAY * shift, anchor + _DAY * shift, 1


def _anaphoric(match: re.Match[str], base: dt.date) -> Days:
    groups = match.groupdict()
    if groups.get("u"):
        sign = -1 if groups["dir"].lower() in {"earlier", "before", "previously"} else 1
        return shifted(base, sign * _number(groups["n"]), groups["u"].lower())
    words = groups["r"].lower()
    is_same = re.search(r"\bsame\b|\bthat\b|\bin the day\b", words) is not None
    shift = 0 if is_same else -1 if re.search(r"previous|before|earlier", words) else 1
    return base + _DAY * shift, base + _DAY * shift, 1


def _ago(match: re.Match[str], anchor: dt.date) -> Days:
    unit = match["u"].lower()
    return (anchor, anchor, 1) if unit in {"minute", "hour"} else shifted(anchor, -_number(match["n"]), unit)


def _back(match: re.Match[str], anchor: dt.date) -> Days:
    """Return the days of "the past 24 hours", "the last three weeks", up to the day of the report."""
    count, unit = _number(match["n"]), match["u"].lower()
    if unit == "hour":
        start = anchor - _DAY * -(-count // 24)
    elif unit == "day":
        start = anchor - _DAY * count
    else:
        start = shifted(anchor, -count, unit)[0] if unit != "week" else anchor - _DAY * 7 * count
    return start, anchor, spread_prec((anchor - start).days)


def shifted(base: dt.date, count: int, unit: str) -> Days:
    """Return first day, last day and precision of ``count`` units ("day", "week", "month", "year") from a day."""
    if unit in {"day", "week"}:
        day = base + _DAY * count * (7 if unit == "week" else 1)
        return (day, day, 1) if unit == "day" else (day - 3 * _DAY, day + 3 * _DAY, 3)
    months = base.year * 12 + base.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if unit == "year":
        return dt.date(year, 1, 1), dt.date(year, 12, 31), 5
    return dt.date(year, month + 1, 1), dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]), 4


def _period(match: re.Match[str], anchor: dt.date) -> Days:
    mod, unit = " ".join(match["mod"].lower().split()), match["u"].lower()
    shift = -1 if re.search(r"last|past|previous", mod) else 1 if re.search(r"next|coming|following", mod) else 0
    if unit in {"week", "weekend"}:
        monday = anchor - _DAY * anchor.weekday() + 7 * _DAY * shift
        if unit == "weekend":
            monday -= 7 * _DAY * (shift == 0 and anchor.weekday() < 5 and "this" in mod and "past" in mod)
            return monday + 5 * _DAY, monday + 6 * _DAY, 2
        return monday, min(monday + 6 * _DAY, anchor) if shift == 0 and "later" not in mod else monday + 6 * _DAY, 3
    start, end, prec = shifted(anchor, shift, unit)
    return start, min(end, anchor) if shift == 0 and mod in {"earlier this", "early this"} else end, prec
