"""The days in a table's cells: figures in any order, months in words of several languages, epochs, spreadsheet days."""

import datetime as dt
import re
import unicodedata

from events.datasets.row import RowError
from events.datasets.tables.fields import How
from events.datasets.tables.table import Cell

# UCDP GED: the day, the month, the year.
DAY, MONTH, YEAR = 1, 4, 5
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
# POSIX, strptime's %y.
_PIVOT = 69
_TIME = r"(?:[T ,]+\d{1,2}[:.h]\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/. ])(\d{{1,2}})(?:\2(\d{{1,2}}))?{_TIME}Z?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LONE_YEAR = re.compile(r"(\d{4})(?:\.0)?")
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?(\d{{4}}|\d{{2}}){_TIME}")
_DAY_WORD = re.compile(
    rf"(?:[^\W\d]+,? )?(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[-/ ,.]+(?:de |d')?([^\W\d]+)\.?[-/ ,.]+(?:de |del )?(\d{{4}}|\d{{2}})(?: ?[гр]\.?)?{_TIME}"
)
_WORD_DAY = re.compile(rf"(?:[^\W\d]+,? )?([^\W\d]+)\.?[-/ ]+(\d{{1,2}})(?:st|nd|rd|th)?[-/ ,]+(\d{{4}}){_TIME}")
_WORD_YEAR = re.compile(r"([^\W\d]+)\.?[-/ ,]+(?:de )?(\d{4})")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan janvier janv enero ene januar jän янв января январь січня січень يناير كانون ocak janeiro gennaio",
            "february feb février fevrier févr fev febrero februar фев февраля февраль лютого лютий فبراير شباط şubat subat fevereiro febbraio",
            "march mar mars marzo märz marz maerz мар марта март березня березень مارس آذار اذار mart março marco",
            "april apr avril avr abril abr апр апреля апрель квітня квітень أبريل ابريل نيسان nisan aprile",
            "may mai mayo мая май травня травень مايو أيار ايار mayıs mayis maio maggio",
            "june jun juin junio juni июн июня июнь червня червень يونيو حزيران haziran junho giugno",
            "july jul juillet juil julio juli июл июля июль липня липень يوليو تموز temmuz julho luglio",
            "august aug août aout agosto ago авг августа август серпня серпень أغسطس اغسطس آب ağustos agustos",
            "september sep sept septembre septiembre сен сент сентября сентябрь вересня вересень سبتمبر أيلول ايلول eylül eylul setembro settembre set",
            "october oct octobre octubre oktober okt окт октября октябрь жовтня жовтень أكتوبر اكتوبر ekim outubro ottobre out ott",
            "november nov novembre noviembre ноя ноября ноябрь листопада листопад نوفمبر kasım kasim novembro",
            "december dec décembre decembre déc diciembre dic dezember dez дек декабря декабрь грудня грудень ديسمبر aralık aralik dezembro dicembre",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip


def plain_digits(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9.

    Examples
    --------
    >>> plain_digits("٢٠٢١-٠٣-١٢")
    '2021-03-12'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text)


def read_day(value: Cell, how: How) -> tuple[dt.date, int]:
    """Return the day in a cell and its precision as UCDP GED: 1 the day, 4 the month, 5 the year (then its first day).

    Raises
    ------
    RowError
        If it is none, or lies outside 1800 to 2200; the words go behind a column's name.

    Examples
    --------
    >>> read_day("12/03/2021", How.DAY_FIRST), read_day("Mar 2021", How.YEAR_FIRST)
    ((datetime.date(2021, 3, 12), 1), (datetime.date(2021, 3, 1), 4))
    """
    day, prec = _read(value, how)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise RowError(f"lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return day, prec


def read_minute(value: Cell, how: How) -> int | None:
    """Return the minute of the day in a cell with a time, None where it has none; midnight is what programs write for that.

    Examples
    --------
    >>> read_minute("2021-03-12 14:30", How.YEAR_FIRST), read_minute("2021-03-12", How.YEAR_FIRST)
    (870, None)
    """
    if isinstance(value, dt.datetime):
        return 60 * value.hour + value.minute or None
    if not isinstance(value, str) or how in {How.EPOCH_S, How.EPOCH_MS, How.SERIAL}:
        return None
    found = _CLOCK.search(plain_digits(value))
    minute = 60 * int(found[1]) + int(found[2]) if found else 0
    return minute if 0 < minute < 1440 else None


def _read(value: Cell, how: How) -> tuple[dt.date, int]:
    if isinstance(value, dt.datetime):
        return value.date(), DAY
    if isinstance(value, dt.date):
        return value, DAY
    text = plain_digits(str(value).strip())
    try:
        if how in {How.EPOCH_S, How.EPOCH_MS, How.SERIAL} and _NUMBER.fullmatch(text):
            return _counted(float(text), how), DAY
        return _written(text, how)
    except (ValueError, OverflowError) as error:
        if isinstance(error, RowError):
            raise
        raise RowError("is no day of the calendar") from error


def _counted(number: float, how: How) -> dt.date:
    if how is How.SERIAL:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
    seconds = number / 1000 if how is How.EPOCH_MS else number
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()


def _written(text: str, how: How) -> tuple[dt.date, int]:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4] or 1)
        return dt.date(year, month, day), DAY if found[4] else MONTH
    if found := _COMPACT.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3])), DAY
    if found := _LONE_YEAR.fullmatch(text):
        return dt.date(int(found[1]), 1, 1), YEAR
    if found := YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if how is How.MONTH_FIRST else (first, second)
        if month > 12 >= day:
            raise RowError(f"has no month {month}, and is read {how}")
        return dt.date(_year(found[3]), month, day), DAY
    lower = text.lower()
    if (found := _DAY_WORD.fullmatch(lower)) and (month := _MONTHS.get(found[2], 0)):
        return dt.date(_year(found[3]), month, int(found[1])), DAY
    if (found := _WORD_DAY.fullmatch(lower)) and (month := _MONTHS.get(found[1], 0)):
        return dt.date(_year(found[3]), month, int(found[2])), DAY
    if (found := _WORD_YEAR.fullmatch(lower)) and (month := _MONTHS.get(found[1], 0)):
        return dt.date(int(found[2]), month, 1), MONTH
    raise RowError("is no day that can be read")


def _year(said: str) -> int:
    number = int(said)
    return number if len(said) == 4 else number + (1900 if number >= _PIVOT else 2000)
