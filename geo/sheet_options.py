"""What an analyst may say about a sheet."""

import datetime as dt
from dataclasses import dataclass

from geo.errors import SheetError


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRelease:
    """What a release profile asks of a sheet.

    ``portion`` marks title, summary and each event ("(C)"; "" for none); ``words`` say how it was released and what is withheld;
    ``is_coarse`` leaves the names of towns off the map and the degrees of its centre; ``says_grades`` False keeps silent on grades.
    """

    portion: str = ""
    words: str = ""
    is_coarse: bool = False
    says_grades: bool = True


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
    release
        What a release profile asks; None: no profile.
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
    release: SheetRelease | None = None

    def __post_init__(self) -> None:
        """Refuse an instant without a zone."""
        if self.produced is not None and self.produced.tzinfo is None:
            raise SheetError("The time of production needs a time zone: give a datetime with tzinfo, for example UTC.")
