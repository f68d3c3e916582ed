"""Events as one Arrow table of what files tell of them: what every writer of many events writes from."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import pyarrow as pa
import shapely

from events.arrow_columns import arrow_column
from events.event import Event
from events.grades import NO_GRADES, Grades
from events.writers import CSV_COLUMNS, csv_row, written_area

# So many events are plain Python values at once.
_AT_ONCE = 10_000
_DAYS = ("date_start", "date_end")
_SMALL = ("date_prec", "where_prec")
_COUNTS = (
    "killed_best", "killed_low", "killed_high", "injured_best", "missing_best", "displaced_best", "captured_best",
    "civilians_killed", "combatants_killed",
)  # fmt: skip
_NUMBERS = ("confidence", "lon", "lat")
GEOMETRY = "geometry"
# Of these most rows have a value of their own: they are no dictionaries.
MANY_VALUES = ("event_id", "sentence", "lon", "lat")
# A point's WKB: byte order, type, two numbers.
POINT_WKB = np.dtype([("order", "u1"), ("type", "<u4"), ("lon", "<f8"), ("lat", "<f8")])


def _kind(name: str) -> pa.DataType:
    if name in _DAYS:
        return pa.date32()
    if name in _COUNTS:
        return pa.int64()
    if name in _SMALL:
        return pa.int32()
    if name in _NUMBERS:
        return pa.float64()
    return pa.bool_() if name == "needs_review" else pa.string()


FILE_COLUMNS = pa.schema([*((name, _kind(name)) for name in CSV_COLUMNS), (GEOMETRY, pa.binary())])
"""One row an event: the columns of `CSV_COLUMNS` and behind them what GeoJSON draws as WKB, EPSG:4326, lon before lat.

Days are ``date32``, counts ``int64``, ``lon, lat`` (the point to plot) and ``confidence`` ``float64``, ``needs_review`` a
bool, all else text; what is not known is null. An area's rings run counter-clockwise; no geometry is null.
"""


def file_table(events: Iterable[Event], grades: Grades = NO_GRADES) -> pa.Table:
    """Return events as the rows of `FILE_COLUMNS`, in their order; ``grades`` are their project's."""
    tables = list(_tables(events, grades))
    return pa.concat_tables(tables) if tables else FILE_COLUMNS.empty_table()


def _tables(events: Iterable[Event], grades: Grades) -> Iterator[pa.Table]:
    left = iter(events)
    while some := list(islice(left, _AT_ONCE)):
        rows = [csv_row(event, grades) for event in some]
        columns = [arrow_column([row[name] for row in rows], FILE_COLUMNS.field(name).type) for name in CSV_COLUMNS]
        columns.append(arrow_column([_wkb(event) for event in some], pa.binary()))
        yield pa.table(columns, schema=FILE_COLUMNS)


def _wkb(event: Event) -> bytes | None:
    if event.where is None or event.where.place is None:
        return None
    place, area = event.where.place, event.where.footprint
    shape = shapely.Point(round(place.lon, 6), round(place.lat, 6)) if area is None else written_area(area)
    found: bytes = shapely.to_wkb(shape)
    return found


def plain_column(values: pa.Array) -> pa.Array:
    """Return a column whose values are no dictionary."""
    return values.cast(values.type.value_type) if pa.types.is_dictionary(values.type) else values


def plain_batches(table: pa.Table, size: int = 25_000) -> pa.RecordBatchReader:
    """Give the rows of a table, some at a time, without dictionaries."""
    kinds = [f.type.value_type if pa.types.is_dictionary(f.type) else f.type for f in table.schema]
    schema = pa.schema(zip(table.column_names, kinds, strict=True))

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in table.to_batches(max_chunksize=size):
            yield pa.record_batch([plain_column(each) for each in batch.columns], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())
