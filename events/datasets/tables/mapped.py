"""The rows of a table as rows of events, by the mapping of its columns; a row that cannot be one says why."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from events.datasets.countries import Countries
from events.datasets.row import Count, EventRow, Reject, RowError
from events.datasets.tables.days import DAY, read_day, read_minute
from events.datasets.tables.fields import Field, How, TableMapping, Use
from events.datasets.tables.status_words import status_of
from events.datasets.tables.table import Cell, Row, Table
from events.datasets.tables.type_words import type_of, ucdp_type
from events.datasets.tables.values import (
    is_nothing,
    read_count,
    read_degrees,
    read_number,
    read_position,
    read_shape,
)
from events.event import EventType
from events.event_status import EventStatus
from gazetteer import Gazetteer

_Value = TypeVar("_Value")
_PARTS = re.compile(r"\s*[;|]\s*|\s*\n\s*")
_MOST_PARTS, _LONGEST_SHOWN, _MOST_PREC = 50, 60, 7
# R writes so what it does not know, and ISO 3166 Namibia.
_NOT_AVAILABLE = ("NA", "na")
_POINTS = frozenset({"Point", "MultiPoint"})
_TOLLS = (Field.KILLED, Field.KILLED_LOW, Field.KILLED_HIGH)


def rows(table: Table, mapping: TableMapping, gazetteer: Gazetteer) -> Iterator[EventRow | Reject]:
    """Give each row of a table as a row of events, or with the reason why it is none.

    Parameters
    ----------
    mapping
        Of the same columns (`guess_mapping`, `TableMapping.corrected`, `read_recipe`).
    gazetteer
        In which countries' names are looked up.

    Returns
    -------
    iterator of EventRow or Reject
        In the table's order, one for each row; ``number`` is 1 for the first below the header. What no field takes is in ``extra``.

    Raises
    ------
    UnreadableDataError
        If the file is damaged further down.
    """
    reader = _Reader(table, mapping, Countries(gazetteer))
    for number, row in enumerate(table.rows(), 1):
        try:
            found: EventRow | Reject = reader.event(row, number)
        except RowError as error:
            reason = f"{str(error).removesuffix('.')}."
            found = Reject(number=number, cells=reader.cells(row), reason=reason[0].upper() + reason[1:])
        yield found


class _Reader:
    def __init__(self, table: Table, mapping: TableMapping, countries: Countries) -> None:
        at = {name: position for position, name in enumerate(table.columns)}
        self._columns = table.columns
        self._uses = {use.field: (at[use.column], use) for use in mapping.uses if use.column in at}
        taken = {position for position, _ in self._uses.values()}
        self._others = [(position, name) for name, position in at.items() if position not in taken]
        self._countries = countries

    def cells(self, row: Row) -> dict[str, object]:
        """Return a row's cells by their columns, shapes as WKT."""
        return {name: _shown(cell) for name, cell in zip(self._columns, row.cells, strict=False)}

    def event(self, row: Row, number: int) -> EventRow:
        if row.problem:
            raise RowError(row.problem)
        cells = row.cells
        start, prec, minute = self._day(cells, Field.DATE_START)
        end, end_prec, _ = self._day(cells, Field.DATE_END)
        if end is not None and end_prec != DAY:
            end = _last_day(end, end_prec)
        if start is not None and end is None and prec != DAY:
            end = _last_day(start, prec)
        told_prec = self._scale(cells, Field.DATE_PREC, 5)
        lon, lat, geometry = self._where(cells)
        kind, sub_type, code = self._type(cells)
        country = self._words(cells, Field.COUNTRY)
        country_code = self._countries.code(country) if country else None
        extra: dict[str, object] = {name: _shown(cells[at]) for at, name in self._others if cells[at] is not None}
        if country and country_code is None:
            # the gazetteer has no such country: what was said of it is kept
            extra[self._uses[Field.COUNTRY][1].column] = country
        return EventRow(
            source_id=self._words(cells, Field.SOURCE_ID), type=kind, sub_type=sub_type, code=code,
            status=self._value(cells, Field.STATUS, _status) or EventStatus.HAPPENED,
            date_start=start, date_end=end, date_prec=told_prec or (prec if start is not None and prec != DAY else None),
            minute=minute, place=self._words(cells, Field.PLACE), adm1=self._words(cells, Field.ADM1), country=country_code,
            lon=lon, lat=lat, geometry=geometry, where_prec=self._scale(cells, Field.WHERE_PREC, _MOST_PREC),
            side1=self._list(cells, Field.SIDE1), side2=self._list(cells, Field.SIDE2),
            killed=self._toll(cells), injured=self._value(cells, Field.INJURED, read_count),
            notes=self._words(cells, Field.NOTES), outlets=self._list(cells, Field.OUTLETS), url=self._words(cells, Field.URL),
            extra=extra, number=number, cells=self.cells(row),
        )  # fmt: skip

    def _value(self, cells: tuple[Cell, ...], field: Field, read: Callable[[Cell, How], _Value]) -> _Value | None:
        """Return what a field's cell says, None where it says nothing; a refusal names column and value."""
        found = self._uses.get(field)
        if found is None or is_nothing(cells[found[0]]):
            return None
        position, use = found
        if cells[position] in _NOT_AVAILABLE and field is not Field.COUNTRY:
            return None
        try:
            return read(cells[position], use.how)
        except RowError as error:
            raise RowError(_refusal(use, cells[position], str(error))) from error

    def _words(self, cells: tuple[Cell, ...], field: Field) -> str:
        return self._value(cells, field, lambda cell, _: _text(cell)) or ""

    def _list(self, cells: tuple[Cell, ...], field: Field) -> tuple[str, ...]:
        return self._value(cells, field, _parts) or ()

    def _day(self, cells: tuple[Cell, ...], field: Field) -> tuple[dt.date | None, int, int | None]:
        found = self._value(cells, field, lambda cell, how: (*read_day(cell, how), read_minute(cell, how)))
        return found or (None, DAY, None)

    def _scale(self, cells: tuple[Cell, ...], field: Field, most: int) -> int | None:
        def read(cell: Cell, how: How) -> int:
            number = read_number(cell, how)
            if not (number.is_integer() and 1 <= number <= most):
                raise RowError(f"is none of 1 to {most}")
            return int(number)

        return self._value(cells, field, read)

    def _toll(self, cells: tuple[Cell, ...]) -> Count | None:
        told = {field: found for field in _TOLLS if (found := self._value(cells, field, read_count)) is not None}
        if not told:
            return None
        best = told.get(Field.KILLED) or told.get(Field.KILLED_LOW) or told[Field.KILLED_HIGH]
        # UCDP's low and high lie on the wrong side of best in one row of a hundred
        low = min(best.low, *(each.low for each in told.values()))
        high = max(best.high, *(each.high for each in told.values()))
        return Count(best=best.best, low=low, high=high)

    def _where(self, cells: tuple[Cell, ...]) -> tuple[float | None, float | None, BaseGeometry | None]:
        geometry = self._value(cells, Field.GEOMETRY, lambda cell, _: read_shape(cell))
        lon = self._value(cells, Field.LON, lambda cell, how: read_degrees(cell, how, limit=180))
        lat = self._value(cells, Field.LAT, lambda cell, how: read_degrees(cell, how, limit=90))
        if (lon is None) != (lat is None):
            missing, there = (Field.LON, Field.LAT) if lon is None else (Field.LAT, Field.LON)
            columns = [self._uses[each][1].column if each in self._uses else each for each in (missing, there)]
            raise RowError(
                f"“{columns[0]}” is empty where “{columns[1]}” is given; longitude and latitude belong together"
            )
        if lon is None:
            lon, lat = self._value(cells, Field.POSITION, read_position) or (None, None)
        if lon == 0 and lat == 0:
            # where programs put what they do not know; nothing happens in that sea
            lon = lat = None
        if geometry is not None and geometry.geom_type in _POINTS:
            point = geometry.centroid
            return (lon, lat, None) if lon is not None else (float(point.x), float(point.y), None)
        return lon, lat, geometry

    def _type(self, cells: tuple[Cell, ...]) -> tuple[EventType | None, str, str]:
        """Return the type, the sub-type, and what the table says; the column of sub-types goes before that of types."""
        said: list[tuple[str, Use]] = []
        for field in (Field.SUB_TYPE, Field.TYPE):
            words = self._words(cells, field)
            if words:
                said.append((words, self._uses[field][1]))
        code = " / ".join(dict.fromkeys(words for words, _ in reversed(said)))
        for words, use in said:
            found = None
            if use.how is How.TYPE:
                found = ucdp_type(words) if "violence" in use.column.lower() else None
                found = found or type_of(words)
            if found is not None:
                return found[0], found[1], code
        return None, "", code


def _status(cell: Cell, _: How) -> EventStatus:
    found = status_of(_text(cell))
    if found is None:
        raise RowError(f"is none of {', '.join(EventStatus)}")
    return found


def _parts(cell: Cell, how: How) -> tuple[str, ...]:
    text = _text(cell)
    parts = _PARTS.split(text) if how is How.LIST else [text]
    return tuple(dict.fromkeys(part for part in parts if part))[:_MOST_PARTS]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(_shown(cell)).strip()


def _shown(cell: Cell) -> object:
    return shapely.to_wkt(cell, trim=True) if isinstance(cell, BaseGeometry) else cell


def _last_day(first: dt.date, prec: int) -> dt.date:
    """Return the last day of the month or the year that is known."""
    if prec == DAY:
        return first
    following = first.replace(day=28) + dt.timedelta(days=4) if prec == 4 else dt.date(first.year, 12, 31)
    return following - dt.timedelta(days=following.day) if prec == 4 else following


def _refusal(use: Use, cell: Cell, reason: str) -> str:
    value = str(_shown(cell))
    value = f"{value[: _LONGEST_SHOWN - 1]}…" if len(value) > _LONGEST_SHOWN else value
    named = {Field.LAT: "latitude ", Field.LON: "longitude "}.get(use.field, "")
    return (
        f"“{use.column}”: {named}{value!r} {reason}"
        if isinstance(cell, str)
        else f"“{use.column}”: {named}{value} {reason}"
    )
