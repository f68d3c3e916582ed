"""Deleting a saved report: asked once, told in words, and undone by one click, now or later."""

import streamlit as st

from events import EventsError, EventStore, StoredReport
from geo import readable
from ui import cache
from ui.words import count_of, plain

_ASKED, _DONE, _FAILED = "delete_asked", "deleted_report", "delete_failed"
_ON_SCREEN = ("found", "first_reading", "saved", "report_pick", "opened")


def offer_deletion(report_id: str) -> None:
    """Draw the button that deletes the report on screen, and the question before it does."""
    stored = cache.store().report(report_id)
    if stored is None:
        return
    if st.session_state.get(_ASKED) != report_id:
        st.button(
            "Delete this report…", key="delete", icon=":material/delete:", type="tertiary",
            on_click=st.session_state.__setitem__, args=(_ASKED, report_id),
        )  # fmt: skip
        return
    with st.container(border=True):
        st.markdown(
            f"Delete **{_name(stored)}** and {_its_events(stored.event_count)}? They leave the map, the table, files and sheets. "
            "The project keeps them, so that you can bring them back."
        )
        with st.container(horizontal=True):
            st.button("Delete", key="delete_yes", type="primary", on_click=_delete, args=(stored,))
            st.button("Keep it", key="delete_no", on_click=st.session_state.pop, args=(_ASKED, None))


def told_deletion() -> None:
    """Say what was deleted just now, with the click that undoes it, or why it could not be."""
    failed = st.session_state.pop(_FAILED, None)
    if failed:
        st.error(failed, icon=":material/error:")
    done: StoredReport | None = st.session_state.get(_DONE)
    if done is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(f"Deleted: {_name(done)}, with {_its_events(done.event_count)}.", icon=":material/delete:")
            st.button("Undo", key="delete_undo", icon=":material/undo:", on_click=_bring_back, args=(done,))


def deleted_reports(store: EventStore) -> None:
    """List what was deleted, each with the click that brings it back; nothing where nothing was."""
    gone = store.deleted_reports()
    if not gone:
        return
    with st.expander(f"Deleted reports ({len(gone):,})"):
        chosen = st.selectbox(
            "Report", gone, format_func=lambda each: f"{_shown(each)} ({count_of(each.event_count, 'event')})"
        )
        st.button("Bring it back", key="bring_back", icon=":material/undo:", on_click=_bring_back, args=(chosen,))


def _delete(stored: StoredReport) -> None:
    st.session_state.pop(_ASKED, None)
    try:
        cache.writable_store().delete_report(stored.report_id)
    except EventsError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state[_DONE] = stored
    for name in _ON_SCREEN:
        st.session_state.pop(name, None)


def _bring_back(stored: StoredReport) -> None:
    try:
        cache.writable_store().restore_report(stored.report_id)
    except EventsError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state.pop(_DONE, None)
    st.toast(f"Back again: {_name(stored)}", icon=":material/undo:")


def _shown(stored: StoredReport) -> str:
    return readable(stored.title or stored.source or stored.report_id)


def _name(stored: StoredReport) -> str:
    return plain(_shown(stored))


def _its_events(number: int) -> str:
    return {0: "no event", 1: "its event"}.get(number, f"its {number:,} events")
