"""What a map draws of an event is what the query filters by."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from events import Event, EventFilter, EventQuery
from geo.event_look import look_of
from tests.events.made_events import event_lists, project


@given(events=event_lists())
@settings(max_examples=25)
def test_the_query_knows_each_event_where_and_as_large_as_it_is_drawn(events: tuple[Event, ...]) -> None:
    by_id = {event.event_id: event for event in events}
    with tempfile.TemporaryDirectory() as folder:
        query = EventQuery(project(Path(folder) / "p.sqlite", events))
        rows = query.drawn().to_pylist()
        looks = [look_of(by_id[query.id_at(position)]) for position in range(query.total)]
        assert query.counts(EventFilter(statuses=())).placed == sum(look.geometry is not None for look in looks)
        for row, look in zip(rows, looks, strict=True):
            assert (row["area"] >= 0) == look.is_area
            assert row["radius_m"] == (None if look.radius_m is None else pytest.approx(look.radius_m))
            assert (row["lon"], row["lat"]) == ((look.point.x, look.point.y) if look.point else (None, None))
            if look.is_area:
                assert query.areas()[row["area"]].equals(look.geometry)
