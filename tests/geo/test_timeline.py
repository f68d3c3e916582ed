"""The timeline: spans, days, faded dates; counts when there are many; a brush named "when"."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from events import Event, EventType, Selection
from geo import BRUSH, build_timeline, build_view
from geo.timeline import _arranged

Make = Callable[..., Event]
Select = Callable[[Sequence[Event]], Selection]


def spec_of(selection: Selection) -> dict[str, Any]:
    chart = build_timeline(build_view(selection))
    assert chart is not None
    spec: dict[str, Any] = chart.to_dict()
    return spec


def test_nothing_dated_means_no_chart(make_event: Make, make_selection: Select) -> None:
    assert build_timeline(build_view(make_selection([]))) is None
    assert build_timeline(build_view(make_selection([make_event(date_start=None, date_end=None)]))) is None


def test_the_brush_is_named_when(story_selection: Selection) -> None:
    spec = spec_of(story_selection)
    assert BRUSH in {param["name"] for param in spec["params"]}


def test_the_days_that_are_chosen_are_shaded_to_the_end_of_the_last(story_selection: Selection) -> None:
    view = build_view(story_selection)
    assert view.date_range is not None
    day = view.date_range[1]
    chart = build_timeline(view, day, day)
    assert chart is not None
    rows = [rows for rows in chart.to_dict()["datasets"].values() if set(rows[0]) == {"date", "until"}]
    assert len(rows) == 1
    start, end = (dt.datetime.fromisoformat(rows[0][0][name]) for name in ("date", "until"))
    assert start.date() == day
    assert start < end <= start + dt.timedelta(days=1)
    outside = build_timeline(view, day + dt.timedelta(days=900), None)
    assert outside is not None
    assert not [rows for rows in outside.to_dict()["datasets"].values() if set(rows[0]) == {"date", "until"}]


def test_days_are_utc_and_end_at_midnight_after(story_selection: Selection) -> None:
    rows = _arranged(build_view(story_selection).events.dropna(subset=["date_start"]))
    assert str(rows["date"].dt.tz) == "UTC"
    assert (rows["until"] > rows["date"]).all()


def test_imprecise_dates_are_faded(story_selection: Selection) -> None:
    rows = _arranged(build_view(story_selection).events.dropna(subset=["date_start"])).set_index("event_id")
    assert not rows.loc["e00002", "is_exact"]
    assert rows.loc["e00000", "is_exact"]


def test_nothing_overlaps_in_a_lane(make_event: Make, make_selection: Select) -> None:
    day = dt.date(2021, 1, 1)
    events = [
        make_event(n, date_start=day + dt.timedelta(days=n // 3), date_end=day + dt.timedelta(days=n // 3 + n % 4))
        for n in range(60)
    ]
    rows = _arranged(build_view(make_selection(events)).events)
    for _, lane in rows.sort_values("date").groupby("lane"):
        assert (lane["date"].iloc[1:].to_numpy() >= lane["until"].iloc[:-1].to_numpy()).all()


def test_many_events_are_counted_by_day_or_week(make_event: Make, make_selection: Select) -> None:
    kinds = list(EventType)

    def year(days: int) -> list[Event]:
        start = dt.date(2021, 1, 1)
        dates = [start + dt.timedelta(days=n % days) for n in range(5000)]
        return [make_event(n, type=kinds[n % 19], date_start=date, date_end=date) for n, date in enumerate(dates)]

    for days, title in ((60, "Events a day"), (360, "Events a week")):
        spec = spec_of(make_selection(year(days)))
        assert spec["encoding"]["y"]["title"] == title
        (rows,) = spec["datasets"].values()
        assert sum(row["size"] for row in rows) == 5000
        assert len(rows) < 1500
