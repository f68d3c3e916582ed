"""What a person said of two events, as the project keeps it: that they are one, or are not; entries are added, never changed."""

import datetime as dt
import json
from dataclasses import dataclass

import sqlalchemy as sa

from events.codec import from_plain, to_plain
from events.event import Event
from events.tables import pairing_table

MERGED, APART, _UNDONE = "merged", "apart", "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """One decision: ``what`` is "merged" (``kept`` stands for both) or "apart"."""

    kept: str
    other: str
    what: str
    who: str
    why: str


class Pairings:
    """Decisions about two events as seen and made over one connection; a project of before there were any has none."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._is_kept = sa.inspect(connection).has_table(pairing_table.name)

    def standing(self) -> tuple[Pairing, ...]:
        """Return the decisions that stand, the oldest first: of each two events the last one, where it was not taken back."""
        return tuple(
            Pairing(kept=row.kept, other=row.other, what=row.what, who=row.who, why=row.why) for row in self._rows()
        )

    def others_of(self, event_id: str) -> tuple[str, ...]:
        """Return the ids of the events for which one stands, in the order of the merges."""
        return tuple(row.other for row in self._rows() if row.what == MERGED and row.kept == event_id)

    def merged_away(self) -> frozenset[str]:
        """Return the ids of the events for which others stand."""
        return frozenset(row.other for row in self._rows() if row.what == MERGED)

    def concerned(self) -> frozenset[str]:
        """Return the ids of all events about which such a decision stands."""
        return frozenset(event_id for row in self._rows() for event_id in (row.kept, row.other))

    def before(self, event_id: str) -> Event | None:
        """Return an event as it was before the first of its merges that stand; None where it stands for no other."""
        first = next((row for row in self._rows() if row.what == MERGED and row.kept == event_id), None)
        return from_plain(Event, json.loads(first.record)) if first is not None else None

    def enter(self, what: str, kept: str, other: str, *, before: Event, at: dt.datetime, who: str, why: str) -> Pairing:
        """Add a decision; ``before`` is the event that is kept, as it was."""
        # The figures before the first merge are what is told by the event's own report.
        own = self.before(kept) or before
        self._insert(what, kept, other, json.dumps(to_plain(own)), at=at, who=who, why=why)
        return Pairing(kept=kept, other=other, what=what, who=who, why=why)

    def enter_undone(self, pairing: Pairing, *, at: dt.datetime, who: str) -> None:
        """Take a decision back."""
        self._insert(_UNDONE, pairing.kept, pairing.other, "", at=at, who=who, why=pairing.what)

    def _insert(self, what: str, kept: str, other: str, record: str, *, at: dt.datetime, who: str, why: str) -> None:
        first, second = sorted((kept, other))
        self._connection.execute(
            pairing_table.insert().values(
                first=first, second=second, kept=kept, other=other, what=what, at=at.isoformat(), who=who, why=why, record=record,
            )
        )  # fmt: skip

    def _rows(self) -> list[sa.Row[str, str, str, str, str, str]]:
        if not self._is_kept:
            return []
        table = pairing_table.c
        latest = sa.select(sa.func.max(table.change_id)).group_by(table.first, table.second)
        query = (
            sa.select(table.kept, table.other, table.what, table.who, table.why, table.record)
            .where(table.change_id.in_(latest), table.what != _UNDONE)
            .order_by(table.change_id)
        )
        return list(self._connection.execute(query).all())
