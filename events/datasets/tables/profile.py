"""What the cells of a column look like: how many are numbers, days, shapes, people counted; decided on the first rows, days' order on all."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from shapely.geometry.base import BaseGeometry

from events.datasets.row import RowError
from events.datasets.tables.days import YEAR_LAST, plain_digits, read_day
from events.datasets.tables.fields import How
from events.datasets.tables.table import Cell, Table
from events.datasets.tables.values import is_nothing, looks_like_shape, read_degrees, read_number

_MOST_CELLS, _FEWEST, _MOST_SAMPLED = 200_000, 200, 2_000
# Days between 1973 and 2100 as seconds and milliseconds since 1970; between 1955 and 2064 as days since 1900.
_SECONDS, _MILLISECONDS, _SERIALS = (1e8, 4.2e9), (1e11, 4.2e12), (20_000, 60_000)


@dataclass(slots=False, eq=False)
class Column:
    """A column and its cells of the first rows, those that hold something; ``filled`` is their share, 0 to 1."""

    name: str
    position: int
    tag: str
    cells: list[Cell] = field(repr=False)
    filled: float

    def share(self, holds: Callable[[Cell], bool], *, most: int = _MOST_SAMPLED) -> float:
        """Return the share of cells for which something holds, 0 for a column without cells."""
        seen = self.cells[:most]
        return sum(map(holds, seen)) / len(seen) if seen else 0.0

    @cached_property
    def numbers(self) -> list[float]:
        """The cells that are numbers, a single comma taken for a decimal sign where there is no point."""
        found = []
        for cell in self.cells:
            try:
                comma = isinstance(cell, str) and "," in cell and "." not in cell
                found.append(read_number(cell, How.COMMA if comma else How.NUMBER))
            except RowError:
                continue
        return found

    @cached_property
    def number_share(self) -> float:
        """The share of cells that are numbers."""
        return len(self.numbers) / len(self.cells) if self.cells else 0.0

    @cached_property
    def shape_share(self) -> float:
        """The share of cells that are geometries, or WKT or GeoJSON of one."""
        return self.share(lambda cell: isinstance(cell, BaseGeometry) or looks_like_shape(cell))

    @cached_property
    def distinct_share(self) -> float:
        """The share of cells that are different from those before."""
        return len({str(cell) for cell in self.cells}) / len(self.cells) if self.cells else 0.0

    @cached_property
    def letters(self) -> float:
        """The mean number of letters of a cell."""
        return sum(len(str(cell)) for cell in self.cells[:200]) / max(1, len(self.cells[:200]))

    def within(self, limit: float) -> float:
        """Return the share of cells that are degrees of at most ``limit``."""
        return self.share(lambda cell: _succeeds(lambda: read_degrees(cell, How.NUMBER, limit=limit)), most=500)

    def day_share(self, how: How) -> float:
        """Return the share of cells that are days when they are read so."""
        return self.share(lambda cell: _succeeds(lambda: read_day(cell, how)), most=500)

    @cached_property
    def day_way(self) -> How | None:
        """How most of its cells are days, None where they are none; the order of day and month is not decided here."""
        if self.share(lambda cell: isinstance(cell, dt.date)) > 0.5:
            return How.YEAR_FIRST
        if self.day_share(How.DAY_FIRST) >= 0.5 or self.day_share(How.MONTH_FIRST) >= 0.5:
            return How.DAY_FIRST if any(_order(cell) for cell in self.cells) else How.YEAR_FIRST
        if self.number_share > 0.9:
            ways = ((_MILLISECONDS, How.EPOCH_MS), (_SECONDS, How.EPOCH_S), (_SERIALS, How.SERIAL))
            for (low, high), way in ways:
                if sum(low <= number <= high for number in self.numbers) > 0.9 * len(self.numbers):
                    return way
        return None


@dataclass(frozen=True, slots=True)
class DayOrder:
    """How many days of a whole column say by a number above 12 that the day comes first, or the month; and how many say nothing."""

    day_first: int
    month_first: int
    open: int


def columns_of(table: Table) -> tuple[list[Column], bool]:
    """Return the columns with the cells of the first rows, and whether that were all rows."""
    width = len(table.columns)
    most = max(_FEWEST, min(_MOST_SAMPLED, _MOST_CELLS // width))
    sampled = [row.cells for row in islice(table.rows(), most) if not row.problem]
    columns = []
    for position, name in enumerate(table.columns):
        cells = [row[position] for row in sampled if not is_nothing(row[position])]
        tag = table.tags[position] if table.tags else ""
        columns.append(Column(name, position, tag, cells, len(cells) / len(sampled) if sampled else 0.0))
    return columns, len(sampled) < most


def day_orders(table: Table, columns: Sequence[Column], *, is_whole: bool) -> dict[str, DayOrder]:
    """Return what all rows say about the order of day and month in some columns."""
    seen = {column.name: [0, 0, 0] for column in columns}

    def count(column: Column, cells: Iterable[Cell]) -> None:
        for cell in cells:
            order = _order(cell)
            if order:
                seen[column.name][order - 1] += 1

    if is_whole:
        for column in columns:
            count(column, column.cells)
    elif columns:
        for row in table.rows():
            for column in columns:
                if not row.problem:
                    count(column, (row.cells[column.position],))
    return {name: DayOrder(*counts) for name, counts in seen.items()}


def _order(cell: Cell) -> int:
    """Return 1 where a cell is a day with the day first, 2 with the month first, 3 where it may be either, 0 where it is none."""
    found = YEAR_LAST.fullmatch(plain_digits(cell.strip())) if isinstance(cell, str) else None
    if found is None:
        return 0
    first, second = int(found[1]), int(found[2])
    if first > 31 or second > 31:
        return 0
    return 1 if first > 12 >= second else 2 if second > 12 >= first else 3


def _succeeds(read: Callable[[], object]) -> bool:
    try:
        read()
    except RowError:
        return False
    return True
