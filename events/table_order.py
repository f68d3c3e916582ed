"""In which order a table's events stand, over all pages of it: what they are sorted by, and which way."""

from dataclasses import dataclass
from enum import StrEnum

from events.errors import BadFilterError


class OrderBy(StrEnum):
    """What events are sorted by; the value is its name in an address and on the command line."""

    DATE = "date"
    TYPE = "type"
    PLACE = "place"
    PRECISION = "precision"
    KILLED = "killed"
    INJURED = "injured"
    CLAIMANT = "according-to"
    CONFIDENCE = "confidence"
    REVIEW = "review"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOrder:
    """An order of events: what is not known comes last whichever way, what is alike in the order of the reports.

    Examples
    --------
    >>> str(TableOrder(by=OrderBy.KILLED, descending=True))
    '-killed'
    """

    by: OrderBy = OrderBy.DATE
    descending: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.by}"


BY_DATE = TableOrder()


def parse_table_order(text: str) -> TableOrder:
    """Read an order as an address or the command line has it; "" is by date.

    Raises
    ------
    BadFilterError
        If it is none; the message says what was expected.

    Examples
    --------
    >>> parse_table_order("-killed")
    TableOrder(by=<OrderBy.KILLED: 'killed'>, descending=True)
    """
    said = text.strip()
    if not said:
        return BY_DATE
    try:
        return TableOrder(by=OrderBy(said.removeprefix("-").lower()), descending=said.startswith("-"))
    except ValueError as error:
        raise BadFilterError(
            f"sort must be one of {', '.join(OrderBy)}, with - before it for the other way round; got {said[:40]!r}."
        ) from error
