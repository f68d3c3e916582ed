"""The project's saved views: kept by name, opened with a click, also from the map in full screen."""

import datetime as dt

import streamlit as st

from events import BadFilterError, EventsError, EventStore, SavedView, SavedViews
from ui import cache
from ui.filters import fill_from_address
from ui.own_basemaps import show_basemap_of
from ui.own_layers import show_layers_of
from ui.table_order import show_order_of
from ui.words import plain

_LOOKS = ("map", "style", "layers", "labels", "base")
_MAP_NAMES = (*_LOOKS, "event")
_GO, _NAME, _SAID = "view_to_show", "view_name", "view_said"


def saved_views(store: EventStore) -> tuple[SavedView, ...]:
    """Return the project's views."""
    return () if store.is_sample else SavedViews(store.path).all()


def views_menu(store: EventStore) -> None:
    """Draw the menu of the views: open, save, remove."""
    views = saved_views(store)
    with st.popover("Views", icon=":material/bookmark:"):
        if store.is_sample:
            st.caption(
                "The sample project keeps no views. Save a report of your own first; until then the page's address is the view: copy it."
            )
            return
        if not views:
            st.caption(
                "A view is where the map is, the filter, and the chosen event. Give this one a name to come back to it."
            )
        for view in views:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    plain(view.name),
                    key=f"view_{view.name}",
                    on_click=show_view,
                    args=(view,),
                    type="tertiary",
                    width="stretch",
                )
                st.button("Remove", key=f"unview_{view.name}", on_click=_remove, args=(view.name,), type="tertiary")
        st.text_input("Name of this view", key=_NAME, max_chars=80)
        st.button("Save this view", on_click=_save, icon=":material/bookmark_add:", width="stretch")
        if said := st.session_state.pop(_SAID, None):
            st.warning(said)


def show_view(view: SavedView) -> None:
    """Put a view's filter on the page, and tell the map where to go, before the page runs anew."""
    fill_from_address(view.address)
    for name in _MAP_NAMES:
        if name in view.address:
            st.query_params[name] = view.address[name]
        elif name in st.query_params:
            del st.query_params[name]
    show_layers_of(view.address.get("layers", ""))
    if "compare" in view.address:
        # forgotten is what the page has read, so that the same comparison opens again
        st.query_params["compare"] = view.address["compare"]
        st.session_state.pop("compare_seen", None)
    show_order_of(view.address.get("sort", ""))
    show_basemap_of(view.address.get("base", ""))
    st.session_state["picked"] = view.address.get("event")
    number = int(st.session_state.get(_GO, {}).get("number", 0)) + 1
    st.session_state[_GO] = {
        "number": number,
        **{name: view.address.get(name, "") for name in _LOOKS},
    }


def view_to_show() -> dict[str, object] | None:
    """Return where a view that was opened wants the map; ``number`` grows with each."""
    found: dict[str, object] | None = st.session_state.get(_GO)
    return found


def _save() -> None:
    address = {name: st.query_params[name] for name in st.query_params}
    picked = st.session_state.get("picked")
    try:
        SavedViews(cache.writable_store().path, read_only=False).save(
            st.session_state.get(_NAME, ""),
            {**address, **({"event": picked} if picked else {})},
            now=dt.datetime.now(dt.UTC),
        )
    except (BadFilterError, EventsError) as error:
        st.session_state[_SAID] = str(error)
    else:
        st.session_state[_NAME] = ""


def _remove(name: str) -> None:
    try:
        SavedViews(cache.writable_store().path, read_only=False).remove(name)
    except EventsError as error:
        st.session_state[_SAID] = str(error)
