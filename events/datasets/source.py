"""A file of event data as rows of cells: tables with a header or GDELT's without, JSON, JSON lines, GeoJSON; packed or not."""

import csv
import gzip
import io
import itertools
import json
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from shapely.geometry import shape

from events.datasets.formats.gdelt import columns_without_header
from events.datasets.row import Reject
from events.errors import UnreadableDocumentError

GEOMETRY = "geometry"
_FIRST_ROWS, _MOST_COLUMNS, _MOST_CELL, _MOST_BYTES = 20, 5_000, 10_000_000, 8_000_000_000
# JSON is read whole; a larger file is better given as lines or as a table.
_MOST_JSON = 1_000_000_000
_CHUNK, _HEAD = 1 << 20, 1 << 16
_DELIMITERS = "\t,;|"
_SEP = "sep="
_ROW_LISTS = ("data", "events", "results", "rows", "features")
Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's columns in their order, its first rows, and all of them: cells, or why a row cannot be read."""

    columns: tuple[str, ...]
    first: tuple[Cells, ...]
    rows: Iterator[Cells | Reject] = field(repr=False)
    is_json: bool = False


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file of event data; its rows are read as they are asked for.

    Raises
    ------
    UnreadableDocumentError
        If it holds no rows of cells.
    """
    try:
        with _opened(path) as binary:
            encoding = _encoding(binary)
            binary.seek(0)
            with io.TextIOWrapper(binary, encoding=encoding, newline="\n") as text:
                yield _source(path, text)
    except (OSError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise UnreadableDocumentError(
            f"{path.name} cannot be read ({error}). Get it anew, or unpack it first."
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(path) as packed:
            yield io.BufferedReader(_Bounded(packed), _CHUNK)
    elif start == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            names = [
                each for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX")
            ]
            if len(names) != 1 or names[0].file_size > _MOST_BYTES:
                raise UnreadableDocumentError(
                    f"{path.name} holds {len(names)} files. Unpack it and give the table that you mean."
                )
            with archive.open(names[0]) as member:
                yield io.BufferedReader(_Bounded(member), _CHUNK)
    else:
        with path.open("rb") as plain:
            yield plain


class _Bounded(io.RawIOBase):
    """What unpacks from a file, up to a bound: a small file may hold more than any disk."""

    def __init__(self, file: gzip.GzipFile | IO[bytes]) -> None:
        super().__init__()
        self._file, self._read = file, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._read = 0
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        self._read += len(data)
        if self._read > _MOST_BYTES:
            raise UnreadableDocumentError("The file unpacks to more than 8 GB. Unpack it and give its parts.")
        buffer[: len(data)] = data
        return len(data)


def _source(path: Path, text: IO[str]) -> Source:
    head = text.read(_HEAD)
    begins = head.lstrip("\ufeff \t\r\n")[:1]
    if begins in {"[", "{"}:
        return _with_first((), _json_rows(path, head, text), is_json=True)
    return _table(path, head, text)


def _encoding(binary: io.BufferedReader) -> str:
    """Return UTF-8 where all of a file is that, UTF-16 by its mark, else the Western one, in which every byte is a letter."""
    decoder = getincrementaldecoder("utf-8")()
    first = True
    while chunk := binary.read(_CHUNK):
        if first and chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return "utf-16"
        first = False
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return "latin-1"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig"


def _table(path: Path, head: str, rest: IO[str]) -> Source:
    lines = itertools.chain(_lines(head, rest))
    first = next(lines, "").lstrip("\ufeff")
    delimiter = ""
    if first.lower().startswith(_SEP):
        delimiter = first.strip()[len(_SEP) :][:1]
        first = next(lines, "")
    delimiter = delimiter or (max(_DELIMITERS, key=first.count) if any(each in first for each in _DELIMITERS) else ",")
    # Tab-separated event data is never quoted: quotation marks there belong to the names.
    is_quoted = delimiter != "\t" or first.startswith('"')
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(
        itertools.chain((first,), lines), delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE,
    )  # fmt: skip
    opening = next(reader, [])
    columns = columns_without_header(opening) if delimiter == "\t" else None
    rows: Iterator[list[str]] = reader
    if columns is not None:
        rows = itertools.chain((opening,), reader)
    else:
        columns = _unlike(tuple(cell.strip() for cell in opening))
    if not any(columns) or len(columns) > _MOST_COLUMNS:
        raise UnreadableDocumentError(
            f"{path.name} has {len(columns):,} columns in its first row; expected a table with a header, of {_MOST_COLUMNS:,} columns at most."
        )
    return _with_first(columns, _cells(columns, rows))


def _lines(head: str, rest: IO[str]) -> Iterator[str]:
    """Give the lines of a text whose beginning was read already; a lone CR within lines that end otherwise ends none, as scrapers leave it."""
    if "\n" not in head:
        # Of an old Macintosh, or one long line.
        yield from io.StringIO(head + rest.read(_MOST_JSON), newline="")
        return
    begun = io.StringIO(head, newline="\n").readlines()
    if begun and not begun[-1].endswith("\n"):
        begun[-1] += rest.readline()
    for line in itertools.chain(begun, rest):
        yield line if "\r" not in line else line.rstrip("\r\n").replace("\r", " ") + "\n"


def _unlike(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return column names with numbers behind those that stand there twice."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(found)


def _cells(columns: tuple[str, ...], rows: Iterator[list[str]]) -> Iterator[Cells | Reject]:
    width = len(columns)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Reject(
                number=number, cells={}, reason=f"The row cannot be read ({error}). Correct it and import it again."
            )
            continue
        if not row or not any(row):
            continue
        number += 1
        if len(row) == width:
            yield dict(zip(columns, row, strict=True))
            continue
        cells: Cells = dict(zip(columns, row, strict=False))
        if len(row) > width and any(row[width:]):
            reason = f"It has {len(row)} cells, its header {width}. Quote the cell that holds the separator and import it again."
            yield Reject(number=number, cells=cells, reason=reason)
        elif len(row) < width:
            reason = f"It has {len(row)} cells, its header {width}: it is cut off, or broken over lines. Mend it and import it again."
            yield Reject(number=number, cells=cells, reason=reason)
        else:
            yield cells


def _json_rows(path: Path, head: str, rest: IO[str]) -> Iterator[Cells | Reject]:
    """Give the rows of JSON: a list of objects, an object that holds one, GeoJSON, or an object a line."""
    whole = head + rest.read(_MOST_JSON)
    if rest.read(1):
        raise UnreadableDocumentError(
            f"{path.name} is JSON of more than a gigabyte. Give it as lines (JSONL) or as CSV."
        )
    try:
        found = json.loads(whole.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        lines: Iterator[object] = (_line(line) for line in io.StringIO(whole) if line.strip())
        return _objects(lines)
    if isinstance(found, dict):
        inner = next((found[name] for name in _ROW_LISTS if isinstance(found.get(name), list)), None)
        found = inner if inner is not None else [found]
    return _objects(iter(found))


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _objects(found: Iterator[object]) -> Iterator[Cells | Reject]:
    for number, each in enumerate(found, 1):
        if not isinstance(each, dict):
            yield Reject(number=number, cells={}, reason="It is no JSON object. Correct it and import it again.")
        elif each.get("type") == "Feature":
            yield _feature(each)
        else:
            yield {str(name): value for name, value in each.items()}


def _feature(feature: dict[str, Any]) -> Cells:
    cells: Cells = {str(name): value for name, value in (feature.get("properties") or {}).items()}
    if feature.get("id") is not None:
        cells.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    if not geometry:
        return cells
    if geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) >= 2:
        # A height is left out.
        cells.setdefault("longitude", geometry["coordinates"][0])
        cells.setdefault("latitude", geometry["coordinates"][1])
        return cells
    try:
        cells[GEOMETRY] = shape(geometry)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        cells[GEOMETRY] = None
    return cells


def _with_first(columns: Sequence[str], rows: Iterator[Cells | Reject], *, is_json: bool = False) -> Source:
    begun = list(itertools.islice(rows, _FIRST_ROWS))
    first = tuple(each for each in begun if not isinstance(each, Reject))
    names = tuple(columns) or tuple(dict.fromkeys(name for each in first for name in each))
    return Source(names, first, itertools.chain(begun, rows), is_json)
