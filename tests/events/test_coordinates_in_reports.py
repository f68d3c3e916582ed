"""Coordinates in a report place its events, and none of their digits counts people or days."""

import datetime as dt

import pytest

from events import Event, extract, read_report
from gazetteer import Gazetteer, RelationKind, place_point

DAY = dt.date(2020, 5, 4)


def _events(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(text, country="LY"), gazetteer, date=DAY).events


def _tolls(event: Event) -> tuple[int | None, int | None]:
    return (event.killed.best if event.killed else None, event.injured.best if event.injured else None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A strike at 33S US 12345 67890 killed three people on Monday.", 3, None),
        ("An air strike at 32.47, 11.89 killed 4 on Sunday.", 4, None),
        ("An air strike at 32.4734, 11.8978 killed 4 soldiers and wounded 12.", 4, 12),
        ("Two men were killed by shelling at 32°53'14\"N 13°11'29\"E on Sunday.", 2, None),
        ("Shelling at 325314N 0131129E injured 5 children.", None, 5),
        ("Clashes at 13.19 E, 32.88 N left 9 dead.", 9, None),
        ("The shelling of UTM 33N 332000 3640000 killed six and injured 20 others.", 6, 20),
        ("An air strike on a camp at 32.47N, 11.89E killed three soldiers.", 3, None),
        ("An air strike at 95.2°N 113.1°E killed two men.", 2, None),
        ("A drone strike near grid 33S US 123 678 wounded seven fighters.", None, 7),
        ("Shelling hit coordinates 32.1, 12.3 and killed 11.", 11, None),
    ],
)
def test_the_digits_of_coordinates_are_no_tolls(
    text: str, killed: int | None, injured: int | None, gazetteer: Gazetteer
) -> None:
    assert [_tolls(event) for event in _events(text, gazetteer)][:1] == [(killed, injured)]


def test_an_event_quotes_its_sentence_with_the_coordinates(gazetteer: Gazetteer) -> None:
    text = "BENGHAZI, 4 May 2020 - It was quiet. An air strike at 32.4734, 11.8978 killed 4 on 3 May. It rained."
    (event,) = _events(text, gazetteer)
    assert event.sentence == text[event.start : event.end] == "An air strike at 32.4734, 11.8978 killed 4 on 3 May."
    assert text[event.trigger_start : event.trigger_end] == event.trigger


def test_the_digits_of_coordinates_are_no_dates(gazetteer: Gazetteer) -> None:
    told = extract(read_report("A boat sank at 20° 10.2019' N, 12° 5.2020' E on 3 May 2020; six drowned."), gazetteer)
    assert [date.text for date in told.dates] == ["3 May 2020"]


def test_a_sentence_ends_behind_coordinates(gazetteer: Gazetteer) -> None:
    text = "On Sunday an air strike hit 32.88 N, 13.19 E. The army said five soldiers died in clashes in Sirte."
    assert [event.sentence[:9] for event in _events(text, gazetteer)] == ["On Sunday", "The army "]


@pytest.mark.parametrize(
    ("text", "name", "lon", "lat"),
    [
        ("An air strike on Al-Watiya air base (32.4734, 11.8978) killed 6.", "Al-Watiya air base", 11.8978, 32.4734),
        ("A drone strike on Tarhuna at 32.43N 13.63E killed 6.", "Tarhuna", 13.63, 32.43),
        ("Shelling of Tarhuna (GPS coordinates: 32.4350, 13.6332) killed 9.", "Tarhuna", 13.6332, 32.435),
        ("An air strike on Tarhuna, 32.4350N 13.6332E, killed 9.", "Tarhuna", 13.6332, 32.435),
        ("An air strike at 32.4734, 11.8978 (Al-Watiya air base) killed six.", "Al-Watiya air base", 11.8978, 32.4734),
        ("An air strike hit Mitiga airport in Tripoli (32.8951, 13.2762).", "Mitiga International Airport", 13.2762, 32.8951),
        ("Shelling of southern Tripoli (32.8312, 13.1822) killed two.", "southern Tripoli", 13.1822, 32.8312),
        ("Shelling 12 km south of Gharyan (32.0651, 13.0203) killed two.", "12 km south of Gharyan", 13.0203, 32.0651),
        ("Shelling in Libya (32.8312, 13.1822) killed two.", "32.8312, 13.1822", 13.1822, 32.8312),
    ],
)  # fmt: skip
def test_an_event_at_a_name_with_coordinates_lies_there_under_that_name(
    text: str, name: str, lon: float, lat: float, gazetteer: Gazetteer
) -> None:
    (event,) = _events(text, gazetteer)
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where.place.name, place_point(event.where)) == (name, (lon, lat))
    assert event.where_prec == 1
    assert not event.where.needs_review
    assert any("coordinates written in the text" in reason for reason in event.reasons)


def test_coordinates_tell_a_name_from_its_namesakes(gazetteer: Gazetteer) -> None:
    (event,) = extract(
        read_report("An air strike on Tripoli (34.4367, 35.8497) killed six."), gazetteer, date=DAY
    ).events
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.country_code == "LB"
    assert any("of the places called “Tripoli” the one nearest" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A drone strike on Tarhuna (32.88, 13.19) killed 6.", "65 km from Tarhuna"),
        ("Shells fell on Tarhuna (grid 33S US 12345 67890), killing 9.", "98 km from Tarhuna"),
        ("Shelling of southern Tripoli (31.21, 16.59) killed two.", "outside “southern Tripoli”"),
        ("Shelling in Libya [52.5200, 13.4050] killed two.", "outside “Libya”"),
    ],
)
def test_coordinates_far_from_what_the_name_means_are_to_be_reviewed(
    text: str, words: str, gazetteer: Gazetteer
) -> None:
    (event,) = _events(text, gazetteer)
    assert event.needs_review
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.is_coordinates
    assert any(words in reason and "one of the two is wrong" in reason for reason in event.reasons)
    assert any("coordinates written in the text" in reason for reason in event.reasons)
    # The place that the name means is offered to the one who reviews.
    assert event.where.candidates[0].place.name in {"Tarhuna", "Tripoli", "Libya"}


def test_coordinates_that_mean_no_point_leave_the_name_its_place_and_are_told(gazetteer: Gazetteer) -> None:
    (event,) = _events("An air strike on Tarhuna (95.2N, 13.1E) killed six.", gazetteer)
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where.place.name, event.needs_review) == ("Tarhuna", True)
    assert any("are not used: Latitude 95.2 is out of range" in reason for reason in event.reasons)


def test_coordinates_pin_a_place_that_is_known_only_roughly(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked the village of Boni, Mali (15.0800, -2.2200) on Friday, killing 21 civilians."
    (event,) = extract(read_report(text), gazetteer, date=DAY).events
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where_prec, event.where.place.is_rough, place_point(event.where)) == (1, False, (-2.22, 15.08))
    assert any("within the area in which the gazetteer knows Boni" in reason for reason in event.reasons)


def test_coarse_coordinates_do_not_move_a_town(gazetteer: Gazetteer) -> None:
    (event,) = _events("An air strike on Tarhuna (32N, 14E) killed six.", gazetteer)
    assert event.where is not None
    assert place_point(event.where) == (13.6332, 32.43501)
    assert any("rounded, agree" in reason for reason in event.reasons)


def test_names_with_coordinates_stand_in_lists_and_between_each_other(gazetteer: Gazetteer) -> None:
    one, two = _events("Air strikes hit Zintan (31.93, 12.25) and Nalut (31.87, 10.98), killing three.", gazetteer)
    assert one.where is not None
    assert two.where is not None
    assert (place_point(one.where), place_point(two.where)) == ((12.25, 31.93), (10.98, 31.87))
    (between,) = _events("Clashes between Tarhuna (32.43, 13.63) and Gharyan (32.17, 13.02) killed two.", gazetteer)
    assert between.where is not None
    assert between.where.relation is not None
    assert between.where.relation.kind is RelationKind.BETWEEN


def test_a_name_elsewhere_in_the_sentence_is_not_where_the_coordinates_are(gazetteer: Gazetteer) -> None:
    (event,) = _events("Forces from Misrata were hit by an air strike at 32.47N 11.89E, which killed two.", gazetteer)
    assert event.where is not None
    assert place_point(event.where) == (11.89, 32.47)
    assert not event.where.needs_review
