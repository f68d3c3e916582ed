"""Two events under review that may be one: both sentences beside each other, and what speaks for it and against it."""

import streamlit as st

from events import Event, Likeness
from geo import date_words, event_toll_words, style_of, with_status
from ui import cache, review
from ui.review_event import context_html
from ui.telling_words import told_rows
from ui.words import plain


def same_event_doubt(pair: Likeness) -> None:
    """Draw two events with their sentences, the reasons, and the keys that settle whether they are one."""
    st.markdown(f"#### Same event? {pair.probability:.0%} likely")
    left, right = st.columns(2, gap="medium")
    for column, event in ((left, pair.first), (right, pair.second)):
        with column, st.container(border=True):
            _told(event)
    st.markdown(f"**For:** {plain('; '.join(pair.reasons_for) or 'nothing')}")
    st.markdown(f"**Against:** {plain('; '.join(pair.reasons_against) or 'nothing')}")


def pair_buttons(pair: Likeness) -> None:
    """Draw the keys that say whether two events are one."""
    st.button(
        "Merge", key="review_merge", shortcut="M", type="primary", icon=":material/merge:", on_click=review.settle_pair, args=(pair,),
        kwargs={"is_one": True}, help="One event, told by both; each claim is kept, Undo brings both back",
    )  # fmt: skip
    st.button(
        "Two events", key="review_apart", shortcut="D", icon=":material/call_split:", on_click=review.settle_pair, args=(pair,),
        kwargs={"is_one": False}, help="They are not one, and are not asked about again",
    )  # fmt: skip


def _told(event: Event) -> None:
    report = cache.store().extraction(event.report_id)
    place = event.where.place.name if event.where is not None and event.where.place is not None else "not placed"
    when = date_words(event.date_start, event.date_end, event.date_prec)
    st.markdown(f"**{plain(f'{with_status(style_of(event.type).label, event.status)} · {when} · {place}')}**")
    st.html(context_html(event, report.report.text))
    rows = (
        ("Toll", event_toll_words(event)),
        ("According to", "; ".join(dict.fromkeys(claim.by for claim in event.claims))),
        ("Report", " · ".join(filter(None, (report.report.title, event.source)))),
        *told_rows(event),
    )
    st.markdown("  \n".join(f"**{name}:** {plain(said)}" for name, said in rows if said))
