"""A toll goes to the event that it is of; where that is not sure, a person is asked."""

import pytest

from events import Event, extract, read_report
from gazetteer import Gazetteer

_DATELINE = "Lusaka, 4 May 2023 -- "


def _events(text: str, gazetteer: Gazetteer) -> dict[str, Event]:
    return {event.trigger.lower(): event for event in extract(read_report(_DATELINE + text), gazetteer).events}


def _killed(event: Event) -> int | None:
    return event.killed.best if event.killed else None


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        (
            "Raiders stormed a clinic in Ndola on Tuesday. A mob lynched a trader in Kitwe on Wednesday. The raid killed 14 people.",
            {"stormed": 14, "lynched": 1},
        ),
        (
            "Floods struck Chipata on Tuesday. A bus crashed near Kabwe on Wednesday, killing two people. The flooding has killed 33 people.",
            {"floods": 33, "crashed": 2},
        ),
        (
            "Floods struck Chipata on Tuesday. A bus crashed near Kabwe on Wednesday, killing two people. The nation's death toll is 33.",
            {"floods": None, "crashed": 2},
        ),
    ],
)
def test_a_toll_goes_to_the_event_that_its_sentence_calls_by_its_kind(
    text: str, killed: dict[str, int | None], gazetteer: Gazetteer
) -> None:
    events = _events(text, gazetteer)
    assert {word: _killed(events[word]) for word in killed} == killed


def test_a_sum_over_the_country_is_no_single_event_s_and_the_analyst_is_told(gazetteer: Gazetteer) -> None:
    crash = _events(
        "A bus crashed near Kabwe on Wednesday, killing two people. The nation's death toll is 33.", gazetteer
    )["crashed"]
    assert crash.needs_review
    assert "a total for the whole country is not counted here" in crash.reasons


def test_a_larger_toll_behind_a_counted_event_is_doubted_where_another_has_none(gazetteer: Gazetteer) -> None:
    text = "Raiders stormed a clinic in Ndola on Tuesday. A bus crashed in Kitwe on Wednesday, killing two people. Doctors said 14 people died."
    stormed = _events(text, gazetteer)["stormed"]
    assert _killed(stormed) == 14
    assert stormed.needs_review
    assert any("may be of another event" in reason for reason in stormed.reasons)


def test_a_party_s_own_fighters_are_no_victims_of_what_it_shelled(gazetteer: Gazetteer) -> None:
    text = "The Taliban shelled Herat on Wednesday. The army said it had killed 35 Taliban fighters."
    events = _events(text, gazetteer)
    assert _killed(events["shelled"]) is None
    assert _killed(events["killed"]) == 35


def test_the_enemy_dead_that_a_party_claims_are_no_rival_of_the_civilians_counted(gazetteer: Gazetteer) -> None:
    text = "The army bombed a market in Herat on Wednesday, killing 31 farmers, residents said. The army said 12 militants were killed."
    killed = _events(text, gazetteer)["bombed"].killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (31, 31, 43)


def test_one_commander_is_a_part_of_those_killed_and_no_lower_count(gazetteer: Gazetteer) -> None:
    text = "Police said an ambush near Herat on Wednesday killed six people. The army said a colonel was killed."
    killed = _events(text, gazetteer)["ambush"].killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (6, 6, 6)


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("Farmers were killed near Ndola on Tuesday.", True),
        ("An unspecified number of guards were killed in Kitwe on Tuesday.", True),
        ("The relatives of farmers killed near Ndola met on Tuesday.", False),
        ("Cattle were killed near Ndola on Tuesday.", False),
    ],
)
def test_a_killing_whose_number_is_not_read_is_kept_for_review(
    text: str, *, is_kept: bool, gazetteer: Gazetteer
) -> None:
    found = [e for e in extract(read_report(_DATELINE + text), gazetteer).events if e.trigger == "killed"]
    assert [(_killed(event), event.needs_review) for event in found] == ([(None, True)] if is_kept else [])


def test_an_uncounted_killing_behind_an_attack_makes_that_one_for_review(gazetteer: Gazetteer) -> None:
    attack = _events("Raiders stormed a clinic in Ndola on Tuesday. Villagers were killed, a nurse said.", gazetteer)[
        "stormed"
    ]
    assert attack.killed is None
    assert attack.needs_review
    assert any("number was not read" in reason for reason in attack.reasons)


def test_who_some_of_the_dead_were_is_a_part_of_them(gazetteer: Gazetteer) -> None:
    attack = _events(
        "Raiders stormed a clinic in Ndola on Tuesday, killing 16 people. Seven of the dead were nurses.", gazetteer
    )["stormed"]
    assert _killed(attack) == 16
    assert [(part.best, part.who, part.status.value) for part in attack.parts] == [(7, "nurses", "civilian")]


def test_another_voice_on_the_number_just_told_goes_to_no_event_before_it(gazetteer: Gazetteer) -> None:
    text = (
        "KABUL, 2 June 2020 - A crowd marched in Kunduz on Monday. A car bomb killed four people in Herat on Monday, "
        "police said. Doctors put the toll at 40."
    )
    march, bomb = extract(read_report(text), gazetteer).events
    assert march.killed is None
    assert bomb.killed is not None
    assert (bomb.killed.low, bomb.killed.high) == (4, 40)
