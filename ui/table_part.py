"""The numbers of Explore's head line as buttons: the table shows the events behind the one that is pressed."""

from dataclasses import replace

import streamlit as st

from events import Counts, EventFilter, ReviewState, TablePart, TableSubset
from ui import cache

_KEY = "table_part"
_LABELS = {
    TablePart.SHOWN: "All shown",
    TablePart.PLACED: "On the map",
    TablePart.NOT_PLACED: "Not placed",
    TablePart.NOT_DATED: "Without a date",
    TablePart.POSSIBLE: "Only possible",
    TablePart.TO_CHECK: "To be checked",
    TablePart.FILTERED_OUT: "Filtered out",
    TablePart.WITHOUT_DATE: "Out for want of a date",
    TablePart.WITHOUT_PLACE: "Out for want of a place",
}


def table_part(event_filter: EventFilter, counts: Counts) -> TableSubset:
    """Draw a button for each number that is not 0, and return which of the events the table shows."""
    numbers = _numbers(event_filter, counts)
    parts = [TablePart.SHOWN, *(part for part, number in numbers.items() if number and part is not TablePart.SHOWN)]
    if st.session_state.get(_KEY) not in parts:
        st.session_state[_KEY] = TablePart.SHOWN
    chosen = st.pills(
        "Events in the table", parts, key=_KEY, required=True, label_visibility="collapsed",
        format_func=lambda part: f"{_LABELS[part]} ({numbers[part]:,})",
    )  # fmt: skip
    part = TablePart(chosen or TablePart.SHOWN)
    return TableSubset(part=part, events=numbers[part])


def _numbers(event_filter: EventFilter, counts: Counts) -> dict[TablePart, int]:
    shown = counts.placed + counts.not_placed
    return {
        TablePart.SHOWN: shown,
        TablePart.PLACED: counts.placed,
        TablePart.NOT_PLACED: counts.not_placed,
        TablePart.NOT_DATED: counts.not_dated,
        TablePart.POSSIBLE: counts.possible,
        TablePart.TO_CHECK: _to_check(event_filter, shown),
        TablePart.FILTERED_OUT: counts.filtered_out,
        TablePart.WITHOUT_DATE: counts.without_date,
        TablePart.WITHOUT_PLACE: counts.without_place,
    }


def _to_check(event_filter: EventFilter, shown: int) -> int:
    if event_filter.review is not None:
        return shown if event_filter.review is ReviewState.TO_CHECK else 0
    found = cache.counts(replace(event_filter, review=ReviewState.TO_CHECK))
    return found.placed + found.not_placed
