"""What leaves by a profile, field by field: kept, coarsened or removed, with numbers and an example."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.event import Event
from events.record import event_record
from events.release.released import Released
from events.writers import flat_properties
from gazetteer import place_point

_LONGEST = 60
# Written as JSON only, besides the flat properties.
_MORE = ("reasons", "trigger", "parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of the events that leave: how many have it as it was, in another form, or no more; ``example`` is before and after."""

    name: str
    kept: int
    changed: int
    removed: int
    example: tuple[str, str] | None

    @property
    def words(self) -> str:
        """Say it in a line."""
        parts = ((self.kept, "kept"), (self.changed, "coarsened"), (self.removed, "removed"))
        told = ", ".join(f"{number:,} {what}" for number, what in parts if number) or "empty"
        return told + (f" ({self.example[0]} → {self.example[1] or 'nothing'})" if self.example else "")


def preview(events: Sequence[Event], found: Released) -> tuple[FieldChange, ...]:
    """Return what becomes of each field of the events that leave.

    Parameters
    ----------
    events
        Those that were selected.
    found
        What `released` makes of them.
    """
    before = {event.event_id: event for event in events}
    rows: dict[str, list[tuple[object, object]]] = {}
    for event in found.events:
        old, new = _fields(before[found.true_id(event)]), _fields(event)
        for name in old:
            rows.setdefault(name, []).append((old[name], new[name]))
    return tuple(_change(name, pairs) for name, pairs in rows.items())


def _fields(event: Event) -> dict[str, object]:
    record, where = event_record(event), event.where
    point = place_point(where) if where else None
    shape = where.footprint if where else None
    fields = dict(flat_properties(event)) | {name: record[name] for name in _MORE}
    return fields | {
        "point": f"{point[1]:.5f}, {point[0]:.5f}" if point else None,
        "area": f"{shape.geom_type}, {len(shape.wkb):,} bytes" if shape is not None else None,
        "relation": where.relation.kind.value if where and where.relation else None,
        "rivals": len(where.candidates) if where else 0,
    }


def _change(name: str, pairs: Sequence[tuple[object, object]]) -> FieldChange:
    had = [pair for pair in pairs if pair[0]]
    other = [pair for pair in pairs if pair[0] != pair[1]]
    removed = sum(not new for old, new in other if old)
    shown = next(((_short(old), _short(new)) for old, new in other), None)
    return FieldChange(
        name=name, kept=sum(old == new for old, new in had), changed=len(other) - removed, removed=removed, example=shown
    )  # fmt: skip


def _short(value: object) -> str:
    text = "" if value in (None, [], (), "") else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
