"""Saying that a place of one's own is a listed one, and taking a place of one's own back."""

import streamlit as st

from gazetteer import OwnPlace, Place, kind_words, merged_into, moved_children, namesakes_of
from geo import length_words
from ui import cache, presses
from ui.outcome import Outcome
from ui.place_changes import change, show
from ui.words import plain

# Why the last removal was not made.
OUTCOME = Outcome("place")
_NEAREST, _NEAREST_M = 8, 50_000.0
_FOUND = 8
_MERGING, _MERGE = "place_merging", "merge_place"


def remove(own: OwnPlace) -> None:
    """Take a place of one's own back; for a button's ``on_click``."""
    place = own.place
    children = moved_children(cache.own_places().values(), place.place_id, to=place.parent_id)
    is_listed = not place.place_id.startswith("own:")
    words = f"Your version of {place.name} is removed." if is_listed else f"{place.name} is removed."
    with OUTCOME.trying():
        change(words, add=() if is_listed else children, remove=(place.place_id,))
        if not is_listed:
            show(None)


def merge_form(own: OwnPlace) -> None:
    """Ask which listed place a place of one's own is, and give that one its names."""
    with st.container(border=True):
        st.markdown(f"**Which listed place is {plain(own.place.name)}?**")
        wanted = st.text_input("Search by another name", key="merge_query", type="search", live="300ms", max_chars=120)
        options = _options(own, wanted)
        chosen = st.radio(
            "It is the same place as", list(options), key="merge_choice", index=None,
            format_func=lambda each: plain(options.get(str(each), "")),
        ) if options else None  # fmt: skip
        if not options:
            st.caption("No listed place near it, and none of that name. Search by another name.")
        st.caption("Your name and other names go to the listed place, and your own entry is removed.")
        with st.container(horizontal=True):
            merges = presses.button(
                "Merge", key=_MERGE, type="primary", icon=":material/merge:", disabled=chosen is None
            )
            st.button("Cancel", key="end_merge", icon=":material/close:", on_click=_end)
    if merges and chosen is not None:
        with presses.answering(_MERGE):
            _merge(own, cache.gazetteer().place(chosen))
        st.rerun()


def begin_merge() -> None:
    """Open the form."""
    st.session_state[_MERGING] = True


def _end() -> None:
    st.session_state.pop(_MERGING, None)
    presses.drop(_MERGE)


def _merge(own: OwnPlace, listed: Place) -> None:
    owned = cache.own_places()
    merged = merged_into(own, listed, earlier=owned.get(listed.place_id))
    children = moved_children(owned.values(), own.place.place_id, to=listed.place_id)
    change(
        f"{own.place.name} is another name of {listed.name} now.",
        add=(merged, *(each for each in children if each.place.place_id != listed.place_id)),
        remove=(own.place.place_id,),
    )
    _end()
    show(listed.place_id)


def _options(own: OwnPlace, wanted: str) -> dict[str, str]:
    """Return the places that it may be, by id: those searched for, else its namesakes and the towns around."""
    gazetteer, place = cache.gazetteer(), own.place
    if wanted.strip():
        found = gazetteer.search(wanted, country=place.country_code or None, limit=_FOUND)
        told = {each.place.place_id: _words(each.place, None) for each in found}
    else:
        near = gazetteer.nearest_places(place.lon, place.lat, limit=_NEAREST, radius_m=_NEAREST_M)
        told = {each.place_id: _words(each, metres) for each, metres in near}
        here = (each for each in namesakes_of(place, gazetteer, called=own.aliases))
        told |= {
            each.place_id: _words(each, None)
            for each in here
            if each.country_code == place.country_code and each.place_id not in told
        }
    told.pop(place.place_id, None)
    return told


def _words(place: Place, metres: float | None) -> str:
    away = f", {length_words(metres)} away" if metres is not None else ""
    return f"{place.name}: {kind_words(place)}, {cache.country_name(place.country_code)}{away}"
