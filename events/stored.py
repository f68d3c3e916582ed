"""What the store answers with: saves, reports, history, and what there is to filter by."""

import datetime as dt
from dataclasses import dataclass

from events.event import Event

_OPENING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save did: events that are new, that were there already, and that a choice for a name moved.

    ``not_happened`` of the new ones are planned, threatened or denied.

    ``copy_of`` is the id of another report of the project with the same text, None where there is none.
    """

    new: int
    unchanged: int
    moved: int = 0
    copy_of: str | None = None
    not_happened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A line of the list of reports.

    Attributes
    ----------
    title
        The report's, or its first words where it has none.
    date
        The day that the report speaks from, None where it is not known.
    saved_at
        UTC.
    """

    report_id: str
    title: str
    source: str
    date: dt.date | None
    saved_at: dt.datetime
    event_count: int


def opening(text: str) -> str:
    """Return a text's first words, by which a report without a title is known.

    Examples
    --------
    >>> opening("Gunmen attacked the village of Xandoquil on Thursday and killed two.")
    'Gunmen attacked the village of Xandoquil on Thursday…'
    """
    words = text.split()
    return " ".join(words[:_OPENING]) + ("…" if len(words) > _OPENING else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One entry of an event's history; ``at`` is UTC."""

    at: dt.datetime
    who: str
    why: str
    event: Event
