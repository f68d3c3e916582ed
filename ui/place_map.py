"""The map of one place: what it covers and its namesakes, or the point of a place that is being entered."""

from collections.abc import Callable

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo import VendorMissingError, build_map
from ui import cache

_HEIGHT = 470


def place_map(
    layer: folium.FeatureGroup,
    *,
    on_pin: Callable[[str], None] | None = None,
    on_point: Callable[[float, float], None] | None = None,
    key: str = "places",
) -> None:
    """Draw the map; clicks are heard before the page runs anew.

    Where the browser libraries are missing the map's place says what to do.

    Parameters
    ----------
    on_pin
        Hears the id of a place that is clicked.
    on_point
        Hears the longitude and latitude (degrees) of a click anywhere.
    key
        Names the map: the browser tab keeps zoom and centre under it.
    """
    try:
        base = build_map(assets="static", gazetteer=cache.gazetteer(), title="Map of the place", memory=key)
    except VendorMissingError as error:
        st.info(str(error), icon=":material/map:")
        return
    # Only what is listened to: each message runs the page anew, and a page link pressed before it is lost.
    wanted = ["last_active_drawing"] if on_pin else ["last_clicked"]
    st_folium(
        base, key=f"{key}_map", use_container_width=True, height=_HEIGHT, feature_group_to_add=layer, returned_objects=wanted,
        on_change=lambda: _tell(f"{key}_map", on_pin, on_point),
    )  # fmt: skip


def _tell(key: str, on_pin: Callable[[str], None] | None, on_point: Callable[[float, float], None] | None) -> None:
    told = st.session_state.get(key) or {}
    pin = ((told.get("last_active_drawing") or {}).get("properties") or {}).get("event_id")
    click = told.get("last_clicked")
    if on_pin is not None and pin:
        on_pin(str(pin))
    if on_point is not None and click:
        on_point(float(click["lng"]), float(click["lat"]))
