"""What a cell says: numbers, days and lists as datasets write them, "" and their words for nothing as None."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from events.datasets.row import RowError

Cells = Mapping[str, object]
# What programs write where they know nothing.
NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "\\n", "nil"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:\.0)?")
_SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ].*)?")
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})")
_WORD_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_EPOCH = re.compile(r"-?\d{9,10}|-?\d{12,13}")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# Of years in two digits, these and later are of the last century.
_LAST_CENTURY = 50
_MILLISECONDS, _EPOCH_START = 10**11, dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
_CLOCK = re.compile(r"(?:.*[T ])?([01]?\d|2[0-3]):([0-5]\d)(?::.*)?Z?")


def text_of(cells: Cells, name: str) -> str:
    """Return a cell's text, "" where it is missing, empty, or a word for nothing ("NA", "NULL")."""
    value = cells.get(name)
    if value is None:
        return ""
    text = (value if isinstance(value, str) else str(value)).strip()
    return "" if text.lower() in NOTHING else text


def whole_of(cells: Cells, name: str) -> int | None:
    """Return a cell's whole number ("3", "3.0"), None where it is empty.

    Raises
    ------
    RowError
        If it is something else.
    """
    text = text_of(cells, name)
    if not text:
        return None
    if text.isdigit():
        return int(text)
    value = _number(text)
    if value is None or value != int(value):
        raise RowError(f"Its {name} is {text[:40]!r}, which is no whole number. Correct it and import it again.")
    return int(value)


def number_of(cells: Cells, name: str) -> float | None:
    """Return a cell's number, with a point or a comma, None where it is empty; raises as `whole_of` does."""
    text = text_of(cells, name)
    if not text:
        return None
    value = _number(text)
    if value is None:
        raise RowError(f"Its {name} is {text[:40]!r}, which is no number. Correct it and import it again.")
    return value


def point_of(cells: Cells, lon: str, lat: str) -> tuple[float, float] | tuple[None, None]:
    """Return longitude and latitude; both None where both are empty, or both 0: a dataset's way to say that it knows none.

    Raises
    ------
    RowError
        If only one is there, or one is no number.
    """
    x, y = number_of(cells, lon), number_of(cells, lat)
    if x is None and y is None:
        return None, None
    if x is None or y is None:
        missing = lon if x is None else lat
        raise RowError(f"It has no {missing} beside its other coordinate. Fill it, or empty both.")
    return (None, None) if x == 0 == y else (x, y)


def day_of(cells: Cells, name: str, *, month_first: bool = False) -> dt.date | None:
    """Return a cell's day, None where it is empty; see `read_day`.

    Raises
    ------
    RowError
        If it is no day.
    """
    text = text_of(cells, name)
    if not text:
        return None
    day = read_day(text, month_first=month_first)
    if day is None:
        raise RowError(f"Its {name} is {text[:40]!r}, which is no day. Write it as 2021-03-12 and import it again.")
    return day


@lru_cache(maxsize=1 << 14)
def read_day(text: str, *, month_first: bool = False) -> dt.date | None:
    """Return the day that a text says, None where it says none.

    ``month_first`` decides where both orders are possible; seconds and milliseconds since 1970 are read too.

    Examples
    --------
    >>> [str(read_day(t)) for t in ("2014-01-01", "01 January 2014", "9/8/99", "20201113", "1388534400000", "13.1.2014", "1/13/2014")]
    ['2014-01-01', '2014-01-01', '1999-08-09', '2020-11-13', '2014-01-01', '2014-01-13', '2014-01-13']
    """
    try:
        if (
            (found := _ISO.fullmatch(text))
            or (found := _YEAR_FIRST.fullmatch(text))
            or (found := _COMPACT.fullmatch(text))
        ):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHED.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            day, month = (second, first) if (month_first and first <= 12) or second > 12 else (first, second)
            return dt.date(_year(found[3]), month, day)
        if found := _WORDED.fullmatch(text):
            return dt.date(_year(found[3]), _MONTHS[found[2][:3].lower()], int(found[1]))
        if found := _WORD_FIRST.fullmatch(text):
            return dt.date(int(found[3]), _MONTHS[found[1][:3].lower()], int(found[2]))
        if _EPOCH.fullmatch(text):
            seconds = int(text) / 1000 if abs(int(text)) >= _MILLISECONDS else int(text)
            return (_EPOCH_START + dt.timedelta(seconds=seconds)).date()
    except (ValueError, KeyError, OverflowError):
        return None
    return None


def minute_of(cells: Cells, name: str) -> int | None:
    """Return the time of day in a cell as minutes from midnight, None where it says none ("2004-01-01 14:30:00", "9:05")."""
    found = _CLOCK.fullmatch(text_of(cells, name))
    return int(found[1]) * 60 + int(found[2]) if found else None


def list_of(cells: Cells, name: str, separator: str = ";") -> tuple[str, ...]:
    """Return the parts of a cell, without empty ones."""
    text = text_of(cells, name)
    if not text:
        return ()
    if separator not in text:
        return (text,)
    return tuple(part for each in text.split(separator) if (part := each.strip()) and part.lower() not in NOTHING)


def id_of(cells: Cells, name: str) -> str:
    """Return an id as it is, without the ".0" that a table of floats puts behind a number.

    Examples
    --------
    >>> id_of({"id": "214797.0"}, "id")
    '214797'
    """
    text = text_of(cells, name)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def rest_of(cells: Cells, used: frozenset[str]) -> dict[str, object]:
    """Return the cells that nothing was made of, without empty ones."""
    return {name: value for name, value in cells.items() if name not in used and value not in ("", None)}


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= _LAST_CENTURY else 2000)
