"""Online tiles: off until a project switches them on, asked for only while they are the basemap that is shown."""

import streamlit as st

from events import EventsError, EventStore
from geo import BasemapFileError, OnlineTiles, OnlineTilesSetting, parse_tiles
from ui import cache
from ui.words import plain

ONLINE = "online"
_ASKING, _ADDRESS, _SOURCE, _SAID = (
    "online_tiles_asked",
    "online_tiles_address",
    "online_tiles_source",
    "online_tiles_said",
)
_FARTHEST, _NEAREST = 0, 19


def online_tiles(store: EventStore) -> OnlineTiles | None:
    """Return the tiles that the project has switched on, None where they are off."""
    return None if store.is_sample else OnlineTilesSetting(store.path).get()


def online_ground(tiles: OnlineTiles) -> dict[str, object]:
    """Return the tiles as the map reads a basemap that lies over the offline one (static/explorer/ground.js)."""
    return {
        "id": ONLINE,
        "name": tiles.host,
        "credit": tiles.attribution,
        "kind": "raster",
        "tiles": tiles.template,
        "zooms": [_FARTHEST, _NEAREST],
        "layers": [],
    }


def online_form(store: EventStore) -> None:
    """Draw the form that switches online tiles on or off, where it is asked for."""
    if st.toggle("Online tiles", key=_ASKING):
        now = online_tiles(store)
        st.caption(
            "Off unless you switch them on for this project. The server of the tiles then sees which part of the world you look at, and from where."
        )
        if now is not None:
            st.session_state.setdefault(_ADDRESS, now.template)
            st.session_state.setdefault(_SOURCE, now.attribution)
        st.text_input(
            "Address of the tiles", placeholder="https://tiles.example.org/{z}/{x}/{y}.png", max_chars=500, key=_ADDRESS
        )
        st.text_input("Attribution of the tiles (whose they are, and their licence)", max_chars=200, key=_SOURCE)
        with st.container(horizontal=True):
            st.button("Show these tiles", on_click=_switch_on, icon=":material/public:", width="stretch")
            if now is not None:
                st.button("Switch off and forget", on_click=_switch_off, icon=":material/public_off:", width="stretch")
    for level, words in st.session_state.pop(_SAID, ()):
        {"done": st.success, "failed": st.warning}[level](words)


def _switch_on() -> None:
    said = (str(st.session_state.get(each) or "") for each in (_ADDRESS, _SOURCE))
    try:
        tiles = parse_tiles(*said)
        OnlineTilesSetting(cache.writable_store().path, read_only=False).switch_on(tiles)
    except (BasemapFileError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state["basemap_chosen"] = ONLINE
    st.session_state[_SAID] = [("done", f"Tiles of {plain(tiles.host)} are shown over the offline map.")]


def _switch_off() -> None:
    try:
        OnlineTilesSetting(cache.writable_store().path, read_only=False).switch_off()
    except EventsError as error:
        st.session_state[_SAID] = [("failed", str(error))]
        return
    st.session_state["basemap_chosen"] = ""
    for each in (_ADDRESS, _SOURCE):
        st.session_state[each] = ""
    st.session_state[_SAID] = [("done", "Online tiles are off.")]
