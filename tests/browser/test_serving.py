"""The server that ``make run`` starts."""

import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser


def test_the_first_visitor_finds_everything_loaded(app_home: Path) -> None:
    # Streamlit serves a component's files once a page has imported it: here before anybody opened one.
    with (
        serving(app_home, is_started_cold=True) as address,
        urllib.request.urlopen(f"{address}/component/streamlit_folium.st_folium/index.html", timeout=10) as answer,
    ):
        assert answer.status == 200
