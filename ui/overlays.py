"""What lies over Explore's map besides its events, and what the browser is sent for it: nothing that is switched off."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from events import EventFilter, EventStore, filter_words
from ui import cache, map_cache
from ui.comparison import OPEN, Side, Unready, chosen_against, read_address, sides
from ui.side_on_map import SideOnMap, side_on_map
from ui.silence import silence_layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlays:
    """What the map is told of them (`update` in static/explorer/explorer.js reads it), and the bytes that this names.

    Attributes
    ----------
    silence
        Where reports are thin (`geo.silence_payload`).
    other
        The other side of a comparison (`geo.side_payload`), or the difference (`geo.difference_payload`).
    """

    header: Mapping[str, object]
    silence: bytes | None
    other: bytes | None


def map_overlays(store: EventStore, event_filter: EventFilter) -> Overlays:
    """Return what is switched on."""
    token, silence = silence_layer(event_filter)
    compared, other = _compared(store, event_filter)
    return Overlays(header={"silence": token, "compare": compared}, silence=silence, other=other)


def _compared(store: EventStore, event_filter: EventFilter) -> tuple[dict[str, object] | None, bytes | None]:
    read_address()
    if not st.session_state.get(OPEN):
        return None, None
    against = chosen_against(store)
    found = against if isinstance(against, Unready) else sides(store, event_filter, against)
    if isinstance(found, Unready):
        return None, None
    a, b = found
    shown = side_on_map()
    token, payload = "", None
    if shown is SideOnMap.B:
        token, payload = map_cache.other_side(b.filter)
    elif shown is SideOnMap.DIFFERENCE:
        token, payload = map_cache.difference(
            (a.filter, a.told_anywhere, a.length), (b.filter, b.told_anywhere, b.length)
        )
    days = [day.isoformat() for day in b.days] if b.days else None
    words = [_words(side) for side in (a, b)]
    return {"side": shown.value, "token": token, "words": words, "days": days}, payload


def _words(side: Side) -> str:
    return filter_words(side.filter, cache.gazetteer().country_names())
