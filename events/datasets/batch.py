"""A batch of imported rows on its way into the project: what is new, what changed, what a person decided."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from events.codec import from_plain
from events.datasets.dataset import Dataset
from events.event import Event
from events.pairings import Pairings
from events.placing import is_decided
from events.removal import REJECTED_SIGN, Removals
from events.tables import event_table
from gazetteer import BY_ANALYST

_WHO = "machine"
_AT_ONCE = 500
_VERDICT = '"verdict"'
# One statement for a batch: the ids come as a list in JSON.
_WHICH_ARE_THERE = """
SELECT event.event_id, event.report_id, event.position, origin.digest FROM json_each(?) AS given
JOIN event ON event.event_id = given.value LEFT JOIN origin ON origin.event_id = event.event_id
"""
_NEW_EVENT = "INSERT INTO event (event_id, report_id, position, record) VALUES (?, ?, ?, ?)"
_NEW_REVISION = "INSERT INTO revision (event_id, at, who, why, record) VALUES (?, ?, ?, ?, ?)"
_NEW_ORIGIN = "INSERT INTO origin (event_id, source_id, code, url, digest, extra) VALUES (?, ?, ?, ?, ?, ?)"
_CHANGED_EVENT = "UPDATE event SET report_id = ?, position = ?, record = ? WHERE event_id = ?"
_CHANGED_ORIGIN = "UPDATE origin SET source_id = ?, code = ?, url = ?, digest = ?, extra = ? WHERE event_id = ?"
_BACK = "INSERT INTO removal (report_id, event_id, at, who, what) VALUES (?, ?, ?, ?, 'restored')"
# As a record begins that is not of any report yet.
_NO_REPORT = '"report_id":""'


class MadeRow(NamedTuple):
    """An event that is ready to be stored; ``record`` is its JSON with an empty ``report_id``."""

    event_id: str
    position: int
    record: str
    source_id: str
    code: str
    url: str
    digest: bytes
    extra: str

    def of_report(self, report_id: str) -> str:
        """Return the record as that of a report."""
        return self.record.replace(_NO_REPORT, f'"report_id":"{report_id}"', 1)

    @property
    def origin(self) -> tuple[str, str, str, bytes, str]:
        """What the table of origins has of it, but for its id."""
        return self.source_id, self.code, self.url, self.digest, self.extra


@dataclass(frozen=True, slots=True)
class _Known:
    report_id: str
    position: int
    digest: bytes | None


class Batches:
    """Stores batches of an import, each over a connection of its own transaction."""

    def __init__(self, connection: sa.Connection, dataset: Dataset) -> None:
        removals, pairings = Removals(connection), Pairings(connection)
        self._report_id = dataset.report_id
        self._first_why = f"imported from {dataset.title}"
        self._again_why = f"imported again from {dataset.title}"
        self._gone = frozenset(connection.scalars(removals.events()))
        self._deleted = removals.reports()
        self._merged_away, self._paired = pairings.merged_away(), pairings.concerned()

    def store(self, connection: sa.Connection, rows: Sequence[MadeRow], *, at: dt.datetime) -> dict[str, int]:
        """Store a batch and return how many rows were ``stored``, ``updated``, ``unchanged``, ``kept`` as a person decided, and updated though of ``elsewhere``."""
        stamp = at.isoformat()
        known = self._known(connection, [row.event_id for row in rows])
        fresh = [row for row in rows if row.event_id not in known]
        self._insert(connection, fresh, stamp)
        back = [row for row in rows if row.event_id in self._gone and self._comes_back(connection, row, known)]
        self._bring_back(connection, back, stamp)
        changed = [
            row
            for row in rows
            if row.event_id in known and row.event_id not in self._gone and known[row.event_id].digest != row.digest
        ]
        decided = self._decided(connection, changed)
        updated = [row for row in changed if row.event_id not in decided]
        self._update(connection, updated, known, stamp)
        stored = len(fresh) + len(back)
        return {
            "stored": stored, "updated": len(updated), "unchanged": len(rows) - stored - len(updated), "kept": len(decided),
            "elsewhere": sum(known[row.event_id].report_id != self._report_id for row in updated),
        }  # fmt: skip

    def _known(self, connection: sa.Connection, event_ids: Sequence[str]) -> dict[str, _Known]:
        found = connection.exec_driver_sql(_WHICH_ARE_THERE, (json.dumps(event_ids),))
        return {row[0]: _Known(row[1], row[2], row[3]) for row in found}

    def _insert(self, connection: sa.Connection, rows: Sequence[MadeRow], stamp: str) -> None:
        if not rows:
            return
        records = [row.of_report(self._report_id) for row in rows]
        pairs = list(zip(rows, records, strict=True))
        connection.exec_driver_sql(
            _NEW_EVENT, [(row.event_id, self._report_id, row.position, record) for row, record in pairs]
        )
        connection.exec_driver_sql(
            _NEW_REVISION, [(row.event_id, stamp, _WHO, self._first_why, record) for row, record in pairs]
        )
        connection.exec_driver_sql(_NEW_ORIGIN, [(row.event_id, *row.origin) for row in rows])

    def _comes_back(self, connection: sa.Connection, row: MadeRow, known: dict[str, _Known]) -> bool:
        """Say whether a deleted event went with its import: what a person rejected or merged stays away."""
        if row.event_id in self._merged_away or known[row.event_id].report_id not in self._deleted:
            return False
        record = connection.scalar(sa.select(event_table.c.record).where(event_table.c.event_id == row.event_id))
        return REJECTED_SIGN not in str(record)

    def _bring_back(self, connection: sa.Connection, rows: Sequence[MadeRow], stamp: str) -> None:
        if not rows:
            return
        here = self._report_id
        connection.exec_driver_sql(_BACK, [(here, row.event_id, stamp, _WHO) for row in rows])
        self._write(connection, [(row, here, row.position, row.of_report(here)) for row in rows], stamp)
        self._gone -= {row.event_id for row in rows}

    def _update(self, connection: sa.Connection, rows: Sequence[MadeRow], known: dict[str, _Known], stamp: str) -> None:
        there = [(row, known[row.event_id]) for row in rows]
        self._write(connection, [(r, k.report_id, k.position, r.of_report(k.report_id)) for r, k in there], stamp)

    def _write(self, connection: sa.Connection, rows: Sequence[tuple[MadeRow, str, int, str]], stamp: str) -> None:
        if not rows:
            return
        connection.exec_driver_sql(_CHANGED_EVENT, [(at, n, record, row.event_id) for row, at, n, record in rows])
        connection.exec_driver_sql(
            _NEW_REVISION, [(row.event_id, stamp, _WHO, self._again_why, record) for row, _, _, record in rows]
        )
        connection.exec_driver_sql(_CHANGED_ORIGIN, [(*row.origin, row.event_id) for row, *_ in rows])

    def _decided(self, connection: sa.Connection, rows: Sequence[MadeRow]) -> frozenset[str]:
        """Return which events a person decided about: no import writes over that."""
        found = set()
        for start in range(0, len(rows), _AT_ONCE):
            some = [row.event_id for row in rows[start : start + _AT_ONCE]]
            query = sa.select(event_table.c.event_id, event_table.c.record).where(event_table.c.event_id.in_(some))
            found |= {key for key, record in connection.execute(query) if key in self._paired or _is_decided(record)}
        return frozenset(found)


def _is_decided(record: str) -> bool:
    # As imported it has none, and nobody else writes one but who decides, or brings an earlier state back.
    if BY_ANALYST not in record and _VERDICT not in record:
        return False
    return is_decided(from_plain(Event, json.loads(record)))
