"""VIINA: events of the war in Ukraine by news reports, each event or one a day and place, and subsets of it."""

from collections.abc import Sequence

from events.datasets.cells import Cells, day_of, id_of, list_of, minute_of, number_of, point_of, rest_of, text_of
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.row import EventRow
from events.event import EventType

# The labels that say what happened, the most telling first.
_LABELS = (
    ("t_uav", EventType.STRIKE), ("t_airstrike", EventType.STRIKE), ("t_artillery", EventType.SHELLING), ("t_ied", EventType.BOMBING),
    ("t_occupy", EventType.TERRITORY), ("t_control", EventType.TERRITORY), ("t_firefight", EventType.BATTLE),
    ("t_armor", EventType.BATTLE), ("t_raid", EventType.BATTLE), ("t_arrest", EventType.ARREST), ("t_retreat", EventType.MOVEMENT),
    ("t_property", EventType.DESTRUCTION), ("t_hospital", EventType.VIOLENCE), ("t_civcas", EventType.CASUALTIES),
    ("t_milcas", EventType.CASUALTIES), ("t_san", EventType.SANCTION),
)  # fmt: skip
_SIDES = (("a_rus", "Russian forces"), ("a_ukr", "Ukrainian forces"))
_WHERE_PREC = {"street": 1, "adm3": 1, "adm3/settlement": 1, "settlement": 1, "adm2": 3, "adm1": 4, "adm0": 6}
_LIKELY = 0.5
_USED = frozenset(
    {"event_id", "event_id_1pd", "date", "time", "asciiname", "location", "address", "ADM1_NAME", "longitude", "latitude",
     "GEO_PRECISION", "text", "representative_text", "url"}
)  # fmt: skip


def knows(columns: Sequence[str], _rows: Sequence[Cells]) -> bool:
    """Say whether a table is VIINA's."""
    names = set(columns)
    return bool(names & {"event_id_1pd", "viina_version"} or {"GEO_PRECISION", "GEO_API"} <= names) and "date" in names


def read(cells: Cells) -> EventRow:
    """Return what a row of VIINA says; a label is taken where it is set, or likelier than not."""
    lon, lat = point_of(cells, "longitude", "latitude")
    labels = [label for label, _ in _LABELS if _is_set(cells, label)]
    kinds = dict(_LABELS)
    sources = list_of(cells, "source") or list_of(cells, "sources") or list_of(cells, "sources_matching")
    urls = list_of(cells, "url") or list_of(cells, "source_urls")
    return EventRow(
        source_id=id_of(cells, "event_id") or id_of(cells, "event_id_1pd"), type=kinds[labels[0]] if labels else None,
        code=", ".join(labels) or text_of(cells, "attack_terms").replace("|", ", "), date_start=day_of(cells, "date"), date_prec=1,
        minute=minute_of(cells, "time"), place=text_of(cells, "asciiname") or text_of(cells, "location"),
        adm1=text_of(cells, "ADM1_NAME"), lon=lon, lat=lat,
        where_prec=_WHERE_PREC.get(text_of(cells, "GEO_PRECISION").lower(), 1) if lon is not None else None,
        side1=tuple(name for label, name in _SIDES if _is_set(cells, label)),
        notes=text_of(cells, "text") or text_of(cells, "representative_text"), outlets=sources, url=urls[0] if urls else "",
        extra=rest_of(cells, _USED), cells=cells,
    )  # fmt: skip


def _is_set(cells: Cells, label: str) -> bool:
    for name in (f"{label}_b", label, f"{label}_pred"):
        if text_of(cells, name):
            return (number_of(cells, name) or 0.0) > _LIKELY
    return False


FORM = Form(
    key="viina",
    dataset=Dataset(
        name="VIINA", licence="Open Database License 1.0", url="https://github.com/zhukovyuri/VIINA", form="viina",
        citation="Zhukov, Yuri (2023). VIINA: Violent Incident Information from News Articles on the 2022 Russian Invasion of Ukraine.",
    ),
    knows=knows,
    read=read,
)  # fmt: skip
