"""A press that is not lost: it is kept until it is answered, whatever ends the run that was to answer it.

Streamlit ends a running page where the browser sends something else, a map's first bounds for one, and what a plain
button returned goes with that run. A callback runs before the page does, so a press that it keeps is there for the next run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

_PRESSED, _PAGE = "presses", "presses_page"


def _pressed() -> set[str]:
    kept: set[str] = st.session_state.setdefault(_PRESSED, set())
    return kept


def button(label: str, *, key: str, **how: Any) -> bool:
    """Draw a button; return whether it was pressed and not answered yet. ``how`` goes to ``st.button``."""
    st.button(label, key=key, on_click=keep, args=(key,), **how)
    return key in _pressed()


def submit_button(label: str, *, key: str, **how: Any) -> bool:
    """Draw a form's button; return whether it was pressed and not answered yet. ``how`` goes to ``st.form_submit_button``."""
    st.form_submit_button(label, key=key, on_click=keep, args=(key,), **how)
    return key in _pressed()


def keep(key: str) -> None:
    """Press a button in somebody's stead, before the page runs anew."""
    _pressed().add(key)


def drop(*keys: str) -> None:
    """Take back presses: they are answered, or another press made them void."""
    _pressed().difference_update(keys)


@contextmanager
def answering(*keys: str) -> Iterator[None]:
    """Drop presses where what is done in here ends, well or with an error; a run that Streamlit ends keeps them."""
    try:
        yield
    except Exception:  # Streamlit's own ends of a run are no Exception, and are what a press outlives
        drop(*keys)
        raise
    drop(*keys)


def forget_elsewhere(page: str) -> None:
    """Forget presses of a page that was left."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        _pressed().clear()
