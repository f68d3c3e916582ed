"""No traceback reaches a page: what fails is a sentence with a next step."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from events import EventsError
from gazetteer import GazetteerError
from geo import GeoError
from ui.logfile import log_failure, log_path


@contextmanager
def guarded(where: str) -> Iterator[None]:
    """Show an expected failure's own sentence, and for an unexpected one where the log is."""
    try:
        yield
    except (EventsError, GazetteerError, GeoError) as error:
        log_failure(where, error)
        st.error(str(error), icon=":material/error:")
    except Exception as error:
        if type(error).__module__.startswith("streamlit"):
            raise
        log_failure(where, error)
        st.error(
            f"{where} did not work. Nothing that was saved is lost. Try again; if it fails again, the log tells where: {log_path()}",
            icon=":material/error:",
        )
