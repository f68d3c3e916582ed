"""Which events are worth comparing: told by different reports, of about one day, one place and one kind, without looking at every pair."""

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import product
from math import cos, floor, radians

from events.event import Event
from events.same_event_classes import class_keys
from events.same_event_place import name_sound
from events.same_event_words import telling_names
from events.type_families import families_of

# A cell is some 50 km high; a town's neighbours lie in it or in one of the eight around it.
_CELL_DEG = 0.5
# Longer spans are compared by their months.
_MOST_DAYS = 8
# UCDP's 4 is a province, 6 a country: such places have no cell.
_PROVINCE, _COUNTRY = 4, 6
# So many of one block are looked at on either side of an event, and so many events in all: a city at war tells hundreds a day.
_MOST_BESIDE, _MOST_COMPARED = 12, 60
_MOST_NAMES = 3


def candidate_pairs(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions of events of different reports that may be one happening, each pair once, the first position the lower.

    Days may differ by one (a report's night, another zone), a month is compared with its days; places by cells of half a
    degree and their neighbours, by province or country where no more is known, and by the names in the sentence. A month in a town
    and a day in its province are not compared. An event without a day, or without any name of a place, has no pair. No event is compared with more than some 60 later and 60 earlier ones,
    so that the work grows with the events, not with their pairs.
    """
    order = sorted(range(len(events)), key=lambda number: _likeness(events[number]))
    names = [tuple(_names(event)) for event in events]
    # Filled in that order, so that each block is sorted, and an event's likes stand beside it.
    blocks: dict[Hashable, array[int]] = {}
    for rank, number in enumerate(order):
        for key in _own_keys(events[number], names[number]):
            blocks.setdefault(key, array("l")).append(rank)
    done: set[int] = set()
    for rank, number in enumerate(order):
        event, compared = events[number], 0
        for key in _sought_keys(event, names[number]):
            members = blocks.get(key)
            if members is None:
                continue
            at = bisect_left(members, rank)
            for beside in members[max(0, at - _MOST_BESIDE) : at + _MOST_BESIDE + 1]:
                other = order[beside]
                first, second = (number, other) if number < other else (other, number)
                pair = first * len(events) + second
                if pair in done or events[other].report_id == event.report_id:
                    continue
                done.add(pair)
                yield first, second
                compared += 1
            if compared >= _MOST_COMPARED:
                break


def _likeness(event: Event) -> tuple[str, str, str]:
    """Return what brings those of a large block side by side that are most likely one: the place, the type, the first words."""
    where = event.where
    place = where.place.place_id if where is not None and where.place is not None else ""
    return place, event.type.value, event.sentence[:40]


def _own_keys(event: Event, names: Iterable[Hashable]) -> Iterator[Hashable]:
    areas = dict.fromkeys((*_own_areas(event), *names, *class_keys(event)))
    yield from product(_days(event, spread=0), areas, families_of(event.type))


def _sought_keys(event: Event, names: Iterable[Hashable]) -> Iterator[Hashable]:
    """Yield the blocks in which an event's likes may be, the likeliest first."""
    # Where no list has the place, or no more than its region is known: what was hit, and how.
    is_vague = event.where is None or event.where.place is None or (event.where_prec or 1) >= _PROVINCE
    areas = dict.fromkeys((*_areas(event), *names, *(class_keys(event) if is_vague else ())))
    for area, day, family in product(areas, _days(event, spread=1), families_of(event.type)):
        yield day, area, family


def _names(event: Event) -> Iterator[Hashable]:
    """Yield the first names of a sentence: what is read to be at the wrong place is still told by the same ones."""
    if event.where is not None and event.where.toponym.text:
        yield "name", name_sound(event.where.toponym.text)
    names = sorted(telling_names(event), key=lambda name: (-len(name), name))
    yield from (("name", name_sound(name)) for name in names[:_MOST_NAMES])


def _own_areas(event: Event) -> Iterator[Hashable]:
    own = area_of(event)
    if own is None:
        return
    yield own
    place = event.where.place if event.where is not None else None
    if isinstance(own, tuple) and own[0] == "province" and place is not None:
        # A base or crossing of which no list says the province is sought in the country.
        yield "country", place.country_code


def _days(event: Event, *, spread: int) -> list[Hashable]:
    """Return an event's days, or its months where they are many; with ``spread`` also the days around, and their months."""
    start, end = event.date_start, event.date_end or event.date_start
    if start is None or end is None:
        return []
    first, last = start.toordinal(), max(start, end).toordinal()
    if last - first >= _MOST_DAYS:
        months = (end.year - start.year) * 12 + end.month - start.month
        first_month = start.year * 12 + start.month - 1
        # A year and its days: by the months, of which a century's are not listed.
        return [("month", first_month + each) for each in range(min(months, 12) + 1)]
    days: list[Hashable] = [*range(first, last + 1)]
    if spread:
        days += [first - 1, last + 1] if first > 1 and last < dt.date.max.toordinal() else []
        days.append(("month", start.year * 12 + start.month - 1))
    return days


def area_of(event: Event) -> Hashable | None:
    """Return the cell, province, country or unlisted name where an event is told to be; None where nothing is known."""
    where = event.where
    if where is None:
        return None
    place = where.place
    if place is None:
        name = name_sound(where.toponym.text)
        return ("name", name) if name else None
    prec = event.where_prec or 1
    if prec >= _COUNTRY or (prec >= _PROVINCE and not place.admin1_code):
        return "country", place.country_code or place.place_id
    if prec >= _PROVINCE:
        return "province", place.country_code, place.admin1_code
    return "cell", *_cell(place.lon, place.lat)


def _areas(event: Event) -> Iterator[Hashable]:
    own = area_of(event)
    if own is None:
        return
    yield own
    where = event.where
    place = where.place if where is not None else None
    if place is None or where is None:
        return
    if isinstance(own, tuple) and own[0] == "cell":
        east, north = _cell(place.lon, place.lat)
        wide = max(1, round(360 / _CELL_DEG))
        # Towards the poles cells of half a degree are narrow: as many as make up 50 km.
        reach = min(3, max(1, round(1 / max(0.3, cos(radians(place.lat))))))
        for across, up in product(range(-reach, reach + 1), (-1, 0, 1)):
            if (across, up) != (0, 0):
                yield "cell", (east + across) % wide, north + up
    if place.admin1_code:
        yield "province", place.country_code, place.admin1_code
    if place.country_code:
        yield "country", place.country_code


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return floor((lon + 180) / _CELL_DEG) % round(360 / _CELL_DEG), floor(lat / _CELL_DEG)
