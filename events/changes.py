"""The events of a project as its file has them: all of them, or those that changed since."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson
import sqlalchemy as sa

from events.removal import Removals
from events.tables import event_table, removal_table, report_table, revision_table

# The number of the event's report, its place there, and the event itself as plain JSON.
Record = tuple[int, int, dict[str, Any]]
_AT_ONCE = 2_000


class Project(Protocol):
    """What the read model needs of an event store."""

    path: Path
    # Beside which name its snapshot lies: a project as of an earlier time has one of its own.
    snapshot_of: Path

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection to read with."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a project's history has come: its last revision, by number and content, and the number of its removals."""

    revision: int
    removals: int
    last: str

    @property
    def version(self) -> int:
        """The project's version, as `version_now` gives it."""
        return self.revision + self.removals


def begin(connection: sa.Connection) -> None:
    """Let all that follows on a connection see the project as it is now."""
    connection.execute(sa.text("BEGIN"))


def version_now(connection: sa.Connection) -> int:
    """Return a project's version; it grows with each change of its events, also with a purge, which takes entries out of the history."""
    return _newest(connection) + Removals(connection).count()


def mark_of(connection: sa.Connection) -> Mark:
    """Return how far a project's history has come."""
    newest = _newest(connection)
    return Mark(revision=newest, removals=Removals(connection).count(), last=_said(connection, newest))


def is_later(connection: sa.Connection, mark: Mark) -> bool:
    """Say whether a project is that of a mark, as it was then or later: not another one under its name."""
    return Removals(connection).count() >= mark.removals and _said(connection, mark.revision) == mark.last


def _newest(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.select(sa.func.max(revision_table.c.revision_id))) or 0)


def _said(connection: sa.Connection, revision: int) -> str:
    row = connection.execute(
        sa.select(revision_table.c.event_id, revision_table.c.at).where(revision_table.c.revision_id == revision)
    ).first()
    # After a purge no earlier mark is of this project any more: what it read is to be read anew.
    purges = Removals(connection).purges()
    said = f"{row.event_id} {row.at}" if row else ""
    return f"{said} {purges}" if purges else said


def count_events(connection: sa.Connection) -> int:
    """Return how many events a project holds, those of deleted reports too."""
    return int(connection.scalar(sa.select(sa.func.count()).select_from(event_table)) or 0)


def all_records(connection: sa.Connection) -> Iterator[list[Record | None]]:
    """Give a project's events in batches, as they lie in the file; None for one of a deleted report."""
    reports = connection.execute(sa.select(report_table.c.report_id, report_table.c.number))
    numbers = {report_id: number for report_id, number in reports}  # noqa: C416 - its rows are no plain tuples
    deleted = frozenset(connection.scalars(Removals(connection).events()))
    query = sa.select(
        event_table.c.event_id, event_table.c.report_id, event_table.c.position, event_table.c.record
    ).execution_options(yield_per=_AT_ONCE)
    for rows in connection.execute(query).partitions():
        yield [
            None if event_id in deleted else (numbers[report_id], position, orjson.loads(record))
            for event_id, report_id, position, record in rows
        ]


def changed_events(connection: sa.Connection, mark: Mark) -> dict[str, int]:
    """Return the ids of the events that were saved, deleted or brought back since, with the numbers of their reports."""
    since = sa.select(revision_table.c.event_id).where(revision_table.c.revision_id > mark.revision)
    query = (
        sa.select(event_table.c.event_id, report_table.c.number)
        .join(report_table, report_table.c.report_id == event_table.c.report_id)
        .where(event_table.c.event_id.in_(since))
    )
    found = {event_id: number for event_id, number in connection.execute(query)}  # noqa: C416 - its rows are no plain tuples
    return found | {event_id: min(found[event_id], number) for event_id, number in _before(connection, since)}


def _before(connection: sa.Connection, since: sa.Select[str]) -> Iterator[tuple[str, int]]:
    """Give the events that came back, with the first report they were deleted with: a later import of a dataset takes them over."""
    if not Removals(connection).is_kept:
        return
    query = (
        sa.select(removal_table.c.event_id, sa.func.min(report_table.c.number))
        .join(report_table, report_table.c.report_id == removal_table.c.report_id)
        .where(removal_table.c.event_id.in_(since))
        .group_by(removal_table.c.event_id)
    )
    yield from ((event_id, number) for event_id, number in connection.execute(query))


def changed_records(connection: sa.Connection, mark: Mark) -> list[Record]:
    """Return the events of :func:`changed_events` as they are now, without those that are deleted."""
    since = sa.select(revision_table.c.event_id).where(revision_table.c.revision_id > mark.revision)
    deleted = Removals(connection).among(since)
    query = (
        sa.select(event_table.c.event_id, report_table.c.number, event_table.c.position, event_table.c.record)
        .join(report_table, report_table.c.report_id == event_table.c.report_id)
        .where(event_table.c.event_id.in_(since))
    )
    return [
        (number, position, orjson.loads(record))
        for event_id, number, position, record in connection.execute(query)
        if event_id not in deleted
    ]
