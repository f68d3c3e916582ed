"""The view model: what map, timeline, table, exports and briefing all draw, computed once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from events import Counts, Event, EventType, Selection, filter_words
from geo.basemap import basemap_credits
from geo.circles import geodesic_circles
from geo.event_look import event_precision, look_of
from geo.style import Drawing, TypeStyle, style_of
from geo.words import claim_words, count_words, date_words, place_words, readable, toll_words

# A single point gets about 60 km of surroundings; more than one, an eighth of their spread on each side.
_LOCAL_PREC = 5
_MARGIN_DEG, _MARGIN_SHARE = 0.35, 0.125
WORLD = (-180.0, -60.0, 180.0, 80.0)
PLACE_CREDIT = "Places: GeoNames (CC BY 4.0)"

Box = tuple[float, float, float, float]


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
    """One numbered source: who published, which report, how many of the shown events rest on it."""

    number: int
    name: str
    report_id: str
    events: int


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


def build_view(selection: Selection, *, place_credits: Sequence[str] = (PLACE_CREDIT,)) -> EventView:
    """Compute the view of a selection: words, geometry, legend, extent, sources.

    Parameters
    ----------
    selection
        The events that pass the filter, with counts and filter.
    place_credits
        Attribution lines of the place names (`Gazetteer.attributions`).

    Returns
    -------
    EventView
        Nothing in it depends on the clock, the disk or the network, but for the basemap's attribution.
    """
    sources = _sources(selection.events)
    numbers = {(source.name, source.report_id): source.number for source in sources}
    frame = pd.DataFrame([_row(event, numbers) for event in selection.events], columns=list(_COLUMNS)).astype(_COLUMNS)
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
        filter_words=filter_words(selection.filter),
        sources=sources,
        types=tuple(sorted({event.type for event in selection.events}, key=lambda each: style_of(each).order)),
        credits=(*basemap_credits(), *place_credits),
    )


_COLUMNS = {
    "event_id": "str",
    "report_id": "str",
    "type": "str",
    "sub_type": "str",
    "label": "str",
    "colour": "str",
    "line_colour": "str",
    "shape": "str",
    "date_start": "datetime64[s]",
    "date_end": "datetime64[s]",
    "date_prec": "Int64",
    "date_words": "str",
    "place_words": "str",
    "as_written": "str",
    "country_code": "str",
    "where_prec": "Int64",
    "precision_words": "str",
    "drawing": "str",
    "is_area": "bool",
    "lon": "Float64",
    "lat": "Float64",
    "radius_m": "Float64",
    "side1": "str",
    "side2": "str",
    "killed_best": "Int64",
    "killed_low": "Int64",
    "killed_high": "Int64",
    "injured_best": "Int64",
    "injured_low": "Int64",
    "injured_high": "Int64",
    "killed_words": "str",
    "injured_words": "str",
    "toll_words": "str",
    "claimed_by": "str",
    "confidence": "float64",
    "needs_review": "bool",
    "sentence": "str",
    "source": "str",
    "source_no": "int64",
}


def _row(event: Event, numbers: dict[tuple[str, str], int]) -> tuple[object, ...]:
    style = style_of(event.type)
    look, where = look_of(event), event.where
    point = look.point
    killed, injured = event.killed, event.injured
    return (
        event.event_id,
        event.report_id,
        event.type.value,
        event.sub_type,
        style.label,
        style.colour,
        style.line_colour,
        style.shape,
        event.date_start,
        event.date_end,
        event.date_prec,
        date_words(event.date_start, event.date_end, event.date_prec),
        readable(place_words(where)),
        readable(where.toponym.text if where else ""),
        where.place.country_code if where and where.place else "",
        event.where_prec,
        event_precision(event),
        look.drawing.value,
        look.is_area,
        point.x if point is not None else None,
        point.y if point is not None else None,
        look.radius_m,
        readable("; ".join(event.side1)),
        readable("; ".join(event.side2)),
        *((killed.best, killed.low, killed.high) if killed else (None, None, None)),
        *((injured.best, injured.low, injured.high) if injured else (None, None, None)),
        count_words(killed, "killed"),
        count_words(injured, "injured"),
        toll_words(killed, injured),
        readable(claim_words(event)),
        event.confidence,
        event.needs_review,
        readable(event.sentence),
        readable(event.source),
        numbers[readable(event.source), event.report_id],
    )


def _drawn(events: gpd.GeoDataFrame) -> np.ndarray:
    drawn: np.ndarray = np.asarray(events.geometry.to_numpy(), dtype=object).copy()
    ringed = (events["drawing"] == Drawing.CIRCLE.value).to_numpy()
    if ringed.any():
        rows = events.loc[ringed, ["lon", "lat", "radius_m"]].astype(float)
        drawn[ringed] = geodesic_circles(*(rows[name].to_numpy() for name in rows))
    return drawn


def _sources(events: Iterable[Event]) -> tuple[Source, ...]:
    found = Counter((readable(event.source), event.report_id) for event in events)
    return tuple(
        Source(number=number, name=name, report_id=report_id, events=count)
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
    # A whole country as the place of one event must not zoom the others out of sight.
    near = events[(events["where_prec"] <= _LOCAL_PREC).fillna(value=False)]
    drawn = next((part["drawn"].dropna() for part in (near, events) if part["drawn"].notna().any()), None)
    if drawn is None:
        return WORLD
    west, south, east, north = (float(value) for value in drawn.total_bounds)
    side = max(_MARGIN_DEG, _MARGIN_SHARE * max(east - west, north - south))
    return (max(-180.0, west - side), max(-85.0, south - side), min(180.0, east + side), min(85.0, north + side))


def _date_range(events: Iterable[Event]) -> tuple[dt.date, dt.date] | None:
    days = [day for event in events for day in (event.date_start, event.date_end) if day is not None]
    return (min(days), max(days)) if days else None
