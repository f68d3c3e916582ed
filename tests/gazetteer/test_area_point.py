import pytest
import shapely

from gazetteer.own_row import area_point


@pytest.mark.parametrize(
    "wkt",
    [
        # a fifth of a metre wide
        "POLYGON((13.180011 32.8800011, 13.180013 32.8800011, 13.180013 32.8800031, 13.180011 32.8800031, 13.180011 32.8800011))",
        # a trench: long, and half a metre wide
        "POLYGON((13 32.000002, 13.5 32.000002, 13.5 32.000006, 13 32.000006, 13 32.000002))",
        # a horseshoe, whose middle is not in it
        "POLYGON((0 0, 10 0, 10 1, 1 1, 1 9, 10 9, 10 10, 0 10, 0 0))",
        "MULTIPOLYGON(((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 5, 7 5, 7 7, 5 7, 5 5)))",
    ],
)
def test_an_areas_point_lies_in_it_however_small_or_bent_it_is(wkt: str) -> None:
    outline = shapely.from_wkt(wkt)
    lon, lat, _ = area_point(outline)
    assert outline.covers(shapely.Point(lon, lat))


def test_a_lines_point_lies_half_way_along_it_and_not_at_its_first_corner() -> None:
    line = shapely.from_wkt("LINESTRING(13 32, 13.2 32, 13.2 32.2)")
    lon, lat, farthest_m = area_point(line)
    assert (lon, lat) == pytest.approx((13.2, 32.0), abs=1e-4)
    assert farthest_m == pytest.approx(22_200, rel=0.02)
