"""Parquet and GeoParquet, read in batches; columns that are kept in other files are not followed."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from events.datasets.tables.spatial import in_degrees
from events.datasets.tables.table import MOST_COLUMNS, MOST_ROWS, Row, Table, column_names, plain
from events.errors import UnreadableDataError
from events.layers import named_crs, projjson_crs
from events.layers.wkb import read_wkb

_BATCH = 5_000
_MOST_UNPACKED = 16 * 1024**3
_FAILURES = (pa.ArrowException, OSError, ValueError, KeyError, TypeError, RecursionError, MemoryError)


def read_parquet(open_file: Callable[[], BinaryIO]) -> Table:
    """Read a Parquet file; of a GeoParquet, the geometry in lon/lat.

    Raises
    ------
    UnreadableDataError
        If it is damaged, or holds more than is read.
    """
    try:
        with open_file() as file:
            parquet = pq.ParquetFile(file)
            meta, schema = parquet.metadata, parquet.schema_arrow
            size = sum(meta.row_group(each).total_byte_size for each in range(min(meta.num_row_groups, 100_000)))
            geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    except _FAILURES as error:
        raise UnreadableDataError("This Parquet file is damaged. Write it anew, or save the table as CSV.") from error
    if meta.num_rows > MOST_ROWS or size > _MOST_UNPACKED or len(schema.names) > MOST_COLUMNS:
        raise UnreadableDataError(
            f"The file holds more than {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns or {_MOST_UNPACKED // 1024**3} GB. Split it into parts."
        )
    geometry, crs = _geometry(geo)
    position = schema.names.index(geometry) if geometry in schema.names else None
    _, notes = in_degrees(np.empty(0, object), crs)

    def rows() -> Iterator[Row]:
        number = 0
        try:
            with open_file() as file:
                for batch in pq.ParquetFile(file).iter_batches(batch_size=_BATCH):
                    values: list[list[Any]] = [column.to_pylist() for column in batch.columns]
                    if position is not None:
                        values[position] = list(in_degrees(read_wkb(map(_bytes, values[position])), crs)[0])
                    for cells in zip(*values, strict=True):
                        number += 1
                        yield Row(number, tuple(map(plain, cells)))
        except _FAILURES as error:
            if isinstance(error, UnreadableDataError):
                raise
            raise UnreadableDataError(
                "This Parquet file is damaged further down. Write it anew, or save the table as CSV."
            ) from error

    if not meta.num_rows or not schema.names:
        raise UnreadableDataError("The table is empty. Choose another file.")
    return Table(
        kind="GeoParquet" if geo else "Parquet", columns=column_names(schema.names), read=rows, notes=tuple(notes)
    )


def _bytes(value: object) -> bytes | None:
    if isinstance(value, bytes):
        return value
    if isinstance(value, Mapping) and {"x", "y"} <= value.keys() and all(isinstance(value[k], float) for k in "xy"):
        # GeoParquet 1.1 may keep points as two numbers
        return bytes(shapely.to_wkb(shapely.Point(value["x"], value["y"])))
    return None


def _geometry(geo: object) -> tuple[str, pyproj.CRS | None]:
    """Return the geometry's column and its coordinate system, "" where the file has none."""
    columns = geo.get("columns") if isinstance(geo, dict) else None
    if not isinstance(geo, dict) or not isinstance(columns, dict):
        return "", None
    name = str(geo.get("primary_column", ""))
    told = columns.get(name)
    if not isinstance(told, dict):
        return "", None
    # GeoParquet 1.1: no member means longitude and latitude, null means that nobody knows
    said = told.get("crs", "OGC:CRS84")
    return name, projjson_crs(said) if isinstance(said, dict) else named_crs(said) if isinstance(said, str) else None
