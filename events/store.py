"""The project: reports, events and their append-only history in one SQLite file."""

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from events.codec import from_plain, to_plain
from events.errors import EventsError, StoreBrokenError, StoreLockedError, StoreReadOnlyError, UnknownEventError
from events.event import DateMention, DocumentDate, Event, Extraction, Report
from events.filter import EventFilter
from events.matching import select_events
from events.selection import Selection
from events.stored import Facets, Revision, Saved, StoredReport, facets_of
from events.tables import HISTORY_IS_FOREVER, METADATA, SCHEMA_VERSION, event_table, report_table, revision_table
from gazetteer import Resolution

# How long a writer waits for another one before it says so.
_BUSY_S = 5.0


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventStore:
    """One project. Safe to share between threads: each call has a connection of its own."""

    def __init__(
        self, path: Path, *, read_only: bool = False, is_sample: bool = False, now: Callable[[], dt.datetime] = _utc_now
    ) -> None:
        self.path = path
        self.is_sample = is_sample
        self.is_read_only = read_only
        self._now = now
        self._cached: tuple[int, tuple[Event, ...]] | None = None
        self._engine = sa.create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        self._prepare()

    @property
    def name(self) -> str:
        """The project's name in words: its file's, or "My project" for the default one."""
        return "Sample project" if self.is_sample else "My project" if self.path.stem == "default" else self.path.stem

    @property
    def version(self) -> int:
        """A number that grows with each saved change; the key of every cache."""
        with self._reading() as connection:
            return int(
                connection.scalar(sa.select(sa.func.coalesce(sa.func.max(revision_table.c.revision_id), 0))) or 0
            )

    def _connect(self) -> sqlite3.Connection:
        mode = "mode=ro&immutable=1" if self._is_frozen() else "mode=ro" if self.is_read_only else "mode=rwc"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_S, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA foreign_keys=ON")
            if not (self.is_read_only or self.is_sample):
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _is_frozen(self) -> bool:
        """Say whether nobody can change the file: on a read-only disk SQLite opens a write-ahead log's database only so."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        is_disk_read_only = not os.access(self.path.parent, os.W_OK) and not wal.exists()
        return self.is_sample or (self.is_read_only and is_disk_read_only)

    def _prepare(self) -> None:
        if self.is_read_only or self.is_sample:
            with self._reading() as connection:
                self._check(int(connection.scalar(sa.text("PRAGMA user_version")) or 0))
            return
        with self._writing() as connection:
            found = int(connection.scalar(sa.text("PRAGMA user_version")) or 0)
            if found == 0:
                METADATA.create_all(connection)
                for trigger in HISTORY_IS_FOREVER:
                    connection.execute(sa.text(trigger))
                connection.execute(sa.text(f"PRAGMA user_version={SCHEMA_VERSION}"))
            else:
                self._check(found)

    def _check(self, found: int) -> None:
        if found != SCHEMA_VERSION:
            raise StoreBrokenError(
                f"{self.path.name} is a project of version {found}, this Dateline reads version {SCHEMA_VERSION}. "
                "Open it with the Dateline that wrote it, or choose another file with --db."
            )

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.is_sample or self.is_read_only:
            raise StoreReadOnlyError(f"{self.name} is read-only. Save into a project of your own (--db PATH).")
        with self._explained(), self._engine.connect() as connection:
            connection.execute(sa.text("BEGIN IMMEDIATE"))
            yield connection
            connection.commit()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole project."""
        with self._reading() as connection:
            connection.execute(sa.text("PRAGMA journal_mode=DELETE"))
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences with a next step."""
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise self._explain(str(getattr(error, "orig", error))) from error

    def _explain(self, words: str) -> EventsError:
        if "locked" in words or "busy" in words:
            return StoreLockedError(
                f"Another program is writing to {self.path.name}. Nothing was lost: wait a moment and try again."
            )
        if "readonly" in words or "read-only" in words or "unable to open" in words:
            return StoreReadOnlyError(
                f"{self.path} cannot be written to. Nothing was changed: choose a folder that you may write to "
                "(--db PATH, or DATELINE_HOME) and save again."
            )
        if "full" in words or "disk I/O" in words:
            return StoreReadOnlyError(
                f"{self.path} could not be written ({words}). Free some disk space and save again."
            )
        return StoreBrokenError(
            f"{self.path} is damaged or no Dateline project ({words}). Choose another file with --db PATH."
        )

    def save(self, extraction: Extraction) -> Saved:
        """Save a report and its events in one transaction; the same report twice gives the same events once.

        Raises
        ------
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written; nothing is changed then.
        """
        report = extraction.report
        new = unchanged = 0
        with self._writing() as connection:
            stamp = self._now().isoformat()
            if (
                connection.scalar(
                    sa.select(report_table.c.report_id).where(report_table.c.report_id == report.report_id)
                )
                is None
            ):
                connection.execute(
                    report_table.insert().values(
                        report_id=report.report_id, title=report.title, source=report.source, saved_at=stamp,
                        report=json.dumps(to_plain(report)), reading=json.dumps(_reading_of(extraction)),
                    )
                )  # fmt: skip
            known = set(
                connection.scalars(sa.select(event_table.c.event_id).where(event_table.c.report_id == report.report_id))
            )
            for position, event in enumerate(extraction.events):
                if event.event_id in known:
                    unchanged += 1
                    continue
                new += 1
                record = json.dumps(to_plain(event))
                connection.execute(
                    event_table.insert().values(
                        event_id=event.event_id, report_id=report.report_id, position=position, record=record
                    )
                )
                connection.execute(
                    revision_table.insert().values(
                        event_id=event.event_id, at=stamp, who="machine", why="read from the report", record=record
                    )
                )
        return Saved(new=new, unchanged=unchanged)

    def _events(self) -> tuple[Event, ...]:
        version = self.version
        if self._cached is None or self._cached[0] != version:
            with self._reading() as connection:
                rows = connection.scalars(
                    sa.select(event_table.c.record)
                    .join(report_table, report_table.c.report_id == event_table.c.report_id)
                    .order_by(report_table.c.number, event_table.c.position)
                )
                self._cached = version, tuple(from_plain(Event, json.loads(row)) for row in rows)
        return self._cached[1]

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
            raise UnknownEventError(f"{self.name} has no event {event_id!r}. `python -m events list` shows the ids.")
        return found

    def reports(self) -> tuple[StoredReport, ...]:
        """Return the saved reports, the newest first."""
        count = sa.func.count(event_table.c.event_id)
        query = (
            sa.select(
                report_table.c.report_id, report_table.c.title, report_table.c.source, report_table.c.saved_at, count
            )
            .outerjoin(event_table, event_table.c.report_id == report_table.c.report_id)
            .group_by(report_table.c.report_id)
            .order_by(report_table.c.number.desc())
        )
        with self._reading() as connection:
            return tuple(
                StoredReport(
                    report_id=key,
                    title=title,
                    source=source,
                    saved_at=dt.datetime.fromisoformat(at),
                    event_count=events,
                )
                for key, title, source, at, events in connection.execute(query)
            )

    def extraction(self, report_id: str) -> Extraction:
        """Return what was read in a saved report; its places come without footprints, the events' with them.

        Raises
        ------
        UnknownEventError
            If the project has no such report.
        """
        with self._reading() as connection:
            row = connection.execute(
                sa.select(report_table.c.report, report_table.c.reading).where(report_table.c.report_id == report_id)
            ).first()
        if row is None:
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
        """Return an event's history, the oldest entry first; raises as :meth:`event` does."""
        self.event(event_id)
        query = (
            sa.select(revision_table)
            .where(revision_table.c.event_id == event_id)
            .order_by(revision_table.c.revision_id)
        )
        with self._reading() as connection:
            return tuple(
                Revision(
                    at=dt.datetime.fromisoformat(row.at),
                    who=row.who,
                    why=row.why,
                    event=from_plain(Event, json.loads(row.record)),
                )
                for row in connection.execute(query)
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
