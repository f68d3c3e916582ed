"""Where and when reports are thin: weeks and areas of which far fewer tell than usual. Silence is not quiet."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from math import exp

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

EVERYWHERE = ""
SQUARE_DEGREES = 4
SQUARE = "square:"
_WEEK = np.timedelta64(7, "D")
# A wrong year in one report is no reason to lay out a thousand years of weeks: the newest ones are looked at.
_MOST_WEEKS = 2_000
# Of fewer weeks, or fewer of them with any report, nobody can say what is usual.
LEAST_WEEKS, LEAST_ACTIVE = 8, 4
# Wars change: what is usual is that of the half-year before and after.
YEAR, _STEP = 53, 4
# What chance alone would do less often than once in a hundred weeks, or waits, is worth a look; so is only what is at most
# a third of the usual: news comes in bursts, which the chance of single reports does not know.
_CHANCE, _SHARE = 0.01, 1 / 3
_SHORTEST_SILENCE, _TIMES_USUAL = 2, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Weeks on end in which an area was told of far less than usual.

    Attributes
    ----------
    area
        A province as ``LY.58``, a square (see :func:`square_box`), or `EVERYWHERE`.
    first, last
        The Monday of its first week and the Sunday of its last.
    reports
        How many reports tell of these weeks.
    usual
        Reports a week: the median of the year around, or, where that is 0, the share of weeks with any in
        the years before and after.
    is_open
        Whether it lasts to the end of what the project holds.
    """

    area: str
    first: dt.date
    last: dt.date
    reports: int
    usual: float
    is_open: bool

    @property
    def weeks(self) -> int:
        """How many weeks it lasts."""
        return ((self.last - self.first).days + 1) // 7

    @property
    def missing(self) -> float:
        """How many reports fewer there are than usual, of a gap of years those of one: after that silence is the usual."""
        return self.usual * min(self.weeks, YEAR) - self.reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """How much was reported, from where and when.

    Attributes
    ----------
    weeks
        ``area, week`` (its Monday), ``reports, sources`` (that tell any event of it), ``usual`` (reports a week),
        ``is_thin``: every whole week from an area's first report on; by area and week.
    gaps
        The one that misses most reports first.
    unsaid_areas
        Those that have too few reports for anything to be usual.
    """

    weeks: pa.Table
    gaps: tuple[Gap, ...]
    unsaid_areas: tuple[str, ...]

    @property
    def unsaid(self) -> int:
        """How many areas have too few reports for anything to be usual."""
        return len(self.unsaid_areas)


def square_box(area: str) -> tuple[float, float, float, float] | None:
    """Return a square's west, south, east and north in degrees, None for an area that is none.

    Examples
    --------
    >>> square_box("square:12,-2")
    (12.0, -2.0, 16.0, 2.0)
    >>> square_box("LY.58")
    """
    if not area.startswith(SQUARE):
        return None
    west, south = (float(each) for each in area.removeprefix(SQUARE).split(","))
    return west, south, west + SQUARE_DEGREES, min(90.0, south + SQUARE_DEGREES)


def find_gaps(counts: pa.Table, *, last: dt.date | None) -> Reporting:
    """Return where and when reports are thin.

    An area's usual is the median of the year around a week, from its first report on: a median, since one burst of news
    does not make the weeks after it thin, and of the year around, since a front that moved on is not silent. A week is thin where its reports are at most a
    third of that, and so few that chance alone (Poisson) would give them less than once in a hundred weeks: 0 where 5 are
    usual, never where 4 are. Weeks on end without any are thin where chance would leave so long a wait less than once in
    a hundred, by the share of weeks with a report in the years before and after, and where they are at least twice as long as half
    of its other waits: a province that is told of once a month is not silent after three weeks.

    Parameters
    ----------
    counts
        ``area, week, reports, sources`` as `events.report_counts.count_reports` gives them.
    last
        The last day on which there could be reports; the week that it cuts is left out. None where there are none.
    """
    if last is None or not len(counts):
        return Reporting(weeks=_TABLE.empty_table(), gaps=(), unsaid_areas=())
    week = counts["week"].to_numpy().astype("datetime64[D]")
    earliest, latest = _trusted(np.unique(week))
    # numpy's days: Python's calendar ends on the very day that a wrong year may be
    end: np.datetime64 = np.datetime64(last) + np.timedelta64(1 - (last.weekday() + 1) % 7, "D")
    if latest < week.max() and latest + _WEEK < end:
        end = latest + _WEEK
    # The first week is cut too: nobody knows on which of its days the reports begin.
    begin = max(earliest + _WEEK, end - _MOST_WEEKS * _WEEK)
    is_in = (week >= begin) & (week < end)
    number = ((week - begin) // _WEEK).astype(np.int64)
    span = max(0, int((end - begin) // _WEEK))
    coded = pc.dictionary_encode(counts["area"]).combine_chunks()
    names, at = coded.dictionary.to_pylist(), coded.indices.to_numpy()
    rows = np.flatnonzero(is_in)
    # By area, then by week: each area's rows are a slice.
    rows = rows[np.lexsort((number[rows], at[rows]))]
    bounds = np.searchsorted(at[rows], np.arange(len(names) + 1))
    reports, sources = (counts[name].to_numpy() for name in ("reports", "sources"))
    found: list[_Area] = []
    for code in sorted(range(len(names)), key=names.__getitem__):
        mine = rows[bounds[code] : bounds[code + 1]]
        if len(mine) >= LEAST_ACTIVE and span - number[mine[0]] >= LEAST_WEEKS:
            start = int(number[mine[0]])
            told, by = np.zeros((2, span - start), dtype=np.int64)
            told[number[mine] - start], by[number[mine] - start] = reports[mine], sources[mine]
            found.append(_Area(name=names[code], monday=begin + start * _WEEK, told=told, sources=by))
    gaps = [gap for area in found for gap in area.gaps()]
    gaps.sort(key=lambda gap: (-gap.missing, gap.area, gap.first))
    unsaid = {str(name) for name in names} - {area.name for area in found}
    return Reporting(weeks=_weeks(found), gaps=tuple(gaps), unsaid_areas=tuple(sorted(unsaid)))


_TABLE = pa.schema(
    [("area", pa.string()), ("week", pa.date32()), ("reports", pa.int32()), ("sources", pa.int32()), ("usual", pa.float32()),
     ("is_thin", pa.bool_())]
)  # fmt: skip


class _Area:
    """The weeks of one area from its first report on."""

    def __init__(self, *, name: str, monday: np.datetime64, told: np.ndarray, sources: np.ndarray) -> None:
        self.name, self.monday, self.told, self.sources = name, monday, told, sources
        self.usual = _usual(told)
        levels, at = np.unique(self.usual, return_inverse=True)
        self.thin = told <= np.array([few_of(level) for level in levels.tolist()])[at]
        starts, ends = _runs(told == 0)
        lengths = ends - starts
        by_chance = (1 - self._share(starts, ends)) ** lengths
        for number in np.flatnonzero((lengths >= _SHORTEST_SILENCE) & (by_chance <= _CHANCE)).tolist():
            others = np.delete(lengths, number)
            if not len(others) or lengths[number] >= _TIMES_USUAL * float(np.median(others)):
                self.thin[starts[number] : ends[number]] = True

    def _share(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Return the share of weeks with a report in the years before and after each of these stretches."""
        number = len(self.told)
        active = np.concatenate([[0], np.cumsum(self.told > 0)])
        first, last = np.maximum(0, starts - YEAR), np.minimum(number, ends + YEAR)
        told = active[starts] - active[first] + active[last] - active[ends]
        # One week more than there are: of few weeks even a full row proves little.
        share: np.ndarray = told / (starts - first + last - ends + 1)
        return share

    def gaps(self) -> list[Gap]:
        """Return the thin weeks, those on end together."""
        starts, ends = _runs(self.thin)
        shares = self._share(starts, ends)
        found = []
        for start, end, share in zip(starts.tolist(), ends.tolist(), shares.tolist(), strict=True):
            usual = float(self.usual[(start + end) // 2])
            found.append(
                Gap(
                    area=self.name, first=_day(self.monday + start * _WEEK), last=_day(self.monday + end * _WEEK) - dt.timedelta(days=1),
                    reports=int(self.told[start:end].sum()), usual=usual if usual >= 1 else share, is_open=end == len(self.told),
                )
            )  # fmt: skip
        return found


def _trusted(weeks: np.ndarray) -> tuple[np.datetime64, np.datetime64]:
    """Return the first and last week with reports, without the few that lie years off all others: a wrong year is no silence."""
    cuts = np.flatnonzero(np.diff(weeks) > YEAR * _WEEK) + 1
    parts = [part for part in np.split(weeks, cuts) if len(part) >= LEAST_ACTIVE]
    return (parts[0][0], parts[-1][-1]) if parts else (weeks[0], weeks[-1])


def _usual(told: np.ndarray) -> np.ndarray:
    """Return the median of the year around each week, looked at every `_STEP` weeks; at the ends, of the last whole year."""
    if len(told) <= YEAR:
        return np.full(len(told), float(np.median(told)))
    windows = np.lib.stride_tricks.sliding_window_view(told, YEAR)[::_STEP]
    medians = np.sort(windows, axis=1)[:, YEAR // 2].astype(float)
    nearest = np.clip((np.arange(len(told)) - YEAR // 2 + _STEP // 2) // _STEP, 0, len(medians) - 1)
    found: np.ndarray = medians[nearest]
    return found


def _weeks(areas: list[_Area]) -> pa.Table:
    if not areas:
        return _TABLE.empty_table()
    lengths = [len(area.told) for area in areas]
    names = pa.array([area.name for area in areas], pa.string()).take(
        pa.array(np.repeat(np.arange(len(areas)), lengths))
    )
    mondays = np.concatenate([area.monday + np.arange(len(area.told)) * _WEEK for area in areas])
    return pa.table(
        {
            "area": names,
            "week": pa.array(mondays.astype("datetime64[D]"), pa.date32()),
            "reports": pa.array(np.concatenate([area.told for area in areas]), pa.int32()),
            "sources": pa.array(np.concatenate([area.sources for area in areas]), pa.int32()),
            "usual": pa.array(np.concatenate([area.usual for area in areas]).astype(np.float32)),
            "is_thin": np.concatenate([area.thin for area in areas]),
        },
        schema=_TABLE,
    )


def _runs(is_so: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the runs of true begin, and where they end (the position after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_so, [False]]).astype(np.int8)))
    return edges[::2], edges[1::2]


@lru_cache(maxsize=4096)
def few_of(usual: float) -> int:
    """Return how many reports a week are too few for chance, -1 where none are.

    Examples
    --------
    >>> [few_of(usual) for usual in (4.0, 5.0, 10.0, 30.0)]
    [-1, 0, 2, 10]
    """
    # Of 700 and more a third is always too few; their chances are smaller than the numbers of a computer.
    if usual >= 700:
        return int(usual * _SHARE)
    chance = below = exp(-usual)
    few = -1
    while below <= _CHANCE and few + 1 <= usual * _SHARE:
        few += 1
        chance *= usual / (few + 1)
        below += chance
    return few


def _day(value: np.datetime64) -> dt.date:
    day: dt.date = value.astype("datetime64[D]").item()
    return day


def gap_words(gap: Gap, name: str) -> str:
    """Say a gap in plain words; ``name`` is the area's.

    Examples
    --------
    >>> day = dt.date(2025, 3, 3)
    >>> gap = Gap(area="LY.58", first=day, last=dt.date(2025, 4, 13), reports=0, usual=4.0, is_open=False)
    >>> gap_words(gap, "Misrata, Libya")
    'Misrata, Libya: no report for 3 March to 13 April 2025 (6 weeks); usually about 4 a week.'
    """
    first = f"{gap.first.day} {gap.first:%B}" + ("" if gap.first.year == gap.last.year else f" {gap.first.year}")
    when = f"{first} to {gap.last.day} {gap.last:%B %Y}"
    number = {0: "no report", 1: "1 report"}.get(gap.reports, f"{gap.reports:,} reports")
    weeks = f"{gap.weeks} week{'s' if gap.weeks > 1 else ''}{', to the end of the data' if gap.is_open else ''}"
    wait = round(1 / gap.usual) if gap.usual else 0
    usual = (
        f"about {gap.usual:,.0f} a week" if gap.usual >= 1 else f"one in {wait} weeks" if wait > 1 else "one most weeks"
    )
    return f"{name}: {number} for {when} ({weeks}); usually {usual}."
