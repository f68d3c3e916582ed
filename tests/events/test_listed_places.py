"""The places of one event: each of a list is one, the area behind a place and what a picture shows are none."""

import datetime as dt

import pytest

from events import EventType, extract, read_report
from gazetteer import Gazetteer


def _told(text: str, gazetteer: Gazetteer) -> list[tuple[EventType, str]]:
    found = extract(read_report(text), gazetteer, date=dt.date(2024, 5, 6)).events
    return [(each.type, each.where.toponym.text if each.where else "") for each in found]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels attacked Goma on Saturday and Bukavu, in South Kivu, on Sunday.", ["Goma", "Bukavu"]),
        ("Rebels attacked Goma, North Kivu, and Bukavu, South Kivu.", ["Goma", "Bukavu"]),
        ("Shelling was reported in Kherson and Nikopol, in Dnipropetrovsk region.", ["Kherson", "Nikopol"]),
        ("Clashes were reported in Khartoum, Omdurman and North Kordofan.", ["Khartoum", "Omdurman", "North Kordofan"]),
        ("Clashes were reported in Goma and in South Kivu.", ["Goma", "South Kivu"]),
        ("A bomb exploded in Quetta, in Pakistan.", ["Quetta"]),
        ("A bomb exploded in Quetta, in the province of Balochistan.", ["Quetta"]),
    ],
)
def test_the_area_behind_a_place_is_no_second_place_of_a_list(
    text: str, places: list[str], gazetteer: Gazetteer
) -> None:
    assert [place for _, place in _told(text, gazetteer)] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Protesters tore down a statue of Columbus in Barranquilla.", "Barranquilla"),
        ("Demonstrators burned a portrait of Lincoln in Manila.", "Manila"),
        ("Protesters burned the flag of Denmark in Karachi.", "Karachi"),
        ("Protesters in Bristol toppled the statue of Edward Colston.", "Bristol"),
    ],
)
def test_whom_a_picture_shows_is_not_where_it_stands(text: str, place: str, gazetteer: Gazetteer) -> None:
    assert [where for _, where in _told(text, gazetteer)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked Ukraine with 80 drones; strikes were reported in Mykolaiv, Kharkiv and the Sumy region.",
        "Ukraine was attacked by 80 drones, and strikes were also reported in Mykolaiv, Kharkiv and the Sumy region.",
    ],
)
def test_each_place_where_strikes_were_reported_is_an_event_of_its_own(text: str, gazetteer: Gazetteer) -> None:
    struck = [place for kind, place in _told(text, gazetteer) if kind is EventType.STRIKE]
    assert struck[-3:] == ["Mykolaiv", "Kharkiv", "Sumy"]


def test_strikes_of_those_who_want_higher_wages_are_none_from_the_air(gazetteer: Gazetteer) -> None:
    told = _told("Strikes were reported in Lagos and Abuja as unions demanded higher wages.", gazetteer)
    assert EventType.STRIKE not in [kind for kind, _ in told]
