"""What the map draws of the filter, and what it tells back of it."""

import datetime as dt

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from events import filter_to_params
from tests.ui.conftest import ROOT, Open, press, words
from ui import explorer, simple_map


def _explore(**address: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    for name, value in address.items():
        page.query_params[name.replace("_", "-")] = value
    return page


@pytest.fixture
def told(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Return what the map is told; a button stands in its place, which tells back the days that it draws."""
    open_page("explore")
    found: dict[str, object] = {}

    def stand_in(header: dict[str, object], *_: object, hears: explorer.Hears, **__: object) -> None:
        found.update(header)
        days = header["range"]
        if isinstance(days, list):
            first, last = (dt.date.fromisoformat(day) for day in days)
            st.button("Played to the end", on_click=hears.brush, args=((first, last),))
            st.button("Brushed", on_click=hears.brush, args=((first + dt.timedelta(1), last - dt.timedelta(1)),))

    monkeypatch.setattr(explorer, "explorer", stand_in)
    return found


@pytest.mark.parametrize(
    "asked", [{"from-date": "2020-06-01"}, {"to-date": "2022-10-16"}, {"from-date": "2020-06-01", "to-date": "2020-06-02"}],
    ids="+".join,
)  # fmt: skip
def test_an_open_side_stays_open_when_the_map_tells_back_the_days_it_draws(
    told: dict[str, object], asked: dict[str, str]
) -> None:
    page = _explore(**asked).run()
    page = press(page, "Played to the end")
    assert not page.exception
    assert filter_to_params(page.session_state["filter"]) == asked


def test_days_that_were_brushed_are_the_filters_own(told: dict[str, object]) -> None:
    page = _explore(from_date="2020-06-01").run()
    page = press(page, "Brushed")
    days = filter_to_params(page.session_state["filter"])
    assert days["from-date"] == "2020-06-02"
    assert days["to-date"] > "2024"


def test_an_area_past_the_date_line_is_drawn_on_both_edges_of_the_map(told: dict[str, object]) -> None:
    _explore(polygon="170 10,190 10,190 20,170 20;-200 -5,-190 -5,-190 5").run()
    rings = told["area"]
    assert isinstance(rings, list)
    assert sorted((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in rings) == [
        (-180, -170), (160, 170), (170, 180),
    ]  # fmt: skip
    assert all(ring[0] == ring[-1] for ring in rings)


def test_the_simple_map_has_its_timeline_above_the_most_events_it_draws(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("explore")
    monkeypatch.setattr(simple_map, "_MOST_EVENTS", 3)
    page = _explore()
    page.session_state["explorer_fallback"] = "no WebGL"
    page.run()
    assert not page.exception
    assert "The simple map draws up to 3 events" in words(page)
    assert "Drag on the timeline" in words(page)
    monkeypatch.setattr(simple_map, "_MOST_ON_TIMELINE", 3)
    assert "The simple timeline draws up to 3 events" in words(page.run())
