"""Dates as news writes them, each with its span, its days and how precise it is."""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from events.date_words import AHEAD, MONTHS, NUMBERS, PATTERNS, WEEKDAYS
from events.event import DateMention

Days = tuple[dt.date, dt.date, int]
_DAY = dt.timedelta(days=1)
# A day without a year is the nearest past one; one that lies this little ahead is meant as coming.
_SOON_DAYS = 3
_UNIT_PREC = {"day": 1, "week": 3, "month": 4, "year": 5}


def find_dates(
    text: str, *, anchor: dt.date | None, progress: Callable[[float], None] | None = None
) -> tuple[DateMention, ...]:
    """Return the date phrases of a text.

    Parameters
    ----------
    anchor
        The day from which the text speaks; None leaves out what needs one ("Tuesday", "May 29" without a year).
    progress
        Hears the share done, 0 to 1; may raise to stop.

    Returns
    -------
    tuple of DateMention
        In text order, not overlapping; ``text[m.start:m.end] == m.text``.

    Examples
    --------
    >>> [(m.text, m.date_start.isoformat()) for m in find_dates("On Tuesday, two died.", anchor=dt.date(2020, 6, 4))]
    [('Tuesday', '2020-06-02')]
    """
    taken = bytearray(len(text) + 1)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for number, (kind, pattern) in enumerate(PATTERNS):
        if progress is not None:
            progress(number / len(PATTERNS))
        for match in pattern.finditer(text):
            start, end = _span(kind, match)
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, kind, match))
    found.sort(key=lambda row: row[0])
    mentions: list[DateMention] = []
    last: DateMention | None = None
    for position, (start, end, kind, match) in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if kind == "anaphoric" and following and _explains(text, end, following):
            continue
        is_ahead = bool(AHEAD.search(text[max(0, start - 80) : start]))
        days = _days(kind, match, anchor, last, is_ahead=is_ahead)
        if days is None:
            continue
        mention = DateMention(
            start=start, end=end, text=text[start:end], date_start=days[0], date_end=days[1], date_prec=days[2],
            is_explicit=kind in {"day", "two_days", "numeric"},
        )  # fmt: skip
        mentions.append(mention)
        if days[2] <= 2:
            last = mention
    return tuple(mentions)


def is_implausible(date: dt.date, today: dt.date) -> bool:
    """Say whether a report cannot speak of that day: more than a year ahead of ``today``, or before 1900."""
    return (date - today).days > 366 or date.year < 1900


def _span(kind: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    if kind in {"month", "year"}:  # "in June": the preposition is no part of the date
        name = "m" if "m" in match.groupdict() and match["m"] else "y"
        mod = (match.groupdict().get("mod") or "").lower()
        if mod not in {"mid", "early", "late", "last", "this", "next"}:
            start = match.start(name)
    while end > start and match.string[end - 1] in " ,(":
        end -= 1
    return start, end


def _explains(text: str, end: int, following: tuple[int, int, str, re.Match[str]]) -> bool:
    """Say whether the next date is the same day in figures: "a day earlier, on May 31"."""
    gap = text[end : following[0]]
    return following[2] in {"day", "numeric"} and re.fullmatch(r"\s*[,(–—-]?\s*(?:on\s+)?", gap) is not None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def _month_number(words: str) -> int:
    return MONTHS[words.rstrip(".").lower()]


def _nearest(anchor: dt.date | None, month: int, day: int, *, is_ahead: bool) -> dt.date | None:
    """Return the day that "May 29" means: the last one, or the coming one where the text looks ahead."""
    if anchor is None:
        return None
    around = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := _date(year, month, day))]
    past = [d for d in around if d <= anchor]
    ahead = [d for d in around if d > anchor]
    if ahead and ((is_ahead and (ahead[0] - anchor).days < 300) or (ahead[0] - anchor).days <= _SOON_DAYS or not past):
        return ahead[0]
    return past[-1] if past else None


def _days(
    kind: str, match: re.Match[str], anchor: dt.date | None, last: DateMention | None, *, is_ahead: bool
) -> Days | None:
    """Return first day, last day and precision of a phrase, or None where it cannot be told."""
    try:
        if kind in {"day", "two_days", "numeric"}:
            return _explicit(kind, match, anchor, is_ahead=is_ahead)
        if kind in {"month", "year"}:
            return _month_or_year(kind, match, anchor, is_ahead=is_ahead)
        if kind == "anaphoric":
            base = last.date_start if last else anchor
            return None if base is None else _anaphoric(match, base)
        if anchor is None:
            return None
        if kind == "weekday":
            return _weekday(match, anchor, is_ahead=is_ahead)
        if kind == "relative":
            return _relative(match["r"].lower(), anchor)
        return _ago(match, anchor) if kind == "ago" else _period(match, anchor)
    except (OverflowError, ValueError, KeyError):
        return None  # the phrase is no day of the calendar ("31 June", the year 0)


def _explicit(kind: str, match: re.Match[str], anchor: dt.date | None, *, is_ahead: bool) -> Days | None:
    if kind == "numeric":
        return _numeric(match)
    year = int(match["y"]) if match["y"] else None
    if kind == "day":
        groups = match.groupdict()
        month = int(groups["mn"]) if groups.get("mn") else _month_number(match["m"])
        day = _day_number(match["d"])
        one = _date(year, month, day) if year else _nearest(anchor, month, day, is_ahead=is_ahead)
        return (one, one, 1) if one else None
    m1 = _month_number(match["m1"])
    m2 = _month_number(match.groupdict().get("m2") or match["m1"])
    d1, d2 = _day_number(match["d1"]), _day_number(match["d2"])
    end = _date(year, m2, d2) if year else _nearest(anchor, m2, d2, is_ahead=is_ahead)
    if end is None:
        return None
    start = _date(end.year if m1 <= m2 else end.year - 1, m1, d1)
    if start is None or start > end:
        return None
    return start, end, _spread_prec((end - start).days)


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _spread_prec(days: int) -> int:
    return 1 if days == 0 else 2 if days <= 6 else 3 if days <= 10 else 4 if days <= 31 else 5


def _numeric(match: re.Match[str]) -> Days | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    # Day first, as most of the world writes; the other order where only that one is a date.
    one = _date(year, second, first) or _date(year, first, second)
    return (one, one, 1) if one else None


def _month_or_year(kind: str, match: re.Match[str], anchor: dt.date | None, *, is_ahead: bool) -> Days | None:
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
        year = anchor.year - (month > anchor.month and not is_ahead)
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


def _weekday(match: re.Match[str], anchor: dt.date, *, is_ahead: bool) -> Days:
    wanted = WEEKDAYS[match["w"].rstrip(".").lower()]
    mod = (match["mod"] or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if "next" in mod or "coming" in mod or "following" in mod or (is_ahead and not mod and back):
        day = anchor + _DAY * ((wanted - anchor.weekday()) % 7 or 7)
    else:
        day = anchor - _DAY * (7 if back == 0 and ("last" in mod or "previous" in mod) else back)
    return day, day, 1


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
    shift = 0 if "same" in words else -1 if re.search(r"previous|before|earlier", words) else 1
    return base + _DAY * shift, base + _DAY * shift, 1


def _ago(match: re.Match[str], anchor: dt.date) -> Days:
    unit = match["u"].lower()
    return (anchor, anchor, 1) if unit in {"minute", "hour"} else shifted(anchor, -_number(match["n"]), unit)


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
