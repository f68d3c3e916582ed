"""The read model: the flat rows of events in an in-memory DuckDB, and in which order they stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from events.arrow_columns import arrow_column, arrow_lists, arrow_numbers, plain_numbers
from events.changes import Mark
from events.flat import FLAT, HAPPENED
from events.flat_more import MORE
from events.listed_actor import ListedActor
from events.ranking import Rankings, ranked, ranking_sql
from events.shapes import NO_SHAPES, KnownShapes, Shapes
from events.table_order import TableOrder

# No file, network or extension is within reach of a query, whatever stands in it.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_SQL_TYPES = {
    pa.string(): "VARCHAR", pa.int32(): "INTEGER", pa.int64(): "BIGINT", pa.uint8(): "UTINYINT", pa.date32(): "DATE",
    pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN", pa.list_(pa.string()): "INTEGER[]",
}  # fmt: skip
# What shapes hold stands there once for all events of the same place.
_OF_SHAPES = frozenset({"lon", "lat", "radius_m", "west", "south", "east", "north", "footprint"})
COLUMNS = tuple(name for name in FLAT.names if name not in _OF_SHAPES)
_SIDES = ("side1", "side2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Which rows there are and in which order, as one version of the project has them.

    Attributes
    ----------
    slots
        The row in the database of each position, in the order of reports and of events within each.
    position
        The position of each row in the database, -1 where it is gone.
    shapes
        What is drawn, by the rows' ``shape``.
    rankings
        The orders of the rows that were asked for.
    """

    slots: np.ndarray
    position: np.ndarray
    shapes: Shapes
    rankings: Rankings = field(default_factory=Rankings)


class Reader:
    """The rows as one call sees them: a database cursor of its own, and how they stand."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, arrangement: Arrangement) -> None:
        self._cursor = cursor
        self.arrangement = arrangement

    def table(self, sql: str, parameters: dict[str, object] | None = None) -> pa.Table:
        """Return a query's rows."""
        return self._cursor.sql(sql, params=parameters or None).to_arrow_table()

    def ranking(self, order: TableOrder) -> np.ndarray:
        """Return the positions of all rows in an order."""

        def made() -> np.ndarray:
            rows = self.table(f"SELECT slot, {ranking_sql(order)} FROM m.event")  # noqa: S608 - our own names
            return ranked(rows["key"], self.arrangement.position[plain_numbers(rows["slot"])], order)

        return self.arrangement.rankings.get(order, made)

    def lend(self, name: str, table: pa.Table) -> None:
        """Let this call's queries read a table under a name."""
        self._cursor.register(name, table)


class ReadModel:
    """Rows of events, safe to share between threads: who reads sees them as they were when the reading began."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._database = duckdb.connect(":memory:", config=_CONFIG)
        # Compressed, a million events take a quarter of the memory and are faster to look through.
        self._database.execute("ATTACH ':memory:' AS m (COMPRESS)")
        columns = ", ".join(f"{name} {_SQL_TYPES[FLAT.field(name).type]}" for name in COLUMNS)
        self._database.execute(f"CREATE TABLE m.event (slot INTEGER, shape INTEGER, {columns})")
        # What did not happen is in no count by itself.
        self._database.execute(f"CREATE VIEW m.happened AS SELECT * FROM m.event WHERE status = {HAPPENED}")  # noqa: S608 - a number
        self._shapes = KnownShapes()
        self._actors: dict[str, int] = {}
        self.listed: Callable[[], Sequence[ListedActor]] = tuple
        self._keys = np.empty(0, dtype=np.int64)
        # What only files tell of the rows, by the row that each part begins with; of those that lie in a snapshot, there.
        self.more: list[tuple[int, pa.Table]] = []
        # As of when that snapshot is; None where there is none.
        self.snapshot_mark: Mark | None = None
        self.arrangement = Arrangement(slots=np.empty(0, np.int32), position=np.empty(0, np.int32), shapes=NO_SHAPES)

    def actors(self) -> list[str]:
        """Return the names on either side, by the numbers that the rows have for them."""
        return list(self._actors)

    @property
    def footprints(self) -> list[bytes]:
        """The areas as WKB, by the numbers that the shapes have for them."""
        return self._shapes.footprints

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give the rows to one call."""
        with self._lock:
            cursor = self._database.cursor()
            arrangement = self.arrangement
            cursor.execute("BEGIN")
            # The transaction sees the rows as they are when it first looks at them.
            cursor.execute("SELECT slot FROM m.event LIMIT 1").fetchall()
        try:
            yield Reader(cursor, arrangement)
        finally:
            cursor.close()

    def fill(self, tables: Iterator[pa.Table]) -> None:
        """Add the first rows, in any order; nobody reads yet."""
        shapes = [NO_SHAPES]
        for table in tables:
            shapes.append(self._insert(self._database, table, sum(map(len, shapes))))
            # What is compressed is what a checkpoint has written.
            self._database.execute("CHECKPOINT m")
        # What Arrow needed on the way would stay with the process otherwise.
        pa.default_memory_pool().release_unused()
        joined = Shapes(**{n: np.concatenate([getattr(s, n) for s in shapes]) for n in Shapes.__dataclass_fields__})
        self.arrangement = self._arranged(self._database, np.arange(len(self._keys), dtype=np.int32), joined)

    def change(self, changed: Mapping[str, int], table: pa.Table) -> None:
        """Take the rows of events out and put others in; who reads at the moment still sees the old ones.

        ``changed`` has the numbers of the reports by the ids of the events to take out, as far as they are there.
        """
        cursor = self._database.cursor()
        cursor.execute("BEGIN")
        try:
            cursor.register("gone", pa.table({"event_id": arrow_column(list(changed), pa.string())}))
            # Rows lie by their reports more or less: most of them need not be looked at.
            between = f"report_number BETWEEN {min(changed.values())} AND {max(changed.values())}"
            query = f"SELECT slot FROM m.event WHERE {between} AND event_id IN (SELECT event_id FROM gone)"  # noqa: S608 - numbers
            gone = plain_numbers(cursor.sql(query).to_arrow_table()["slot"])
            if len(gone):
                # By its number a row is found without reading all ids again.
                cursor.execute(f"DELETE FROM m.event WHERE slot IN ({', '.join(map(str, gone.tolist()))})")  # noqa: S608 - numbers
            old = self.arrangement
            first = len(self._keys)
            shapes = old.shapes.joined(self._insert(cursor, table, len(old.shapes)))
            there = old.position >= 0
            there[gone] = False
            slots = np.concatenate([np.flatnonzero(there), np.arange(first, len(self._keys))]).astype(np.int32)
            arrangement = self._arranged(cursor, slots, shapes)
            with self._lock:
                cursor.execute("COMMIT")
                self.arrangement = arrangement
        finally:
            cursor.close()

    def _insert(self, cursor: duckdb.DuckDBPyConnection, rows: pa.Table, first_shape: int) -> Shapes:
        shapes, number = self._shapes.add(rows, first_shape)
        slot = np.arange(len(self._keys), len(self._keys) + len(rows), dtype=np.int32)
        columns: dict[str, Any] = {
            "slot": arrow_numbers(slot),
            "shape": arrow_numbers(number, number < 0),
            **{name: self._coded(rows[name]) if name in _SIDES else rows[name] for name in COLUMNS},
        }
        cursor.register("fresh", pa.table(columns))
        cursor.execute(f"INSERT INTO m.event SELECT slot, shape, {', '.join(COLUMNS)} FROM fresh")  # noqa: S608 - our own names
        cursor.unregister("fresh")
        if len(rows) and rows.schema.get_field_index(MORE.names[0]) >= 0:
            self.more.append((len(self._keys), rows.select(MORE.names)))
        keys = (plain_numbers(rows["report_number"]).astype(np.int64) << 32) + plain_numbers(rows["place_in_report"])
        self._keys = np.concatenate([self._keys, keys])
        return shapes

    def _coded(self, lists: pa.ChunkedArray) -> pa.Array:
        """Return lists of names as lists of their numbers."""
        plain = lists.combine_chunks()
        plain = plain.chunk(0) if isinstance(plain, pa.ChunkedArray) else plain
        coded = plain.flatten().dictionary_encode()
        numbers = [self._actors.setdefault(name, len(self._actors)) for name in coded.dictionary.to_pylist()]
        values = np.array(numbers, dtype=np.int32)[plain_numbers(coded.indices)]
        sizes = plain_numbers(plain.value_lengths())
        ends = np.concatenate([[0], np.cumsum(sizes)])
        return arrow_lists(ends, arrow_numbers(values))

    def _arranged(self, cursor: duckdb.DuckDBPyConnection, slots: np.ndarray, shapes: Shapes) -> Arrangement:
        keys = self._keys[slots]
        if (keys[1:] < keys[:-1]).any():
            order = np.argsort(keys, kind="stable")
            slots, keys = slots[order], keys[order]
        if (keys[1:] == keys[:-1]).any():
            # A report that was read twice, differently, has two events at one place: these go by their ids.
            query = "SELECT slot FROM m.event ORDER BY report_number, place_in_report, event_id"
            slots = plain_numbers(cursor.sql(query).to_arrow_table()["slot"])
        position = np.full(len(self._keys), -1, dtype=np.int32)
        position[slots] = np.arange(len(slots), dtype=np.int32)
        return Arrangement(slots=slots, position=position, shapes=shapes)
