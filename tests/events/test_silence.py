"""Which provinces are told of far less than usual over some days, and of which nobody can say."""

import datetime as dt

import pyarrow as pa
import pytest

from events import AreaSilence, Silence, Telling, find_gaps, silence_in

MONDAY = dt.date(2023, 1, 2)


def _silence(weekly: dict[str, list[int]], *weeks: int, days: tuple[dt.date, dt.date] | None = None) -> Silence:
    """Return the silence from a first to a last week (of all days where neither is given)."""
    rows = [{"area": "begin", "week": MONDAY - dt.timedelta(days=7), "reports": 1, "sources": 1}]
    rows += [
        {"area": area, "week": MONDAY + dt.timedelta(days=7 * n), "reports": told, "sources": 1}
        for area, numbers in weekly.items()
        for n, told in enumerate(numbers)
        if told
    ]
    longest = max(map(len, weekly.values()))
    reporting = find_gaps(pa.Table.from_pylist(rows), last=_day(longest) - dt.timedelta(days=1))
    first, last = days or ((_day(weeks[0]), _day(weeks[1] + 1) - dt.timedelta(days=1)) if weeks else (None, None))
    return silence_in(reporting, first=first, last=last)


def _day(week: int) -> dt.date:
    return MONDAY + dt.timedelta(days=7 * week)


def _of(silence: Silence, area: str = "LY.58") -> AreaSilence:
    return next(each for each in silence.areas if each.area == area)


@pytest.mark.parametrize(
    ("numbers", "weeks", "telling"),
    [
        ([6] * 20 + [1, 0, 2] + [6] * 20, (20, 22), Telling.THIN),
        ([6] * 20 + [3, 3, 3] + [6] * 20, (20, 22), Telling.USUAL),  # half is no third
        ([2] * 20 + [0] + [2] * 20, (20, 20), Telling.UNSAID),  # none of two comes by chance
        ([2] * 20 + [1, 0, 0, 0] + [2] * 20, (20, 23), Telling.THIN),  # one of eight does not
        ([6] * 20 + [0] * 110, (100, 103), Telling.THIN),  # a silence of two years is not the usual of its second
        ([30] * 60 + [5] * 60, (60, 63), Telling.USUAL),  # a war that moves on is not silent
        ([6] * 3 + [0, 0], (3, 4), Telling.UNSAID),  # three weeks have no usual
        ([6, 90, 5, 7, 6, 80, 6, 5, 6, 7, 6, 6, 6], (12, 12), Telling.USUAL),  # bursts are not the usual
        (([1] + [0] * 3) * 20, (40, 43), Telling.UNSAID),  # once a month says nothing of one month
        (([1] + [0] * 3) * 15 + [0] * 32, (60, 91), Telling.THIN),  # but of seven
    ],
)
def test_a_province_is_thin_where_far_less_than_usual_is_told_and_not_by_chance(
    numbers: list[int], weeks: tuple[int, int], telling: Telling
) -> None:
    assert _of(_silence({"LY.58": numbers}, *weeks)).telling is telling


def test_reports_then_and_usually_are_of_the_same_weeks() -> None:
    found = _of(_silence({"LY.58": [6] * 20 + [1, 0, 2] + [6] * 20}, 20, 22))
    assert (found.reports, found.usual) == (3, 18)


def test_whole_weeks_of_the_days_are_looked_at_and_those_touched_where_none_is_whole() -> None:
    numbers = {"LY.58": [6] * 20 + [0] + [6] * 20}
    wednesday = _day(19) + dt.timedelta(days=2)
    whole = _silence(numbers, days=(wednesday, _day(21) + dt.timedelta(days=1)))
    assert (whole.first, whole.last) == (_day(20), _day(21) - dt.timedelta(days=1))
    touched = _silence(numbers, days=(wednesday, wednesday))
    assert (touched.first, touched.last) == (_day(19), _day(20) - dt.timedelta(days=1))
    assert _of(touched).telling is Telling.USUAL


def test_where_no_days_are_asked_for_the_newest_four_weeks_are_looked_at() -> None:
    found = _silence({"LY.58": [6] * 20 + [0] * 4, "LY.61": [6] * 24, "LY.70": [1]})
    assert found.is_newest
    assert (found.first, found.last) == (_day(20), _day(24) - dt.timedelta(days=1))
    assert [(each.area, each.telling.value) for each in found.areas if each.area != "begin"] == [
        ("LY.58", "thin"), ("LY.61", "usual"), ("LY.70", "unsaid"),
    ]  # fmt: skip


def test_days_that_leave_no_others_to_compare_with_and_days_before_the_first_report_say_nothing() -> None:
    numbers = {"LY.58": [0] * 10 + [6] * 20}
    assert _of(_silence(numbers, 10, 29)).telling is Telling.UNSAID
    assert _of(_silence(numbers, 0, 5)).telling is Telling.UNSAID
    outside = _silence(numbers, 100, 110)
    assert outside.first is None
    assert _of(outside).telling is Telling.UNSAID


def test_thin_weeks_of_all_together_are_given_whatever_days_are_asked_for() -> None:
    numbers = [6] * 20 + [0] + [6] * 20
    found = _silence({"": numbers, "LY.58": numbers, "square:12,30": numbers}, 3, 5)
    assert [(each.monday, each.reports, each.usual) for each in found.weeks] == [(_day(20), 0, 6.0)]
    assert found.known == (_day(0), _day(41) - dt.timedelta(days=1))
    assert {each.area for each in found.areas} == {"LY.58", "begin"}


def test_of_no_reports_nothing_is_said() -> None:
    found = silence_in(find_gaps(pa.table({"area": []}), last=None), first=None, last=None)
    assert (found.first, found.known, found.areas, found.weeks) == (None, None, (), ())
