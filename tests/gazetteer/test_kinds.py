"""Kinds, scripts, parents and namesakes: what a reader is told of a place."""

import pytest

from gazetteer import (
    FeatureClass,
    Gazetteer,
    code_words,
    kind_words,
    names_by_script,
    namesakes_of,
    offered_kinds,
    origin_of,
    parents_of,
    read_row,
)


def test_each_class_and_the_common_codes_have_words_of_their_own() -> None:
    classes = {code_words(letter, "") for letter in FeatureClass}
    assert len(classes) == len(FeatureClass)
    for code in ("PPL", "AIRB", "ADM1", "ADM2", "PCLI", "CMPRF", "OILF", "DAM", "WAD", "LAVA", "RDJCT", "TERR", "PPLC"):
        assert code_words("S", code) != "site", code


def test_a_city_a_town_and_a_village_are_told_apart_by_their_people(gazetteer: Gazetteer) -> None:
    assert kind_words(gazetteer.lookup("Misrata", country="LY")[0].place) == "city"
    assert kind_words(gazetteer.lookup("Tripoli", country="LY")[0].place) == "capital"


def test_each_kind_that_the_form_offers_can_be_read(gazetteer: Gazetteer) -> None:
    for kind, words in offered_kinds().items():
        own = read_row({"name": "X", "lon": "13", "lat": "32", "class": kind}, gazetteer)
        assert f"{own.place.feature_class}/{own.place.feature_code}" == kind
        assert kind_words(own.place) == words
    assert len(set(offered_kinds().values())) == len(offered_kinds())


def test_names_of_a_town_are_grouped_by_their_scripts(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Misrata", country="LY")[0].place
    groups = names_by_script(gazetteer.names(town.place_id))
    assert next(iter(groups)) == "Latin"
    assert "Misurata" in groups["Latin"]
    assert "مصراتة" in groups["Arabic"]
    assert "Мисрата" in groups["Cyrillic"]
    assert sum(map(len, groups.values())) == len(set(gazetteer.names(town.place_id)))


@pytest.mark.parametrize(
    ("name", "script"),
    [("Αθήνα", "Greek"), ("北京", "Chinese"), ("서울", "Korean"), ("さいたま市", "Japanese"), ("1234", "Other"), ("", "Other")],
)  # fmt: skip
def test_scripts_are_called_by_their_common_names(name: str, script: str) -> None:
    assert names_by_script([name]) == {script: (name,)}


def test_a_town_lies_in_its_district_and_country(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Misrata", country="LY")[0].place
    assert [place.name for place in parents_of(town, gazetteer)] == ["Misrata", "Libya"]
    country = gazetteer.country("LY")
    assert all(place.place_id != country.place_id for place in parents_of(country, gazetteer))


def test_a_parent_that_is_gone_is_left_out_and_what_holds_the_point_still_told(gazetteer: Gazetteer) -> None:
    from dataclasses import replace

    town = replace(gazetteer.lookup("Misrata", country="LY")[0].place, parent_id="own:ly-gone", admin1_code="")
    assert [place.name for place in parents_of(town, gazetteer)] == ["Misrata", "Libya"]


def test_namesakes_bear_the_name_and_leave_out_the_place_itself(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Tripoli", country="LY")[0].place
    others = namesakes_of(town, gazetteer)
    assert "gn:266826" in {place.place_id for place in others}  # Tripoli, Lebanon
    assert town not in others
    assert len(others) <= 8


def test_sources_are_told_with_their_licence() -> None:
    assert origin_of("ucdp:sy-x") == ("UCDP Georeferenced Event Dataset", "CC BY 4.0")
    assert origin_of("zz:1")[1] == ""
