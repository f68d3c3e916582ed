"""Opening a project: a large one takes a while to read, which a bar tells in words and "Cancel" ends."""

import streamlit as st

from events import ProjectReading, ReadingState
from ui import cache
from ui.words import plain

_PUT_OFF = "reading_put_off"
# Sooner than this nothing is drawn: a bar that comes and goes at once is only flicker.
_AT_ONCE_S, _TURN_S = 0.4, 0.25


def is_opened() -> bool:
    """Return whether the project is read, waiting for it with a bar; False where that was cancelled, which is said.

    Raises
    ------
    EventsError
        If it cannot be read.
    """
    reading = cache.project_reading()
    if reading.is_done():
        return True
    if st.session_state.get(_PUT_OFF):
        _put_off()
        return False
    reading.start()
    with reading.waiting():
        if reading.wait(most_s=_AT_ONCE_S) is ReadingState.AT_WORK:
            _draw(reading)
    reading.check()
    # Of a project that somebody else goes on filling, what is read is shown.
    return reading.wait(most_s=0) is ReadingState.DONE


def is_soon_opened() -> bool:
    """Return whether the project is read, or is in a moment; its reading goes on, nobody waits for it here."""
    reading = cache.project_reading()
    if not reading.is_done() and not st.session_state.get(_PUT_OFF):
        reading.start()
        reading.wait(most_s=_AT_ONCE_S)
    return reading.wait(most_s=0) is ReadingState.DONE


def _draw(reading: ProjectReading) -> None:
    place = st.empty()
    with place.container(border=True):
        st.subheader(plain(cache.store().name), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(0.0, width="stretch")
            st.button("Cancel", key="cancel_opening", icon=":material/close:", on_click=_cancel, width=120)
        st.caption(
            "A large project is read once after it was opened. The other pages can be used meanwhile; the reading goes on."
        )
    while reading.wait(most_s=_TURN_S) is ReadingState.AT_WORK:
        told = reading.progress
        bar.progress(told.share, f"{told.words}… {told.share:.0%}")
    place.empty()


def _cancel() -> None:
    st.session_state[_PUT_OFF] = True
    cache.project_reading().cancel()


def _put_off() -> None:
    with st.container(border=True):
        st.subheader(plain(cache.store().name), anchor=False)
        st.info(
            "Cancelled: the events were not read, so there is nothing to show here yet. Nothing was changed.",
            icon=":material/close:",
        )
        st.button("Read it now", type="primary", icon=":material/play_arrow:", on_click=_read_now)


def _read_now() -> None:
    st.session_state.pop(_PUT_OFF, None)
