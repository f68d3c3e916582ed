"""Explore says where reports are thin, and that silence is not quiet."""

import datetime as dt
import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from events import EventStore, extract, read_report
from gazetteer import Gazetteer
from tests.ui.conftest import ROOT, Open, words


def _open(**address: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    for name, value in address.items():
        page.query_params[name.replace("_", "-")] = value
    page.session_state["thin_reports"] = True
    return page.run()


def test_the_largest_gaps_are_said_in_words_whatever_type_is_asked_for(open_page: Open, gazetteer: Gazetteer) -> None:
    path = Path(os.environ["DATELINE_HOME"]) / "data" / "projects" / "default.sqlite"
    path.parent.mkdir(parents=True)
    store = EventStore(path)
    for week in range(11):
        day = dt.date(2025, 1, 6) + dt.timedelta(days=7 * week)
        for number in range(6 if week not in {6, 7} else 0):
            text = f"HOMS, Syria, {day.day} {day:%B %Y} - Shelling killed {number + 2} people in Homs on Monday."
            store.save(extract(read_report(text, source=f"Paper {number}"), gazetteer))
    gap = "no report for 17 February to 2 March 2025 (2 weeks); usually about 6 a week."
    said = words(_open())
    assert "Silence is not quiet." in said
    assert f"Homs, Syria: {gap}" in said
    assert f"All areas together: {gap}" in said
    assert f"Homs, Syria: {gap}" in words(_open(type="protest")), "who reports is not who protests"
    assert "No area was told of far less than usual in this time." in words(_open(to_date="2025-02-01"))


def test_where_nothing_is_usual_yet_that_is_said(open_page: Open, gazetteer: Gazetteer) -> None:
    path = Path(os.environ["DATELINE_HOME"]) / "data" / "projects" / "default.sqlite"
    path.parent.mkdir(parents=True)
    text = (ROOT / "samples" / "libya.txt").read_text(encoding="utf-8")
    EventStore(path).save(extract(read_report(text), gazetteer))
    open_page("explore")
    page = _open()
    assert "There are too few reports for anything to be usual" in words(page)
    assert not page.exception
