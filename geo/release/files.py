"""The pieces of any file that we write: opened by what it is, with all that lies in it besides the table."""

import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pyogrio
import pypdf
import shapely

from geo.release.piece import Piece, of_json, of_wkb
from geo.release.sheets import sheet_pieces
from geo.release.texts import csv_pieces, hidden_pieces, html_pieces, json_line_pieces, json_pieces, xml_pieces

_RUN = re.compile(rb"[\x20-\x7e\x80-\xf4]{6,}")
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\x00){6,}")
_MOST_BYTES = 4 << 30
_HEAD_BYTES = 8
# GeoPackage: the bytes before the geometry, by what kind of box bits 1 to 3 of the flags say.
_BOX_BYTES = (0, 32, 48, 48, 64)


class UncheckableError(ValueError):
    """A file that cannot be opened as a stranger would, so that nobody knows what it holds."""


def file_pieces(path: Path, where: str = "") -> Iterator[Piece]:
    """Yield all that a stranger finds in a file.

    Raises
    ------
    UncheckableError
        If we do not know how to open it, or it is broken.
    """
    name, where = path.name.lower(), where or path.name
    opener = next((each for suffix, each in _OPENERS.items() if name.endswith(suffix)), None)
    if opener is None:
        raise UncheckableError(f"{where}: no check knows this kind of file")
    try:
        for piece in opener(path, where):
            yield piece
            yield from hidden_pieces(piece)
    except (
        OSError, ValueError, KeyError, SyntaxError, struct.error, sqlite3.Error, zipfile.BadZipFile, zlib.error, shapely.errors.ShapelyError,
        pyogrio.errors.DataSourceError, pypdf.errors.PyPdfError,
    ) as error:  # fmt: skip
        raise UncheckableError(f"{where} cannot be opened for the check: {error}") from error


_TextOpener = Callable[[str, str], Iterator[Piece]]
_Opener = Callable[[Path, str], Iterator[Piece]]


def _text(opener: _TextOpener) -> _Opener:
    return lambda path, where: opener(path.read_text(encoding="utf-8-sig"), where)


def _plain(text: str, where: str) -> Iterator[Piece]:
    for number, line in enumerate(text.splitlines(), 1):
        yield Piece(f"{where}, line {number}", f"{where} {number}", "", line)


def _zip(path: Path, where: str) -> Iterator[Piece]:
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        yield Piece(f"{where}, comment of the archive", "archive", "", archive.comment.decode(errors="replace"))
        members = archive.infolist()
        if sum(each.file_size for each in members) > _MOST_BYTES:
            raise UncheckableError(f"{where}: more than {_MOST_BYTES >> 30} GB are packed in it")
        strings = next((archive.read(each) for each in members if each.filename == "xl/sharedStrings.xml"), b"")
        for number, member in enumerate(members):
            inside = f"{where}/{member.filename}"
            yield Piece(f"{inside}, name", inside, "", member.filename)
            yield Piece(
                f"{inside}, comment", inside, "", (member.comment + member.extra).decode(errors="replace"), is_code=True
            )
            if member.is_dir():
                continue
            data = archive.read(member)
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                yield from sheet_pieces(data, strings, inside)
            _inside(Path(folder), number, member.filename).write_bytes(data)
        for number, member in enumerate(members):
            if not member.is_dir():
                yield from file_pieces(_inside(Path(folder), number, member.filename), f"{where}/{member.filename}")


def _inside(folder: Path, number: int, name: str) -> Path:
    """Return where a member is unpacked, whatever its name says; a shapefile's parts keep the name that they share."""
    last = Path(name).name
    return folder / (last if _is_shape(last) else f"{number}-{last}")


def _is_shape(name: str) -> bool:
    return name.lower().endswith((".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix"))


def _layer(path: Path, where: str) -> Iterator[Piece]:
    """Yield the features of what GDAL reads, and its raw bytes."""
    for layer, _kind in pyogrio.list_layers(path):
        meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer)
        yield from of_json(
            {str(key): str(value) for key, value in meta.items() if key != "fields"}, f"{where}, metadata"
        )
        for number in range(len(shapes) if shapes is not None else len(columns[0])):
            record = f"{where}, feature {number + 1}"
            if shapes is not None and shapes[number] is not None:
                yield from of_wkb(shapes[number], record, record)
            for name, column in zip(meta["fields"], columns, strict=True):
                value = column[number]
                if value is not None and value == value:
                    yield Piece(f"{record}, {name}", record, str(name), _plain_value(value))
    yield from _raw(path, where)


def _plain_value(value: object) -> str | float:
    return float(value) if isinstance(value, int | float) else str(value)


def _parquet(path: Path, where: str) -> Iterator[Piece]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - a fifth of a second, for this kind of file only

    table = pq.read_table(path)
    for key, value in (table.schema.metadata or {}).items():
        yield Piece(f"{where}, metadata {key.decode(errors='replace')}", "metadata", "", value.decode(errors="replace"))
    for field in table.schema:
        yield Piece(f"{where}, column's name", "schema", "", field.name)
        for key, value in (field.metadata or {}).items():
            yield Piece(
                f"{where}, metadata of column {field.name}", "schema", "", (key + b" " + value).decode(errors="replace")
            )
    for batch in table.to_batches(max_chunksize=5_000):
        for number, row in enumerate(batch.to_pylist(), 1):
            record = f"{where}, row {number}"
            for name, value in row.items():
                if isinstance(value, bytes):
                    yield from _blob(value, record, name)
                else:
                    yield from of_json(value, record, record, name)
    yield from raw_pieces(path.read_bytes()[-65_536:], where)


def _sqlite(path: Path, where: str) -> Iterator[Piece]:
    """Yield the rows of every table, whoever made it, and the file's raw bytes, where deleted rows may live on."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        base.text_factory = lambda data: data.decode(errors="replace")
        for table, words in base.execute(
            "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"
        ).fetchall():
            yield Piece(f"{where}, definition of {table}", "schema", "", words)
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
            quoted = table.replace('"', '""')
            rows = base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 - the name is quoted
            names = [each[0] for each in rows.description]
            for number, row in enumerate(rows, 1):
                record = f"{where}, table {table}, row {number}"
                for name, value in zip(names, row, strict=True):
                    if isinstance(value, bytes):
                        if not table.startswith("rtree_"):
                            yield from _blob(value, record, name)
                    elif value is not None:
                        yield Piece(f"{record}, {name}", record, name, value)
    yield from _raw(path, where)


def _blob(value: bytes, record: str, name: str) -> Iterator[Piece]:
    """Yield a geometry's coordinates where a blob is one, else what can be read in it."""
    if value[:2] == b"GP" and len(value) > _HEAD_BYTES:
        yield from of_wkb(value[_HEAD_BYTES + _BOX_BYTES[value[3] >> 1 & 7] :], record, record)
    elif value[:1] in {b"\x00", b"\x01"}:
        yield from of_wkb(value, record, record)
    else:
        yield Piece(f"{record}, {name}", record, name, value.decode(errors="replace"), is_code=True)
        yield from raw_pieces(value, f"{record}, {name}")


def raw_pieces(data: bytes, where: str) -> Iterator[Piece]:
    """Yield the readable runs of bytes, of one and of two bytes a letter."""
    for found in _RUN.finditer(data):
        yield Piece(
            f"{where}, raw bytes at {found.start()}",
            f"bytes {found.start()}",
            "",
            found[0].decode(errors="ignore"),
            is_code=True,
        )
    for found in _WIDE_RUN.finditer(data):
        yield Piece(
            f"{where}, raw bytes at {found.start()}",
            f"bytes {found.start()}",
            "",
            found[0].decode("utf-16-le"),
            is_code=True,
        )


def _raw(path: Path, where: str) -> Iterator[Piece]:
    return raw_pieces(path.read_bytes(), where)


def _png(path: Path, where: str) -> Iterator[Piece]:
    data, at = path.read_bytes(), 8
    while at + 8 <= len(data):
        (size,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        at += size + 12
        if kind in {b"IDAT", b"PLTE", b"IHDR"}:
            continue
        key, _, rest = body.partition(b"\0")
        if kind == b"zTXt":
            rest = zlib.decompress(rest[1:])
        elif kind == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
            rest = zlib.decompress(rest) if packed else rest
        words = (key + b" " + rest).decode(errors="replace")
        yield Piece(f"{where}, {kind.decode(errors='replace')} {key.decode(errors='replace')[:40]}", str(at), "", words)
        if kind == b"IEND":
            yield from raw_pieces(data[at:], f"{where}, after its end")
            return


def _pdf(path: Path, where: str) -> Iterator[Piece]:
    reader = pypdf.PdfReader(path)
    for key, value in (reader.metadata or {}).items():
        yield Piece(f"{where}, metadata {key}", "metadata", "", str(value))
    for name, parts in reader.attachments.items():
        yield Piece(f"{where}, attachment's name", "attachments", "", name)
        for part in parts:
            yield Piece(f"{where}, attachment {name}", "attachments", "", part.decode(errors="replace"), is_code=True)
    for number, page in enumerate(reader.pages, 1):
        for line in page.extract_text().splitlines():
            yield Piece(f"{where}, page {number}", f"page {number}", "", line)
        for note in page.get("/Annots") or ():
            yield Piece(
                f"{where}, note on page {number}", f"page {number}", "", str(note.get_object().get("/Contents", ""))
            )
    yield from _raw(path, where)


_OPENERS: dict[str, _Opener] = {
    ".geojson": _text(json_pieces), ".json": _text(json_pieces), ".geojsonl": _text(json_line_pieces), ".geojsons": _text(json_line_pieces),
    ".csv": _text(csv_pieces), ".html": _text(html_pieces), ".kml": _text(xml_pieces), ".xml": _text(xml_pieces), ".svg": _text(xml_pieces),
    ".rels": _text(xml_pieces), ".vml": _text(xml_pieces), ".qml": _text(xml_pieces), ".sld": _text(xml_pieces), ".txt": _text(_plain),
    ".prj": _text(_plain), ".cpg": _text(_plain), ".md": _text(_plain), ".zip": _zip, ".kmz": _zip, ".xlsx": _zip, ".gpkg": _sqlite,
    ".parquet": _parquet, ".fgb": _layer, ".shp": _layer, ".dbf": _raw,
    ".shx": _raw, ".qix": _raw,
    ".png": _png, ".pdf": _pdf, ".bin": _raw,
}  # fmt: skip
