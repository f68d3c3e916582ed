"""SIGACTS of Iraq: significant activities by time, type, target and city, or by day, coordinates and type."""

import re
from collections.abc import Sequence

from events.datasets.cells import Cells, day_of, minute_of, point_of, text_of
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.row import EventRow, RowError
from events.event import EventType

_WITH_CITY = {"time", "event_type", "target", "city"}
_WITH_POINT = {"date", "longitude", "latitude", "type"}
_IRAQ = "IQ"
# The beginnings of their types, as they were cut off; the first that is named decides. SAF is small-arms fire, SAFIRE surface to air.
_TYPES = (
    ("svbied", EventType.BOMBING), ("vbied", EventType.BOMBING), ("ied", EventType.BOMBING), ("multiple ied", EventType.BOMBING),
    ("vest", EventType.BOMBING), ("mine", EventType.BOMBING), ("land mine", EventType.BOMBING), ("hand grenade", EventType.BOMBING),
    ("grenade", EventType.BOMBING), ("mortar", EventType.SHELLING), ("rocket", EventType.SHELLING),
    ("indirect fir", EventType.SHELLING), ("idf", EventType.SHELLING), ("rpg", EventType.BATTLE), ("small arms", EventType.BATTLE),
    ("saf", EventType.BATTLE), ("df", EventType.BATTLE), ("direct fire", EventType.BATTLE), ("sam", EventType.BATTLE),
    ("aaa", EventType.BATTLE), ("rock", EventType.RIOT), ("chemical", EventType.VIOLENCE),
)  # fmt: skip
_KNOWN_POINT_TYPES = frozenset({"saf", "ied", "idf", "df", "vbied", "other"})
# What stands in the column of cities where the columns slipped.
_TARGETS = frozenset(
    {
        "coalition forces",
        "coalition",
        "host nation",
        "civilian",
        "civilians",
        "iraqi security forces",
        "infrastructure",
        "none",
    }
)
_HEADER = frozenset({"attack type", "event_type"})
_WIDE = re.compile(r"\s{2,}")
_SHORTEST = 5


def knows(columns: Sequence[str], rows: Sequence[Cells]) -> bool:
    """Say whether a table is of SIGACTS: by its columns, and, where these are anybody's, by the types of its first rows."""
    names = {column.strip().lower() for column in columns}
    if names == _WITH_CITY:
        return True
    types = {str(row.get("type", "")).strip().lower() for row in rows}
    return names == _WITH_POINT and bool(types & (_KNOWN_POINT_TYPES - {"other"})) and types <= _KNOWN_POINT_TYPES


def read(cells: Cells) -> EventRow:
    """Return what a row says; all is in Iraq. Of a target that runs into a city's name the two are told apart by the gap."""
    code = text_of(cells, "event_type") or text_of(cells, "type")
    if code.lower() in _HEADER:
        raise RowError("It is the table's header once more, no event. Leave it out.")
    day = day_of(cells, "time") if "time" in cells else day_of(cells, "date")
    if day is None:
        raise RowError("It has no day. Write it as 2004-01-31 and import it again.")
    target, _, rest = _WIDE.sub("\t", text_of(cells, "target")).partition("\t")
    city = text_of(cells, "city")
    if city.lower() in _TARGETS:
        target, city = target or city, ""
    if not city and len(rest) >= _SHORTEST:
        city = rest
    lon, lat = point_of(cells, "longitude", "latitude")
    return EventRow(
        type=_type(code), code=code, date_start=day, date_prec=1, minute=minute_of(cells, "time"), place=city, country=_IRAQ,
        lon=lon, lat=lat,
        side2=(target,) if target and target.lower() not in {"none", "target"} else (),
        extra={"target": cells["target"]} if rest else {}, cells=cells,
    )  # fmt: skip


def _type(code: str) -> EventType | None:
    said = code.lower()
    return next(
        (kind for beginning, kind in _TYPES if said.startswith(beginning) and not said.startswith("safire")), None
    )


FORM = Form(
    key="sigacts",
    dataset=Dataset(
        name="SIGACTS Iraq", licence="released by US Central Command; no licence said", form="sigacts",
        citation="Multi-National Force Iraq, SIGACTS, as released under the Freedom of Information Act.",
    ),
    knows=knows,
    read=read,
)  # fmt: skip
