"""XLSX sheets, row by row: formulas give the values that were stored with them, dates come out as dates.

Read here and not by a package: those that are small take a sheet as a rectangle up to its farthest cell, and a single cell in the
last column of the last row then asks for more memory than there is.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from zipfile import ZipFile

from events.datasets.tables.archive_parts import member_chunks, opened_archive
from events.datasets.tables.table import MOST_COLUMNS, MOST_LETTERS, Cell, Row, Table, grid_table, plain
from events.errors import UnreadableDataError
from events.layers.xml_parts import parse_parts

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SERIAL = re.compile(r"-?\d{1,9}")
# ECMA-376, 18.8.30: the numbers of built-in formats that show days or times.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's days have no zone
_LAST_SERIAL = 2_958_465  # 31 December 9999
_MOST_SHARED = 512 * 1024**2


class _Book:
    """Sheets, formats and where dates begin."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.is_1904 = False
        self.formats: dict[str, str] = {}
        self.are_dates: list[bool] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "numFmt":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.are_dates.append(self._is_date(attributes.get("numFmtId", "0")))

    def _is_date(self, number: str) -> bool:
        if number in self.formats:
            code = _NOT_FORMAT.sub("", self.formats[number]).lower()
            return any(letter in code for letter in "ymdhs") and "general" not in code
        return number.isdecimal() and int(number) in _DATE_FORMATS

    def text(self, _: str) -> None:
        pass

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


class _Shared:
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._takes, self._in_reading, self._room = False, False, _MOST_SHARED

    def start(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._in_reading = True
        self._takes = name == "t" and not self._in_reading

    def text(self, text: str) -> None:
        if self._takes:
            self._room -= len(text)
            if self._room < 0:
                raise UnreadableDataError("The workbook's texts are larger than any table's. Save the sheet as CSV.")
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._takes = False
        if name == "si":
            self.texts.append("".join(self._parts))
        elif name == "rPh":
            self._in_reading = False


class _Sheet:
    """The rows of one sheet, taken away from ``rows`` as they come."""

    def __init__(self, book: _Book, shared: list[str]) -> None:
        self.rows: list[Row] = []
        self._book, self._shared = book, shared
        self._cells: list[Cell] = []
        self._number, self._column, self._letters = 0, 0, 0
        self._kind, self._style, self._parts = "n", 0, [""]
        self._takes, self._problem = False, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            said = attributes.get("r", "")
            self._number = int(said) if said.isdecimal() and len(said) < 8 else self._number + 1
            self._cells, self._column, self._problem = [], 0, ""
        elif name == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            style = attributes.get("s", "0")
            self._kind, self._style = attributes.get("t", "n"), int(style) if style.isdecimal() else 0
            self._parts, self._letters = [], 0
        self._takes = name in {"v", "t"}

    def text(self, text: str) -> None:
        if self._takes:
            self._letters += len(text)
            if self._letters <= MOST_LETTERS:
                self._parts.append(text)

    def end(self, name: str) -> None:
        self._takes = False
        if name == "c":
            value = self._value("".join(self._parts))
            if value is None:
                return
            if self._column > MOST_COLUMNS:
                self._problem = f"a cell stands in column {self._column:,}, beyond {MOST_COLUMNS:,}"
                return
            self._cells.extend([None] * (self._column - len(self._cells)))
            self._cells[self._column - 1] = value
        elif name == "row":
            self.rows.append(Row(self._number, tuple(self._cells), self._problem))

    def _value(self, said: str) -> Cell:
        if not said or self._kind == "e":
            return None
        if self._kind == "s":
            return plain(self._shared[int(said)]) if said.isdecimal() and int(said) < len(self._shared) else None
        if self._kind in {"str", "inlineStr", "d"}:
            return plain(said)
        if self._kind == "b":
            return said == "1"
        try:
            number = float(said)
        except ValueError:
            return plain(said)
        if self._style < len(self._book.are_dates) and self._book.are_dates[self._style]:
            return _moment(number, _EPOCH_1904 if self._book.is_1904 else _EPOCH)
        return (
            int(said)
            if _SERIAL.fullmatch(said)
            else plain(int(number) if abs(number) < 1e15 and number.is_integer() else number)
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _moment(serial: float, epoch: dt.datetime) -> Cell:
    if not 0 <= serial <= _LAST_SERIAL:
        return serial
    moment = epoch + dt.timedelta(seconds=round(serial * 86_400))
    if serial < 1:
        return moment.time()
    return moment.date() if float(serial).is_integer() else moment


def read_xlsx(open_file: Callable[[], BinaryIO], *, layer: str | None = None) -> Table:
    """Read a sheet of a workbook, the first that holds anything where none is named.

    Raises
    ------
    UnreadableDataError
        If it is no workbook, is damaged, or has no such sheet.
    """
    book, shared = _Book(), _Shared()
    with open_file() as file, opened_archive(file) as archive:
        members = set(archive.namelist())
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"):
            if part in members:
                _all(archive, part, book)
        if "xl/sharedStrings.xml" in members:
            _all(archive, "xl/sharedStrings.xml", shared)
    paths = {
        name: path
        for name, key in book.sheets
        if (path := _inside(book.targets.get(key, ""))) in members and "sheet" in path.lower()
    }
    if layer is not None and layer not in paths:
        raise UnreadableDataError(f"The workbook has no sheet {layer!r}; it has {', '.join(paths)[:200]}. Name one.")

    def opened(path: str) -> Callable[[], Iterator[Row]]:
        def rows() -> Iterator[Row]:
            sheet = _Sheet(book, shared.texts)
            with open_file() as file, opened_archive(file) as archive:
                for _ in parse_parts(member_chunks(archive, path), sheet, called="workbook"):
                    yield from sheet.rows
                    sheet.rows.clear()

        return rows

    for name in [layer] if layer is not None else paths:
        rows = opened(paths[name])
        if layer is not None or any(row.cells for row in rows()):
            notes = [f"The sheet “{name}” of {len(paths)} is read."] if len(paths) > 1 else []
            return grid_table("XLSX", rows, layers=tuple(paths), notes=notes)
    raise UnreadableDataError("The workbook holds no sheet with values. Save the table's sheet as XLSX or CSV.")


def _inside(target: str) -> str:
    path = target.lstrip("/")
    return path if path.startswith("xl/") else f"xl/{path}"


def _all(archive: ZipFile, part: str, handler: _Book | _Shared) -> None:
    for _ in parse_parts(member_chunks(archive, part), handler, called="workbook"):
        pass
