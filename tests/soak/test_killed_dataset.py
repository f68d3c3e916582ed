"""Imports of event data, and edits, that are killed fifty times lose nothing acknowledged and leave no half event."""

import itertools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from events import EventFilter, EventStore
from events.datasets import Count, Dataset, EventRow, import_rows
from events.faults import find_faults
from gazetteer import Gazetteer
from tests.soak.killed import killed

pytestmark = pytest.mark.soak
_KILLS = 50
_ROWS, _BATCH = 60_000, 60
_OURS = Dataset(name="Ours", file="ours.csv")


def _rows(number: int) -> list[EventRow]:
    return [
        EventRow(source_id=str(n), place="Sirte", country="Libya", notes=f"Event {n}.", killed=Count(best=n, low=n, high=n), lon=16.6, lat=31.2)
        for n in range(number)
    ]  # fmt: skip


def _number(project: Path, table: str) -> int:
    with closing(sqlite3.connect(project)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_fifty_killed_imports_lose_and_halve_nothing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rng, project, rows = random.Random(3), tmp_path / "p.sqlite", _rows(_ROWS)
    acknowledged = 0

    def work(tell: Callable[[object], object]) -> None:
        # A row that is there already acknowledges nothing new.
        import_rows(
            EventStore(project), rows, _OURS, gazetteer, batch=_BATCH,
            progress=lambda done: tell(done.read) if done.read > acknowledged else None,
        )  # fmt: skip

    for _ in range(_KILLS):
        if acknowledged == _ROWS:
            break
        acknowledged = max(acknowledged, *map(int, killed(work, rng, most_s=0.06)))
        counts = {_number(project, table) for table in ("event", "revision", "origin")}
        assert len(counts) == 1, counts
        assert acknowledged <= counts.pop() <= acknowledged + _BATCH
    assert 0 < acknowledged < _ROWS, "each kill fell into the import"
    store = EventStore(project)
    assert import_rows(store, rows, _OURS, gazetteer).read == _ROWS
    events = store.select(EventFilter()).events
    assert sorted(each.killed.best for each in events if each.killed) == list(range(_ROWS))
    assert list(find_faults(store)) == []


def test_fifty_killed_editors_lose_and_halve_nothing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rng, project = random.Random(4), tmp_path / "p.sqlite"
    import_rows(EventStore(project), _rows(40), _OURS, gazetteer)
    ids = [event.event_id for event in EventStore(project).select(EventFilter()).events]
    places = [each.place for each in gazetteer.lookup("Tripoli", country="LY")[:2]]
    said: list[str] = []
    round_ = 0

    def work(tell: Callable[[object], object]) -> None:
        store = EventStore(project)
        for number in itertools.count():
            why = f"{round_} {number}"
            store.place_event(ids[number % len(ids)], places[(number + round_) % len(places)], why=why)
            tell(why)

    while round_ < _KILLS:
        said += killed(work, rng, most_s=0.2)
        round_ += 1
    with closing(sqlite3.connect(project)) as connection:
        kept = [row[0] for row in connection.execute("SELECT why FROM revision WHERE who = 'analyst'")]
    assert set(said) <= set(kept)
    # At most the one that was being written when the signal came had no time to be acknowledged.
    assert len(kept) == len(set(kept)) <= len(said) + _KILLS
    store = EventStore(project)
    assert len(store.select(EventFilter()).events) == len(ids)
    assert list(find_faults(store)) == []
