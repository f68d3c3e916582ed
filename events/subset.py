"""The events behind one of the counts: what a click on a number shows."""

from dataclasses import dataclass
from enum import StrEnum


class TablePart(StrEnum):
    """Which of the events a count is about; all but the last three are of the events shown."""

    SHOWN = "shown"
    PLACED = "placed"
    NOT_PLACED = "not placed"
    NOT_DATED = "without a date"
    POSSIBLE = "possible"
    TO_CHECK = "to be checked"
    FILTERED_OUT = "filtered out"
    WITHOUT_DATE = "filtered out for want of a date"
    WITHOUT_PLACE = "filtered out for want of a place"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSubset:
    """The ``part`` of the events that a table shows, and how many these are."""

    part: TablePart
    events: int
