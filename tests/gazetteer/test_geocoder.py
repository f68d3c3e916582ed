"""The gazetteer answers whoever speaks geopy, geopandas included, without a network."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import geopandas
import numpy as np
import pytest
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import Geocoder
from geopy.point import Point
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Point as Shape
from shapely.geometry import shape

import gazetteer.geocoder
from gazetteer import Dateline, Gazetteer, IndexMissingError, OwnPlaces, open_gazetteer, read_table

_GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> Dateline:
    return Dateline(gazetteer=gazetteer)


def test_geopandas_geocodes_names_offline(gazetteer: Gazetteer) -> None:
    table = geopandas.tools.geocode(
        ["Misrata", "Gharyan, Libya", "Qqqzzzxw", "", None], provider=Dateline, gazetteer=gazetteer, country_codes="LY"
    )
    assert str(table.crs) == "EPSG:4326"
    assert table.address[0].startswith("Misratah, ")
    assert table.geometry[1].distance(Shape(13.02, 32.17)) < 0.05
    assert all(table.geometry.iloc[2:].is_empty)
    assert table.address[2] is None or table.address.isna()[2]


def test_geopandas_names_points_offline(gazetteer: Gazetteer) -> None:
    table = geopandas.tools.reverse_geocode(
        [Shape(13.02, 32.17), Shape(-40, 28)], provider=Dateline, gazetteer=gazetteer
    )
    assert table.address[0].startswith("Gharyan, ")
    assert table.geometry.is_empty.tolist() == [False, True]


def test_it_is_a_geopy_geocoder_that_opens_the_gazetteer_by_itself(home: Path) -> None:
    location = Dateline().geocode("Tripoli, Libya")
    assert issubclass(Dateline, Geocoder)
    assert location.raw["place_id"] == "gn:2210247"
    address, (lat, lon) = location
    assert address == "Tripoli, Tripoli District, Libya"
    assert (round(lat), round(lon)) == (33, 13)


def test_the_raw_answer_says_how_sure_it_is_and_how_far_the_truth_may_lie(geocoder: Dateline) -> None:
    raw = geocoder.geocode("Gharyan", country_codes="ly").raw
    assert {"place_id", "name", "lon", "lat", "country_code", "feature_code", "geonames_id"} <= set(raw)
    assert raw["radius_m"] > 0
    assert 0 < raw["score"] <= 1
    assert (raw["tier"], raw["needs_review"], raw["is_rough"]) == ("exact", False, False)
    assert "same spelling" in raw["reasons"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("Tripoli, LB", "Tripoli, North, Lebanon"),
        ("Bangor, Maine", "Bangor, Penobscot County, Maine, United States"),
        ("Bangor, ME", "Bangor, Penobscot County, Maine, United States"),
        ("Los Angeles, CA", "Los Angeles, Los Angeles County, California, United States"),
        ("Toronto, CA", "Toronto, Ontario, Canada"),
        ("Paris, Texas", "Paris, Lamar County, Texas, United States"),
        ("New York, New York", "New York City, New York, United States"),
        ("Timbuktu, Sahara", "Timbuktu, Tombouctou, Mali"),
        ("طرابلس، ليبيا", "Tripoli, Tripoli District, Libya"),
        ({"city": "Bangor", "state": "Wales"}, "Bangor, Gwynedd, Wales, United Kingdom"),
        ({"country": "LY"}, "Libya"),
    ],
)
def test_the_areas_behind_a_name_choose_among_namesakes(query: str, address: str, geocoder: Dateline) -> None:
    location = geocoder.geocode(query)
    assert location.address == address
    assert not location.raw["needs_review"]


def test_coordinates_mean_themselves(geocoder: Dateline) -> None:
    for query in ("32.5, 13.2", "32°30'00\"N 13°12'00\"E"):
        found = geocoder.geocode(query)
        assert (round(found.latitude, 4), round(found.longitude, 4)) == (32.5, 13.2)
        assert (found.raw["country_code"], found.raw["needs_review"]) == ("LY", False)
    assert geocoder.geocode("32.5, 13.2", country_codes="SD") is None
    with pytest.raises(GeocoderQueryError, match="out of range"):
        geocoder.geocode("95.2, 13.1")


def test_a_comma_inside_a_name_is_no_address(geocoder: Dateline) -> None:
    assert geocoder.geocode("Washington, D.C.").raw["feature_code"] == "PPLC"


def test_a_loose_match_is_offered_and_marked(geocoder: Dateline) -> None:
    raw = geocoder.geocode("Alasabaa, Libya").raw
    assert (raw["geonames_id"], raw["tier"], raw["needs_review"]) == (2220153, "transliteration", True)


def test_namesakes_that_fit_as_well_are_named(geocoder: Dateline) -> None:
    raw = geocoder.geocode("Springfield").raw
    assert raw["needs_review"]
    assert "fits nearly as well" in raw["reasons"][-1]


def test_a_place_known_only_roughly_says_so_in_its_address(geocoder: Dateline) -> None:
    location = geocoder.geocode("Yarmouk camp", country_codes=["LY"])
    assert location.address.startswith("Yarmouk camp, somewhere in Tripoli, ")
    assert location.raw["is_rough"]
    assert location.raw["radius_m"] >= 15_000


def test_a_name_that_its_province_lacks_is_placed_somewhere_in_the_province(geocoder: Dateline) -> None:
    location = geocoder.geocode("Qqqzzzxw, Donetsk Oblast, Ukraine")
    assert location.address.startswith("somewhere in Donetsk")
    assert (location.raw["is_rough"], location.raw["needs_review"]) == (True, True)
    assert location.raw["radius_m"] > 100_000


def test_what_is_not_known_is_none_and_never_a_namesake_elsewhere(geocoder: Dateline) -> None:
    assert geocoder.geocode("Qqqzzzxw") is None
    assert geocoder.geocode("Qqqzzzxw, Libya") is None
    assert geocoder.geocode("Qqqzzzxw", exactly_one=False) is None
    assert geocoder.geocode("Springfield", country_codes="LY") is None


def test_streets_are_not_passed_over_in_silence(geocoder: Dateline) -> None:
    raw = geocoder.geocode({"street": "1 Main Street", "city": "Bangor", "state": "Maine"}).raw
    assert raw["needs_review"]
    assert "the street was not looked up" in raw["reasons"]


def test_an_area_that_is_not_at_hand_is_told(geocoder: Dateline) -> None:
    raw = geocoder.geocode("Gharyan, Qqqzzzxw, Libya").raw
    assert raw["geonames_id"] == 2217362
    assert raw["needs_review"]
    assert "Qqqzzzxw is not at hand" in raw["reasons"][-1]


def test_a_phrase_is_answered_with_the_area_it_means(geocoder: Dateline) -> None:
    location = geocoder.geocode("12 km south of Gharyan, Libya")
    metres = _GEOD.inv(13.02, 32.172, location.longitude, location.latitude)[2]
    assert metres == pytest.approx(12_000, rel=0.1)
    assert location.raw["relation"]["distance_m"] == 12_000
    assert shape(location.raw["footprint"]).covers(Shape(location.longitude, location.latitude))
    assert location.address.startswith("12 km south of Gharyan (Gharyan, ")


def test_bounds_country_codes_and_near_leave_out_or_prefer(geocoder: Dateline) -> None:
    lebanon = [Point(33, 34.5), Point(35, 37)]
    assert geocoder.geocode("Tripoli", bounds=lebanon).raw["country_code"] == "LB"
    assert geocoder.geocode("Tripoli", bounds=lebanon[::-1]).raw["country_code"] == "LB"
    assert geocoder.geocode("Tripoli", near="34.4, 35.8").raw["country_code"] == "LB"
    assert geocoder.geocode("London", country_codes=["CA", "US"]).raw["country_code"] == "CA"
    assert geocoder.geocode("Tripoli", bounds=[(0, 0), (1, 1)]) is None


def test_a_list_is_the_best_first_and_as_long_as_asked(geocoder: Dateline) -> None:
    found = geocoder.geocode("Springfield", exactly_one=False, limit=4)
    scores = [location.raw["score"] for location in found]
    assert len(found) == 4
    assert scores == sorted(scores, reverse=True)
    assert found[0] == geocoder.geocode("Springfield")


@pytest.mark.parametrize(
    ("query", "options", "told"),
    [
        ("", {}, "no name"),
        (" , ", {}, "no name"),
        ("a" * 10_000, {}, "at most 500"),
        (None, {}, "name of a place"),
        (3.5, {}, "name of a place"),
        ({"city": 3}, {}, "name of a place"),
        ({"planet": "Mars"}, {}, "planet"),
        ({"street": "1 Main Street"}, {}, "no name"),
        ("Tripoli", {"country_codes": "XX"}, "such as LY"),
        ("Tripoli", {"country_codes": [7]}, "ISO 3166-1"),
        ("Tripoli", {"bounds": [(1, 2)]}, "two opposite corners"),
        ("Tripoli", {"bounds": [(1, 2), (300, 4)]}, "latitude first"),
        ("Tripoli", {"near": float("nan")}, "latitude first"),
        ("Tripoli", {"exactly_one": False, "limit": 0}, "limit must be"),
    ],
)
def test_bad_input_is_a_query_error_that_says_why(
    query: str, options: dict[str, object], told: str, geocoder: Dateline
) -> None:
    with pytest.raises(GeocoderQueryError, match=told):
        geocoder.geocode(query, **options)


@pytest.mark.parametrize("query", ["\ud800", "\x00", "\u202eTripoli\u202c", "(.*)+[", "é" * 500, ",Tripoli", "..."])
def test_hostile_names_are_answered(query: str, geocoder: Dateline) -> None:
    location = geocoder.geocode(query)
    assert location is None or location.raw["place_id"]


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_location_none_or_a_query_error(geocoder: Dateline, query: str) -> None:
    try:
        location = geocoder.geocode(query)
    except GeocoderQueryError:
        return
    assert location is None or -90 <= location.latitude <= 90


def test_reverse_names_the_nearest_town_the_areas_around_and_the_true_distance(geocoder: Dateline) -> None:
    location = geocoder.reverse((32.10, 13.02))
    metres = _GEOD.inv(13.02, 32.10, location.longitude, location.latitude)[2]
    assert location.raw["distance_m"] == pytest.approx(metres, abs=0.1)
    assert location.raw["country"]["country_code"] == "LY"
    assert location.raw["admin1"]["feature_code"] == "ADM1"


def test_reverse_gives_the_nearest_first_and_never_a_place_known_only_roughly(geocoder: Dateline) -> None:
    found = geocoder.reverse("32.887, 13.187", exactly_one=False, limit=30)
    distances = [location.raw["distance_m"] for location in found]
    assert len(found) > 1
    assert distances == sorted(distances)
    assert not any(location.raw["place_id"].startswith("cur:ly-abu-salim") for location in found)


def test_reverse_far_from_any_town_names_the_province_and_at_sea_nothing(geocoder: Dateline) -> None:
    desert = geocoder.reverse((25.0, 20.0))
    assert desert.raw["feature_code"] == "ADM1"
    assert desert.raw["distance_m"] == 0
    assert geocoder.reverse((28, -40)) is None
    assert geocoder.reverse((28, -40), radius_km=5000).raw["distance_m"] > 500_000


@pytest.mark.parametrize(
    "query", [(91, 0), "nowhere", None, (), (None, None), (5,), "", (float("nan"), 1), (float("inf"), 1), "9" * 10_000]
)
def test_reverse_refuses_what_is_no_point(query: object, geocoder: Dateline) -> None:
    with pytest.raises(GeocoderQueryError, match=r"latitude|point"):
        geocoder.reverse(query)


@pytest.mark.parametrize("radius", [0, -1, float("nan"), float("inf"), "far"])
def test_reverse_refuses_a_senseless_radius(radius: float, geocoder: Dateline) -> None:
    with pytest.raises(GeocoderQueryError, match="radius_km"):
        geocoder.reverse((0, 0), radius_km=radius)


def test_a_missing_index_is_a_geopy_error_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Gazetteer:
        raise IndexMissingError("There is no index. Run: python -m gazetteer build")

    monkeypatch.setattr(gazetteer.geocoder, "open_gazetteer", missing)
    with pytest.raises(GeocoderUnavailable, match="gazetteer build"):
        Dateline().geocode("Tripoli")


def test_no_request_is_possible(geocoder: Dateline) -> None:
    with pytest.raises(GeocoderUnavailable, match="makes no requests"):
        geocoder.adapter.get_json("https://example.org", timeout=1, headers={})


@pytest.mark.parametrize("point", [(13.0, 32.1), (37.16, 36.2), (179.99, -17.0)])
def test_the_nearest_towns_are_those_of_a_search_through_all(point: tuple[float, float], gazetteer: Gazetteer) -> None:
    west, east = point[0] - 3, point[0] + 3
    box = (west, point[1] - 3, east - 360 if east > 180 else east, point[1] + 3)
    towns = [town for town in gazetteer.largest_places(box, limit=20_000) if not town.is_rough]
    lon, lat = np.array([town.lon for town in towns]), np.array([town.lat for town in towns])
    metres = _GEOD.inv(np.full(len(towns), point[0]), np.full(len(towns), point[1]), lon, lat)[2]
    assert len(towns) > 10
    found = gazetteer.nearest_places(*point, limit=5)
    assert [away for _, away in found] == pytest.approx(sorted(metres)[:5], abs=1e-3)


def test_the_poles_have_a_nearest_town(gazetteer: Gazetteer) -> None:
    ((town, metres),) = gazetteer.nearest_places(0.0, 90.0)
    assert (town.name, round(metres / 1e6, 1)) == ("Longyearbyen", 1.3)


def test_areas_at_a_point_run_from_the_smallest_to_the_largest(gazetteer: Gazetteer) -> None:
    names = [area.name for area in gazetteer.areas_at(13.02, 32.17)]
    assert names.index("Nafusa Mountains") < names.index("Libya")
    assert gazetteer.areas_at(float("nan"), 0) == gazetteer.nearest_places(float("nan"), 0) == ()
    assert gazetteer.nearest_places(13, 32, limit=0) == ()


def test_places_of_ones_own_are_found_by_name_and_by_point(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = read_table(
        b"name,aliases,lon,lat,class,radius_m,country_code,parent,note\nZebra Wells,,20.01,25.01,town,300,LY,,patrol\n"
        b"Tripoli,,13.19,32.88,town,,LY,,our own Tripoli\nQqqzzz Farm,,,,town,,LY,Ghat,roughly known\n",
        gazetteer,
    )
    path = tmp_path / "mine.sqlite"
    OwnPlaces(path, read_only=False).add(table.places, source="mine.csv", now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    mine = Dateline(gazetteer=open_gazetteer(project=path))
    assert mine.geocode("Zebra Wells, Libya").raw["place_id"] == "own:ly-zebra-wells"
    assert mine.geocode("Tripoli, Libya").raw["place_id"] == "own:ly-tripoli"
    assert mine.geocode("Qqqzzz Farm, Libya").raw["is_rough"]
    near = mine.reverse((25.0, 20.0)).raw
    assert near["place_id"] == "own:ly-zebra-wells"
    assert near["distance_m"] == pytest.approx(1500, rel=0.05)
    assert Dateline(gazetteer=gazetteer).geocode("Zebra Wells, Libya") is None


def test_importing_the_gazetteer_does_not_import_geopy() -> None:
    code = "import gazetteer, sys; assert 'geopy' not in sys.modules; gazetteer.Dateline; assert 'geopy' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
