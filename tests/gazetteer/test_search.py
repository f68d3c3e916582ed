"""Names find the places that reports mean by them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from gazetteer import Gazetteer, Tier, UnknownCountryError, UnknownPlaceError
from gazetteer.__main__ import cli

_GEOD = Geod(ellps="WGS84")
_CASES = Path(__file__).parents[1] / "cases" / "lookup.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['name']}-{row['country']}")
def test_a_name_of_the_golden_table_is_found_where_the_evidence_puts_it(
    row: dict[str, str], gazetteer: Gazetteer
) -> None:
    found = gazetteer.lookup(row["name"], country=row["country"])
    assert found, "nothing found"
    place = found[0].place
    metres = _GEOD.inv(float(row["lon"]), float(row["lat"]), place.lon, place.lat)[2]
    assert metres <= float(row["tolerance_km"]) * 1000, (place, metres)


def test_the_golden_table_is_long_enough() -> None:
    assert len(_rows()) >= 60


def test_alasabaa_is_al_asabiah_flagged_and_never_isbiah(gazetteer: Gazetteer) -> None:
    (best, *_) = gazetteer.lookup("Alasabaa", country="LY")
    assert best.place.geonames_id == 2220153
    assert best.tier is Tier.SKELETON
    assert "to be checked" in " ".join(best.reasons)


def test_a_name_matched_by_sound_scores_below_one_matched_by_spelling(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Mesrata", country="LY")[0].score < gazetteer.lookup("Misratah", country="LY")[0].score


def test_without_a_country_sound_does_not_drown_the_answer(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.lookup("Alasabaa")) <= 8
    assert all(candidate.score < 0.6 for candidate in gazetteer.lookup("Alasabaa"))


def test_the_type_word_chooses_the_base_and_not_the_village(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Al-Watiya", country="LY", cue="air base")[0].place.feature_code == "AIRB"
    assert gazetteer.lookup("Al-Watiya", country="LY", cue="village")[0].place.feature_class == "P"


def test_yarmouk_camp_in_libya_is_not_the_one_in_damascus(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Yarmouk camp", country="LY")[0].place
    tripoli = gazetteer.place("gn:2210247")
    assert (place.country_code, place.is_rough) == ("LY", True)
    assert (place.lon, place.lat) == (tripoli.lon, tripoli.lat)
    assert place.radius_m >= 15_000


def test_al_asabiah_and_tripoli_have_every_script(gazetteer: Gazetteer) -> None:
    assert {"طرابلس", "Триполи", "Tripoli"} <= set(gazetteer.names("gn:2210247"))


def test_a_typing_error_is_forgiven_inside_the_country_only(gazetteer: Gazetteer) -> None:
    (best, *_) = gazetteer.lookup("Porto Alegrw", country="BR")
    assert (best.place.name, best.tier) == ("Porto Alegre", Tier.TYPO)
    assert gazetteer.lookup("Porto Alegrw") == ()


def test_abbreviations_count_in_capitals_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("US")[0].place.country_code == "US"
    assert gazetteer.lookup("U.S.")[0].place.feature_code == "PCLI"
    assert all(candidate.place.feature_code != "PCLI" for candidate in gazetteer.lookup("us"))
    assert gazetteer.lookup("DRC")[0].place.country_code == "CD"
    assert not gazetteer.has_name("the")


@pytest.mark.parametrize(
    ("name", "code"), [("Burma", "MM"), ("Ivory Coast", "CI"), ("DR Congo", "CD"), ("Britain", "GB")]
)
def test_countries_answer_to_short_and_former_names(name: str, code: str, gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.country_code, place.feature_code) == (code, "PCLI")


def test_a_part_of_a_name_suggests_the_well_known_place(gazetteer: Gazetteer) -> None:
    assert any(each.place.place_id == "gn:2210247" for each in gazetteer.search("Tripo", country="LY"))
    assert "Tripoli" in [each.place.name for each in gazetteer.search("Trip")]


def test_near_brings_the_nearer_namesake_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Tripoli", near=(35.8, 34.4))[0].place.country_code == "LB"
    assert gazetteer.search("Tripoli", near=(13.2, 32.9))[0].place.country_code == "LY"


def test_outlines_hold_the_points_of_their_areas(gazetteer: Gazetteer) -> None:
    from shapely import Point

    for place_id in ("cur:ly-nafusa-mountains", gazetteer.country("LY").place_id, "gn:169387"):
        place, outline = gazetteer.place(place_id), gazetteer.outline(place_id)
        assert outline is not None
        assert outline.is_valid
        assert outline.covers(Point(place.lon, place.lat))
    assert gazetteer.outline("gn:2210247") is None


def test_the_longest_name_is_found_among_folded_words(gazetteer: Gazetteer) -> None:
    words = "fighting in new york city and deir al zor".split()
    assert gazetteer.longest_name(words, 2) == 3
    assert gazetteer.longest_name(words, 6) == 3
    assert gazetteer.longest_name(["xqzt"], 0) == 0


def test_maps_get_the_largest_towns_of_a_box(gazetteer: Gazetteer) -> None:
    towns = gazetteer.largest_places((9.0, 30.0, 25.0, 33.5), limit=3)
    assert towns[0].name == "Tripoli"
    assert [each.population for each in towns] == sorted((each.population for each in towns), reverse=True)


def test_unknown_codes_and_ids_are_refused_with_the_next_step(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownCountryError, match="such as LY"):
        gazetteer.lookup("Tripoli", country="XX")
    with pytest.raises(UnknownPlaceError, match="gazetteer search"):
        gazetteer.place("gn:0")


@pytest.mark.parametrize(
    "name", ["", " ", "a" * 10_000, "\x00\x07", "(.*)+[", "\ud800", "\u202eTripoli", "'; DROP TABLE--", "é" * 5000]
)
def test_hostile_names_are_answered(name: str, gazetteer: Gazetteer) -> None:
    for country in (None, "LY"):
        assert isinstance(gazetteer.lookup(name, country=country), tuple)
        assert isinstance(gazetteer.search(name, country=country), tuple)


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_with_scores_in_order(gazetteer: Gazetteer, name: str) -> None:
    scores = [candidate.score for candidate in gazetteer.lookup(name, country="SY")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_search_writes_rows_to_stdout_and_says_nothing_else(home: Path) -> None:
    result = CliRunner().invoke(cli, ["search", "Misurata", "--country", "ly", "--json", "--limit", "2"])
    assert result.exit_code == 0
    best = json.loads(result.stdout)[0]
    assert best["geonames_id"] == 2214846
    assert set(best) >= {"place_id", "name", "lon", "lat", "country_code", "feature_class", "score", "tier", "reasons"}


def test_search_without_result_is_empty_with_a_next_step(home: Path) -> None:
    result = CliRunner().invoke(cli, ["search", "Qqqzzzxw"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "another spelling" in result.stderr
    assert CliRunner().invoke(cli, ["search", "Qqqzzzxw", "--json"]).stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [["--country", "XX"], ["--near", "1"], ["--near", "300,2"], ["--limit", "0"]])
def test_misuse_of_search_exits_with_two_and_a_sentence(arguments: list[str], home: Path) -> None:
    result = CliRunner().invoke(cli, ["search", "Tripoli", *arguments])
    assert result.exit_code == 2
    assert "Error:" in result.stderr


def test_info_names_sources_and_licences(home: Path) -> None:
    told = json.loads(CliRunner().invoke(cli, ["info", "--json"]).stdout)
    assert told["places"] > 250_000
    assert "GeoNames" in json.dumps(told["sources"])
