"""The project's SQLite file as the event store uses it: its tables, their version, and what to do where it is damaged."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from events.as_of import Moment, moment, views_of
from events.backups import way_out
from events.errors import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from events.migrations import check_readable, make_tables, migrate, version_of
from events.purging import finish, is_pending
from events.report_days import keep_days
from events.seals import seal
from events.tables import METADATA, SCHEMA_VERSION
from gazetteer import Failures, ProjectFile

_FAILURES = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)


def utc_now() -> dt.datetime:
    """Return the time, UTC."""
    return dt.datetime.now(dt.UTC)


class Database(ProjectFile):
    """A project file with the tables of reports and events; ``now`` tells the time that seals are set with."""

    def __init__(
        self, path: Path, *, read_only: bool, is_fixed: bool, now: Callable[[], dt.datetime] = utc_now
    ) -> None:
        # What each connection is told before it is used.
        self._views: tuple[str, ...] = ()
        super().__init__(path, _FAILURES, read_only=read_only, is_fixed=is_fixed)
        self._now = now
        self._prepare()
        self._finish_purges()

    def look_back(self, at: dt.datetime) -> Moment:
        """Let all who read from now on see the project as it was at a time (UTC), and return how far its history had come."""
        with self.reading() as connection:
            known = moment(connection, at)
            self._views = views_of(connection, known)
        return known

    def _connect(self) -> sqlite3.Connection:
        connection = super()._connect()
        for statement in self._views:
            connection.execute(statement)
        return connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are committed together in the end, with a seal over what they add to the history."""
        with super().writing() as connection:
            yield connection
            seal(connection, at=self._now())

    def _explain(self, words: str) -> Exception:
        error = super()._explain(words)
        is_damaged = isinstance(error, StoreBrokenError) and "malformed" in words
        return StoreBrokenError(f"{self.path} is damaged ({words}). {way_out(self.path)}") if is_damaged else error

    def _finish_purges(self) -> None:
        """End a purge that was not ended; where that cannot be done now, the next to open the project tries again."""
        with self.reading() as connection:
            if not is_pending(connection):
                return
        with suppress(StoreLockedError, StoreReadOnlyError):
            if not self.is_read_only:
                finish(self)
            elif not self._is_fixed:
                Database(self.path, read_only=False, is_fixed=False)

    def _found(self) -> int:
        """Return the version of the file's schema, 0 where there is none, without touching it: a newer one stays as it is."""
        if not self.path.is_file():
            return 0
        with ProjectFile(self.path, _FAILURES, read_only=True).reading() as connection:
            return version_of(connection)

    def _prepare(self) -> None:
        if self.is_read_only:
            with self.reading() as connection:
                found = version_of(connection)
                has_own_places_only = found == 0 and sa.inspect(connection).has_table("own_place")
            if has_own_places_only:
                # The gazetteer's command line made the file; it becomes a project of events too.
                Database(self.path, read_only=False, is_fixed=False)
            else:
                check_readable(self.path, found)
            return
        found = self._found()
        if found != 0:
            check_readable(self.path, found)
        if 0 < found < SCHEMA_VERSION:
            migrate(self.path, found, super().writing, at=self._now())
        with super().writing() as connection:
            is_whole = found != 0 and METADATA.tables.keys() <= set(sa.inspect(connection).get_table_names())
            if not is_whole:
                make_tables(connection)
            keep_days(connection)
            if version_of(connection) == 0:
                connection.execute(sa.text(f"PRAGMA user_version={SCHEMA_VERSION}"))
            seal(connection, at=self._now())
