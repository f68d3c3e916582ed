"""A time of day as a person writes it into a form."""

import re

from events.errors import BadEventError
from events.event import TimeOfDay, TimePrecision
from events.time_of_day import zone_offset_min

_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3])[:.h]?(?P<m>[0-5]\d)", re.ASCII)
_OFFSET = re.compile(r"[+-]\d{1,2}(?::?\d\d)?", re.ASCII)
_DAY_MIN, _MOST_ZONE = 1440, 40


def time_by_hand(first: str, last: str = "", zone: str = "") -> TimeOfDay | None:
    """Return a time of day as a person says it, with no span in the report; None where both fields are empty.

    Parameters
    ----------
    first, last
        Clock times of 24 hours ("03:40", "1530"); one alone is both, and a ``last`` before ``first`` is on the next day.
    zone
        "GMT", "+02:00", "local time"; "" is the place's own.

    Raises
    ------
    BadEventError
        If one is no time of day, or there is a zone without a time.

    Examples
    --------
    >>> time_by_hand("22:00", "1:30", "+02:00").end_min
    1530
    """
    first, last, zone = (" ".join(each.split()) for each in (first, last, zone))
    if not (first or last):
        if zone:
            raise BadEventError("A zone needs a time: write one as 15:30, or empty the zone.")
        return None
    start, end = _minutes(first or last), _minutes(last or first)
    if len(zone) > _MOST_ZONE:
        raise BadEventError(f"A zone may have {_MOST_ZONE} letters. Write it as GMT, +02:00 or local time.")
    return TimeOfDay(
        start_min=start, end_min=end + _DAY_MIN if end < start else end, prec=TimePrecision.MINUTE, zone=zone,
        offset_min=zone_offset_min(f"UTC{zone}" if _OFFSET.fullmatch(zone) else zone), start=0, end=0,
    )  # fmt: skip


def _minutes(words: str) -> int:
    match = _CLOCK.fullmatch(words)
    if match is None:
        raise BadEventError(f"{words[:20]!r} is no time of day. Write it with 24 hours, such as 03:40 or 15:30.")
    return int(match["h"]) * 60 + int(match["m"])
