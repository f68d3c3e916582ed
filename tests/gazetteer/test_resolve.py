"""Each name finds the place that the text means, or none."""

import csv
from pathlib import Path

import pytest
from pyproj import Geod

from gazetteer import Gazetteer, Resolution, geoparse
from gazetteer.errors import UnknownCountryError

_GEOD = Geod(ellps="WGS84")
_CASES = Path(__file__).parents[1] / "cases" / "resolution.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _named(text: str, name: str, gazetteer: Gazetteer, country: str | None = None) -> Resolution:
    found = [r for r in geoparse(text, gazetteer, country=country) if r.toponym.text == name]
    assert found, [r.toponym.text for r in geoparse(text, gazetteer, country=country)]
    return found[0]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"])
def test_a_name_of_the_golden_table_is_put_where_it_lies(row: dict[str, str], gazetteer: Gazetteer) -> None:
    found = _named(row["text"], row["toponym"], gazetteer, row["country"] or None)
    if not row["country_code"]:
        assert found.place is None, found.place
        return
    assert found.place is not None, found.reasons
    assert found.place.country_code == row["country_code"]
    metres = _GEOD.inv(found.place.lon, found.place.lat, float(row["lon"]), float(row["lat"]))[2]
    assert metres <= float(row["tolerance_km"]) * 1000, found.place


def test_a_name_means_the_same_throughout_a_text(gazetteer: Gazetteer) -> None:
    text = "Shells fell in Tripoli, Libya. Later Tripoli was calm. Lebanon sent aid; Tripoli thanked it."
    places = {r.place.place_id for r in geoparse(text, gazetteer) if r.toponym.text == "Tripoli" and r.place}
    assert len(places) == 1


def test_a_place_found_by_sound_is_flagged_for_review_and_says_why(gazetteer: Gazetteer) -> None:
    found = _named("The army took Alasabaa town, Libya.", "Alasabaa", gazetteer)
    assert found.needs_review
    assert "to be checked" in " ".join(found.reasons)


def test_an_unplaced_name_has_no_point_anywhere(gazetteer: Gazetteer) -> None:
    found = _named("In the town of Zzyzabad people fled.", "Zzyzabad", gazetteer)
    assert (found.place, found.footprint, found.radius_m, found.where_prec) == (None, None, None, None)
    assert found.reasons


def test_scores_lie_between_0_and_1_and_rivals_come_best_first(gazetteer: Gazetteer) -> None:
    for found in geoparse("Springfield and San Jose met Tripoli in Alexandria.", gazetteer):
        assert 0 <= found.score <= 1
        scores = [candidate.score for candidate in found.candidates]
        assert scores == sorted(scores, reverse=True)


def test_a_place_known_roughly_covers_its_parent(gazetteer: Gazetteer) -> None:
    found = _named("Hamza camp in Libya fell.", "Hamza", gazetteer)
    assert found.place is not None
    assert found.place.is_rough
    assert found.radius_m is not None
    assert found.radius_m >= 10_000
    assert found.where_prec == 2


def test_an_unknown_country_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownCountryError):
        geoparse("Tripoli", gazetteer, country="XQ")


def test_a_base_and_the_village_beside_it_are_told_apart_by_a_person(gazetteer: Gazetteer) -> None:
    (bare, *_) = geoparse("Fighting was reported at Al-Watiya on Monday, Libya said.", gazetteer, country="LY")
    assert bare.place is not None
    assert bare.needs_review
    assert any("km away, is another place of that name" in reason for reason in bare.reasons)
    (base, *_) = geoparse("Fighting was reported at Al-Watiya air base, Libya said.", gazetteer, country="LY")
    assert base.place is not None
    assert base.place.feature_code == "AIRB"
    assert not base.needs_review


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        ("Shells hit a clinic in Zuq Xandil village, Tabayin (Depayin) Township, Sagaing Region, Myanmar.", "Zuq Xandil", "Depayin"),
        ("Two died in Xandil, a village in Idlib province, Syria.", "Xandil", "Idlib"),
        ("Two died in Xandil, Damascus, Syria.", "Xandil", "Damascus"),
    ],
)  # fmt: skip
def test_an_unknown_name_lies_in_the_area_named_behind_it(
    text: str, name: str, area: str, gazetteer: Gazetteer
) -> None:
    found = _named(text, name, gazetteer)
    assert found.place is not None
    assert (found.place.name, found.needs_review) == (area, True)
    assert "somewhere in that area" in found.reasons[0]


def test_the_next_town_of_a_list_holds_no_unknown_name(gazetteer: Gazetteer) -> None:
    assert _named("Two died in Xandil, Homs and Hama, Syria.", "Xandil", gazetteer).place is None


def test_a_town_named_with_its_river_is_one_name(gazetteer: Gazetteer) -> None:
    text = "A drone hit a refinery in Slavyansk-on-Kuban in Russia. Troops left Slovyansk, Ukraine, and Komsomolsk-on-Amur."
    found = {r.toponym.text: r.place.name for r in geoparse(text, gazetteer) if r.place is not None}
    assert found["Slavyansk-on-Kuban"] == "Slavyansk-na-Kubani"
    assert (found["Slovyansk"], found["Komsomolsk-on-Amur"]) == ("Slovyansk", "Komsomolsk-on-Amur")


@pytest.mark.parametrize(
    ("name", "country", "why"),
    [
        ("Krasnoye", "BY", "a common one"),
        ("Alekseyevka", "KZ", "is listed under this name too"),
        ("Zeleny", "KZ", "only sounds like"),
    ],
)
def test_a_village_that_only_happens_to_be_listed_is_somewhere_in_its_country(
    name: str, country: str, why: str, gazetteer: Gazetteer
) -> None:
    found = _named(f"Shells hit {name} on Tuesday.", name, gazetteer, country)
    assert (found.where_prec, found.needs_review) == (6, True)
    assert why in " ".join(found.reasons)


def test_a_town_that_its_province_speaks_for_is_believed(gazetteer: Gazetteer) -> None:
    found = _named("Shells hit Krasnoye in Minsk Region, Belarus.", "Krasnoye", gazetteer)
    assert found.where_prec is not None
    assert found.where_prec < 6


@pytest.mark.parametrize(
    ("name", "province", "country"),
    [("Opsa", "Vitebsk", "BY"), ("Balıkhisar", "Ankara", "TR"), ("Linhpa", "Sagaing", "MM")],
)
def test_the_only_village_listed_is_flagged_unless_the_text_speaks_for_it(
    name: str, province: str, country: str, gazetteer: Gazetteer
) -> None:
    alone = _named(f"Shells hit {name} on Tuesday.", name, gazetteer, country)
    assert (alone.where_prec, alone.needs_review) == (1, True)
    assert "not listed" in alone.reasons[-1]
    beside = _named(f"Shells hit {name} in {province} on Tuesday.", name, gazetteer, country)
    assert not beside.needs_review


def test_a_village_is_believed_where_a_country_lists_its_villages(gazetteer: Gazetteer) -> None:
    assert not _named("Floods hit Trévérien on Tuesday.", "Trévérien", gazetteer, "FR").needs_review


def test_a_letter_apart_from_a_village_is_somewhere_in_its_country(gazetteer: Gazetteer) -> None:
    found = _named("Shells hit Dursunpar on Tuesday.", "Dursunpar", gazetteer, "TR")
    assert (found.where_prec, found.needs_review) == (6, True)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rockets hit the Basra power plant.", "Basra", "IQ"),
        ("Drones struck the Kirkuk refinery overnight.", "Kirkuk", "IQ"),
        ("A shell hit the Najaf hospital.", "Najaf", "IQ"),
    ],
)
def test_a_plant_or_hospital_is_about_its_town_and_not_its_airport(
    text: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    found = _named(text, name, gazetteer, country)
    assert found.place is not None
    assert (found.place.feature_class, found.where_prec) == ("P", 2)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Strikes hit Kharkiv, Chuhuiv and Bolhrad in Ukraine.", "Bolhrad"),
        ("Troops clashed in Mandalay, Sagaing and Pauktaw, Myanmar.", "Pauktaw"),
        ("Clashes in Khartoum, Omdurman and Malha, Sudan.", "Malha"),
    ],
)
def test_a_small_place_far_from_the_others_of_its_text_is_flagged(text: str, name: str, gazetteer: Gazetteer) -> None:
    found = _named(text, name, gazetteer)
    assert found.place is not None
    assert found.needs_review


def test_a_small_place_far_from_others_is_believed_where_its_province_is_named(gazetteer: Gazetteer) -> None:
    text = "Strikes hit Kharkiv, Chuhuiv and Bolhrad in Odesa Oblast, Ukraine."
    assert not _named(text, "Bolhrad", gazetteer).needs_review


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("A bomb exploded in Gwoza, Sokoto State, Nigeria.", "Gwoza", "Sokoto State"),
        ("A bomb exploded in Gwoza, Yobe, Nigeria.", "Gwoza", "Gwoza"),
        ("Shells hit Saraqib, Aleppo province, Syria.", "Saraqib", "Saraqib"),
    ],
)
def test_a_place_outside_the_province_that_the_text_says_is_never_taken_silently(
    text: str, name: str, where: str, gazetteer: Gazetteer
) -> None:
    found = _named(text, name, gazetteer)
    assert found.place is not None
    assert (found.place.name, found.needs_review) == (where, True)


@pytest.mark.parametrize(
    ("name", "is_placed"), [("Lutece", False), ("Parigi", False), ("Paris", True), ("Moskva", True)]
)
def test_a_city_of_the_world_wins_abroad_under_its_own_name_only(
    name: str, is_placed: bool, gazetteer: Gazetteer
) -> None:
    found = _named(f"Clashes were reported in {name}.", name, gazetteer, "LY")
    assert (found.place is not None) is is_placed
    assert found.candidates


@pytest.mark.parametrize("text", ["Climbers died on Mt. Kenya on Sunday.", "Climbers died on Mount Kenya on Sunday."])
def test_a_mountain_is_no_state(text: str, gazetteer: Gazetteer) -> None:
    assert _named(text, "Kenya", gazetteer).place is None


def test_shortened_states_and_mountains_are_read(gazetteer: Gazetteer) -> None:
    state = _named("A tornado hit Louisville, Ky., on Friday.", "Ky.", gazetteer).place
    range_ = _named("Fighting near Mt. Sinjar, Iraq.", "Sinjar", gazetteer).place
    assert state is not None
    assert range_ is not None
    assert (state.name, range_.name) == ("Kentucky", "Sinjar Mountains")


@pytest.mark.parametrize(
    ("name", "country", "there"), [("Reyhanli", "SY", "TR"), ("Shebekino", "UA", "RU"), ("Adre", "SD", "TD")]
)
def test_a_town_just_over_the_border_is_offered_and_flagged(
    name: str, country: str, there: str, gazetteer: Gazetteer
) -> None:
    found = _named(f"Shells landed in {name} on Monday.", name, gazetteer, country)
    assert found.place is not None
    assert (found.place.country_code, found.needs_review) == (there, True)
    assert "over the border" in " ".join(found.reasons)


def test_a_town_far_from_the_border_is_not_offered_for_a_name_of_the_country(gazetteer: Gazetteer) -> None:
    assert _named("Shells landed in Amasya on Monday.", "Amasya", gazetteer, "SY").place is None


@pytest.mark.parametrize("name", ["Baghuz", "Baghouz", "al-Baghouz", "Al-Bagouz"])
def test_the_first_word_of_a_listed_name_is_the_place_in_any_spelling(name: str, gazetteer: Gazetteer) -> None:
    found = _named(f"Fighters entered {name} on Friday.", name, gazetteer, "SY")
    assert found.place is not None
    assert (found.place.name, found.where_prec) == ("Baghuz Fawqani", 1)


@pytest.mark.parametrize("name", ["West Island", "Flying Fish Cove", "Kampong"])
def test_a_town_whose_country_is_not_listed_itself_is_read(name: str, gazetteer: Gazetteer) -> None:
    found = _named(f"Police in Manchester, England, said that two men were hurt in {name}.", name, gazetteer)
    assert found.reasons
