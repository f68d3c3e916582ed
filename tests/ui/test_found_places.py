"""What the map's search finds is looked for once, not on every run of the page."""

import pytest
import streamlit as st

from gazetteer import Gazetteer
from ui import cache
from ui.explorer_state import found


@pytest.fixture(autouse=True)
def _fresh(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setattr(cache, "gazetteer", lambda: gazetteer)


def test_a_name_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = cache.found_places("Tripoli")
    assert first[0].name == "Tripoli"
    monkeypatch.setattr(cache, "gazetteer", lambda: pytest.fail("looked for again"))
    assert cache.found_places("Tripoli") is first


def test_a_town_is_a_point_and_a_country_an_area() -> None:
    town, country = (found(cache.found_places(name)[0]) for name in ("Sabha", "Libya"))
    assert town["reach_m"] == 0
    assert float(str(country["reach_m"])) > 500_000
