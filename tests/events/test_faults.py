"""`events check` finds what was changed behind Dateline's back, and nothing where nothing was."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import EventFilter, EventStore, open_sample
from events.__main__ import cli
from events.faults import find_faults
from gazetteer import Gazetteer
from tests.events.sensitive import made_project, secret_id

_TRIGGERS = ("revision_no_update", "revision_no_delete")


@pytest.fixture
def project(tmp_path: Path, gazetteer: Gazetteer) -> Path:
    store = made_project(tmp_path, gazetteer)
    assert list(find_faults(store)) == [], "decisions, merges, deletions and originals are no faults"
    store.close()
    return store.path


def _check(path: Path) -> Result:
    return CliRunner().invoke(cli, ["check", "--db", str(path)])


def test_a_whole_project_and_a_purged_one_have_no_faults(project: Path) -> None:
    assert list(find_faults(open_sample())) == []
    store = EventStore(project)
    store.purge_report(secret_id(store), why="in danger")
    done = _check(project)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 reports, 1 events (0 deleted)" in done.stderr
    assert "0 faults; the history's seal: " in done.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE revision SET who = 'nobody' WHERE revision_id = 1", "seal 1 of .* does not fit"),
        ("UPDATE report SET report = replace(report, 'Saturday', 'Sunday')", "another text than it was saved with"),
        ("UPDATE event SET record = json_set(record, '$.start', 3)", "does not stand in its report"),
        ("UPDATE event SET record = json_set(record, '$.trigger', 'oak')", "'oak', that does not stand"),
        ("UPDATE event SET record = json_set(record, '$.where_prec', 9)", "precision of place of 9"),
        ("UPDATE event SET record = json_set(record, '$.where.place.lat', 95)", "latitude 95.*nowhere"),
        ("UPDATE event SET record = json_set(record, '$.confidence', 0.5)", "not what its history says"),
        ("UPDATE event SET record = '{'", "cannot be read"),
        ("DELETE FROM report WHERE number = 2", "refers to a row of report that is not there"),
        (
            "INSERT INTO revision SELECT NULL, event_id, '2001-01-01T00:00:00+00:00', who, why, record FROM revision ORDER BY revision_id DESC LIMIT 1",
            "no seal closes over|a clock was wrong",
        ),
    ],
)
def test_each_change_behind_its_back_is_told(project: Path, change: str, words: str) -> None:
    with closing(sqlite3.connect(project)) as connection:
        for name in _TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(change)
        connection.commit()
    done = _check(project)
    assert done.exit_code == 1
    told = [line for line in done.stdout.splitlines() if line]
    assert told
    assert any(re.search(words, line) for line in told), told
    assert "has no backup" in done.stderr


def test_an_original_that_was_changed_or_lost_is_told(project: Path) -> None:
    first, second = sorted(project.with_suffix(".originals").rglob("*.txt"))
    first.write_text("something else", encoding="utf-8")
    second.unlink()
    lines = sorted(_check(project).stdout.splitlines())
    assert len(lines) == 2
    assert sum("its bytes were changed" in line for line in lines) == 1
    assert sum("is not in p.originals" in line for line in lines) == 1
    assert len(EventStore(project).select(EventFilter()).events) > 0
