"""A report's text with every event and place marked, each of them to be clicked."""

from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path
from zlib import crc32

import streamlit as st

from events import Extraction
from geo import date_words, named_id, place_words, readable
from ui.name_senses import why_words

# A longer text is shown up to here: no one reads on, and no browser likes it.
MOST_SHOWN = 200_000
_DATA = Path(__file__).parent / "data"
_component = st.components.v2.component(
    "dateline_report_text",
    html='<div class="report" dir="auto" role="region" aria-label="The report’s text"></div>',
    css=(_DATA / "report_text.css").read_text(encoding="utf-8"),
    js=(_DATA / "report_text.js").read_text(encoding="utf-8"),
)


def segments(extraction: Extraction) -> list[dict[str, str]]:
    """Cut the text into runs of one marking.

    Returns
    -------
    list of dict
        In text order and together the text, without what turns its direction: ``text``; ``kind`` event, place, lost, sentence or ""; ``id`` of what a
        click picks, an event's or a place's `geo.named_id`; ``sentence`` the id of the event the sentence tells; ``words``.
    """
    text = extraction.report.text[:MOST_SHOWN]
    plain = ("", "", "")
    marks: list[tuple[str, str, str]] = [plain] * len(text)
    told = [""] * len(text)
    for event in extraction.events:
        where = place_words(event.where) or "not placed"
        words = (
            f"{event.type.value}, {date_words(event.date_start, event.date_end, event.date_prec)}, {where}".capitalize()
        )
        for at in range(event.start, min(event.end, len(text))):
            if not told[at]:
                told[at] = event.event_id
                marks[at] = ("sentence", event.event_id, words)
        for at in range(event.trigger_start, min(event.trigger_end, len(text))):
            marks[at] = ("event", event.event_id, words)
    for named in extraction.resolutions:
        if not named.is_adjective:
            words = (
                f"{named.place.name}, {named.place.country_code}" if named.place else f"not placed: {why_words(named)}"
            )
            mark = ("place" if named.place else "lost", named_id(named), words)
            for at in range(named.toponym.start, min(named.toponym.end, len(text))):
                marks[at] = mark
    runs = groupby(range(len(text)), key=lambda at: (marks[at], told[at]))
    cuts = [*((next(iter(run)), key) for key, run in runs), (len(text), (plain, ""))]
    return [
        {"text": readable(text[start:end]), "kind": kind, "id": picked, "words": words, "sentence": sentence}
        for (start, ((kind, picked, words), sentence)), (end, _) in pairwise(cuts)
    ]


def report_text(
    extraction: Extraction, chosen: str | None, *, key: str, on_pick: Callable[[str], None],
    on_words: Callable[[int, int], None] | None = None,
) -> None:  # fmt: skip
    """Draw the text; ``on_pick`` hears the id of the event or place that is clicked, ``on_words`` the span of words that are
    selected (None lets nobody select for us), before the page runs anew.

    A callback, because a run that another widget interrupts would lose what is only returned.
    """

    def tell() -> None:
        on_pick(str(st.session_state[key]["picked"]))

    def tell_words() -> None:
        span = st.session_state[key]["words"]
        if on_words is not None and span:
            on_words(*_in_text(extraction.report.text, int(span["start"]), int(span["end"])))

    marked = segments(extraction)
    # Read again after a choice the text is the same, its marks are not: it is drawn anew where the reader had scrolled it.
    version = f"{extraction.report.report_id} {extraction.document_date.date} {crc32(repr(marked).encode('utf-8', 'surrogatepass')):x}"
    data = {
        "version": version,
        "report": extraction.report.report_id,
        "segments": marked,
        "chosen": chosen or "",
        "hears": on_words is not None,
    }
    _component(key=key, data=data, on_picked_change=tell, on_words_change=tell_words)
    if len(extraction.report.text) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN:,} characters of {len(extraction.report.text):,}; the events are all there.")


def _in_text(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span in a text of a span in what is shown of it, which has no signs that turn the direction of letters."""
    shown = [at for at, letter in enumerate(text[:MOST_SHOWN]) if readable(letter)]
    if not 0 <= start < end <= len(shown):
        return 0, 0
    return shown[start], shown[end - 1] + 1
