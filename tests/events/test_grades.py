"""Admiralty grades: a person's, of sources and of what events tell; kept apart from readings, in every file, and taken back."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import (
    BadGradeError,
    Event,
    EventFilter,
    EventStore,
    GradeBook,
    extract,
    read_report,
    to_csv,
    to_geojson,
    to_json,
)
from events.__main__ import cli
from events.errors import UnknownEventError
from gazetteer import Gazetteer

TEXT = "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said."


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[EventStore]:
    found = EventStore(tmp_path / "p.sqlite")
    found.save(extract(read_report(TEXT, source="Ábc Wire"), gazetteer))
    yield found
    found.close()


def _event(store: EventStore) -> Event:
    return store.select(EventFilter()).events[0]


def _grade(store: EventStore, source: str, information: str, name: str = "abc  wire") -> None:
    with store.writing() as connection:
        book = GradeBook(connection)
        book.grade_source(name, source, at=store.now(), who="Ann", why="long known")
        book.grade_event(_event(store), information, at=store.now(), who="Ann", why="two others say so")


def test_a_grade_is_in_each_file_and_no_reading_again_undoes_it(store: EventStore, gazetteer: Gazetteer) -> None:
    before, seen = store.graded, _event(store)
    _grade(store, "b", "2")
    store.save(extract(read_report(TEXT, source="Ábc Wire"), gazetteer))
    assert store.graded > before
    assert _event(store) == seen
    selection = store.select(EventFilter())
    assert selection.grades.of(seen).words == "B2: source usually reliable, information probably true"
    told = json.loads(to_geojson(selection.events, selection.grades))["features"][0]["properties"]
    row = next(csv.DictReader(io.StringIO(to_csv(selection.events, selection.grades))))
    record = json.loads(to_json(selection.events, selection.grades))[0]
    for each in (told, row, record):
        assert (each["source_reliability"], each["information_credibility"]) == ("B", "2")
    ungraded = json.loads(to_geojson(selection.events))["features"][0]["properties"]
    assert ungraded["source_reliability"] is None


def test_entries_are_kept_with_who_and_why_and_taken_back_the_last_first(store: EventStore) -> None:
    _grade(store, "B", "2")
    _grade(store, "D", "")
    event = _event(store)
    assert store.grades().of(event).code == "D–"
    with store.writing() as connection:
        book = GradeBook(connection)
        for code in ("D2", "B2", "B–", ""):
            book.take_back(event, at=store.now(), who="Ben")
            assert book.standing().of(event).code == code
        with pytest.raises(UnknownEventError):
            book.take_back(event, at=store.now(), who="Ben")
        entries = book.history(event)
    assert [(each.who, each.grade) for each in entries[:4]] == [("Ann", "B"), ("Ann", "2"), ("Ann", "D"), ("Ann", "")]
    with closing(sqlite3.connect(store.path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE grade SET grade = 'A'")


@pytest.mark.parametrize(("source", "information"), [("G", "2"), ("A", "7"), ("1", "1"), ("A", "b<i>")])
def test_what_is_no_grade_is_refused_with_those_that_are(store: EventStore, source: str, information: str) -> None:
    with pytest.raises(BadGradeError, match=r"A completely reliable|1 confirmed"):
        _grade(store, source, information)
    assert store.grades().of(_event(store)).code == ""


def test_a_project_of_before_there_were_grades_opens_and_takes_them(store: EventStore) -> None:
    store.close()
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("DROP TABLE grade")
        raw.commit()
    old = EventStore(store.path, read_only=True)
    assert old.select(EventFilter()).grades.of(_event(old)).words == "not graded"
    now = EventStore(store.path)
    _grade(now, "A", "1")
    assert old.grades().of(_event(old)).code == "A1"
    now.close()


def test_a_purge_takes_the_grades_of_its_report_along(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "q.sqlite")
    store.save(extract(read_report(TEXT, title="Secret title"), gazetteer))
    event = _event(store)
    with store.writing() as connection:
        book = GradeBook(connection)
        book.grade_source(event.source, "C", at=store.now(), who="Ann", why="", event=event)
        book.grade_event(event, "3", at=store.now(), who="Ann", why="")
    store.purge_report(event.report_id, why="asked for")
    with store.reading() as connection:
        assert GradeBook(connection).history() == ()
    store.close()


def test_the_command_line_grades_lists_and_takes_back(store: EventStore) -> None:
    run, event = CliRunner(), _event(store)
    project = ["--db", str(store.path)]
    assert run.invoke(cli, ["grade", "B", "--source", "Abc Wire", "--why", "known", *project]).exit_code == 0
    assert run.invoke(cli, ["grade", "2", "--event", event.event_id, *project]).exit_code == 0
    listed = run.invoke(cli, ["grade", *project]).stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed] == [["source", "Abc Wire", "B"], ["event", event.event_id, "2"]]
    assert run.invoke(cli, ["grade", "--undo", *project]).exit_code == 0
    assert store.grades().of(event).code == "B–"
    assert run.invoke(cli, ["grade", "9", "--event", event.event_id, *project]).exit_code == 1
    assert run.invoke(cli, ["grade", "B", *project]).exit_code == 2
