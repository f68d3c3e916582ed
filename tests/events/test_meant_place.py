"""What "the town", "its market" and "retook it" mean, who speaks and is no place, and the days of wires of single sentences."""

import datetime as dt

import pytest

from events import Event, extract, read_report
from gazetteer import Gazetteer

DAY = dt.date(2024, 5, 20)


def _events(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(text), gazetteer, date=DAY).events


def _named(text: str, trigger: str, gazetteer: Gazetteer) -> Event:
    return next(each for each in _events(text, gazetteer) if trigger in each.trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (
            "BAMAKO, Mali, 20 May 2024 - Rebels captured Kidal, a garrison town, on Thursday. "
            "Clashes broke out near Gao on Saturday. Soldiers retook the town on Sunday.",
            "retook",
            "Kidal",
        ),
        (
            "KHARTOUM, Sudan, 20 May 2024 - The RSF seized the town of Singa on Thursday. "
            "Shells hit the Zamzam camp on Friday. Drones hit the town on Sunday.",
            "Drones",
            "Singa",
        ),
        (
            "KHARTOUM, Sudan, 20 May 2024 - Rebels seized El Fasher on Thursday. Shells hit Kosti on Saturday. "
            "The army recaptured it on Sunday.",
            "recaptured",
            "Fasher",
        ),
    ],
)
def test_the_town_is_the_one_called_so_or_that_was_taken(
    text: str, trigger: str, place: str, gazetteer: Gazetteer
) -> None:
    event = _named(text, trigger, gazetteer)
    assert event.where is not None
    assert event.where.place is not None
    assert place in event.where.place.name
    assert any(" is taken as " in reason and "before" in reason for reason in event.reasons)
    assert not event.where.needs_review


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (
            "Shelling near the Syrian border killed two people on Sunday. Police arrested the mayor of the town on Monday.",
            "arrested",
        ),
        ("Soldiers were ambushed in Helmand province on Sunday. Gunmen attacked the town on Monday.", "attacked"),
    ],
)
def test_a_border_or_a_province_is_no_town(text: str, trigger: str, gazetteer: Gazetteer) -> None:
    event = _named(text, trigger, gazetteer)
    assert not any(" is taken as " in reason for reason in event.reasons)
    assert event.needs_review


def test_of_two_towns_alike_the_later_is_taken_and_reviewed(gazetteer: Gazetteer) -> None:
    text = (
        "BAMAKO, Mali, 20 May 2024 - Gunmen attacked Gao on Friday. A bomb exploded in Menaka on Saturday. "
        "Soldiers entered the town on Sunday."
    )
    event = _named(text, "entered", gazetteer)
    assert event.where is not None
    assert event.where.toponym.text == "Menaka"
    assert event.needs_review
    assert any("another place may be meant" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Forces captured the villages of Xobrovka and Pokrovsk, Kyiv said on Sunday.",
        "Troops took the village of Xobrovka, Damascus said on Sunday.",
        "Moscow said on Sunday that troops had captured the village of Xobrovka.",
    ],
)
def test_who_speaks_and_the_next_of_a_list_hold_no_place(text: str, gazetteer: Gazetteer) -> None:
    for event in _events(text, gazetteer):
        assert not any("somewhere in" in reason and "no list" in reason for reason in event.reasons)
        assert event.where is None or event.where.toponym.text not in {"Kyiv", "Damascus", "Moscow"}


def test_a_name_abroad_that_is_not_sure_is_reviewed_and_no_toll_of_the_country_follows_it(gazetteer: Gazetteer) -> None:
    text = "CALI, Colombia, 20 May 2024 - Police shot dead three protesters in Cali on Sunday. Nationwide, 40 people were killed in the unrest."
    toll = next(each for each in _events(text, gazetteer) if each.killed is not None and each.killed.best == 40)
    assert toll.where is not None
    assert toll.where.where_prec == 6


def test_a_place_abroad_that_is_not_sure_is_reviewed(gazetteer: Gazetteer) -> None:
    text = (
        "KHARTOUM, Sudan, 20 May 2024 - Gunmen attacked the Dadaab refugee camp in Kenya on Friday. The army held Kosti, and "
        "Sudan's leaders met in Port Sudan. Troops moved to El Obeid in Sudan."
    )
    event = _named(text, "attacked", gazetteer)
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.country_code != "SD"
    assert event.where.score < 0.6
    assert event.needs_review
    assert any("in another country than the report's" in reason for reason in event.reasons)


_WIRE = (
    "Drones struck Odesa overnight, officials said.\n\nSirens were heard for hours.\n\n"
    "A missile hit an apartment block in Izmail at 3:20 a.m.\n\nTwo people were killed in Reni.\n\nRescuers came.\n"
)


def test_a_clock_time_in_the_small_hours_is_of_the_night_told_before(gazetteer: Gazetteer) -> None:
    event = _named(_WIRE, "missile", gazetteer)
    assert (event.date_start, event.date_end, event.date_prec) == (DAY, DAY, 2)


def test_the_day_of_the_lead_holds_where_each_paragraph_is_one_sentence(gazetteer: Gazetteer) -> None:
    event = _named(_WIRE, "killed", gazetteer)
    assert (event.date_start, event.date_end, event.date_prec) == (DAY - dt.timedelta(days=1), DAY, 2)
    assert any("the report opens with “overnight”" in reason for reason in event.reasons)


def test_a_time_in_the_evening_is_of_no_night_told_before(gazetteer: Gazetteer) -> None:
    text = "Drones struck Odesa overnight. Officials met. A missile hit a school in Izmail at 9 p.m."
    assert not any("night told before" in reason for reason in _named(text, "missile", gazetteer).reasons)
