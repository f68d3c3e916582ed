"""Footprints are valid, honest and as large as they must be."""

from dataclasses import replace
from typing import cast

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gazetteer import FeatureClass, Gazetteer, Place, RelationKind, geoparse
from gazetteer.footprint import relation_footprint, representative_point
from gazetteer.land import land
from gazetteer.measure import Measure
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.relation import Phrase
from gazetteer.wording import Manner

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
@example(lon=180.0, lat=0.0, bearing=45.0, distance_m=500.0, kind="direction")
@example(lon=43.0, lat=-1.0, bearing=270.0, distance_m=500.0, kind="direction")
@given(
    st.floats(-180, 180), st.floats(-75, 75), st.sampled_from([0.0, 45.0, 90.0, 180.0, 270.0]),
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
    # A point in a bay may be left out where most of its surroundings are land.
    assert area.covers(Point(lon, there)) or not land(gazetteer).covers(Point(lon, there))


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


# On every kind of coast, and on an island that the outlines leave out.
_COASTAL = (
    ("Tripoli", "LY"), ("Sirte", "LY"), ("Beirut", "LB"), ("Odesa", "UA"), ("Aden", "YE"), ("Mogadishu", "SO"),
    ("Istanbul", "TR"), ("Goma", "CD"), ("Lampedusa", "IT"), ("Jakarta", "ID"), ("Karachi", "PK"), ("Suva", "FJ"),
)  # fmt: skip
_LAND_KINDS = ("part", "direction", "near", "outskirts", "distance", "road")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(_COASTAL), st.sampled_from(_LAND_KINDS), st.sampled_from([None, 0.0, 45.0, 90.0, 180.0, 270.0]),
    st.floats(1_000, 80_000),
)  # fmt: skip
def test_land_is_kept_to_where_there_is_any(
    gazetteer: Gazetteer, town: tuple[str, str], kind: str, bearing: float | None, distance_m: float
) -> None:
    place = gazetteer.lookup(town[0], country=town[1])[0].place
    area = relation_footprint(place, _phrase(RelationKind(kind), bearing, distance_m), None, gazetteer)
    assert area is not None
    assert area.is_valid
    assert not area.is_empty
    assert area.geom_type in {"Polygon", "MultiPolygon"}
    assert area.buffer(1e-9).covers(Point(representative_point(area)))
    ground = land(gazetteer).around(area.buffer(0.1)).buffer(0.021)
    # Wholly on land, or hardly any of it would be.
    assert area.difference(ground).area < 1e-6 or area.intersection(ground).area < 0.6 * area.area


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(_COASTAL), st.sampled_from(["part", "outskirts"]), st.sampled_from([None, 0.0, 135.0, 270.0]))
def test_a_part_of_a_town_stays_in_its_country(
    gazetteer: Gazetteer, town: tuple[str, str], kind: str, bearing: float | None
) -> None:
    place = gazetteer.lookup(town[0], country=town[1])[0].place
    area = relation_footprint(place, _phrase(RelationKind(kind), bearing), None, gazetteer)
    country = land(gazetteer).outline(place.country_code)
    assert area is not None
    assert country is not None
    if area.intersects(country):
        assert area.difference(country.buffer(0.021)).area < 1e-6


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(_COASTAL), st.one_of(st.none(), st.floats(1_000, 60_000)))
def test_off_the_coast_is_never_on_land(gazetteer: Gazetteer, town: tuple[str, str], distance_m: float | None) -> None:
    place = gazetteer.lookup(town[0], country=town[1])[0].place
    area = relation_footprint(place, _phrase(RelationKind.OFFSHORE, None, distance_m), None, gazetteer)
    if area is None:  # Goma lies on a lake
        assert town[0] == "Goma"
        return
    assert area.is_valid
    assert area.intersection(land(gazetteer).around(area)).area < 1e-6


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["LY", "SY", "UA", "ML", "BR", "IQ", "SD", "NG", "AF", "LB", "IL", "RU", "FJ"]),
    st.sampled_from([0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0]),
)
def test_a_part_of_a_country_lies_in_it_and_its_far_part_in_the_part(
    gazetteer: Gazetteer, code: str, bearing: float
) -> None:
    country = gazetteer.country(code)
    whole = gazetteer.outline(country.place_id)
    part = relation_footprint(country, _phrase(RelationKind.PART, bearing), None, gazetteer)
    far = Phrase(kind=RelationKind.PART, bearings=(bearing,), manner=Manner.FAR)
    outer = relation_footprint(country, far, None, gazetteer)
    assert whole is not None
    assert part is not None
    assert outer is not None
    assert part.difference(whole).area < 1e-3 * whole.area
    assert outer.difference(part).area < 1e-3 * whole.area
    assert 0 < outer.area <= part.area < 0.8 * whole.area
    assert part.buffer(1e-9).covers(Point(representative_point(part)))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_border_strip_lies_in_the_two_countries_only(gazetteer: Gazetteer, data: st.DataObject) -> None:
    lands = land(gazetteer)
    code = data.draw(st.sampled_from(["LY", "SY", "UA", "ML", "SD", "CD", "AF", "PS", "MM", "IN"]))
    other = data.draw(st.sampled_from(lands.neighbours(code)))
    one, two = gazetteer.country(code), gazetteer.country(other)
    strip = relation_footprint(one, _phrase(RelationKind.BORDER), two, gazetteer)
    assert strip is not None
    assert strip.is_valid
    both = [outline for each in (code, other) if (outline := lands.outline(each)) is not None]
    assert strip.difference(shapely.union_all(both).buffer(0.01)).area < 1e-6
    again = relation_footprint(two, _phrase(RelationKind.BORDER), one, gazetteer)
    assert again is not None
    assert strip.intersection(again).area > 0.7 * strip.union(again).area


class _WithRiver:
    """The gazetteer with one river more, a line from west to east."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def outline(self, place_id: str) -> BaseGeometry | None:
        return (
            LineString([(38, 36), (39, 36.1), (41, 36)]) if place_id == "x:river" else self._gazetteer.outline(place_id)
        )

    def holds(self, place_id: str) -> bool:
        return place_id == "x:river" or self._gazetteer.holds(place_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self._gazetteer, name)


def test_along_a_river_is_a_strip_along_its_line_on_the_bank_told(gazetteer: Gazetteer) -> None:
    river = replace(
        _place(39.5, 36.05, radius_m=150_000), place_id="x:river", feature_class=FeatureClass.HYDRO, feature_code="STM"
    )
    world = cast("Gazetteer", _WithRiver(gazetteer))
    both = relation_footprint(river, _phrase(RelationKind.ALONG), None, world)
    north = relation_footprint(river, _phrase(RelationKind.ALONG, 0.0), None, world)
    town = replace(_place(39, 36.05), place_id="x:town")
    beside = relation_footprint(river, _phrase(RelationKind.ALONG), town, world)
    assert both is not None
    assert north is not None
    assert beside is not None
    assert both.covers(Point(40.5, 36.05))
    assert both.covers(Point(40.5, 35.97))
    assert not both.covers(Point(40.5, 36.3))
    assert north.covers(Point(40.5, 36.08))
    assert not north.covers(Point(40.5, 35.97))
    assert beside.covers(Point(39, 36.1))
    assert not beside.covers(Point(40.5, 36.02))


def test_where_there_is_no_line_of_a_river_nothing_is_drawn_along_it(gazetteer: Gazetteer) -> None:
    assert relation_footprint(_place(13.2, 32.9), _phrase(RelationKind.ALONG), None, gazetteer) is None


@pytest.mark.parametrize("lon", [179.95, 180.0, -180.0, -179.9])
def test_a_shape_across_the_180th_meridian_is_cut_in_two(lon: float, gazetteer: Gazetteer) -> None:
    area = relation_footprint(_place(lon, -16.5), _phrase(RelationKind.NEAR), None, gazetteer)
    assert area is not None
    assert area.is_valid
    assert area.area < 1
    west, _, east, _ = area.bounds
    assert west >= -180
    assert east <= 180


@pytest.mark.parametrize("kind", list(RelationKind))
def test_a_place_found_online_in_no_gazetteer_of_ours_can_be_related_to(
    kind: RelationKind, gazetteer: Gazetteer
) -> None:
    place = replace(_place(13.2, 32.9), place_id="osm:1", admin1_code="77")
    for manner in Manner:
        phrase = Phrase(kind=kind, bearings=(180.0,), measure=Measure(5_000, 8_000), manner=manner)
        area = relation_footprint(place, phrase, place, gazetteer)
        assert area is None or (area.is_valid and not area.is_empty)
