"""Explore's table: sorted over all its events, kept by the address."""

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import ROOT, Open, event_rows, words


def _open(**address: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def _killed(page: AppTest) -> list[int]:
    said = (words.split()[0] for words in event_rows(page)["Toll"] if "killed" in words)
    return [int(figure.split("–")[0].replace(",", "")) for figure in said if figure[0].isdigit()]


def test_the_table_is_sorted_by_what_is_chosen_and_the_address_keeps_it(open_page: Open) -> None:
    page = open_page("explore")
    by_date = event_rows(page)["Date"].tolist()
    assert "sort" not in page.query_params
    page.selectbox(key="table_sorted_by").set_value("killed").run()
    assert not page.exception
    assert page.query_params["sort"] in ("-killed", ["-killed"])
    killed = _killed(page)
    assert len(killed) > 3
    assert killed == sorted(killed, reverse=True)
    again = _open(sort="-killed")
    assert event_rows(again)["Sentence"].tolist() == event_rows(page)["Sentence"].tolist()
    assert again.selectbox(key="table_sorted_by").value == "killed"
    page.selectbox(key="table_sorted_by").set_value("date").run()
    assert event_rows(page)["Date"].tolist() == by_date
    assert "sort" not in page.query_params


def test_an_order_of_the_address_that_is_none_is_said_and_left_out(open_page: Open) -> None:
    by_date = event_rows(open_page("explore"))["Date"].tolist()
    page = _open(sort="<b>toll</b>")
    assert "sort must be one of date, type" in words(page)
    assert "sort" not in page.query_params
    assert event_rows(page)["Date"].tolist() == by_date
