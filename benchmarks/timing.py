"""Seconds of processor time, ours and a rival's in turn, and their ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One line of the table: what was done, by whom, how many a CPU second."""

    what: str
    unit: str
    ours: float
    rival: str
    theirs: float

    def __str__(self) -> str:
        """Write the line; above 1 means that ours is faster."""
        return (
            f"{self.what}: {self.ours:,.0f} {self.unit} a second; {self.rival}: {self.theirs:,.1f}; "
            f"ratio {self.ours / self.theirs:,.2f}"
        )


def per_second(count: int, work: Callable[[], object]) -> float:
    """Return how many of ``count`` things ``work`` does in a second of this process' CPU time."""
    before = time.process_time()
    work()
    return count / max(time.process_time() - before, 1e-9)


def paired(
    what: str,
    unit: str,
    ours: tuple[int, Callable[[], object]],
    rival: str,
    theirs: tuple[int, Callable[[], object]],
    *,
    rounds: int = 3,
) -> Ratio:
    """Run both in turn, ``rounds`` times after one warm-up, and keep the medians."""
    per_second(*ours)
    per_second(*theirs)
    mine, other = [], []
    for _ in range(rounds):
        mine.append(per_second(*ours))
        other.append(per_second(*theirs))
    return Ratio(what=what, unit=unit, ours=statistics.median(mine), rival=rival, theirs=statistics.median(other))
