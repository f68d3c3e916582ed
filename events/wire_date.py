"""Printed days whose year has two figures, as wires and telegrams wrote them: "4 FEB 90", "041530Z FEB 90"."""

import datetime as dt
import re

from events.calendar_days import day_or_none, month_of
from events.date_words import DAY, MONTH, WEEKDAY, YEAR
from events.event import DateMention

_SHORT_YEAR = r"['’]?(?P<y>\d\d)\b(?![:.]\d)"
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:{WEEKDAY},?\s+)?(?P<d>{DAY})[ -](?P<m>{MONTH})(?:,?\s+|-){_SHORT_YEAR}",
        rf"\b(?:{WEEKDAY},?\s+)?(?P<m>{MONTH})\s+(?P<d>{DAY}),?\s+{_SHORT_YEAR}",
        rf"\b(?P<d>3[01]|[12]\d|0[1-9])(?:[01]\d|2[0-3])[0-5]\dZ?\s+(?P<m>{MONTH})\s+(?:(?P<full>{YEAR})|{_SHORT_YEAR})",
    )
)  # fmt: skip
# Without a day to count from, years to 49 are of this century; with one, a year may lie one ahead, no more.
_PIVOT, _AHEAD = 50, 1


def wire_day(text: str, near: dt.date | None) -> DateMention | None:
    """Return the day that a dateline prints with a year of two figures, or with hour and minute run together with the day.

    Parameters
    ----------
    near
        The last such year that is not later than the one after this day's is meant; None takes 1950 to 2049.

    Examples
    --------
    >>> wire_day("SAN SALVADOR, 4 FEB 90 (DPA) --", dt.date(2026, 1, 1)).date_start.isoformat()
    '1990-02-04'
    >>> wire_day("LIMA, 4 FEB 1990 (DPA) --", None)
    """
    found = sorted((m for pattern in _DAYS if (m := pattern.search(text))), key=lambda match: match.start())
    for match in found:
        groups = match.groupdict()
        year = int(groups["full"]) if groups.get("full") else full_year(int(match["y"]), near)
        day = day_or_none(year, month_of(match["m"]), int(re.sub(r"\D", "", match["d"])))
        if day is not None:
            return DateMention(
                start=match.start(), end=match.end(), text=match.group(), date_start=day, date_end=day, date_prec=1,
                is_explicit=True,
            )  # fmt: skip
    return None


def full_year(figures: int, near: dt.date | None) -> int:
    """Return the year that two figures mean.

    Examples
    --------
    >>> full_year(90, None), full_year(27, dt.date(2026, 1, 1)), full_year(28, dt.date(2026, 1, 1))
    (1990, 2027, 1928)
    """
    if near is None:
        return figures + (2000 if figures < _PIVOT else 1900)
    latest = near.year + _AHEAD
    return latest - (latest - figures) % 100
