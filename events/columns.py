"""Events as columns: all of them for the map, a page of them for a table on screen."""

import numpy as np
import pyarrow as pa

from events.arrow_columns import arrow_column, arrow_numbers, plain_numbers
from events.conditions import Conditions
from events.flat import HAPPENED, STATUSES
from events.read_model import COLUMNS, Reader
from events.table_order import TableOrder
from events.tallies import type_words

_CODED = ("admin1", "where_words", "claimed_by")
_STATUS_WORDS = [status.value for status in STATUSES]
_DRAWN = (
    "type, status, where_prec, date_prec, needs_review, confidence, date_start - DATE '1970-01-01' AS first_day, "
    "date_end - DATE '1970-01-01' AS last_day, "
    # least() alone would take a toll that is not known for the largest one
    f"CASE WHEN killed_best IS NOT NULL THEN least(killed_best, {2**31 - 1})::INTEGER END AS killed_best, "
    # What did not happen says so wherever the map names its place.
    + f"concat(where_words, CASE WHEN status <> {HAPPENED} THEN concat(' (', {_STATUS_WORDS}[status + 1], ')') END) AS where_words, "
    + ", ".join(f"coalesce({name}, '') AS {name}" for name in _CODED if name != "where_words")
)
_SHOWN = tuple(name for name in COLUMNS if name not in {"report_number", "place_in_report", "words"})


def drawn_columns(reader: Reader) -> pa.Table:
    """Return what a map draws of all events, in the order of their positions.

    Returns
    -------
    pyarrow.Table
        ``lon, lat`` (float64 degrees, null where not placed), ``first_day, last_day`` (int32 days since 1970-01-01, null where
        not dated), ``type, status`` (uint8, position in `EventType` and `EventStatus`), ``where_prec, date_prec`` (uint8), ``radius_m`` (float32 metres
        of the circle, null for points and areas), ``killed_best`` (int32), ``needs_review``, ``confidence``,
        ``area`` (int32, which of `EventQuery.areas`, -1 for none), ``admin1``, ``where_words`` and ``claimed_by``
        (dictionaries, "" where not known). What else is not known is null.
    """
    rows = reader.table(f"SELECT slot, shape, {_DRAWN} FROM m.event")  # noqa: S608 - our own names
    order = reader.arrangement.position[plain_numbers(rows["slot"])]
    if (order[1:] < order[:-1]).any():
        rows = rows.take(arrow_numbers(np.argsort(order)))
    shapes, shape = reader.arrangement.shapes, plain_numbers(rows["shape"], -1)
    codes = {name: rows[name].combine_chunks().dictionary_encode() for name in _CODED}
    return pa.table(
        {
            "lon": arrow_numbers(_of_shape(shapes.lon, shape, np.nan)),
            "lat": arrow_numbers(_of_shape(shapes.lat, shape, np.nan)),
            "first_day": rows["first_day"].cast(pa.int32()),
            "last_day": rows["last_day"].cast(pa.int32()),
            "type": rows["type"],
            "status": rows["status"],
            "where_prec": rows["where_prec"],
            "date_prec": rows["date_prec"],
            "radius_m": arrow_numbers(_of_shape(shapes.radius_m, shape, np.nan).astype(np.float32)),
            "killed_best": rows["killed_best"],
            "needs_review": rows["needs_review"],
            "confidence": rows["confidence"],
            "area": arrow_numbers(_of_shape(shapes.footprint, shape, -1).astype(np.int32)),
            **codes,
        }
    )


def _of_shape(values: np.ndarray, shape: np.ndarray, otherwise: float) -> np.ndarray:
    """Return a value of each row's shape; -1 is no shape."""
    found: np.ndarray = np.append(values, np.array(otherwise, dtype=values.dtype))[shape]
    return found


def page_of(
    conditions: Conditions, reader: Reader, actors: list[str], *, order: TableOrder, limit: int, offset: int
) -> pa.Table:
    """Return some of the events shown, with all their columns, for a table on screen.

    Parameters
    ----------
    order
        What to sort by, over all the events shown.
    limit, offset
        How many, and how many are left out before.
    """
    positions = _positions_in_order(conditions, reader, order)[offset : offset + limit]
    # The rows are found first: only those of the page need all their columns.
    slots = reader.arrangement.slots[positions]
    wanted = f"slot IN ({', '.join(map(str, slots.tolist()))})" if len(slots) else "FALSE"
    rows = reader.table(f"SELECT slot, shape, {', '.join(_SHOWN)} FROM m.event WHERE {wanted}")  # noqa: S608 - numbers
    place = np.empty(len(reader.arrangement.position), dtype=np.int32)
    place[plain_numbers(rows["slot"])] = np.arange(len(rows), dtype=np.int32)
    rows = rows.take(arrow_numbers(place[slots]))
    shapes, shape = reader.arrangement.shapes, plain_numbers(rows["shape"], -1)
    boxes = shapes.boxes.T
    found = {"position": arrow_numbers(positions)}
    found |= {name: rows[name] for name in _SHOWN}
    found["type"] = type_words(rows["type"])
    found["status"] = arrow_column([STATUSES[code].value for code in rows["status"].to_pylist()], pa.string())
    found |= {side: _names(rows[side], actors) for side in ("side1", "side2")}
    found |= {
        "lon": arrow_numbers(_of_shape(shapes.lon, shape, np.nan)),
        "lat": arrow_numbers(_of_shape(shapes.lat, shape, np.nan)),
    }
    found["radius_m"] = arrow_numbers(_of_shape(shapes.radius_m, shape, np.nan))
    found |= {
        name: arrow_numbers(_of_shape(boxes[n], shape, np.nan))
        for n, name in enumerate(("west", "south", "east", "north"))
    }
    found["has_area"] = arrow_numbers(_of_shape(shapes.footprint, shape, -1) >= 0)
    return pa.table(found)


def ids_in_order(conditions: Conditions, reader: Reader, order: TableOrder) -> tuple[str, ...]:
    """Return the ids of the events shown, in an order."""
    positions, rows = _shown_rows(conditions, reader, "slot, event_id")
    rank = np.empty(len(reader.arrangement.slots), dtype=np.int32)
    rank[reader.ranking(order)] = np.arange(len(rank), dtype=np.int32)
    return tuple(rows["event_id"].take(arrow_numbers(np.argsort(rank[positions]))).to_pylist())


def _positions_in_order(conditions: Conditions, reader: Reader, order: TableOrder) -> np.ndarray:
    positions, _ = _shown_rows(conditions, reader, "slot")
    is_shown = np.zeros(len(reader.arrangement.slots), dtype=bool)
    is_shown[positions] = True
    ranking = reader.ranking(order)
    found: np.ndarray = ranking[is_shown[ranking]]
    return found


def _shown_rows(conditions: Conditions, reader: Reader, columns: str) -> tuple[np.ndarray, pa.Table]:
    """Return columns of the events shown, and the position of each."""
    query = f"SELECT {columns} FROM {conditions.rows} WHERE {conditions.shown}"  # noqa: S608 - values are parameters
    rows = reader.table(query, conditions.parameters)
    return reader.arrangement.position[plain_numbers(rows["slot"])], rows


def _names(codes: pa.ChunkedArray, actors: list[str]) -> pa.Array:
    return arrow_column([[actors[code] for code in row] for row in codes.to_pylist()], pa.list_(pa.string()))
