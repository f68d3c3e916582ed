"""The view model: one row per event, honest geometry, counts and legend of exactly what is drawn."""

import time
from collections.abc import Callable, Sequence

import pandas as pd
import pyproj
import pytest
import shapely

from events import Event, EventType, Selection
from gazetteer import FeatureClass, Place, Resolution, Toponym
from geo import Drawing, EventView, build_view


@pytest.fixture
def view(story_selection: Selection) -> EventView:
    return build_view(story_selection)


def test_every_shown_event_has_a_row_placed_or_not(view: EventView, story_selection: Selection) -> None:
    assert list(view.events["event_id"]) == [event.event_id for event in story_selection.events]
    assert view.events.crs.to_epsg() == 4326
    assert view.events["geometry"].isna().sum() == view.counts.not_placed == 1


def test_places_are_drawn_as_precisely_as_they_are_known(view: EventView) -> None:
    drawing = dict(zip(view.events["event_id"], view.events["drawing"], strict=True))
    assert drawing["e00000"] == "point"
    assert drawing["e00001"] == drawing["e00002"] == "area"
    assert drawing["e00003"] == "circle"
    assert drawing["e00007"] == "none"


def test_a_sector_is_represented_inside_itself(view: EventView) -> None:
    row = view.events.iloc[1]
    assert row["place_words"] == "southern Tarrin"
    assert row["geometry"].contains(row["geometry"].representative_point())
    assert row["geometry"].intersects(shapely.Point(row["lon"], row["lat"]))


def test_a_circle_has_its_true_radius_on_the_ground(view: EventView) -> None:
    row = view.events.iloc[3]
    assert row["precision_words"] == "within 12 km"
    geod = pyproj.Geod(ellps="WGS84")
    for lon, lat in row["drawn"].exterior.coords:
        assert geod.inv(row["lon"], row["lat"], lon, lat)[2] == pytest.approx(12_000, abs=5)


def test_unknown_numbers_are_missing_and_never_nought(view: EventView) -> None:
    assert pd.isna(view.events.iloc[4]["killed_best"])
    assert view.events.iloc[9]["killed_low"] == 10
    assert pd.isna(view.events.iloc[7]["lon"])
    assert pd.isna(view.events.iloc[8]["date_start"])


def test_the_legend_counts_exactly_what_is_drawn(view: EventView) -> None:
    placed = {entry.style.type: entry.placed for entry in view.legend.types}
    assert placed[EventType.BATTLE] == 2
    assert placed[EventType.STATEMENT] == 0
    assert dict(view.legend.drawings) == {Drawing.POINT: 5, Drawing.CIRCLE: 2, Drawing.AREA: 2}
    assert sum(placed.values()) == view.counts.placed
    assert view.legend.tolls == (1, 10, 60)


def test_a_whole_country_does_not_zoom_the_others_out_of_sight(view: EventView) -> None:
    west, south, _, _ = view.extent
    assert west > 8
    assert south > 25


def test_one_point_gets_surroundings_and_none_the_world(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    west, south, east, north = build_view(make_selection([make_event()])).extent
    assert 0.3 < east - west < 3
    assert 0.3 < north - south < 3
    empty = build_view(make_selection([]))
    assert empty.extent[0] == -180
    assert empty.date_range is None
    assert empty.legend.types == ()


def test_a_circle_at_the_date_line_does_not_span_the_globe(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    island = Place(
        place_id="t:9",
        name="Edge Island",
        lon=179.95,
        lat=-16.5,
        country_code="FJ",
        feature_class=FeatureClass.POPULATED,
        feature_code="PPL",
        radius_m=1.0,
    )
    where = Resolution(toponym=Toponym(start=0, end=1, text="E"), place=island, score=1.0, tier=None, radius_m=25_000.0)
    drawn = build_view(make_selection([make_event(where=where, where_prec=2)])).events.iloc[0]["drawn"]
    assert drawn.bounds[2] - drawn.bounds[0] < 1


def test_sources_are_numbered_and_each_row_points_to_its_own(view: EventView) -> None:
    assert [source.number for source in view.sources] == [1, 2]
    assert sum(source.events for source in view.sources) == len(view.events)
    for row in view.events.itertuples():
        assert view.sources[row.source_no - 1].name == row.source


def test_ten_thousand_events_take_about_a_second(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    many = make_selection([make_event(number) for number in range(10_000)])
    start = time.process_time()
    build_view(many)
    assert time.process_time() - start < 3


def test_letters_that_turn_the_direction_of_reading_reach_neither_map_nor_page(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    event = make_event(sentence="police \u202edias\u202c so", side1=("the \u2067army",), source="The \u202eDaily")
    view = build_view(make_selection([event]))
    row = view.events.iloc[0]
    assert (row["sentence"], row["side1"], row["source"]) == ("police dias so", "the army", "The Daily")
    assert view.sources[0].name == "The Daily"
