"""The query: which events a filter lets through, how many, where they are drawn; of a million as of ten."""

from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from events.actor_list import ActorList
from events.arrow_columns import plain_numbers
from events.changes import Project, begin, mark_of
from events.codec import to_plain
from events.columns import drawn_columns, ids_in_order, page_of
from events.conditions import Conditions, conditions_of, conditions_of_part
from events.event import Event
from events.exposure import Exposure
from events.facets import Facets, TallyBy
from events.file_rows import file_rows
from events.filter import EventFilter
from events.flat import flat_table
from events.grades import NO_GRADES, Grades
from events.opening import Progress, open_model, take_in
from events.read_model import Reader, ReadModel
from events.report_counts import count_reports
from events.reporting import Reporting, find_gaps
from events.review_queue import review_ids
from events.selection import Counts, Selection
from events.shapes import read_footprints
from events.subset import TablePart
from events.table_order import BY_DATE, TableOrder
from events.tallies import counts_of, exposure_of, facets_of, per_day, reports_by_area, tally, toll_over_time


class EventQuery:
    """What an event store holds, ready to be filtered, as it was when last brought up to date.

    Safe to share between threads. Positions run from 0 in the order of the reports and of the events within each; they stay
    the same while ``version`` does.

    Parameters
    ----------
    store
        An `EventStore`.
    on_progress
        Called with how many events are read and how many there are, where a large project is read for the first time.
    """

    def __init__(self, store: Project, *, on_progress: Progress | None = None) -> None:
        self._store = store
        self._refreshing = Lock()
        self._model, self._mark = open_model(store, on_progress)
        self._model.listed = ActorList(store.path).all

    @property
    def version(self) -> int:
        """The version of the project that the answers are about."""
        return self._mark.version

    @property
    def total(self) -> int:
        """How many events there are."""
        return len(self._model.arrangement.slots)

    def refresh(self, *, on_progress: Progress | None = None) -> int:
        """Take in what changed in the project since, and return its version; ``on_progress`` hears where all is read anew.

        Raises
        ------
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where it cannot be read; the answers stay as they were.
        """
        with self._refreshing:
            with self._store.reading() as connection:
                begin(connection)
                mark = mark_of(connection)
                is_done = mark == self._mark or take_in(connection, self._model, self._mark)
            if is_done:
                self._mark = mark
            else:
                model, self._mark = open_model(self._store, on_progress)
                model.listed = ActorList(self._store.path).all
                self._model = model
            return self._mark.version

    def mask(self, event_filter: EventFilter) -> np.ndarray:
        """Return for each position whether the filter lets its event through."""
        model = self._model
        with model.reading() as reader:
            conditions = conditions_of(event_filter, model, reader)
            query = f"SELECT slot FROM {conditions.rows} WHERE {conditions.shown}"  # noqa: S608 - values are parameters
            slots = plain_numbers(reader.table(query, conditions.parameters)["slot"])
            found = np.zeros(len(reader.arrangement.slots), dtype=bool)
            found[reader.arrangement.position[slots]] = True
            return found

    def counts(self, event_filter: EventFilter) -> Counts:
        """Return counts that add up."""
        model = self._model
        with model.reading() as reader:
            return counts_of(conditions_of(event_filter, model, reader), reader)

    def ids(self, event_filter: EventFilter) -> tuple[str, ...]:
        """Return the ids of the events shown, by date (undated ones last), then in the order of the positions."""
        model = self._model
        with model.reading() as reader:
            return tuple(_in_order(conditions_of(event_filter, model, reader), reader, "event_id"))

    def ids_and_counts(
        self, event_filter: EventFilter, *, order: TableOrder = BY_DATE
    ) -> tuple[tuple[str, ...], Counts]:
        """Return `ids`, in an order, and `counts` of one moment, whoever refreshes the query meanwhile."""
        model = self._model
        with model.reading() as reader:
            conditions = conditions_of(event_filter, model, reader)
            return ids_in_order(conditions, reader, order), counts_of(conditions, reader)

    def ids_of_place(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the events whose place is a gazetteer's place, in the order of `ids`."""
        with self._model.reading() as reader:
            query = "SELECT event_id FROM m.event WHERE place_id = $place "
            order = "ORDER BY date_start NULLS LAST, report_number, place_in_report, event_id"
            return tuple(reader.table(query + order, {"place": place_id})["event_id"].to_pylist())

    def id_at(self, position: int) -> str:
        """Return the id of the event at a position.

        Raises
        ------
        IndexError
            If there is no such position.
        """
        with self._model.reading() as reader:
            if not 0 <= position < len(reader.arrangement.slots):
                raise IndexError(f"positions run from 0 to {len(reader.arrangement.slots) - 1}, got {position}.")
            slot = int(reader.arrangement.slots[position])
            found: str = reader.table("SELECT event_id FROM m.event WHERE slot = $slot", {"slot": slot})[0][0].as_py()
            return found

    def position_of(self, event_id: str) -> int | None:
        """Return the position of an event; None where there is none of that id."""
        with self._model.reading() as reader:
            found = reader.table("SELECT slot FROM m.event WHERE event_id = $id", {"id": event_id})["slot"].to_pylist()
            return int(reader.arrangement.position[found[0]]) if found else None

    def drawn(self) -> pa.Table:
        """Return what a map draws of all events, in the order of their positions; see `events.columns.drawn_columns`."""
        with self._model.reading() as reader:
            return drawn_columns(reader)

    def areas(self) -> list[BaseGeometry]:
        """Return the areas that events are drawn as, each once, EPSG:4326; `drawn` says which is whose."""
        return list(read_footprints(list(self._model.footprints)))

    def page(
        self, event_filter: EventFilter, *, order: TableOrder = BY_DATE, limit: int = 500, offset: int = 0,
        part: TablePart = TablePart.SHOWN,
    ) -> pa.Table:  # fmt: skip
        """Return some of the events shown, or of another part, with all their columns; see `events.columns.page_of`."""
        model = self._model
        with model.reading() as reader:
            conditions = conditions_of_part(conditions_of(event_filter, model, reader), part)
            return page_of(conditions, reader, model.actors(), order=order, limit=limit, offset=offset)

    def file_rows(self, event_filter: EventFilter, grades: Grades = NO_GRADES) -> tuple[pa.Table, Counts] | None:
        """Return the events shown as rows of `FILE_COLUMNS` in the order of `ids`, and the counts, without making each an `Event`.

        Returns
        -------
        tuple of pyarrow.Table and Counts, or None
            None where what only files tell is not at hand: no snapshot could be written, or another one lies there now.
        """
        model = self._model
        with model.reading() as reader:
            conditions = conditions_of(event_filter, model, reader)
            try:
                rows = file_rows(
                    conditions,
                    reader,
                    model.actors(),
                    list(model.footprints),
                    list(model.more),
                    self._from_snapshot,
                    grades,
                )
            except (OSError, pa.ArrowException):
                return None
            return rows, counts_of(conditions, reader)

    def _from_snapshot(self, rows: np.ndarray) -> pa.Table:
        """Return what only files tell of some of the snapshot's rows."""
        # Reading Parquet takes a while to import, which a small project does not need.
        from events.snapshot import open_snapshot  # noqa: PLC0415

        with open_snapshot(self._store.snapshot_of) as snapshot:
            if snapshot is None or snapshot.mark != self._model.snapshot_mark:
                raise FileNotFoundError(str(self._store.path))
            return snapshot.more(rows)

    def review_ids(self, *, limit: int) -> tuple[str, ...]:
        """Return the ids of the events that wait for review, those that matter most first; see `events.review_queue`."""
        with self._model.reading() as reader:
            return review_ids(reader, limit=limit)

    def unplaced_ids(self, event_filter: EventFilter, *, limit: int, offset: int = 0) -> tuple[str, ...]:
        """Return the ids of some of the events shown that are not placed, in the order of `ids`."""
        model = self._model
        with model.reading() as reader:
            conditions = conditions_of(event_filter, model, reader)
            found = _in_order(conditions, reader, "event_id", unplaced=True, limit=limit, offset=offset)
        return tuple(found)

    def per_day(self, event_filter: EventFilter) -> pa.Table:
        """Return ``day, type, events`` of the dated events shown, each on its first day."""
        model = self._model
        with model.reading() as reader:
            return per_day(conditions_of(event_filter, model, reader), reader)

    def tallies(self, event_filter: EventFilter, *, by: TallyBy) -> pa.Table:
        """Return ``key, events, certain, killed_low, killed_best, killed_high``; see `events.tallies.tally`."""
        model = self._model
        with model.reading() as reader:
            return tally(conditions_of(event_filter, model, reader), reader, model.actors(), by)

    def reports_by_area(self, event_filter: EventFilter) -> dict[str, int]:
        """Return how many reports tell of the events shown in each province (LY.58) and country (LY)."""
        model = self._model
        with model.reading() as reader:
            return reports_by_area(conditions_of(event_filter, model, reader), reader)

    def reporting(self, event_filter: EventFilter) -> Reporting:
        """Return where and when the reports that tell of the events shown are thin; see `events.reporting.find_gaps`.

        A filter on what happened makes everything thin: narrow it to places and sources only.
        """
        model = self._model
        with model.reading() as reader:
            counts = count_reports(conditions_of(event_filter, model, reader), reader)
            last = reader.table("SELECT max(date_start) AS last FROM m.happened")["last"].to_pylist()[0]
        return find_gaps(counts, last=last)

    def toll_over_time(self, event_filter: EventFilter) -> pa.Table:
        """Return the toll summed up to each day; see `events.tallies.toll_over_time`."""
        model = self._model
        with model.reading() as reader:
            return toll_over_time(conditions_of(event_filter, model, reader), reader)

    def exposure(self, event_filter: EventFilter) -> Exposure:
        """Return how many reports and sources the events shown stand on."""
        model = self._model
        with model.reading() as reader:
            return exposure_of(conditions_of(event_filter, model, reader), reader)

    def facets(self) -> Facets:
        """Return what there is to filter by."""
        model = self._model
        with model.reading() as reader:
            return facets_of(reader, model.actors())


def select_events(events: tuple[Event, ...], event_filter: EventFilter) -> Selection:
    """Return the events that a filter lets through, by date (undated ones last), then in their order; counts add up.

    A filter on dates leaves out events without a date, one on place or precision those that are not placed.
    """
    model = ReadModel()
    model.fill(iter([flat_table((0, number, to_plain(event)) for number, event in enumerate(events))]))
    with model.reading() as reader:
        conditions = conditions_of(event_filter, model, reader)
        shown, counts = _in_order(conditions, reader, "place_in_report"), counts_of(conditions, reader)
    return Selection(events=tuple(events[number] for number in shown), counts=counts, filter=event_filter)


def _in_order(
    conditions: Conditions, reader: Reader, column: str, *, unplaced: bool = False, limit: int | None = None, offset: int = 0
) -> list[Any]:  # fmt: skip
    wanted = f"({conditions.shown}){' AND shape IS NULL' if unplaced else ''}"
    some = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    rows = reader.table(
        f"SELECT {column} AS found FROM {conditions.rows} WHERE {wanted} "  # noqa: S608 - as above
        f"ORDER BY date_start NULLS LAST, report_number, place_in_report, event_id{some}",
        conditions.parameters,
    )
    found: list[Any] = rows["found"].to_pylist()
    return found
