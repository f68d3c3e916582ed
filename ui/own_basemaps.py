"""The basemap of Explore's map: the offline one, a map file of the project's own, or online tiles, chosen in the menu of the layers."""

import datetime as dt
import re

import streamlit as st

from events import EventsError, EventStore
from geo import BasemapFileError, OwnBasemap, OwnBasemaps, read_pmtiles
from ui import cache
from ui.online_tiles import ONLINE, consent_question, online_ground, online_tiles, unagreed_tiles
from ui.words import plain

# Which one is shown stands in the address: base=file:2 or base=online; none is the offline map.
_IN_ADDRESS = re.compile(rf"file:\d{{1,9}}|{ONLINE}")
_OFFLINE = ""
_CHOSEN, _RADIO, _SAID, _UPLOADS, _ADDING, _UNDO = (
    "basemap_chosen", "basemap_radio", "basemap_said", "basemap_uploads", "basemap_adding", "basemap_undo",
)  # fmt: skip
_MOST_MB = 500


def shown_basemap(store: EventStore) -> dict[str, object] | None:
    """Return the basemap that lies over the offline one as the map reads it (static/explorer/ground.js), None for the offline one alone."""
    chosen = _chosen()
    if chosen == ONLINE:
        tiles = online_tiles(store)
        return online_ground(tiles) if tiles else None
    found = next((each for each in _kept(store) if _id(each) == chosen), None)
    if found is None:
        return None
    about = found.about
    return {
        "id": chosen,
        "name": found.name,
        "credit": found.attribution,
        "kind": "vector" if about.is_vector else "raster",
        "file": f"basemaps/{found.basemap_id}",
        "zooms": [about.min_zoom, about.max_zoom],
        "bounds": about.bounds,
        "layers": about.layers,
    }


def show_basemap_of(address: str) -> None:
    """Show the basemap that the ``base`` of an address names; what is not understood is the offline one."""
    st.session_state[_CHOSEN] = address if _IN_ADDRESS.fullmatch(address) else _OFFLINE


def basemap_choice(store: EventStore) -> None:
    """Draw which basemaps there are to choose from, where there are several, and ask about tiles that are not agreed to."""
    consent_question(store)
    _undo_row()
    kept, tiles = _kept(store), online_tiles(store)
    if not kept and tiles is None:
        return
    names = {_OFFLINE: "Offline map (Natural Earth)", **{_id(each): plain(each.name) for each in kept}}
    if tiles is not None:
        names[ONLINE] = f"Online: {plain(tiles.host)}"
    chosen = _chosen()
    st.session_state[_RADIO] = chosen if chosen in names else _OFFLINE
    st.radio("Basemap", list(names), format_func=lambda each: names[each], key=_RADIO, on_change=_choose)
    found = next((each for each in kept if _id(each) == chosen), None)
    if found is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(found.attribution), width="stretch")
            st.button(
                "Remove this map file",
                key="basemap_remove",
                on_click=_remove,
                args=(found.basemap_id,),
                type="tertiary",
            )


def basemap_note(store: EventStore) -> None:
    """Say why the offline map stands where an address or a saved view asks for tiles that this machine has not agreed to."""
    tiles = unagreed_tiles(store) if _chosen() == ONLINE else None
    if tiles is not None:
        st.info(
            f"The offline map stands: this view wants map tiles from {plain(tiles.host)}, and nobody here has agreed to that. To show them, open Layers.",
            icon=":material/public_off:",
        )


def basemap_form() -> None:
    """Draw the form for another map file, where it is asked for."""
    if st.toggle("Add a map file (PMTiles)", key=_ADDING):
        _form()
    for level, words in st.session_state.pop(_SAID, ()):
        {"added": st.success, "failed": st.warning}[level](words)


def _kept(store: EventStore) -> tuple[OwnBasemap, ...]:
    return () if store.is_sample else OwnBasemaps(store.path).all()


def _id(each: OwnBasemap) -> str:
    return f"file:{each.basemap_id}"


def _chosen() -> str:
    if _CHOSEN not in st.session_state:
        show_basemap_of(st.query_params.get("base", ""))
    return str(st.session_state[_CHOSEN])


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[_RADIO]


def _field(name: str) -> str:
    # a new number empties the form
    return f"basemap_{name}_{st.session_state.setdefault(_UPLOADS, 0)}"


def _form() -> None:
    file = st.file_uploader(
        "Map file: vector or raster tiles in one .pmtiles", ["pmtiles"], key=_field("file"), max_upload_size=_MOST_MB
    )
    if file is None:
        st.caption(
            "It is copied beside the project and stays on this machine. The offline map shows wherever it has nothing."
        )
        return
    try:
        said = read_pmtiles(file).attribution
    except BasemapFileError as error:
        st.warning(plain(str(error)))
        return
    st.text_input("Name of the map", placeholder=_stem(file.name), max_chars=80, key=_field("name"))
    st.session_state.setdefault(_field("source"), said)
    st.text_input(
        "Attribution (whose map it is, and its licence)",
        max_chars=200,
        key=_field("source"),
        help="Needed: it stands on the map and on its pictures. Most maps from OpenStreetMap say “© OpenStreetMap contributors (ODbL)”.",
    )
    st.button("Add this map", on_click=_add, icon=":material/add:", width="stretch")


def _stem(file_name: str) -> str:
    return file_name.rsplit(".", 1)[0][:80]


def _add() -> None:
    file = st.session_state.get(_field("file"))
    if file is None:
        return
    name, source = (str(st.session_state.get(_field(each)) or "") for each in ("name", "source"))
    try:
        added = OwnBasemaps(cache.writable_store().path, read_only=False).add(
            name.strip() or _stem(file.name), file, attribution=source, now=dt.datetime.now(dt.UTC)
        )
    except (BasemapFileError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state.pop(_UNDO, None)  # its file is deleted now
    st.session_state[_CHOSEN] = f"file:{added}"
    st.session_state[_UPLOADS] += 1
    st.session_state[_ADDING] = False
    st.session_state[_SAID] = [("added", "The map is added and shown.")]


def _remove(basemap_id: int) -> None:
    try:
        removed = OwnBasemaps(cache.writable_store().path, read_only=False).remove(basemap_id)
    except EventsError as error:
        st.session_state[_SAID] = [("failed", str(error))]
        return
    st.session_state[_UNDO] = removed
    st.session_state[_CHOSEN] = _OFFLINE


def _undo_row() -> None:
    removed: OwnBasemap | None = st.session_state.get(_UNDO)
    if removed is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"The map file “{plain(removed.name)}” is removed.", width="stretch")
            st.button("Undo", key="basemap_put_back", on_click=_put_back, icon=":material/undo:", type="tertiary")


def _put_back() -> None:
    removed: OwnBasemap | None = st.session_state.pop(_UNDO, None)
    if removed is None:
        return
    try:
        OwnBasemaps(cache.writable_store().path, read_only=False).put_back(removed)
    except (BasemapFileError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state[_CHOSEN] = _id(removed)
