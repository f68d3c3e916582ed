"""What one sign on the sheet's map stands for: an event alone, or all events of one spot or one outline."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely

from geo.sheet_events import SheetEvent
from geo.style import Drawing

# Up to three markers of one spot stand side by side; more are counted in one ring.
MOST_ALONE = 3
_DECIMALS = 4
# A ring's radius in points: room for one figure, and a little more for each further one.
_RING_PT, _RING_GROWTH_PT = 6.2, 2.5
GREY = "#6b7178"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spot:
    """Events at one point, or somewhere in one and the same outline."""

    events: tuple[SheetEvent, ...]

    @property
    def is_area(self) -> bool:
        """Whether the events lie somewhere in an outline."""
        return self.events[0].drawing is Drawing.AREA

    @property
    def is_counted(self) -> bool:
        """Whether one ring with their number stands for the events."""
        return len(self.events) > MOST_ALONE

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its key events."""
        return tuple(event.number for event in self.events if event.number is not None)

    @property
    def colour(self) -> str:
        """The colour of an outline: its events' own, grey where they are of several."""
        colours = {event.colour for event in self.events}
        return colours.pop() if len(colours) == 1 else GREY


def spots_of(events: Iterable[SheetEvent]) -> tuple[Spot, ...]:
    """Group placed events by what they share, in the order of their first."""
    found: dict[object, list[SheetEvent]] = {}
    for event in events:
        if event.drawing is Drawing.NONE:
            continue
        if event.drawing is Drawing.AREA and event.geometry is not None:
            key: object = shapely.to_wkb(event.geometry)
        else:
            lon, lat = event.point
            key = (round(lon, _DECIMALS), round(lat, _DECIMALS))
        found.setdefault(key, []).append(event)
    return tuple(Spot(events=tuple(each)) for each in found.values())


def ring_radius(events: int) -> float:
    """Return the radius in points, at scale 1, of the ring that counts so many events.

    Examples
    --------
    >>> ring_radius(1000) > ring_radius(10)
    True
    """
    return _RING_PT + _RING_GROWTH_PT * math.log10(max(events, 1))


def shares_of(events: Sequence[SheetEvent]) -> list[tuple[str, float]]:
    """Return the colours of events with the share of each, the largest first."""
    counts = Counter(event.colour for event in events)
    return [
        (colour, number / len(events))
        for colour, number in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
