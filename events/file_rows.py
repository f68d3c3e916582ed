"""The rows of files from the read model and its snapshot: what `file_table` makes of one event after another, of a million at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from events.arrow_columns import arrow_column, arrow_numbers, plain_numbers
from events.conditions import Conditions
from events.file_columns import FILE_COLUMNS, GEOMETRY, MANY_VALUES, POINT_WKB
from events.flat import STATUSES
from events.flat_more import MORE
from events.grades import Grades
from events.read_model import Reader
from events.tallies import type_words
from events.time_of_day import clock_text
from events.writers import written_area

# Of each row that lies in a snapshot: given a mask of the snapshot's rows, their columns of `MORE`.
FromSnapshot = Callable[[np.ndarray], pa.Table]
_AS_THEY_ARE = (
    "event_id", "type", "sub_type", "date_start", "date_end", "date_prec", "place_name", "country_code", "where_prec", "killed_best",
    "killed_low", "killed_high", "injured_best", "claimed_by", "confidence", "needs_review", "source", "time_start", "time_end",
    "time_prec", "recurrence", "status",
)  # fmt: skip
_SIDES = ("side1", "side2")


def file_rows(
    conditions: Conditions, reader: Reader, actors: list[str], footprints: list[bytes],
    more: list[tuple[int, pa.Table]], from_snapshot: FromSnapshot, grades: Grades,
) -> pa.Table:  # fmt: skip
    """Return the events shown as rows of `FILE_COLUMNS`, by date (undated ones last), then in the order of the positions.

    Texts that occur often are dictionaries; :func:`events.file_columns.plain_batches` makes them plain.
    """
    columns = ", ".join((*_AS_THEY_ARE, *(f"{side}::VARCHAR AS {side}" for side in _SIDES)))
    rows = reader.table(
        f"SELECT slot, shape, {columns} FROM {conditions.rows} WHERE {conditions.shown}",  # noqa: S608 - values are parameters
        conditions.parameters,
    )
    slots = plain_numbers(rows["slot"])
    days = plain_numbers(rows["date_start"].cast(pa.int32()), np.iinfo(np.int32).max)
    # As one number each, days and positions are sorted in half the time of two.
    order = np.argsort((days.astype(np.int64) << 32) + reader.arrangement.position[slots])
    place, told = arrow_numbers(order), _told(np.sort(slots), more, from_snapshot)
    found = {name: _ordered(name, rows[name], place) for name in _AS_THEY_ARE}
    found["type"] = _ordered("type", type_words(rows["type"]), place)
    found |= {side: _mapped(_ordered(side, rows[side], place), lambda text: _names(text, actors)) for side in _SIDES}
    found |= {name: _mapped(found[name], clock_text) for name in ("time_start", "time_end")}
    # What only files tell lies in the order of the slots.
    at = np.empty(int(slots.max()) + 1 if len(slots) else 0, dtype=np.int32)
    at[np.sort(slots)] = np.arange(len(slots), dtype=np.int32)
    place = arrow_numbers(at[slots[order]])
    found |= {name: _ordered(name, told[name], place) for name in MORE.names}
    if found["place_name"].null_count:
        found["place_name"] = _or_else(found["place_name"], found["place_phrase"])
    found |= {"time_zone": found["zone"], "lon": found["plot_lon"], "lat": found["plot_lat"]}
    found["status"] = _mapped(found["status"], lambda code: STATUSES[code].value)
    found["source_reliability"] = _mapped(found["source"], lambda name: grades.of_source(name) or None)
    found["information_credibility"] = _credibility(found["event_id"], grades)
    shapes = reader.arrangement.shapes
    shape = plain_numbers(rows["shape"], -1)[order]
    area = np.where(shape >= 0, shapes.footprint[shape], -1) if len(shapes) else np.full(len(shape), -1)
    found[GEOMETRY] = _geometries(area, footprints, found)
    return pa.table({name: _typed(found[name], FILE_COLUMNS.field(name).type) for name in FILE_COLUMNS.names})


def _told(slots: np.ndarray, more: list[tuple[int, pa.Table]], from_snapshot: FromSnapshot) -> pa.Table:
    """Return the columns of `MORE` of the rows with some numbers, which ascend."""
    first = more[0][0] if more else None
    in_snapshot = slots if first is None else slots[slots < first]
    parts = []
    if len(in_snapshot):
        wanted = np.zeros(int(in_snapshot[-1]) + 1, dtype=bool)
        wanted[in_snapshot] = True
        parts.append(from_snapshot(wanted))
    for start, table in more:
        here = slots[(slots >= start) & (slots < start + len(table))] - start
        if len(here):
            parts.append(table if len(here) == len(table) else table.take(arrow_numbers(here)))
    return pa.concat_tables([_coded_as(part, parts[0].schema) for part in parts]) if parts else MORE.empty_table()


def _coded_as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with dictionaries where a schema has them."""
    is_coded = [pa.types.is_dictionary(field.type) for field in schema]
    columns = [
        column.dictionary_encode() if coded else column for column, coded in zip(table.columns, is_coded, strict=True)
    ]
    return pa.table(columns, names=table.column_names)


def _ordered(name: str, values: pa.ChunkedArray, order: pa.Array) -> pa.Array:
    """Return values in an order; texts that occur often as a dictionary, of which numbers are moved and no letters."""
    whole = _whole(values)
    if pa.types.is_string(whole.type) and name not in MANY_VALUES:
        whole = whole.dictionary_encode()
    return whole if whole.null_count == len(whole) else whole.take(order)


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = values.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _mapped(values: pa.Array, words: Callable[[Any], str | None]) -> pa.Array:
    """Return the words for values, as a dictionary; null stays null."""
    coded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    told = [words(each) for each in coded.dictionary.to_pylist()]
    # What has no words is null as a row, not in the dictionary.
    is_null = np.array([each is None for each in told] + [True])
    index = plain_numbers(coded.indices, -1).astype(np.int32)
    return pa.DictionaryArray.from_arrays(
        arrow_numbers(index, is_null[index]), arrow_column([each or "" for each in told], pa.string())
    )


def _or_else(values: pa.Array, others: pa.Array) -> pa.Array:
    """Return a dictionary's values, and where they are null those of another."""
    missing = plain_numbers(pc.is_null(values))
    index = np.where(
        missing, len(values.dictionary) + plain_numbers(others.indices, -1), plain_numbers(values.indices, -1)
    )
    is_null = missing & plain_numbers(pc.is_null(others))
    both = pa.concat_arrays([values.dictionary, others.dictionary])
    return pa.DictionaryArray.from_arrays(arrow_numbers(index.astype(np.int32), is_null), both)


def _credibility(event_ids: pa.Array, grades: Grades) -> pa.Array:
    """Return the figures that persons gave what events tell; most of a large project have none."""
    if not grades.events:
        return pa.nulls(len(event_ids), pa.string())
    return arrow_column([grades.events.get(each) for each in event_ids.to_pylist()], pa.string())


def _names(codes: str, actors: list[str]) -> str:
    """Return the names of a side, of which the database has the numbers ("[3, 17]")."""
    return "; ".join(actors[int(code)] for code in codes.strip("[]").split(",") if code.strip())


def _geometries(area: np.ndarray, footprints: list[bytes], found: dict[str, pa.Array]) -> pa.Array:
    """Return what files draw of each row as a dictionary of WKB: areas once each, then a point for each row that is one."""
    is_area = area >= 0
    used, number = np.unique(area[is_area], return_inverse=True)
    outline = found["outline"]
    coded = outline.dictionary_encode()
    is_outline = ~is_area & plain_numbers(pc.is_valid(outline))
    lon, lat = (plain_numbers(found[name], np.nan) for name in ("at_lon", "at_lat"))
    is_point = ~is_area & ~is_outline & ~np.isnan(lon)
    areas = _written([*(footprints[each] for each in used), *coded.dictionary.to_pylist()])
    points = np.zeros(int(is_point.sum()), dtype=POINT_WKB)
    points["order"], points["type"] = 1, 1
    points["lon"], points["lat"] = lon[is_point], lat[is_point]
    ends = np.arange(len(points) + 1, dtype=np.int32) * POINT_WKB.itemsize
    drawn = pa.Array.from_buffers(pa.binary(), len(points), [None, pa.py_buffer(ends), pa.py_buffer(points)])
    index = np.full(len(area), -1, dtype=np.int32)
    index[is_area] = number
    index[is_outline] = len(used) + plain_numbers(coded.indices, -1)[is_outline]
    index[is_point] = len(areas) + np.arange(len(points))
    return pa.DictionaryArray.from_arrays(arrow_numbers(index, index < 0), pa.concat_arrays([areas, drawn]))


def _written(footprints: list[bytes]) -> pa.Array:
    shapes = [written_area(shape) for shape in shapely.from_wkb(footprints)]
    return arrow_column([shapely.to_wkb(shape) for shape in shapes], pa.binary())


def _typed(values: pa.Array, kind: pa.DataType) -> pa.Array:
    return values if pa.types.is_dictionary(values.type) or values.type == kind else values.cast(kind)
