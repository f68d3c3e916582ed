"""The project as it was at any earlier time is what it was then; what differs between two times is told event by event."""

import datetime as dt
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import (
    Event,
    EventFilter,
    EventStore,
    Grade,
    GradeBook,
    accepted,
    decide,
    extract,
    merge,
    read_report,
    rejected,
    undo,
)
from events.__main__ import cli
from events.as_of import moment
from events.project_changes import What, changes_between_moments
from events.table_order import parse_table_order
from gazetteer import Gazetteer
from geo.__main__ import main as geo_cli

START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
FIRST = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said. Rebels shelled Idlib on Tuesday."
SECOND = "HOMS, Syria, 13 March 2021 - A car bomb killed six people in Homs on Thursday, doctors said."


@dataclass
class Clock:
    """Goes on by a minute each time it is looked at."""

    at: dt.datetime = START

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(minutes=1)
        return self.at


@dataclass
class Past:
    """A project, and what it held at each time."""

    store: EventStore
    clock: Clock
    held: dict[dt.datetime, tuple[Event, ...]] = field(default_factory=dict)

    def note(self) -> None:
        self.held[self.clock()] = self.store.select(EventFilter()).events


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Past:
    clock = Clock()
    store = EventStore(tmp_path_factory.mktemp("past") / "p.sqlite", now=clock)
    found = Past(store, clock)
    found.note()
    for text in (FIRST, SECOND):
        store.save(extract(read_report(text), gazetteer))
        found.note()
    bomb, other = [each for each in store.select(EventFilter()).events if each.killed]
    shelling = next(each for each in store.select(EventFilter()).events if not each.killed)
    for change in (
        lambda: decide(store, [accepted(bomb)]),
        lambda: decide(store, [rejected(shelling, why="of last year")]),
        lambda: merge(store, store.event(bomb.event_id).event_id, other.event_id, why="one bomb"),
        lambda: undo(store, event_id=bomb.event_id),
        lambda: store.delete_report(other.report_id),
        lambda: store.restore_report(other.report_id),
        lambda: store.place_event(bomb.event_id, gazetteer.lookup("Aleppo")[0].place, why="a reader wrote"),
        lambda: store.save(extract(read_report(FIRST), gazetteer)),
        lambda: store.take_back(bomb.event_id, seen=store.event(bomb.event_id)),
    ):
        change()
        found.note()
    return found


def test_the_past_is_what_it_was_then(past: Past) -> None:
    assert len({tuple(events) for events in past.held.values()}) > 6
    for at, events in past.held.items():
        then = past.store.as_of(at)
        assert then.select(EventFilter()).events == events, at
        assert then.query().total == len(events)
        assert all(then.revisions(each.event_id)[-1].event == each for each in events)
    assert past.store.as_of(START).select(EventFilter()).events == ()


def test_what_differs_between_any_two_times_is_told_and_nothing_else(past: Past) -> None:
    with past.store.reading() as connection:
        for (one, before), (other, after) in itertools.combinations(past.held.items(), 2):
            told = list(changes_between_moments(connection, moment(connection, one), moment(connection, other)))
            was, now = ({each.event_id: each for each in events} for events in (before, after))
            assert {each.event.event_id for each in told if each.what is What.CAME} == now.keys() - was.keys()
            assert {each.event.event_id for each in told if each.what is What.WENT} == was.keys() - now.keys()
            changed = {key for key in was.keys() & now.keys() if was[key] != now[key]}
            assert {each.event.event_id for each in told if each.what is What.CHANGED} <= changed
            assert all(each.event in (before if each.what is What.WENT else after) for each in told)


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in words])


def test_list_export_and_diff_take_a_time(past: Past, tmp_path: Path) -> None:
    path = past.store.path
    (after_first, events), *_ = [each for each in past.held.items() if each[1]]
    said = after_first.isoformat()
    listed = _run("list", "--as-of", said, "--format", "json", "--db", path)
    assert {each["event_id"] for each in json.loads(listed.stdout)} == {each.event_id for each in events}
    assert f"p as of {after_first:%-d %B %Y, %H:%M} UTC: " in listed.stderr
    out = tmp_path / "then.geojson"
    done = CliRunner().invoke(geo_cli, ["export", str(out), "--as-of", said, "--db", str(path)])
    assert done.exit_code == 0, done.output
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert {each["id"] for each in features} == {each.event_id for each in events}
    assert (
        "as of 1 November"
        in json.loads(out.with_name("then.geojson.about.json").read_text(encoding="utf-8"))["project"]
    )
    checked = _run("check", "--export", out, "--db", path)
    assert f"as of {after_first:%Y-%m-%d %H:%M} UTC" in checked.stdout
    assert "since then\tthe data are the same." in checked.stdout
    assert _run("list", "--as-of", "2026-10-31", "--db", path).stderr.startswith(
        "Nothing was recorded by 31 October 2026, 23:59 UTC."
    )
    diff = _run("diff", "--from", "2026-10-31", "--to", said, "--db", path)
    assert [line.split("\t")[:2] for line in diff.stdout.splitlines()] == [
        ["came", key] for key in sorted(each.event_id for each in events)
    ]
    assert "2 came, 0 changed, 0 went" in diff.stderr
    placed = _run(
        "diff", "--from", list(past.held)[-4].isoformat(), "--to", list(past.held)[-3].isoformat(), "--db", path
    )
    assert any(line.split("\t")[2:3] == ["place"] and "Aleppo" in line for line in placed.stdout.splitlines())


@pytest.mark.parametrize("said", ["yesterday", "2026-13-01", "9999-12-31", "", "1; DROP TABLE event"])
def test_what_is_no_time_is_refused(past: Past, said: str) -> None:
    for words in (["list", "--as-of", said], ["diff", "--from", said]):
        done = _run(*words, "--db", past.store.path)
        assert done.exit_code == 2 or (said == "9999-12-31" and done.exit_code == 0)
        assert "Traceback" not in done.output
    assert _run("diff", "--db", past.store.path).exit_code == 2


def test_a_clock_that_jumps_back_leaves_the_order_of_entry_and_is_told(tmp_path: Path, gazetteer: Gazetteer) -> None:
    clock = Clock(START + dt.timedelta(hours=5))
    store = EventStore(tmp_path / "p.sqlite", now=clock)
    store.save(extract(read_report(FIRST), gazetteer))
    clock.at = START + dt.timedelta(hours=1)
    store.save(extract(read_report(SECOND), gazetteer))
    two = store.as_of(START + dt.timedelta(hours=2))
    assert len(two.select(EventFilter()).events) == 3, "what was entered before the last entry of then was known then"
    done = _run("list", "--as-of", "2026-11-01T02:00", "--db", store.path)
    assert "A clock was wrong" in done.stderr
    late = _run("list", "--as-of", "2026-11-01T06:00", "--db", store.path)
    assert "A clock was wrong" not in late.stderr
    assert len(late.stdout.splitlines()) == 3
    checked = _run("check", "--db", store.path)
    assert "a clock was wrong" in checked.stdout
    assert "restore" not in checked.stderr, "a wrong clock is no reason to go back to a backup"


def test_the_grades_are_those_of_then(tmp_path: Path, gazetteer: Gazetteer) -> None:
    clock = Clock()
    store = EventStore(tmp_path / "p.sqlite", now=clock)
    store.save(extract(read_report(FIRST), gazetteer))
    before, event = clock(), store.select(EventFilter()).events[0]
    with store.writing() as connection:
        GradeBook(connection).grade_event(event, "2", at=clock(), who="ana", why="")
    assert store.grades().of(event) == Grade(information="2")
    assert store.as_of(before).grades().of(event) == Grade()
    assert store.as_of(before).select(EventFilter(), order=parse_table_order("-killed")).events[0].killed is not None
