"""PLOVER: its gold records in JSON, and POLECAT's 40 columns."""

from collections.abc import Sequence

from events.datasets.cells import Cells, day_of, id_of, list_of, point_of, rest_of, text_of
from events.datasets.codes import plover_kind
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.formats.icews import finest_place
from events.datasets.row import Count, EventRow, RowError

_GOLD = {"id", "event", "eventText"}
_POLECAT = {"Event ID", "Event Type", "Event Mode", "Actor Name", "Recipient Name"}
_USED_GOLD = frozenset({"id", "date", "source", "target", "text", "publication"})
_USED_POLECAT = frozenset(
    {
        "Event ID",
        "Event Date",
        "Actor Name",
        "Recipient Name",
        "City",
        "Province",
        "Country",
        "Latitude",
        "Longitude",
        "Source",
    }
)


def knows(columns: Sequence[str], _rows: Sequence[Cells]) -> bool:
    """Say whether a table is PLOVER's."""
    names = set(columns)
    return names >= _GOLD or names >= _POLECAT


def read(cells: Cells) -> EventRow:
    """Return what a record says; a gold record that only documents the file is no event."""
    return _polecat(cells) if "Event ID" in cells else _gold(cells)


def _gold(cells: Cells) -> EventRow:
    event, mode = text_of(cells, "event"), text_of(cells, "mode")
    if event.upper() == "DOCUMENT":
        raise RowError("It documents the file and tells no event. Leave it out.")
    kind, sub_type = plover_kind(event, mode)
    return EventRow(
        source_id=id_of(cells, "id"), type=kind, sub_type=sub_type, code=f"{event}/{mode}" if mode else event,
        date_start=day_of(cells, "date"), date_prec=1, place=_place(cells), side1=_actors(cells, "source"),
        side2=_actors(cells, "target"), killed=_count(cells, "dead"), injured=_count(cells, "injured"),
        notes=text_of(cells, "text"), outlets=list_of(cells, "publication", "\n"), extra=rest_of(cells, _USED_GOLD), cells=cells,
    )  # fmt: skip


def _place(cells: Cells) -> str:
    place = cells.get("eventLoc")
    return place.strip() if isinstance(place, str) else ""


def _count(cells: Cells, name: str) -> Count | None:
    """Return a count; what is no number ("dozens") stays among the other columns."""
    text = text_of(cells, name)
    return Count.exactly(int(text)) if text.isdigit() else None


def _actors(cells: Cells, name: str) -> tuple[str, ...]:
    given = cells.get(name)
    actors = given if isinstance(given, list) else [given] if isinstance(given, dict) else []
    return tuple(str(each["actorText"]) for each in actors if isinstance(each, dict) and each.get("actorText"))


def _polecat(cells: Cells) -> EventRow:
    event, mode = text_of(cells, "Event Type"), text_of(cells, "Event Mode")
    kind, sub_type = plover_kind(event, mode)
    lon, lat = point_of(cells, "Longitude", "Latitude")
    place, prec = finest_place(cells)
    return EventRow(
        source_id=id_of(cells, "Event ID"), type=kind, sub_type=sub_type, code=f"{event}/{mode}" if mode else event,
        date_start=day_of(cells, "Event Date"), date_prec=1, place=place, adm1=text_of(cells, "Province"),
        country=text_of(cells, "Country") or None, lon=lon, lat=lat,
        where_prec=prec if lon is not None else None, side1=list_of(cells, "Actor Name"), side2=list_of(cells, "Recipient Name"),
        outlets=list_of(cells, "Source"), extra=rest_of(cells, _USED_POLECAT), cells=cells,
    )  # fmt: skip


FORM = Form(
    key="plover",
    dataset=Dataset(
        name="PLOVER", licence="CC BY-SA 4.0 (gold records), CC0 1.0 (POLECAT)", url="https://github.com/openeventdata/PLOVER",
        citation="Open Event Data Alliance, PLOVER; Halterman, Andrew, et al. (2023), POLECAT.", form="plover",
    ),
    knows=knows,
    read=read,
)  # fmt: skip
