"""Events of Bellingcat's and Forensic Architecture's timemap, as JSON: Ukraine's civilian harm among them."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from events.datasets.cells import Cells, day_of, id_of, minute_of, point_of, rest_of, text_of
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.row import EventRow

_USED = frozenset({"id", "civId", "description", "date", "time", "location", "latitude", "longitude"})


def knows(columns: Sequence[str], _rows: Sequence[Cells]) -> bool:
    """Say whether records are timemap's."""
    names = set(columns)
    return {"description", "date", "location", "latitude", "longitude", "sources"} <= names and bool(
        names & {"associations", "filters", "civId"}
    )


def read(cells: Cells) -> EventRow:
    """Return what a record says; its dates have the month first. Its types are each project's own: they stay as they are."""
    lon, lat = point_of(cells, "longitude", "latitude")
    sources = cells.get("sources")
    said = [str(each) for each in sources] if isinstance(sources, list) else []
    links = [each for each in said if each.startswith(("http://", "https://"))]
    return EventRow(
        source_id=id_of(cells, "id") or id_of(cells, "civId"), code=text_of(cells, "category") or text_of(cells, "type"),
        date_start=day_of({"date": text_of(cells, "date")}, "date", month_first=True), date_prec=1, minute=minute_of(cells, "time"),
        place=text_of(cells, "location"), lon=lon, lat=lat,
        notes=text_of(cells, "description"), outlets=tuple(dict.fromkeys(filter(None, map(_host, links)))),
        url=links[0] if links else "", extra=rest_of(cells, _USED), cells=cells,
    )  # fmt: skip


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


FORM = Form(
    key="timemap",
    dataset=Dataset(
        name="timemap", licence="as its project says", url="https://github.com/bellingcat/ukraine-timemap", form="timemap",
        citation="Bellingcat and Forensic Architecture, timemap.",
    ),
    knows=knows,
    read=read,
)  # fmt: skip
