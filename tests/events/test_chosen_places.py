"""A choice for a name and the events of a report that is saved: they move by the usual save, and nothing by hand is lost."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from events import Event, EventFilter, EventStore, Extraction, extract, read_report
from gazetteer import Gazetteer, NameChoice, is_chosen

NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
TEXT = (
    "MISRATA, Libya, 12 March 2021 - Shells fell on Tripoli on Thursday, killing four people, police said. "
    "Gunmen attacked a checkpoint in Sirte on Tuesday and killed two soldiers."
)
IN_LEBANON = "gn:266826"
CHOICE = NameChoice(
    name="Tripoli", context="LY", place_id=IN_LEBANON, place_words="Tripoli, city, North Governorate, Lebanon", at=NOW
)
NO_PLACE = dataclasses.replace(CHOICE, place_id=None, place_words="")


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    found.save(extract(read_report(TEXT), gazetteer))
    return found


def read(gazetteer: Gazetteer, *choices: NameChoice) -> Extraction:
    return extract(read_report(TEXT), gazetteer, choices=choices)


def event(store: EventStore, word: str) -> Event:
    return next(each for each in store.select(EventFilter()).events if word in each.sentence)


def place_id(of: Event) -> str | None:
    return of.where.place.place_id if of.where is not None and of.where.place is not None else None


def test_saving_a_reading_with_a_choice_moves_the_event_which_keeps_its_id_and_history(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    before, other = event(store, "Shells"), event(store, "Sirte")
    saved = store.save(read(gazetteer, CHOICE))
    assert (saved.new, saved.unchanged, saved.moved) == (0, 1, 1)
    after = event(store, "Shells")
    assert (after.event_id, place_id(after)) == (before.event_id, IN_LEBANON)
    assert "chosen by an analyst on 27 Nov 2026" in after.reasons
    assert [(each.who, place_id(each.event)) for each in store.revisions(before.event_id)] == [
        ("machine", place_id(before)),
        ("analyst", IN_LEBANON),
    ]
    assert event(store, "Sirte") == other
    assert len(store.select(EventFilter()).events) == 2
    opened = store.extraction(after.report_id)
    assert {r.place.place_id for r in opened.resolutions if r.toponym.text == "Tripoli" and r.place} == {IN_LEBANON}


def test_the_same_reading_twice_changes_nothing(store: EventStore, gazetteer: Gazetteer) -> None:
    store.save(read(gazetteer, CHOICE))
    version = store.version
    again = store.save(read(gazetteer, CHOICE))
    assert (again.new, again.unchanged, again.moved) == (0, 2, 0)
    assert store.version == version


def test_a_choice_that_was_taken_back_lets_the_event_return_at_the_next_save(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    before = event(store, "Shells")
    store.save(read(gazetteer, CHOICE))
    assert store.save(read(gazetteer)).moved == 1
    after = event(store, "Shells")
    assert (after.event_id, place_id(after)) == (before.event_id, place_id(before))
    assert not is_chosen(after.where)
    assert store.revisions(after.event_id)[-1].why == "a choice for the name was taken back"


def test_a_report_first_saved_with_a_choice_returns_to_the_machines_place_too(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    store = EventStore(tmp_path / "other.sqlite")
    store.save(read(gazetteer, CHOICE))
    assert store.save(read(gazetteer)).moved == 1
    assert [place_id(each) for each in store.select(EventFilter()).events].count(IN_LEBANON) == 0
    assert len(store.select(EventFilter()).events) == 2


def test_an_event_that_a_person_placed_stays_there_whatever_is_chosen_for_its_name(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    homs = gazetteer.search("Homs", country="SY")[0].place
    placed = store.place_event(event(store, "Shells").event_id, homs, why="seen")
    reading = read(gazetteer, CHOICE)
    shown = store.as_decided(reading)
    assert next(each for each in shown.events if "Shells" in each.sentence) == placed
    assert store.save(reading).moved == 0
    assert store.save(shown).moved == 0
    assert event(store, "Shells") == placed
    assert len(store.select(EventFilter()).events) == 2


def test_an_event_whose_only_name_is_no_place_is_no_longer_placed_and_comes_back(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    before = event(store, "Shells")
    reading = read(gazetteer, NO_PLACE)
    assert [each.toponym.text for each in reading.dismissed] == ["Tripoli"]
    assert "Tripoli" not in {each.toponym.text for each in reading.resolutions}
    assert store.save(reading).moved == 1
    after = event(store, "Shells")
    assert after.event_id == before.event_id
    assert place_id(after) != place_id(before)
    assert store.extraction(after.report_id).dismissed[0].toponym.is_dismissed
    assert store.save(read(gazetteer)).moved == 1
    assert place_id(event(store, "Shells")) == place_id(before)
    assert len(store.select(EventFilter()).events) == 2


def test_a_reading_saved_before_names_could_be_dismissed_opens(store: EventStore, gazetteer: Gazetteer) -> None:
    report_id = event(store, "Shells").report_id
    import sqlite3

    with sqlite3.connect(store.path) as file:
        (reading,) = file.execute("SELECT reading FROM report").fetchone()
        file.execute("UPDATE report SET reading = ?", (reading.replace(', "dismissed": []', ""),))
    assert store.extraction(report_id).dismissed == ()
    assert store.save(read(gazetteer, CHOICE)).moved == 1
