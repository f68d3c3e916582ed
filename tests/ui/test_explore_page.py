"""Explore and Brief: a first look, the address, and what is missing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStatus, EventStore, TablePart, open_sample
from tests.events.made_events import made, save
from tests.ui.conftest import ROOT, Open, words
from ui import cache


def _open_with(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name.replace("_", "-")] = value
    return app.run()


def test_a_first_time_visitor_sees_the_sample_and_one_line_of_what_to_do(open_page: Open) -> None:
    page = open_page("explore")
    assert "Sample project" in words(page)
    assert [each.value for each in page.info] == [
        "These are ten sample reports of our own, to look around. Next: paste a report of yours on the page Reports."
    ]


def test_counts_add_up_whatever_the_filter(open_page: Open) -> None:
    whole = open_page("explore")
    happened = len(whole.dataframe[0].value)
    total = len(open_sample().select(EventFilter(statuses=tuple(EventStatus))).events)
    page = _open_with("explore", country="LY")
    shown = len(page.dataframe[0].value)
    assert 0 < shown < happened < total
    assert f"**{total - shown}** filtered out = **{total}** events" in words(page)


def test_one_event_is_said_as_one(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    save(EventStore(file), [made()])
    said = words(open_page("explore"))
    assert "= **1** event" in said
    assert "1** events" not in said


def test_a_table_of_one_event_says_so(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    save(EventStore(file), [made(), *(made(number, where=None, date_start=None, date_end=None) for number in (1, 2))])
    page = open_page("explore")
    page.pills(key="table_part").set_value(TablePart.PLACED).run()
    assert "The table holds only the one event on the map; map" in words(page)
    page.pills(key="table_part").set_value(TablePart.NOT_DATED).run()
    assert "The table holds only the 2 events that have no date; map" in words(page)


def test_the_address_fills_the_filter_and_a_bad_part_of_it_is_said_and_left_out(open_page: Open) -> None:
    open_page("explore")
    page = _open_with("explore", country="LY", from_date="yesterday")
    assert page.multiselect(key="f_countries").value == ["LY"]
    assert "was not understood and is left out" in words(page)
    assert "yesterday" in words(page)


def test_a_filter_that_lets_nothing_through_says_what_to_do(open_page: Open) -> None:
    open_page("explore")
    for name in ("explore", "brief"):
        page = _open_with(name, text="nothing has these words")
        assert "Widen the dates or clear the filter" in words(page) or "Clear the filter on the left" in words(page)
        assert not page.exception


def test_without_browser_libraries_the_maps_place_says_what_to_run_and_the_rest_works(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.assets.VENDOR_DIR", tmp_path / "vendor")
    page = open_page("explore")
    assert "Run `make vendor`, then load the page again." in words(page)
    assert len(page.dataframe[0].value) > 20
    assert not page.error


def test_the_more_particular_fields_take_the_address_and_are_cleared_with_the_rest(open_page: Open) -> None:
    total = len(open_page("explore").dataframe[0].value)
    page = _open_with("explore", min_killed="1", review="settled")
    shown = len(page.dataframe[0].value)
    assert 0 < shown < total
    assert page.number_input(key="f_min_killed").value == 1
    assert page.query_params["review"] == "settled"
    next(button for button in page.button if button.label == "Clear the filter").click().run()
    assert len(page.dataframe[0].value) == total
    assert "review" not in page.query_params


def test_what_stands_under_more_filters_while_more_is_closed_too(open_page: Open) -> None:
    open_page("explore")
    page = _open_with("explore", min_killed="1")
    shown = len(page.dataframe[0].value)
    page.session_state["filter_more"] = False
    for _ in range(2):
        page.run()
        assert not [each for each in page.number_input if each.key == "f_min_killed"]
        assert len(page.dataframe[0].value) == shown
        assert page.query_params["min-killed"] == "1"
    page.session_state["filter_more"] = True
    page.run()
    assert page.number_input(key="f_min_killed").value == 1


def test_what_stands_the_wrong_way_round_in_the_address_is_swapped_and_said(open_page: Open) -> None:
    total = len(open_page("explore").dataframe[0].value)
    page = _open_with("explore", from_date="2020-06-30", to_date="2020-05-01", country="LY")
    assert "from-date and to-date stood the wrong way round" in words(page)
    assert page.query_params["from-date"] == "2020-05-01"
    assert page.multiselect(key="f_countries").value == ["LY"]
    assert 0 < len(page.dataframe[0].value) < total


def test_tolls_and_days_out_of_order_are_swapped_in_words(open_page: Open) -> None:
    page = _open_with("explore", min_killed="1")
    page.number_input(key="f_min_killed").set_value(500)
    page.number_input(key="f_max_killed").set_value(2).run()
    assert "the two numbers are swapped" in words(page)
    assert (page.query_params["min-killed"], page.query_params["max-killed"]) == ("2", "500")
    assert not page.exception


@pytest.mark.parametrize(
    "address",
    [{"from_date": "1861-04-12"}, {"to_date": "2150-01-01"}, {"max_where_prec": "7"}, {"max_killed": "1000000000"}],
)
def test_an_address_may_name_whatever_the_command_line_takes(open_page: Open, address: dict[str, str]) -> None:
    open_page("explore")
    page = _open_with("explore", **address)
    assert not page.exception
    assert not page.warning
    ((name, value),) = address.items()
    assert page.query_params[name.replace("_", "-")] == value


def test_the_address_names_the_event_that_is_chosen_until_it_is_closed(open_page: Open) -> None:
    event_id = cache.query().id_at(3) if not open_page("explore").exception else ""
    page = _open_with("explore", event=event_id)
    assert page.session_state["picked"] == event_id
    page.session_state["picked"] = other = cache.query().id_at(5)
    page.run()
    assert page.query_params["event"] == other
    page.session_state["picked"] = None
    page.run()
    assert "event" not in page.query_params


def test_a_sheet_of_too_many_events_is_not_begun_and_says_what_to_do(open_page: Open) -> None:
    source = (ROOT / "ui" / "pages" / "brief.py").read_text(encoding="utf-8")
    assert "_MOST = 20_000" in source
    open_page("explore")
    page = AppTest.from_string(source.replace("_MOST = 20_000", "_MOST = 5"), default_timeout=60).run()
    assert "too many for one sheet, which holds up to 5. Narrow the filter" in words(page)
    assert not page.exception
    page = AppTest.from_string(source.replace("_MOST = 20_000", "_MOST = 5"), default_timeout=60)
    page.query_params["country"] = "BR"
    assert "too many" not in words(page.run())


def test_a_release_profile_on_brief_says_how_many_leave_and_why_none_does(open_page: Open) -> None:
    open_page("explore")
    page = _open_with("brief", country="BR")
    assert "leave" not in words(page)
    page.selectbox(key="b_release").set_value("partner").run()
    assert "events leave, 0 withheld: the foot of the sheet says why." in words(page)
    page.text_input(key="b_title").set_value("Aid for Lajeado").run()
    assert "forbids what the file would hold" in words(page)
    page.selectbox(key="b_release").set_value("public").run()
    assert not page.exception
