"""How long the read model's queries take, beside pandas on the same events in memory."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

import events
from benchmarks.explore.material import FILTERED, Material

_ROUNDS = 5
_FIRST, _LAST = "2019-01-01", "2019-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTimes:
    """Milliseconds of processor time; ours is None where there is no such query yet."""

    events: int
    what: str
    ours_ms: float | None
    pandas_ms: float
    most_ms: float


def time_queries(material: Material) -> list[QueryTimes]:
    """Time the filter by type and year, and the counts by day and type."""
    table = pd.read_parquet(material.points)

    def by_filter() -> object:
        return table[(table["type"] == FILTERED.value) & (table["day"] >= _FIRST) & (table["day"] <= _LAST)]

    def by_day() -> object:
        return table.groupby(["day", "type"], observed=True).size()

    ours = _ours(material)
    return [
        QueryTimes(
            events=material.events, what=what, ours_ms=_ms(ours[what]) if what in ours else None, pandas_ms=_ms(theirs),
            most_ms=most,
        )
        for what, theirs, most in (("filter by type and year", by_filter, 20.0), ("count by day and type", by_day, 60.0))
    ]  # fmt: skip


def _ours(material: Material) -> dict[str, Callable[[], object]]:
    """Return our queries by what they do; none where the read model is not built yet."""
    if not hasattr(events, "EventQuery"):
        return {}
    raise NotImplementedError(f"time events.EventQuery here, on {material.project.name}")


def _ms(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_ROUNDS):
        before = time.process_time()
        work()
        times.append(1000 * (time.process_time() - before))
    return statistics.median(times)
