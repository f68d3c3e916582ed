"""What several reports tell of one event, kept until the project changes: which may be one, and all that is told of one."""

import streamlit as st

from events import EventFilter, Likeness, Tellings, UnknownEventError, propose, tellings, undecided
from ui.cache import counts, store, until_changed

# Comparing them takes some seconds a ten thousand; larger projects are compared on the command line.
MOST_COMPARED = 20_000


def is_too_large_to_compare() -> bool:
    """Say whether a project has so many events that Review does not look for the same ones."""
    return counts(EventFilter()).total > MOST_COMPARED


@st.cache_resource(max_entries=2, show_spinner="Looking for events that several reports tell…", ttl=3600)
def _same_events(path: str, newest_report: int) -> tuple[Likeness, ...]:  # noqa: ARG001 - they are the key
    return () if is_too_large_to_compare() else propose(store().select(EventFilter()).events)


@until_changed(max_entries=2)
def same_events() -> tuple[Likeness, ...]:
    """Return the pairs of events that may be one and about which nobody decided yet; none where `is_too_large_to_compare`.

    They are weighed when a report is added, not at each decision.
    """
    return undecided(store(), _same_events(str(store().path), store().newest_report))


@until_changed(max_entries=256)
def tellings_of(event_id: str) -> Tellings | None:
    """Return all that the reports tell of an event: its own record alone where it stands for no other; None of a report that is not saved."""
    try:
        return tellings(store(), event_id)
    except UnknownEventError:
        return None
