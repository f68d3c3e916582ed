"""Events made in code, of every way to be placed and dated, and a plain reading of what a filter lets through."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from events import (
    DocumentDate,
    Event,
    EventFilter,
    EventStatus,
    EventStore,
    EventType,
    Extraction,
    Report,
    ReviewState,
    Toll,
)
from gazetteer import FeatureClass, Place, Resolution, Toponym

_REACH_M = {2: 25e3, 3: 50e3, 4: 150e3, 5: 100e3, 6: 500e3, 7: 500e3}
ACTORS = ("Khalifa Haftar", "Hifter", "GNA", "Army", "rebels; others")
SOURCES = ("Wire", "Radio; TV", "back\\slash")
NAMES = ("Sirte", "El-Beida", "Weiß")


def made(number: int = 0, **changes: object) -> Event:
    """Return an event with these values, an exact one in Sirte on 5 March 2021 where they do not say otherwise."""
    where = changes.pop("where", resolved())
    values = {
        "event_id": f"e-{number}", "report_id": "r-0", "source": "Wire", "type": EventType.BATTLE, "sub_type": "",
        "date_start": dt.date(2021, 3, 5), "date_end": dt.date(2021, 3, 5), "date_prec": 1, "where": where,
        "where_prec": where.where_prec if where else None, "side1": ("Army",), "side2": (), "killed": None, "injured": None,
        "claims": (), "sentence": "Fighting broke out.", "start": 0, "end": 19, "trigger": "Fighting", "trigger_start": 0,
        "trigger_end": 8, "confidence": 0.8, "needs_review": False, "reasons": (),
    }  # fmt: skip
    return Event(**(values | changes))


def resolved(
    lon: float = 16.6, lat: float = 31.2, *, prec: int | None = 1, place: bool = True, name: str = "Sirte",
    country: str = "LY", code: str = "58", radius_m: float | None = None, is_rough: bool = False,
    footprint: BaseGeometry | None = None,
) -> Resolution:  # fmt: skip
    found = Place(
        place_id=f"t:{name}", name=name, lon=lon, lat=lat, country_code=country, feature_class=FeatureClass.POPULATED,
        feature_code="PPL", radius_m=30_000.0, admin1_code=code, is_rough=is_rough,
    )  # fmt: skip
    return Resolution(
        toponym=Toponym(start=0, end=len(name), text=name), place=found if place else None, score=0.9, tier=None,
        radius_m=radius_m, footprint=footprint, where_prec=prec,
    )  # fmt: skip


def save(store: EventStore, events: Sequence[Event]) -> None:
    """Save events with the reports that they name, in the order of these."""
    for report_id in dict.fromkeys(event.report_id for event in events):
        of_it = tuple(event for event in events if event.report_id == report_id)
        store.save(
            Extraction(
                report=Report(report_id=report_id, text="x"),
                document_date=DocumentDate(date=None, source=None, score=0),
                warnings=(),
                events=of_it,
                resolutions=(),
                dates=(),
            )
        )


def project(path: Path, events: Sequence[Event]) -> EventStore:
    store = EventStore(path)
    save(store, events)
    return store


_LON, _LAT = st.integers(-180, 180).map(float), st.integers(-60, 60).map(float)
_DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2021, 3, 1))


@st.composite
def _wheres(draw: st.DrawFn) -> Resolution | None:
    if draw(st.integers(0, 5)) == 0:
        return None
    lon, lat = draw(_LON | st.sampled_from([179.0, 180.0, -180.0, -179.0])), draw(_LAT)
    size = draw(st.sampled_from([0.25, 2.0, 9.0]))
    shapes = [
        None, None, shapely.Point(min(lon + 1, 180), lat), shapely.Polygon(),
        shapely.box(max(lon - size, -180), lat - size, min(lon + size, 180), lat + size),
        shapely.Point(lon, lat).buffer(size, 4).intersection(shapely.box(-180, -90, 180, 90)),
        shapely.MultiPolygon([shapely.box(-180, lat - 1, -180 + size, lat + 1), shapely.box(180 - size, lat - 1, 180, lat + 1)]),
        shapely.LineString([(max(lon - 3, -180), lat), (min(lon + 3, 180), lat + 1)]),
    ]  # fmt: skip
    return resolved(
        lon, lat, prec=draw(st.sampled_from([1, 1, 2, 3, 4, 5, 6, 7, None])), place=draw(st.integers(0, 7)) > 0,
        name=draw(st.sampled_from(NAMES)), country=draw(st.sampled_from(["LY", "TN", ""])),
        code=draw(st.sampled_from(["58", "7", ""])), radius_m=draw(st.sampled_from([None, None, 12_000.0, 300_000.0])),
        is_rough=draw(st.booleans()), footprint=draw(st.sampled_from(shapes)),
    )  # fmt: skip


@st.composite
def _events(draw: st.DrawFn, number: int) -> Event:
    start = draw(st.none() | _DAYS)
    end = start + dt.timedelta(draw(st.sampled_from([0, 0, 1, 27]))) if start else None
    best = draw(st.none() | st.integers(0, 9))
    sides = [tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))) for _ in range(2)]
    return made(
        number, report_id=f"r-{draw(st.integers(0, 2))}", source=draw(st.sampled_from(SOURCES)),
        type=draw(st.sampled_from([EventType.BATTLE, EventType.STRIKE])), date_start=start, date_end=end,
        where=draw(_wheres()), side1=sides[0], side2=sides[1], confidence=draw(st.sampled_from([0.2, 0.6, 1.0])),
        killed=None if best is None else Toll(best=best, low=0, high=9, start=0, end=1), needs_review=draw(st.booleans()),
        status=draw(st.sampled_from([EventStatus.HAPPENED, EventStatus.HAPPENED, *EventStatus])),
        sentence=draw(st.sampled_from(["Fighting broke out.", "Police fired; FIGHTING went on"])),
    )  # fmt: skip


@st.composite
def event_lists(draw: st.DrawFn) -> tuple[Event, ...]:
    return tuple(draw(_events(number)) for number in range(draw(st.integers(0, 8))))


@st.composite
def _rings(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    # Off the grid of the events' places, so that no border is touched in a rounded digit only.
    lon, lat = draw(st.sampled_from([-180, -170, 0, 10, 170, 180])) + 0.31, draw(st.integers(-40, 40)) + 0.17
    wide, high = draw(st.sampled_from([3.3, 15.7, 61.1])), draw(st.sampled_from([3.3, 25.7]))
    corners = [(lon - wide, lat - high), (lon + wide, lat - high), (lon + wide, lat + high), (lon - wide, lat + high)]
    order = draw(st.sampled_from([(0, 1, 2, 3), (0, 2, 1, 3), (3, 2, 1, 0), (0, 1, 2)]))
    return tuple((round(corners[n][0], 6), round(corners[n][1], 6)) for n in order)


def _some(values: Sequence[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def _rarely(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | st.none() | strategy


filters: st.SearchStrategy[EventFilter] = st.builds(
    EventFilter,
    from_date=_rarely(st.dates(dt.date(2021, 1, 1), dt.date(2021, 1, 20))),
    to_date=_rarely(st.dates(dt.date(2021, 1, 21), dt.date(2021, 3, 9))),
    types=_some([EventType.BATTLE, EventType.STRIKE, EventType.RIOT]),
    actors=_some(["Haftar", "gna", "rebels; others", "nobody"]),
    countries=_some(["LY", "TN"]),
    adm1=_some(["LY.58", "TN.7"]),
    bbox=_rarely(
        st.sampled_from([(-10.3, -40.3, 60.7, 40.7), (170.3, -60.3, -160.7, 60.7), (0.123457, 0.1, 0.2, 0.3)])
    ),
    polygon=st.just(()) | st.lists(_rings(), max_size=2).map(tuple),
    text=st.sampled_from(["", "", "fighting", "police, fighting", "weiss", "nothing here"]),
    max_where_prec=_rarely(st.integers(1, 7)),
    min_killed=_rarely(st.integers(0, 4)),
    max_killed=_rarely(st.integers(4, 9)),
    min_confidence=_rarely(st.sampled_from([0.0, 0.6, 1.0])),
    sources=_some(SOURCES),
    review=_rarely(st.sampled_from(ReviewState)),
    certain=st.booleans(),
    statuses=st.sampled_from(
        [
            EventFilter().statuses,
            EventFilter().statuses,
            (),
            (EventStatus.PLANNED,),
            (EventStatus.HAPPENED, EventStatus.DENIED),
        ]
    ),
)


def is_placed(event: Event) -> bool:
    return event.where is not None and event.where.place is not None and event.where_prec is not None


def drawn(event: Event) -> BaseGeometry:
    """Return what is drawn for a placed event: its area, a circle whose longitudes may run past 180, or its point."""
    where, prec = event.where, event.where_prec
    assert where is not None
    assert where.place is not None
    assert prec is not None
    point = shapely.Point(where.place.lon, where.place.lat)
    if where.footprint is not None and not where.footprint.is_empty:
        if where.footprint.geom_type != "Point":
            return where.footprint
        point = where.footprint
    if prec == 1:
        return point
    reach = where.place.radius_m if where.place.is_rough or prec > 2 else None
    turns = np.arange(0, 360, 5.0)[::-1]
    size = np.full(72, where.radius_m or reach or _REACH_M[prec])
    east, north, _ = Geod(ellps="WGS84").fwd(np.full(72, point.x), np.full(72, point.y), turns, size)
    return shapely.Polygon(np.stack([point.x + (east - point.x + 180) % 360 - 180, north], axis=-1))


def area(event_filter: EventFilter) -> BaseGeometry:
    """Return the filter's area on the turn of the globe from -180 to 180 and on both beside it."""
    whole = shapely.box(-900, -90, 900, 90)
    if event_filter.bbox is not None:
        west, south, east, north = event_filter.bbox
        whole = _everywhere(shapely.box(west, south, east if east >= west else east + 360, north))
    if event_filter.polygon:
        lasso = [shapely.make_valid(shapely.Polygon(ring)) for ring in event_filter.polygon]
        whole = whole.intersection(_everywhere(shapely.union_all(lasso)))
    return whole


def _everywhere(shape: BaseGeometry) -> BaseGeometry:
    moved = [
        shapely.transform(shape, lambda xy, east=east: xy + np.array([east, 0.0])) for east in (-720, -360, 0, 360, 720)
    ]
    return shapely.union_all(moved)


def dates_pass(event: Event, event_filter: EventFilter, *, wholly: bool) -> bool | None:
    """Say whether an event lies in the filter's dates; None where it has none and is asked for one."""
    first, last = event_filter.from_date or dt.date.min, event_filter.to_date or dt.date.max
    if event_filter.from_date is None and event_filter.to_date is None:
        return True
    if event.date_start is None or event.date_end is None:
        return None
    if wholly:
        return first <= event.date_start and event.date_end <= last
    return event.date_end >= first and event.date_start <= last


def place_passes(event: Event, event_filter: EventFilter, *, wholly: bool) -> bool | None:
    """Say whether an event lies where the filter asks for; None where it has no place and is asked for one."""
    answers: list[bool | None] = []
    place = event.where.place if event.where else None
    if event_filter.countries:
        answers.append(place.country_code in event_filter.countries if place else None)
    if event_filter.adm1:
        answers.append(f"{place.country_code}.{place.admin1_code}" in event_filter.adm1 if place else None)
    if event_filter.max_where_prec is not None:
        answers.append((event.where_prec or 9) <= event_filter.max_where_prec if is_placed(event) else None)
    if event_filter.bbox is not None or event_filter.polygon:
        inside = area(event_filter)
        met = (inside.covers if wholly else inside.intersects) if is_placed(event) else None
        answers.append(None if met is None else bool(met(drawn(event))))
    return False if False in answers else None if None in answers else True


def rest_passes(event: Event, event_filter: EventFilter) -> bool:
    """Say whether an event is otherwise as a filter asks for."""
    killed, actors = event.killed, {name.casefold() for name in (*event.side1, *event.side2)}
    wanted = {name.casefold() for name in event_filter.actors}
    if "haftar" in wanted:
        wanted |= {"khalifa haftar", "hifter"}
    place = event.where.place if event.where else None
    names = (place.name, event.where.toponym.text) if place and event.where else ()
    said = " ".join([event.sentence, *names, *event.side1, *event.side2, event.type, event.sub_type]).casefold()
    return (
        (not event_filter.types or event.type in event_filter.types)
        and (not wanted or bool(actors & wanted))
        and (not event_filter.statuses or event.status in event_filter.statuses)
        and (not event_filter.sources or event.source in event_filter.sources)
        and (event_filter.min_killed is None or (killed is not None and killed.best >= event_filter.min_killed))
        and (event_filter.max_killed is None or (killed is not None and killed.best <= event_filter.max_killed))
        and (event_filter.min_confidence is None or event.confidence >= event_filter.min_confidence)
        and (event_filter.review is None or event.needs_review == (event_filter.review is ReviewState.TO_CHECK))
        and set(re.findall(r"\w+", event_filter.text.casefold())) <= set(re.findall(r"\w+", said))
    )
