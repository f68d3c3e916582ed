"""Two periods beside each other, and what counts stand on: numbers checked by hand on a small made-up project."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from events import (
    BadFilterError,
    Event,
    EventFilter,
    EventQuery,
    EventStore,
    EventType,
    Exposure,
    TablePart,
    Told,
    Toll,
    changes_between,
    extract,
    is_told_less,
    parse_against,
    period_before,
    read_report,
    with_days,
    year_before,
)
from gazetteer import Gazetteer

MAY, JUNE = (EventFilter(from_date=dt.date(2020, m, 1), to_date=dt.date(2020, m, 30)) for m in (5, 6))
_TEXT = "TRIPOLI, June 4, 2020 - Shelling killed three people in Gharyan on Tuesday."


def _toll(low: int, best: int, high: int) -> Toll:
    return Toll(low=low, best=best, high=high, start=0, end=1)


@pytest.fixture
def query(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[EventQuery]:
    """Return a project of three reports: two of June, one of May.

    ===== ============== ======= ======== ======= ============
    event first day      last    type     killed  actors
    ===== ============== ======= ======== ======= ============
    a1    2 June         2 June  shelling 2 (1-4) A
    a2    2 June         2 June  shelling none    A, B
    a3    31 May         1 June  battle   5 (5-5) none
    b1    10 June        10 June battle   1 (1-1) B
    c1    10 May         10 May  shelling 7 (6-9) A
    c2    not dated              battle   4 (4-4) none
    ===== ============== ======= ======== ======= ============
    """
    found = extract(read_report(_TEXT), gazetteer)
    event, june = found.events[0], dt.date(2020, 6, 2)
    blank = replace(
        event, date_prec=1, killed=None, injured=None, side1=(), side2=(), type=EventType.BATTLE, needs_review=False
    )

    def made(name: str, first: dt.date | None, last: dt.date | None = None, **values: object) -> Event:
        return replace(blank, event_id=name, date_start=first, date_end=last or first, **values)  # type: ignore[arg-type] # fields of an event

    reports = {
        "a": [
            made("a1", june, type=EventType.SHELLING, killed=_toll(1, 2, 4), side1=("A",)),
            made("a2", june, type=EventType.SHELLING, side1=("A",), side2=("B",), where=None, where_prec=None),
            made("a3", dt.date(2020, 5, 31), dt.date(2020, 6, 1), killed=_toll(5, 5, 5), needs_review=True),
        ],
        "b": [made("b1", dt.date(2020, 6, 10), killed=_toll(1, 1, 1), side1=("B",))],
        "c": [
            made("c1", dt.date(2020, 5, 10), type=EventType.SHELLING, killed=_toll(6, 7, 9), side1=("A",)),
            made("c2", None, killed=_toll(4, 4, 4)),
        ],
    }
    store = EventStore(tmp_path / "project.sqlite")
    for name, events in reports.items():
        # Each report has a text of its own; the same text would be the same report.
        report = replace(found.report, report_id=name, source=f"Source {name}", text=f"{_TEXT} {name}")
        told = tuple(replace(each, report_id=name, source=report.source) for each in events)
        store.save(replace(found, report=report, events=told))
    yield store.query()
    store.close()


def test_changes_by_type_add_up_and_the_largest_stands_first(query: EventQuery) -> None:
    a, b = (query.tallies(each, by="type").to_pylist() for each in (JUNE, MAY))
    rows = changes_between(a, b)
    battle, shelling = sorted(rows, key=lambda row: row.key)
    assert [row.difference for row in rows] == sorted((row.difference for row in rows), key=lambda n: -abs(n))
    assert battle.a == Told(events=2, certain=1, killed_low=6, killed_best=6, killed_high=6)
    assert battle.b == Told()
    assert (battle.difference, battle.percent) == (2, None)
    assert shelling.a == Told(events=2, certain=2, killed_low=1, killed_best=2, killed_high=4)
    assert shelling.b == Told(events=1, certain=1, killed_low=6, killed_best=7, killed_high=9)
    assert (shelling.difference, shelling.percent) == (1, 100)
    counts = query.counts(JUNE)
    assert sum(row.a.events for row in rows) == counts.placed + counts.not_placed == 4


def test_a_period_says_how_many_reports_and_sources_it_stands_on(query: EventQuery) -> None:
    june, may = query.exposure(JUNE), query.exposure(MAY)
    assert june == Exposure(
        events=4, reports=2, sources=2, without_actor=1, without_toll=1, toll_without_date=0
    )  # fmt: skip
    assert (may.events, may.reports, may.sources) == (1, 1, 1)
    assert query.exposure(EventFilter()).toll_without_date == 1
    assert is_told_less(june, may)
    assert not is_told_less(may, june)
    assert not is_told_less(june, june)
    # One report in 15 days is as much as two in 30.
    assert not is_told_less(june, may, days_a=30, days_b=15)
    assert is_told_less(june, may, days_a=30, days_b=29)


def test_the_toll_is_summed_up_from_day_to_day_and_leaves_out_what_has_no_date(query: EventQuery) -> None:
    rows = [tuple(row.values()) for row in query.toll_over_time(EventFilter()).to_pylist()]
    assert rows == [
        (dt.date(2020, 5, 10), 6, 7, 9),
        (dt.date(2020, 5, 31), 11, 12, 14),
        (dt.date(2020, 6, 2), 12, 14, 18),
        (dt.date(2020, 6, 10), 13, 15, 19),
    ]


@pytest.mark.parametrize(
    ("part", "ids"),
    [
        (TablePart.SHOWN, {"a1", "a2", "a3", "b1"}),
        (TablePart.PLACED, {"a1", "a3", "b1"}),
        (TablePart.NOT_PLACED, {"a2"}),
        (TablePart.NOT_DATED, set()),
        (TablePart.POSSIBLE, {"a3"}),
        (TablePart.TO_CHECK, {"a3"}),
        (TablePart.FILTERED_OUT, {"c1", "c2"}),
        (TablePart.WITHOUT_DATE, {"c2"}),
        (TablePart.WITHOUT_PLACE, set()),
    ],
)
def test_each_count_leads_to_its_events(query: EventQuery, part: TablePart, ids: set[str]) -> None:
    assert set(query.page(JUNE, part=part)["event_id"].to_pylist()) == ids


def test_periods_before_and_a_year_before_are_as_long_and_end_where_they_should() -> None:
    leap = dt.date(2020, 2, 29)
    assert period_before(leap, leap) == (dt.date(2020, 2, 28), dt.date(2020, 2, 28))
    assert year_before(leap, dt.date(2020, 3, 5)) == (dt.date(2019, 2, 28), dt.date(2019, 3, 5))
    assert period_before(dt.date(1, 1, 1), leap) is None
    assert year_before(dt.date(1, 1, 1), leap) is None
    assert with_days(JUNE, None) is None
    assert with_days(JUNE, (leap, leap)) == EventFilter(from_date=leap, to_date=leap)


@pytest.mark.parametrize("text", ["before", "year-before", "2020-05-01..2020-05-31", "view:Coast & hills"])
def test_what_is_compared_with_goes_into_the_address_and_back(text: str) -> None:
    assert parse_against(text).text == text


@pytest.mark.parametrize("text", ["", "after", "2020-05-01", "2020-13-01..2020-05-31", "view:", "x" * 5000])
def test_garbage_to_compare_with_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFilterError, match="compare must be before"):
        parse_against(text)
