"""The map of one place: what it covers and its namesakes, or the point of a place that is being entered."""

from typing import TypeVar

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo import VendorMissingError, build_map
from ui import cache

T = TypeVar("T")
_KEY = "places_map"
_HEIGHT = 470


def place_map(layer: folium.FeatureGroup) -> tuple[str | None, tuple[float, float] | None]:
    """Draw the map; return what was clicked just now: the id of a place, and the point (lon, lat), each None where not.

    Where the browser libraries are missing the map's place says what to do.
    """
    try:
        base = build_map(assets="static", gazetteer=cache.gazetteer(), title="Map of the place", memory="places")
    except VendorMissingError as error:
        st.info(str(error), icon=":material/map:")
        return None, None
    told = st_folium(
        base, key=_KEY, use_container_width=True, height=_HEIGHT, feature_group_to_add=layer,
        returned_objects=["last_active_drawing", "last_clicked"],
    )  # fmt: skip
    told = told or {}
    pin = ((told.get("last_active_drawing") or {}).get("properties") or {}).get("event_id")
    click = told.get("last_clicked")
    point = (round(float(click["lng"]), 5), round(float(click["lat"]), 5)) if click else None
    return _new("place_pin_seen", str(pin) if pin else None), _new("place_click_seen", point)


def _new(key: str, value: T | None) -> T | None:
    """Return a value that the map tells for the first time; it tells the last one again in every run."""
    seen = st.session_state.get(key)
    st.session_state[key] = value
    return value if value != seen else None
