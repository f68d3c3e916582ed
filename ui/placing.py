"""Placing an event that the machine did not: what is offered, what a choice does, and the way back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from events import Event, EventFilter, EventsError, Extraction, countries_of, distance_from_report_m, put_event
from gazetteer import (
    BadValueError,
    Candidate,
    GazetteerError,
    OwnPlace,
    Place,
    UnknownPlaceError,
    find_cue,
    kind_words,
    parse_coordinates,
    read_row,
)
from geo import length_words
from ui import cache
from ui.outcome import Outcome

ELSE, WHY, REMEMBER = "placing_else", "placing_why", "placing_remember"
_PLACING, _POINT, _DOUBT, _DONE = "placing", "placing_point", "placing_doubt", "placed_event"
# Why the last choice was not taken.
OUTCOME = Outcome("placing")
_MOST_OFFERED, _MOST_COUNTRIES, _MOST_EACH = 8, 3, 4
_SOURCE = "an event placed on Explore"
# What a click on a map of the whole world leaves open.
_WIDEST_M = 9_999_999.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A place that lies far from all that the report names, in words; chosen once more it is meant."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done last, in words, and what takes it back: the event as it is now, own places that go and that come back."""

    words: str
    event: Event
    is_placed: bool
    gone: tuple[str, ...] = ()
    back: tuple[OwnPlace, ...] = ()


def begin(event: Event) -> None:
    """Ask where an event was."""
    end()
    st.session_state.pop(_DONE, None)
    st.session_state[_PLACING] = event


def end() -> None:
    """Ask no more."""
    for name in (_PLACING, _POINT, _DOUBT, ELSE, WHY, REMEMBER):
        st.session_state.pop(name, None)
    OUTCOME.forget()


def being_placed() -> Event | None:
    """Return the event for which a place is asked, as it was when the asking began."""
    found: Event | None = st.session_state.get(_PLACING)
    return found


def event_being_placed(event_filter: EventFilter) -> Event | None:
    """Return that event where the filter shows it, so that its row is on the page."""
    event = being_placed()
    position = cache.query().position_of(event.event_id) if event is not None else None
    return event if position is not None and cache.mask(event_filter)[position] else None


def point_clicked(lon: float, lat: float, radius_m: float) -> None:
    """Take the point (degrees) on which the map was clicked; ``radius_m`` is what the pixels there leave open."""
    radius = min(max(radius_m, 1.0), _WIDEST_M)
    try:
        st.session_state[_POINT] = cache.gazetteer().place(f"geo:{lat:.5f},{lon:.5f};u={radius:.1f}")
    except UnknownPlaceError:
        OUTCOME.fail("That click was beside the map. Click on land or sea.")


def clicked_place() -> Place | None:
    """Return the point that was clicked last."""
    found: Place | None = st.session_state.get(_POINT)
    return found


def doubt() -> Doubt | None:
    """Return the choice that waits for a second look."""
    found: Doubt | None = st.session_state.get(_DOUBT)
    return found


def last_done() -> Done | None:
    """Return what was done last."""
    found: Done | None = st.session_state.get(_DONE)
    return found


def offered(event: Event, report: Extraction) -> tuple[Candidate, ...]:
    """Return the best places for an event's name: the rivals that the machine weighed, then the report's countries', then others."""
    where = event.where
    if where is None or not where.toponym.text or where.toponym.is_coordinates:
        return ()
    gazetteer, name = cache.gazetteer(), where.toponym.text
    wanted = [*countries_of(report)[:_MOST_COUNTRIES], None]
    found = [*where.candidates]
    for country in wanted:
        found += gazetteer.search(name, country=country, limit=_MOST_EACH)
    once: dict[str, Candidate] = {}
    for each in found:
        once.setdefault(each.place.place_id, each)
    return tuple(once.values())[:_MOST_OFFERED]


def found_elsewhere(text: str, *, map_hears: bool = True) -> tuple[tuple[Candidate, ...], str]:
    """Return the places that a typed name or coordinates mean, and a sentence where there are none; it offers the map where that hears a click."""
    found = cache.gazetteer().search(text, limit=_MOST_EACH)
    if found:
        return found, ""
    mention = parse_coordinates(text)
    if mention is not None and mention.refusal:
        return (), mention.refusal
    return (), (
        "No place and no coordinates were found in that. Write a name, or a point as 32.08, 12.65 or 32°05′N 12°39′E or "
        f"33S TS 12345 67890{', or click the map' if map_hears else ''}."
    )


def place_line(place: Place) -> str:
    """Say a place in one line: name, kind, province, country."""
    gazetteer = cache.gazetteer()
    admin1 = gazetteer.admin1(place.country_code, place.admin1_code) if place.country_code else None
    province = admin1.name if admin1 is not None and admin1.place_id != place.place_id else ""
    country = cache.country_name(place.country_code) if place.country_code else "at sea or in several countries"
    if place.feature_code.startswith("PCL") and country == place.name:
        country = ""
    kind = f"a point, exact to {length_words(place.radius_m)}" if place.is_coordinates else kind_words(place)
    return ", ".join(filter(None, (place.name, kind, province, country)))


def choose(place: Place, *, is_sure: bool = False) -> None:
    """Put the event there, before the page runs anew; a place far from all that the report names is asked about first."""
    event = being_placed()
    if event is None:
        return
    with OUTCOME.trying():
        report = cache.store().extraction(event.report_id)
        away = None if is_sure else distance_from_report_m(place, report)
        if away is not None:
            names = " and ".join(cache.country_name(code) for code in countries_of(report)[:2])
            words = f"{place_line(place)} is {length_words(away)} from everything that the report names ({names})."
            st.session_state[_DOUBT] = Doubt(place=place, words=words)
            return
        _place(event, place, report)


def _place(event: Event, place: Place, report: Extraction) -> None:
    name = event.where.toponym.text if event.where is not None else ""
    why = " ".join(st.session_state.get(WHY, "").split()) or f"{name or 'the event'} is {place_line(place)}"
    wants_name = bool(name) and bool(st.session_state.get(REMEMBER))
    placed = put_event(cache.writable_store(), event, place, report, cache.gazetteer(), why=why)
    words = f"{name or 'The event'} is on the map now: {place_line(place)}."
    gone: tuple[str, ...] = ()
    back: tuple[OwnPlace, ...] = ()
    if wants_name:
        try:
            own, back = _own(name, event.where.toponym.cue if event.where is not None else "", place)
            cache.writable_places().add((own,), source=_SOURCE, now=dt.datetime.now(dt.UTC))
        except (BadValueError, GazetteerError) as error:
            words += f" The name was not remembered: {error}"
        else:
            gone = (own.place.place_id,)
            words += " Reports that you read from now on find the name there."
    end()
    st.session_state[_DONE] = Done(words=words, event=placed, is_placed=True, gone=gone, back=back)


def _own(name: str, cue: str, place: Place) -> tuple[OwnPlace, tuple[OwnPlace, ...]]:
    """Return the place of one's own by which a name is remembered, and the entry whose place it takes."""
    before = cache.own_places().get(place.place_id)
    if before is not None:
        return replace(before, aliases=tuple(dict.fromkeys((*before.aliases, name)))), (before,)
    if not place.is_coordinates:
        row = {"name": place.name, "aliases": name, "same_as": place.place_id}
        return read_row(row, cache.gazetteer()), ()
    row = {
        "name": name, "lon": f"{place.lon:.6f}", "lat": f"{place.lat:.6f}", "country_code": place.country_code,
        "class": cue if cue and find_cue(cue) is not None else "",
    }  # fmt: skip
    own = read_row(row, cache.gazetteer())
    if place.radius_m > own.place.radius_m:
        own = replace(own, place=replace(own.place, radius_m=place.radius_m))
    if own.place.place_id in cache.own_places():
        raise BadValueError("name", name, "you have a place of that name there already; change it on the page Places")
    return own, ()


def undo() -> None:
    """Take back what was done last, before the page runs anew: the event's place, and the name where it was remembered."""
    done = last_done()
    if done is None or not done.is_placed:
        return
    try:
        earlier = cache.writable_store().take_back(done.event.event_id, seen=done.event)
        if done.gone or done.back:
            cache.writable_places().add(done.back, source=_SOURCE, now=dt.datetime.now(dt.UTC), instead_of=done.gone)
    except (EventsError, GazetteerError) as error:
        OUTCOME.fail(str(error))
        st.session_state.pop(_DONE, None)
        return
    words = "Taken back: the event is not placed, as before. Its history keeps both."
    st.session_state[_DONE] = Done(words=words, event=earlier, is_placed=False)


def without_taken(found: Sequence[Candidate], others: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates whose places are not among others."""
    ids = {each.place.place_id for each in others}
    return tuple(each for each in found if each.place.place_id not in ids)
