"""What the store answers with: saves, reports, history, and what there is to filter by."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from events.event import Event, EventType

V = TypeVar("V", bound=str)
_OPENING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save did: events that are new, and events that were there already."""

    new: int
    unchanged: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What there is to filter by: values in use, the most frequent first, and the span of dates."""

    types: tuple[EventType, ...]
    actors: tuple[str, ...]
    countries: tuple[str, ...]
    first_date: dt.date | None
    last_date: dt.date | None


def facets_of(events: Sequence[Event]) -> Facets:
    """Return what there is to filter by in these events."""
    types = _by_count([event.type for event in events])
    actors = _by_count([actor for event in events for actor in (*event.side1, *event.side2)])
    countries = _by_count(
        [
            event.where.place.country_code
            for event in events
            if event.where and event.where.place and event.where.place.country_code
        ]
    )
    starts = [event.date_start for event in events if event.date_start]
    ends = [event.date_end for event in events if event.date_end]
    return Facets(
        types=types, actors=actors, countries=countries,
        first_date=min(starts, default=None), last_date=max(ends, default=None),
    )  # fmt: skip


def _by_count(values: list[V]) -> tuple[V, ...]:
    counts: dict[V, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
