"""In which areas reports are thin over some days, against what is usual there: what a map of silence draws."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.reporting import EVERYWHERE, LEAST_ACTIVE, LEAST_WEEKS, SQUARE, YEAR, Reporting, few_of

# Where no days are asked for there are no others to compare with: the newest weeks say who fell silent lately.
NEWEST_WEEKS = 4
_DAYS, _MONDAY = 7, dt.date(1970, 1, 5)


class Telling(StrEnum):
    """Whether an area is told of as usual: ``UNSAID`` where it has too few reports for anybody to say."""

    THIN = "thin"
    USUAL = "usual"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSilence:
    """How an area is told of in the weeks looked at.

    Attributes
    ----------
    area
        A province as ``LY.58``.
    reports
        How many tell of these weeks.
    usual
        How many usually tell of so many weeks; None where nothing is usual.
    """

    area: str
    reports: int
    usual: float | None
    telling: Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinWeek:
    """A week of which the reports of all areas together are thin: its Monday, its reports, and those of a usual week."""

    monday: dt.date
    reports: int
    usual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Where reports are thin.

    Attributes
    ----------
    first, last
        Monday and Sunday of the weeks looked at; None where there are none.
    is_newest
        Whether these are the newest, since no days were asked for.
    areas
        The provinces that are told of at all, by code.
    weeks
        All thin weeks of the areas together, whatever days are asked for.
    known
        Monday of the first and Sunday of the last week of which that can be said; None where there is none.
    """

    first: dt.date | None
    last: dt.date | None
    is_newest: bool
    areas: tuple[AreaSilence, ...]
    weeks: tuple[ThinWeek, ...]
    known: tuple[dt.date, dt.date] | None


def silence_in(reporting: Reporting, *, first: dt.date | None, last: dt.date | None) -> Silence:
    """Return where reports are thin over some days.

    Looked at are the whole weeks of these days, or those that they touch where none is whole. What is usual is the median
    week of the year before and of the year after, whichever is less; weeks that are thin themselves are passed over, since a
    silence of two years is not the usual of its second. Where the median is 0 it is the share of weeks with a report. Thin
    is what is at most a third of that, and so little that chance alone would leave it less than once in a hundred times.

    Parameters
    ----------
    reporting
        As `EventQuery.reporting` gives it.
    first, last
        The days, None for an open side; where both are open the newest `NEWEST_WEEKS` weeks are looked at.
    """
    areas = _Weeks.of_areas(reporting.weeks)
    said = {area for area in areas if not _is_other(area)}
    unsaid = [area for area in reporting.unsaid_areas if not _is_other(area)]
    if not areas:
        nothing = tuple(_unsaid(area) for area in sorted(unsaid))
        return Silence(first=None, last=None, is_newest=False, areas=nothing, weeks=(), known=None)
    known = min(each.first for each in areas.values()), max(each.last for each in areas.values()) + 1
    begin, end = _span(known, first, last)
    found = [_unsaid(area) for area in unsaid] + [areas[area].telling(area, begin, end) for area in said]
    together = areas.get(EVERYWHERE)
    return Silence(
        first=_monday(begin) if begin < end else None,
        last=_monday(end) - dt.timedelta(days=1) if begin < end else None,
        is_newest=first is None and last is None,
        areas=tuple(sorted(found, key=lambda each: each.area)),
        weeks=together.thin_weeks() if together else (),
        known=(_monday(together.first), _monday(together.last + 1) - dt.timedelta(days=1)) if together else None,
    )


class _Weeks:
    """The weeks of one area, which follow each other; a week has the number of those since the first Monday of 1970."""

    def __init__(self, rows: pa.Table) -> None:
        self.reports, self.usual = rows["reports"].to_numpy(), rows["usual"].to_numpy()
        self.thin = rows["is_thin"].to_numpy()
        self.first = _number(rows["week"][0].as_py())
        self.last = self.first + len(rows) - 1

    @classmethod
    def of_areas(cls, weeks: pa.Table) -> dict[str, "_Weeks"]:
        """Return the areas of `Reporting.weeks`, each of which is one run of rows."""
        if not len(weeks):
            return {}
        coded = pc.dictionary_encode(weeks["area"]).combine_chunks()
        names, at = coded.dictionary.to_pylist(), coded.indices.to_numpy()
        bounds = [0, *(np.flatnonzero(np.diff(at)) + 1).tolist(), len(at)]
        return {names[at[low]]: cls(weeks.slice(low, high - low)) for low, high in pairwise(bounds)}

    def telling(self, area: str, begin: int, end: int) -> AreaSilence:
        """Say how the area is told of from a week to that before another."""
        low, high = (min(max(each - self.first, 0), len(self.reports)) for each in (begin, end))
        # Before its first report an area is not silent: nobody had begun to tell.
        if low == high:
            return _unsaid(area)
        reports = int(self.reports[low:high].sum())
        usual = self._usual(low, high)
        if usual is None:
            return AreaSilence(area=area, reports=reports, usual=None, telling=Telling.UNSAID)
        expected = usual * (high - low)
        few = few_of(expected)
        # Of so few that even none would come by chance nobody can say that they are missing.
        telling = Telling.THIN if reports <= few else Telling.UNSAID if few < 0 else Telling.USUAL
        return AreaSilence(area=area, reports=reports, usual=expected, telling=telling)

    def _usual(self, low: int, high: int) -> float | None:
        """Return the reports of a usual week beside some weeks; None where there are too few weeks, or reports in them."""
        told = ~self.thin
        sides = (self.reports[:low][told[:low]][-YEAR:], self.reports[high:][told[high:]][:YEAR])
        known = [side for side in sides if len(side) >= LEAST_WEEKS]
        if not known or sum(int(np.count_nonzero(side)) for side in known) < LEAST_ACTIVE:
            return None
        return min(_level(side) for side in known)

    def thin_weeks(self) -> tuple[ThinWeek, ...]:
        """Return the weeks that are thin."""
        return tuple(
            ThinWeek(monday=_monday(self.first + at), reports=int(self.reports[at]), usual=float(self.usual[at]))
            for at in np.flatnonzero(self.thin).tolist()
        )


def _level(side: np.ndarray) -> float:
    middle = float(np.median(side))
    # One week more than there are: of few weeks even a full row proves little.
    return middle if middle >= 1 else float(np.count_nonzero(side)) / (len(side) + 1)


def _span(known: tuple[int, int], first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
    """Return the first week that is looked at, and that after the last."""
    if first is None and last is None:
        return max(known[0], known[1] - NEWEST_WEEKS), known[1]
    # the next Monday, and the week of the next day, either of which the calendar may no longer have
    begin = known[0] if first is None else _number(first) + (first.weekday() > 0)
    end = known[1] if last is None else _number(last) + (last.weekday() == _DAYS - 1)
    if begin >= end and first is not None and last is not None:
        begin, end = _number(first), _number(last) + 1
    return max(begin, known[0]), min(end, known[1])


def _is_other(area: str) -> bool:
    return area == EVERYWHERE or area.startswith(SQUARE)


def _unsaid(area: str) -> AreaSilence:
    return AreaSilence(area=area, reports=0, usual=None, telling=Telling.UNSAID)


def _number(day: dt.date) -> int:
    return (day - _MONDAY).days // _DAYS


def _monday(number: int) -> dt.date:
    return _MONDAY + dt.timedelta(days=_DAYS * number)
