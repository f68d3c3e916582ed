"""A side of a river is the land behind it, in the country that is meant."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from gazetteer import Gazetteer, geoparse
from gazetteer.sides import side_of

_GROUND = shapely.box(-300_000, -300_000, 300_000, 300_000)


@settings(max_examples=30)
@given(
    st.lists(st.floats(-80_000, 80_000), min_size=4, max_size=9),
    st.sampled_from([0.0, 90.0, 180.0, 270.0]),
    st.floats(30_000, 250_000),
)
def test_the_two_sides_of_a_winding_river_share_nothing_and_keep_to_the_ground(
    bends: list[float], bearing: float, depth: float
) -> None:
    step = 800_000 / (len(bends) - 1)
    along = [(-400_000 + at * step, bend) for at, bend in enumerate(bends)]
    # Winding from west to east it has a north; from south to north an east.
    river = LineString(along if bearing in {0.0, 180.0} else [(y, x) for x, y in along])
    one, other = (side_of(river, (each,), _GROUND, depth) for each in (bearing, bearing + 180))
    assert one.area > 0
    assert other.area > 0
    assert one.is_valid
    assert other.is_valid
    assert one.intersection(other).area < 1e-3 * one.area
    assert one.difference(_GROUND.buffer(1)).area < 1
    assert one.difference(river.buffer(depth + 2_000)).area < 1e-3 * one.area


def test_a_river_that_ends_inside_a_country_has_a_side_only_where_it_flows() -> None:
    east = side_of(LineString([(0, -300_000), (0, 0)]), (90.0,), _GROUND, 100_000)
    assert east.covers(Point(50_000, -150_000))
    assert not east.covers(Point(-50_000, -150_000))
    assert not east.covers(Point(50_000, 50_000))


@pytest.mark.parametrize(
    ("text", "country", "point", "is_in"),
    [
        ("Raids east of the Dnipro.", "UA", (33.5, 46.6), True),
        ("Raids east of the Dnipro.", "UA", (38.0, 55.0), False),
        ("Raids east of the Euphrates, Syria said.", None, (40.7, 36.4), True),
    ],
)
def test_a_given_span_is_the_river_too_and_its_side_keeps_to_the_country(
    text: str, country: str | None, point: tuple[float, float], is_in: bool, gazetteer: Gazetteer
) -> None:
    names = [name for name in ("Dnipro", "Euphrates", "Syria") if name in text]
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    found = geoparse(text, gazetteer, country=country, spans=spans)[0]
    assert found.place is not None
    assert found.place.feature_class == "H"
    assert found.footprint is not None
    assert found.footprint.covers(Point(point)) == is_in
