"""Events that a person makes on the pages: by hand on Review, of words on Reports; each can be taken back."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStore, Verdict
from tests.ui.conftest import Open, press, read, words
from ui import hand_form, words_event

TEXT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked Homs on Thursday and killed two. "
    "The bridge near Palmyra was gone by Tuesday, drivers said."
)


def _store(folder: Path) -> EventStore:
    return EventStore(folder / "data/projects/default.sqlite", read_only=True)


def _field(page: AppTest, label: str) -> str:
    return next(
        str(each.key)
        for kind in (page.text_input, page.text_area, page.number_input)
        for each in kind
        if each.label == label
    )


def _opened(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    return page.run()


def _what(page: AppTest, label: str) -> None:
    next(each for each in page.selectbox if each.label == "What").set_value(label).run()


def test_an_event_is_made_by_hand_and_taken_back(open_page: Open, tmp_path: Path) -> None:
    press(read(open_page("reports"), TEXT), "Save")
    before = len(_store(tmp_path).select(EventFilter()).events)
    page = _opened(open_page("review"), hand_form.OPEN)
    page.text_area(key=_field(page, "What happened")).set_value("A car <b>blew up</b>.")
    page.text_input(key=_field(page, "According to")).set_value("a nurse")
    page.text_input(key=_field(page, "Where: a name or coordinates")).set_value("Palmyra").run()
    page.number_input(key=_field(page, "Killed, best")).set_value(4)
    page.number_input(key=_field(page, "Killed, at least")).set_value(9)
    page = press(page, "Add the event")
    assert "Choose what it was." in words(page)
    _what(page, "Bombing")
    page.text_input(key=_field(page, "Time, from")).set_value("quarter past")
    page = press(page, "Add the event")
    assert "in that order" in words(page)
    assert "Nothing was saved yet" in words(page)
    page.number_input(key=_field(page, "Killed, at least")).set_value(3)
    page = press(page, "Add the event")
    assert "is no time of day" in words(page)
    page.text_input(key=_field(page, "Time, from")).set_value("3:40")
    page = press(page, "Add the event")
    assert "Added by hand" in words(page)
    made = next(each for each in _store(tmp_path).select(EventFilter()).events if each.verdict is Verdict.MADE)
    assert (made.sentence, made.source) == ("A car <b>blew up</b>.", "a nurse")
    assert made.time is not None
    assert made.time.start_min == 220
    assert made.where is not None
    assert made.where.place is not None
    assert made.where.place.country_code == "SY" or made.where.place.name == "Palmyra"
    assert page.text_area(key=_field(page, "What happened")).value in {"", None}
    press(page, "Undo")
    assert len(_store(tmp_path).select(EventFilter()).events) == before


def test_an_event_is_made_of_words_of_a_report_and_taken_back(open_page: Open, tmp_path: Path) -> None:
    page = _opened(press(read(open_page("reports"), TEXT), "Save"), words_event.OPEN)
    page.selectbox(key="words_sentence").set_value(len(page.selectbox(key="words_sentence").options) - 1).run()
    _what(page, "Destruction")
    page.text_input(key="words_chosen").set_value("a bridge that is not there").run()
    page = press(page, "Make the event")
    assert "These words are not in the sentence" in words(page)
    page.text_input(key="words_chosen").set_value("bridge near  Palmyra was gone").run()
    page = press(page, "Make the event")
    assert "The event was made." in words(page)
    made = next(each for each in _store(tmp_path).select(EventFilter()).events if each.verdict is Verdict.MADE)
    assert made.trigger == "bridge near Palmyra was gone"
    assert made.sentence.startswith("The bridge near Palmyra")
    page = press(page, "Undo")
    assert "the report is as it was" in words(page)
    assert not [each for each in _store(tmp_path).select(EventFilter()).events if each.verdict is Verdict.MADE]


def test_words_that_tell_no_event_take_out_what_was_read_of_them(open_page: Open, tmp_path: Path) -> None:
    page = _opened(press(read(open_page("reports"), TEXT), "Save"), words_event.OPEN)
    before = len(_store(tmp_path).select(EventFilter()).events)
    first = next(
        each for each in _store(tmp_path).select(EventFilter()).events if each.trigger_start < TEXT.index("The bridge")
    )
    options = page.selectbox(key="words_sentence").options
    page.selectbox(key="words_sentence").set_value(next(n for n, told in enumerate(options) if "Gunmen" in told)).run()
    button = next(each for each in page.button if each.label.startswith("Not an event"))
    page = button.click().run()
    assert "these words tell no event" in words(page)
    assert len(_store(tmp_path).select(EventFilter()).events) < before
    press(page, "Undo")
    assert first in _store(tmp_path).select(EventFilter()).events
    assert len(_store(tmp_path).select(EventFilter()).events) == before
