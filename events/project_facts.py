"""What a project holds, in numbers."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from events.backups import list_backups
from events.migrations import version_of
from events.project_files import companions
from events.removal import Removals
from events.report_list import count_reports
from events.seals import head
from events.store import EventStore
from events.tables import event_table, revision_table, seal_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What a project holds.

    Attributes
    ----------
    reports, events
        That are there; ``deleted_events`` can be brought back.
    entries
        Of the histories of all events.
    first_entry, last_entry
        When the history begins and ends, UTC; None where there is none.
    originals
        Files beside the project that its reports were read from; other files beside it are not counted.
    schema_version
        Of its tables.
    seal
        The hash that stands for its whole history, "" where it is not sealed.
    size_bytes
        Of its file and its log, without the files beside them.
    """

    name: str
    path: Path
    reports: int
    events: int
    deleted_events: int
    entries: int
    first_entry: dt.datetime | None
    last_entry: dt.datetime | None
    originals: int
    backups: int
    schema_version: int
    seal: str
    size_bytes: int


def project_facts(store: EventStore) -> ProjectFacts:
    """Return what a project holds, also one that an earlier Dateline saved and that was not changed since."""
    with store.reading() as connection:
        connection.execute(sa.text("BEGIN"))
        tables = set(sa.inspect(connection).get_table_names())
        events = int(connection.scalar(sa.select(sa.func.count()).select_from(event_table)) or 0)
        gone = len(connection.scalars(Removals(connection).events()).all())
        entries, last = connection.execute(sa.select(sa.func.count(), sa.func.max(revision_table.c.revision_id))).one()
        first_at, last_at = (
            _at(connection, number)
            for number in (sa.select(sa.func.min(revision_table.c.revision_id)).scalar_subquery(), last)
        )
        log = store.path.with_name(f"{store.path.name}-wal")
        return ProjectFacts(
            name=store.name, path=store.path, reports=count_reports(connection), events=events - gone, deleted_events=gone,
            entries=int(entries), first_entry=first_at, last_entry=last_at,
            originals=sum(name.startswith("originals/") for name, _ in companions(store.path)),
            backups=len(list_backups(store.path)), schema_version=version_of(connection),
            seal=head(connection) if seal_table.name in tables else "",
            size_bytes=sum(file.stat().st_size for file in (store.path, log) if file.exists()),
        )  # fmt: skip


def _at(connection: sa.Connection, number: object) -> dt.datetime | None:
    found = connection.scalar(sa.select(revision_table.c.at).where(revision_table.c.revision_id == number))
    return dt.datetime.fromisoformat(found) if found else None
