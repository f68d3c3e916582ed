"""A writer that is killed in mid-write loses nothing that it had acknowledged."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from events import EventFilter, EventStore

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.soak
_KILLS = 20
# Saves one report after another; a line on stdout acknowledges each.
_WRITER = """
import sys
from pathlib import Path
from events import EventStore, extract, read_report
from gazetteer import open_gazetteer
gazetteer, store = open_gazetteer(), EventStore(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    text = f"HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing {number:,} people, police said."
    store.save(extract(read_report(text), gazetteer))
    print(number, flush=True)
"""


def test_twenty_killed_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    rng, file = random.Random(5), tmp_path / "p.sqlite"
    acknowledged: list[int] = []
    for round_ in range(_KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(file), str(1_000 * (round_ + 1))],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]
        time.sleep(rng.uniform(0.0, 0.3))  # any moment of a write
        writer.send_signal(signal.SIGKILL)
        lines += writer.communicate()[0].splitlines()
        acknowledged += [int(line) for line in lines if line.strip().isdigit()]
    events = EventStore(file).select(EventFilter()).events
    killed = [event.killed.best for event in events if event.killed]
    assert len(killed) == len(set(killed))
    assert set(acknowledged) <= set(killed)
    # At most the one that was being written when the signal came had no time to be acknowledged.
    assert len(killed) - len(acknowledged) <= _KILLS
