"""What a person decides in a review: kept, told in the history, taken back, and undone by no later reading."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from events import (
    Decision,
    Event,
    EventChangedError,
    EventFilter,
    EventStore,
    EventType,
    Toll,
    UnknownEventError,
    Verdict,
    accepted,
    corrected,
    decide,
    extract,
    placed,
    read_report,
    rejected,
    same_doubt,
    take_back,
)
from gazetteer import Gazetteer

TEXT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two. "
    "A bomb exploded in Xandoquil on Tuesday, killing 40 people. Protesters marched in Homs on Wednesday. "
    "Shelling hit a farm 12 km south of Vandobrek on Tuesday."
)


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    found.save(extract(read_report(TEXT), gazetteer))
    return found


def _all(store: EventStore) -> tuple[Event, ...]:
    return store.select(EventFilter()).events


def _event(store: EventStore, word: str) -> Event:
    return next(each for each in _all(store) if word in each.sentence)


def test_what_is_accepted_waits_no_more_and_says_who_accepted_it(store: EventStore) -> None:
    event = _event(store, "bomb")
    assert event.event_id in store.query().review_ids(limit=10)
    decide(store, [accepted(event)])
    now = store.event(event.event_id)
    assert (now.verdict, now.needs_review) == (Verdict.ACCEPTED, False)
    assert now.confidence == event.confidence, "the machine's doubt stays on record"
    assert event.event_id not in store.query().review_ids(limit=10)
    assert [(each.who, each.why) for each in store.revisions(event.event_id)][-1] == ("analyst", "accepted as it is")


def test_the_doubt_with_most_lives_on_it_comes_first(store: EventStore) -> None:
    first = store.event(store.query().review_ids(limit=1)[0])
    assert first.killed is not None
    assert first.killed.best == 40


def test_what_is_no_event_is_gone_from_every_answer_and_comes_back_as_it_was(store: EventStore) -> None:
    event = _event(store, "Shelling")
    before = store.query().counts(EventFilter()).total
    decision = rejected(event, why="an exercise")
    decide(store, [decision])
    assert event not in _all(store)
    assert store.query().counts(EventFilter()).total == before - 1
    with pytest.raises(UnknownEventError):
        store.event(event.event_id)
    assert store.revisions(event.event_id)[-1].why == "an exercise"
    assert take_back(store, [decision]) == (event,)
    assert store.event(event.event_id) == event
    assert store.query().counts(EventFilter()).total == before


@pytest.mark.parametrize("kind", [accepted, rejected])
def test_a_new_reading_undoes_no_decision(
    store: EventStore, gazetteer: Gazetteer, kind: Callable[[Event], Decision]
) -> None:
    event = _event(store, "bomb")
    decide(store, [kind(event)])
    decided = [each.event_id for each in _all(store)], store.revisions(event.event_id)
    reading = extract(read_report(TEXT), gazetteer)
    saved = store.save(reading)
    assert saved.new == 0
    assert ([each.event_id for each in _all(store)], store.revisions(event.event_id)) == decided
    shown = {each.event_id: each.verdict for each in store.as_decided(reading).events}
    assert shown.get(event.event_id) == (None if kind is rejected else Verdict.ACCEPTED)


@pytest.mark.parametrize("kind", [accepted, rejected])
def test_a_reader_that_has_learned_other_words_undoes_no_decision(
    store: EventStore, gazetteer: Gazetteer, kind: Callable[[Event], Decision]
) -> None:
    event = _event(store, "bomb")
    decide(store, [kind(event)])
    before = [each.event_id for each in _all(store)]
    reading = extract(read_report(TEXT), gazetteer)
    # as rules read it that hang the event on "killing" and name it otherwise: another word, another id
    at = event.trigger_start + 20
    learned = tuple(
        replace(each, event_id="e0123456789abcdef", trigger_start=at, sub_type="car bomb")
        if each.event_id == event.event_id
        else each
        for each in reading.events
    )
    assert store.save(replace(reading, events=learned)).new == 0
    assert [each.event_id for each in _all(store)] == before
    shown = {each.event_id for each in store.as_decided(replace(reading, events=learned)).events}
    assert ("e0123456789abcdef" in shown, event.event_id in shown) == (False, kind is accepted)


def test_a_rejected_event_stays_away_when_its_report_is_deleted_and_read_again(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    event = _event(store, "bomb")
    decide(store, [rejected(event)])
    store.delete_report(event.report_id)
    store.save(extract(read_report(TEXT), gazetteer))
    assert event.event_id not in [each.event_id for each in _all(store)]
    assert len(_all(store)) == len(extract(read_report(TEXT), gazetteer).events) - 1


def test_a_correction_outlives_a_reading_that_puts_the_event_elsewhere(store: EventStore, gazetteer: Gazetteer) -> None:
    event = _event(store, "Shelling")
    now = replace(
        event, type=EventType.BOMBING, killed=Toll(best=3, low=3, high=4, start=0, end=0, rule="by an analyst")
    )
    decide(store, [corrected(event, now, why="it was a bomb")])
    reading = extract(read_report(TEXT), gazetteer)
    # as a gazetteer that has learned the place reads it: another id for the same happening
    moved = tuple(
        replace(each, event_id="e0123456789abcdef", where=None) if each.event_id == event.event_id else each
        for each in reading.events
    )
    assert store.save(replace(reading, events=moved)).new == 0
    kept = store.event(event.event_id)
    assert (kept.type, kept.killed, kept.verdict) == (EventType.BOMBING, now.killed, Verdict.CORRECTED)


def test_one_doubt_about_a_name_is_settled_for_the_whole_report(store: EventStore, gazetteer: Gazetteer) -> None:
    event = _event(store, "bomb")
    report = store.extraction(event.report_id)
    alike = same_doubt(event, report)
    assert [each.trigger for each in alike] == ["attacked"]
    homs = gazetteer.search("Homs", country="SY")[0].place
    decisions = [
        corrected(event, placed(event, homs, report, gazetteer), why="it is a quarter of Homs"),
        *(Decision(seen=each, now=placed(each, homs, report, gazetteer), why="as the other") for each in alike),
    ]
    decide(store, decisions)
    assert {
        each.where.place.name
        for each in _all(store)
        if each.where and each.where.toponym.text == "Xandoquil" and each.where.place
    } == {homs.name}
    assert same_doubt(event, store.extraction(event.report_id)) == ()
    assert take_back(store, decisions) == (event, *alike)
    assert {event, *alike} <= set(_all(store))


def test_nothing_is_decided_where_one_of_several_was_changed_meanwhile(store: EventStore, gazetteer: Gazetteer) -> None:
    one, other = _event(store, "bomb"), _event(store, "Shelling")
    store.place_event(other.event_id, gazetteer.search("Homs", country="SY")[0].place, why="a colleague", who="Ada")
    with pytest.raises(EventChangedError, match="Ada: a colleague"):
        decide(store, [accepted(one), accepted(other)])
    assert store.event(one.event_id) == one


def test_an_event_that_a_person_made_is_kept_and_taken_back(store: EventStore) -> None:
    event = _event(store, "Protesters")
    made = Decision(seen=None, now=replace(event, event_id="emade", verdict=Verdict.CORRECTED), why="a second march")
    decide(store, [made])
    assert store.event("emade").sentence == event.sentence
    take_back(store, [made])
    assert "emade" not in [each.event_id for each in _all(store)]
    assert [each.why for each in store.revisions("emade")] == ["a second march", "taken back: a second march"]


def test_a_project_of_before_there_were_verdicts_opens(store: EventStore) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE event SET record = replace(record, ', \"verdict\": \"open\"', '')")
    connection.close()
    again = EventStore(store.path)
    assert {each.verdict for each in _all(again)} == {Verdict.OPEN}
    again.close()
