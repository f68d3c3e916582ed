"""The project: reports, events and their append-only history in one SQLite file."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from events.codec import from_plain, to_plain
from events.database import Database
from events.errors import UnknownEventError
from events.event import DateMention, DocumentDate, Event, Extraction, Report
from events.filter import EventFilter
from events.matching import select_events
from events.removal import Removals
from events.report_list import list_deleted, list_reports
from events.selection import Selection
from events.stored import Facets, Revision, Saved, StoredReport, facets_of
from events.tables import event_table, report_table, revision_table
from gazetteer import Resolution


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventStore:
    """One project. Safe to share between threads: each call has a connection of its own."""

    def __init__(
        self, path: Path, *, read_only: bool = False, is_sample: bool = False, now: Callable[[], dt.datetime] = _utc_now
    ) -> None:
        self.path = path
        self.is_sample = is_sample
        self._now = now
        self._cached: tuple[int, tuple[Event, ...]] | None = None
        self._database = Database(path, read_only=read_only, is_fixed=is_sample)

    @property
    def name(self) -> str:
        """The project's name in words: its file's, or "My project" for the default one."""
        return "Sample project" if self.is_sample else "My project" if self.path.stem == "default" else self.path.stem

    @property
    def version(self) -> int:
        """A number that grows with each saved change; the key of every cache."""
        with self._database.reading() as connection:
            revisions = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(revision_table.c.revision_id), 0)))
            return int(revisions or 0) + Removals(connection).count()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole project."""
        self._database.close()

    def save(self, extraction: Extraction) -> Saved:
        """Save a report and its events in one transaction; the same report twice gives the same events once.

        A report that was deleted comes back as it is read now; the events of this reading count as new, earlier ones stay away.

        Raises
        ------
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written; nothing is changed then.
        """
        report = extraction.report
        with self._database.writing() as connection:
            now = self._now()
            stamp = now.isoformat()
            removals = Removals(connection)
            reading = json.dumps(_reading_of(extraction))
            if report.report_id in removals.reports():
                its_row = report_table.c.report_id == report.report_id
                connection.execute(report_table.update().where(its_row).values(reading=reading))
            elif not self._has_report(connection, report.report_id):
                connection.execute(
                    report_table.insert().values(
                        report_id=report.report_id, title=report.title, source=report.source, saved_at=stamp,
                        report=json.dumps(to_plain(report)), reading=reading,
                    )
                )  # fmt: skip
            query = sa.select(event_table.c.event_id).where(event_table.c.report_id == report.report_id)
            known = set(connection.scalars(query))
            read = frozenset(event.event_id for event in extraction.events)
            back = removals.restore_only(report.report_id, read, at=now, who="analyst")
            fresh = [(n, each) for n, each in enumerate(extraction.events) if each.event_id not in known - back]
            for position, event in fresh:
                values = {"report_id": report.report_id, "position": position, "record": json.dumps(to_plain(event))}
                if event.event_id in back:
                    row: sa.Insert | sa.Update = (
                        event_table.update().where(event_table.c.event_id == event.event_id).values(values)
                    )
                else:
                    row = event_table.insert().values(event_id=event.event_id, **values)
                connection.execute(row)
                connection.execute(
                    revision_table.insert().values(
                        event_id=event.event_id, at=stamp, who="machine", why="read from the report",
                        record=values["record"],
                    )
                )  # fmt: skip
        return Saved(new=len(fresh), unchanged=len(extraction.events) - len(fresh))

    def _events(self) -> tuple[Event, ...]:
        version = self.version
        if self._cached is None or self._cached[0] != version:
            with self._database.reading() as connection:
                rows = connection.scalars(
                    sa.select(event_table.c.record)
                    .join(report_table, report_table.c.report_id == event_table.c.report_id)
                    .where(event_table.c.event_id.not_in(Removals(connection).events()))
                    .order_by(report_table.c.number, event_table.c.position)
                )
                self._cached = version, tuple(from_plain(Event, json.loads(row)) for row in rows)
        return self._cached[1]

    def in_order(self) -> tuple[Event, ...]:
        """Return all events in the order of their reports, the order that the map's columns have."""
        return self._events()

    def select(self, event_filter: EventFilter) -> Selection:
        """Return the events that a filter lets through, with counts that add up."""
        return select_events(self._events(), event_filter)

    def event(self, event_id: str) -> Event:
        """Return one event.

        Raises
        ------
        UnknownEventError
            If the project has none with that id.
        """
        found = next((event for event in self._events() if event.event_id == event_id), None)
        if found is None:
            raise self._unknown(event_id)
        return found

    def _unknown(self, event_id: str) -> UnknownEventError:
        return UnknownEventError(f"{self.name} has no event {event_id!r}. `python -m events list` shows the ids.")

    def reports(self) -> tuple[StoredReport, ...]:
        """Return the saved reports, the newest first; without those that are deleted."""
        with self._database.reading() as connection:
            return list_reports(connection)

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
            is_gone = report_id in removals.reports()
            return 0 if is_gone else removals.delete(report_id, at=self._now(), who=who)

    def restore_report(self, report_id: str, *, who: str = "analyst") -> int:
        """Bring a deleted report and its events back as they were; returns and raises as `delete_report` does."""
        with self._database.writing() as connection:
            removals = self._removals(connection, report_id)
            is_gone = report_id in removals.reports()
            return removals.restore(report_id, at=self._now(), who=who) if is_gone else 0

    def _removals(self, connection: sa.Connection, report_id: str) -> Removals:
        if not self._has_report(connection, report_id):
            raise UnknownEventError(f"{self.name} has no report {report_id!r}.")
        return Removals(connection)

    def _has_report(self, connection: sa.Connection, report_id: str) -> bool:
        query = sa.select(report_table.c.report_id).where(report_table.c.report_id == report_id)
        return connection.scalar(query) is not None

    def extraction(self, report_id: str) -> Extraction:
        """Return what was read in a saved report; its places come without footprints, the events' with them.

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
        if row is None or is_gone:
            raise UnknownEventError(f"{self.name} has no report {report_id!r}.")
        reading = json.loads(row.reading)
        return Extraction(
            report=from_plain(Report, json.loads(row.report)),
            document_date=from_plain(DocumentDate, reading["document_date"]),
            warnings=tuple(reading["warnings"]),
            events=tuple(event for event in self._events() if event.report_id == report_id),
            resolutions=tuple(from_plain(Resolution, item) for item in reading["resolutions"]),
            dates=tuple(from_plain(DateMention, item) for item in reading["dates"]),
        )

    def revisions(self, event_id: str) -> tuple[Revision, ...]:
        """Return an event's history, the oldest entry first, of a deleted report's too; raises as :meth:`event` does."""
        query = (
            sa.select(revision_table)
            .where(revision_table.c.event_id == event_id)
            .order_by(revision_table.c.revision_id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            raise self._unknown(event_id)
        return tuple(
            Revision(
                at=dt.datetime.fromisoformat(row.at),
                who=row.who,
                why=row.why,
                event=from_plain(Event, json.loads(row.record)),
            )
            for row in rows
        )

    def facets(self) -> Facets:
        """Return what there is to filter by."""
        return facets_of(self._events())


def _reading_of(extraction: Extraction) -> dict[str, object]:
    # Footprints of every mention of a country would fill the file; the events keep theirs.
    places = [replace(r, footprint=None, candidates=r.candidates[:4]) for r in extraction.resolutions]
    return {
        "document_date": to_plain(extraction.document_date),
        "warnings": list(extraction.warnings),
        "resolutions": [to_plain(r) for r in places],
        "dates": [to_plain(d) for d in extraction.dates],
    }
