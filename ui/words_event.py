"""Words of a saved report that a person chose: an event is made of them, or what was read there is no event."""

from collections.abc import Sequence

import streamlit as st

from events import (
    BadEventError,
    Decision,
    EventsError,
    Extraction,
    decide,
    event_from_words,
    rejected,
    split_report,
    take_back,
)
from gazetteer import Place
from geo import readable
from ui import cache, presses
from ui.made_event import Fields
from ui.report_text import MOST_SHOWN
from ui.words import count_of, plain

OPEN = "words_open"
_SENTENCE, _WORDS, _DONE, _SAID, _NONE, _SPANS = (
    "words_sentence", "words_chosen", "words_done", "words_said", "words_no_event", "words_spans"
)  # fmt: skip
_MOST_SHOWN, _MOST_PLACES, _MOST_WORDS = 120, 8, 500


def choose_words(found: Extraction, start: int, end: int) -> None:
    """Take the words that were selected in the text, before the page runs anew; they fill the form."""
    text = found.report.text
    spans = _sentences(found)
    number = next((n for n, (first, last) in enumerate(spans) if first <= start < last), None)
    if number is not None:
        last = spans[number][1]
        st.session_state[_SENTENCE] = number
        st.session_state[_WORDS] = readable(text[start : min(end, last)].strip())[:_MOST_WORDS]


def words_event(found: Extraction) -> None:
    """Draw the form for words of a saved report, and the way back."""
    spans = _sentences(found)
    if not spans:
        return
    _told()
    place = st.expander(
        "Make an event of words, or say that they tell none", icon=":material/edit_note:", key=OPEN, on_change="rerun"
    )
    if not place.open:
        return
    with place:
        text = found.report.text
        st.caption("Select words in the text above, or choose their sentence here.")
        number = st.selectbox(
            "Sentence", range(len(spans)), key=_SENTENCE,
            format_func=lambda n: _cut(readable(" ".join(text[slice(*spans[n])].split()))),
        )  # fmt: skip
        said = st.text_input("Its words (empty: the whole sentence)", key=_WORDS, max_chars=_MOST_WORDS)
        span = spans[int(number or 0)]
        _no_event(found, span, said)
        fields = Fields("words")
        fields.draw(near=_places(found, span), day=found.document_date.date)
        fields.make("Make the event", lambda: _decision(found, fields, span, said), _settle)


def _decision(found: Extraction, fields: Fields, span: tuple[int, int], said: str) -> Decision:
    first, last = _words(found, span, said)
    return event_from_words(
        found, first, last, fields.kind, start=fields.start, end=fields.end, place=fields.place, side1=fields.side1,
        side2=fields.side2, killed=fields.killed, injured=fields.injured, time=fields.time, status=fields.status, why=fields.why,
    )  # fmt: skip


def _settle(decision: Decision) -> bool:
    _do([decision], "The event was made.")
    return True


def _no_event(found: Extraction, span: tuple[int, int], said: str) -> None:
    """Draw the button that takes out what was read of the words."""
    try:
        first, last = _words(found, span, said)
    except BadEventError:
        return
    told = [each for each in found.events if each.trigger_start < last and first < each.trigger_end]
    if told and presses.button(
        f"Not an event: take out {count_of(len(told), 'event')} read of these words", key=_NONE, icon=":material/block:"
    ):
        with presses.answering(_NONE):
            _do([rejected(each) for each in told], "Taken out: these words tell no event.")
        st.rerun()


def _do(decisions: list[Decision], words: str) -> None:
    decide(cache.writable_store(), decisions)
    st.session_state[_DONE], st.session_state[_SAID] = decisions, words
    _read_anew(decisions)


def _undo() -> None:
    decisions: list[Decision] = st.session_state.pop(_DONE, [])
    try:
        take_back(cache.writable_store(), decisions)
    except EventsError as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_SAID] = "Taken back: the report is as it was."
    _read_anew(decisions)


def _read_anew(decisions: Sequence[Decision]) -> None:
    """Put the report as the project has it now on screen."""
    if decisions:
        st.session_state["found"] = cache.store().extraction(decisions[0].now.report_id)
        st.session_state.pop("report_pick", None)


def _told() -> None:
    said = st.session_state.get(_SAID)
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(plain(said), icon=":material/check:")
        if st.session_state.get(_DONE):
            st.button("Undo", key="words_undo", icon=":material/undo:", on_click=_undo)


def _words(found: Extraction, span: tuple[int, int], said: str) -> tuple[int, int]:
    """Return the span of words within a sentence, spaces counted as one."""
    text, wanted = found.report.text, said.split()
    if not wanted:
        return span
    shown: list[str] = []
    at: list[int] = []
    for place in range(*span):
        letter = readable(text[place])
        if letter and not (letter.isspace() and (not shown or shown[-1] == " ")):
            shown.append(" " if letter.isspace() else letter)
            at.append(place)
    start = "".join(shown).find(" ".join(wanted))
    if start < 0:
        raise BadEventError(
            "These words are not in the sentence. Write them as they stand there, or leave the field empty."
        )
    return at[start], at[start + len(" ".join(wanted)) - 1] + 1


def _places(found: Extraction, span: tuple[int, int]) -> list[Place]:
    """Return the places that a report names, those of the sentence first."""
    named = [each for each in found.resolutions if each.place is not None and not each.is_adjective]
    named.sort(key=lambda each: not span[0] <= each.toponym.start < span[1])
    once = {each.place.place_id: each.place for each in named if each.place is not None}
    return list(once.values())[:_MOST_PLACES]


def _sentences(found: Extraction) -> list[tuple[int, int]]:
    """Return the spans of a report's sentences, kept while it is on screen: a long one takes a while to split."""
    kept: tuple[str, list[tuple[int, int]]] = st.session_state.get(_SPANS, ("", []))
    if kept[0] != found.report.report_id:
        text = found.report.text[:MOST_SHOWN]
        spans = [(each.start, each.end) for each in split_report(text) if text[each.start : each.end].strip()]
        kept = st.session_state[_SPANS] = (found.report.report_id, spans)
        for name in (_SENTENCE, _WORDS, _DONE, _SAID):
            st.session_state.pop(name, None)
    return kept[1]


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"
