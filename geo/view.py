"""The view model: what map, timeline, table, exports and briefing all draw, computed once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from events import RELIABILITY, Counts, Event, EventType, Grades, Selection, filter_words, readable
from geo.basemap import basemap_credits
from geo.circles import geodesic_circles
from geo.event_look import look_of
from geo.event_table import event_table
from geo.extent import LOCAL_PREC, WORLD, Box, padded
from geo.style import Drawing, TypeStyle, style_of

PLACE_CREDIT = "Places: GeoNames (CC BY 4.0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One event type that occurs: ``shown`` events pass the filter, ``placed`` of them are on the map."""

    style: TypeStyle
    shown: int
    placed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Exactly what is drawn: types, ways of drawing a place (with counts), and example tolls for marker sizes."""

    types: tuple[LegendEntry, ...]
    drawings: tuple[tuple[Drawing, int], ...]
    tolls: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered source: who published, which report, how many of the shown events rest on it; ``grade`` its reliability, A to F, "" where nobody graded it."""

    number: int
    name: str
    report_id: str
    events: int
    grade: str = ""


def source_grade_words(source: Source) -> str:
    """Say how reliable a source is, as a person graded it.

    Examples
    --------
    >>> source_grade_words(Source(number=1, name="Wire", report_id="r", events=1, grade="B"))
    'B usually reliable'
    """
    return f"{source.grade} {RELIABILITY[source.grade]}" if source.grade else "not graded"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What is on screen, on the sheet and in the file.

    Attributes
    ----------
    events
        GeoDataFrame, EPSG:4326, one row per shown event in the selection's order, index 0..n-1. ``geometry`` is the
        footprint where ``is_area``, else the point, None where not placed; column ``drawn`` holds what is drawn in its
        place: footprint, geodesic circle of ``radius_m``, or point. Unknown numbers are ``pd.NA``, unknown words "".
    counts
        Counts that add up, as the selection has them.
    extent
        Padded (west, south, east, north) of what is drawn, degrees; the inhabited world where nothing is.
    date_range
        First and last day, or None where nothing is dated.
    filter_words
        The active filter in plain words.
    sources
        Numbered; the column ``source_no`` points here.
    credits
        Attribution lines for whatever shows this view.
    """

    events: gpd.GeoDataFrame
    selection: Selection
    counts: Counts
    legend: Legend
    extent: Box
    date_range: tuple[dt.date, dt.date] | None
    filter_words: str
    sources: tuple[Source, ...]
    types: tuple[EventType, ...]
    credits: tuple[str, ...]


def build_view(
    selection: Selection,
    *,
    place_credits: Sequence[str] = (PLACE_CREDIT,),
    country_names: Mapping[str, str] | None = None,
) -> EventView:
    """Compute the view of a selection: words, geometry, legend, extent, sources.

    Parameters
    ----------
    selection
        The events that pass the filter, with counts and filter.
    place_credits
        Attribution lines of the place names (`Gazetteer.attributions`).
    country_names
        By ISO 3166-1 alpha-2 code, for the filter in words (`Gazetteer.country_names`); None: the codes.

    Returns
    -------
    EventView
        Nothing in it depends on the clock, the disk or the network, but for the basemap's attribution.
    """
    sources = _sources(selection.events, selection.grades)
    numbers = {(source.name, source.report_id): source.number for source in sources}
    frame = event_table(selection.events, numbers, selection.grades)
    points = np.array([look_of(event).geometry for event in selection.events], dtype=object)
    events = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(points, crs="EPSG:4326", index=frame.index))
    events["drawn"] = gpd.GeoSeries(_drawn(events), crs="EPSG:4326", index=frame.index)
    return EventView(
        events=events,
        selection=selection,
        counts=selection.counts,
        legend=_legend(events),
        extent=_extent(events),
        date_range=_date_range(selection.events),
        filter_words=filter_words(selection.filter, country_names),
        sources=sources,
        types=tuple(sorted({event.type for event in selection.events}, key=lambda each: style_of(each).order)),
        credits=(*basemap_credits(), *place_credits),
    )


def _drawn(events: gpd.GeoDataFrame) -> np.ndarray:
    drawn: np.ndarray = np.asarray(events.geometry.to_numpy(), dtype=object).copy()
    ringed = (events["drawing"] == Drawing.CIRCLE.value).to_numpy()
    if ringed.any():
        rows = events.loc[ringed, ["lon", "lat", "radius_m"]].astype(float)
        drawn[ringed] = geodesic_circles(*(rows[name].to_numpy() for name in rows))
    return drawn


def _sources(events: Iterable[Event], grades: Grades) -> tuple[Source, ...]:
    found = Counter((event.source, event.report_id) for event in events)
    return tuple(
        Source(number=number, name=readable(name), report_id=report_id, events=count, grade=grades.of_source(name))
        for number, ((name, report_id), count) in enumerate(found.items(), start=1)
    )


def _legend(events: gpd.GeoDataFrame) -> Legend:
    placed = events[events["drawing"] != Drawing.NONE.value]
    shown, drawn = Counter(events["type"]), Counter(placed["type"])
    styles = sorted((style_of(EventType(name)) for name in shown), key=lambda style: style.order)
    ways = Counter(placed["drawing"])
    tolls = placed["killed_best"].dropna()
    largest = int(tolls.max()) if len(tolls) else 0
    return Legend(
        types=tuple(
            LegendEntry(style=style, shown=shown[style.type.value], placed=drawn[style.type.value]) for style in styles
        ),
        drawings=tuple((way, ways[way.value]) for way in Drawing if ways[way.value]),
        tolls=tuple(step for step in (1, 10, 100) if step < largest) + ((largest,) if largest else ()),
    )


def _extent(events: gpd.GeoDataFrame) -> Box:
    near = events[(events["where_prec"] <= LOCAL_PREC).fillna(value=False)]
    drawn = next((part["drawn"].dropna() for part in (near, events) if part["drawn"].notna().any()), None)
    if drawn is None:
        return WORLD
    west, south, east, north = (float(value) for value in drawn.total_bounds)
    return padded((west, south, east, north))


def _date_range(events: Iterable[Event]) -> tuple[dt.date, dt.date] | None:
    days = [day for event in events for day in (event.date_start, event.date_end) if day is not None]
    return (min(days), max(days)) if days else None
