"""Which file a file is: said by its first bytes, whatever it is called; then read by the reader of that kind alone."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from events.datasets.tables.archive_parts import member_chunks, opened_archive
from events.datasets.tables.gpx import read_gpx
from events.datasets.tables.ods import read_ods
from events.datasets.tables.parquet import read_parquet
from events.datasets.tables.records import parse_json, read_records
from events.datasets.tables.separated import read_separated
from events.datasets.tables.spatial import BOUNDS, feature_table
from events.datasets.tables.table import Table
from events.datasets.tables.xlsx import read_xlsx
from events.errors import UnreadableDataError
from events.layers import (
    geojson_features,
    geopackage_layers,
    kmz_layers,
    read_flatgeobuf,
    read_geopackage,
    read_kml,
    read_kmz,
    read_shapefile,
    shapefile_layers,
)

_MOST_HELD = 512 * 1024**2
_MOST_STREAMED = 8 * 1024**3
_BEGIN = 4096
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".geojson", ".kml", ".gpx", ".parquet", ".gpkg", ".fgb", ".xlsx", ".ods")  # fmt: skip
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]{1,40}:)?([\w.-]{1,60})")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "This is an Excel workbook of before 2007 (XLS). Save it as XLSX or CSV."),
    (b"%PDF", "This is a PDF, and no table. Take it in as a report, or save its table as CSV."),
    (b"\x00\x00\x27\x0a", "This is one part of a shapefile. Pack .shp, .shx, .dbf and .prj of one layer into a zip."),
    (b"7z\xbc\xaf\x27\x1c", "This is a 7z archive. Unpack it and give the table, or pack it as zip."),
    (b"Rar!", "This is a RAR archive. Unpack it and give the table, or pack it as zip."),
)  # fmt: skip

Opened = Callable[[], BinaryIO]


def open_table(source: Path | bytes, *, layer: str | None = None) -> Table:
    r"""Open any table of events: CSV, TSV, XLSX, ODS, JSON and JSON lines, GeoJSON, KML, KMZ, GeoPackage, a zipped shapefile, GeoParquet, FlatGeobuf, GPX; packed by gzip or zip too.

    Parameters
    ----------
    source
        A file, or an upload's bytes. What it is, its first bytes say; nothing that it names is opened.
    layer
        The sheet or layer where it holds several; None takes the first with values.

    Returns
    -------
    Table
        Geometries are lon/lat (OGC:CRS84); text tables, sheets and Parquet are read in pieces at each pass.

    Raises
    ------
    UnreadableDataError
        If it is none of these, is damaged, or larger than is read.

    Examples
    --------
    >>> table = open_table(b"date;place\n2021-03-12;Sirte\n")
    >>> table.kind, table.columns, [row.cells for row in table.rows()]
    ('CSV with semicolons', ('date', 'place'), [('2021-03-12', 'Sirte')])
    """
    if isinstance(source, bytes):
        return _table(lambda: io.BytesIO(source), layer, depth=0)
    if not source.is_file():
        raise UnreadableDataError(f"{source.name} is no file. Give a file that holds a table.")
    return _table(lambda: source.open("rb"), layer, depth=0)


def _table(open_file: Opened, layer: str | None, *, depth: int) -> Table:
    try:
        with open_file() as file:
            begin = file.read(_BEGIN)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableDataError("The file cannot be read. Check that it is whole and may be read.") from error
    if not begin.strip():
        raise UnreadableDataError("The file is empty. Choose one that holds a table.")
    for magic, advice in _REFUSED:
        if begin.startswith(magic):
            raise UnreadableDataError(advice)
    if begin.startswith(b"\x1f\x8b"):
        return _unpacked(open_file, layer, depth)
    if begin.startswith(b"PK\x03\x04"):
        return _archived(open_file, layer, depth)
    if begin.startswith(b"SQLite format 3\x00"):
        data = _held(open_file)
        return feature_table(
            "GeoPackage", read_geopackage(data, layer, BOUNDS), layers=_choice(geopackage_layers(data))
        )
    if begin.startswith(b"PAR1"):
        return read_parquet(open_file)
    if begin.startswith(b"fgb\x03"):
        return feature_table("FlatGeobuf", read_flatgeobuf(_held(open_file), BOUNDS))
    return _text(open_file, begin)


def _text(open_file: Opened, begin: bytes) -> Table:
    letters = begin.decode("utf-16", "replace").encode() if begin[:2] in {b"\xff\xfe", b"\xfe\xff"} else begin
    first = letters.removeprefix(b"\xef\xbb\xbf").lstrip()
    if first.startswith(b"<"):
        return _xml(open_file, first)
    if first[:1] in {b"{", b"["}:
        read = parse_json(_held(open_file))
        kind = read.get("type") if isinstance(read, dict) else None
        if kind in {"FeatureCollection", "Feature"}:
            return feature_table("GeoJSON", geojson_features(read))
        if isinstance(read, list) and read and all(isinstance(e, dict) and e.get("type") == "Feature" for e in read):
            return feature_table("GeoJSON", geojson_features({"type": "FeatureCollection", "features": read}))
        return read_records(read)
    return read_separated(open_file)


def _xml(open_file: Opened, first: bytes) -> Table:
    root = _ROOT.search(first)
    name = root[1].decode().lower() if root else ""
    if name == "kml":
        return feature_table("KML", read_kml(_held(open_file), BOUNDS))
    if name == "gpx":
        return feature_table("GPX", read_gpx(open_file))
    if name.startswith(("ogrvrt", "vrt")):
        raise UnreadableDataError(
            "This file only names other files (a GDAL virtual layer), which are not opened. Give the data itself, as CSV or GeoJSON."
        )
    if name == "html":
        raise UnreadableDataError("This is a web page and no table. Save the table as CSV or XLSX.")
    raise UnreadableDataError(
        f"This XML begins with <{name[:40] or '?'}>, which is no table that is known. Save the table as CSV, GeoJSON or KML."
    )


def _archived(open_file: Opened, layer: str | None, depth: int) -> Table:
    with open_file() as file, opened_archive(file) as archive:
        names = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
    lower = [name.lower() for name in names]
    if "xl/workbook.xml" in lower:
        return read_xlsx(open_file, layer=layer)
    if "content.xml" in lower and "mimetype" in lower:
        return read_ods(open_file, layer=layer)
    if any(name.endswith(".shp") for name in lower):
        data = _held(open_file)
        layers = shapefile_layers(data, BOUNDS)
        return feature_table("shapefile", read_shapefile(data, layer, BOUNDS), layers=_choice(layers))
    tables = [name for name in names if name.lower().endswith(_TABLE_SUFFIXES)]
    if any(name.endswith(".kml") for name in lower) and all(name.lower().endswith(".kml") for name in tables):
        data = _held(open_file)
        return feature_table("KMZ", read_kmz(data, layer, BOUNDS), layers=_choice(kmz_layers(data, BOUNDS)))
    chosen = [name for name in tables if layer is None or PurePosixPath(name).name == layer]
    if not chosen or depth:
        raise UnreadableDataError(
            "The archive holds no table that is known. Pack one CSV, one workbook, or the parts of one shapefile."
        )
    with open_file() as file, opened_archive(file) as archive:
        if archive.getinfo(chosen[0]).file_size > _MOST_HELD:
            raise UnreadableDataError(
                f"The table in the archive is larger than {_MOST_HELD // 1024**2} MB. Unpack it and give the file itself."
            )
        data = b"".join(member_chunks(archive, chosen[0]))
    found = _table(lambda: io.BytesIO(data), None, depth=depth + 1)
    named = [PurePosixPath(name).name for name in tables]
    note = f"“{PurePosixPath(chosen[0]).name}” of the archive is read."
    return replace(found, layers=_choice(named), notes=(note, *found.notes)) if len(named) > 1 else found


def _unpacked(open_file: Opened, layer: str | None, depth: int) -> Table:
    if depth:
        raise UnreadableDataError("The file is packed twice. Unpack it and give the table.")
    return _table(lambda: io.BufferedReader(_Gunzipped(open_file())), layer, depth=depth + 1)


class _Gunzipped(io.RawIOBase):
    """What a gzip file holds, up to a bound; damage is said as ours."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._room = packed, _MOST_STREAMED
        self._file = gzip.GzipFile(fileobj=packed, mode="rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # io gives a memoryview
        try:
            found = self._file.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableDataError("The packed file is damaged. Pack it anew.") from error
        self._room -= len(found)
        if self._room < 0:
            raise UnreadableDataError(
                f"The file unpacks to more than {_MOST_STREAMED // 1024**3} GB. Split it into parts."
            )
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._file.close()
        self._packed.close()
        super().close()


def _held(open_file: Opened) -> bytes:
    """Return all of a file that is read as a whole."""
    with open_file() as file:
        data = file.read(_MOST_HELD + 1)
    if len(data) > _MOST_HELD:
        raise UnreadableDataError(
            f"Of this kind, files of up to {_MOST_HELD // 1024**2} MB are read. Split it, or save it as CSV or GeoParquet."
        )
    return data


def _choice(layers: Sequence[str]) -> tuple[str, ...]:
    return tuple(layers) if len(layers) > 1 else ()
