"""A GeoPackage: a database of a stranger, opened in memory, with nothing in its schema trusted."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from events.errors import UnreadableDataError
from events.layers.crs import named_crs, wkt_crs
from events.layers.features import Bounds, Features, any_field, one_named
from events.layers.wkb import read_wkb, without_header

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


def read_geopackage(
    data: bytes, layer: str | None, bounds: Bounds, *, wanted: Callable[[str], bool] = any_field
) -> Features:
    """Read one layer, the first where none is named, with the fields that are wanted."""
    with _gpkg(data) as connection:
        tables = _tables(connection)
        table, column, srs = one_named(tables, layer, lambda each: each[0])
        fields = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        asked = [field for field in fields if wanted(field) and field != column]
        columns = ", ".join(_quoted(each) for each in (column, *asked))
        # names of a stranger's tables, quoted: nothing else of the file is in the statement
        statement = f"SELECT {columns} FROM {_quoted(table)} LIMIT {bounds.features + 1}"  # noqa: S608
        rows = _bounded(connection.execute(statement), bounds)
        said = connection.execute(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (srs,),
        ).fetchone()
    crs = None
    if said is not None and srs not in (0, -1):
        crs = named_crs(f"{said[0]}:{said[1]}") if str(said[0]).upper() == "EPSG" else wkt_crs(str(said[2]))
    return Features(
        geometries=read_wkb(without_header(row[0]) for row in rows),
        properties=[dict(zip(asked, row[1:], strict=True)) for row in rows],
        crs=crs,
    )


def _bounded(rows: Iterable[tuple[Any, ...]], bounds: Bounds) -> list[tuple[Any, ...]]:
    """Take rows as long as their values are not larger than any layer: a view may make gigabytes of a small file."""
    found, room = [], bounds.unpacked
    for row in rows:
        room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if room < 0:
            raise UnreadableDataError(
                f"The layer's features are larger than {bounds.megabytes} MB. Simplify or cut it first (in QGIS: Simplify, Clip)."
            )
        found.append(row)
    return found


class _gpkg:  # noqa: N801 - read like a function: `with _gpkg(data) as connection`
    """A GeoPackage in memory, with nothing in its schema trusted."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_SQLITE_MAGIC):
            raise UnreadableDataError("This is no GeoPackage. Export the layer anew, or save it as GeoJSON in WGS 84.")
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
            raise UnreadableDataError(
                "This GeoPackage cannot be read. Export the layer anew, or save it as GeoJSON in WGS 84."
            ) from error


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name "
        "WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 100"
    ).fetchall()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
