"""Silence is not quiet: which weeks and areas are told of far less than usual, and which only by chance."""

import datetime as dt
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import (
    EVERYWHERE,
    EventFilter,
    EventStore,
    extract,
    find_gaps,
    gap_words,
    read_report,
    silence_in,
    square_box,
)
from events.report_counts import squares
from gazetteer import Gazetteer
from tests.events.made_events import made, project

MONDAY = dt.date(2025, 1, 6)


def _counts(weekly: dict[str, list[int]]) -> pa.Table:
    """Return counts of a project whose reports begin a week before: the first week is cut, so it says nothing."""
    rows = [{"area": "begin", "week": MONDAY - dt.timedelta(days=7), "reports": 1, "sources": 1}]
    rows += [
        {"area": area, "week": MONDAY + dt.timedelta(days=7 * n), "reports": told, "sources": min(told, 2)}
        for area, numbers in weekly.items()
        for n, told in enumerate(numbers)
        if told
    ]
    return pa.Table.from_pylist(rows)


def _end(weeks: int) -> dt.date:
    """Return the Sunday after so many weeks."""
    return MONDAY + dt.timedelta(days=7 * weeks - 1)


def _gaps(numbers: list[int], *, end: dt.date | None = None) -> list[tuple[int, int, int]]:
    """Return each gap as its first week, how many there are, and their reports."""
    found = find_gaps(_counts({"LY.58": numbers}), last=end or _end(len(numbers)))
    return sorted(((gap.first - MONDAY).days // 7, gap.weeks, gap.reports) for gap in found.gaps)


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        ([6, 7, 5, 6, 0, 6, 7, 6, 5, 6], [(4, 1, 0)]),  # one week of nothing where six are usual
        ([3, 2, 3, 4, 0, 3, 2, 3, 3, 4], []),  # of three none comes by chance
        ([30, 28, 33, 9, 8, 31, 30, 29, 30, 30], [(3, 2, 17)]),  # far fewer, two weeks on end
        ([30, 28, 33, 15, 31, 30, 29, 30, 30, 31], []),  # half is no third
        ([5, 6, 5, 90, 5, 6, 5, 6, 5, 6], []),  # a burst makes its neighbours no gap
        ([1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0], [(13, 7, 0)]),  # longer than ever, to the end
        ([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], []),  # once a month is its usual
        ([0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5], []),  # before its first report an area is not silent
        ([5, 5, 0, 0, 5], []),  # five weeks have no usual
        ([9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], []),  # nor has a single report
    ],
)  # fmt: skip
def test_what_is_thin_is_far_from_the_usual_and_not_by_chance(
    numbers: list[int], gaps: list[tuple[int, int, int]]
) -> None:
    assert _gaps(numbers) == gaps


def test_the_week_that_the_last_day_cuts_is_left_out() -> None:
    numbers = [9, 8, 9, 8, 9, 9, 8, 9, 9, 9]
    assert _gaps([*numbers, 1], end=_end(10) + dt.timedelta(days=2)) == []
    assert _gaps([*numbers, 1], end=_end(11)) == [(10, 1, 1)]


def test_a_war_that_moves_on_changes_what_is_usual() -> None:
    assert _gaps([30] * 80 + [5] * 80) == []
    assert _gaps([30] * 80 + [5] * 80 + [0] * 3) == [(160, 3, 0)]


def test_the_table_has_every_week_from_an_areas_first_report_on_and_the_worst_gap_is_first() -> None:
    found = find_gaps(
        _counts({"LY.58": [6] * 8 + [0] * 2, "LY.61": [0, 0] + [20] * 6 + [0] * 2, "LY.70": [1]}), last=_end(10)
    )
    assert [gap.area for gap in found.gaps] == ["LY.61", "LY.58"]
    assert all(gap.is_open for gap in found.gaps)
    by_area = found.weeks.group_by("area").aggregate([("week", "count"), ("reports", "sum")]).to_pylist()
    assert {row["area"]: (row["week_count"], row["reports_sum"]) for row in by_area} == {
        "LY.58": (10, 48), "LY.61": (8, 120),
    }  # fmt: skip
    assert found.unsaid == 2
    assert found.weeks.column_names == ["area", "week", "reports", "sources", "usual", "is_thin"]
    assert gap_words(found.gaps[1], "Misrata") == (
        "Misrata: no report for 3 March to 16 March 2025 (2 weeks, to the end of the data); usually about 6 a week."
    )


def test_nothing_at_all_and_a_wrong_year_are_no_trouble() -> None:
    assert find_gaps(_counts({}), last=None).gaps == ()
    assert find_gaps(_counts({}).slice(1), last=MONDAY).gaps == ()
    wrong = [{"area": "LY.58", "week": dt.date(year, 1, 1), "reports": 1, "sources": 1} for year in (1, 1925, 2205)]
    both = pa.concat_tables([pa.Table.from_pylist(wrong), _counts({"LY.58": [6, 7, 5, 6, 0, 6, 7, 6, 5, 6]})])
    assert [gap.weeks for gap in find_gaps(both, last=dt.date(2205, 1, 1)).gaps] == [1]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=150))
def test_gaps_lie_within_the_weeks_and_hold_less_than_usual(numbers: list[int]) -> None:
    found = find_gaps(_counts({"LY.58": numbers}), last=_end(len(numbers)))
    for gap in found.gaps:
        assert MONDAY <= gap.first <= gap.last <= _end(len(numbers))
        assert gap.weeks >= 1
        assert gap.missing > 0
    thin = found.weeks["is_thin"].to_numpy(zero_copy_only=False)
    assert sum(gap.weeks for gap in found.gaps) == int(np.count_nonzero(thin))


def test_squares_have_names_and_boxes_up_to_the_edges_of_the_world() -> None:
    lon, lat = np.array([13.2, -0.1, 180.0, -180.0]), np.array([32.9, -0.1, 90.0, -90.0])
    boxes = [square_box(name) for name in squares(lon, lat).to_pylist()]
    assert boxes == [(12, 30, 16, 34), (-4, -2, 0, 2), (176, 86, 180, 90), (-180, -90, -176, -86)]


def test_reports_are_counted_once_a_week_and_area_by_the_query(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    for week in range(11):
        if week == 7:
            continue
        day = MONDAY + dt.timedelta(days=7 * week)
        for number in range(6):
            text = f"HOMS, Syria, {day.day} {day:%B %Y} - Shelling killed {number + 2} people in Homs on Monday. Gunmen attacked a checkpoint in Homs on Monday."
            store.save(extract(read_report(text, source=f"Paper {number % 3}"), gazetteer))
    found = store.query().reporting(EventFilter())
    rows = found.weeks.to_pylist()
    assert {row["area"] for row in rows} == {EVERYWHERE, "SY.11"}
    assert {(row["reports"], row["sources"]) for row in rows} == {(6, 3), (0, 0)}
    assert [(gap.area, gap.weeks, gap.reports) for gap in found.gaps] == [(EVERYWHERE, 1, 0), ("SY.11", 1, 0)]
    assert store.query().reporting(EventFilter(sources=("nobody",))).gaps == ()


@pytest.mark.parametrize("year", [1, 202, 1341, 2598, 9999])
def test_a_wrong_year_of_one_report_takes_nothing_down(tmp_path: Path, year: int) -> None:
    days = [MONDAY + dt.timedelta(days=7 * week) for week in range(10) if week != 7]
    wrong = [dt.date(year, 1, 1), dt.date(year, 12, 31)]
    store = project(
        tmp_path / "p.sqlite",
        [made(number, date_start=day, date_end=day) for number, day in enumerate([*days, *wrong])],
    )
    found = store.query().reporting(EventFilter())
    weeks = [row["week"] for row in found.weeks.to_pylist() if row["area"] == EVERYWHERE]
    assert min(weeks) > MONDAY - dt.timedelta(days=7)
    assert max(weeks) <= MONDAY + dt.timedelta(days=70)
    for first, last in ((None, None), (MONDAY, None), (wrong[0], wrong[1]), (dt.date.min, dt.date.max)):
        assert silence_in(found, first=first, last=last).areas
    store.close()


def test_days_before_1970_are_of_their_own_week(tmp_path: Path) -> None:
    sunday = dt.date(1969, 12, 14)
    days = [sunday + dt.timedelta(days=7 * week) for week in range(-12, 5)]
    store = project(
        tmp_path / "p.sqlite", [made(number, date_start=day, date_end=day) for number, day in enumerate(days)]
    )
    found = store.query().reporting(EventFilter()).weeks.to_pylist()
    told = {row["week"]: row["reports"] for row in found if row["area"] == EVERYWHERE}
    assert set(told.values()) == {1}
    assert dt.date(1969, 12, 8) in told
    store.close()
