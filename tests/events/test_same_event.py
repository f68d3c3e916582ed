"""Two reports, one event: what speaks for it and against it is said, and a hundred thousand events are compared without each pair."""

import datetime as dt
import random
import time

import pytest

from events import Event, EventType, Toll, compare, extract, propose, read_report
from events.event_pairs import candidate_pairs
from events.type_families import missing_families
from gazetteer import Gazetteer
from tests.events.made_events import made, resolved

FIRST = "A car bomb exploded at a market in Homs on Thursday, killing four people and wounding 11, police said."
AGAIN = "At least five people died on 11 March when a vehicle packed with explosives blew up in a market in Homs, a doctor said."
NEXT_DAY = (
    "A car bomb exploded at a police station in Homs on Friday, killing nine people and wounding 20, police said."
)
ELSEWHERE = "A car bomb exploded at a market in Aleppo on Thursday, killing four people and wounding 11, police said."
A_PROTEST = "Protesters marched through Homs on Thursday to demand higher wages, organisers said."


def _event(gazetteer: Gazetteer, text: str) -> Event:
    return extract(read_report(text, published=dt.date(2021, 3, 12)), gazetteer).events[0]


def test_another_hand_tells_the_same_bomb(gazetteer: Gazetteer) -> None:
    found = compare(_event(gazetteer, FIRST), _event(gazetteer, AGAIN))
    assert found.probability > 0.8
    assert found.reasons_for[:2] == ("both at Homs", "both on the same day")
    assert "4 killed in one, 5 in the other" in found.reasons_against


@pytest.mark.parametrize(
    ("text", "reason"),
    [(NEXT_DAY, "one day apart"), (ELSEWHERE, "Homs and Aleppo are"), (A_PROTEST, "bombing is not protest")],
)
def test_a_near_miss_says_what_speaks_against_it(gazetteer: Gazetteer, text: str, reason: str) -> None:
    found = compare(_event(gazetteer, FIRST), _event(gazetteer, text))
    assert found.probability < 0.5
    assert any(each.startswith(reason) for each in found.reasons_against)


def test_it_makes_no_difference_which_event_comes_first(gazetteer: Gazetteer) -> None:
    one, other = _event(gazetteer, FIRST), _event(gazetteer, AGAIN)
    assert compare(one, other).probability == pytest.approx(compare(other, one).probability)


def test_the_likeliest_pair_is_proposed_first_and_events_of_one_report_never(gazetteer: Gazetteer) -> None:
    events = [_event(gazetteer, text) for text in (FIRST, NEXT_DAY, AGAIN, f"{FIRST} It was loud.")]
    found = propose(events)
    assert {events[0].event_id, events[3].event_id} == {found[0].first.event_id, found[0].second.event_id}
    assert [each.probability for each in found] == sorted((each.probability for each in found), reverse=True)
    assert propose(extract(read_report(f"{FIRST} {FIRST}"), gazetteer).events) == ()


def test_what_has_no_day_or_no_place_is_never_proposed() -> None:
    unplaced = [made(n, report_id=f"r-{n}", where=None) for n in range(2)]
    undated = [made(n, report_id=f"r-{n}", date_start=None, date_end=None, date_prec=None) for n in range(2)]
    assert list(candidate_pairs(unplaced)) == []
    assert list(candidate_pairs(undated)) == []


def test_a_month_a_province_and_an_unlisted_name_find_their_likes() -> None:
    day = made(0, report_id="r-0")
    month = made(1, report_id="r-1", date_start=dt.date(2021, 3, 1), date_end=dt.date(2021, 3, 31), date_prec=4)
    province = made(2, report_id="r-2", where=resolved(15.1, 29.2, prec=4, name="Sirte District"))
    far = made(3, report_id="r-3", where=resolved(23.9, 32.0, name="Tobruk", code="79"))
    named = [made(n, report_id=f"r-{n}", where=resolved(place=False, prec=None, name="Xandoquil")) for n in (4, 5)]
    found = set(candidate_pairs([day, month, province, far]))
    assert {(0, 1), (0, 2)} <= found, "the day in its month, the town in its province"
    assert (0, 3) not in found
    assert list(candidate_pairs(named)) == [(0, 1)]


def test_places_on_either_side_of_the_date_line_are_neighbours() -> None:
    east, west = (
        made(n, report_id=f"r-{n}", where=resolved(lon, -16.9, name=f"F{n}")) for n, lon in enumerate((179.9, -179.9))
    )
    assert list(candidate_pairs([east, west])) == [(0, 1)]


def test_a_country_that_nobody_named_is_no_place_that_matches() -> None:
    # Told in other words: the same sentence would be a sign of its own.
    told = ("Fighting broke out.", "Troops clashed.")
    nowhere = [
        made(n, report_id=f"r-{n}", where=resolved(17.0, 27.0, prec=6, name="", country="LY"), sentence=told[n])
        for n in range(2)
    ]
    town, abroad = (
        made(2, report_id="r-2"),
        made(3, report_id="r-3", where=resolved(9.0, 34.0, prec=6, name="", country="TN")),
    )
    for first, second in (nowhere, (nowhere[1], town)):
        likeness = compare(first, second)
        assert not any(each.startswith("both at") for each in likeness.reasons_for)
        assert likeness.probability < 0.5
    assert compare(town, made(4, report_id="r-4", sentence=told[1])).probability > 0.5
    assert any("not of one country" in each for each in compare(town, abroad).reasons_against)


def test_an_event_of_one_report_goes_with_one_event_of_another() -> None:
    events = [made(n, report_id=f"r-{n // 2}") for n in range(4)]
    found = propose(events)
    assert len(found) == 2
    assert len({each.event_id for pair in found for each in (pair.first, pair.second)}) == 4


def test_each_type_has_a_family() -> None:
    assert list(missing_families()) == []


def _many(number: int, draw: random.Random, *, days: int, places: int) -> list[Event]:
    wheres = [resolved(12 + (n % 40) / 4, 25 + (n // 40) / 4, name=f"P{n}", code=str(n % 20)) for n in range(places)]
    start, kinds = dt.date(2021, 1, 1), list(EventType)
    found = []
    for n in range(number):
        day = start + dt.timedelta(days=draw.randrange(days))
        found.append(
            made(
                n, report_id=f"r-{n}", where=draw.choice(wheres), date_start=day, date_end=day, type=draw.choice(kinds),
                sentence=f"Fighting broke out near post {draw.randrange(500)}.", killed=Toll(best=n % 9, low=0, high=9, start=0, end=1),
            )
        )  # fmt: skip
    return found


@pytest.mark.soak
@pytest.mark.parametrize(("days", "places"), [(365, 900), (1, 1)], ids=["spread over a year", "one town on one day"])
def test_a_hundred_thousand_events_are_compared_without_each_pair(days: int, places: int) -> None:
    events = _many(100_000, random.Random(1), days=days, places=places)
    start = time.process_time()
    compared = sum(1 for _ in candidate_pairs(events))
    assert compared < 100 * len(events), "of five thousand million pairs"
    assert time.process_time() - start < 90
