"""The reports of a project: listed, counted, deleted, brought back, purged for good."""

import datetime as dt
from collections.abc import Callable, Iterable

import sqlalchemy as sa

from events.database import Database
from events.errors import UnknownEventError
from events.event import Event, Extraction
from events.merged import part_report
from events.purging import Purge, Step, erase_rows, finish, purges, want_again
from events.removal import Removals
from events.report_days import newest_report, report_days
from events.report_digests import copies_of
from events.report_list import DATASET, count_reports, find_report, has_report, list_deleted, list_reports
from events.stored import StoredReport
from events.stored_events import StoredEvents, ids_of_report
from events.stored_reading import extraction_of
from events.tables import report_table


class ProjectReports:
    """What an event store answers about its reports, over the project's database."""

    _database: Database
    _events: StoredEvents
    _now: Callable[[], dt.datetime]

    @property
    def name(self) -> str:
        """The project's name in words."""
        raise NotImplementedError

    def events(self, event_ids: Iterable[str]) -> tuple[Event, ...]:
        """Return events by their ids."""
        raise NotImplementedError

    def reports(self, *, words: str = "", limit: int | None = None, offset: int = 0) -> tuple[StoredReport, ...]:
        """Return the saved reports, the newest first, without those that are deleted; see `events.report_list.list_reports`."""
        with self._database.reading() as connection:
            return list_reports(connection, words=words, limit=limit, offset=offset)

    def count_reports(self, *, words: str = "") -> int:
        """Return how many reports `reports` has in all."""
        with self._database.reading() as connection:
            return count_reports(connection, words=words)

    def report(self, report_id: str) -> StoredReport | None:
        """Return one report's line of the list; None where there is none, or it is deleted."""
        with self._database.reading() as connection:
            return find_report(connection, report_id)

    def report_days(self) -> dict[dt.date, int]:
        """Return how many of the saved reports speak from each day, by day; those that do not say are left out."""
        with self._database.reading() as connection:
            return report_days(connection)

    @property
    def newest_report(self) -> int:
        """A number that grows with each report that is saved, also one without events, which `version` does not see."""
        with self._database.reading() as connection:
            return newest_report(connection)

    def deleted_reports(self) -> tuple[StoredReport, ...]:
        """Return the reports that are deleted and can be brought back, with the events that then come, the newest first."""
        with self._database.reading() as connection:
            return list_deleted(connection)

    def delete_report(self, report_id: str, *, who: str = "analyst") -> int:
        """Take a report and its events out of the project; its history stays, and `restore_report` brings all back.

        Returns
        -------
        int
            How many events went with it; 0 where it was deleted already.

        Raises
        ------
        UnknownEventError
            If the project has no such report.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written; nothing is changed then.
        """
        with self._database.writing() as connection:
            removals = self._removals(connection, report_id)
            if report_id in removals.reports():
                return 0
            # Its merges are taken back first: what another report tells of the same happening stays.
            part_report(connection, report_id, at=self._now(), who=who)
            return removals.delete(report_id, at=self._now(), who=who)

    def restore_report(self, report_id: str, *, who: str = "analyst") -> int:
        """Bring a deleted report and its events back as they were; returns and raises as `delete_report` does."""
        with self._database.writing() as connection:
            removals = self._removals(connection, report_id)
            is_gone = report_id in removals.reports()
            return removals.restore(report_id, at=self._now(), who=who) if is_gone else 0

    def purge_report(self, report_id: str, *, who: str = "analyst", why: str, step: Step = lambda _done: None) -> int:
        """Erase a report for good: its text, events, history, originals and all that was built of them; only the purge is logged.

        ``step`` hears what is done, for tests.

        Returns
        -------
        int
            How many events went with it.

        Raises
        ------
        UnknownEventError
            If the project has no such report.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written, or not all could be erased yet: the message says which. What is left is erased when the
            project is opened next.
        """
        self.delete_report(report_id, who=who)
        with self._database.writing() as connection:
            self._removals(connection, report_id)
            number = erase_rows(connection, report_id, at=self._now(), who=who, why=why)
        self._events = StoredEvents()
        finish(self._database, step=step)
        return number

    def copies_of(self, report_id: str) -> tuple[str, ...]:
        """Return the ids of other reports with the same text, the deleted ones too: a purge of one leaves the others."""
        with self._database.reading() as connection:
            return copies_of(connection, report_id)

    def purges(self) -> tuple[Purge, ...]:
        """Return the log of purges, the oldest entry first."""
        with self._database.reading() as connection:
            return purges(connection)

    def take_purged_again(self, report_id: str, *, who: str = "analyst", why: str = "saved again") -> None:
        """Say that a purged report is wanted again, so that `save` takes it; entered in the log of purges."""
        with self._database.writing() as connection:
            want_again(connection, report_id, at=self._now(), who=who, why=why)

    def _removals(self, connection: sa.Connection, report_id: str) -> Removals:
        if not has_report(connection, report_id):
            raise UnknownEventError(f"{self.name} has no report {report_id!r}.")
        return Removals(connection)

    def extraction(self, report_id: str) -> Extraction:
        """Return what was read in a saved report; its places come without footprints, the events' with them.

        What stands in for the report of a dataset (`events.datasets`) comes without its events: they may be a million.

        Raises
        ------
        UnknownEventError
            If the project has no such report.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(report_table.c.report, report_table.c.reading).where(report_table.c.report_id == report_id)
            ).first()
            is_gone = report_id in Removals(connection).reports()
            event_ids = [] if report_id.startswith(DATASET) else ids_of_report(connection, report_id)
        if row is None or is_gone:
            raise UnknownEventError(f"{self.name} has no report {report_id!r}.")
        return extraction_of(row.report, row.reading, self.events(event_ids))
