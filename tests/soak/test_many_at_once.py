"""Four readers and two writers on one project for a minute: no error, and no edit that writes over another unseen."""

import multiprocessing
import time
from pathlib import Path

import pytest

from events import EventChangedError, EventFilter, EventStore
from events.datasets import Dataset, EventRow, import_rows
from gazetteer import Gazetteer, open_gazetteer

pytestmark = pytest.mark.soak
_SECONDS, _EVENTS = 60, 30


def _read(project: Path, until: float) -> int:
    store, number = EventStore(project, read_only=True), 0
    while time.time() < until:
        found = store.select(EventFilter())
        assert len(found.events) == found.counts.total == _EVENTS
        number += 1
    return number


def _write(project: Path, until: float) -> int:
    """Change events as they were seen; what another changed meanwhile is seen anew. Return how many changes were made."""
    store, done = EventStore(project), 0
    places = [each.place for each in open_gazetteer().lookup("Tripoli", country="LY")[:2]]
    ids = store.select(EventFilter()).event_ids
    while time.time() < until:
        (seen,) = store.events([ids[done % len(ids)]])
        now = seen.where.place if seen.where else None
        try:
            store.place_event(seen.event_id, next(p for p in places if p != now), why="moved", seen=seen)
        except EventChangedError:
            continue
        done += 1
    return done


def test_readers_and_writers_do_not_disturb_each_other(tmp_path: Path, gazetteer: Gazetteer) -> None:
    project = tmp_path / "p.sqlite"
    rows = [EventRow(source_id=str(n), place="Sirte", country="Libya", notes=f"Event {n}.") for n in range(_EVENTS)]
    import_rows(EventStore(project), rows, Dataset(name="Ours"), gazetteer)
    until = time.time() + _SECONDS
    with multiprocessing.get_context("spawn").Pool(6) as pool:
        readers = [pool.apply_async(_read, (project, until)) for _ in range(4)]
        writers = [pool.apply_async(_write, (project, until)) for _ in range(2)]
        reads, writes = ([each.get(_SECONDS + 60) for each in some] for some in (readers, writers))
    assert min(reads) > 0
    assert min(writes) > 0
    with EventStore(project).reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM revision WHERE why = 'moved'").scalar_one()
    assert kept == sum(writes)
