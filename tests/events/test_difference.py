"""What the difference map colours: values, their place on the scale, and which side stands on far fewer reports."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Change, EventFilter, EventStore, Thinner, Told, differences, extract, read_report
from gazetteer import Gazetteer


def _change(key: str, a: int, b: int) -> Change:
    return Change(key=key, a=Told(events=a), b=Told(events=b))


def test_more_in_a_is_above_nought_fewer_below_and_what_has_no_province_is_counted_apart() -> None:
    found = differences(
        [_change("LY.58", 9, 4), _change("LY.61", 0, 5), _change("", 2, 1), _change("SY.11", 3, 3)], {}, {}
    )
    assert [(row.area, row.value) for row in found.rows] == [("LY.58", 5), ("LY.61", -5), ("SY.11", 0)]
    assert [row.shade for row in found.rows] == [1, -1, 0]
    assert (found.unknown_a, found.unknown_b) == (2, 1)
    assert [round(value, 1) for _, value in found.steps] == [-5, -1.4, 0, 1.4, 5]


def test_sides_of_different_length_are_reckoned_to_as_many_days() -> None:
    found = differences([_change("LY.58", 9, 3)], {}, {}, days_a=30, days_b=10)
    assert (found.rows[0].value, found.stretch) == (0, 3)
    assert differences([_change("LY.58", 9, 3)], {}, {}, days_a=0, days_b=10).rows[0].value == 6


@pytest.mark.parametrize(
    ("a", "b", "days", "thinner"),
    [(10, 10, 1, "neither"), (5, 10, 1, "a"), (10, 5, 1, "b"), (6, 10, 1, "neither"), (5, 10, 2, "neither"), (0, 0, 1, "neither")],
)  # fmt: skip
def test_a_side_is_thinner_where_far_fewer_reports_a_day_tell_of_the_country(
    a: int, b: int, days: int, thinner: str
) -> None:
    found = differences([_change("LY.58", 1, 9)], {"LY": a, "LY.58": 1}, {"LY": b, "LY.58": 9}, days_a=1, days_b=days)
    row = found.rows[0]
    assert row.thinner is Thinner(thinner)
    assert (row.reports_a, row.reports_b, row.country_a, row.country_b) == (1, 9, a, b)


def test_nothing_on_either_side_has_no_scale() -> None:
    found = differences([], {}, {})
    assert found.rows == ()
    assert {value for _, value in found.steps} == {0}


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=30))
def test_shades_keep_to_the_scale_and_to_the_order_of_the_differences(numbers: list[tuple[int, int]]) -> None:
    rows = differences([_change(f"LY.{n}", a, b) for n, (a, b) in enumerate(numbers)], {}, {}).rows
    assert all(-1 <= row.shade <= 1 for row in rows)
    by_value = sorted(rows, key=lambda row: row.value)
    assert [row.shade for row in by_value] == sorted(row.shade for row in rows)


def test_reports_are_counted_once_for_each_province_and_country(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    for towns in (("Homs", "Homs"), ("Homs", "Aleppo"), ("Aleppo",)):
        text = " ".join(f"Shelling killed {n + 2} people in {town} on Monday." for n, town in enumerate(towns))
        store.save(extract(read_report(f"DAMASCUS, Syria, 6 January 2025 - {text}"), gazetteer))
    query = store.query()
    assert query.reports_by_area(EventFilter()) == {"SY.11": 2, "SY.09": 2, "SY": 3}
    assert query.reports_by_area(EventFilter(to_date=dt.date(2024, 1, 1))) == {}
