"""UCDP GED: the yearly and the candidate (monthly) dataset, as CSV or GeoJSON."""

from events.datasets.cells import Cells, day_of, id_of, list_of, point_of, rest_of, text_of, whole_of
from events.datasets.codes import ucdp_kind
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form, has_all, in_any_case
from events.datasets.row import Count, EventRow

_VIOLENCE = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
_USED = frozenset(
    {
        "id", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1", "latitude", "longitude", "geom_wkt", "country",
        "date_prec", "date_start", "date_end", "best", "low", "high", "source_headline", "source_office", "type_of_violence",
    }
)  # fmt: skip


def read(cells: Cells) -> EventRow:
    """Return what a row of UCDP GED says; figures that do not run upwards are widened, with a remark: best stays as it is."""
    violence = id_of(cells, "type_of_violence")
    kind, sub_type = ucdp_kind(violence)
    lon, lat = point_of(cells, "longitude", "latitude")
    killed, remarks = _killed(cells)
    start = day_of(cells, "date_start")
    place = text_of(cells, "where_coordinates")
    office = list_of(cells, "source_office")
    return EventRow(
        source_id=id_of(cells, "id"), type=kind, sub_type=sub_type, code=_VIOLENCE.get(violence, violence), date_start=start,
        date_end=day_of(cells, "date_end"), date_prec=whole_of(cells, "date_prec"), place=place, adm1=text_of(cells, "adm_1"),
        country=text_of(cells, "country") or None, lon=lon, lat=lat,
        where_prec=whole_of(cells, "where_prec"), side1=list_of(cells, "side_a", ", "), side2=list_of(cells, "side_b", ", "), killed=killed,
        notes=text_of(cells, "source_headline") or _about(cells, place), outlets=office, extra=rest_of(cells, _USED),
        remarks=remarks, cells=cells,
    )  # fmt: skip


def _killed(cells: Cells) -> tuple[Count | None, tuple[str, ...]]:
    best, low, high = (whole_of(cells, name) for name in ("best", "low", "high"))
    if best is None:
        best = next((figure for figure in (low, high) if figure is not None), None)
    if best is None:
        return None, ()
    low, high = best if low is None else low, best if high is None else high
    if low <= best <= high:
        return Count(best=best, low=low, high=high), ()
    widest = Count(best=best, low=min(low, best), high=max(high, best))
    return widest, (
        f"its dataset counts {low}, {best}, {high} (low, best, high): widened to {widest.low} to {widest.high}",
    )


def _about(cells: Cells, place: str) -> str:
    dyad = text_of(cells, "dyad_name") or text_of(cells, "conflict_name")
    return ": ".join(part for part in (dyad, text_of(cells, "where_description") or place) if part)


FORM = Form(
    key="ucdp",
    dataset=Dataset(
        name="UCDP GED", licence="CC BY 4.0", url="https://ucdp.uu.se/", form="ucdp",
        citation="Uppsala Conflict Data Program, Georeferenced Event Dataset. Sundberg, Ralph, and Erik Melander (2013). "
        "Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4).",
    ),
    knows=has_all("id", "type_of_violence", "side_a", "side_b", "date_start", "best", "low", "high"),
    read=read,
    called=in_any_case(_USED | {"dyad_name", "conflict_name", "where_description"}),
)  # fmt: skip
