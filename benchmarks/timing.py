"""Seconds of processor time, ours and a rival's in turn, their ratio, and what we promise.

Processor time of this process, not wall time: other programs on the machine lengthen it less. The rivals' own tables are
kept out of the garbage collector's sight, so that nobody's figure pays for them.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: a figure and the most that it may be."""

    what: str
    value: float
    unit: str
    most: float

    def __str__(self) -> str:
        """Write the line, with whether the promise is kept."""
        verdict = "met" if self.value <= self.most else "missed"
        return f"{self.what}: {self.value:,.1f} {self.unit}; at most {self.most:,.0f}: {verdict}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One line of the table: what was done, by whom, how many a CPU second; ``floor`` is the least that we promise."""

    what: str
    unit: str
    ours: float
    rival: str
    theirs: float
    floor: float | None = None

    def __str__(self) -> str:
        """Write the line; above 1 means that ours is faster."""
        line = (
            f"{self.what}: {self.ours:,.0f} {self.unit} a second; {self.rival}: {self.theirs:,.1f}; "
            f"ratio {self.ours / self.theirs:,.2f}"
        )
        if self.floor is None:
            return line
        return f"{line}; at least {self.floor:,.0f}: {'met' if self.ours >= self.floor else 'missed'}"


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
    floor: float | None = None,
) -> Ratio:
    """Run both in turn, ``rounds`` times after one warm-up, and keep the medians."""
    gc.collect()
    gc.freeze()
    per_second(*ours)
    per_second(*theirs)
    mine, other = [], []
    for _ in range(rounds):
        mine.append(per_second(*ours))
        other.append(per_second(*theirs))
    return Ratio(
        what=what,
        unit=unit,
        ours=statistics.median(mine),
        rival=rival,
        theirs=statistics.median(other),
        floor=floor,
    )
