"""One event in words: what, when, where and how precisely, according to whom, and why we read it so."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from events import Event, credits_of, part_words, said_by
from gazetteer import Candidate
from geo import event_precision, event_toll_words, place_words, readable, style_of, when_words, with_status
from ui import cache
from ui.grading import grading
from ui.status_change import status_change
from ui.telling_words import told_rows
from ui.words import plain

_MOST_RIVALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What a card says, as plain text: ``rows`` are names and words; ``rivals`` the places that were not taken, in words."""

    title: str
    colour: str
    when: str
    where: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    rivals: tuple[tuple[str, Candidate], ...]


def card_words(event: Event) -> CardWords:
    """Return what an event's card says."""
    style = style_of(event.type)
    rows = (
        ("How precise", event_precision(event) if event.where_prec else "not placed: it is in no gazetteer at hand"),
        ("Side 1", ", ".join(event.side1)),
        ("Side 2", ", ".join(event.side2)),
        ("Toll", event_toll_words(event)),
        ("Who they were", part_words(event.parts)),
        ("One of several", event.recurrence),
        ("According to", said_by(event)),
        ("Source", event.source),
        ("Dataset's id", event.origin.source_id if event.origin else ""),
        ("Address", event.origin.url if event.origin else ""),
        ("To be cited", " · ".join(_credits(event))),
        ("Grade", cache.store().grades().of(event).words),
        *told_rows(event),
        ("Why so", "; ".join(event.reasons)),
        ("Confidence", f"{event.confidence:.0%}{', to be checked' if event.needs_review else ''}"),
    )
    return CardWords(
        title=with_status(style.label, event.status),
        colour=style.colour,
        when=readable(when_words(event)),
        where=readable(place_words(event.where)) or "not placed",
        sentence=readable(event.sentence),
        rows=tuple((name, readable(words)) for name, words in rows if words),
        rivals=tuple((_rival_words(rival), rival) for rival in _rivals(event)),
    )


def _credits(event: Event) -> tuple[str, ...]:
    """Return citation and licence of the dataset that an event was imported from."""
    return credits_of(cache.store().credits(), [event.source]) if event.origin is not None else ()


def _rivals(event: Event) -> list[Candidate]:
    if event.where is None or event.where.place is None:
        return []
    taken = event.where.place
    return [candidate for candidate in event.where.candidates if candidate.place != taken][:_MOST_RIVALS]


def _rival_words(rival: Candidate) -> str:
    return readable(f"{rival.place.name} ({cache.country_name(rival.place.country_code)})")


def event_card(event: Event, *, on_close: Callable[[], None]) -> None:
    """Draw an event's card; ``on_close`` hears that it is put away."""
    words = card_words(event)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(words.title)}**", width="content")
            st.button("Close", key="close_event", on_click=on_close, icon=":material/close:", type="tertiary")
        st.markdown(f"{plain(words.when)} · {plain(words.where)}")
        st.markdown(f"> {plain(words.sentence)}")
        st.markdown("  \n".join(f"**{name}:** {plain(said)}" for name, said in words.rows))
        with st.container(horizontal=True):
            grading(event)
            status_change(event)
        if words.rivals:
            st.caption(f"Rival places: {plain('; '.join(said for said, _ in words.rivals))}")
