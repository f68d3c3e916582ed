"""The Global Terrorism Database: 135 columns, whose -9, -99 and 0 mean that something is not known."""

import calendar
import datetime as dt

from events.datasets.cells import Cells, id_of, point_of, rest_of, text_of, whole_of
from events.datasets.codes import gtd_kind
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form, has_all, in_any_case
from events.datasets.row import Count, EventRow, RowError

# GTD's specificity as UCDP's precision: the place, near it, a district, a province, unknown within the country.
_WHERE_PREC = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6}
_USED = frozenset(
    {"eventid", "iyear", "imonth", "iday", "country", "country_txt", "provstate", "city", "latitude", "longitude", "specificity",
     "summary", "attacktype1", "gname", "target1", "nkill", "nwound"}
)  # fmt: skip
_MONTH, _YEAR = 4, 5


def read(cells: Cells) -> EventRow:
    """Return what a row of GTD says; who attacked is side 1, whom side 2; the killed count the perpetrators too."""
    code = id_of(cells, "attacktype1")
    kind, sub_type = gtd_kind(code)
    start, end, prec = _days(cells)
    lon, lat = point_of(cells, "longitude", "latitude")
    return EventRow(
        source_id=id_of(cells, "eventid"), type=kind, sub_type=sub_type, code=text_of(cells, "attacktype1_txt") or code,
        date_start=start, date_end=end, date_prec=prec, place=_said(cells, "city"), adm1=_said(cells, "provstate"),
        country=text_of(cells, "country_txt") or None, lon=lon, lat=lat,
        where_prec=_WHERE_PREC.get(_figure(cells, "specificity") or 1) if lon is not None else None,
        side1=tuple(filter(None, (_said(cells, name) for name in ("gname", "gname2", "gname3")))),
        side2=tuple(filter(None, (_said(cells, name) for name in ("target1", "target2", "target3")))),
        killed=_count(cells, "nkill"), injured=_count(cells, "nwound"), notes=text_of(cells, "summary"),
        extra=rest_of(cells, _USED), cells=cells,
    )  # fmt: skip


def _days(cells: Cells) -> tuple[dt.date | None, dt.date | None, int | None]:
    year, month, day = (_figure(cells, name) for name in ("iyear", "imonth", "iday"))
    if not year:
        return None, None, None
    try:
        if not month:
            return dt.date(year, 1, 1), dt.date(year, 12, 31), _YEAR
        if not day:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), _MONTH
        return dt.date(year, month, day), dt.date(year, month, day), 1
    except (ValueError, calendar.IllegalMonthError) as error:
        raise RowError(
            f"Its date is {year}, {month}, {day} (year, month, day), which is none. Correct it and import it again."
        ) from error


def _count(cells: Cells, name: str) -> Count | None:
    number = _figure(cells, name)
    return Count.exactly(number) if number is not None else None


def _figure(cells: Cells, name: str) -> int | None:
    number = whole_of(cells, name)
    return None if number is None or number < 0 else number


def _said(cells: Cells, name: str) -> str:
    text = text_of(cells, name)
    return "" if text.lower() in {"unknown", "-9", "-99"} else text


FORM = Form(
    key="gtd",
    dataset=Dataset(
        name="GTD", licence="START's end user licence: no redistribution", url="https://www.start.umd.edu/gtd", form="gtd",
        citation="START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global Terrorism Database.",
    ),
    knows=has_all("eventid", "iyear", "imonth", "iday", "attacktype1"),
    read=read,
    called=in_any_case(_USED | {"attacktype1_txt", "gname2", "gname3", "target2", "target3"}),
)  # fmt: skip
