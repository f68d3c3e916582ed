"""A GeoPackage: a database of a stranger, opened in memory, with nothing in its schema trusted."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from geo.errors import LayerError
from geo.layer_crs import named_crs, wkt_crs
from geo.layer_raw import (
    MOST_FEATURES,
    MOST_UNPACKED,
    RawLayer,
    is_asked,
    label_of,
    one_named,
    population_of,
    refuse_many,
)
from geo.layer_wkb import read_wkb, without_header

# What a damaged or made-up schema leads to, names that are no text included.
_FAILURES = (sqlite3.Error, UnicodeError, TypeError, AttributeError, OverflowError)
_SQLITE_MAGIC = b"SQLite format 3\x00"
# Steps of SQLite's machine, in thousands, after which a table of a hostile file is given up: some seconds.
_LONGEST_VALUE = 16 * 1024**2
_STEPS, _MOST_STEPS = 1_000, 100_000


def geopackage_layers(data: bytes) -> tuple[str, ...]:
    """Return the names of its layers."""
    with _gpkg(data) as connection:
        return tuple(name for name, *_ in _tables(connection))


def read_geopackage(data: bytes, layer: str | None) -> RawLayer:
    """Read one layer, the first where none is named."""
    with _gpkg(data) as connection:
        tables = _tables(connection)
        table, column, srs = one_named(tables, layer, lambda each: each[0])
        fields = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        wanted = [field for field in fields if is_asked(field) and field != column]
        columns = ", ".join(_quoted(each) for each in (column, *wanted))
        # names of a stranger's tables, quoted: nothing else of the file is in the statement
        rows = _bounded(connection.execute(f"SELECT {columns} FROM {_quoted(table)} LIMIT {MOST_FEATURES + 1}"))  # noqa: S608
        refuse_many(len(rows))
        said = connection.execute(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (srs,),
        ).fetchone()
    crs = None
    if said is not None and srs not in (0, -1):
        crs = named_crs(f"{said[0]}:{said[1]}") if str(said[0]).upper() == "EPSG" else wkt_crs(str(said[2]))
    properties = [dict(zip(wanted, row[1:], strict=True)) for row in rows]
    return RawLayer(
        geometries=read_wkb(without_header(row[0]) for row in rows),
        labels=[label_of(each) for each in properties],
        populations=[population_of(each) for each in properties],
        crs=crs,
    )


def _bounded(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Take rows as long as their values are not larger than any layer: a view may make gigabytes of a small file."""
    found, room = [], MOST_UNPACKED
    for row in rows:
        room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if room < 0:
            raise LayerError(
                f"The layer's features are larger than {MOST_UNPACKED // 1024**2} MB. Simplify or cut it first (in QGIS: Simplify, Clip)."
            )
        found.append(row)
    return found


class _gpkg:  # noqa: N801 - read like a function: `with _gpkg(data) as connection`
    """A GeoPackage in memory, with nothing in its schema trusted."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_SQLITE_MAGIC):
            raise LayerError("This is no GeoPackage. Export the layer anew, or save it as GeoJSON in WGS 84.")
        # a file that was being written says so in these two bytes, and would ask for its log
        self._data = data[:18] + b"\1\1" + data[20:]

    def __enter__(self) -> sqlite3.Connection:
        self._connection = sqlite3.connect(":memory:")
        self._connection.deserialize(self._data)
        self._connection.text_factory = lambda text: text.decode("utf-8", "replace")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        steps = iter(range(_MOST_STEPS))
        self._connection.set_progress_handler(lambda: int(next(steps, None) is None), _STEPS)
        self._connection.execute("PRAGMA trusted_schema=OFF")
        self._connection.execute("PRAGMA query_only=ON")
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._connection.close()
        if isinstance(error, _FAILURES):
            raise LayerError(
                "This GeoPackage cannot be read. Export the layer anew, or save it as GeoJSON in WGS 84."
            ) from error


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name "
        "WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 100"
    ).fetchall()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
