"""Explore: map, timeline and table of the same events."""

import datetime as dt
from dataclasses import replace

import numpy as np
import streamlit as st

from events import Counts, Event, EventFilter, EventStore, to_csv, to_geojson
from geo import BRUSH, EventView, VendorMissingError, build_timeline, check_vendor, default_title, to_html
from ui import cache
from ui.event_card import event_card
from ui.event_map import event_map
from ui.event_table import event_table
from ui.explorer import Hears, explorer
from ui.explorer_state import columns as explorer_columns
from ui.explorer_state import header as explorer_header
from ui.filters import filter_sidebar, narrow_to_area, narrow_to_days
from ui.guard import guarded
from ui.legend import legend
from ui.saved_views import saved_views, show_view, views_menu
from ui.words import count_of, plain

_MAP_PX = 440


def _counts(counts: Counts) -> str:
    words = f"**{counts.placed:,}** on the map + **{counts.not_placed:,}** not placed + **{counts.filtered_out:,}** filtered out = **{counts.total:,}** events"
    return f"{words} · {counts.not_dated:,} of those shown without a date" if counts.not_dated else words


def _head(store: EventStore, counts: Counts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(plain(store.name), anchor=False, width="content")
        st.markdown(_counts(counts), width="content")
        with st.container(horizontal=True, width="content"):
            views_menu(store)
            if st.button("Zoom to events", icon=":material/zoom_in_map:"):
                st.session_state["fit"] = st.session_state.get("fit", 1) + 1


def _chosen(store: EventStore, events: tuple[Event, ...]) -> Event | None:
    """Return the event whose card is open: picked in the table, on the map, on another page, or by the address."""
    picked = st.session_state.get("picked") or st.query_params.get("event")
    found = next((event for event in events if event.event_id == picked), None)
    if found is None and any(event.event_id == picked for event in store.select(EventFilter()).events):
        st.info("The event that you picked is filtered out. Clear the filter to see it.", icon=":material/filter_alt:")
    return found


def _pick(event_id: str) -> None:
    st.session_state["picked"] = event_id


def _close() -> None:
    st.session_state["picked"] = None
    if "event" in st.query_params:
        del st.query_params["event"]


def _fit(store: EventStore, chosen: Event | None) -> str:
    """Return the token for which the map zooms to its events: of another project, the button, an event in the address."""
    project = "sample" if store.is_sample else str(store.path)
    linked = chosen.event_id if chosen and st.query_params.get("event") == chosen.event_id else ""
    return f"{project} {st.session_state.setdefault('fit', 1)} {linked}"


def _map(store: EventStore, event_filter: EventFilter, view: EventView, chosen: Event | None) -> None:
    """Draw map and timeline; where the browser cannot, the folium map with the same filter, and a line that says so."""
    columns, positions, token = explorer_columns(store)
    ids = list(positions)
    hears = Hears(
        pick=lambda position: _pick(ids[position]) if position is not None and position < len(ids) else _close(),
        brush=lambda span: narrow_to_days(*(span or (None, None))),
        area=narrow_to_area,
        find=_find,
        report=_open_report,
        view=lambda name: _show_view(store, name),
    )
    reason = _reason_for_folium()
    if reason:
        _folium(store, view, chosen, event_filter, reason=reason)
        return
    passing = {event.event_id for event in cache.selection(replace(event_filter, from_date=None, to_date=None)).events}
    mask = np.fromiter((each in passing for each in ids), bool, len(ids))
    told = explorer_header(
        store, view, event_filter, chosen=chosen, positions=positions, fit=_fit(store, chosen), find=st.session_state.get("place_find", ""),
    )  # fmt: skip
    reason = explorer(columns, {**told, "columns": token}, mask, hears=hears)
    if reason:
        st.session_state["explorer_fallback"] = reason
        st.rerun()


def _find(text: str) -> None:
    st.session_state["place_find"] = text


def _show_view(store: EventStore, name: str) -> None:
    view = next((each for each in saved_views(store) if each.name == name), None)
    if view is not None:
        show_view(view)


def _open_report(report_id: str) -> None:
    st.session_state["report_to_open"] = report_id


def _reason_for_folium() -> str:
    """Return why the map is folium's, in words; "" where it is our own."""
    try:
        check_vendor()
    except VendorMissingError:
        return "The browser libraries are not there, so nothing is drawn here but the timeline."
    if st.session_state.get("explorer_fallback"):
        return "This browser draws no WebGL, so the map is the simple one: the same events, the same filter."
    return ""


def _folium(
    store: EventStore, view: EventView, chosen: Event | None, event_filter: EventFilter, *, reason: str
) -> None:
    st.caption(reason)
    left, right = st.columns([2, 1])
    with left:
        chosen_id = chosen.event_id if chosen else None
        event_map(view, key="explore", fit=_fit(store, chosen), chosen=chosen_id, on_pick=_pick, height=_MAP_PX)
    # The card scrolls beside the map; the legend stands whole, in a small window too.
    with right, st.container(height="content" if chosen is None else _MAP_PX, border=False):
        if chosen is None:
            st.caption("Click a pin or a row of the table for its sentence.")
            legend(view)
        else:
            event_card(chosen, on_close=_close)
    if chosen is not None:
        with st.expander("Legend"):
            legend(view)
    _timeline(event_filter)


def _timeline(event_filter: EventFilter) -> None:
    """Draw all days of the other filters, the span of From and To shaded; a span that is dragged fills these."""
    first, last = event_filter.from_date, event_filter.to_date
    chart = build_timeline(cache.view(replace(event_filter, from_date=None, to_date=None)), first, last)
    if chart is None:
        return
    # A new span starts a new chart, on which nothing is dragged yet.
    key = f"timeline_{first}_{last}"
    st.altair_chart(chart, on_select=lambda: _brush(key), key=key, width="stretch")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Drag on the timeline to show only those days.", width="content")
        if first or last:
            st.button(
                "Show all days", on_click=narrow_to_days, args=(None, None), icon=":material/close:", type="tertiary"
            )


def _brush(key: str) -> None:
    span = st.session_state[key]["selection"].get(BRUSH, {}).get("date")
    days = [dt.datetime.fromtimestamp(moment / 1000, dt.UTC).date() for moment in span or ()]
    if days:
        narrow_to_days(*days)


def _downloads(events: tuple[Event, ...], view: EventView) -> None:
    """Offer the files; each label counts, so that a click while the page is at work still says what it gives."""
    st.caption("Download exactly these events")
    number, gazetteer, now = count_of(len(events), "event"), cache.gazetteer(), dt.datetime.now(dt.UTC)
    files = (
        ("GeoJSON", to_geojson(events), "dateline.geojson", "application/geo+json"),
        ("CSV", to_csv(events), "dateline.csv", "text/csv"),
        ("Web page", lambda: to_html(view, default_title(view), produced=now, gazetteer=gazetteer), "dateline.html", "text/html"),
    )  # fmt: skip
    with st.container(horizontal=True):
        for name, data, file_name, mime in files:
            # "ignore": a run of the page would replace the files that the next click asks for.
            st.download_button(
                f"{name} ({number})", data, file_name, mime, key=f"download_{name}", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip


def main() -> None:
    """Draw the page."""
    if "report_to_open" in st.session_state:
        st.switch_page("ui/pages/reports.py")
    store = cache.store()
    event_filter = filter_sidebar(store, page="Explore")
    found = cache.selection(event_filter)
    view = cache.view(event_filter)
    _head(store, found.counts)
    if store.is_sample:
        st.info(
            "These are five sample reports of our own, to look around. Next: paste a report of yours on the page Reports.",
            icon=":material/lightbulb:",
        )
    chosen = _chosen(store, found.events)
    if not found.events:
        st.warning(
            "No event matches. Widen the dates or clear the filter on the left.", icon=":material/filter_alt_off:"
        )
        _timeline(event_filter)
        return
    _map(store, event_filter, view, chosen)
    event_table(found.events, key="table", chosen=chosen, on_pick=_pick, on_close=_close)
    _downloads(found.events, view)


with guarded("Explore"):
    main()
