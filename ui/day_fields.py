"""Fields for days: which ones can be chosen."""

import datetime as dt
from typing import TypedDict

# What reports tell of lies here; a calendar that opens at year 1 helps nobody.
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


class DayBounds(TypedDict):
    """The first and last day of a field, by the names of its parameters."""

    min_value: dt.date
    max_value: dt.date


def day_bounds(*days: dt.date | None) -> DayBounds:
    """Return the bounds of a field for days: 1900 to 2100, or as far as the ``days`` go that it must be able to hold.

    Examples
    --------
    >>> day_bounds(dt.date(1861, 4, 12), None)
    {'min_value': datetime.date(1861, 4, 12), 'max_value': datetime.date(2100, 12, 31)}
    """
    known = [day for day in days if day is not None]
    return {"min_value": min([_FIRST, *known]), "max_value": max([_LAST, *known])}
