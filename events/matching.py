"""Which events a filter lets through."""

import datetime as dt
import re

from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from events.event import Event
from events.filter import Counts, EventFilter
from events.selection import Selection


def select_events(events: tuple[Event, ...], event_filter: EventFilter) -> Selection:
    """Return the events that a filter lets through, by date (undated ones last), then in their order; counts add up.

    A filter on dates leaves out events without a date, one on place or precision those that are not placed.
    """
    kept = [event for event in events if matches(event, event_filter)]
    kept.sort(key=lambda event: (event.date_start is None, event.date_start or dt.date.max))
    placed = sum(is_placed(event) for event in kept)
    counts = Counts(
        total=len(events),
        placed=placed,
        not_placed=len(kept) - placed,
        not_dated=sum(event.date_start is None for event in kept),
        filtered_out=len(events) - len(kept),
    )
    return Selection(events=tuple(kept), counts=counts, filter=event_filter)


def is_placed(event: Event) -> bool:
    """Say whether an event has a place on the map."""
    return event.where is not None and event.where.place is not None


def matches(event: Event, event_filter: EventFilter) -> bool:
    """Say whether a filter lets an event through."""
    return (
        _in_time(event, event_filter)
        and (not event_filter.types or event.type in event_filter.types)
        and _has_actor(event, event_filter.actors)
        and (not event_filter.countries or _country(event) in event_filter.countries)
        and (
            event_filter.max_where_prec is None
            or (event.where_prec is not None and event.where_prec <= event_filter.max_where_prec)
        )
        and _in_box(event, event_filter.bbox)
        and _has_words(event, event_filter.text)
    )


def _in_time(event: Event, event_filter: EventFilter) -> bool:
    if event_filter.from_date is None and event_filter.to_date is None:
        return True
    if event.date_start is None or event.date_end is None:
        return False
    after = event_filter.from_date is None or event.date_end >= event_filter.from_date
    return after and (event_filter.to_date is None or event.date_start <= event_filter.to_date)


def _has_actor(event: Event, actors: tuple[str, ...]) -> bool:
    if not actors:
        return True
    wanted = {actor.casefold() for actor in actors}
    return any(actor.casefold() in wanted for actor in (*event.side1, *event.side2))


def _country(event: Event) -> str | None:
    return event.where.place.country_code if event.where and event.where.place else None


def _in_box(event: Event, bbox: tuple[float, float, float, float] | None) -> bool:
    if bbox is None:
        return True
    if event.where is None or event.where.place is None:
        return False
    west, south, east, north = bbox
    boxes = (
        [box(west, south, east, north)]
        if west <= east
        else [box(west, south, 180, north), box(-180, south, east, north)]
    )
    shape: BaseGeometry = event.where.footprint or Point(event.where.place.lon, event.where.place.lat)
    return any(part.intersects(shape) for part in boxes)


def _has_words(event: Event, text: str) -> bool:
    wanted = re.findall(r"\w+", text.casefold())
    if not wanted:
        return True
    names = [event.where.place.name, event.where.toponym.text] if event.where and event.where.place else []
    said = " ".join([event.sentence, *names, *event.side1, *event.side2, event.type, event.sub_type]).casefold()
    words = set(re.findall(r"\w+", said))
    return all(word in words for word in wanted)
