"""Pages of a list that became shorter."""

import pytest
from streamlit.testing.v1 import AppTest


def _script() -> None:
    import streamlit as st

    from ui.paging import page_within

    st.text(page_within("page", 2))
    st.number_input("Page", 1, 2, key="page")


@pytest.mark.parametrize(("asked", "shown"), [(9, 2), (1, 1), (None, 1)])
def test_a_page_beyond_the_last_is_the_last(asked: int | None, shown: int) -> None:
    page = AppTest.from_function(_script)
    if asked is not None:
        page.session_state["page"] = asked
    page.run()
    assert not page.exception
    assert page.text[0].value == str(shown)
    assert page.number_input(key="page").value == shown
