"""Explore: map, timeline and table of the same events."""

import datetime as dt
from dataclasses import replace

import streamlit as st

from events import Counts, Event, EventFilter, to_csv, to_geojson
from geo import BRUSH, EventView, build_timeline, default_title, to_html
from ui import cache
from ui.event_card import event_card
from ui.event_map import event_map
from ui.event_table import event_table
from ui.filters import filter_sidebar
from ui.guard import guarded
from ui.legend import legend

_TIMELINE_KEY = "timeline"


def _counts(counts: Counts) -> str:
    words = f"**{counts.placed}** on the map + **{counts.not_placed}** not placed + **{counts.filtered_out}** filtered out = **{counts.total}** events"
    return f"{words} · {counts.not_dated} of those shown without a date" if counts.not_dated else words


def _brushed(event_filter: EventFilter) -> EventFilter:
    """Narrow the filter by the span dragged on the timeline, if any."""
    state = st.session_state.get(_TIMELINE_KEY)
    span = (state or {}).get("selection", {}).get(BRUSH, {}).get("date") if state else None
    if not span:
        return event_filter
    first, last = (dt.datetime.fromtimestamp(moment / 1000, dt.UTC).date() for moment in span)
    first = max(first, event_filter.from_date) if event_filter.from_date else first
    last = min(last, event_filter.to_date) if event_filter.to_date else last
    return replace(event_filter, from_date=first, to_date=last) if first <= last else event_filter


def _chosen(events: tuple[Event, ...]) -> str | None:
    """Return the event whose card is open: picked in the table, on the map, or by the address."""
    picked = st.session_state.get("picked") or st.query_params.get("event")
    return picked if any(event.event_id == picked for event in events) else None


def _pick(event_id: str | None) -> None:
    """Open the card of what was clicked just now."""
    if event_id is not None:
        st.session_state["picked"] = event_id
        st.rerun()


def _downloads(events: tuple[Event, ...], view: EventView) -> None:
    st.caption("Download exactly these events")
    one, two, three = st.columns(3)
    one.download_button(
        "GeoJSON",
        to_geojson(events),
        "dateline.geojson",
        "application/geo+json",
        width="stretch",
        icon=":material/download:",
    )
    two.download_button("CSV", to_csv(events), "dateline.csv", "text/csv", width="stretch", icon=":material/download:")
    three.download_button(
        "Web page", lambda: to_html(view, default_title(view), produced=dt.datetime.now(dt.UTC), gazetteer=cache.gazetteer()),
        "dateline.html", "text/html", width="stretch", icon=":material/download:",
    )  # fmt: skip


def main() -> None:
    """Draw the page."""
    store = cache.store()
    event_filter = filter_sidebar(store)
    head, button = st.columns([5, 1], vertical_alignment="bottom")
    head.subheader(store.name)
    if button.button("Zoom to events", icon=":material/zoom_in_map:", width="stretch"):
        st.session_state["fit"] = st.session_state.get("fit", 1) + 1
    if store.is_sample:
        st.info(
            "These are five sample reports of our own, to look around. Next: paste a report of yours on the page Reports.",
            icon=":material/lightbulb:",
        )
    whole = cache.view(event_filter)
    narrowed = _brushed(event_filter)
    found = cache.selection(narrowed)
    view = cache.view(narrowed)
    st.markdown(_counts(found.counts))
    if not found.events:
        st.warning(
            "No event matches. Widen the dates or clear the filter on the left.", icon=":material/filter_alt_off:"
        )
        return
    chosen = _chosen(found.events)
    left, right = st.columns([3, 1])
    with left:
        linked = chosen if chosen and st.query_params.get("event") == chosen else ""
        _pick(event_map(view, key="explore", fit=f"{st.session_state.setdefault('fit', 1)}-{linked}", chosen=chosen))
    with right, st.container(height=520, border=False):
        if chosen:
            event_card(next(event for event in found.events if event.event_id == chosen), cache.gazetteer())
        else:
            st.caption("Click a pin or a row of the table to see the event's sentence and sources.")
        legend(view)
    chart = build_timeline(whole)
    if chart is not None:
        st.altair_chart(chart, on_select="rerun", key=_TIMELINE_KEY, width="stretch")
        st.caption("Drag on the timeline to narrow map and table to those days; click beside the span to undo.")
    _pick(event_table(found.events, key="table"))
    _downloads(found.events, view)


with guarded("Explore"):
    main()
