"""Purging the report on screen: asked with what goes and why, told in words; and a purged report that is to be saved again."""

import streamlit as st

from events import EventsError, PurgedReportError
from geo import readable
from ui import cache, presses
from ui.words import count_of, plain

_ASKED, _DONE, _FAILED, _WHY, _MEANT, _AGAIN = (
    "purge_asked", "purge_done", "purge_failed", "purge_why", "purge_meant", "purge_again"
)  # fmt: skip
# What of the page holds the report's words.
_ON_SCREEN = (
    "found",
    "first_reading",
    "saved",
    "report_pick",
    "opened",
    "delete_asked",
    "deleted_report",
    "purged_before",
    "text",
    "title",
    "source",
)
_MOST_WHY = 200


def offer_purge(report_id: str) -> None:
    """Draw the button that purges a saved report, and the question before it does."""
    stored = cache.store().report(report_id)
    if stored is None:
        return
    if st.session_state.get(_ASKED) != report_id:
        st.button(
            "Purge this report…", key="purge", icon=":material/delete_forever:", type="tertiary",
            on_click=st.session_state.__setitem__, args=(_ASKED, report_id),
            help="Erase it for good: a source may be in danger",
        )  # fmt: skip
        return
    name = plain(readable(stored.title or stored.source or report_id))
    with st.container(border=True):
        st.markdown(
            f"Purge **{name}** with {count_of(stored.event_count, 'event')}? Its text, its events with their history, its original "
            "and all copies that Dateline made are erased for good; **nothing brings them back**. Only that it was purged is kept: "
            "its number, when, by whom and why. Files that you exported, and the file that it came from, stay where they are."
        )
        copies = cache.store().copies_of(report_id)
        if copies:
            number = f"{count_of(len(copies), 'other report')} of this project, deleted ones counted,"
            st.warning(f"{number} {'has' if len(copies) == 1 else 'have'} the same text: purge them too.")
        why = st.text_input("Why? (stays in the log: leave out what is not to be known)", key=_WHY, max_chars=_MOST_WHY)
        is_meant = st.checkbox("Erase it for good", key=_MEANT)
        with st.container(horizontal=True):
            st.button(
                "Purge", key="purge_yes", type="primary", icon=":material/delete_forever:", disabled=not is_meant,
                on_click=_purge, args=(report_id, " ".join(why.split())),
            )  # fmt: skip
            st.button("Keep it", key="purge_no", on_click=_end)


def told_purge() -> None:
    """Say what was purged just now, or why it could not be."""
    failed = st.session_state.pop(_FAILED, None)
    if failed:
        st.error(plain(failed), icon=":material/error:")
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(plain(done), icon=":material/delete_forever:")


def offer_purged_again(error: PurgedReportError) -> None:
    """Say that a report which is to be saved was purged, and ask whether it is wanted again."""
    st.warning(plain(str(error)), icon=":material/delete_forever:")
    st.button(
        "Save it all the same", key=_AGAIN, icon=":material/save:", on_click=_want_again, args=(error.report_id,),
        help="The log of purges says that it is wanted again",
    )  # fmt: skip


def _purge(report_id: str, why: str) -> None:
    try:
        number = cache.writable_store().purge_report(report_id, why=why or "no reason given")
    except EventsError as error:
        st.session_state[_FAILED] = str(error)
    else:
        st.session_state[_DONE] = f"Purged: the report {report_id} and {count_of(number, 'event')} are erased for good."
    if cache.store().report(report_id) is not None:
        return
    _end()
    for name in _ON_SCREEN:
        st.session_state.pop(name, None)


def _want_again(report_id: str) -> None:
    try:
        cache.writable_store().take_purged_again(report_id)
    except EventsError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state.pop("purged_before", None)
    presses.keep("save_reading")


def _end() -> None:
    for name in (_ASKED, _WHY, _MEANT):
        st.session_state.pop(name, None)
