"""The form on Review in which an event is made that no report tells."""

import streamlit as st

from events import Decision, event_without_report
from ui import review
from ui.made_event import Fields

OPEN = "hand_open"
_MOST_TOLD, _MOST_SOURCE = 1_000, 200


def hand_form() -> None:
    """Draw the form, folded; an event that it makes is undone as a decision is."""
    place = st.expander(
        "Add an event by hand, without a report", icon=":material/edit_note:", key=OPEN, on_change="rerun"
    )
    # Fields that are folded away would be there twice for whoever only hears the page.
    if not place.open:
        return
    with place:
        fields = Fields("hand")
        told = st.text_area("What happened", key=fields.name("told"), height=80, max_chars=_MOST_TOLD)
        source = st.text_input("According to", key=fields.name("source"), max_chars=_MOST_SOURCE)
        fields.draw()
        fields.make("Add the event", lambda: _decision(fields, told, source), _settle)


def _decision(fields: Fields, told: str, source: str) -> Decision:
    return event_without_report(
        fields.kind, start=fields.start, end=fields.end, place=fields.place, words=told, source=source.strip(),
        side1=fields.side1, side2=fields.side2, killed=fields.killed, injured=fields.injured, time=fields.time, status=fields.status, why=fields.why,
    )  # fmt: skip


def _settle(decision: Decision) -> bool:
    return review.settle([decision], "Added by hand. It is on Explore; Undo takes it out again.")
