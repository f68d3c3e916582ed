"""A table of a stranger, whatever file it came in: named columns, and rows that can be read again from the start."""

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeAlias

import numpy as np
from shapely.geometry.base import BaseGeometry

from events.errors import UnreadableDataError

Cell: TypeAlias = str | int | float | bool | dt.date | dt.time | BaseGeometry | None

MOST_ROWS = 5_000_000
MOST_COLUMNS = 2_000
MOST_LETTERS = 1_000_000
_LONGEST_NAME = 200
# Titles and notes that stand above a header in a spreadsheet.
_MOST_TITLES = 20
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_FIGURE = re.compile(r"[-+]?\d+[.,]\d+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{5,}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the header's is 1, or where a file has none the first row's), its cells in the order of the columns, and why it cannot be read, "" where it can."""

    number: int
    cells: tuple[Cell, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds.

    Attributes
    ----------
    kind
        What file it is, in words ("CSV").
    columns
        Their names, each once, never empty; of a geometry "geometry".
    tags
        HXL tags of the columns ("" where one has none); empty where the table has none.
    layers
        Sheets or layers of which this is one; empty where the file can hold one only.
    notes
        In sentences what was decided on the way.
    """

    kind: str
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Row]] = field(repr=False)
    tags: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Give the rows from the first on.

        Raises
        ------
        UnreadableDataError
            If there are more than 5,000,000, or the file is damaged further down.
        """
        for count, row in enumerate(self.read()):
            if count >= MOST_ROWS:
                raise UnreadableDataError(f"The table has more than {MOST_ROWS:,} rows. Split it into parts.")
            yield row


def column_names(titles: Sequence[object]) -> tuple[str, ...]:
    r"""Return names that can be shown and told apart: a second "date" is "date 2", one without a name "column 3".

    Examples
    --------
    >>> column_names(["date", "", "date", " lat\n(deg)"])
    ('date', 'column 2', 'date 2', 'lat (deg)')
    """
    if len(titles) > MOST_COLUMNS:
        raise UnreadableDataError(
            f"The table has {len(titles):,} columns, at most {MOST_COLUMNS:,} are read. Remove those that tell of no event."
        )
    names: dict[str, None] = {}
    for number, title in enumerate(titles, 1):
        said = "" if title is None else " ".join(_UNSEEN.sub(" ", str(title)).split())[:_LONGEST_NAME]
        name, again = said or f"column {number}", 2
        while name in names:
            name, again = f"{said or f'column {number}'} {again}", again + 1
        names[name] = None
    return tuple(names)


def grid_table(kind: str, read: Callable[[], Iterator[Row]], *, layers: Sequence[str] = (), notes: Sequence[str] = ()) -> Table:  # fmt: skip
    """Return the table in rows of cells: titles above the header passed over, a row of HXL tags kept apart.

    Raises
    ------
    UnreadableDataError
        If there is nothing in it.
    """
    first = list(islice((row for row in read() if _filled(row)), _MOST_TITLES + 1))
    if not first:
        raise UnreadableDataError("The table is empty. Its first line names the columns: date, place, notes.")
    at = 0
    while at + 1 < len(first) and _filled(first[at]) == 1 < _filled(first[at + 1]):
        at += 1
    head = first[at]
    if head.problem:
        raise UnreadableDataError(f"The header cannot be read: {head.problem} Mend it, then try again.")
    said, begin = list(notes), head.number
    tags: tuple[str, ...] = ()
    if _is_data(head):
        names = column_names([None] * len(head.cells))
        begin -= 1
        said.append("The first line holds values and no names; the columns are numbered.")
    else:
        last = max(position for position, cell in enumerate(head.cells) if cell is not None)
        names = column_names(head.cells[: last + 1])
        tags = _tags(first[at + 1], len(names)) if at + 1 < len(first) else ()
        begin = first[at + 1].number if tags else begin
    if at:
        said.append(f"The header stands in line {head.number:,}; what is above it is passed over.")
    width = len(names)

    def rows() -> Iterator[Row]:
        for row in read():
            if row.number > begin and (row.problem or _filled(row)):
                yield _fitted(row, width)

    return Table(kind=kind, columns=names, read=rows, tags=tags, layers=tuple(layers), notes=tuple(said))


def record_table(
    kind: str, records: Sequence[dict[str, Cell]], *, layers: Sequence[str] = (), notes: Sequence[str] = ()
) -> Table:
    """Return the table of records, each with keys of its own."""
    keys = list(dict.fromkeys(chain.from_iterable(records)))
    if not keys:
        raise UnreadableDataError("The file holds no values. Choose another, or export it anew.")
    names = column_names(keys)

    def rows() -> Iterator[Row]:
        for number, record in enumerate(records, 1):
            yield Row(number, tuple(record.get(key) for key in keys))

    return Table(kind=kind, columns=names, read=rows, layers=tuple(layers), notes=tuple(notes))


def plain(value: object) -> Cell:
    """Return a value as a cell: nothing for what is empty or no number, lists in one line, objects as JSON, no types of a library.

    Examples
    --------
    >>> plain(""), plain(float("nan")), plain(["a", "b"]), plain({"a": 1}), plain(2.5)
    (None, None, 'a; b', '{"a": 1}', 2.5)
    """
    if value is None or isinstance(value, bool | BaseGeometry):
        return value
    if isinstance(value, str):
        return value.replace("\x00", "").strip() or None
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        # pandas has a datetime that is no day
        return dt.datetime.fromisoformat(value.isoformat()[:26]) if value == value else None
    if isinstance(value, dt.date | dt.time):
        return value
    if isinstance(value, bytes):
        return None
    if isinstance(value, list | tuple) and all(isinstance(each, str | int | float) for each in value):
        return "; ".join(str(each) for each in value).strip() or None
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):
        return None


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row.cells) or bool(row.problem)


def _is_data(row: Row) -> bool:
    """Say whether a first line holds values: decimals, days and long numbers are no names."""
    cells = [cell for cell in row.cells if cell is not None]
    figures = sum(
        isinstance(cell, float | dt.date | dt.time) or bool(_FIGURE.fullmatch(str(cell).strip())) for cell in cells
    )
    return figures >= max(1, 0.3 * len(cells))


def _tags(row: Row, width: int) -> tuple[str, ...]:
    cells = [str(cell).strip() if cell is not None else "" for cell in row.cells[:width]]
    tagged = sum(cell.startswith("#") for cell in cells)
    is_hxl = tagged > 0 and tagged >= 0.5 * sum(map(bool, cells))
    return (*cells, *[""] * (width - len(cells))) if is_hxl else ()


def _fitted(row: Row, width: int) -> Row:
    cells = row.cells
    if len(cells) == width and not row.problem:
        return row
    extra = sum(cell is not None for cell in cells[width:])
    problem = row.problem or (
        f"the row has {extra} more cell{'s' if extra > 1 else ''} than the header has names; is a comma inside a value without quotes?"
        if extra
        else ""
    )
    return Row(row.number, (*cells[:width], *[None] * (width - len(cells))), problem)
