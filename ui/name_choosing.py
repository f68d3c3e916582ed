"""An analyst says what a name means: what is asked, what a choice does, and the way back."""

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from events import EventsError
from gazetteer import GazetteerError, NameChoice, Place, fold, text_context
from ui import cache
from ui.name_senses import Sense
from ui.outcome import Outcome
from ui.placing import place_line

ELSE, WHY, ONLY_HERE = "choosing_else", "choosing_why", "choosing_only_here"
# Where the panel is drawn: in a row of the list of names, or under the map.
ROW, CARD = "row", "card"
_ASKED, _DONE, _PENDING = "choosing", "name_chosen", "choosing_pending"
# Why the last choice was not taken.
OUTCOME = Outcome("choosing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done last, in words and where, and what takes it back: the choice, and the one that held before."""

    words: str
    where: str
    choice: NameChoice | None = None
    before: NameChoice | None = None


def begin(sense: Sense, where: str) -> None:
    """Ask what a name means."""
    end()
    st.session_state.pop(_DONE, None)
    st.session_state[_ASKED] = sense.key, where


def end() -> None:
    """Ask no more."""
    for name in (_ASKED, ELSE, WHY, ONLY_HERE):
        st.session_state.pop(name, None)
    OUTCOME.forget()


def forget() -> None:
    """Ask no more, and offer no undo: another report is on screen."""
    end()
    for name in (_DONE, _PENDING):
        st.session_state.pop(name, None)


def is_asked(sense: Sense, where: str) -> bool:
    """Say whether that name is asked about there."""
    return bool(st.session_state.get(_ASKED) == (sense.key, where))


def is_any_asked() -> bool:
    """Say whether any name is asked about."""
    return _ASKED in st.session_state


def last_done(where: str) -> Done | None:
    """Return what was done there last."""
    done: Done | None = st.session_state.get(_DONE)
    return done if done is not None and done.where == where else None


def is_pending() -> bool:
    """Say whether the report on screen is to be read again because of a choice."""
    return bool(st.session_state.get(_PENDING))


def settled() -> None:
    """Take the report as read again, or as not to be."""
    st.session_state.pop(_PENDING, None)


def context_words(context: str, name: str) -> str:
    """Say where a choice counts."""
    if len(context) == 2:
        return f"in this project’s texts about {cache.country_name(context)} that say “{name}”"
    return f"in this report, for “{name}”"


def choose(sense: Sense, place: Place | None, text: str, where: str) -> None:
    """Keep what a name means, before the page runs anew; None is no place. The report is read again then.

    ``text`` is the report's: where the text is about no country, or the analyst wants it so, the choice counts there only.
    """
    is_of_text = bool(st.session_state.get(ONLY_HERE)) or not sense.meant.about
    choice = NameChoice(
        name=sense.name, cue=sense.cue, context=text_context(text) if is_of_text else sense.meant.about,
        place_id=place.place_id if place is not None else None, place_words=place_line(place) if place is not None else "",
        why=" ".join(str(st.session_state.get(WHY) or "").split()), at=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    try:
        was_sample = cache.store().is_sample
        before = cache.writable_choices().make(choice)
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
        return
    said = f"is {choice.place_words}" if place is not None else "is no place"
    words = f"“{sense.name}” {said}, as you say: it counts {context_words(choice.context, sense.name)}."
    if was_sample:
        words += " It is kept in a project of your own now, which takes the sample project’s place."
    end()
    st.session_state[_DONE] = Done(words=words, where=where, choice=choice, before=before)
    st.session_state[_PENDING] = True


def held(sense: Sense, text: str) -> NameChoice | None:
    """Return the choice that holds for a name of a report, None where somebody took it back since it was read."""
    by_key = {choice.key: choice for choice in cache.name_choices()}
    contexts = (text_context(text), sense.meant.about)
    keys = [(fold(sense.name), cue, context) for context in contexts for cue in (sense.cue, "")]
    return next((by_key[key] for key in keys if key in by_key), None)


def undo() -> None:
    """Take back what was done last, before the page runs anew: the choice before it holds again, or the machine's."""
    done: Done | None = st.session_state.get(_DONE)
    if done is None or done.choice is None:
        return
    try:
        if done.before is not None:
            cache.writable_choices().make(done.before)
        else:
            cache.writable_choices().take_back(done.choice, now=dt.datetime.now(dt.UTC))
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
        return
    again = (
        f"as chosen before: {done.before.place_words or 'no place'}"
        if done.before is not None
        else "as Dateline reads it"
    )
    st.session_state[_DONE] = Done(words=f"Taken back: “{done.choice.name}” is {again} again.", where=done.where)
    st.session_state[_PENDING] = True


def take_back(choice: NameChoice) -> None:
    """Let a choice hold no longer, before the page runs anew."""
    with OUTCOME.trying():
        cache.writable_choices().take_back(choice, now=dt.datetime.now(dt.UTC))
        st.session_state[_DONE] = Done(words=f"Taken back: Dateline decides on “{choice.name}” again.", where=ROW)
        st.session_state[_PENDING] = True
