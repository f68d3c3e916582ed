"""How long the read model's queries take, beside pandas on the same events in memory."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from benchmarks.explore.browser import Took
from benchmarks.explore.material import FILTERED, Material
from events import EventFilter, EventStore

_ROUNDS = 7
_FIRST, _LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
_FILTER, _PER_DAY = "filter by type and year", "count by day and type"
_AIMS_MS = {_FILTER: 20.0, _PER_DAY: 60.0}
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTimes:
    """How long a query takes; ours is None where the product has no such query yet. ``most_ms`` is aimed at, on the wall."""

    events: int
    what: str
    ours: Took | None
    pandas: Took
    most_ms: float


def time_queries(material: Material) -> list[QueryTimes]:
    """Time the filter by type and year, and the counts by day and type."""
    theirs, ours = _pandas(material), _ours(material)
    return [
        QueryTimes(
            events=material.events, what=what, ours=_timed(ours[what]) if what in ours else None,
            pandas=_timed(theirs[what]), most_ms=most,
        )
        for what, most in _AIMS_MS.items()
    ]  # fmt: skip


def _pandas(material: Material) -> dict[str, Work]:
    table = pd.read_parquet(material.points)
    first, last = _FIRST.isoformat(), _LAST.isoformat()
    return {
        _FILTER: lambda: table[(table["type"] == FILTERED[0].value) & (table["day"] >= first) & (table["day"] <= last)],
        _PER_DAY: lambda: table.groupby(["day", "type"], observed=True).size(),
    }


def _ours(material: Material) -> dict[str, Work]:
    """Return the read model's queries; none where the store has no read model yet."""
    open_query = getattr(EventStore(material.project, read_only=True), "query", None)
    if open_query is None:
        return {}
    query = open_query()
    narrow = EventFilter(types=FILTERED[:1], from_date=_FIRST, to_date=_LAST)
    return {_FILTER: lambda: query.mask(narrow), _PER_DAY: lambda: query.per_day(EventFilter())}


def _timed(work: Work) -> Took:
    """Return the medians after one round that warms what can be warmed."""
    work()
    walls, cpus = [], []
    for _ in range(_ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Took(statistics.median(walls), statistics.median(cpus))
