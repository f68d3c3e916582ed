"""How many reports speak from each day: kept beside them, whatever wrote the project."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest

from events import DocumentDate, EventStore, Extraction, Report

FIRST, SECOND = dt.date(2021, 3, 5), dt.date(2021, 3, 8)


def _save(store: EventStore, report_id: str, day: dt.date | None) -> None:
    said = DocumentDate(date=day, source=None, score=0)
    report = Report(report_id=report_id, text=report_id)
    store.save(Extraction(report=report, document_date=said, warnings=(), events=(), resolutions=(), dates=()))


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    for report_id, day in (("a", SECOND), ("b", FIRST), ("c", SECOND), ("d", None)):
        _save(found, report_id, day)
    return found


def test_each_day_has_the_number_of_its_reports_in_order(store: EventStore) -> None:
    assert list(store.report_days().items()) == [(FIRST, 1), (SECOND, 2)]


def test_a_deleted_report_counts_no_more_until_it_is_brought_back_and_read_again(store: EventStore) -> None:
    store.delete_report("a")
    assert store.report_days() == {FIRST: 1, SECOND: 1}
    _save(store, "a", FIRST)
    assert store.report_days() == {FIRST: 2, SECOND: 1}


def test_a_report_without_events_is_seen_too(store: EventStore) -> None:
    before = store.newest_report
    _save(store, "e", FIRST)
    assert store.newest_report > before
    assert store.report_days()[FIRST] == 2


@pytest.mark.parametrize("lost", ["DROP TABLE report_day", "DELETE FROM report_day WHERE number > 1"])
def test_a_project_of_an_earlier_dateline_is_read_and_caught_up_with_once_it_is_written_to(
    store: EventStore, lost: str
) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute(lost)
    connection.close()
    assert EventStore(store.path, read_only=True).report_days() == {FIRST: 1, SECOND: 2}
    EventStore(store.path).close()
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(day) FROM report_day").fetchone() == (3,)
    connection.close()


def _write(store: EventStore, reading: str, report_id: str) -> None:
    """Have a report's reading say something, as a stranger's project may, without its day kept yet."""
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE report SET reading = ? WHERE report_id = ?", (reading, report_id))
        connection.execute("DELETE FROM report_day")
    connection.close()


@pytest.mark.parametrize("day", ["soon", "2021-02-30", "0000-01-01", "2021-03-08T10:00", 5, ["2021-03-08"]])
def test_what_is_no_day_is_left_out_and_the_other_days_are_told(store: EventStore, day: object) -> None:
    _write(store, json.dumps({"document_date": {"date": day}}), "a")
    for each in (EventStore(store.path, read_only=True), EventStore(store.path)):
        assert each.report_days() == {FIRST: 1, SECOND: 1}
        assert [(report.report_id, report.date) for report in each.reports()][2:] == [("b", FIRST), ("a", None)]


def test_a_reading_that_is_no_json_says_no_day_and_the_project_is_still_written_to(store: EventStore) -> None:
    _write(store, "{broken", "a")
    assert EventStore(store.path, read_only=True).report_days() == {FIRST: 1, SECOND: 1}
    found = EventStore(store.path)
    _save(found, "e", FIRST)
    assert found.report_days() == {FIRST: 2, SECOND: 1}
    assert len(found.reports()) == 5
