"""One event in words: what, when, where and how precisely, according to whom, and why we read it so."""

import html

import streamlit as st

from events import Event, Extraction
from gazetteer import Gazetteer
from geo import date_words, place_words, precision_words, toll_words


def plain(text: str) -> str:
    """Return text that Markdown draws as it is: nothing in a report is markup."""
    return "".join(
        f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|~$:&^=" else letter for letter in " ".join(text.split())
    )


def event_card(event: Event, gazetteer: Gazetteer) -> None:
    """Draw an event's card."""
    with st.container(border=True):
        st.markdown(
            f"**{plain(event.type.value.capitalize())}** · {plain(date_words(event.date_start, event.date_end, event.date_prec))} · {plain(place_words(event.where) or 'not placed')}"
        )
        st.markdown(f"> {plain(event.sentence)}")
        rows = [
            (
                "How precise",
                precision_words(event.where_prec) if event.where_prec else "not placed: it is in no gazetteer at hand",
            ),
            ("Side 1", ", ".join(event.side1)),
            ("Side 2", ", ".join(event.side2)),
            ("Toll", toll_words(event.killed, event.injured)),
            ("According to", "; ".join(dict.fromkeys(f"{claim.by} ({claim.verb})" for claim in event.claims))),
            ("Source", event.source),
            ("Why so", "; ".join(event.reasons)),
            ("Confidence", f"{event.confidence:.0%}{', needs review' if event.needs_review else ''}"),
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


def marked_text(extraction: Extraction, chosen: str | None, *, linked: bool) -> str:
    """Return the report's text as safe HTML with its events' sentences, triggers and places marked.

    ``linked`` makes each event's trigger a link to its pin on Explore.
    """
    text = extraction.report.text[:200_000]
    marks: list[tuple[int, int, str, str]] = []
    for event in extraction.events:
        colour = "#ffe08a" if event.event_id == chosen else "#fff3cd"
        words = html.escape(
            f"{event.type.value}, {date_words(event.date_start, event.date_end, event.date_prec)}, {place_words(event.where) or 'not placed'}",
            quote=True,
        )
        opening = f'<mark title="{words}" style="background:{colour};padding:0 2px;font-weight:600">'
        closing = "</mark>"
        if linked:
            opening = f'<a href="./?event={html.escape(event.event_id, quote=True)}" target="_self" style="color:inherit">{opening}'
            closing += "</a>"
        marks.append((event.trigger_start, event.trigger_end, opening, closing))
    for place in extraction.resolutions:
        if place.toponym.is_demonym:
            continue
        name = f"{place.place.name}, {place.place.country_code}" if place.place else "not in the gazetteer: not placed"
        words = html.escape(name, quote=True)
        style = "border-bottom:2px solid #0b5c8a" if place.place else "border-bottom:2px dotted #b3261e"
        marks.append((place.toponym.start, place.toponym.end, f'<span title="{words}" style="{style}">', "</span>"))
    out, at = [], 0
    for start, end, opening, closing in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at or end > len(text):
            continue
        out += [html.escape(text[at:start]), opening, html.escape(text[start:end]), closing]
        at = end
    out.append(html.escape(text[at:]))
    return f'<div dir="auto" style="white-space:pre-wrap;line-height:1.6">{"".join(out)}</div>'
