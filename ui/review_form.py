"""The form in which an event under review is corrected, or told apart into another one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import streamlit as st

from events import (
    Decision,
    Event,
    EventsError,
    EventType,
    Extraction,
    Toll,
    Verdict,
    clock_text,
    corrected,
    days_prec,
    placed,
    time_by_hand,
    with_sides,
)
from geo import style_of
from ui import cache, review
from ui.day_fields import day_bounds
from ui.event_fields import clock_fields, status_field
from ui.review import Proposal
from ui.words import plain

_MOST_PEOPLE = 10_000_000
_MOST_WORDS = 200


def event_form(event: Event, report: Extraction, proposal: Proposal) -> None:
    """Draw the form in which an event is corrected, or told apart into another one."""
    key = review.field_key
    styles = {style_of(each).label: each for each in EventType}
    with st.form("review_form", border=True):
        # In a quarter of the form's width a day is cut off.
        (kind_box, status_box), (start_box, end_box) = st.columns(2), st.columns(2)
        kind = kind_box.selectbox("What", list(styles), index=list(styles.values()).index(event.type), key=key("type"))
        start = start_box.date_input(
            "From", value=event.date_start, format="YYYY-MM-DD", key=key("start"), **day_bounds()
        )
        end = end_box.date_input("To", value=event.date_end, format="YYYY-MM-DD", key=key("end"), **day_bounds())
        status = status_field(
            status_box, key("status"), event.status,
            help_words="Only what happened is shown and counted; the others stay in the project (Status under More in Explore’s filter)",
        )  # fmt: skip
        columns = st.columns(4)
        figures: list[int | None] = [
            column.number_input(label, 0, _MOST_PEOPLE, value, key=key(label), step=1)
            for column, (label, value) in zip(columns, _figures(event), strict=True)
        ]
        more: list[int | None] = [
            column.number_input(label, 0, _MOST_PEOPLE, toll.best if toll else None, key=key(label), step=1)
            for column, (label, toll) in zip(st.columns(3), _more(event), strict=True)
        ]
        four, five = st.columns(2)
        side1 = four.text_input(
            "Side 1, separated by ;", "; ".join(event.side1), key=key("side1"), max_chars=_MOST_WORDS
        )
        side2 = five.text_input(
            "Side 2, separated by ;", "; ".join(event.side2), key=key("side2"), max_chars=_MOST_WORDS
        )
        clock = clock_fields(key, _clock(event))
        why = st.text_input("How do you know? (kept in the history)", key=key("why"), max_chars=_MOST_WORDS)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button("Save and next", type="primary", icon=":material/check:")
            is_split = st.form_submit_button(
                "Save as another event", icon=":material/call_split:",
                help="The sentence tells two: this one is added, the one that was read stays to be checked",
            )  # fmt: skip
    if not (is_saved or is_split):
        return
    days = [each if isinstance(each, dt.date) else None for each in (start, end)]
    error = _wrong(days[0], days[1], figures)
    if error:
        st.error(f"{error} Nothing was saved yet.", icon=":material/error:")
        return
    try:
        # What was not changed keeps its words and its doubt ("in the evening").
        time = event.time if clock == _clock(event) else time_by_hand(*clock)
    except EventsError as error:
        st.error(f"{plain(str(error))} Nothing was saved yet.", icon=":material/error:")
        return
    killed = _toll(event.killed, *figures[:3])
    injured = _toll(event.injured, figures[3], figures[3], figures[3])
    missing, displaced, captured = (_figure(toll, best) for (_, toll), best in zip(_more(event), more, strict=True))
    # Who the dead were was read of the toll that was read.
    parts = event.parts if (killed, injured) == (event.killed, event.injured) else ()
    now = replace(
        event, status=status, type=styles[kind], sub_type=event.sub_type if styles[kind] is event.type else "", side1=_names(side1), side2=_names(side2),
        date_start=days[0] or days[1], date_end=days[1] or days[0], date_prec=_prec(event, days[0] or days[1], days[1] or days[0]),
        killed=killed, injured=injured, missing=missing, displaced=displaced, captured=captured, time=time,
        parts=with_sides(parts, _names(side1), _names(side2)),
    )  # fmt: skip
    if proposal.place is not None and not proposal.is_read:
        now = placed(now, proposal.place, report, cache.gazetteer())
    said = " ".join(why.split()) or "corrected in review"
    if is_split:
        made = replace(now, event_id=f"e{uuid4().hex[:16]}", verdict=Verdict.CORRECTED, needs_review=False)
        review.settle([Decision(seen=None, now=made, why=said)], "Added as another event of this sentence.")
    else:
        review.settle([corrected(event, now, why=said)], "Corrected.")
    review.edit(is_open=False)
    st.rerun()


def _clock(event: Event) -> tuple[str, str, str]:
    """Return what the form has of an event's time: from, to and zone, "" where none is told."""
    time = event.time
    return (clock_text(time.start_min), clock_text(time.end_min), time.zone) if time is not None else ("", "", "")


def _figures(event: Event) -> tuple[tuple[str, int | None], ...]:
    killed, injured = event.killed, event.injured
    return (
        ("Killed, best", killed.best if killed else None),
        ("Killed, at least", killed.low if killed else None),
        ("Killed, at most", killed.high if killed else None),
        ("Injured", injured.best if injured else None),
    )


def _more(event: Event) -> tuple[tuple[str, Toll | None], ...]:
    return (("Missing", event.missing), ("Displaced", event.displaced), ("Captured", event.captured))


def _figure(before: Toll | None, best: int | None) -> Toll | None:
    """Return a toll of which the form has the best figure only: what was not changed keeps its span of doubt."""
    return before if before is not None and before.best == best else _toll(before, best, best, best)


def _wrong(start: dt.date | None, end: dt.date | None, figures: Sequence[int | None]) -> str:
    if start and end and end < start:
        return "“To” is before “From”."
    best, low, high = figures[:3]
    if best is None and (low is not None or high is not None):
        return "Give the best figure of the killed, or empty the other two."
    if best is not None and not (best if low is None else low) <= best <= (best if high is None else high):
        return "The best figure of the killed is not between “at least” and “at most”."
    return ""


def _toll(before: Toll | None, best: int | None, low: int | None, high: int | None) -> Toll | None:
    if best is None:
        return None
    low, high = best if low is None else low, best if high is None else high
    if before is not None and (before.best, before.low, before.high) == (best, low, high):
        return before
    # A single figure is corrected: its span of doubt goes with it, unless the form gave one.
    span = (before.start, before.end) if before is not None else (0, 0)
    return Toll(best=best, low=low, high=high, start=span[0], end=span[1], rule="as an analyst says")


def _prec(event: Event, start: dt.date | None, end: dt.date | None) -> int | None:
    """Return the UCDP precision of a span of days; what was not changed keeps its own."""
    if (start, end) == (event.date_start, event.date_end):
        return event.date_prec
    return days_prec(start, end)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in text.split(";") if (name := " ".join(each.split()))))
