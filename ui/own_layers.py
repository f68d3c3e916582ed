"""The menu of the layers on Explore's map: thin reports, and layers of one's own, uploaded, named, dated, attributed, shown and hidden."""

import datetime as dt
import re

import streamlit as st

from events import EventsError, EventStore
from geo import KeptLayer, LayerError, OwnLayers, RemovedLayer, date_words, layer_names, layers_token, read_layer
from ui import cache
from ui.day_fields import day_bounds
from ui.online_tiles import online_form
from ui.own_basemaps import basemap_choice, basemap_form
from ui.own_layer_change import change_button, change_form, colour_of
from ui.side_on_map import show_side_of
from ui.silence import show_silence_of, silence_switch
from ui.words import count_of, plain

# Which layers are shown stands in the address beside the map's own layer: layers=heat,own:2,own:5
_IN_ADDRESS = re.compile(r"own:(\d{1,9})")
_SHOWN, _SAID, _UPLOADS, _UNDO = "own_layers_shown", "own_layer_said", "own_layer_uploads", "own_layer_undo"
_MOST_MB = 11
_TYPES = ["geojson", "json", "gpkg", "kml", "kmz", "zip"]


def shown_layers(store: EventStore) -> tuple[str, list[dict[str, object]]]:
    """Return what names the project's layers to the map ("" for none), and number, name and colour of those that are shown."""
    kept = _kept(store)
    shown = _shown()
    looks: list[dict[str, object]] = [
        {"id": each.layer_id, "name": each.name, "colour": colour_of(each, at)}
        for at, each in enumerate(kept)
        if each.layer_id in shown
    ]
    return layers_token(store.path, kept), looks


def show_layers_of(address: str) -> None:
    """Show the layers that the ``layers`` of an address names, and no others; what is not understood is left out."""
    show_silence_of(address)
    show_side_of(address)
    found = (_IN_ADDRESS.fullmatch(name) for name in address.split(","))
    st.session_state[_SHOWN] = {int(each[1]) for each in found if each}


def layers_menu(store: EventStore, *, is_drawn: bool) -> None:
    """Draw the menu of the layers; ``is_drawn``: the map on the page is the one that draws them."""
    kept = _kept(store)
    shown = _shown()
    count = sum(each.layer_id in shown for each in kept)
    # the key keeps the menu open while the words on its button change
    with st.popover(
        f"Layers ({count} of {len(kept)})" if kept else "Layers", icon=":material/layers:", key="layers_menu"
    ):
        silence_switch()
        if store.is_sample:
            st.caption(
                "The sample project keeps no layers of your own. Save a report of your own first, then add yours here."
            )
            return
        if not is_drawn:
            st.caption("The simple map draws no layers; the full one needs WebGL.")
        basemap_choice(store)
        for at, each in enumerate(kept):
            _row(each, is_shown=each.layer_id in shown)
            change_form(each, at)
        _undo_row()
        if not kept:
            st.caption("Control areas, lines of contact, or whatever else you have in a file, drawn under the events.")
        _form()
        for level, words in st.session_state.pop(_SAID, ()):
            {"added": st.success, "note": st.info, "failed": st.warning}[level](words)
        basemap_form()
        online_form(store)


def _kept(store: EventStore) -> tuple[KeptLayer, ...]:
    return () if store.is_sample else OwnLayers(store.path).all()


def _shown() -> set[int]:
    if _SHOWN not in st.session_state:
        show_layers_of(st.query_params.get("layers", ""))
    found: set[int] = st.session_state[_SHOWN]
    return found


def _row(kept: KeptLayer, *, is_shown: bool) -> None:
    key = f"own_layer_{kept.layer_id}"
    st.session_state[key] = is_shown
    when = f"as of {date_words(kept.as_of, kept.as_of)}" if kept.as_of else "date not given"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(
            f"{plain(kept.name)}  \n:small[{plain(when)} · {plain(kept.attribution) or 'source not given'}]",
            key=key,
            on_change=_toggle,
            args=(kept.layer_id,),
            width="stretch",
        )
        change_button(kept)
        st.button("Remove", key=f"un{key}", on_click=_remove, args=(kept.layer_id,), type="tertiary")


def _form() -> None:
    number = st.session_state.setdefault(_UPLOADS, 0)
    file = st.file_uploader(
        "Add a layer: GeoJSON, GeoPackage, KML, KMZ, or a shapefile in a .zip",
        _TYPES,
        key=_field("file", number),
        help="Areas with a field such as “population” also give events per 100,000 people: choose Rates on the map.",
        max_upload_size=_MOST_MB,
    )
    if file is None:
        return
    try:
        names = layer_names(file.name, file.getvalue())
    except LayerError as error:
        st.warning(plain(str(error)))
        return
    if len(names) > 1:
        st.selectbox("Which layer of the file", names, format_func=plain, key=_field("layer", number))
    st.text_input("Name of the layer", placeholder=_stem(file.name), max_chars=80, key=_field("name", number))
    left, right = st.columns(2)
    left.date_input("As of (the day it tells of)", None, key=_field("as_of", number), **day_bounds())
    right.text_input(
        "Coordinate system, if the file has none",
        placeholder="EPSG:32633",
        max_chars=40,
        key=_field("crs", number),
    )
    st.text_input(
        "Source (who drew it, and under which licence)",
        max_chars=200,
        key=_field("source", number),
        help="Stands in the map's legend and on its pictures; left empty, they say “source not given”.",
    )
    st.button("Add this layer", on_click=_add, icon=":material/add:", width="stretch")


def _field(name: str, number: int) -> str:
    # a new number empties the form
    return f"own_layer_{name}_{number}"


def _stem(file_name: str) -> str:
    return file_name.rsplit(".", 1)[0][:80]


def _add() -> None:
    number = st.session_state[_UPLOADS]
    said = {
        name: st.session_state.get(_field(name, number)) for name in ("file", "layer", "name", "as_of", "crs", "source")
    }
    file = said["file"]
    if file is None:
        return
    try:
        layer = read_layer(file.name, file.getvalue(), layer=said["layer"], crs=said["crs"] or "")
        added = OwnLayers(cache.writable_store().path, read_only=False).add(
            (said["name"] or "").strip() or _stem(file.name),
            layer,
            as_of=said["as_of"],
            attribution=said["source"] or "",
            now=dt.datetime.now(dt.UTC),
        )
    except (LayerError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state[_SHOWN] = {*_shown(), added}
    st.session_state[_UPLOADS] = number + 1
    st.session_state[_SAID] = [
        ("added", f"{count_of(len(layer.features), 'feature')} added to the map."),
        *(("note", note) for note in layer.notes),
    ]


def _toggle(layer_id: int) -> None:
    st.session_state[_SHOWN] = _shown() ^ {layer_id}


def _remove(layer_id: int) -> None:
    try:
        removed = OwnLayers(cache.writable_store().path, read_only=False).remove(layer_id)
    except EventsError as error:
        st.session_state[_SAID] = [("failed", str(error))]
        return
    st.session_state[_UNDO] = removed
    st.session_state[_SHOWN] = _shown() - {layer_id}


def _undo_row() -> None:
    removed: RemovedLayer | None = st.session_state.get(_UNDO)
    if removed is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"“{plain(removed.layer.name)}” is removed.", width="stretch")
            st.button("Undo", key="own_layer_put_back", on_click=_put_back, icon=":material/undo:", type="tertiary")


def _put_back() -> None:
    removed: RemovedLayer | None = st.session_state.pop(_UNDO, None)
    if removed is None:
        return
    try:
        OwnLayers(cache.writable_store().path, read_only=False).put_back(removed)
    except (LayerError, EventsError) as error:
        st.session_state[_SAID] = [("failed", plain(str(error)))]
        return
    st.session_state[_SHOWN] = {*_shown(), removed.layer.layer_id}
