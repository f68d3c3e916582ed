"""Which columns hold the first and the last day, and whether the day or the month comes first in them."""

from dataclasses import dataclass, field

from events.datasets.tables.fields import Field, How, Use
from events.datasets.tables.headers import name_score
from events.datasets.tables.profile import Column, DayOrder, day_orders
from events.datasets.tables.table import Table

_NAMED, _UNNAMED, _LEAST = 0.5, 0.9, 0.5
_YEAR_NAMES = frozenset({"year", "iyear", "año", "annee", "année", "jahr", "год", "рік", "السنة"})
_COUNTED = {
    How.EPOCH_S: "its numbers are seconds since 1970",
    How.EPOCH_MS: "its numbers are milliseconds since 1970",
    How.SERIAL: "its numbers are days as spreadsheets count them",
}


@dataclass(slots=True)
class DayUses:
    """What was found, and what is not clear about it."""

    uses: list[Use] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def day_uses(table: Table, columns: list[Column], *, is_whole: bool) -> DayUses:
    """Return the columns of days among these; `is_whole` says that their cells are all of the table's."""
    start = _best(columns, Field.DATE_START)
    end = _best([column for column in columns if column is not start], Field.DATE_END)
    chosen = [(Field.DATE_START, start), (Field.DATE_END, end)]
    unclear = [column for _, column in chosen if column is not None and column.day_way is How.DAY_FIRST]
    orders = day_orders(table, unclear, is_whole=is_whole)
    # Days of one table are written alike: what one column leaves open another may say.
    told = [order for order in orders.values() if order.day_first != order.month_first]
    found = DayUses()
    for wanted, column in chosen:
        if column is None or column.day_way is None:
            continue
        how, reason = column.day_way, _COUNTED.get(column.day_way, "its values are days")
        if column.name in orders:
            how, reason, doubt = _decided(column, orders[column.name], told)
            found.doubts += [doubt] if doubt else []
        named = f"it is called “{column.name}”, and " if name_score(column.name, wanted, column.tag) else ""
        found.uses.append(Use(field=wanted, column=column.name, how=how, reason=f"{named}{reason}"))
    return found


def _best(columns: list[Column], wanted: Field) -> Column | None:
    scored: list[tuple[float, float, int, Column]] = []
    for column in columns:
        named = name_score(column.name, wanted, column.tag)
        way = column.day_way
        if way is None or (not named and (wanted is Field.DATE_END or way in _COUNTED)):
            continue
        share = 1.0 if way in _COUNTED else max(column.day_share(How.DAY_FIRST), column.day_share(How.MONTH_FIRST))
        if way is How.SERIAL and named < _NAMED:
            continue
        is_year = column.number_share > _UNNAMED and way is How.YEAR_FIRST and max(column.numbers, default=0) < 3000
        if is_year and column.name.strip().lower() not in _YEAR_NAMES:
            continue
        if share >= (_LEAST if named else _UNNAMED) and column.filled > 0:
            # a year says less than any day
            scored.append((named * share * (0.3 if is_year else 1.0), column.filled, -column.position, column))
    return max(scored, key=lambda each: each[:3], default=(0, 0, 0, None))[3]


def _decided(column: Column, order: DayOrder, told: list[DayOrder]) -> tuple[How, str, str]:
    """Return the order of a column's days, why, and what is not clear about it."""
    seen = order.day_first + order.month_first + order.open
    if order.day_first and order.month_first:
        how = How.DAY_FIRST if order.day_first >= order.month_first else How.MONTH_FIRST
        fewer = min(order.day_first, order.month_first)
        doubt = f"“{column.name}” mixes two orders: {order.day_first:,} rows have the day first, {order.month_first:,} the month. It is read {how}; the {fewer:,} others are rejected where they show it."
        return how, f"most of its days that can tell are written {how}", doubt
    if order.day_first:
        return (
            How.DAY_FIRST,
            f"in {order.day_first:,} of {seen:,} rows the first number is above 12, so the day comes first",
            "",
        )
    if order.month_first:
        return How.MONTH_FIRST, f"in {order.month_first:,} of {seen:,} rows the second number is above 12, so the month comes first", ""  # fmt: skip
    if told:
        how = How.DAY_FIRST if told[0].day_first > told[0].month_first else How.MONTH_FIRST
        return how, f"it is read {how} as the table's other days", ""
    doubt = f"Nothing in “{column.name}” says whether 03/04 is 3 April or 4 March. It is read day first; say so where the month comes first."
    return How.DAY_FIRST, "its days may be read either way; day first is assumed", doubt
