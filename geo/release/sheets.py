"""The cells of a workbook's sheet, by the names of its columns."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from geo.release.piece import Piece
from geo.release.texts import table_pieces

_LETTERS = re.compile(r"[A-Z]+")
# The header is one of the first rows: a banner may stand over it.
_HEADER_WITHIN = 8


def sheet_pieces(data: bytes, strings: bytes, where: str) -> Iterator[Piece]:
    """Yield the cells of a sheet (XML of SpreadsheetML) with the shared strings of its workbook; a banner over the header too."""
    shared = ["".join(part.itertext()) for part in _named(fromstring(strings), "si")] if strings else []
    rows = [_row(row, shared) for row in _named(fromstring(data), "row")]
    first = rows[:_HEADER_WITHIN]
    header = max(range(len(first)), key=lambda n: sum(bool(cell) for cell in first[n]), default=0)
    for number, row in enumerate(rows[:header], 1):
        for cell in filter(None, row):
            yield Piece(f"{where}, row {number}", f"{where} {number}", "", cell)
    yield from table_pieces(rows[header:], where)


def _named(element: Element, tag: str) -> Iterator[Element]:
    return (each for each in element.iter() if each.tag.rsplit("}", 1)[-1] == tag)


def _row(row: Element, shared: list[str]) -> list[str]:
    cells: dict[int, str] = {}
    for number, cell in enumerate(_named(row, "c")):
        letters = _LETTERS.match(cell.get("r", ""))
        value = "".join(part for each in cell for part in each.itertext())
        if cell.get("t") == "s" and value.strip().isdigit():
            value = shared[int(value)]
        cells[_column(letters[0]) if letters else number] = value
    return [cells.get(n, "") for n in range(max(cells, default=-1) + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
