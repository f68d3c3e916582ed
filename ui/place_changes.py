"""Changes of the project's own places: each is one step, is told in words, and can be undone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from gazetteer import OwnPlace
from ui import cache
from ui.words import plain

_SOURCE = "the Places page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was done, in words, and what takes it back: ids that go, places that come back, the place shown before."""

    words: str
    gone: tuple[str, ...]
    back: tuple[OwnPlace, ...]
    shown: str | None


def change(words: str, *, add: Sequence[OwnPlace] = (), remove: Sequence[str] = (), source: str = _SOURCE) -> None:
    """Add and remove places of one's own in one step.

    Raises
    ------
    GazetteerError, EventsError
        Where the project cannot be written to; nothing is changed then.
    """
    before = cache.own_places()
    was_sample = cache.store().is_sample
    added = tuple(own.place.place_id for own in add)
    touched = dict.fromkeys((*added, *remove))
    back = tuple(before[place_id] for place_id in touched if place_id in before)
    cache.writable_places().add(add, source=source, now=dt.datetime.now(dt.UTC), instead_of=remove)
    if was_sample:
        words += " It is in a project of your own now, which takes the sample project's place."
    st.session_state["place_change"] = Change(words=words, gone=added, back=back, shown=shown())


def show(place_id: str | None) -> None:
    """Make a place the one on screen."""
    st.session_state["place"] = place_id


def shown() -> str | None:
    """Return the id of the place on screen."""
    return st.session_state.get("place")


def change_bar() -> None:
    """Say what was done last, with a button that takes it back."""
    done: Change | None = st.session_state.get("place_change")
    if done is None:
        return
    words, button = st.columns([6, 1], vertical_alignment="center")
    words.success(plain(done.words), icon=":material/check:")
    if done.back or done.gone:
        button.button("Undo", key="place_undo", icon=":material/undo:", on_click=_ask_undo, width="stretch")
    if st.session_state.pop("place_undo_asked", None):
        _undo(done)


def _ask_undo() -> None:
    st.session_state["place_undo_asked"] = True


def _undo(done: Change) -> None:
    cache.writable_places().add(done.back, source=_SOURCE, now=dt.datetime.now(dt.UTC), instead_of=done.gone)
    show(done.shown)
    st.session_state["place_change"] = Change(words="Undone.", gone=(), back=(), shown=None)
    st.rerun()
