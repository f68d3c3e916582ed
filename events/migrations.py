"""How a project that an earlier Dateline saved becomes one of this version: step by step, each whole or not at all.

A step is written once and never changed: projects that took it are out there. Tables that are only added need none, they are made
where they are missing; a project that is only read stays as it is, and what reads it does without later tables.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import sqlalchemy as sa

from events.backups import take_backup
from events.errors import StoreBrokenError
from events.seals import seal, seal_anew
from events.tables import HISTORY_IS_FOREVER, METADATA, SCHEMA_VERSION

Step = Callable[[sa.Connection, dt.datetime], None]


def _seal_history(connection: sa.Connection, at: dt.datetime) -> None:
    """From 1 to 2: what was recorded until now is closed over by a first seal."""
    make_tables(connection)
    seal_anew(connection, at=at)


def _seal_more(connection: sa.Connection, at: dt.datetime) -> None:
    """From 2 to 3: seals close over grades and the log of exports too, those that there are by a seal of their own."""
    make_tables(connection)
    there = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(seal)")}
    for name in ("grade", "export"):
        if name not in there:
            connection.exec_driver_sql(f'ALTER TABLE seal ADD COLUMN "{name}" INTEGER NOT NULL DEFAULT 0')
    seal(connection, at=at)


# The step from version 1 (the first Dateline with a project) to 2 comes first.
STEPS: tuple[Step, ...] = (_seal_history, _seal_more)


def version_of(connection: sa.Connection) -> int:
    """Return the version of a project's schema, 0 for a file without one."""
    return int(connection.scalar(sa.text("PRAGMA user_version")) or 0)


def check_readable(project: Path, found: int) -> None:
    """Raise where a project is of no version that this Dateline knows.

    Raises
    ------
    StoreBrokenError
        With what to do.
    """
    if 0 < found <= SCHEMA_VERSION:
        return
    if found > SCHEMA_VERSION:
        raise StoreBrokenError(
            f"{project.name} was saved by a newer Dateline (version {found} of the project, this one knows up to {SCHEMA_VERSION}). "
            "It was not touched: open it with that Dateline, or choose another file with --db."
        )
    raise StoreBrokenError(f"{project.name} is no project of events. Choose another file with --db PATH.")


def migrate(
    project: Path, found: int, writing: Callable[[], AbstractContextManager[sa.Connection]], *, at: dt.datetime
) -> None:
    """Bring a project of an earlier version to this one, after a backup of it as it is; a step that fails leaves the one before.

    Parameters
    ----------
    writing
        Gives a connection whose changes are committed together in the end, or not at all.

    Raises
    ------
    StoreBrokenError, StoreReadOnlyError, StoreLockedError
        If the project is damaged, or there is no room for its backup, or it cannot be written; it is as it was then.
    """
    take_backup(project, at=at, kind=f"before-version-{SCHEMA_VERSION}")
    for number in range(found, SCHEMA_VERSION):
        with writing() as connection:
            # Another program may have been faster.
            if version_of(connection) == number:
                STEPS[number - 1](connection, at)
                connection.execute(sa.text(f"PRAGMA user_version={number + 1}"))


def make_tables(connection: sa.Connection) -> None:
    """Make the tables that a project lacks, and what keeps its history from being rewritten."""
    METADATA.create_all(connection)
    for trigger in HISTORY_IS_FOREVER:
        connection.execute(sa.text(trigger))
