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
from events.selection import Selection
from events.stored import Facets, Revision, Saved, StoredReport, facets_of, opening
from events.tables import event_table, report_table, revision_table
from gazetteer import Resolution

# As much of a text as its first words may take (characters).
_START = 400


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
            return int(
                connection.scalar(sa.select(sa.func.coalesce(sa.func.max(revision_table.c.revision_id), 0))) or 0
            )

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole project."""
        self._database.close()

    def save(self, extraction: Extraction) -> Saved:
        """Save a report and its events in one transaction; the same report twice gives the same events once.

        Raises
        ------
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written; nothing is changed then.
        """
        report = extraction.report
        new = unchanged = 0
        with self._database.writing() as connection:
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
            with self._database.reading() as connection:
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
        start = sa.func.substr(sa.func.json_extract(report_table.c.report, "$.text"), 1, _START)
        day = sa.func.json_extract(report_table.c.reading, "$.document_date.date")
        query = (
            sa.select(
                report_table.c.report_id,
                report_table.c.title,
                report_table.c.source,
                report_table.c.saved_at,
                count,
                sa.case((report_table.c.title == "", start), else_=""),
                day,
            )
            .outerjoin(event_table, event_table.c.report_id == report_table.c.report_id)
            .group_by(report_table.c.report_id)
            .order_by(report_table.c.number.desc())
        )
        with self._database.reading() as connection:
            return tuple(
                StoredReport(
                    report_id=key,
                    title=title or opening(text),
                    source=source,
                    date=dt.date.fromisoformat(day) if day else None,
                    saved_at=dt.datetime.fromisoformat(at),
                    event_count=events,
                )
                for key, title, source, at, events, text, day in connection.execute(query)
            )

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
        with self._database.reading() as connection:
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
