"""An area drawn on the map: what encloses nothing does not cost the area before it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, press, words


def _script() -> None:
    import streamlit as st

    from events import filter_to_params
    from ui.filters import filter_sidebar, narrow_to_area

    drawn = {
        "Box": ("box", [(10.123456, 30.0), (20.0, 33.654321)]),
        "Lasso": ("lasso", [(10.123456, 30.0), (20.0, 30.0), (15.0, 33.654321)]),
        "Line": ("lasso", [(10.0, 30.0), (20.0, 30.0)]),
        "No box": ("box", [(10.0, 30.0), (20.0, 95.0)]),
    }
    for label, (kind, points) in drawn.items():
        st.button(label, on_click=narrow_to_area, args=(kind, points))
    chosen = filter_to_params(filter_sidebar(page="Explore"))
    st.caption(f"{chosen.get('bbox', 'no box')} | {chosen.get('polygon', 'no polygon')}")


@pytest.fixture
def page(open_page: Open) -> AppTest:
    """Return the filter with buttons in place of a map."""
    open_page("explore")
    return AppTest.from_function(_script, default_timeout=60).run()


BOX = "10.123456,30,20,33.654321 | no polygon"
LASSO = "no box | 10.123456 30,20 30,15 33.654321"


@pytest.mark.parametrize("bad", ["Line", "No box"])
def test_a_refused_area_is_said_and_leaves_the_one_before_until_the_next_good_one(page: AppTest, bad: str) -> None:
    assert BOX in words(press(page, "Box"))
    said = words(press(page, bad))
    assert BOX in said
    assert len(page.warning) == 1
    assert LASSO in words(press(page, "Lasso"))
    assert not page.warning
    press(page, bad)
    assert "no box | no polygon" in words(press(page, "Remove the area"))
    assert not page.warning
