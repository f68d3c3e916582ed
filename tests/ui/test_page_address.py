"""An address that the page did not write came by Back or Forward, whatever Streamlit says of it."""

import pytest
from streamlit.testing.v1 import AppTest

from ui import page_address


def _page() -> None:
    import streamlit as st

    from ui import page_address

    page_address.arrive(st.session_state.get("at", "here"))
    if page_address.is_restored():
        page_address.take_restored()
        st.session_state["word"] = page_address.named("text")
    st.session_state["restored"] = page_address.is_restored()
    page_address.want("text", st.text_input("Word", key="word"))
    page_address.write()
    st.button("Press")


@pytest.fixture(params=[0.0, 60.0], ids=["long ago", "just now"])
def late_s(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """Return for how long an address that was written over is believed to come from a press."""
    seconds: float = request.param
    monkeypatch.setattr(page_address, "_LATE_S", seconds)
    return seconds


@pytest.fixture
def page(late_s: float) -> AppTest:
    """Open a page, and write a word into its field, then another."""
    found = AppTest.from_function(_page).run()
    for word in ("Tripoli", "Sirte"):
        found.text_input(key="word").set_value(word).run()
        assert found.query_params["text"] == word
        assert not found.session_state["restored"]
    return found


def _pressed_under(page: AppTest, **address: str) -> tuple[str, str]:
    """Press a button under an address; return what the field and the address say then."""
    page.query_params.clear()
    for name, value in address.items():
        page.query_params[name] = value
    page.button[0].click().run()
    return str(page.text_input(key="word").value), str(page.query_params["text"])


def test_a_press_under_the_address_before_is_late_or_came_with_back(page: AppTest, late_s: float) -> None:
    if late_s:
        assert _pressed_under(page, text="Tripoli") == ("Sirte", "Sirte")
        return
    assert _pressed_under(page, text="Tripoli") == ("Tripoli", "Tripoli")
    assert _pressed_under(page, text="Sirte") == ("Sirte", "Sirte")
    assert _pressed_under(page, text="Sirte") == ("Sirte", "Sirte")
    assert not page.session_state["restored"]


def test_an_address_that_the_page_never_wrote_is_shown(page: AppTest) -> None:
    assert _pressed_under(page, text="Benghazi") == ("Benghazi", "Benghazi")
    page.text_input(key="word").set_value("Sabha").run()
    assert page.query_params["text"] == "Sabha"


def test_where_the_map_is_is_no_step(page: AppTest) -> None:
    assert _pressed_under(page, text="Sirte", map="13,32,6", layers="heat", style="dark") == ("Sirte", "Sirte")
    assert not page.session_state["restored"]


def test_a_page_that_is_opened_again_without_an_address_is_as_it_was_left(page: AppTest) -> None:
    page.session_state["at"] = "elsewhere"
    assert _pressed_under(page) == ("Sirte", "Sirte")
