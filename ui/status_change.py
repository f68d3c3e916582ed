"""The status of an event changed from its card: that it happened, or that it was only planned, threatened or denied."""

from dataclasses import replace

import streamlit as st

from events import Decision, Event, EventStatus, corrected, decide, take_back
from ui import cache
from ui.event_popover import event_popover, is_changeable
from ui.outcome import Outcome
from ui.reading_again import UNSAVED

_DONE = "status_done"
_OUTCOME = Outcome("status")
_MOST_WHY = 300


def status_change(event: Event) -> None:
    """Draw the button that opens the form, for an event that is changeable."""
    if not is_changeable(event):
        return
    key = f"status_{event.event_id}"
    with event_popover("Did it happen?", _OUTCOME, key=key, icon=":material/event_available:"):
        st.caption(f"Now: {event.status}. Only what happened is shown and counted, unless the filter asks for more.")
        with st.form(f"{key}_form", border=False):
            others = [each for each in EventStatus if each is not event.status]
            # Of another status now the fields are others: those of before must not be taken for them.
            st.radio("It was", others, key=f"{key}_{event.status}_now", format_func=_words)
            st.text_input("How do you know? (kept in the history)", key=f"{key}_why", max_chars=_MOST_WHY)
            st.form_submit_button(
                "Change the status", key=f"{key}_save", icon=":material/check:", on_click=_save, args=(event, key)
            )
        done: Decision | None = st.session_state.get(_DONE)
        if done is not None and done.now.event_id == event.event_id:
            st.button("Take it back", key=f"{key}_undo", icon=":material/undo:", on_click=_undo, args=(done,))


def _words(status: EventStatus) -> str:
    return {
        EventStatus.HAPPENED: "Happened", EventStatus.PLANNED: "Planned", EventStatus.THREATENED: "Threatened",
        EventStatus.DENIED: "Denied or called off",
    }[status]  # fmt: skip


def _save(event: Event, key: str) -> None:
    said = st.session_state
    now = replace(event, status=EventStatus(str(said[f"{key}_{event.status}_now"])))
    decision = corrected(event, now, why=" ".join(said[f"{key}_why"].split()) or f"{event.status}, now {now.status}")
    with _OUTCOME.trying():
        decide(cache.writable_store(), [decision])
        said[f"{key}_why"] = ""
        said[_DONE] = decision
        _OUTCOME.tell(f"Changed: {_words(now.status).lower()}, before {_words(event.status).lower()}.")
        _show_again(event)


def _undo(done: Decision) -> None:
    with _OUTCOME.trying():
        take_back(cache.writable_store(), [done])
        st.session_state.pop(_DONE)
        _OUTCOME.tell("Taken back.")
        _show_again(done.now)


def _show_again(event: Event) -> None:
    """Have the report that is on screen on Reports show its event as it is now."""
    found = st.session_state.get("found")
    if found is not None and found.report.report_id == event.report_id and not st.session_state.get(UNSAVED):
        st.session_state["found"] = cache.store().extraction(event.report_id)
