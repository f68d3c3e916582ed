"""Footprints are valid, honest and as large as they must be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point

from gazetteer import FeatureClass, Gazetteer, Place, RelationKind, geoparse
from gazetteer.footprint import place_footprint, place_prec, relation_footprint, representative_point
from gazetteer.measure import Measure
from gazetteer.relation import Phrase

_GEOD = Geod(ellps="WGS84")


def _place(lon: float, lat: float, *, radius_m: float = 8_000.0, feature_code: str = "PPL") -> Place:
    return Place(
        place_id="x:1", name="X", lon=lon, lat=lat, country_code="LY", feature_class=FeatureClass.POPULATED,
        feature_code=feature_code, radius_m=radius_m,
    )  # fmt: skip


def _phrase(kind: RelationKind, bearing: float | None = None, distance_m: float | None = None) -> Phrase:
    measure = Measure(distance_m, distance_m) if distance_m is not None else None
    return Phrase(kind=kind, bearings=() if bearing is None else (bearing,), measure=measure)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-170, 170), st.floats(-70, 70), st.sampled_from([0.0, 45.0, 90.0, 180.0, 270.0]),
    st.floats(500, 200_000), st.sampled_from(["part", "direction", "distance", "near", "outskirts"]),
)  # fmt: skip
def test_any_relation_anywhere_is_a_valid_area_with_a_point_inside(
    gazetteer: Gazetteer, lon: float, lat: float, bearing: float, distance_m: float, kind: str
) -> None:
    area = relation_footprint(_place(lon, lat), _phrase(RelationKind(kind), bearing, distance_m), None, gazetteer)
    assert area is not None
    assert area.is_valid
    assert not area.is_empty
    assert area.buffer(1e-9).covers(Point(representative_point(area)))


@settings(max_examples=40, deadline=None)
@given(st.floats(-60, 60), st.sampled_from([0.0, 90.0, 180.0, 270.0]), st.floats(5_000, 150_000))
def test_a_distance_is_measured_on_the_earth(
    gazetteer: Gazetteer, lat: float, bearing: float, distance_m: float
) -> None:
    area = relation_footprint(_place(10.0, lat), _phrase(RelationKind.DISTANCE, bearing, distance_m), None, gazetteer)
    assert area is not None
    lon, there, _ = _GEOD.fwd(10.0, lat, bearing, distance_m)
    assert area.covers(Point(lon, there))


def test_inside_and_outside_do_not_meet(gazetteer: Gazetteer) -> None:
    place = _place(13.2, 32.9, radius_m=16_000)
    inside = relation_footprint(place, _phrase(RelationKind.PART, 180.0), None, gazetteer)
    outside = relation_footprint(place, _phrase(RelationKind.DIRECTION, 180.0), None, gazetteer)
    assert inside is not None
    assert outside is not None
    assert inside.covers(Point(13.2, 32.85))
    assert not inside.covers(Point(13.2, 32.6))
    assert outside.covers(Point(13.2, 32.65))
    assert not outside.covers(Point(13.2, 32.85))


@pytest.mark.parametrize(
    ("name", "prec", "is_area"),
    [
        ("Libya", 6, True),
        ("Tripoli", 1, False),
        ("Nafusa Mountains", 5, True),
        ("Africa", 7, True),
        ("Hamza camp", 2, True),
    ],
)
def test_a_place_says_how_exact_it_is(name: str, prec: int, is_area: bool, gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(name, country=None if name == "Africa" else "LY")[0].place
    assert place_prec(place) == prec
    assert (place_footprint(place, gazetteer) is not None) == is_area


def test_a_province_is_precision_4_and_a_district_3(gazetteer: Gazetteer) -> None:
    (donetsk, *_) = [
        r for r in geoparse("Fighting in Donetsk oblast, Ukraine.", gazetteer) if r.toponym.text == "Donetsk"
    ]
    assert donetsk.where_prec == 4
    assert donetsk.footprint is not None
    (county, *_) = geoparse("A fire in Kanawha County, West Virginia.", gazetteer)
    assert county.where_prec == 3


@pytest.mark.parametrize("kind", ["part", "border", "offshore", "near"])
def test_large_and_scattered_countries_and_continents_can_be_cut(kind: str, gazetteer: Gazetteer) -> None:
    places = [gazetteer.country(code) for code in ("RU", "FJ", "LS", "CD")]
    places += [gazetteer.lookup(name)[0].place for name in ("Africa",)]
    for place in places:
        area = relation_footprint(place, _phrase(RelationKind(kind), 180.0), None, gazetteer)
        if area is not None:
            assert area.is_valid, place
            assert area.buffer(1e-9).covers(Point(representative_point(area))), place
