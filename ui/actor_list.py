"""The project's list of actors: who is listed under which names; adding, renaming, merging, and the way back."""

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from events import ActorKind, Decision, ListedActor, decide, renamings, take_back
from ui import cache
from ui.outcome import Outcome
from ui.paging import page_within
from ui.words import count_of, plain

_OPEN, _NUMBER, _PAGE = "actor_list", "actor_list_page", 20
_ADD, _UNDO = "actor_add", "actor_undo"
_OUTCOME = Outcome("actor_list")
_RENAMED, _RENAMED_EVENTS = "actor_renamed", "actor_renamed_events"
_NO_COUNTRY = ""


def actor_list() -> None:
    """Draw the list in a box of its own, closed at first."""
    listed = cache.listed_actors()
    # One label whatever is listed: a box with another label is another box, and closed.
    box = st.expander("Your actors", key=_OPEN, on_change="rerun")
    with box:
        if not box.open:
            return
        st.caption(
            "One actor under all its names: reports that you read from now on use the name listed here, and filters find the other "
            "names at once, in events saved before too."
        )
        _OUTCOME.draw()
        pages = max(1, -(-len(listed) // _PAGE))
        page = page_within(_NUMBER, pages)
        for actor in listed[(page - 1) * _PAGE : page * _PAGE]:
            _row(actor)
        if pages > 1:
            st.number_input(f"Page of {pages:,}, {count_of(len(listed), 'actor')}", 1, pages, key=_NUMBER, width=220)
        _add_form()
        if listed:
            _change_form([actor.name for actor in listed])
            _offer_renaming(listed)
            st.button("Take back the last change", key=_UNDO, icon=":material/undo:", on_click=_undo)


def _row(actor: ListedActor) -> None:
    country = cache.country_name(actor.country) if actor.country else ""
    also = f"also {', '.join(actor.spellings[1:])}" if len(actor.spellings) > 1 else ""
    told = " · ".join(filter(None, (actor.kind.value, country, also)))
    st.markdown(f"**{plain(actor.name)}** · {plain(told)}")


def _add_form() -> None:
    with st.form("actor_form"):
        st.markdown("**Add an actor, or change the one of that name**")
        left, right = st.columns(2)
        left.text_input("Name", key="actor_name", max_chars=120, placeholder="Libyan National Army")
        right.text_input("Acronym", key="actor_acronym", max_chars=20, placeholder="LNA")
        st.text_input(
            "Other names, with ; between", key="actor_aliases", max_chars=2_000, placeholder="Haftar's forces; LAAF"
        )
        codes = [_NO_COUNTRY, *cache.country_names()]
        left.selectbox(
            "Country", codes, key="actor_country", format_func=lambda code: cache.country_name(code) if code else "None"
        )
        right.selectbox(
            "Kind", list(ActorKind), key="actor_kind", index=len(ActorKind) - 1, format_func=lambda each: each.value
        )
        st.form_submit_button("List it", icon=":material/add:", key=_ADD, on_click=_add)


def _add() -> None:
    said = st.session_state
    actor = ListedActor(
        name=said["actor_name"], aliases=tuple(said["actor_aliases"].split(";")), acronym=said["actor_acronym"],
        country=said["actor_country"] or "", kind=said["actor_kind"] or ActorKind.OTHER,
    )  # fmt: skip
    if _tried(lambda: cache.writable_actors().keep(actor, now=_now()), f"{actor.name} is listed."):
        said["actor_name"] = said["actor_acronym"] = said["actor_aliases"] = ""


def _change_form(names: list[str]) -> None:
    with st.form("actor_change_form"):
        st.markdown("**Rename an actor, or merge two**")
        left, right = st.columns(2)
        left.selectbox("Actor", names, key="actor_changed")
        right.text_input("New name, or the name of the one that it is", key="actor_new", max_chars=120)
        st.form_submit_button("Change it", icon=":material/merge:", key="actor_change", on_click=_change)


def _change() -> None:
    """Rename an actor; where the new name is another's, the two are one."""
    name, new = st.session_state["actor_changed"], st.session_state["actor_new"]
    if name is None:
        return
    others = [each.name for each in cache.listed_actors() if each.name != name]
    other = next((each for each in others if each.casefold() == " ".join(new.split()).casefold()), None)
    if other is not None:
        done = _tried(lambda: cache.writable_actors().merge(other, name, now=_now()), f"{name} is {other} from now on.")
    else:
        told = f"{name} is called {new} from now on."
        done = _tried(lambda: cache.writable_actors().rename(name, new, now=_now()), told)
    if done:
        st.session_state["actor_new"] = ""
        st.session_state[_RENAMED] = other or " ".join(new.split())


def _offer_renaming(listed: Sequence[ListedActor]) -> None:
    """Offer to give the actor that was renamed last its new name in the saved events too, and the way back."""
    if st.session_state.get(_RENAMED_EVENTS):
        st.button(
            "Take the new name out of the saved events",
            key="actor_events_undo",
            icon=":material/undo:",
            on_click=_undo_events,
        )
    actor = next((each for each in listed if each.name == st.session_state.get(_RENAMED)), None)
    decisions = renamings(cache.store(), actor) if actor is not None and not cache.store().is_sample else ()
    if actor is not None and decisions:
        st.markdown(f"{plain(actor.name)} has another of its names in {count_of(len(decisions), 'saved event')}.")
        st.button(
            f"Rename it in {count_of(len(decisions), 'event')}; can be undone", key="actor_events", icon=":material/drive_file_rename_outline:",
            on_click=_rename_events, args=(decisions,),
        )  # fmt: skip


def _rename_events(decisions: tuple[Decision, ...]) -> None:
    if _tried(lambda: decide(cache.writable_store(), decisions), f"Renamed in {count_of(len(decisions), 'event')}."):
        st.session_state[_RENAMED_EVENTS] = decisions


def _undo_events() -> None:
    decisions: tuple[Decision, ...] = st.session_state[_RENAMED_EVENTS]
    if _tried(lambda: take_back(cache.writable_store(), decisions), "The saved events have their earlier names again."):
        st.session_state.pop(_RENAMED_EVENTS)


def _undo() -> None:
    actors = cache.writable_actors()
    words: list[str] = []
    if _tried(lambda: words.append(actors.undo(now=_now())), ""):
        _OUTCOME.tell(f"Taken back: {words[0]}.")


def _tried(change: Callable[[], object], told: str) -> bool:
    """Make a change; say what became of it."""
    with _OUTCOME.trying():
        change()
        _OUTCOME.tell(told)
        return True
    return False


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
