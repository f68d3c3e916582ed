"""What a filter lets through, with counts that add up."""

from dataclasses import dataclass

from events.event import Event
from events.filter import Counts, EventFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that ``filter`` lets through, by date, then in the order of their reports."""

    events: tuple[Event, ...]
    counts: Counts
    filter: EventFilter
