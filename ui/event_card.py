"""One event in words: what, when, where and how precisely, according to whom, and why we read it so."""

from collections.abc import Callable

import streamlit as st

from events import Event
from gazetteer import Gazetteer
from geo import date_words, event_precision, place_words, toll_words
from ui.words import plain


def event_card(event: Event, gazetteer: Gazetteer, *, on_close: Callable[[], None]) -> None:
    """Draw an event's card; ``on_close`` hears that it is put away."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(event.type.value.capitalize())}**", width="content")
            st.button("Close", key="close_event", on_click=on_close, icon=":material/close:", type="tertiary")
        when = date_words(event.date_start, event.date_end, event.date_prec)
        st.markdown(f"{plain(when)} · {plain(place_words(event.where) or 'not placed')}")
        st.markdown(f"> {plain(event.sentence)}")
        rows = [
            (
                "How precise",
                event_precision(event) if event.where_prec else "not placed: it is in no gazetteer at hand",
            ),
            ("Side 1", ", ".join(event.side1)),
            ("Side 2", ", ".join(event.side2)),
            ("Toll", toll_words(event.killed, event.injured)),
            ("According to", "; ".join(dict.fromkeys(f"{claim.by} ({claim.verb})" for claim in event.claims))),
            ("Source", event.source),
            ("Why so", "; ".join(event.reasons)),
            ("Confidence", f"{event.confidence:.0%}{', to be checked' if event.needs_review else ''}"),
        ]
        st.markdown("  \n".join(f"**{name}:** {plain(words)}" for name, words in rows if words))
        rivals = [
            c
            for c in (event.where.candidates if event.where else ())
            if event.where and event.where.place and c.place != event.where.place
        ][:3]
        if rivals:
            names = [
                f"{c.place.name} ({gazetteer.country(c.place.country_code).name if c.place.country_code else 'several countries'})"
                for c in rivals
            ]
            st.caption(f"Rival places: {plain('; '.join(names))}")
