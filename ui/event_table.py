"""The table of events; the row that is ticked is the event whose card is open."""

from collections.abc import Callable, Sequence

import streamlit as st

from events import Event, safe_cell
from geo import date_words, event_precision, place_words, readable, toll_words

_ROW_PX, _MOST_PX = 35, 420
# What each column needs so that its words are not cut (pixels).
_WIDTHS = {
    "Date": 170, "Type": 175, "Place": 180, "Precision": 170, "Toll": 190, "Side 1": 170, "Side 2": 170,
    "According to": 150, "Confidence": 100, "Review": 110, "Sentence": 600, "Source": 240,
}  # fmt: skip


def event_row(event: Event) -> dict[str, str]:
    """Return an event as the table's row, in words."""
    words = {
        "Date": date_words(event.date_start, event.date_end, event.date_prec),
        "Type": event.type.value.capitalize(),
        "Place": place_words(event.where) or "not placed",
        "Precision": event_precision(event) if event.where_prec else "",
        "Toll": toll_words(event.killed, event.injured),
        "Side 1": ", ".join(event.side1),
        "Side 2": ", ".join(event.side2),
        "According to": "; ".join(dict.fromkeys(claim.by for claim in event.claims)),
        "Confidence": f"{event.confidence:.0%}",
        "Review": "to be checked" if event.needs_review else "",
        "Sentence": event.sentence,
        "Source": event.source,
    }
    # The grid's own "Download as CSV" writes what it shows.
    return {name: str(safe_cell(readable(said))) for name, said in words.items()}


def event_table(
    events: Sequence[Event],
    *,
    key: str,
    chosen: Event | None,
    on_pick: Callable[[str], None],
    on_close: Callable[[], None],
) -> None:
    """Draw the table, with the chosen event's row ticked; tell of a row that is ticked or unticked, before the page runs anew.

    A column that is empty for all events is left out.
    """
    ids = [event.event_id for event in events]

    def tell() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows and rows[0] < len(ids):
            on_pick(ids[rows[0]])
        else:
            on_close()

    ticked = [ids.index(chosen.event_id)] if chosen is not None and chosen.event_id in ids else []
    state = st.session_state.get(key)
    if (state["selection"]["rows"] if state else []) != ticked:
        st.session_state[key] = {"selection": {"rows": ticked, "columns": [], "cells": []}}
    rows = [event_row(event) for event in events]
    used = [name for name in _WIDTHS if any(row[name] for row in rows)]
    st.dataframe(
        [{name: row[name] for name in used} for row in rows],
        key=key,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(events)),
        column_config={name: st.column_config.TextColumn(width=_WIDTHS[name]) for name in used},
        on_select=tell,
        selection_mode="single-row",
    )
