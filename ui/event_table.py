"""The table of events, whose rows can be picked."""

from collections.abc import Sequence

import streamlit as st

from events import Event, safe_cell
from geo import date_words, place_words, precision_words, toll_words

_ROW_PX, _MOST_PX = 35, 420


def event_row(event: Event) -> dict[str, str]:
    """Return an event as the table's row, in words."""
    return {
        "Date": date_words(event.date_start, event.date_end, event.date_prec),
        "Type": event.type.value.capitalize(),
        "Place": place_words(event.where) or "not placed",
        "Precision": precision_words(event.where_prec) if event.where_prec else "",
        "Toll": toll_words(event.killed, event.injured),
        "Side 1": ", ".join(event.side1),
        "Side 2": ", ".join(event.side2),
        "According to": "; ".join(dict.fromkeys(claim.by for claim in event.claims)),
        "Review": "to be checked" if event.needs_review else "",
        "Sentence": event.sentence,
        "Source": event.source,
    }


def event_table(events: Sequence[Event], *, key: str) -> str | None:
    """Draw the table; return the id of the event whose row was picked just now, else None."""
    chosen = st.dataframe(
        # The grid's own "Download as CSV" writes what it shows.
        [{name: safe_cell(words) for name, words in event_row(event).items()} for event in events],
        key=key,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(events)),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = chosen["selection"]["rows"]
    last = st.session_state.get(f"{key}_rows")
    st.session_state[f"{key}_rows"] = picked
    is_new = picked and picked != last and picked[0] < len(events)
    return events[picked[0]].event_id if is_new else None
