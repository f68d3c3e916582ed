"""Reports: many files at once, what became of each, and where a saved report came from."""

from streamlit.testing.v1 import AppTest

from events import EventStore, default_path
from tests.events.intake_files import STORY, made_page, made_pdf
from tests.ui.conftest import Open, press, words


def _upload(page: AppTest, **files: bytes) -> AppTest:
    page.toggle(key="intake_on").set_value(True).run()
    named = [(name.replace("_", "."), data, "application/octet-stream") for name, data in files.items()]
    page.file_uploader(key="intake_files").set_value(named).run()
    return press(page, "Take them in")


def test_the_good_are_saved_and_the_bad_listed_with_reason_and_metadata(open_page: Open) -> None:
    page = _upload(open_page("reports"), a_txt=STORY.encode(), scan_pdf=made_pdf(""), b_html=made_page(STORY))
    assert not page.exception
    assert "2 taken in, 0 there already, 1 not read." in words(page)
    table = next(each.value for each in page.dataframe if "Language" in each.value.columns).set_index("File")
    assert next(iter(table.index)) == "scan.pdf"
    assert "It has no text layer" in table.loc["scan.pdf", "Why, or what to know"]
    assert table.loc["b.html", ["Title", "Outlet", "Language"]].tolist() == ["A bomb in Homs", "The Daily", "English"]
    assert str(table.loc["b.html", "Published"]) == "2021-03-12"
    assert EventStore(default_path()).count_reports() == 2
    assert "Go on" not in [button.label for button in page.button]


def test_an_import_that_was_cancelled_goes_on_and_takes_in_nothing_twice(open_page: Open) -> None:
    page = _upload(open_page("reports"), a_txt=STORY.encode())
    # As "Cancel" leaves it; the button itself is pressed in the browser's test.
    page.session_state["intake_ended"] = True
    page.run()
    assert "“Go on” reads the others" in words(page)
    page = press(page, "Go on")
    assert "1 taken in, 0 there already, 0 not read." in words(page)
    assert EventStore(default_path()).count_reports() == 1
    assert "Ended before" not in words(page)


def test_a_saved_report_says_where_it_came_from(open_page: Open) -> None:
    _upload(open_page("reports"), a_html=made_page(STORY))
    page = open_page("reports")
    page.session_state["saved_reports"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    assert "From a.html, taken in on" in words(page)
    assert "In English." in words(page)
