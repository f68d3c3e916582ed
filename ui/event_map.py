"""The folium map on a page, with its view kept and its clicks heard."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit_folium import st_folium

from gazetteer import Resolution
from geo import EventView, Popup, VendorMissingError, build_layer, build_map
from ui import cache


def event_map(
    view: EventView,
    *,
    key: str,
    fit: str,
    chosen: str | None,
    named: Sequence[Resolution] = (),
    on_pick: Callable[[str], None],
    height: int,
    least_zoom: int = 0,
) -> None:
    """Draw the map; ``on_pick`` hears the id of an event or place that is clicked, before the page runs anew.

    Parameters
    ----------
    key
        Names the map: the browser tab keeps zoom and centre under it.
    fit
        The map zooms to the events once for each new token.
    chosen
        What is highlighted; the map pans to it once where it is out of sight.
    named
        Places to draw as small rings under the events.
    least_zoom
        How far the map zooms in at least on what was chosen; 0 leaves its zoom.
    """
    try:
        layer = build_layer(
            view, fit=fit, selected=chosen, bring=chosen or "", gazetteer=cache.gazetteer(), named=named,
            popup=Popup.TIP, least_zoom=least_zoom,
        )  # fmt: skip
        base = build_map(assets="static", gazetteer=cache.gazetteer(), memory=key)
    except VendorMissingError as error:
        st.info(str(error), icon=":material/map:")
        return
    st_folium(
        base,
        key=f"{key}_map",
        use_container_width=True,
        height=height,
        feature_group_to_add=layer,
        # Nothing that changes without a click: each message runs the page anew, and a page link pressed before it is lost.
        returned_objects=["last_active_drawing"],
        on_change=lambda: _tell(key, on_pick),
    )


def _tell(key: str, on_pick: Callable[[str], None]) -> None:
    told = st.session_state.get(f"{key}_map") or {}
    clicked = ((told.get("last_active_drawing") or {}).get("properties") or {}).get("event_id")
    if clicked:
        on_pick(str(clicked))
