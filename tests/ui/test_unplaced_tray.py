"""The tray of events that are not placed: what is offered, what is asked, what is refused, and the way back."""

import os
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStore, extract, read_report
from gazetteer import Gazetteer, OwnPlaces
from tests.ui.conftest import ROOT, Open, press, words

TEXT = "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two."
# A report about no country leaves its events in none.
OTHER = "Protesters marched on Wednesday, 10 March 2021."


@pytest.fixture
def store(open_page: Open, gazetteer: Gazetteer) -> EventStore:
    """Return the default project, with one event whose place is named and one whose place is not."""
    path = Path(os.environ["DATELINE_HOME"]) / "data" / "projects" / "default.sqlite"
    path.parent.mkdir(parents=True)
    found = EventStore(path)
    for text in (TEXT, OTHER):
        found.save(extract(read_report(text, source="Example Times"), gazetteer))
    return found


def _open() -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    page.session_state["unplaced_tray"] = True
    return page.run()


def _ask(page: AppTest) -> AppTest:
    """Press the button of the event whose place is named, the second in the tray."""
    return [button for button in page.button if button.label == "Place it"][1].click().run()


def _at(store: EventStore) -> str | None:
    event = next(each for each in store.select(EventFilter()).events if "Xandoquil" in each.sentence)
    return event.where.place.country_code if event.where is not None and event.where.place is not None else None


def _type(page: AppTest, text: str) -> AppTest:
    return page.text_input(key="placing_else").set_value(text).run()


def _choose(page: AppTest, part: str) -> AppTest:
    return next(each for each in page.button if part in each.label.replace("\\", "")).click().run()


def test_each_event_says_its_place_its_sentence_its_source_and_why(store: EventStore) -> None:
    page = _open()
    said = words(page)
    assert [each.label for each in page.expander if each.label.startswith("Waiting")] == ["Waiting for a place (2)"]
    for part in ("“Xandoquil”", "no place named", "Example Times · Not placed: in no gazetteer that is at hand"):
        assert part in said
    assert [each.label for each in page.button].count("Place it") == 2


def test_an_event_without_a_named_place_is_placed_by_what_the_analyst_writes(store: EventStore) -> None:
    page = press(_open(), "Place it")
    assert not [each for each in page.checkbox if "Remember" in each.label], "there is no name to remember"
    page = _choose(_type(page, "Hama"), "amāh, ")
    assert "The event is on the map now" in words(page)
    event = next(each for each in store.select(EventFilter()).events if "Protesters" in each.sentence)
    assert event.where is not None
    assert event.where.place is not None
    assert event.where_prec == 1


def test_a_point_that_is_typed_places_the_event_and_undo_takes_it_back(store: EventStore) -> None:
    page = _ask(_open())
    page = _type(page, "34°44′00″N 36°43′00″E")
    page = _choose(page, "34°44′00″N")
    assert not page.exception
    assert "Xandoquil is on the map now" in words(page)
    assert "**1** on the map + **1** not placed" in words(page)
    assert _at(store) == "SY"
    page = press(page, "Undo")
    assert "Taken back" in words(page)
    assert "**0** on the map + **2** not placed" in words(page)
    assert _at(store) is None


def test_garbage_and_points_beside_the_globe_are_answered_in_words(store: EventStore) -> None:
    page = _ask(_open())
    page = _type(page, "%%% 12 zz")
    assert "No place and no coordinates were found in that" in words(page)
    page = _type(page, "95.2°N 13.1°E")
    assert "Latitude 95.2 is out of range" in words(page)
    assert _at(store) is None


def test_a_place_far_from_all_that_the_report_names_is_asked_about_not_refused(store: EventStore) -> None:
    page = _ask(_open())
    page = _choose(_type(page, "Manaus"), "Manaus, ")
    assert "from everything that the report names (Syria)" in words(page)
    assert _at(store) is None
    page = press(page, "Yes, place it there")
    assert _at(store) == "BR"
    assert "Xandoquil is on the map now" in words(page)


def test_a_name_is_remembered_for_later_reports_and_forgotten_with_undo(store: EventStore) -> None:
    page = _ask(_open())
    page.checkbox(key="placing_remember").check()
    page = _choose(_type(page, "34.73, 36.71"), "34.73, 36.71")
    assert [own.place.name for own in OwnPlaces(store.path).all()] == ["Xandoquil"]
    assert "Reports that you read from now on find the name there" in words(page)
    page = press(page, "Undo")
    assert OwnPlaces(store.path).all() == ()
    assert _at(store) is None


def test_of_two_who_place_one_event_the_later_is_told(store: EventStore, gazetteer: Gazetteer) -> None:
    page = _ask(_open())
    event = next(each for each in store.select(EventFilter()).events if "Xandoquil" in each.sentence)
    store.place_event(event.event_id, gazetteer.search("Idlib", country="SY")[0].place, why="by phone", who="Ben")
    page = _choose(_type(page, "Hama"), "amāh, ")
    assert "Someone changed this event since you looked at it (Ben: by phone)" in words(page)
    assert [each.who for each in store.revisions(event.event_id)] == ["machine", "Ben"]


def test_a_project_that_another_program_holds_says_so_and_nothing_is_lost(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _ask(_open())
    page = _type(page, "Hama")
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.1)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = _choose(page, "amāh, ")
    other.close()
    assert "Another program is writing" in words(page)
    assert _at(store) is None
    _choose(page, "amāh, ")
    assert _at(store) == "SY"


def test_a_project_that_cannot_be_written_to_says_what_to_do(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _type(_ask(_open()), "Hama")
    monkeypatch.setattr("ui.cache.open_project", lambda **_: EventStore(store.path, read_only=True))
    page = _choose(page, "amāh, ")
    assert "is read-only. Save into a project of your own" in words(page)
    assert _at(store) is None


def test_the_sample_project_says_where_to_go_and_offers_no_dead_buttons(open_page: Open) -> None:
    page = _open()
    assert "The sample project is read-only. Save a report of your own" in words(page)
    assert "Place it" not in [each.label for each in page.button]
