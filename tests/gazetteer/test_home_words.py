"""Local news names its own town without a country: its institutions say which country that is."""

import pytest

from gazetteer import Gazetteer, geoparse

_COUNTY = (
    "The Henry County sheriff's office said a grand jury indicted two men from Paris on Tuesday. "
    "Deputies stopped their pickup truck on the way to Paris Elementary School."
)


def _country_of(text: str, name: str, gazetteer: Gazetteer) -> set[str]:
    return {r.place.country_code for r in geoparse(text, gazetteer) if r.place is not None and r.toponym.text == name}


def test_a_sheriff_and_a_grand_jury_make_paris_american(gazetteer: Gazetteer) -> None:
    assert _country_of(_COUNTY, "Paris", gazetteer) == {"US"}


def test_one_such_word_is_a_guest_and_says_nothing(gazetteer: Gazetteer) -> None:
    text = "A grand jury in the case met no one from Paris, the ministry said in Paris on Tuesday."
    assert _country_of(text, "Paris", gazetteer) == {"FR"}


def test_what_the_text_names_outweighs_its_words(gazetteer: Gazetteer) -> None:
    text = "In Libya's capital, Tripoli, a sheriff's deputy on leave told a grand jury of Misurata and Benghazi."
    assert _country_of(text, "Tripoli", gazetteer) == {"LY"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "The RCMP and a Crown attorney said the London man will be in court; the MPP for London agreed.",
            "London",
            "CA",
        ),
        ("The county commission and the school board met in Columbia County on Monday.", "Columbia County", "US"),
    ],
)
def test_local_words_choose_among_namesakes(text: str, name: str, country: str, gazetteer: Gazetteer) -> None:
    assert _country_of(text, name, gazetteer) == {country}


def test_a_states_namesake_village_is_not_the_state(gazetteer: Gazetteer) -> None:
    text = "The Minnesota House voted in St. Paul; farmers from Marshall, Minnesota, had driven there from Marshall."
    found = [r.place for r in geoparse(text, gazetteer) if r.toponym.text == "Minnesota"]
    assert {place.feature_code for place in found if place is not None} == {"ADM1"}
