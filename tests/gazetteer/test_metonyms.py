"""A name that stands for a government is told from the place."""

import pytest

from gazetteer import Gazetteer, geoparse

_GOVERNMENTS = [
    ("Moscow said it would respond.", {"Moscow"}),
    ("Washington warned Tehran against reprisals.", {"Washington", "Tehran"}),
    ("Talks between Ankara and Moscow broke down.", {"Ankara", "Moscow"}),
    ("Ankara's decision to send troops was criticised.", {"Ankara"}),
    ("Tehran has repeatedly denied arming the rebels.", {"Tehran"}),
    ("Militias backed by Tehran shelled a base in Kirkuk, Iraq.", {"Tehran"}),
    ("London urged Khartoum to let aid in.", {"London", "Khartoum"}),
    ("Relations between Addis Ababa and Asmara have soured.", {"Addis Ababa", "Asmara"}),
    ("Brussels imposed sanctions.", {"Brussels"}),
    ("Beijing will not recognise the vote.", {"Beijing"}),
    ("Talks between Turkey and Libya began in Tripoli.", {"Turkey", "Libya"}),
    ("The Kremlin denied the reports.", {"Kremlin"}),
    ("A spokesman for the White House declined to comment.", {"White House"}),
    ("The Pentagon confirmed the strike.", {"Pentagon"}),
    ("Downing Street has condemned the attack.", {"Downing Street"}),
    ("Whitehall rejected the claim.", {"Whitehall"}),
]
_PLACES = [
    "Shelling hit Moscow.",
    "Snow fell in Washington.",
    "Drones struck Kyiv overnight, killing two.",
    "Thousands marched through Ankara's streets.",
    "A bomb went off in Damascus.",
    "A fire broke out at the Pentagon.",
    "Police in Whitehall, Ohio, arrested a man.",
    "The road between Damascus and Homs was cut.",
    "Clashes between Tripoli and Misrata killed ten in Libya.",
    "The army captured Khartoum.",
    "Moscow was bombed.",
    "An explosion in Kabul's diplomatic quarter killed six.",
]


@pytest.mark.parametrize(("text", "names"), _GOVERNMENTS, ids=[text for text, _ in _GOVERNMENTS])
def test_a_government_is_marked_as_one(text: str, names: set[str], gazetteer: Gazetteer) -> None:
    assert {r.toponym.text for r in geoparse(text, gazetteer) if r.toponym.is_metonym} == names


@pytest.mark.parametrize("text", _PLACES)
def test_a_place_is_no_government(text: str, gazetteer: Gazetteer) -> None:
    found = geoparse(text, gazetteer)
    assert found
    assert [r.toponym.text for r in found if r.toponym.is_metonym] == []


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("The Kremlin spoke.", "Moscow"),
        ("The White House was silent.", "Washington"),
        ("The Élysée agreed.", "Paris"),
        ("Whitehall rejected the claim.", "London"),
    ],
)
def test_a_governments_house_is_put_in_its_city(text: str, city: str, gazetteer: Gazetteer) -> None:
    (found,) = geoparse(text, gazetteer)
    assert found.place is not None
    assert found.place.name == city
    assert "stands for the government" in found.reasons[0]


def test_whitehall_in_ohio_stays_there(gazetteer: Gazetteer) -> None:
    text = "Whitehall rejected the claim. Police in Whitehall, Ohio, arrested a man."
    british, american, _ = geoparse(text, gazetteer)
    assert british.place is not None
    assert american.place is not None
    assert (british.place.country_code, american.place.country_code) == ("GB", "US")


def test_between_two_governments_lies_no_stretch_of_land(gazetteer: Gazetteer) -> None:
    for found in geoparse("Talks between Ankara and Moscow broke down.", gazetteer):
        assert found.relation is None


@pytest.mark.parametrize(
    ("text", "teams"),
    [
        ("The Boston Red Sox lost to the New York Yankees.", {"Boston", "New York"}),
        ("Newcastle beat Arsenal 2-1 on Saturday.", {"Newcastle"}),
        ("Leeds drew 1-1 with Norwich on Saturday.", {"Leeds", "Norwich"}),
        ("India beat New Zealand by five wickets in Hyderabad.", {"India", "New Zealand"}),
        ("Paris Saint-Germain signed the striker from Manchester United.", {"Paris", "Saint-Germain"}),
        ("Bayern Munich travel to Madrid.", {"Bayern", "Munich"}),
        ("Derby County were relegated from the league after losing in Leicester.", {"Derby"}),
        ("Orange County was hit by a flood, and Kansas City by a storm.", set()),
        ("Rebels from Misrata beat Sirte's defenders, 20-30 of whom fled to Benghazi.", set()),
        ("Shells hit Gaza City and Benghazi, where troops beat Tripoli protesters.", set()),
    ],
)
def test_a_team_is_no_place_of_an_event(text: str, teams: set[str], gazetteer: Gazetteer) -> None:
    found = geoparse(text, gazetteer)
    assert {r.toponym.text for r in found if r.toponym.is_metonym} == teams


@pytest.mark.parametrize("text", ["Sydney Sweeney said she would return.", "Austin Reaves told reporters he was fine."])
def test_a_person_who_speaks_is_no_place(text: str, gazetteer: Gazetteer) -> None:
    assert [r.toponym.text for r in geoparse(text, gazetteer) if r.place is not None] == []


@pytest.mark.parametrize("text", ["Boston Mayor Michelle Wu said so.", "Kyiv Mayor Vitali Klitschko said drones came."])
def test_a_town_before_a_title_is_a_place(text: str, gazetteer: Gazetteer) -> None:
    assert [r.toponym.text for r in geoparse(text, gazetteer) if r.place is not None] == [text.split(maxsplit=1)[0]]
