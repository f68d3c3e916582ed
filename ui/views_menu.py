"""The menu of the saved views: kept by name, opened with a click, also from the map in full screen, removed and brought back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from events import FILTER_NAMES, BadFilterError, EventsError, EventStore, SavedView, SavedViews
from ui import cache
from ui.comparison import show_comparison_of
from ui.filters import fill_from_address
from ui.own_basemaps import show_basemap_of
from ui.own_layers import show_layers_of
from ui.page_address import parts, want
from ui.saved_views import saved_views
from ui.table_order import show_order_of
from ui.words import plain

# What the map reads by itself, and all else that makes a view; each that a view does not name is as on a fresh page.
_LOOKS = ("map", "style", "layers", "labels", "base")
_MAP_NAMES = (*_LOOKS, "event")
_NAMES = frozenset({*FILTER_NAMES, *_MAP_NAMES, "sort", "compare"})
_GO, _NAME, _SAID, _GONE, _UNDO = "view_to_show", "view_name", "view_said", "view_gone", "view_undo"
_ASKED, _LAST = "view_asked", "view_asked_last"


@dataclass(frozen=True, slots=True)
class _Undo:
    """What was done, in words, and the view that is brought back by undoing it."""

    words: str
    view: SavedView
    is_removed: bool


def views_menu(store: EventStore, *, is_drawn: bool) -> None:
    """Draw the menu: open, save, remove, undo; ``is_drawn``: the map on the page is the one that says how it looks."""
    views = saved_views(store)
    if gone := st.session_state.pop(_GONE, None):
        st.toast(gone, icon=":material/bookmark_remove:")
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
        # keys by place in the list: a name may be any text, another widget's key, too
        for place, view in enumerate(views):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    plain(view.name), key=f"saved_view_{place}_open", on_click=open_view, args=(store, view.name), type="tertiary",
                    width="stretch",
                )  # fmt: skip
                st.button(
                    "Remove", key=f"saved_view_{place}_remove", on_click=_remove, args=(view.name,), type="tertiary"
                )
        _undo_row()
        st.text_input("Name of this view", key=_NAME, max_chars=80)
        st.button(
            "Save this view",
            on_click=_save,
            kwargs={"is_drawn": is_drawn},
            icon=":material/bookmark_add:",
            width="stretch",
        )
        if said := st.session_state.pop(_SAID, None):
            st.warning(plain(said))


def open_view(store: EventStore, name: str) -> None:
    """Show the view of a name, before the page runs anew; one that is there no more is said."""
    view = None if store.is_sample else SavedViews(store.path).named(name)
    if view is None:
        st.session_state[_GONE] = _gone_words(name)
    else:
        _show(view)


def _show(view: SavedView) -> None:
    fill_from_address(view.address)
    for name in _MAP_NAMES:
        want(name, view.address.get(name, ""))
    show_layers_of(view.address.get("layers", ""))
    show_order_of(view.address.get("sort", ""))
    show_basemap_of(view.address.get("base", ""))
    show_comparison_of(view.address.get("compare", ""))
    st.session_state["picked"] = view.address.get("event")
    number = int(st.session_state.get(_GO, {}).get("number", 0)) + 1
    st.session_state[_GO] = {
        "number": number,
        "name": view.name,
        **{name: view.address.get(name, "") for name in _LOOKS},
    }


def view_to_show() -> dict[str, object] | None:
    """Return the view that was opened last: its name, and where it wants the map; ``number`` grows with each."""
    found: dict[str, object] | None = st.session_state.get(_GO)
    return found


def _gone_words(name: str) -> str:
    return f"The view “{plain(name)}” is not there any more: someone else removed it."


def _undo_row() -> None:
    undo: _Undo | None = st.session_state.get(_UNDO)
    if undo is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(undo.words), width="stretch")
            st.button("Undo", key="views_undo", on_click=_undo, icon=":material/undo:", type="tertiary")


def _writable() -> SavedViews:
    return SavedViews(cache.writable_store().path, read_only=False)


def view_asked() -> int:
    """Return the number of the question how the map looks, 0 where nothing is to be saved; the map answers each once."""
    return int(st.session_state.get(_ASKED, (0, ""))[0])


def save_as_it_is(number: int, looks: Mapping[str, str]) -> None:
    """Save the view that was asked for, as the map says that it looks; another answer than the one waited for is none."""
    asked, name = st.session_state.get(_ASKED, (0, ""))
    if number == asked:
        del st.session_state[_ASKED]
        _keep(name, {each: looks[each] for each in _LOOKS if each in looks})


def _save(*, is_drawn: bool) -> None:
    name = str(st.session_state.get(_NAME, ""))
    if not is_drawn:
        _keep(name, {})
        return
    # Python hears of the map's moves late, and not of all: the map itself says how it looks
    st.session_state[_LAST] = st.session_state.get(_LAST, 0) + 1
    st.session_state[_ASKED] = (st.session_state[_LAST], name)


def _keep(name: str, looks: Mapping[str, str]) -> None:
    address = {name: value for name, value in parts().items() if name in _NAMES - {*_LOOKS}}
    picked = st.session_state.get("picked")
    try:
        replaced = _writable().save(
            name, {**address, **looks, **({"event": picked} if picked else {})}, now=dt.datetime.now(dt.UTC)
        )
    except (BadFilterError, EventsError) as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_NAME] = ""
    st.session_state[_UNDO] = (
        _Undo(f"“{replaced.name}” is this view now.", replaced, is_removed=False) if replaced else None
    )


def _remove(name: str) -> None:
    try:
        removed = _writable().remove(name)
    except EventsError as error:
        st.session_state[_SAID] = str(error)
        return
    if removed is None:
        st.session_state[_SAID] = _gone_words(name)
    st.session_state[_UNDO] = _Undo(f"“{removed.name}” is removed.", removed, is_removed=True) if removed else None


def _undo() -> None:
    undo: _Undo | None = st.session_state.pop(_UNDO, None)
    if undo is None:
        return
    view = undo.view
    try:
        if not undo.is_removed:
            _writable().save(view.name, view.address, now=view.saved_at)
        elif not _writable().put_back(view):
            st.session_state[_SAID] = (
                f"Another view has the name “{view.name}” by now, so the removed one stays removed."
            )
    except (BadFilterError, EventsError) as error:
        st.session_state[_SAID] = str(error)
