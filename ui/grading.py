"""The Admiralty grade of an event: a person says how reliable its source is and how credible what it tells; each can be taken back."""

import streamlit as st

from events import (
    CREDIBILITY,
    RELIABILITY,
    Event,
    GradeBook,
    GradeEntry,
)
from geo import readable
from ui import cache
from ui.event_popover import event_popover, is_changeable
from ui.outcome import Outcome
from ui.words import plain

_OUTCOME = Outcome("grade")
_MOST_WHY, _MOST_ENTRIES = 300, 5
_NOT_GRADED = ""


def grading(event: Event) -> None:
    """Draw the button that opens the form, for an event that is changeable."""
    if not is_changeable(event):
        return
    store, key = cache.store(), f"grade_{event.event_id}"
    with event_popover("Grade source and information", _OUTCOME, key=key, icon=":material/grade:"):
        grade = store.grades().of(event)
        with st.form(f"{key}_form", border=False):
            if event.source:
                st.selectbox(
                    f"Source: {plain(readable(event.source))[:120]}", [_NOT_GRADED, *RELIABILITY], [_NOT_GRADED, *RELIABILITY].index(grade.source),
                    key=f"{key}_source", format_func=lambda each: _words(each, RELIABILITY), help="For all events of this source in this project",
                )  # fmt: skip
            st.selectbox(
                "Information of this event", [_NOT_GRADED, *CREDIBILITY], [_NOT_GRADED, *CREDIBILITY].index(grade.information),
                key=f"{key}_information", format_func=lambda each: _words(each, CREDIBILITY),
            )  # fmt: skip
            st.text_input("Why? (kept with the grade)", key=f"{key}_why", max_chars=_MOST_WHY)
            st.form_submit_button(
                "Grade it", key=f"{key}_save", icon=":material/check:", on_click=_save, args=(event, key)
            )
        with store.reading() as connection:
            entries = GradeBook(connection).history(event)
        if entries:
            st.button(
                "Take back the last grade", key=f"{key}_undo", icon=":material/undo:", on_click=_undo, args=(event,)
            )
            st.caption("  \n".join(plain(readable(_entry_words(each))) for each in entries[-_MOST_ENTRIES:]))


def _words(grade: str, known: dict[str, str]) -> str:
    return f"{grade} {known[grade]}" if grade else "not graded"


def _entry_words(entry: GradeEntry) -> str:
    what = "source" if entry.is_source else "information"
    said = f": {entry.why}" if entry.why else ""
    return f"{entry.at:%-d %B %Y, %H:%M} UTC, {entry.who}: {what} {entry.grade or 'not graded'}{said}"


def _save(event: Event, key: str) -> None:
    said = st.session_state
    source, information = said.get(f"{key}_source", _NOT_GRADED), said[f"{key}_information"]
    why = said[f"{key}_why"]
    with _OUTCOME.trying():
        store = cache.writable_store()
        before = store.grades().of(event)
        with store.writing() as connection:
            book = GradeBook(connection)
            if event.source and source != before.source:
                book.grade_source(event.source, source, at=store.now(), who="analyst", why=why, event=event)
            if information != before.information:
                book.grade_event(event, information, at=store.now(), who="analyst", why=why)
        said[f"{key}_why"] = ""
        _OUTCOME.tell(f"Graded {store.grades().of(event).words}.")


def _undo(event: Event) -> None:
    with _OUTCOME.trying():
        store = cache.writable_store()
        with store.writing() as connection:
            words = GradeBook(connection).take_back(event, at=store.now(), who="analyst")
        # The fields show what stands now.
        for name in ("source", "information"):
            st.session_state.pop(f"grade_{event.event_id}_{name}", None)
        _OUTCOME.tell(f"Taken back: {words}.")
