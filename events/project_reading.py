"""The reading of a large project, the first and after an import: in a thread of its own, one for all who wait for it, told in words, and cancelled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Condition, Thread
from typing import Protocol

from events.errors import EventsError


class ReadingState(StrEnum):
    """How far a reading is: it goes on after CANCELLED and FAILED when it is started again."""

    NOT_BEGUN = "not begun"
    AT_WORK = "at work"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingProgress:
    """How much of a reading is done: a ``share`` of 0 to 1, and what it is at, in words."""

    share: float
    words: str


class Readable(Protocol):
    """What a reading needs of an event store."""

    def query(self, *, on_progress: Callable[[int, int], object] | None = None) -> object:
        """Read the project where that was not done yet, and tell how many events are read and how many there are."""
        ...

    def is_behind(self) -> bool:
        """Say whether much changed since."""
        ...


class ReadingCancelledError(EventsError):
    """Nobody waits for the reading any longer."""


class ProjectReading:
    """The first reading of one project. Safe to share between threads.

    Parameters
    ----------
    store
        An `EventStore`; its query is there without delay once the reading is done.
    """

    def __init__(self, store: Readable) -> None:
        self._store = store
        self._changed = Condition()
        self._state = ReadingState.NOT_BEGUN
        self._progress = ReadingProgress(share=0.0, words="Opening the project")
        self._error: Exception | None = None
        self._waiting = 0
        self._is_cancelled = False

    @property
    def state(self) -> ReadingState:
        """How far it is."""
        return self._state

    def is_done(self) -> bool:
        """Say whether the project is read, and not much in it changed since: an import makes it large anew."""
        return self._state is ReadingState.DONE and not self._store.is_behind()

    @property
    def progress(self) -> ReadingProgress:
        """How much of it is done."""
        return self._progress

    def start(self) -> None:
        """Begin to read, or anew what was cancelled or failed; nothing happens where it is at work or done."""
        is_done = self.is_done()
        with self._changed:
            self._is_cancelled = False
            if is_done or self._state is ReadingState.AT_WORK:
                return
            self._state, self._error = ReadingState.AT_WORK, None
            self._progress = ReadingProgress(share=0.0, words="Opening the project")
        Thread(target=self._read, name="first reading of a project", daemon=True).start()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Count as one who waits, for as long as this goes on: what somebody waits for is not cancelled by somebody else."""
        with self._changed:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1

    def wait(self, *, most_s: float) -> ReadingState:
        """Return how far it is when it has ended, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state is not ReadingState.AT_WORK, timeout=most_s)
            return self._state

    def cancel(self) -> bool:
        """End the reading, unless somebody waits for it; return whether it ends. Nothing is kept of what was read."""
        with self._changed:
            if self._waiting or self._state is not ReadingState.AT_WORK:
                return False
            self._is_cancelled = True
            return True

    def check(self) -> None:
        """Raise what the reading failed with, an `EventsError` where that was foreseen; nothing happens where it did not fail."""
        if self._error is not None:
            raise self._error

    def _read(self) -> None:
        while True:
            ended: ReadingState = ReadingState.DONE
            error: Exception | None = None
            try:
                self._store.query(on_progress=self._tell)
            except ReadingCancelledError:
                ended = ReadingState.CANCELLED
            except Exception as failure:  # noqa: BLE001 - whoever waits is told of it
                ended, error = ReadingState.FAILED, failure
            with self._changed:
                # Who starts it again before the thread has heard of the end waits on.
                if ended is ReadingState.CANCELLED and not self._is_cancelled:
                    continue
                self._state, self._error = ended, error
                self._changed.notify_all()
                return

    def _tell(self, done: int, total: int) -> None:
        if self._is_cancelled:
            raise ReadingCancelledError("The reading of the project was cancelled. Start it again to see its events.")
        share = min(1.0, done / total) if total else 1.0
        self._progress = ReadingProgress(share=share, words=f"Reading {total:,} events")
