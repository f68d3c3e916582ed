"""Files that GIS programs open, written by GDAL from Arrow columns: GeoPackage, shapefiles and FlatGeobuf."""

import shutil
import sqlite3
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import shapely

from events import GEOMETRY, plain_batches
from geo.errors import WriteError
from geo.export_note import ExportNote
from geo.qgis_style import area_style, line_style, point_style

# Longitude before latitude: pyogrio keeps that order for every format, whatever the authority says of EPSG:4326.
_CRS = "EPSG:4326"
_POINTS, _AREAS, _LINES = "event_points", "event_areas", "event_lines"
_TYPES = {_POINTS: "Point", _AREAS: "MultiPolygon", _LINES: "MultiLineString"}
_STYLES = {_POINTS: point_style, _AREAS: area_style, _LINES: line_style}
# Of a file without a stated stamp, and of what no reader looks at: the first day that ZIP archives know.
_NO_STAMP, _NO_DAY, _ZIP_TIME = "1980-01-01T00:00:00.000Z", "1980-01-01", (1980, 1, 1, 0, 0, 0)
_TEXT_BYTES, _NAME_LETTERS = 254, 10
# In WKB: its number of points, no number of ours, the bytes of what has no parts.
_POINT, _NO_KIND, _EMPTY_BYTES = 1, 0xFF, 9
_EMPTY_POINT = shapely.to_wkb(shapely.Point())
_SHORT = {
    "country_code": "country", "killed_best": "kill_best", "killed_high": "kill_high", "killed_low": "kill_low",
    "injured_best": "inj_best", "needs_review": "review", "place_phrase": "phrase", "missing_best": "miss_best",
    "displaced_best": "displ_best", "captured_best": "capt_best", "civilians_killed": "civ_killed",
    "combatants_killed": "com_killed", "told_differently": "told_diff",
}  # fmt: skip


def write_geopackage(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write a GeoPackage: layers of points and of areas with their styles, and a table ``about`` that says what it is.

    Events without a place are in the layer of points, without geometry. A layer of lines is there where one has such a shape.
    """
    layers = _layers(table)
    for number, (layer, rows) in enumerate(layers.items()):
        options = {"IDENTIFIER": layer.replace("_", " ").capitalize(), "GEOMETRY_NAME": "geom"}
        _write(rows, path, layer, "GPKG", append=number > 0, layer_options=options)
    stamp = f"{note.produced:%Y-%m-%dT%H:%M:%S.000Z}" if note.produced else _NO_STAMP
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE about (id INTEGER PRIMARY KEY, item TEXT NOT NULL, value TEXT NOT NULL)")
        database.executemany(
            "INSERT INTO about (item, value) VALUES (?, ?)",
            [(name, str(value)) for name, value in note.lines().items()],
        )
        # As QGIS makes the table itself: it looks here for the style of a layer that is opened.
        database.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
            "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
            "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"
        )
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
            "styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, 'geom', 'Events by type', ?, '', 1, "
            "'Shapes and colours as Dateline draws them', '', ?)",
            [(layer, _STYLES[layer](), stamp) for layer in layers],
        )
        database.executemany(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES (?, 'attributes', ?, ?, ?)",
            [
                ("about", "About these data", "Filter, counts, versions", stamp),
                ("layer_styles", "layer_styles", "", stamp),
            ],
        )
        database.execute("UPDATE gpkg_contents SET last_change = ?", (stamp,))


def write_flatgeobuf(table: pa.Table, path: Path, note: ExportNote) -> None:  # noqa: ARG001 - what it says stands in a file beside
    """Write a FlatGeobuf of one layer, in the order of the rows.

    Without a spatial index: that would put the rows in another order and leave out those without a place.
    """
    table = _with_plain_shapes(table)
    wkb = _without_empty(table[GEOMETRY])
    plain = table.set_column(table.column_names.index(GEOMETRY), GEOMETRY, wkb)
    _write(
        plain, path, "events", "FlatGeobuf", kind="Unknown", layer_options={"SPATIAL_INDEX": "NO", "TITLE": "Events"}
    )


def write_shapefiles(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write a ZIP archive of shapefiles: points and areas (and lines, where there are any), with a text that names the columns.

    What a shapefile cannot hold is cut: a text after 254 bytes, a column's name after ten letters.
    """
    folder = path.with_name(f"{path.name}.shapes")
    folder.mkdir()
    names = short_names(name for name in table.column_names if name != GEOMETRY)
    day = f"{note.produced:%Y-%m-%d}" if note.produced else _NO_DAY
    for layer, coded in _layers(table).items():
        rows = plain_batches(coded).read_all()
        short = rows.rename_columns([names.get(name, name) for name in rows.column_names])
        short = pa.table(
            {
                name: _cut(short[name]) if pa.types.is_string(short[name].type) else short[name]
                for name in short.column_names
            }
        )
        options = {"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": day}
        _write(short, folder / f"{layer}.shp", layer, "ESRI Shapefile", layer_options=options)
    (folder / "columns.txt").write_text(_column_text(names), encoding="utf-8")
    (folder / "about.json").write_text(note.text(), encoding="utf-8")
    zip_folder(folder, path)
    shutil.rmtree(folder)


def short_names(columns: Iterable[str]) -> dict[str, str]:
    """Return for each column's name one of at most ten letters, no two alike.

    Examples
    --------
    >>> short_names(["event_id", "killed_best", "recurrence_of", "recurrence_in"])
    {'event_id': 'event_id', 'killed_best': 'kill_best', 'recurrence_of': 'recurrence', 'recurrence_in': 'recurrenc2'}
    """
    found: dict[str, str] = {}
    for name in columns:
        short, number = _SHORT.get(name, name)[:_NAME_LETTERS], 1
        while short in found.values():
            number += 1
            short = f"{_SHORT.get(name, name)[: _NAME_LETTERS - len(str(number))]}{number}"
        found[name] = short
    return found


def zip_folder(folder: Path, path: Path) -> None:
    """Write a folder's files as a ZIP archive: the same files give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _ZIP_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with (
                    file.open("rb") as source,
                    archive.open(entry, "w", force_zip64=file.stat().st_size > 1 << 31) as target,
                ):
                    shutil.copyfileobj(source, target)


def _layers(table: pa.Table) -> dict[str, pa.Table]:
    """Return the rows by the layer that they belong to: points (also those without geometry) and areas always, lines if any."""
    table = _with_plain_shapes(table)
    kind = _kinds(table[GEOMETRY])
    layer = np.select([np.isin(kind, (3, 6)), np.isin(kind, (2, 5))], [1, 2], 0)
    found = {}
    for number, name in enumerate((_POINTS, _AREAS, _LINES)):
        here = np.flatnonzero(layer == number)
        if name == _LINES and not len(here):
            continue
        rows = table if len(here) == len(table) else table.take(pa.array(here))
        shapes = rows[GEOMETRY]
        if name == _POINTS:
            shapes = _points(shapes, kind[here])
        elif len(here):
            shapes = _several(shapes, name)
        found[name] = rows.set_column(rows.column_names.index(GEOMETRY), GEOMETRY, shapes)
    return found


def _with_plain_shapes(table: pa.Table) -> pa.Table:
    """Return a table whose geometries are no dictionary, in pieces: one array of all may be too large for Arrow."""
    if not pa.types.is_dictionary(table[GEOMETRY].type):
        return table
    shapes = [batch[GEOMETRY] for batch in plain_batches(table.select([GEOMETRY]))]
    return table.set_column(table.column_names.index(GEOMETRY), GEOMETRY, pa.chunked_array(shapes, pa.binary()))


def _kinds(wkb: pa.ChunkedArray) -> np.ndarray:
    """Return the type of each geometry as WKB numbers them, -1 where there is none or an empty one."""
    known = pc.fill_null(pc.binary_slice(wkb, 1, 2), b"\xff").cast(pa.binary())
    first = np.frombuffer(b"".join(known.to_pylist()), dtype=np.uint8).astype(np.int16)
    kind = np.where(first == _NO_KIND, -1, first)
    kind[pc.fill_null(_is_empty(wkb), fill_value=False).to_numpy(zero_copy_only=False)] = -1
    return kind


def _is_empty(wkb: pa.ChunkedArray) -> pa.ChunkedArray:
    """Say of each geometry whether it has no places: nothing behind the count of its parts, or a point of no numbers."""
    return pc.or_(pc.equal(pc.binary_length(wkb), _EMPTY_BYTES), pc.equal(wkb, _EMPTY_POINT))


def _without_empty(wkb: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(_is_empty(wkb), pa.scalar(None, pa.binary()), wkb)


def _points(wkb: pa.ChunkedArray, kind: np.ndarray) -> pa.ChunkedArray:
    """Return points as they are, for an odd collection a point inside it, and null for what has no geometry."""
    odd = np.flatnonzero(kind > _POINT)
    found = pc.if_else(pa.array(kind < 0), pa.scalar(None, pa.binary()), wkb)
    if not len(odd):
        return found
    values = found.to_pylist()
    for number in odd:
        values[number] = shapely.to_wkb(shapely.point_on_surface(shapely.from_wkb(values[number])))
    return pa.chunked_array([pa.array(values, pa.binary())])


def _several(wkb: pa.ChunkedArray, layer: str) -> pa.ChunkedArray:
    """Return areas or lines as shapes of several parts, as their layer's type asks; each that occurs often is read once."""
    coded = wkb.combine_chunks().dictionary_encode()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    shapes = shapely.from_wkb(coded.dictionary.to_pylist())
    make = shapely.MultiPolygon if layer == _AREAS else shapely.MultiLineString
    several = [each if each.geom_type.startswith("Multi") else make([each]) for each in shapes]
    whole = pa.array(shapely.to_wkb(np.array(several, dtype=object)).tolist(), pa.binary())
    return pa.chunked_array([whole.take(coded.indices)])


def _write(
    rows: pa.Table, path: Path, layer: str, driver: str, *, kind: str = "", append: bool = False,
    layer_options: Mapping[str, str],
) -> None:  # fmt: skip
    with warnings.catch_warnings():
        # GDAL warns of a name that does not end as the driver's do: ours end in .part until all is written.
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            pyogrio.raw.write_arrow(
                plain_batches(rows), path, layer=layer, driver=driver, geometry_name=GEOMETRY, geometry_type=kind or _TYPES[layer],
                crs=_CRS, append=append, layer_options=dict(layer_options),
            )  # fmt: skip
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
            raise WriteError(
                f"{path.name} could not be written: {error}. Is the disk full? Free some space, or choose another folder."
            ) from error


def _cut(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts of no more bytes than a shapefile holds, cut between letters."""
    long = pc.greater(pc.binary_length(texts), _TEXT_BYTES)
    if not pc.any(long).as_py():
        return texts
    short = [
        value if value is None or len(value.encode()) <= _TEXT_BYTES
        else value.encode()[:_TEXT_BYTES].decode(errors="ignore")
        for value in texts.to_pylist()
    ]  # fmt: skip
    return pa.chunked_array([pa.array(short, pa.string())])


def _column_text(names: Mapping[str, str]) -> str:
    lines = [f"{short:<{_NAME_LETTERS}}  {name}" for name, short in names.items()]
    return (
        "A shapefile's columns have names of ten letters at most. These are the names in Dateline's other files:\n\n"
        + "\n".join(lines)
        + f"\n\nTexts are cut after {_TEXT_BYTES} bytes; an empty text and one that is not known look the same. Text is UTF-8.\n"
    )
