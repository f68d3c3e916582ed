"""The sheet's projection: scale bars that hold, true north, and extents across the date line."""

import math

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.projection import circle_ring, extent_of, frame_for, scale_bar

GEOD = pyproj.Geod(ellps="WGS84")


@pytest.mark.parametrize("lat", [-78, -45, -10, 0, 15, 32, 52, 68, 84])
@pytest.mark.parametrize("span", [0.2, 3.0, 20.0])
def test_scale_bar_is_right_within_one_percent_of_the_geodesic(lat: float, span: float) -> None:
    frame = frame_for((20 - span, lat - span / 2, 20 + span, lat + span / 2), aspect=1.5, least_width_m=1e5)
    length, share = scale_bar(frame)
    x0, y0, x1, y1 = frame.bounds
    half = share * (x1 - x0) / 2
    lon, along = frame.unproject(np.array([(x0 + x1) / 2 - half, (x0 + x1) / 2 + half]), np.full(2, (y0 + y1) / 2))
    _, _, ground = GEOD.inv(lon[0], along[0], lon[1], along[1])
    assert math.isclose(ground, length, rel_tol=0.01)
    assert str(int(length))[0] in "125"


def test_north_points_up_in_the_middle_of_an_azimuthal_map() -> None:
    assert abs(frame_for((11, 31, 16, 33), aspect=1.5, least_width_m=1e5).north_deg()) < 0.2


def test_circles_have_their_true_radius() -> None:
    frame = frame_for((10, 60, 20, 65), aspect=1.5, least_width_m=1e5)
    ring = circle_ring(frame, 15.0, 62.0, 25_000.0)
    lon, lat = frame.unproject(ring[:, 0], ring[:, 1])
    _, _, away = GEOD.inv(np.full(len(lon), 15.0), np.full(len(lon), 62.0), lon, lat)
    assert np.allclose(away, 25_000, rtol=1e-6)


def test_extent_takes_the_short_way_round() -> None:
    assert extent_of([(170.0, 0.0, 175.0, 1.0), (-170.0, 0.0, -165.0, 1.0)]) == (170.0, 0.0, 195.0, 1.0)
    assert extent_of([(-5.0, 0.0, 5.0, 1.0), (10.0, 0.0, 11.0, 1.0)]) == (-5.0, 0.0, 11.0, 1.0)
    assert extent_of([(-180.0, -60.0, 180.0, 80.0)]) == (-180.0, -60.0, 180.0, 80.0)


spots = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(spots, min_size=1, max_size=6))
def test_every_place_lies_in_its_frame(places: list[tuple[float, float]]) -> None:
    frame = frame_for(extent_of([(*spot, *spot) for spot in places]), aspect=1.4, least_width_m=1e5)
    x, y = frame.project(np.array([lon for lon, _ in places]), np.array([lat for _, lat in places]))
    x0, y0, x1, y1 = frame.bounds
    assert (x >= x0 - 1).all()
    assert (x <= x1 + 1).all()
    assert (y >= y0 - 1).all()
    assert (y <= y1 + 1).all()


@given(st.floats(-180, 180), st.floats(-89, 89), st.floats(0.1, 60))
def test_windows_hold_the_middle_and_never_leave_the_globe(lon: float, lat: float, span: float) -> None:
    frame = frame_for((lon - span, max(-90, lat - span / 2), lon + span, min(90, lat + span / 2)), aspect=1.4, least_width_m=1e5)  # fmt: skip
    windows = frame.windows()
    assert all(-180 <= west <= east <= 180 and -90 <= south <= north <= 90 for west, south, east, north in windows)
    middle = frame.centre
    assert any(w - 1e-5 <= middle[0] <= e + 1e-5 and s <= middle[1] <= n for w, s, e, n in windows)
