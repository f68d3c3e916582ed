"""One event under review: its sentence in the report, what was read of it, and why it is in doubt."""

import html
from collections.abc import Sequence

import streamlit as st

from events import Event, EventType, Extraction, contests_of, part_words, said_by
from geo import event_precision, event_toll_words, readable, style_of, when_words, with_status
from ui import cache
from ui.grading import grading
from ui.review import Proposal
from ui.telling_words import told_rows
from ui.words import plain

# Letters of the report on either side of the sentence, and of a sentence that never ends.
_AROUND, _MOST_TOLD = 320, 3_000
_STYLE = (
    "<style>.review-text { unicode-bidi: plaintext; white-space: pre-line; line-height: 1.6; overflow-wrap: anywhere } "
    ".review-text .told { background: #fff6d9; color: #1d242b } .review-text b { background: #ffe493 } "
    ".review-text u { text-decoration-thickness: 2px; text-underline-offset: 3px }</style>"
)


def context_html(event: Event, text: str) -> str:
    """Return an event's sentence with what stands around it, its trigger bold and its place underlined, as HTML; the text is escaped."""
    start, end = event.start, min(event.end, event.start + _MOST_TOLD, len(text))
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    marks = [(event.trigger_start, event.trigger_end, "b")]
    if event.where is not None and event.where.toponym.text:
        marks.append((event.where.toponym.start, event.where.toponym.end, "u"))
    parts, at = [], start
    for begin, stop, tag in sorted(marks):
        if start <= at <= begin and stop <= end:
            parts += [_escaped(text[at:begin]), f"<{tag}>{_escaped(text[begin:stop])}</{tag}>"]
            at = stop
    told = "".join(parts) + _escaped(text[at:end])
    before, after = _escaped(text[first:start]), _escaped(text[end:last])
    return (
        f'{_STYLE}<p class="review-text" dir="auto">{"… " if first else ""}{before}<span class="told">{told}</span>{after}'
        f"{' …' if last < len(text) else ''}</p>"
    )


def _escaped(text: str) -> str:
    return html.escape(readable(text))


def doubt_words(event: Event) -> tuple[str, ...]:
    """Say why an event waits for review."""
    where = event.where
    found = []
    if where is None:
        found.append("no place is named for it")
    elif where.place is None:
        found.append(f"“{where.toponym.text}” is in no list of places")
    elif not where.toponym.text and where.needs_review:
        found.append(f"no place is named for it: somewhere in {where.place.name}")
    elif where.needs_review:
        found.append(f"“{where.toponym.text}” may be another place")
    if event.date_start is None:
        found.append("it has no date")
    found.extend(contests_of(event))
    if event.type is EventType.CASUALTIES:
        found.append("what killed or hurt them is not said")
    for toll, what in ((event.killed, "killed"), (event.injured, "injured")):
        if toll is not None and toll.low != toll.high:
            found.append(
                f"{toll.low:,} to {toll.high:,} {what}: {toll.rule}"
                if toll.rule
                else f"{toll.low:,} to {toll.high:,} {what}"
            )
    if any("background" in reason or "recalled" in reason for reason in event.reasons):
        found.append("the report only looks back on it")
    return tuple(found) or (f"the reading is {event.confidence:.0%} sure",)


def sentence_words(event: Event, report: Extraction) -> None:
    """Draw what an event is, and its sentence."""
    st.markdown(
        f"#### {plain(with_status(style_of(event.type).label, event.status))} · {plain(readable(when_words(event)))}"
    )
    st.html(context_html(event, report.report.text))


def event_words(event: Event, report: Extraction) -> None:
    """Draw why an event is in doubt, and what else was read of it."""
    st.markdown(f"**To be checked:** {plain('; '.join(doubt_words(event)))}")
    rows = (
        ("Toll", event_toll_words(event)),
        ("Who they were", part_words(event.parts)),
        ("One of several", event.recurrence),
        ("Side 1", ", ".join(event.side1)),
        ("Side 2", ", ".join(event.side2)),
        ("According to", said_by(event)),
        ("Grade", cache.store().grades().of(event).words),
        ("Report", " · ".join(filter(None, (report.report.title, event.source)))),
        *told_rows(event),
        ("Why so", "; ".join(event.reasons)),
    )
    st.markdown("  \n".join(f"**{name}:** {plain(said)}" for name, said in rows if said))
    grading(event)


def place_words_of(event: Event, offered: Sequence[Proposal], number: int) -> None:
    """Say which place is proposed, of how many."""
    now = offered[number]
    of = f"Place {number + 1} of {len(offered)}" if len(offered) > 1 else "Place"
    read = " (as read)" if now.is_read and len(offered) > 1 else ""
    precision = f": {event_precision(event)}" if now.is_read and event.where_prec else ""
    st.markdown(f"**{of}**{read}: {plain(now.words + precision)}")
