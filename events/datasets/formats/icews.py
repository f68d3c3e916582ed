"""ICEWS: coded events of news, tab-separated, never quoted."""

from events.datasets.cells import Cells, day_of, id_of, list_of, point_of, rest_of, text_of
from events.datasets.codes import cameo_kind
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form, has_all, in_any_case
from events.datasets.row import EventRow

_USED = frozenset(
    {
        "Event ID", "Event Date", "Source Name", "Event Text", "Target Name", "Publisher", "City", "Province", "Country", "Latitude",
        "Longitude",
    }
)  # fmt: skip
# The finest column that says where, and how precise that is.
_PRECISION = (("City", 1), ("District", 3), ("Province", 4), ("Country", 6))


def read(cells: Cells) -> EventRow:
    """Return what a row of ICEWS says; the place is the finest of city, district, province and country."""
    code = text_of(cells, "CAMEO Code")
    kind, sub_type = cameo_kind(code)
    lon, lat = point_of(cells, "Longitude", "Latitude")
    place, prec = finest_place(cells)
    said = text_of(cells, "Event Text")
    return EventRow(
        source_id=id_of(cells, "Event ID"), type=kind, sub_type=sub_type, code=f"CAMEO {code} ({said})" if said else f"CAMEO {code}",
        date_start=day_of(cells, "Event Date"), date_prec=1, place=place, adm1=text_of(cells, "Province"),
        country=text_of(cells, "Country") or None, lon=lon, lat=lat,
        where_prec=prec if lon is not None else None, side1=_one(cells, "Source Name"), side2=_one(cells, "Target Name"), notes="",
        outlets=list_of(cells, "Publisher", "\n"), extra=rest_of(cells, _USED), cells=cells,
    )  # fmt: skip


def finest_place(cells: Cells) -> tuple[str, int]:
    """Return the name in the finest column that says where, and how precise that is (UCDP); POLECAT, which came after ICEWS, has the same."""
    return next(((name, prec) for column, prec in _PRECISION if (name := text_of(cells, column))), ("", 6))


def _one(cells: Cells, name: str) -> tuple[str, ...]:
    text = text_of(cells, name)
    return (text,) if text else ()


FORM = Form(
    key="icews",
    dataset=Dataset(
        name="ICEWS", licence="CC0 1.0 (Harvard Dataverse)", url="https://doi.org/10.7910/DVN/28075", form="icews",
        citation="Boschee, Elizabeth, et al. (2015). ICEWS Coded Event Data. Harvard Dataverse.",
    ),
    knows=has_all("Event ID", "Event Date", "CAMEO Code", "Source Name", "Target Name"),
    read=read,
    called=in_any_case(_USED | {"CAMEO Code", "District"}),
)  # fmt: skip
