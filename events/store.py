"""The project: reports, events and their append-only history in one SQLite file."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import sqlalchemy as sa

from events.as_of import Moment
from events.changes import version_now
from events.database import Database, utc_now
from events.dataset_credits import Credits, dataset_credits
from events.decisions import Decisions
from events.errors import UnknownEventError
from events.event import Event, Extraction
from events.facets import Facets
from events.filter import EventFilter
from events.grades import GradeBook, Grades
from events.placing import with_place
from events.project_reports import ProjectReports
from events.saving import save_extraction
from events.selection import Selection
from events.stored import Revision, Saved
from events.stored_events import StoredEvents, sentences_of
from events.stored_reading import history_of
from events.table_order import BY_DATE, TableOrder
from gazetteer import Place, Resolution

if TYPE_CHECKING:
    from events.opening import Progress
    from events.query import EventQuery


# So many are taken in within a second or two.
_MANY_CHANGES = 5_000


class EventStore(ProjectReports):
    """One project. Safe to share between threads: each call has a connection of its own."""

    def __init__(
        self, path: Path, *, read_only: bool = False, is_sample: bool = False, now: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self.path = path
        self.is_sample = is_sample
        self.snapshot_of = path
        self.moment: Moment | None = None
        self._now = now
        self._events = StoredEvents()
        self._query: EventQuery | None = None
        self._opening = Lock()
        self._database = Database(path, read_only=read_only, is_fixed=is_sample, now=now)

    @property
    def name(self) -> str:
        """The project's name in words: its file's, or "My project" for the default one."""
        name = "Sample project" if self.is_sample else "My project" if self.path.stem == "default" else self.path.stem
        return f"{name} as of {self.moment.at:%-d %B %Y, %H:%M} UTC" if self.moment is not None else name

    @property
    def version(self) -> int:
        """A number that grows with each saved change; the key of every cache."""
        with self._database.reading() as connection:
            return version_now(connection)

    def as_of(self, at: dt.datetime) -> "EventStore":
        """Return the project as it was at a time (UTC), to be read only: its events, their history, grades and removals by then.

        Its `moment` says how far the history had come. Reports are as they are now; what was purged since is gone. Raises as `reading`
        does: StoreLockedError or StoreBrokenError where it cannot be read.
        """
        past = EventStore(self.path, read_only=True, is_sample=self.is_sample, now=self._now)
        past.moment = past._database.look_back(at)
        # A name that no file has: one snapshot serves all times, and a purge takes it away with those of lost projects.
        past.snapshot_of = self.path.with_name(f"{self.path.name} as of")
        return past

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
        with self._database.writing() as connection:
            return save_extraction(connection, extraction, now=self._now())

    def place_event(
        self, event_id: str, place: Place, *, why: str, who: str = "analyst", related: Resolution | None = None,
        seen: Event | None = None,
    ) -> Event:  # fmt: skip
        """Put an event where a person says it was, and return it as it is now; no later reading of its report undoes that.

        ``why`` is the reason in words, for the history; ``related`` what the words around the name make of the place
        (`gazetteer.chosen_resolution`), None is the place itself; ``seen`` the event as the person saw it, None writes over
        whatever is there.

        Raises
        ------
        UnknownEventError
            If the project has none with that id.
        EventChangedError
            If someone else changed it since it was ``seen``; their decision stays.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be written; nothing is changed then.
        """
        with self._database.writing() as connection:
            decisions = Decisions(connection)
            event = decisions.now(event_id)
            if seen is not None:
                decisions.check(event, seen)
            placed = with_place(event, place, related)
            decisions.write(placed, at=self._now().isoformat(), who=who, why=why)
        return placed

    def as_decided(self, extraction: Extraction) -> Extraction:
        """Return a reading with those events as the project has them that a person placed: a new reading undoes none of it."""
        with self._database.reading() as connection:
            events = Decisions(connection).over(extraction.report.report_id, extraction.events)
        return replace(extraction, events=events)

    def take_back(self, event_id: str, *, seen: Event, who: str = "analyst") -> Event:
        """Bring back what an event was before its last change, as a new entry of its history; raises as `place_event` does."""
        with self._database.writing() as connection:
            decisions = Decisions(connection)
            event = decisions.now(event_id)
            decisions.check(event, seen)
            earlier, why = decisions.before(event)
            decisions.write(earlier, at=self._now().isoformat(), who=who, why=why)
        return earlier

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection to read the project's tables with."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection to change the project's tables with, in one transaction; raises as `save` does."""
        return self._database.writing()

    def now(self) -> dt.datetime:
        """Return the time that a change is entered with, UTC."""
        return self._now()

    def query(self, *, on_progress: "Progress | None" = None) -> "EventQuery":
        """Return the query over this project's events, up to date; one for all who share the store.

        ``on_progress`` hears how many events are read and how many there are, where a large project is read as a whole.
        """
        # DuckDB takes a tenth of a second to import, which reading a report does not need.
        from events.query import EventQuery  # noqa: PLC0415

        with self._opening:
            if self._query is None:
                self._query = EventQuery(self, on_progress=on_progress)
                return self._query
        self._query.refresh(on_progress=on_progress)
        return self._query

    def is_behind(self) -> bool:
        """Say whether so much changed since `query` was asked last that its next answer takes a while."""
        return self._query is not None and self.version - self._query.version > _MANY_CHANGES

    def select(self, event_filter: EventFilter, *, order: TableOrder = BY_DATE) -> Selection:
        """Return the events that a filter lets through, in an order: what is not known comes last, what is alike by its reports."""
        while True:
            query = self.query()
            ids, counts = query.ids_and_counts(event_filter, order=order)
            try:
                return Selection(
                    events=self.events(ids), counts=counts, filter=event_filter, grades=self.grades(), credits=self.credits()
                )  # fmt: skip
            except UnknownEventError:
                # Deleted since the query looked: it looks again.
                if query.version == self.version:
                    raise

    def grades(self) -> Grades:
        """Return the Admiralty grades that persons gave sources and events; entered over a `GradeBook`."""
        with self._database.reading() as connection:
            return GradeBook(connection).standing()

    def credits(self) -> Credits:
        """Return whom to name with the events of each dataset that was imported."""
        with self._database.reading() as connection:
            return dataset_credits(connection)

    @property
    def graded(self) -> int:
        """A number that grows with each grade given, which `version` does not see."""
        with self._database.reading() as connection:
            return GradeBook(connection).stamp()

    def events(self, event_ids: Iterable[str]) -> tuple[Event, ...]:
        """Return events by their ids, in that order.

        Raises
        ------
        UnknownEventError
            If the project has none with one of these ids.
        """
        wanted, version = tuple(event_ids), self.version
        with self._database.reading() as connection:
            found = self._events.read(connection, wanted, version)
        lost = next((event_id for event_id in wanted if event_id not in found), None)
        if lost is not None:
            raise self._unknown(lost)
        return tuple(found[event_id] for event_id in wanted)

    def sentences(self, event_ids: Iterable[str]) -> dict[str, str]:
        """Return the source sentences of events by their ids, for a table; an id that the project never had is left out."""
        with self._database.reading() as connection:
            return sentences_of(connection, tuple(event_ids))

    def event(self, event_id: str) -> Event:
        """Return one event.

        Raises
        ------
        UnknownEventError
            If the project has none with that id.
        """
        return self.events([event_id])[0]

    def _unknown(self, event_id: str) -> UnknownEventError:
        return UnknownEventError(f"{self.name} has no event {event_id!r}. `python -m events list` shows the ids.")

    def revisions(self, event_id: str) -> tuple[Revision, ...]:
        """Return an event's history, the oldest entry first, of a deleted report's too; raises as :meth:`event` does."""
        with self._database.reading() as connection:
            found = history_of(connection, event_id)
        if not found:
            raise self._unknown(event_id)
        return found

    def facets(self) -> Facets:
        """Return what there is to filter by."""
        return self.query().facets()
