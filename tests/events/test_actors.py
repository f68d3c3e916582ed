"""Who acts: names and bodies as a report spells them, read once whatever the text."""

import time

import pytest

from events import EventType, extract, read_report
from events.actors import Roster, find_actors
from gazetteer import Gazetteer


def _seconds(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        Roster(text)
        return time.process_time() - start

    return min(once() for _ in range(3))


def test_a_name_of_many_hyphens_is_read_in_time_that_grows_with_its_length() -> None:
    # Eight times the text: eight times the seconds where it is read once, sixty-four where once for each hyphen.
    short, long = _seconds("Mc-O'Neil-" * 2_500), _seconds("Mc-O'Neil-" * 20_000)
    assert long < 24 * max(short, 0.001)


def test_an_acronym_is_its_full_name_and_a_spokesman_speaks_for_his_body() -> None:
    roster = Roster(
        "The Popular Front of Azawad (PFA) advanced. Armed Forces spokesman Idris Al-Amin said so, and PFA fighters fled."
    )
    assert roster.canonical("Popular Front of Azawad") == roster.canonical("PFA") == "PFA"
    assert roster.body_of("Al-Amin") == "Armed Forces"


def test_who_says_that_it_did_something_is_the_one_who_did_it(gazetteer: Gazetteer) -> None:
    text = "Rebels seized Palmyra on 3 May 2021, and the army said on Tuesday that it had retaken it."
    assert [e.side1 for e in extract(read_report(text), gazetteer).events] == [("Rebels",), ("army",)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Hours after the raid, soldiers left the town.", ["soldiers"]),
        ("About 200 villagers fled.", ["villagers"]),
        ("Witnesses saw gunmen at the gate.", ["gunmen"]),
        ("Heavy rain fell.", []),
        ("Shelling killed three.", []),
        ("Twenty-two soldiers attacked.", ["soldiers"]),
        ("Museveni visited the camp.", ["Museveni"]),
        ("Hamas said so.", ["Hamas"]),
    ],
)
def test_the_first_word_of_a_sentence_acts_only_where_it_is_a_name(sentence: str, names: list[str]) -> None:
    assert [actor.name for actor in find_actors(sentence)] == names


def test_a_killing_by_nobody_named_waits_for_review_and_accuses_nobody(gazetteer: Gazetteer) -> None:
    text = "BAMAKO, 12 May 2021 - Twelve villagers were killed in Gao on Monday."
    (event,) = extract(read_report(text), gazetteer).events
    assert (event.type, event.side1, event.needs_review) == (EventType.CASUALTIES, (), True)
    assert event.killed is not None
    assert event.killed.best == 12


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kachin Independence Army fighters attacked a police post in Hpakant.", "Hpakant"),
        ("Kachin Independence Army fighters attacked a police post.", None),
        ("Donetsk People's Republic forces shelled a village.", None),
        ("Fighters of the Tigray People's Liberation Front shelled Kobo.", "Kobo"),
        ("In Mogadishu, African Union Forces shelled a market.", "Mogadishu"),
        ("Gunmen attacked the National Army in Goma.", "Goma"),
        ("Gunmen attacked a market in Rakhine State.", "Rakhine"),
    ],
)
def test_a_place_in_the_name_of_a_body_is_not_where_it_happened(
    text: str, place: str | None, gazetteer: Gazetteer
) -> None:
    (event,) = extract(read_report(text), gazetteer).events
    assert ((event.where.toponym.text.removesuffix(" State") or None) if event.where else None) == place


def test_those_who_suffer_a_bomb_are_not_its_authors(gazetteer: Gazetteer) -> None:
    text = "Nine civilians, four of them children, were killed when their car ran over a landmine near Homs."
    (event,) = extract(read_report(text), gazetteer).events
    assert event.side1 == ()
