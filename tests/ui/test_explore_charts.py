"""Explore's charts, comparison and the numbers that are buttons."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventType
from tests.ui.conftest import ROOT, Open, words
from ui.comparison import Side


@pytest.fixture
def explore(open_page: Open) -> AppTest:
    """Return Explore with the sample project, not yet run."""
    open_page("explore")
    return AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)


def test_charts_say_what_has_no_bar_in_numbers_that_add_up(explore: AppTest) -> None:
    explore.session_state["charts_open"] = True
    explore.query_params["from-date"], explore.query_params["to-date"] = "2020-05-20", "2020-06-30"
    said = words(explore.run())
    assert not explore.error
    assert "6 drawn + 1 that are in no known province = 7 events." in said
    assert "An event counts once for each of its actors." in said
    assert "that are on no single known day and left out = 7 events." in said
    assert "5 of 7 events tell no number of killed." in said


def test_the_numbers_of_the_charts_are_tables_too(explore: AppTest) -> None:
    explore.session_state["charts_open"] = explore.session_state["charts_as_table"] = True
    page = explore.run()
    tables = [each.value for each in page.dataframe if "Certain" in each.value.columns]
    assert len(tables) == 5
    by_type = next(table for table in tables if "Type" in table.columns)
    assert by_type["Events"].sum() == len(page.dataframe[0].value)
    assert (by_type["Events"] == by_type["Certain"] + by_type["Possible"]).all()


def test_closed_charts_and_comparison_cost_nothing(explore: AppTest) -> None:
    page = explore.run()
    assert len(page.dataframe) == 1
    assert "compare" not in page.query_params


def test_a_number_of_the_head_line_shows_its_events(explore: AppTest) -> None:
    page = explore.run()
    total = len(page.dataframe[0].value)
    shown = page.pills(key="table_part").set_value("to be checked").run().dataframe[0].value
    assert 0 < len(shown) < total
    assert set(shown["Review"]) == {"to be checked"}
    assert f"only the {len(shown)} events that are to be checked" in words(page)


@pytest.mark.parametrize("against", ["before", "year-before", "2020-05-20..2020-05-31"])
def test_the_address_opens_the_comparison_and_keeps_it(explore: AppTest, against: str) -> None:
    explore.query_params["compare"] = against
    explore.query_params["from-date"], explore.query_params["to-date"] = "2020-06-01", "2020-06-30"
    page = explore.run()
    assert not page.error
    assert page.query_params["compare"] == against
    changes = next(each.value for each in page.dataframe if "Province" in each.value.columns)
    shown = len(page.dataframe[0].value)
    assert changes["A"].sum() == shown
    assert (changes["A"] - changes["B"] == changes["A − B"]).all()
    is_warned = "fewer reports may mean fewer events told, not fewer events" in words(page)
    # In June there is one report, in these twelve days of May too: that is more for each day.
    assert is_warned == (against != "before")


@pytest.mark.parametrize(
    "places", [{"country": "LY"}, {"bbox": "9,19,26,34"}, {"polygon": "9 19,26 19,26 34,9 34"}], ids=str
)
def test_reports_of_elsewhere_are_no_exposure_of_the_places_that_are_compared(
    explore: AppTest, places: dict[str, str]
) -> None:
    # In that month there is a report too, as many as in A, but of Pakistan.
    asked = {"from-date": "2020-06-01", "to-date": "2020-06-30", "compare": "2022-10-01..2022-10-30", "type": "battle"}
    for name, value in {**places, **asked}.items():
        explore.query_params[name] = value
    page = explore.run()
    assert not page.error
    overview = next(each.value for each in page.dataframe if "Events a day" in each.value.columns)
    assert list(overview["Reports of these days and places"]) == [1, 0]
    assert "B stands on far fewer reports or sources: 0 reports of 0 sources in 30 days" in words(page)


def test_each_side_stands_on_what_was_told_of_its_own_places_whatever_else_it_asks_for() -> None:
    day = dt.date(2020, 6, 1)
    asked = EventFilter(adm1=("LY.77",), to_date=day, types=(EventType.BATTLE,), text="police", min_killed=3)
    assert Side(filter=asked, days=None).told == EventFilter(adm1=("LY.77",), to_date=day)
    assert Side(filter=EventFilter(countries=("ML",), sources=("A",)), days=None).told == EventFilter(
        countries=("ML",), sources=("A",)
    )


def test_without_days_there_is_no_period_before_and_the_page_says_so(explore: AppTest) -> None:
    explore.query_params["compare"] = "before"
    assert "Choose days first" in words(explore.run())


def test_garbage_to_compare_with_is_said_and_left_out(explore: AppTest) -> None:
    explore.query_params["compare"] = "<b>yesterday</b>"
    page = explore.run()
    assert "compare must be before, year-before" in words(page)
    assert "compare" not in page.query_params
    assert not page.error
    # until something that can be compared with is chosen
    page.session_state["compare_open"] = True
    page.query_params["from-date"] = "2020-06-01"
    page = page.run().button_group(key="compare_kind").set_value("year-before").run()
    assert "compare must be before" not in words(page)
