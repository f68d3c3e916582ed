"""ACLED: the export of today (31 columns), the old one in upper case (25), the slim one, and the API's JSON."""

import calendar
import datetime as dt
from collections.abc import Sequence

from events.datasets.cells import Cells, day_of, id_of, list_of, point_of, rest_of, text_of, whole_of
from events.datasets.codes import acled_kind
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.row import Count, EventRow, RowError

_DAY, _WEEK, _MONTH = 1, 2, 3
# ACLED's precision of place: named town, near a town, larger region; UCDP's for these.
_WHERE_PREC = {1: 1, 2: 2, 3: 4}
_USED = frozenset(
    {
        "event_id_cnty", "actor1", "assoc_actor_1", "ally_actor_1", "actor2", "assoc_actor_2", "ally_actor_2", "country", "admin1",
        "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities", "sub_event_type",
    }
)  # fmt: skip


def knows(columns: Sequence[str], _rows: Sequence[Cells]) -> bool:
    """Say whether a table is ACLED's: by its ids, or, in the slim form, by its fatalities beside its names for type and place."""
    names = {column.strip().lower() for column in columns}
    if "event_id_cnty" in names and "event_date" in names:
        return True
    slim = {"event_date", "event_type", "fatalities"}
    return slim <= names and bool(names & {"actor1", "sub_event_type", "latitude", "location", "admin1", "country"})


def read(cells: Cells) -> EventRow:
    """Return what a row of ACLED says; codes of actors stay what they are."""
    sub_type, event_type = text_of(cells, "sub_event_type"), text_of(cells, "event_type")
    kind, our_sub_type = acled_kind(sub_type, event_type)
    lon, lat = point_of(cells, "longitude", "latitude")
    day = day_of(cells, "event_date")
    start, end, date_prec, remarks = _days(day, whole_of(cells, "time_precision"))
    killed = whole_of(cells, "fatalities")
    precision = whole_of(cells, "geo_precision")
    if precision is not None and precision not in _WHERE_PREC:
        raise RowError(
            f"Its geo_precision is {precision}; ACLED's scale runs from 1 to 3. Correct it and import it again."
        )
    if killed is not None and killed < 0:
        raise RowError(f"Its fatalities are {killed}. Empty the cell where they are not known.")
    used = _USED if date_prec == _DAY else _USED - {"event_date"}
    return EventRow(
        source_id=_id(cells), type=kind, sub_type=our_sub_type, code=sub_type or event_type, date_start=start, date_end=end,
        date_prec=date_prec, place=text_of(cells, "location"), adm1=text_of(cells, "admin1"),
        country=text_of(cells, "country") or None, lon=lon, lat=lat,
        where_prec=_WHERE_PREC.get(precision) if precision is not None and lon is not None else None,
        side1=(*list_of(cells, "actor1"), *_allies(cells, 1)), side2=(*list_of(cells, "actor2"), *_allies(cells, 2)),
        killed=Count.exactly(killed) if killed is not None else None, notes=text_of(cells, "notes"),
        outlets=list_of(cells, "source"), extra=rest_of(cells, used), remarks=remarks, cells=cells,
    )  # fmt: skip


def _id(cells: Cells) -> str:
    """Return the id; in files of before 2020 its number alone is another country's too."""
    return text_of(cells, "event_id_cnty") or id_of(cells, "data_id")


def _allies(cells: Cells, number: int) -> tuple[str, ...]:
    return list_of(cells, f"assoc_actor_{number}") or list_of(cells, f"ally_actor_{number}")


def _days(
    day: dt.date | None, precision: int | None
) -> tuple[dt.date | None, dt.date | None, int | None, tuple[str, ...]]:
    """Return the days that ACLED's date stands for: the middle of a week or of a month where it is no more precise."""
    if day is None or precision in {None, _DAY}:
        return day, day, None if day is None else _DAY, ()
    if precision == _WEEK:
        around = dt.timedelta(days=3)
        return day - around, day + around, 3, (f"ACLED dates it to about a week: {day} stands for its middle",)
    if precision == _MONTH:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last), 4, (f"ACLED dates it to a month: {day} stands for it",)
    raise RowError(
        f"Its time_precision is {precision}; ACLED's scale runs from 1 to 3. Correct it and import it again."
    )


FORM = Form(
    key="acled",
    dataset=Dataset(
        name="ACLED", licence="ACLED's terms of use: attribution; the raw data may not be passed on", form="acled",
        url="https://acleddata.com/",
        citation="Armed Conflict Location & Event Data Project (ACLED). Raleigh, Clionadh, et al. (2010). Introducing ACLED: "
        "An Armed Conflict Location and Event Dataset. Journal of Peace Research 47(5).",
    ),
    knows=knows,
    read=read,
    called=lambda column: column.strip().lower(),
)  # fmt: skip
