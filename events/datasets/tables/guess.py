"""Which column of a table holds what of an event: guessed by names and by values, each guess with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from events.datasets.countries import Countries
from events.datasets.tables.fields import WAYS, Field, How, TableMapping, Use
from events.datasets.tables.guess_days import day_uses
from events.datasets.tables.guess_where import where_uses
from events.datasets.tables.headers import name_score
from events.datasets.tables.profile import Column, columns_of
from events.datasets.tables.status_words import status_of
from events.datasets.tables.table import Cell, Table
from events.datasets.tables.type_words import type_of
from events.datasets.tables.values import read_count
from events.event_status import EventStatus
from gazetteer import Gazetteer

_MOSTLY = 0.8
# A column that is called by the very name of a count may hold odd cells: half of it are numbers, the other rows are told.
_CALLED, _HALF = 0.75, 0.5
_LONG_TEXT, _FEW_WORDS = 40, 3
_TRIED = 60
# Fields in the order in which they choose: what can be told by values first, what any text may be last.
_BY_NAME = (
    Field.SOURCE_ID, Field.STATUS, Field.DATE_PREC, Field.WHERE_PREC, Field.SUB_TYPE, Field.TYPE, Field.COUNTRY, Field.ADM1, Field.KILLED_LOW,
    Field.KILLED_HIGH, Field.KILLED, Field.INJURED, Field.SIDE1, Field.SIDE2, Field.URL, Field.OUTLETS, Field.NOTES, Field.PLACE,
)  # fmt: skip
# What values tell alone, where no column is called so.
_BY_VALUES = (Field.COUNTRY, Field.TYPE, Field.PLACE, Field.URL, Field.NOTES)
_NAMES = frozenset(
    {Field.PLACE, Field.ADM1, Field.SIDE1, Field.SIDE2, Field.NOTES, Field.TYPE, Field.SUB_TYPE, Field.OUTLETS}
)
_TOLLS = frozenset({Field.KILLED, Field.KILLED_LOW, Field.KILLED_HIGH, Field.INJURED})
_COUNTS = _TOLLS | {Field.DATE_PREC, Field.WHERE_PREC}


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping that is proposed, and in sentences what was not clear."""

    mapping: TableMapping
    doubts: tuple[str, ...] = ()


def guess_mapping(table: Table, gazetteer: Gazetteer) -> Guess:
    """Propose which column holds what, each with its reason; the order of day and month is decided over all rows.

    Returns
    -------
    Guess
        `TableMapping.corrected` takes a person's word for a field; nothing is guessed where name and values say nothing.

    Raises
    ------
    UnreadableDataError
        If the file is damaged further down.
    """
    columns, is_whole = columns_of(table)
    countries = Countries(gazetteer)
    doubts: list[str] = []
    uses = where_uses(columns, countries, gazetteer)
    free = _left(columns, uses)
    days = day_uses(table, free, is_whole=is_whole)
    uses += days.uses
    doubts += days.doubts
    free = _left(free, uses)
    for field in _BY_NAME:
        named = _named(field, free, countries, doubts)
        if named is not None:
            uses.append(named)
            free = _left(free, uses)
    for field in _BY_VALUES:
        found = _by_values(field, free, countries) if all(use.field is not field for use in uses) else None
        if found is not None:
            uses.append(found)
            free = _left(free, uses)
    order = list(Field)
    uses.sort(key=lambda use: order.index(use.field))
    known = {use.field for use in uses}
    if Field.DATE_START not in known:
        doubts.append("No column holds days: without one, events are not dated. Say which does, where there is one.")
    if not known & {Field.LON, Field.POSITION, Field.GEOMETRY, Field.PLACE}:
        doubts.append(
            "No column says where: without one, events are not on the map. Say which does, where there is one."
        )
    return Guess(TableMapping(columns=table.columns, uses=tuple(uses)), tuple(doubts))


def _left(columns: list[Column], uses: list[Use]) -> list[Column]:
    taken = {use.column for use in uses}
    return [column for column in columns if column.name not in taken]


def _named(field: Field, columns: list[Column], countries: Countries, doubts: list[str]) -> Use | None:
    scored = [(name_score(column.name, field, column.tag), -column.position, column) for column in columns]
    # a column that is empty in the first rows gives way to any other
    for score, _, column in sorted(scored, key=lambda each: (bool(each[2].cells), *each[:2]), reverse=True):
        if not score:
            continue
        how = _fitting(field, column, countries, score)
        if how is not None:
            doubts += filter(None, (_odd(field, column, how),))
            return Use(field=field, column=column.name, how=how, reason=_reason(field, column))
        if field is Field.SOURCE_ID and score >= 0.9:
            doubts.append(
                f"“{column.name}” is called an id, and is not taken for one: {1 - column.distinct_share:.0%} of its values stand in a row before."
            )
        elif doubt := _left_beside(field, column, score):
            doubts.append(doubt)
    return None


def _odd(field: Field, column: Column, how: How) -> str:
    """Return in words that some rows of a column which is taken will be rejected, "" where none will."""
    if field is Field.SOURCE_ID and column.distinct_share < 1:
        return f"In “{column.name}” {1 - column.distinct_share:.1%} of the ids stand in a row before: where such a row says something else, it is rejected."
    if field in _COUNTS:
        odd = [cell for cell in column.cells if not _is_count(cell, how)]
        if odd:
            return f"In “{column.name}” {len(odd):,} of the first {len(column.cells):,} cells are no number, as {str(odd[0])[:30]!r}: those rows are rejected."
    return ""


def _left_beside(field: Field, column: Column, score: float) -> str:
    """Return in words that a column is called by a field's name and is not taken for it, "" where nobody would miss it."""
    if field in _TOLLS and score >= _CALLED and column.cells:
        return f"“{column.name}” is called {field}, and is not taken for it: most of its values are no numbers. No toll is read from it."
    found = {status_of(str(cell)) for cell in column.cells} if field is Field.STATUS else set()
    if found - {None, EventStatus.HAPPENED}:
        return f"Some values of “{column.name}” say that an event did not happen, others are no status: it is not read, and all rows count as happened."
    return ""


def _fitting(field: Field, column: Column, countries: Countries, score: float) -> How | None:
    """Return how a column's cells are read for a field, None where they do not fit."""
    if field is Field.SOURCE_ID:
        return How.TEXT if column.distinct_share >= _MOSTLY and column.filled >= 0.9 else None
    if field in _COUNTS:
        least = _HALF if field in _TOLLS and score >= _CALLED else _MOSTLY
        fits = column.share(lambda cell: _is_count(cell, How.NUMBER), most=500)
        comma = column.share(lambda cell: _is_count(cell, How.COMMA), most=500)
        best = How.NUMBER if fits >= _MOSTLY or fits >= comma else How.COMMA
        return best if max(fits, comma) >= least else None
    if field is Field.STATUS:
        return How.STATUS if column.share(lambda cell: status_of(str(cell)) is not None) >= _MOSTLY else None
    if field is Field.COUNTRY:
        return How.COUNTRY if _country_share(column, countries) >= 0.5 else None
    # numbers are no names; UCDP's types of violence are numbers
    is_coded = field is Field.TYPE and "violence" in column.name.lower()
    if field in _NAMES and column.number_share > 0.5 and not is_coded:
        return None
    if field is Field.URL:
        return How.TEXT if column.share(_is_address) >= 0.5 else None
    return WAYS[field][0]


def _by_values(field: Field, columns: list[Column], countries: Countries) -> Use | None:
    """Return a column whose name says nothing and whose values say what they are."""
    told: dict[Field, tuple[Callable[[Column], float], float, str]] = {
        Field.COUNTRY: (lambda each: _country_share(each, countries), _MOSTLY, "most of its values are countries"),
        Field.TYPE: (_kind_share, _MOSTLY, "most of its values are kinds of events"),
        Field.PLACE: (lambda each: _place_share(each, countries), 0.7, "most of its values are names of places"),
        Field.URL: (lambda each: each.share(_is_address), _MOSTLY, "its values are addresses of pages"),
        Field.NOTES: (lambda each: each.letters, _LONG_TEXT, "its values are texts, {:.0f} letters on average"),
    }
    score, least, reason = told[field]
    unnamed = [column for column in columns if column.number_share < 0.5 and column.filled >= 0.5]
    scored = [(score(column), -column.position, column) for column in unnamed]
    best, _, column = max(scored, key=lambda each: each[:2], default=(0.0, 0, None))
    if column is None or best < least:
        return None
    return Use(field=field, column=column.name, how=WAYS[field][0], reason=reason.format(best))


def _reason(field: Field, column: Column) -> str:
    said = f"it is called “{column.name}”" if not column.tag else f"its HXL tag is {column.tag}"
    if field is Field.SOURCE_ID:
        return f"{said}, and {'each value stands' if column.distinct_share == 1 else f'{column.distinct_share:.0%} of its values stand'} there once"
    if field in {Field.TYPE, Field.SUB_TYPE}:
        return f"{said}; {_type_share(column):.0%} of its values are kinds of events that are known"
    if field in _COUNTS:
        return f"{said}, and its values are numbers"
    return said


def _is_count(cell: Cell, how: How) -> bool:
    try:
        read_count(cell, how)
    except ValueError:
        return False
    return True


def _is_address(cell: object) -> bool:
    return isinstance(cell, str) and cell[:8].lower().startswith(("http://", "https://", "www."))


def _country_share(column: Column, countries: Countries) -> float:
    return _share_told(column, lambda each: countries.code(each) is not None)


def _kind_share(column: Column) -> float:
    """Return the share of values that are the name of a kind of event and no sentence about one."""
    return _type_share(column) if column.share(lambda cell: len(str(cell).split()) <= _FEW_WORDS) > _MOSTLY else 0.0


def _type_share(column: Column) -> float:
    return _share_told(column, lambda each: len(each) < _LONG_TEXT and type_of(each) is not None)


def _place_share(column: Column, countries: Countries) -> float:
    return _share_told(column, lambda each: len(each) < _LONG_TEXT and countries.is_place(each))


def _share_told(column: Column, holds: Callable[[str], bool]) -> float:
    """Return the share of a column's first different values for which something holds."""
    values = list(dict.fromkeys(map(str, column.cells)))[:_TRIED]
    return sum(map(holds, values)) / len(values) if values else 0.0
