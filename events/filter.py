"""The one filter: the same on screen, in the URL and on the command line."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from events.area import Box, Rings
from events.event import EventType
from events.event_status import EventStatus


class ReviewState(StrEnum):
    """Whether an event still waits for somebody to look at it."""

    TO_CHECK = "to-check"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are meant: of those that happened, where nothing else is asked for. An empty field filters nothing, several values of one field are alternatives.

    Attributes
    ----------
    from_date, to_date
        Inclusive; an event passes where its days overlap with them. One without a date does not.
    actors
        On either side, whatever the case; a person in other spellings too (Haftar, Hifter).
    countries
        ISO 3166-1 alpha-2.
    adm1
        Provinces as country and GeoNames code, ``LY.58``.
    bbox
        (west, south, east, north) in EPSG:4326 degrees, may cross the date line (west > east).
    polygon
        Polygons as :func:`events.parse_polygon` gives them; an event passes that touches one of them, and ``bbox`` too.
    text
        All these words in the sentence, place, actors or type, whole and in any order.
    max_where_prec
        UCDP 1 to 7: placed at least as precisely.
    min_killed, max_killed
        Of the best figure; an event of which no toll is told does not pass.
    min_confidence
        0 to 1.
    sources
        Exactly as the events name them.
    certain
        Only what surely lies within the dates and the area: the event's days, and what is drawn for its place, wholly inside.
    statuses
        What happened alone, unless it says otherwise; empty for what is planned, threatened and denied as well.
    """

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    types: tuple[EventType, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    adm1: tuple[str, ...] = ()
    bbox: Box | None = None
    polygon: Rings = ()
    text: str = ""
    max_where_prec: int | None = None
    min_killed: int | None = None
    max_killed: int | None = None
    min_confidence: float | None = None
    sources: tuple[str, ...] = ()
    review: ReviewState | None = None
    certain: bool = False
    statuses: tuple[EventStatus, ...] = (EventStatus.HAPPENED,)
