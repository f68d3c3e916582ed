"""OpenDocument spreadsheets, row by row: values and days as they are stored, not as they are shown."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import BinaryIO

from events.datasets.tables.archive_parts import member_chunks, opened_archive
from events.datasets.tables.table import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Cell, Row, Table, grid_table, plain
from events.errors import UnreadableDataError
from events.layers.xml_parts import parse_parts

_MOST_REPEATED = 10_000
_LINES = {"p", "h"}


class _Sheets:
    """The rows of all sheets, taken away from ``rows`` with the sheet's name as they come."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rows: list[tuple[str, Row]] = []
        self._sheet, self._number, self._repeat = "", 0, 1
        self._cells: list[Cell] = []
        self._value: dict[str, str] = {}
        self._paragraphs: list[list[str]] = []
        self._in_note, self._is_text, self._letters = 0, False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "annotation":
            self._in_note += 1
        elif self._in_note:
            return
        elif name == "table":
            self._sheet, self._number = attributes.get("name", ""), 0
            self.names.append(self._sheet)
        elif name == "table-row":
            self._cells, self._repeat = [], _times(attributes.get("number-rows-repeated"))
        elif name in {"table-cell", "covered-table-cell"}:
            self._value, self._paragraphs, self._letters = attributes, [], 0
        elif name in _LINES:
            self._paragraphs.append([])
            self._is_text = True
        elif name in {"s", "tab", "line-break"} and self._is_text:
            self.text({"s": " " * min(_times(attributes.get("c")), 100), "tab": "\t", "line-break": "\n"}[name])

    def text(self, text: str) -> None:
        if self._is_text and not self._in_note:
            self._letters += len(text)
            if self._letters <= MOST_LETTERS:
                self._paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if name == "annotation":
            self._in_note -= 1
        elif self._in_note:
            return
        elif name in _LINES:
            self._is_text = False
        elif name in {"table-cell", "covered-table-cell"}:
            value, times = self._cell(), _times(self._value.get("number-columns-repeated"))
            if value is not None and len(self._cells) + times > MOST_COLUMNS:
                raise UnreadableDataError(
                    f"The sheet has more than {MOST_COLUMNS:,} columns. Remove those without events."
                )
            self._cells += [value] * min(times, MOST_COLUMNS + 1 - len(self._cells))
        elif name == "table-row":
            self._end_row()

    def _end_row(self) -> None:
        while self._cells and self._cells[-1] is None:
            self._cells.pop()
        if not self._cells:
            self._number += self._repeat
            return
        if self._repeat > _MOST_REPEATED or self._number > MOST_ROWS:
            raise UnreadableDataError("The sheet repeats one row without end. Save the table anew, or as CSV.")
        for _ in range(self._repeat):
            self._number += 1
            self.rows.append((self._sheet, Row(self._number, tuple(self._cells))))

    def _cell(self) -> Cell:
        kind = self._value.get("value-type", "")
        said = self._value.get("value", "")
        if kind in {"float", "percentage", "currency"}:
            try:
                number = float(said)
            except ValueError:
                return plain(said)
            return plain(int(number) if abs(number) < 1e15 and number.is_integer() else number)
        if kind == "date":
            return _moment(self._value.get("date-value", ""))
        if kind == "boolean":
            return self._value.get("boolean-value") == "true"
        return plain("\n".join("".join(parts) for parts in self._paragraphs)) if kind else None


def _times(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdecimal() and len(said) < 10 else 1


def _moment(said: str) -> Cell:
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        return plain(said)
    return moment.date() if len(said) <= 10 else moment


def read_ods(open_file: Callable[[], BinaryIO], *, layer: str | None = None) -> Table:
    """Read a sheet, the first that holds anything where none is named.

    Raises
    ------
    UnreadableDataError
        If it is damaged, or has no such sheet.
    """

    def read(sheets: _Sheets) -> Iterator[tuple[str, Row]]:
        with open_file() as file, opened_archive(file) as archive:
            for _ in parse_parts(member_chunks(archive, "content.xml"), sheets, called="spreadsheet"):
                yield from sheets.rows
                sheets.rows.clear()

    seen = _Sheets()
    first = next((name for name, _ in read(seen) if layer in {None, name}), None)
    if first is None:
        raise UnreadableDataError(
            f"The spreadsheet holds no sheet with values{f' called {layer!r}' if layer else ''}. Save the table as ODS or CSV."
        )

    def rows() -> Iterator[Row]:
        for name, row in read(_Sheets()):
            if name == first:
                yield row

    return grid_table("ODS", rows, layers=tuple(seen.names))
