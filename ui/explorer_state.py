"""What the Explore page tells its map: which events, which one is chosen, where to look."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pyarrow as pa
import streamlit as st

from events import Event, EventFilter, EventStore
from gazetteer import Place, kind_words
from geo import EventView, all_styles, boundary_disclaimer, build_view, columns_payload, labels_around
from ui import cache
from ui.event_card import card_words
from ui.saved_views import saved_views, view_to_show

_MOST_FOUND = 6
# How near the map goes to a place that was looked for, by how far it reaches (metres).
_NEAR = ((3_000, 12.0), (20_000, 9.5), (100_000, 7.5), (500_000, 5.5))
_FAR = 4.0
_EPOCH = dt.date(1970, 1, 1)


@st.cache_resource(show_spinner="Preparing the map…", max_entries=2)
def _columns(path: str, version: int) -> tuple[bytes, dict[str, int]]:
    view = build_view(replace(cache.selection(EventFilter()), events=cache.store().in_order()))
    order = {style.type.value: style.order for style in all_styles()}
    table = view.events
    epoch = np.datetime64("1970-01-01")
    day = lambda column: pa.array(  # noqa: E731
        [None if np.isnat(value) else int((value - epoch) / np.timedelta64(1, "D")) for value in column.to_numpy()],
        pa.int32(),
    )
    rows = pa.table(
        {
            "lon": pa.array(table["lon"].astype(object).where(table["lon"].notna(), None), pa.float64()),
            "lat": pa.array(table["lat"].astype(object).where(table["lat"].notna(), None), pa.float64()),
            "first_day": day(table["date_start"]),
            "last_day": day(table["date_end"]),
            "type": pa.array([order[name] for name in table["type"]], pa.uint8()),
            "where_prec": pa.array(table["where_prec"].astype(object).where(table["where_prec"].notna(), None), pa.uint8()),
            "date_prec": pa.array(table["date_prec"].astype(object).where(table["date_prec"].notna(), None), pa.uint8()),
            "radius_m": pa.array(table["radius_m"].astype(object).where(table["radius_m"].notna(), None), pa.float64()),
            "killed_best": pa.array(table["killed_best"].astype(object).where(table["killed_best"].notna(), None), pa.int32()),
            "needs_review": pa.array(table["needs_review"]),
            "confidence": pa.array(table["confidence"]),
            "place_name": pa.array(table["place_words"].astype(str)),
            "claimed_by": pa.array(table["claimed_by"].astype(str)),
        }
    )
    areas = [shape if is_area else None for shape, is_area in zip(table.geometry, table["is_area"], strict=True)]
    token = f"{abs(hash((path, version))):x}"
    lon, lat = (rows[name].to_numpy().astype(float) for name in ("lon", "lat"))
    labels = labels_around(cache.gazetteer(), lon, lat)
    return columns_payload(rows, areas, token=token, labels=labels), {name: n for n, name in enumerate(table["event_id"])}


def columns(store: EventStore) -> tuple[bytes, dict[str, int], str]:
    """Return the project's columns as bytes, the events' positions by id, and their token."""
    data, positions = _columns(str(store.path), store.version)
    return data, positions, f"{abs(hash((str(store.path), store.version))):x}"


def header(
    store: EventStore, view: EventView, event_filter: EventFilter, *, chosen: Event | None, positions: dict[str, int], fit: str, find: str
) -> dict[str, object]:
    """Return what the map is told besides its columns and the filter's answer; `update` in static/explorer/explorer.js reads it."""
    first, last = event_filter.from_date, event_filter.to_date
    whole = cache.view(EventFilter())
    bounds = whole.date_range
    return {
        "project": str(store.path),
        "title": store.name,
        "filter_words": view.filter_words,
        "range": [str(first or bounds[0]), str(last or bounds[1])] if bounds and (first or last) else None,
        "certain": False,
        "extent": view.extent,
        "fit": fit,
        "chosen": positions.get(chosen.event_id, -1) if chosen else -1,
        "card": _card(chosen) if chosen else None,
        "area": _area(event_filter),
        "ticks": sorted({(report.date - _EPOCH).days for report in store.reports() if report.date}),
        "found": {"text": find, "places": [_found(place) for place in _search(find)]} if find else None,
        "views": [saved.name for saved in saved_views(store)],
        "go": view_to_show(),
        "credits": " · ".join((*view.credits, boundary_disclaimer())),
    }


def _area(event_filter: EventFilter) -> list[list[float]] | None:
    """Return the outline of the area that the filter narrows to, as points (lon, lat)."""
    if event_filter.bbox is None:
        return None
    west, south, east, north = event_filter.bbox
    east = east + 360 if east < west else east
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _card(event: Event) -> dict[str, object]:
    words = card_words(event)
    return {
        "title": words.title,
        "colour": words.colour,
        "when": words.when,
        "where": words.where,
        "sentence": words.sentence,
        "rows": words.rows,
        "rivals": [
            {"words": said, "name": rival.place.name, "lon": rival.place.lon, "lat": rival.place.lat}
            for said, rival in words.rivals
        ],
        "report": event.report_id,
    }


def _search(text: str) -> list[Place]:
    return [candidate.place for candidate in cache.gazetteer().search(text, limit=_MOST_FOUND)]


def _found(place: Place) -> dict[str, object]:
    country = cache.country_name(place.country_code)
    zoom = next((zoom for reach, zoom in _NEAR if place.radius_m <= reach), _FAR)
    return {"words": f"{place.name}, {kind_words(place)}, {country}", "lon": place.lon, "lat": place.lat, "zoom": zoom}
