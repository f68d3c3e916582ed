"""Data: doors in and out: files of events into the project, releases out of it, and the project itself."""

import streamlit as st

from events import FILTER_NAMES
from ui.data_in import bring_in
from ui.data_log import export_log
from ui.data_project import project_part
from ui.data_release import send_out
from ui.guard import guarded
from ui.opening import is_opened
from ui.page_address import is_restored, named, take_restored, want, write

_PART = "data_part"
# Fields of one part that keep their values while another is looked at.
_KEPT = ("data_profile", "data_format")
_PARTS = {"in": "Bring in", "out": "Send out", "project": "Project"}


def _part() -> str:
    """Draw the choice of the page's part and return it; the address says which it is."""
    addressed = named("part")
    if is_restored():
        take_restored()
    if is_restored() or _PART not in st.session_state:
        st.session_state[_PART] = addressed if addressed in _PARTS else next(iter(_PARTS))
    # A segmented control would look lighter, but in the dark theme its chosen part cannot be read (contrast 2.8).
    part = st.radio(
        "Part of the page", list(_PARTS), format_func=lambda each: _PARTS[each], key=_PART, label_visibility="collapsed", horizontal=True
    )  # fmt: skip
    want("part", "" if part == next(iter(_PARTS)) else part)
    return part


def main() -> None:
    """Draw the page."""
    st.subheader("Data", anchor=False)
    for key in _KEPT:
        # Streamlit forgets what a field holds that a run does not draw, but not what a run writes.
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    part = _part()
    if part == "out":
        if is_opened():
            with guarded("Sending data out"):
                send_out()
            with guarded("Listing what left before"):
                export_log()
        return
    for name in FILTER_NAMES:
        want(name, "")
    write()
    if part == "project":
        project_part()
    else:
        bring_in()


with guarded("Data"):
    main()
