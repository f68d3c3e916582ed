"""Dates as news writes them, each with its span, its days and how precise it is."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from events.date_days import days_of, is_impossible
from events.date_words import PATTERNS
from events.direction import direction_of
from events.event import DateMention
from events.word_gate import Gates, lowered

# A month lacks its 29th, 30th or 31st, and no other day.
_LATE_DAY = re.compile(r"29|30|31")
# "That night" is no night of the day since which something goes on.
_SINCE = re.compile(r"\bsince\s+(?:(?:early|late)\s+)?$", re.IGNORECASE)
_GATES = Gates([pattern for _, pattern in PATTERNS])


def find_dates(
    text: str,
    *,
    anchor: dt.date | None,
    printed: Sequence[tuple[int, int]] = (),
    country: str = "",
    progress: Callable[[float], None] | None = None,
) -> tuple[DateMention, ...]:
    """Return the date phrases of a text.

    Parameters
    ----------
    anchor
        The day from which the text speaks; None leaves out what needs one ("Tuesday", "May 29" without a year).
    printed
        Spans around the report's own text (dateline, title, comments), in order: "the day before" is not counted from dates in these.
    country
        ISO 3166-1 alpha-2 code of the country whose national days are meant; "" leaves them out.
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
    found = _matches(text, progress)
    mentions: list[DateMention] = []
    last: dt.date | None = None
    apart = 0
    for position, (start, end, kind, match) in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if kind == "anaphoric" and following and _explains(text, end, following):
            continue
        days = days_of(kind, match, anchor, last, direction=direction_of(text, start, end), country=country)
        if days is None:
            continue
        mention = DateMention(
            start=start, end=end, text=text[start:end], date_start=days[0], date_end=days[1], date_prec=days[2],
            is_explicit=kind in {"day", "two_days", "numeric"},
        )  # fmt: skip
        mentions.append(mention)
        while apart < len(printed) and printed[apart][1] <= start:
            apart += 1
        if (
            days[2] <= 2
            and not _SINCE.search(text, max(0, start - 12), start)
            and not (apart < len(printed) and printed[apart][0] <= start)
        ):
            last = days[0]
    return tuple(mentions)


def impossible_dates(text: str) -> tuple[str, ...]:
    """Return the phrases of a text that are written as a day and are none.

    Examples
    --------
    >>> impossible_dates("Two died on 31 June, one on 30 June.")
    ('31 June',)
    """
    if text.isascii() and _LATE_DAY.search(text) is None:
        return ()
    found = [
        text[start:end]
        for start, end, kind, match in _matches(text, None)
        if kind in {"day", "two_days", "numeric"} and is_impossible(kind, match)
    ]
    return tuple(dict.fromkeys(found))


def is_implausible(date: dt.date, today: dt.date) -> bool:
    """Say whether a report cannot speak of that day: more than a year ahead of ``today``, or before 1900."""
    return (date - today).days > 366 or date.year < 1900


def _matches(text: str, progress: Callable[[float], None] | None) -> list[tuple[int, int, str, re.Match[str]]]:
    """Return the phrases of all patterns, the earlier pattern's where two overlap, in text order."""
    taken = bytearray(len(text) + 1)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for number in _GATES.opened(lowered(text)):
        kind, pattern = PATTERNS[number]
        if progress is not None:
            progress(number / len(PATTERNS))
        for match in pattern.finditer(text):
            start, end = _span(kind, match)
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, kind, match))
    found.sort(key=lambda row: row[0])
    return found


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
