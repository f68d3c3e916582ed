"""What an analyst may say about a sheet."""

import datetime as dt
from dataclasses import dataclass

from geo.errors import SheetError


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions:
    """What an analyst may say about a sheet; what is left blank is drafted from the data or left out.

    Attributes
    ----------
    title, summary
        Blank: drafted from the data.
    paper
        a4, a3, letter or 16:9; landscape unless ``portrait``.
    as_of
        Date of information; None: the day of the latest event, and the sheet says so.
    produced
        When the sheet is made, with its time zone; None: not stated. Never read from a clock here.
    producer
        Who stands behind the sheet; blank: not stated.
    handling
        Marking at top and bottom; blank: none.
    most_numbered
        How many key events to number at most; the paper may hold fewer.
    """

    title: str = ""
    summary: str = ""
    paper: str = "a4"
    portrait: bool = False
    as_of: dt.date | None = None
    produced: dt.datetime | None = None
    producer: str = ""
    handling: str = ""
    most_numbered: int = 40

    def __post_init__(self) -> None:
        """Refuse an instant without a zone."""
        if self.produced is not None and self.produced.tzinfo is None:
            raise SheetError("The time of production needs a time zone: give a datetime with tzinfo, for example UTC.")
