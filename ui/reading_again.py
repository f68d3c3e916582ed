"""The report on screen, read again after a choice for a name: what was picked stays picked, what a person placed stays there."""

import streamlit as st

from events import DateSource, Extraction
from ui import cache, name_choosing
from ui.reading import read_with_progress

UNSAVED = "reading_unsaved"
_CANCELLED = "reading_again_cancelled"


def read_again_if_chosen(found: Extraction) -> Extraction:
    """Return the reading of a report as it is with the choices made since; it becomes the one on screen.

    Where the project has the report, its saved events stay as they are until "Save" is pressed.
    """
    if st.session_state.pop(_CANCELLED, None):
        st.info(
            "Cancelled: your choice is kept, and the report is shown as it was read before. It counts when the report is read again.",
            icon=":material/close:",
        )
    if not name_choosing.is_pending():
        return found
    document = found.document_date
    day = document.date if document.source is DateSource.OPTION else None
    again = read_with_progress(found.report, day, on_cancel=_cancelled)
    store = cache.store()
    if store.report(found.report.report_id) is not None:
        again = store.as_decided(again)
        st.session_state["opened"] = found.report.report_id
        st.session_state[UNSAVED] = True
    else:
        st.session_state.pop("opened", None)
    st.session_state.pop("saved", None)
    st.session_state["report_pick"] = _picked_again(st.session_state.get("report_pick"), found, again)
    st.session_state["found"] = again
    name_choosing.settled()
    return again


def _cancelled() -> None:
    name_choosing.settled()
    st.session_state[_CANCELLED] = True


def _picked_again(picked: str | None, before: Extraction, again: Extraction) -> str | None:
    """Return the id of what was picked as the new reading has it: an event's follows from its place."""
    event = next((each for each in before.events if each.event_id == picked), None)
    if event is None:
        return picked
    told = [each for each in again.events if (each.type, each.trigger_start) == (event.type, event.trigger_start)]
    start = event.where.toponym.start if event.where is not None else None
    same = [each for each in told if each.where is not None and each.where.toponym.start == start]
    return next((each.event_id for each in (*same, *told)), None)
