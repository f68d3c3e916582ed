"""The one filter: the same on screen, in the URL and on the command line."""

import datetime as dt
from dataclasses import dataclass

from events.event import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are meant; an empty field filters nothing.

    Dates select by overlap of intervals (inclusive). ``actors`` match either side, case-folded.
    ``countries`` ISO alpha-2. ``bbox`` (west, south, east, north) in EPSG:4326 degrees, may cross the date
    line (west > east). ``text`` is a word search over sentence, place and actors. ``max_where_prec`` UCDP 1 to 7.
    """

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    types: tuple[EventType, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    text: str = ""
    max_where_prec: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts that add up: ``placed + not_placed + filtered_out == total``; ``not_dated`` is among the shown."""

    total: int
    placed: int
    not_placed: int
    not_dated: int
    filtered_out: int
