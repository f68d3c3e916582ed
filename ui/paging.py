"""Pages of a list that may become shorter while someone is on its last page."""

import streamlit as st


def page_within(key: str, pages: int) -> int:
    """Return the page, from 1, that a number field holds under ``key``, and set it to the last one where it lies beyond ``pages``."""
    number = min(max(int(st.session_state.get(key) or 1), 1), pages)
    if st.session_state.get(key) not in (None, number):
        st.session_state[key] = number
    return number
