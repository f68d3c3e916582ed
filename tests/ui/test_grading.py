"""A person grades a source and an event's information on the pages; the grade is on the card, on the sheet, and taken back."""

from pathlib import Path

from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStatus, EventStore, GradeBook
from geo import build_view, to_html, write_sheet
from tests.ui.conftest import Open, press, read, words

TEXT = "HOMS, Syria, 12 March 2021 - Twelve people died in Homs on Thursday, police said."


def _choose(page: AppTest, label: str, grade: str) -> None:
    next(each for each in page.selectbox if each.label.startswith(label)).set_value(grade)


def test_a_grade_is_given_shown_and_taken_back(open_page: Open, tmp_path: Path) -> None:
    press(read(open_page("reports"), TEXT), "Save")
    page = open_page("review")
    assert "not graded" in words(page)
    _choose(page, "Information of this event", "3")
    page = press(page, "Grade it")
    assert not page.exception
    assert "possibly true" in words(page)
    store = EventStore(tmp_path / "data/projects/default.sqlite")
    event = store.select(EventFilter()).events[0]
    assert store.grades().of(event).information == "3"
    page = press(page, "Take back the last grade")
    assert store.grades().of(event).code == ""
    with store.writing() as connection:
        book = GradeBook(connection)
        book.grade_event(event, "2", at=store.now(), who="Ann", why="")
        if event.source:
            book.grade_source(event.source, "B", at=store.now(), who="Ann", why="", event=event)
    view = build_view(store.select(EventFilter()))
    sheet = "".join(each.extract_text() for each in PdfReader(write_sheet(view, tmp_path / "sheet.pdf")).pages)
    code = store.grades().of(event).code
    assert f"[1] {code}" in sheet
    assert ("B usually reliable" if event.source else "not graded") in sheet
    assert f"1 ({code})" in to_html(view, "Homs")
    store.close()


def test_a_planned_event_is_said_to_have_happened_on_its_card_and_taken_back(open_page: Open, tmp_path: Path) -> None:
    page = press(read(open_page("reports"), f"{TEXT} Rebels threatened to shell Homs on Friday."), "Save")
    assert "2 events and 1 planned, threatened or denied saved" in words(page)
    store = EventStore(tmp_path / "data/projects/default.sqlite")
    planned = store.select(EventFilter(statuses=(EventStatus.THREATENED,))).events[0]
    page.session_state["report_pick"] = planned.event_id
    page = page.run()
    next(each for each in page.radio if each.label == "It was").set_value(EventStatus.HAPPENED)
    page = press(page, "Change the status")
    assert not page.exception
    assert "Changed: happened, before threatened." in words(page)
    assert store.event(planned.event_id).status is EventStatus.HAPPENED
    assert len(store.select(EventFilter()).events) == 3
    page = press(page, "Take it back")
    assert store.event(planned.event_id) == planned
    store.close()
