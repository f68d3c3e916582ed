"""Reviewing: which event is on screen, what a key does to it and to its likes, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from events import (
    Decision,
    Event,
    EventFilter,
    EventsError,
    Extraction,
    Likeness,
    ReviewState,
    accepted,
    decide,
    keep_apart,
    merge,
    placed,
    rejected,
    same_doubt,
    take_back,
)
from events import undo as take_back_pair
from gazetteer import Candidate, GazetteerError, Place
from ui import cache
from ui.outcome import Outcome
from ui.placing import place_line
from ui.words import count_of

ELSE = "review_else"
_COMPARING = "review_comparing"
# Why the last key did nothing.
OUTCOME = Outcome("review")
_LATER, _SHOWN, _PROPOSAL, _DONE, _MESSAGE, _EDITING, _NUMBER = (
    "review_later", "review_shown", "review_proposal", "review_done", "review_message", "review_editing", "review_number"
)  # fmt: skip
# So many are looked up at once; the next follow when these are settled.
_MOST_WAITING, _MOST_UNDO, _MOST_PROPOSALS = 500, 200, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A place that an event may have: the one read, with ``place`` None where none is, a rival, or one looked up."""

    place: Place | None
    words: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    words: str
    decisions: tuple[Decision, ...] = ()
    # The two events that were merged, or kept apart.
    pair: tuple[str, str] | None = None


def waiting() -> int:
    """Return how many events wait for review."""
    counts = cache.counts(EventFilter(review=ReviewState.TO_CHECK))
    return counts.placed + counts.not_placed


def decided() -> int:
    """Return how many events were settled since the page was opened, the taken back ones not counted."""
    return sum(len(each.decisions) + (each.pair is not None) for each in _done())


def on_screen() -> Event | None:
    """Return the event to decide about: what matters most first, what was put off last; None where none waits."""
    ids = cache.review_ids(_MOST_WAITING)
    later: list[str] = [each for each in st.session_state.get(_LATER, ()) if each in set(ids)]
    first = next((each for each in ids if each not in set(later)), later[0] if later else None)
    if first != st.session_state.get(_SHOWN):
        st.session_state[_SHOWN] = first
        st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
        for name in (_PROPOSAL, _EDITING, ELSE):
            st.session_state.pop(name, None)
    return cache.store().event(first) if first is not None else None


def field_key(name: str) -> str:
    """Return the key of a field of the form: each event has fields of its own."""
    return f"review_{name}_{st.session_state.get(_NUMBER, 0)}"


def proposals(event: Event, others: Sequence[Candidate] = ()) -> tuple[Proposal, ...]:
    """Return the places that an event may have, the one that was read first; ``others`` are those that a person looked up."""
    read = event.where.place if event.where is not None else None
    found = [Proposal(place=read, words=place_line(read) if read is not None else "not placed", is_read=True)]
    seen = {read.place_id} if read is not None else set()
    for each in (*others, *(event.where.candidates if event.where is not None else ())):
        if each.place.place_id not in seen and len(found) < _MOST_PROPOSALS:
            seen.add(each.place.place_id)
            found.append(Proposal(place=each.place, words=place_line(each.place), is_read=False))
    return tuple(found)


def proposed(number: int) -> int:
    """Return which of so many proposals is on screen."""
    return int(st.session_state.get(_PROPOSAL, 0)) % max(1, number)


def propose(step: int) -> None:
    """Go to another proposal, before the page runs anew."""
    st.session_state[_PROPOSAL] = int(st.session_state.get(_PROPOSAL, 0)) + step


def propose_number(number: int) -> None:
    """Put a proposal on screen."""
    st.session_state[_PROPOSAL] = number


def accept(event: Event, place: Place | None, report: Extraction) -> None:
    """Take an event as it is on screen, at that place; the report's other events of the same name go there too."""
    alike: tuple[Event, ...] = ()
    decision = accepted(event)
    is_moved = place is not None and place != (event.where.place if event.where is not None else None)
    if place is not None:
        # A place that nobody doubted settles nothing for the others.
        is_settled = is_moved or (event.where is not None and event.where.needs_review)
        alike = same_doubt(event, report) if is_settled else ()
        there = placed(event, place, report, cache.gazetteer()) if is_moved else event
        why = f"it was in {place_line(place)}" if is_moved else decision.why
        decision = replace(accepted(there), seen=event, why=why)
    same = [
        Decision(
            seen=each,
            now=placed(each, place, report, cache.gazetteer()),
            why=f"the report’s name means {place_line(place)}",
        )
        for each in alike
        if place is not None
    ]
    words = f"Accepted{f', at {place_line(place)}' if is_moved and place is not None else ''}."
    if same:
        words += f" {count_of(len(same), 'other event')} of this report at the same name {'is' if len(same) == 1 else 'are'} placed there too."
    _decide((decision, *same), words)


def reject(event: Event) -> None:
    """Take an event out: the text tells none there."""
    _decide((rejected(event),), "Taken out: it is no event.")


def put_off(event: Event) -> None:
    """Show an event again after all the others."""
    kept = [each for each in st.session_state.get(_LATER, ()) if each != event.event_id]
    st.session_state[_LATER] = [*kept, event.event_id]
    st.session_state[_MESSAGE] = "Put off: it comes again after the others."


def settle(decisions: Sequence[Decision], words: str) -> bool:
    """Make what a person wrote into the form so, before the page runs anew; return whether that was done."""
    return _decide(tuple(decisions), words)


def _decide(decisions: tuple[Decision, ...], words: str) -> bool:
    seen = {each.seen.event_id for each in decisions if each.seen is not None}
    if seen & {each.now.event_id for done in _done()[-1:] for each in done.decisions}:
        # The key was pressed twice before the next event came.
        return False
    try:
        decide(cache.writable_store(), decisions)
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
        return False
    st.session_state[_DONE] = [*_done(), _Done(words=words, decisions=decisions)][-_MOST_UNDO:]
    st.session_state[_MESSAGE] = words
    return True


def undo() -> None:
    """Take back what was decided last, before the page runs anew; pressed again, what was decided before that."""
    done = _done()
    if not done:
        return
    try:
        _take_back(done[-1])
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
    else:
        st.session_state[_MESSAGE] = "Taken back: it waits again as it was."
        first = {each.now.event_id for each in done[-1].decisions[:1]}
        st.session_state[_LATER] = [each for each in st.session_state.get(_LATER, ()) if each not in first]
    st.session_state[_DONE] = done[:-1]


def _take_back(done: _Done) -> None:
    if done.pair is None:
        take_back(cache.writable_store(), done.decisions)
    else:
        take_back_pair(cache.writable_store(), event_id=done.pair[1])


def settle_pair(pair: Likeness, *, is_one: bool) -> None:
    """Say that two events are one, or are not, before the page runs anew."""
    ids = pair.first.event_id, pair.second.event_id
    if _done() and _done()[-1].pair == ids:
        # The key was pressed twice before the next pair came.
        return
    try:
        (merge if is_one else keep_apart)(cache.writable_store(), *ids)
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
        return
    words = "Merged: one event, told by both." if is_one else "Kept apart: they are two events."
    st.session_state[_DONE] = [*_done(), _Done(words=words, pair=ids)][-_MOST_UNDO:]
    st.session_state[_MESSAGE] = words


def is_comparing() -> bool:
    """Say whether pairs of events are on screen, not single ones."""
    return bool(st.session_state.get(_COMPARING))


def compare_pairs(*, is_on: bool) -> None:
    """Go to the pairs of events that may be one, or back."""
    st.session_state[_COMPARING] = is_on


def can_undo() -> bool:
    """Say whether there is anything to take back."""
    return bool(_done())


def message() -> str:
    """Return what was done last, in words; "" before anything was."""
    return str(st.session_state.get(_MESSAGE, ""))


def is_editing() -> bool:
    """Say whether the form is open."""
    return bool(st.session_state.get(_EDITING))


def edit(*, is_open: bool) -> None:
    """Open or close the form."""
    st.session_state[_EDITING] = is_open


def copy_samples() -> None:
    """Make a project of one's own of the sample reports, to try a review on."""
    sample = cache.store()
    if not sample.is_sample:
        return
    with OUTCOME.trying():
        own = cache.writable_store()
        for each in sample.reports():
            own.save(sample.extraction(each.report_id))


def _done() -> list[_Done]:
    found: list[_Done] = st.session_state.get(_DONE, [])
    return found
