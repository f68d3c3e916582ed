"""The layer Silence on Explore's map: switched on in the menu of the layers or by the address, worked out only where it is on."""

import streamlit as st

from events import EventFilter
from ui import map_cache

IN_ADDRESS = "silence"
_SHOWN, _BOX = "silence_shown", "silence_box"


def silence_layer(event_filter: EventFilter) -> tuple[str, bytes | None]:
    """Return what the map is sent of the layer over the filter's days and places (`geo.silence_payload`): "", None where it is off."""
    if not is_silence_shown():
        return "", None
    return map_cache.silence(places_of(event_filter), event_filter.from_date, event_filter.to_date)


def places_of(event_filter: EventFilter) -> EventFilter:
    """Return of a filter what says who reports, and from where.

    What is asked for by type, words or toll would be thin everywhere.
    """
    return EventFilter(
        countries=event_filter.countries, adm1=event_filter.adm1, bbox=event_filter.bbox, polygon=event_filter.polygon,
        sources=event_filter.sources,
    )  # fmt: skip


def is_silence_shown() -> bool:
    """Whether the layer is switched on; at first the page's address says so."""
    if _SHOWN not in st.session_state:
        show_silence_of(st.query_params.get("layers", ""))
    return bool(st.session_state[_SHOWN])


def show_silence_of(address: str) -> None:
    """Switch the layer on where the ``layers`` of an address name it, off where they do not."""
    st.session_state[_SHOWN] = IN_ADDRESS in address.split(",")


def silence_switch() -> None:
    """Draw the layer's row in the menu of the layers."""
    st.session_state[_BOX] = is_silence_shown()
    st.checkbox(
        "Silence  \n:small[hatched: provinces and weeks of which far fewer reports tell than usual]",
        key=_BOX,
        on_change=_toggle,
        width="stretch",
    )


def _toggle() -> None:
    st.session_state[_SHOWN] = not is_silence_shown()
