"""What a filter lets through, with counts that add up."""

from dataclasses import dataclass, field

from events.dataset_credits import Credits
from events.event import Event
from events.filter import EventFilter
from events.grades import NO_GRADES, Grades


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts that add up: ``placed + not_placed + filtered_out == total`` and ``certain + possible == placed + not_placed``.

    Attributes
    ----------
    placed, not_placed
        Of the events shown, those on the map and those in no place.
    not_dated
        Those of the events shown that have no date.
    filtered_out
        Those not shown.
    certain, possible
        Of the events shown, those that surely lie within the dates and the area of the filter, and those that only may. All
        are certain where it names neither.
    without_date, without_place
        Of those filtered out, the ones that would be shown if they did not lack a date, or a place: all else that the filter
        asks for they have. One that lacks both, of both asked for, is in neither.
    not_happened
        Of those filtered out, the ones that are planned, threatened or denied, whatever else keeps them out.
    """

    total: int
    placed: int
    not_placed: int
    not_dated: int
    filtered_out: int
    certain: int
    possible: int
    without_date: int
    without_place: int
    not_happened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that ``filter`` lets through, by date, then in the order of their reports.

    ``grades`` are what persons think of them, ``credits`` whom to name with those of datasets.
    """

    events: tuple[Event, ...]
    counts: Counts
    filter: EventFilter
    grades: Grades = field(default=NO_GRADES)
    credits: Credits = field(default_factory=dict)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the ids of the events, in their order."""
        return tuple(event.event_id for event in self.events)
