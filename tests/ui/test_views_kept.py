"""What a view takes in memory is kept for few filters: of many events it is hundreds of megabytes."""

import pytest
import streamlit as st

from events import EventFilter
from ui import cache


def test_the_two_views_looked_at_last_are_kept(home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    built: list[EventFilter] = []
    monkeypatch.setattr(cache, "build_view", lambda selection, **_: built.append(selection.filter))
    filters = [EventFilter(text=text) for text in ("police", "army", "attack")]
    for event_filter in (*filters, *filters[1:], filters[0]):
        cache.view(event_filter)
    assert built == [*filters, filters[0]]
    st.cache_resource.clear()
