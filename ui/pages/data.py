"""Data: doors in and out: files of events into the project, releases out of it, and the project itself."""

import streamlit as st

from events import FILTER_NAMES
from ui.data_in import bring_in
from ui.guard import guarded
from ui.page_address import is_restored, named, take_restored, want, write

_PART = "data_part"
_PARTS = {"in": "Bring in"}


def _part() -> str:
    """Draw the choice of the page's part and return it; the address says which it is."""
    if len(_PARTS) == 1:
        return next(iter(_PARTS))
    addressed = named("part")
    if is_restored():
        take_restored()
    if is_restored() or _PART not in st.session_state:
        st.session_state[_PART] = addressed if addressed in _PARTS else next(iter(_PARTS))
    chosen = st.segmented_control(
        "Part of the page", list(_PARTS), format_func=lambda each: _PARTS[each], key=_PART, label_visibility="collapsed", required=True
    )  # fmt: skip
    part = str(chosen or next(iter(_PARTS)))
    want("part", "" if part == next(iter(_PARTS)) else part)
    return part


def main() -> None:
    """Draw the page."""
    st.subheader("Data", anchor=False)
    part = _part()
    if part != "out":
        for name in FILTER_NAMES:
            want(name, "")
        write()
    {"in": bring_in}[part]()


with guarded("Data"):
    main()
