"""The events of a project by their ids, each read from its file once."""

import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from events.codec import from_plain
from events.event import Event
from events.removal import Removals
from events.tables import event_table

# So many are looked up at once, and no more than so many are kept.
_AT_ONCE, _MOST_KEPT = 500, 20_000


class StoredEvents:
    """Reads events over the connections it is given; what it has read it keeps until the project's version changes."""

    def __init__(self) -> None:
        # One value, so that threads see a version and the events of that version.
        self._kept: tuple[int, dict[str, Event]] = (0, {})

    def read(self, connection: sa.Connection, event_ids: Iterable[str], version: int) -> dict[str, Event]:
        """Return events by their ids, and perhaps others; those that the project does not have, or no more, are left out."""
        kept_version, kept = self._kept
        found = dict(kept) if kept_version == version else {}
        missing = [event_id for event_id in dict.fromkeys(event_ids) if event_id not in found]
        if not missing:
            return found
        removals = Removals(connection)
        for start in range(0, len(missing), _AT_ONCE):
            some = event_table.c.event_id.in_(missing[start : start + _AT_ONCE])
            gone = removals.among(sa.select(event_table.c.event_id).where(some))
            query = sa.select(event_table.c.event_id, event_table.c.record).where(some)
            found |= {
                key: from_plain(Event, json.loads(record))
                for key, record in connection.execute(query)
                if key not in gone
            }
        if len(found) <= _MOST_KEPT:
            self._kept = version, found
        return found


def ids_of_report(connection: sa.Connection, report_id: str) -> list[str]:
    """Return the ids of a report's events that are not deleted, in their order."""
    query = (
        sa.select(event_table.c.event_id)
        .where(event_table.c.report_id == report_id, event_table.c.event_id.not_in(Removals(connection).events()))
        .order_by(event_table.c.position, event_table.c.event_id)
    )
    return list(connection.scalars(query))


def sentences_of(connection: sa.Connection, event_ids: Sequence[str]) -> dict[str, str]:
    """Return the sentences of events by their ids; an id that the project does not have is left out."""
    found: dict[str, str] = {}
    for start in range(0, len(event_ids), _AT_ONCE):
        query = sa.select(event_table.c.event_id, event_table.c.record).where(
            event_table.c.event_id.in_(event_ids[start : start + _AT_ONCE])
        )
        # Not by SQLite's own json_extract, which half a surrogate pair in a report makes fail.
        found |= {key: json.loads(record)["sentence"] for key, record in connection.execute(query)}
    return found
