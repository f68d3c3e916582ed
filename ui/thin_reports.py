"""Where reports are thin: the largest gaps in plain words, so that nobody takes silence for quiet."""

import streamlit as st

from events import EVERYWHERE, EventFilter, gap_words, square_box
from ui import cache
from ui.silence import places_of
from ui.words import area_words, count_of, plain

_KEY, _MOST = "thin_reports", 5


def thin_reports(event_filter: EventFilter) -> None:
    """Draw the expander; what is in it is worked out where it is open."""
    box = st.expander("Where reports are thin", key=_KEY, on_change="rerun")
    with box:
        if not box.open:
            return
        st.markdown(
            "**Silence is not quiet.** Weeks without reports may be weeks without reporters: roads cut, networks down, sources gone. "
            "Before you write that an area was calm, look whether anybody was there to tell."
        )
        _gaps(event_filter)


def _gaps(event_filter: EventFilter) -> None:
    found = cache.reporting(places_of(event_filter))
    first, last = event_filter.from_date, event_filter.to_date
    gaps = [
        gap for gap in found.gaps
        if (first is None or gap.last >= first) and (last is None or gap.first <= last)
    ]  # fmt: skip
    st.markdown("\n".join(f"- {plain(gap_words(gap, _name(gap.area)))}" for gap in gaps[:_MOST]))
    if not len(found.weeks):
        st.caption(
            "There are too few reports for anything to be usual: it takes eight whole weeks and reports in four of them."
        )
        return
    if not gaps:
        st.caption("No area was told of far less than usual in this time.")
    more = [f"The five largest of {len(gaps):,}." if len(gaps) > _MOST else ""]
    if found.unsaid:
        more.append(f"{count_of(found.unsaid, 'area')} with too few reports for anything to be usual.")
    st.caption(
        "Reports that tell of any event, by province and week, whatever type or words are asked for. Thin: at most a third of the median of "
        "the year around, or no report for so long, as chance alone would bring once in a hundred weeks. "
        + " ".join(filter(None, more))
    )


def _name(area: str) -> str:
    if area == EVERYWHERE:
        return "All areas together"
    box = square_box(area)
    return f"The square {area_words(box)}" if box is not None else cache.area_names().get(area, area)
