"""The page's address: what the parts of a page want in it is written at once, so that the browser's Back undoes a whole step.

Streamlit makes an entry in the browser's history of each writing. Where the map is, and how it looks, the browser writes
by itself without one (static/explorer/address.js).
"""

import time
from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WANTED, _WRITTEN = "address_wanted", "address_written"
# The address that the page wrote last, those it wrote over (and when), and whether this run's is none of them.
_LAST, _BEFORE, _MOVED, _PAGE = "address_last", "address_before", "address_moved", "address_page"
# A press that comes so long after a writing (seconds) was made under the address that was written.
_LATE_S = 3.0
# A run that begins so soon (seconds) after one that Back asked for was sent before the browser showed what that one drew.
_RESTORED, _UNSEEN_S = "address_restored", 0.7
# What the browser writes by itself.
_OF_THE_MAP = frozenset({"map", "style", "layers", "labels", "base"})


def arrive(page: str) -> None:
    """Note what a run begins with, before its page is drawn.

    Streamlit forgets that an address came by Back or Forward where a press lands before its run is done: an address
    that the page did not write is believed all the same.
    """
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        for key in (_LAST, _BEFORE):
            st.session_state.pop(key, None)
    found, last = _steps(st.query_params.to_dict()), st.session_state.get(_LAST)
    is_unseen = found == last and time.monotonic() - st.session_state.get(_RESTORED, -_UNSEEN_S) < _UNSEEN_S
    is_strange = last is not None and found not in (last, *(address for address, _ in _before()))
    st.session_state[_MOVED] = is_strange or is_unseen


def _steps(address: Mapping[str, str]) -> dict[str, str]:
    """Return what of an address makes a step in the browser's history."""
    return {name: value for name, value in address.items() if value and name not in _OF_THE_MAP}


def _before() -> list[tuple[dict[str, str], float]]:
    """Return the addresses that were written over so lately that a press may still come from them."""
    found: list[tuple[dict[str, str], float]] = st.session_state.get(_BEFORE, [])
    return [each for each in found if time.monotonic() - each[1] < _LATE_S]


def is_restored() -> bool:
    """Whether this run shows an address that the browser's Back or Forward brought: then it says what is shown, not the fields."""
    return _is_said() or bool(st.session_state.get(_MOVED))


def _is_said() -> bool:
    """Say whether Streamlit tells that Back or Forward asked for this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def take_restored() -> None:
    """Forget what an earlier run wanted to write: it is of the place that was left."""
    for key in (_WANTED, _WRITTEN):
        st.session_state.pop(key, None)


def named(name: str) -> str:
    """Return what the address says of a name, as it will be once it is written; "" where it says nothing."""
    return parts().get(name, "")


def parts() -> dict[str, str]:
    """Return all names of the address with what they say, as it will be once it is written."""
    wanted: dict[str, str] = st.session_state.get(_WANTED, {})
    return {name: value for name, value in {**st.query_params.to_dict(), **wanted}.items() if value}


def want(name: str, value: str) -> None:
    """Have the address say something of a name, nothing where the value is "", with the next writing."""
    st.session_state[_WANTED] = {**st.session_state.get(_WANTED, {}), name: value}


def write() -> None:
    """Write what is wanted, if anything of it is new."""
    wanted: dict[str, str] = st.session_state.get(_WANTED, {})
    written: dict[str, str] = st.session_state.get(_WRITTEN, {})
    now, then = st.query_params.to_dict(), _steps(parts())
    last = st.session_state.get(_LAST)
    if last not in (None, then):
        st.session_state[_BEFORE] = [*_before(), (last, time.monotonic())]
    st.session_state[_LAST] = then
    if _is_said():
        st.session_state[_RESTORED] = time.monotonic()
    # what an earlier run wrote may still be on its way to the browser, which then tells of the address before it
    if any(value != now.get(name, "") or value != written.get(name, value) for name, value in wanted.items()):
        st.query_params.from_dict(parts())
    st.session_state[_WRITTEN] = {**written, **wanted}
    st.session_state.pop(_WANTED, None)
