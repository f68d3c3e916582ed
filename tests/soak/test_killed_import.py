"""An import of 500 reports that is killed at ten random moments loses and doubles nothing."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from events import EventFilter, EventStore
from events.intake import origin_of

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.soak
_REPORTS, _KILLS = 500, 10


def _command(folder: Path, project: Path) -> list[str]:
    return [sys.executable, "-m", "events", "import", str(folder), "--project", str(project)]


def test_ten_kills_in_five_hundred_reports_lose_and_double_nothing(tmp_path: Path) -> None:
    rng, folder, project = random.Random(11), tmp_path / "in", tmp_path / "p.sqlite"
    folder.mkdir()
    for number in range(1, _REPORTS + 1):
        text = f"HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing {number:,} people, police said."
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    acknowledged: set[str] = set()
    for _ in range(_KILLS):
        started = subprocess.Popen(_command(folder, project), cwd=ROOT, stdout=subprocess.PIPE, text=True, env=env)
        assert started.stdout is not None
        # Those that it has are told first; it is killed at some moment of the new ones, in mid-write too.
        lines = []
        for line in started.stdout:
            lines.append(line)
            if line.startswith("taken in"):
                break
        time.sleep(rng.uniform(0.0, 0.5))
        started.send_signal(signal.SIGKILL)
        lines += started.communicate()[0].splitlines()
        acknowledged |= {line.split("\t")[2] for line in lines if line.startswith("taken in") and line.count("\t") > 2}
    kept = {report.report_id for report in EventStore(project).reports()}
    assert acknowledged <= kept
    assert 0 < len(kept) < _REPORTS
    done = subprocess.run(_command(folder, project), cwd=ROOT, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    store = EventStore(project)
    events = store.select(EventFilter()).events
    assert sorted(each.killed.best for each in events if each.killed) == list(range(1, _REPORTS + 1))
    with sqlite3.connect(project) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("report", "event", "revision", "intake")
        ]
    assert counts == [_REPORTS] * 4
    originals = list(project.with_suffix(".originals").rglob("*.txt"))
    assert len(originals) == _REPORTS
    assert all((origin := origin_of(store, report.report_id)) and origin.original for report in store.reports())
