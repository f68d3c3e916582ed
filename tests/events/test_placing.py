"""What an analyst says of an event's place is kept, told in its history, and taken back without a trace lost."""

import dataclasses
from pathlib import Path

import pytest

from events import (
    Event,
    EventChangedError,
    EventFilter,
    EventStore,
    StoreReadOnlyError,
    UnknownEventError,
    extract,
    is_placed_by_analyst,
    open_sample,
    read_report,
)
from gazetteer import Gazetteer, Toponym, chosen_resolution

TEXT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two. "
    "Shelling hit a farm 12 km south of Vandobrek on Tuesday. Protesters marched on Wednesday."
)


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    found.save(extract(read_report(TEXT), gazetteer))
    return found


def _event(store: EventStore, word: str) -> Event:
    return next(each for each in store.select(EventFilter()).events if word in each.sentence)


def test_a_place_that_an_analyst_chose_is_drawn_and_told_in_the_history(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    event = _event(store, "Xandoquil")
    before = store.query().counts(EventFilter())
    town = gazetteer.search("Homs", country="SY")[0].place
    placed = store.place_event(event.event_id, town, why="the mayor said so", seen=event)
    assert placed == store.event(event.event_id)
    assert placed.where is not None
    assert (placed.where.place, placed.where_prec, placed.needs_review) == (town, 1, False)
    assert placed.where.toponym == (event.where.toponym if event.where else None), "the report's own words stay"
    assert placed.where.reasons[0] == "placed by an analyst"
    assert "in no gazetteer that is at hand" not in placed.reasons
    assert placed.confidence > event.confidence
    after = store.query().counts(EventFilter())
    assert (after.placed, after.not_placed) == (before.placed + 1, before.not_placed - 1)
    assert [(each.who, each.why) for each in store.revisions(event.event_id)] == [
        ("machine", "read from the report"),
        ("analyst", "the mayor said so"),
    ]


def test_reading_the_report_again_keeps_the_place_even_where_the_gazetteer_has_learned_the_name(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    event, report = _event(store, "Xandoquil"), read_report(TEXT)
    homs, idlib = (gazetteer.search(name, country="SY")[0].place for name in ("Homs", "Idlib"))
    placed = store.place_event(event.event_id, homs, why="known")
    assert store.save(extract(report, gazetteer)).new == 0
    assert store.event(event.event_id) == placed
    read = extract(report, gazetteer)
    learned = tuple(
        dataclasses.replace(
            each, event_id="e-learned", where=dataclasses.replace(each.where, place=idlib, where_prec=1), where_prec=1
        )
        if each.event_id == event.event_id and each.where is not None
        else each
        for each in read.events
    )
    learned_reading = dataclasses.replace(read, events=learned)
    assert store.save(learned_reading).new == 0
    assert store.event(event.event_id) == placed
    assert len(store.select(EventFilter()).events) == len(read.events)
    # a report that was deleted comes back with what was decided about it
    store.delete_report(report.report_id)
    store.save(learned_reading)
    assert store.event(event.event_id) == placed
    assert len(store.select(EventFilter()).events) == len(read.events)


def test_a_place_is_taken_back_as_a_new_entry_and_then_the_machine_may_read_again(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    event = _event(store, "marched")
    town = gazetteer.search("Homs", country="SY")[0].place
    placed = store.place_event(event.event_id, town, why="seen on film")
    assert placed.where is not None
    assert placed.where.toponym.text == ""
    assert is_placed_by_analyst(placed)
    assert store.take_back(event.event_id, seen=placed) == event
    assert store.event(event.event_id) == event
    assert [each.why for each in store.revisions(event.event_id)] == [
        "read from the report", "seen on film", "taken back: seen on film",
    ]  # fmt: skip
    with pytest.raises(EventChangedError):
        store.take_back(event.event_id, seen=placed)


def test_of_two_who_place_one_event_the_later_is_told_and_nothing_is_lost(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    seen = _event(store, "Xandoquil")
    homs, idlib = (gazetteer.search(name, country="SY")[0].place for name in ("Homs", "Idlib"))
    first = store.place_event(seen.event_id, homs, why="by the map", who="Ann", seen=seen)
    with pytest.raises(EventChangedError, match=r"Ann: by the map.*at Homs now"):
        store.place_event(seen.event_id, idlib, why="by the phone", who="Ben", seen=seen)
    assert store.event(seen.event_id) == first


def test_only_what_is_there_is_placed_and_only_in_a_project_of_ones_own(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    town = gazetteer.search("Homs", country="SY")[0].place
    with pytest.raises(UnknownEventError):
        store.place_event("e-none", town, why="x")
    event = _event(store, "Xandoquil")
    with pytest.raises(StoreReadOnlyError, match="project of your own"):
        EventStore(store.path, read_only=True).place_event(event.event_id, town, why="x")
    sample = open_sample()
    with pytest.raises(StoreReadOnlyError):
        sample.place_event(sample.select(EventFilter()).events[0].event_id, town, why="x")
    store.delete_report(event.report_id)
    with pytest.raises(UnknownEventError):
        store.place_event(event.event_id, town, why="x")


def test_a_point_goes_by_the_reports_name_and_its_precision_by_its_digits(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    event = _event(store, "Xandoquil")
    point = gazetteer.search("34.7, 36.7")[0].place
    placed = store.place_event(event.event_id, point, why="coordinates")
    assert placed.where is not None
    assert placed.where.place is not None
    assert (placed.where.place.name, placed.where_prec) == ("Xandoquil", 2)


def test_a_chosen_name_keeps_what_the_words_around_it_say(gazetteer: Gazetteer) -> None:
    start = TEXT.index("Vandobrek")
    name = Toponym(start=start, end=start + len("Vandobrek"), text="Vandobrek")
    homs = gazetteer.search("Homs", country="SY")[0].place
    found = chosen_resolution(name, homs, gazetteer, text=TEXT)
    assert found.relation is not None
    assert (found.relation.distance_m, found.where_prec, found.needs_review) == (12_000.0, 2, False)
    assert found.footprint is not None
    assert chosen_resolution(name, homs, gazetteer).relation is None, "without the text the place itself is meant"


def test_the_unplaced_are_given_a_page_at_a_time(store: EventStore) -> None:
    query, every = store.query(), EventFilter()
    ids = [event.event_id for event in store.select(every).events if event.where is None or event.where.place is None]
    assert len(ids) == query.counts(every).not_placed == 2
    assert [*query.unplaced_ids(every, limit=1), *query.unplaced_ids(every, limit=1, offset=1)] == ids
    assert query.unplaced_ids(EventFilter(countries=("SY",)), limit=9) == (), (
        "a filter on place lets none of them through"
    )
