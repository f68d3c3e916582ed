"""The simple map: folium's, where the browser cannot draw our own; the same events, the same filter."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from events import Event, EventFilter
from geo import BRUSH, VendorMissingError, build_timeline, check_vendor
from ui import cache
from ui.event_card import event_card
from ui.event_map import event_map
from ui.filters import narrow_to_days
from ui.legend import legend
from ui.words import plain

_MAP_PX = 440
_MOST_EVENTS = 5_000
# Of many events it counts days or weeks; each is read from the project for that all the same.
_MOST_ON_TIMELINE = 50_000
# Why the browser could not start our own map.
_FAILED = "explorer_fallback"


def fall_back(reason: str) -> None:
    """Remember that the browser cannot draw our own map, and draw the page anew."""
    st.session_state[_FAILED] = reason
    st.rerun()


def why_simple() -> str:
    """Return why the map is folium's, in words; "" where it is our own."""
    try:
        check_vendor()
    except VendorMissingError:
        return "The browser libraries are not there, so nothing is drawn here but the timeline."
    failed = st.session_state.get(_FAILED, "")
    if not failed:
        return ""
    why = "draws no WebGL" if "webgl" in failed.lower() else f"cannot start the map ({failed})"
    return f"This browser {why}, so the map is the simple one: the same events, the same filter."


def _try_again() -> None:
    st.session_state.pop(_FAILED, None)


def simple_map(
    event_filter: EventFilter, chosen: Event | None, *, fit: str, on_pick: Callable[[str | None], None]
) -> None:
    """Draw the folium map with the same filter, the card or the legend beside it, and the timeline below.

    Parameters
    ----------
    chosen
        The event whose card is open.
    fit
        A token; the map zooms to its events where it is another one than before.
    on_pick
        Hears the id of the event that is chosen, None where its card is closed, before the page runs anew.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(why_simple()), width="content")
        if st.session_state.get(_FAILED):
            st.button("Try the full map again", on_click=_try_again, type="tertiary", icon=":material/refresh:")
    total = cache.counts(event_filter).placed
    if total > _MOST_EVENTS:
        st.info(
            f"The simple map draws up to {_MOST_EVENTS:,} events; {total:,} pass the filter. Narrow it to see them.",
            icon=":material/filter_alt:",
        )
        _timeline(event_filter)
        return
    view = cache.view(event_filter)
    left, right = st.columns([2, 1])
    with left:
        chosen_id = chosen.event_id if chosen else None
        event_map(view, key="explore", fit=fit, chosen=chosen_id, on_pick=on_pick, height=_MAP_PX)
    # The card scrolls beside the map; the legend stands whole, in a small window too.
    with right, st.container(height="content" if chosen is None else _MAP_PX, border=False):
        if chosen is None:
            st.caption("Click a pin or a row of the table for its sentence.")
            legend(view)
        else:
            event_card(chosen, on_close=lambda: on_pick(None))
    if chosen is not None:
        with st.expander("Legend"):
            legend(view)
    _timeline(event_filter)


def _timeline(event_filter: EventFilter) -> None:
    """Draw all days of the other filters, the span of From and To shaded; a span that is dragged fills these."""
    first, last = event_filter.from_date, event_filter.to_date
    all_days = replace(event_filter, from_date=None, to_date=None)
    counts = cache.counts(all_days)
    if counts.placed + counts.not_placed > _MOST_ON_TIMELINE:
        st.caption(
            f"The simple timeline draws up to {_MOST_ON_TIMELINE:,} events. Choose days by From and To, or narrow the filter otherwise."
        )
        return
    chart = build_timeline(cache.view(all_days), first, last)
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
