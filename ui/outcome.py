"""What came of a press: kept by the callback that answers it, and told once by the page that is drawn after it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from events import EventsError
from gazetteer import GazetteerError
from ui.words import plain


class Outcome:
    """The words of one kind of press; ``name`` tells it apart from the others of the session."""

    def __init__(self, name: str) -> None:
        self._told, self._failed = f"{name}_told", f"{name}_failed"

    def tell(self, words: str) -> None:
        """Keep what was done."""
        st.session_state[self._told] = words

    def fail(self, words: str) -> None:
        """Keep why it was not done."""
        st.session_state[self._failed] = words

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Keep what an expected error says, and end the block there."""
        try:
            yield
        except (EventsError, GazetteerError) as error:
            self.fail(str(error))

    def forget(self) -> None:
        """Drop what was not told yet."""
        for name in (self._told, self._failed):
            st.session_state.pop(name, None)

    def draw(self) -> None:
        """Say what was done or why not, once."""
        if told := st.session_state.pop(self._told, None):
            st.success(plain(told), icon=":material/check:")
        if failed := st.session_state.pop(self._failed, None):
            st.error(plain(failed), icon=":material/error:")
