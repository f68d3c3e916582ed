"""A report's text with its events, places, dates, tolls, sides and claims marked, to be read on hover and clicked."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import streamlit as st

from events import Extraction, ListedActor
from geo import readable
from ui.report_marks import KINDS, Mark, marks_of

# A longer text is shown up to here: no one reads on, and no browser likes it.
MOST_SHOWN = 200_000
# Of so many marks on one word the title tells, each in so many letters.
_MOST_SAID, _MOST_WORDS = 6, 300
_DATA = Path(__file__).parent / "data"
_component = st.components.v2.component(
    "dateline_report_text",
    html='<div class="kinds" role="group" aria-label="Marks shown in the text"></div>'
    '<div class="report" dir="auto" role="region" aria-label="The report’s text"></div>',
    css=(_DATA / "report_text.css").read_text(encoding="utf-8"),
    js=(_DATA / "report_text.js").read_text(encoding="utf-8"),
)


def segments(extraction: Extraction, listed: Sequence[ListedActor] = ()) -> list[dict[str, Any]]:
    """Cut the text into runs of the same marks, however these nest or overlap.

    Returns
    -------
    list of dict
        In text order and together the text, without what turns its direction: ``text``; ``kinds`` of `report_marks.KINDS`, the narrowest
        mark's first; ``first`` whether a mark begins here; ``id`` of what a click picks, an event's or a place's `geo.named_id`;
        ``sentence`` the id of the event the sentence tells; ``words`` say all the links, the narrowest first.
    """
    text = extraction.report.text[:MOST_SHOWN]
    marks = marks_of(extraction, listed, until=MOST_SHOWN)
    begin: dict[int, list[Mark]] = {}
    for mark in marks:
        begin.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, len(text), *begin, *(min(mark.end, len(text)) for mark in marks)})
    active: list[Mark] = []
    found = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start] + begin.get(start, [])
        found.append(_segment(text[start:end], active, begin.get(start, ())))
    return found


def _segment(text: str, active: Sequence[Mark], begun: Sequence[Mark]) -> dict[str, Any]:
    told = [mark for mark in active if mark.kind == "sentence"]
    order = {kind: number for number, kind in enumerate(KINDS)}
    own = sorted(
        (mark for mark in active if mark.kind != "sentence"),
        key=lambda mark: (mark.end - mark.start, order[mark.kind]),
    )
    said = dict.fromkeys(readable(mark.words)[:_MOST_WORDS] for mark in own or told[:1])
    return {
        "text": readable(text),
        "kinds": list(dict.fromkeys(mark.kind for mark in own)),
        "first": any(mark.kind != "sentence" for mark in begun),
        "id": next((mark.id for mark in (*own, *told) if mark.id), ""),
        "sentence": told[0].id if told else "",
        "words": "\n".join(list(said)[:_MOST_SAID]),
    }


def report_text(
    extraction: Extraction, chosen: str | None, *, key: str, on_pick: Callable[[str], None],
    on_words: Callable[[int, int], None] | None = None, listed: Sequence[ListedActor] = (),
) -> None:  # fmt: skip
    """Draw the text; ``on_pick`` hears the id of the event or place that is clicked, ``on_words`` the span of words that are
    selected (None lets nobody select for us), before the page runs anew; ``listed`` are the project's actors.

    A callback, because a run that another widget interrupts would lose what is only returned.
    """

    def tell() -> None:
        on_pick(str(st.session_state[key]["picked"]))

    def tell_words() -> None:
        span = st.session_state[key]["words"]
        if on_words is not None and span:
            on_words(*_in_text(extraction.report.text, int(span["start"]), int(span["end"])))

    marked = segments(extraction, listed)
    # Read again after a choice the text is the same, its marks are not: it is drawn anew where the reader had scrolled it.
    version = f"{extraction.report.report_id} {extraction.document_date.date} {crc32(repr(marked).encode('utf-8', 'surrogatepass')):x}"
    data = {
        "version": version,
        "report": extraction.report.report_id,
        "segments": marked,
        "kinds": KINDS,
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
