"""The project's SQLite file as the event store uses it: its tables, and their version."""

from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from events.errors import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from events.purging import finish, is_pending
from events.report_days import keep_days
from events.tables import HISTORY_IS_FOREVER, METADATA, SCHEMA_VERSION
from gazetteer import Failures, ProjectFile

_FAILURES = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)


class Database(ProjectFile):
    """A project file with the tables of reports and events."""

    def __init__(self, path: Path, *, read_only: bool, is_fixed: bool) -> None:
        super().__init__(path, _FAILURES, read_only=read_only, is_fixed=is_fixed)
        self._prepare()
        self._finish_purges()

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

    def _prepare(self) -> None:
        if self.is_read_only:
            with self.reading() as connection:
                found = _version(connection)
                has_own_places_only = found == 0 and sa.inspect(connection).has_table("own_place")
            if has_own_places_only:
                # The gazetteer's command line made the file; it becomes a project of events too.
                Database(self.path, read_only=False, is_fixed=False)
            else:
                self._check(found)
            return
        with self.writing() as connection:
            found = _version(connection)
            if found != 0:
                self._check(found)
                if METADATA.tables.keys() <= set(sa.inspect(connection).get_table_names()):
                    keep_days(connection)
                    return
            METADATA.create_all(connection)
            for trigger in HISTORY_IS_FOREVER:
                connection.execute(sa.text(trigger))
            keep_days(connection)
            connection.execute(sa.text(f"PRAGMA user_version={SCHEMA_VERSION}"))

    def _check(self, found: int) -> None:
        if found != SCHEMA_VERSION:
            raise StoreBrokenError(
                f"{self.path.name} is a project of version {found}, this Dateline reads version {SCHEMA_VERSION}. "
                "Open it with the Dateline that wrote it, or choose another file with --db."
            )


def _version(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.text("PRAGMA user_version")) or 0)
