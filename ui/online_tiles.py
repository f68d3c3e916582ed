"""Online tiles: off until a project names them and this machine agrees, asked for only while they are the basemap that is shown."""

from pathlib import Path

import streamlit as st

from events import EventsError, EventStore
from geo import BasemapFileError, OnlineTiles, OnlineTilesSetting, TilesConsent, parse_tiles
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
    """Return the tiles that may be shown, None where they are off or nobody at this machine has agreed to them."""
    named = _named(store)
    return named if named and TilesConsent().is_given(store.path, named) else None


def unagreed_tiles(store: EventStore) -> OnlineTiles | None:
    """Return the tiles that the project names, but nobody at this machine has agreed to: whoever made it may be a stranger."""
    named = _named(store)
    return None if named is None or TilesConsent().is_given(store.path, named) else named


def consent_question(store: EventStore) -> None:
    """Ask whether the project's tiles are to be shown, where this machine has not agreed to them."""
    tiles = unagreed_tiles(store)
    if tiles is None:
        return
    st.markdown(f"This project wants map tiles from **{plain(tiles.host)}**. Show them?")
    st.caption(
        "That server then sees which part of the world you look at, and from where. Until you agree, nothing is asked of it."
    )
    st.button(
        "Show them", key="online_tiles_agree", on_click=_agree, args=(store.path, tiles), icon=":material/public:"
    )
    _say()


def _named(store: EventStore) -> OnlineTiles | None:
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
        now = _named(store)
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
    _say()


def _say() -> None:
    for level, words in st.session_state.pop(_SAID, ()):
        {"done": st.success, "failed": st.warning}[level](words)


def _agree(project: Path, tiles: OnlineTiles) -> None:
    try:
        TilesConsent().give(project, tiles)
    except BasemapFileError as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state["basemap_chosen"] = ONLINE


def _switch_on() -> None:
    said = (str(st.session_state.get(each) or "") for each in (_ADDRESS, _SOURCE))
    try:
        tiles = parse_tiles(*said)
        project = cache.writable_store().path
        OnlineTilesSetting(project, read_only=False).switch_on(tiles)
        # who typed the address, or read it above this button, agrees to it
        TilesConsent().give(project, tiles)
    except (BasemapFileError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state["basemap_chosen"] = ONLINE
    st.session_state[_SAID] = [("done", f"Tiles of {plain(tiles.host)} are shown over the offline map.")]


def _switch_off() -> None:
    try:
        project = cache.writable_store().path
        setting = OnlineTilesSetting(project, read_only=False)
        tiles = setting.get()
        setting.switch_off()
        if tiles is not None:
            TilesConsent().withdraw(project, tiles)
    except (BasemapFileError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state["basemap_chosen"] = ""
    for each in (_ADDRESS, _SOURCE):
        st.session_state[each] = ""
    st.session_state[_SAID] = [("done", "Online tiles are off.")]
