"""Explore: map, timeline and table of the same events."""

import datetime as dt
import html
from dataclasses import replace

import streamlit as st
from streamlit_folium import st_folium

from events import Counts, Event, EventFilter, to_csv, to_geojson
from geo import (
    BRUSH,
    EventView,
    VendorMissingError,
    build_layer,
    build_map,
    build_timeline,
    date_words,
    default_title,
    place_words,
    precision_words,
    to_html,
    toll_words,
)
from ui import cache
from ui.event_card import event_card
from ui.filters import filter_sidebar
from ui.guard import guarded

_TIMELINE_KEY = "timeline"
_SYMBOLS = {
    "circle": "●", "square": "■", "triangle": "▲", "triangle-up": "▲", "triangle-down": "▼", "star": "★", "diamond": "◆", "cross": "✚",
    "pentagon": "⬟", "hexagon": "⬢",
}  # fmt: skip


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


def _map(view: EventView, chosen: str | None) -> None:
    token = (
        f"{st.session_state.setdefault('fit', 1)}-{chosen if st.query_params.get('event') == chosen and chosen else ''}"
    )
    try:
        layer = build_layer(view, fit=token, selected=chosen, gazetteer=cache.gazetteer())
        base = build_map(assets="static", gazetteer=cache.gazetteer())
    except VendorMissingError as error:
        st.info(str(error), icon=":material/map:")
        return
    out = st_folium(
        base,
        key="explore_map",
        use_container_width=True,
        height=520,
        feature_group_to_add=layer,
        returned_objects=["last_active_drawing"],
    )
    clicked = (((out or {}).get("last_active_drawing") or {}).get("properties") or {}).get("event_id")
    if clicked and clicked != st.session_state.get("clicked"):
        st.session_state["clicked"] = st.session_state["picked"] = clicked
        st.rerun()


def _legend(view: EventView) -> None:
    """Say what is drawn: types with their colour and shape, and how a place that is not exact is drawn."""
    rows = [
        f'<div><span style="color:{entry.style.colour};-webkit-text-stroke:.5px #333;font-size:1.15em">{_SYMBOLS.get(str(entry.style.shape), "●")}</span> '
        f"{html.escape(entry.style.label)} ({entry.placed})</div>"
        for entry in view.legend.types
        if entry.placed
    ]
    st.html(
        f'<div style="line-height:1.5;font-size:.92rem"><b>On the map</b>{"".join(rows)}<div style="margin-top:.5em">Dashed outline: somewhere in this area. Larger mark: more killed.</div></div>'
    )


def _table(events: tuple[Event, ...]) -> None:
    rows = [
        {
            "Date": date_words(event.date_start, event.date_end, event.date_prec), "Type": event.type.value.capitalize(), "Place": place_words(event.where) or "not placed",
            "Precision": precision_words(event.where_prec) if event.where_prec else "", "Toll": toll_words(event.killed, event.injured),
            "Side 1": ", ".join(event.side1), "Side 2": ", ".join(event.side2),
            "According to": "; ".join(dict.fromkeys(claim.by for claim in event.claims)), "Sentence": event.sentence, "Source": event.source,
        }
        for event in events
    ]  # fmt: skip
    chosen = st.dataframe(
        rows,
        key="table",
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = chosen["selection"]["rows"]
    last = st.session_state.get("table_rows")
    st.session_state["table_rows"] = picked
    if picked and picked != last and picked[0] < len(events):
        st.session_state["picked"] = events[picked[0]].event_id
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
    event_filter = filter_sidebar(store, cache.gazetteer())
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
        _map(view, chosen)
    with right, st.container(height=520, border=False):
        if chosen:
            event_card(next(event for event in found.events if event.event_id == chosen), cache.gazetteer())
        else:
            st.caption("Click a pin or a row of the table to see the event's sentence and sources.")
        _legend(view)
    chart = build_timeline(whole)
    if chart is not None:
        st.altair_chart(chart, on_select="rerun", key=_TIMELINE_KEY, width="stretch")
        st.caption("Drag on the timeline to narrow map and table to those days; click beside the span to undo.")
    _table(found.events)
    _downloads(found.events, view)


with guarded("Explore"):
    main()
