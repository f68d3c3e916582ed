"""The first reading of a project: told, shared by all who wait, cancelled only where nobody else does."""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from events import EventFilter, EventsError, ProjectReading, ReadingState, opening
from events.errors import StoreBrokenError
from tests.events.made_events import made, project, save

LONG_S = 30.0
Progress = Callable[[int, int], object]


class Slow:
    """A store that reads as far as it is let, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.begun, self.go_on, self.readings = Event(), Event(), 0

    def is_behind(self) -> bool:
        return False

    def query(self, *, on_progress: Progress | None = None) -> object:
        assert on_progress is not None
        self.readings += 1
        on_progress(400_000, 1_000_000)
        self.begun.set()
        assert self.go_on.wait(LONG_S)
        on_progress(1_000_000, 1_000_000)
        return self


def _begun() -> tuple[Slow, ProjectReading]:
    store = Slow()
    reading = ProjectReading(store)
    assert reading.state is ReadingState.NOT_BEGUN
    reading.start()
    assert store.begun.wait(LONG_S)
    return store, reading


def test_it_tells_how_far_it_is_and_ends() -> None:
    store, reading = _begun()
    assert reading.wait(most_s=0) is ReadingState.AT_WORK
    assert (reading.progress.share, reading.progress.words) == (0.4, "Reading 1,000,000 events")
    store.go_on.set()
    assert reading.wait(most_s=LONG_S) is ReadingState.DONE
    assert reading.progress.share == 1
    assert not reading.cancel()
    reading.start()
    assert store.readings == 1


def test_two_who_wait_share_one_reading_and_neither_ends_it_for_the_other() -> None:
    store, reading = _begun()
    found: list[ReadingState] = []
    both_wait, one_left = Barrier(3), Event()

    def wait(*, stays: bool) -> None:
        reading.start()
        with reading.waiting():
            both_wait.wait(LONG_S)
            if stays:
                found.append(reading.wait(most_s=LONG_S))
        if not stays:
            found.append(ReadingState.CANCELLED if reading.cancel() else ReadingState.AT_WORK)
            one_left.set()

    threads = [Thread(target=wait, kwargs={"stays": stays}) for stays in (True, False)]
    for thread in threads:
        thread.start()
    both_wait.wait(LONG_S)
    assert one_left.wait(LONG_S)
    assert found == [ReadingState.AT_WORK], "the one who cancels does not take it from the other"
    store.go_on.set()
    for thread in threads:
        thread.join(LONG_S)
    assert found == [ReadingState.AT_WORK, ReadingState.DONE]
    assert store.readings == 1


def test_what_nobody_waits_for_is_cancelled_and_can_be_started_again() -> None:
    store, reading = _begun()
    assert reading.cancel()
    store.go_on.set()
    assert reading.wait(most_s=LONG_S) is ReadingState.CANCELLED
    reading.check()
    reading.start()
    assert reading.wait(most_s=LONG_S) is ReadingState.DONE
    assert store.readings == 2


def test_who_starts_it_again_before_it_has_heard_of_the_end_gets_it() -> None:
    store, reading = _begun()
    assert reading.cancel()
    reading.start()
    store.go_on.set()
    assert reading.wait(most_s=LONG_S) is ReadingState.DONE


class Broken:
    def is_behind(self) -> bool:
        return False

    def query(self, *, on_progress: Progress | None = None) -> object:
        raise StoreBrokenError("The project file is damaged. Open a copy of it.")


def test_what_fails_ends_in_a_sentence() -> None:
    reading = ProjectReading(Broken())
    reading.start()
    assert reading.wait(most_s=LONG_S) is ReadingState.FAILED
    with pytest.raises(EventsError, match="Open a copy of it"):
        reading.check()


@pytest.mark.parametrize("has_snapshot", [False, True])
def test_a_large_project_is_read_in_steps_and_nothing_stays_of_one_that_is_cancelled(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_snapshot: bool
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening, "_SMALL", 3)
    monkeypatch.setattr("events.changes._AT_ONCE", 4)
    monkeypatch.setattr(opening, "_BATCHES", 1)
    path = tmp_path / "p.sqlite"
    store = project(path, [made(number) for number in range(10)])
    if has_snapshot:
        project(path, []).query()
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 2:
            raise EventsError("enough")

    with pytest.raises(EventsError, match="enough"):
        store.query(on_progress=tell)
    assert [total for _, total in told] == [10, 10]
    assert 0 <= told[0][0] < told[1][0] <= 10
    assert not list((tmp_path / "home").rglob("*.part"))
    assert len(store.query().ids(EventFilter())) == 10


def test_what_an_import_brought_since_is_read_in_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.store._MANY_CHANGES", 2)
    store = project(tmp_path / "p.sqlite", [made(0)])
    reading = ProjectReading(store)
    reading.start()
    assert reading.wait(most_s=LONG_S) is ReadingState.DONE
    save(store, [made(1, report_id="r-1")])
    assert reading.is_done(), "a few are taken in at once"
    save(store, [made(number, report_id="r-2") for number in range(2, 6)])
    assert not reading.is_done()
    reading.start()
    assert reading.wait(most_s=LONG_S) is ReadingState.DONE
    assert reading.is_done()
    assert store.query().total == 6
