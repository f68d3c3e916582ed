"""A button on an event's card that opens a form about it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from events import Event, UnknownEventError
from ui import cache
from ui.outcome import Outcome


def is_changeable(event: Event) -> bool:
    """Say whether something can be said of an event: not in the sample project, and not while it is in no project yet."""
    store = cache.store()
    if store.is_sample:
        return False
    try:
        store.event(event.event_id)
    except UnknownEventError:
        return False
    return True


@contextmanager
def event_popover(label: str, outcome: Outcome, *, key: str, icon: str) -> Iterator[None]:
    """Open a popover for what is drawn in here; what came of it stands below."""
    with st.popover(label, icon=icon, key=key):
        yield
        outcome.draw()
