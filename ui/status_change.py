"""The status of an event changed from its card: that it happened, or that it was only planned, threatened or denied."""

from dataclasses import replace

import streamlit as st

from events import (
    Decision,
    Event,
    EventsError,
    EventStatus,
    UnknownEventError,
    corrected,
    decide,
    take_back,
)
from gazetteer import GazetteerError
from ui import cache
from ui.reading_again import UNSAVED
from ui.words import plain

_DONE, _TOLD, _FAILED = "status_done", "status_told", "status_failed"
_MOST_WHY = 300


def status_change(event: Event) -> None:
    """Draw the button that opens the form; nothing in the sample project, and for an event that is in no project yet."""
    store = cache.store()
    if store.is_sample:
        return
    try:
        store.event(event.event_id)
    except UnknownEventError:
        return
    key = f"status_{event.event_id}"
    with st.popover("Did it happen?", icon=":material/event_available:", key=key):
        st.caption(f"Now: {event.status}. Only what happened is shown and counted, unless the filter asks for more.")
        with st.form(f"{key}_form", border=False):
            others = [each for each in EventStatus if each is not event.status]
            # Of another status now the fields are others: those of before must not be taken for them.
            st.radio(
                "It was", others, key=f"{key}_{event.status}_now", format_func=_words,
            )  # fmt: skip
            st.text_input("How do you know? (kept in the history)", key=f"{key}_why", max_chars=_MOST_WHY)
            st.form_submit_button(
                "Change the status", key=f"{key}_save", icon=":material/check:", on_click=_save, args=(event, key)
            )
        done: Decision | None = st.session_state.get(_DONE)
        if done is not None and done.now.event_id == event.event_id:
            st.button("Take it back", key=f"{key}_undo", icon=":material/undo:", on_click=_undo, args=(done,))
        if told := st.session_state.pop(_TOLD, None):
            st.success(plain(told), icon=":material/check:")
        if failed := st.session_state.pop(_FAILED, None):
            st.error(plain(failed), icon=":material/error:")


def _words(status: EventStatus) -> str:
    return {
        EventStatus.HAPPENED: "Happened", EventStatus.PLANNED: "Planned", EventStatus.THREATENED: "Threatened",
        EventStatus.DENIED: "Denied or called off",
    }[status]  # fmt: skip


def _save(event: Event, key: str) -> None:
    said = st.session_state
    now = replace(event, status=EventStatus(str(said[f"{key}_{event.status}_now"])))
    decision = corrected(event, now, why=" ".join(said[f"{key}_why"].split()) or f"{event.status}, now {now.status}")
    try:
        decide(cache.writable_store(), [decision])
    except (EventsError, GazetteerError) as error:
        said[_FAILED] = str(error)
        return
    said[f"{key}_why"] = ""
    said[_DONE], said[_TOLD] = (
        decision,
        f"Changed: {_words(now.status).lower()}, before {_words(event.status).lower()}.",
    )
    _show_again(event)


def _undo(done: Decision) -> None:
    try:
        take_back(cache.writable_store(), [done])
    except (EventsError, GazetteerError) as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state.pop(_DONE)
    st.session_state[_TOLD] = "Taken back."
    _show_again(done.now)


def _show_again(event: Event) -> None:
    """Have the report that is on screen on Reports show its event as it is now."""
    found = st.session_state.get("found")
    if found is not None and found.report.report_id == event.report_id and not st.session_state.get(UNSAVED):
        st.session_state["found"] = cache.store().extraction(event.report_id)
