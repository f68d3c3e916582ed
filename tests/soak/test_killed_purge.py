"""A purge that is killed at ten random moments leaves the report whole or, once the project is opened, not a byte of it."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from events import EventStore
from gazetteer import Gazetteer
from tests.events.sensitive import NAME, PLACE, SENTENCE, holding, made_project, secret_id

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.soak
_REPORTS, _KILLS = 40, 10
# `events purge` as it is, which says when all is loaded and it begins.
_PURGE = "from events.__main__ import cli; print('begins', flush=True); cli(prog_name='events')"


def _started(home: Path, report_id: str) -> "subprocess.Popen[str]":
    project = str(home / "data" / "projects" / "p.sqlite")
    words = ["purge", report_id, "--project", project, "--why", "a source is in danger", "--yes"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_HOME": str(home)}
    started = subprocess.Popen(
        [sys.executable, "-c", _PURGE, *words], cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "begins\n"
    return started


def _rest(project: Path, report_id: str, newest: int) -> dict[str, list[object]]:
    """Return every row of the other reports and their events, with their history as far as a revision."""
    others = f"report_id != '{report_id}'"
    wanted = {
        "report": f"SELECT report_id, report, reading FROM report WHERE {others} ORDER BY number",
        "event": f"SELECT event_id, report_id, record FROM event WHERE {others} ORDER BY event_id",
        "intake": f"SELECT * FROM intake WHERE {others} ORDER BY report_id",
        # Not the reasons: one that speaks of the purged report's event is silenced.
        "revision": "SELECT revision_id, event_id, at, who, r.record FROM revision r JOIN event e USING (event_id) "
        f"WHERE e.{others} AND revision_id <= {newest} ORDER BY 1",
    }
    connection = sqlite3.connect(project)
    found = {name: connection.execute(query).fetchall() for name, query in wanted.items()}
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM revision")
    connection.close()
    return found


def _originals(project: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in project.with_suffix(".originals").rglob("*.*")}


def test_ten_kills_of_a_purge_leave_no_byte_of_the_report_and_all_of_the_others(
    tmp_path: Path, home: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each round starts from the same files at the same path: what is built of a project bears its path in its name.
    rng, whole, here = random.Random(29), tmp_path / "whole", tmp_path / "home"
    (here / "cache").mkdir(parents=True)
    for file in (home / "cache").iterdir():
        (here / "cache" / file.name).symlink_to(file)
    monkeypatch.setenv("DATELINE_HOME", str(here))
    # Padding makes the pages that are rewritten many, so that a purge takes a while.
    more = [
        f"HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing {number:,} people, police said.\n\n"
        + f"The weather was fine {number}. " * 400
        for number in range(1, _REPORTS + 1)
    ]
    store = made_project(here, gazetteer, *more)
    report_id, project = secret_id(store), store.path
    store.close()
    connection = sqlite3.connect(project)
    (newest,) = connection.execute("SELECT max(revision_id) FROM revision").fetchone()
    connection.close()
    before = _rest(project, report_id, newest)
    assert len(before["revision"]) > _REPORTS
    shutil.copytree(here, whole, symlinks=True)

    started, start = _started(here, report_id), time.monotonic()
    started.communicate()
    lasts = time.monotonic() - start
    assert started.returncode == 0
    kept = _originals(project)
    assert len(kept) == _REPORTS + 1
    # The event that was merged with one of the report's stands alone again; all else is as it was.
    after = _rest(project, report_id, newest)
    assert {name: before[name] for name in ("report", "intake", "revision")} == {
        name: after[name] for name in ("report", "intake", "revision")
    }
    assert len(set(before["event"]) ^ set(after["event"])) == 2

    seen = []
    # Half of the moments are spread over the purge, the others drawn from where it was seen to be at work.
    low, high, spread = 0.0, lasts, _KILLS // 2
    for number in range(_KILLS):
        moment = lasts * (number + rng.random()) / spread if number < spread else rng.uniform(low, high)
        shutil.rmtree(here)
        shutil.copytree(whole, here, symlinks=True)
        started = _started(here, report_id)
        time.sleep(moment)
        started.send_signal(signal.SIGKILL)
        started.communicate()
        connection = sqlite3.connect(project)
        is_logged = connection.execute("SELECT count(*) FROM purge").fetchone() == (1,)
        is_left = connection.execute("SELECT count(*) FROM purge_left").fetchone() != (0,)
        connection.close()
        seen.append("not begun" if not is_logged else "half-way" if is_left else "done")
        low = max(low, moment) if seen[-1] == "not begun" else low
        high = max(low, min(high, moment)) if seen[-1] == "done" else high
        store = EventStore(project)
        assert len(store.purges()) == int(is_logged)
        if not is_logged:
            # Nothing of it is lost either, and it is purged when that is asked for again.
            assert _rest(project, report_id, newest) in (before, after)
            assert len(_originals(project)) == _REPORTS + 2
            assert {each.partition(".")[2] for each in holding(here, NAME)} >= {f"sqlite: {NAME}", f"txt: {NAME}"}
            store.purge_report(report_id, why="a source is in danger")
        assert holding(here, SENTENCE, NAME, PLACE, "secret.txt") == []
        assert store.report(report_id) is None
        store.close()
        assert _rest(project, report_id, newest) == after
        assert _originals(project) == kept
        assert holding(here, SENTENCE, NAME, PLACE, "secret.txt") == []
    assert "half-way" in seen or high - low < 0.1, seen
