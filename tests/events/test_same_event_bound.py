"""Most pairs are refused by what is quickly known: never one that its signs would have put before a person."""

import datetime as dt
import random
from collections import Counter
from math import log

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from events import Event, EventType, Status, Toll, TollPart, compare, propose
from events.event_pairs import candidate_pairs
from events.same_event import LEAST_LIKELY, TABLE, fitted_weights
from events.same_event_bound import LikenessBound
from events.surroundings import Surroundings
from tests.events.made_events import made, resolved

_WORDS = (
    "gunmen", "bomb", "market", "the capital", "school", "convoy of soldiers", "mortar", "Steppe Corps", "Red Terrace", "protesters",
    "bus", "Sirte", "near Hun", "police", "farmers", "a second", "dawn", "bakery", "river", "hospital",
)  # fmt: skip
_DAY = dt.date(2021, 3, 5)


def _where(draw: random.Random) -> object:
    if draw.random() < 0.1:
        return None
    area = shapely.box(15, 30, 18, 32) if draw.random() < 0.2 else None
    name = draw.choice(("Sirte", "Hun", "Houn", "Bani Walid", "Sirt"))
    near = draw.choice((0.0, 0.01, 0.3, 2.0))
    return resolved(
        16.6 + near, 31.2 - near, prec=draw.choice((1, 1, 2, 3, 4, 6)), place=draw.random() > 0.1, name=name,
        country=draw.choice(("LY", "LY", "TN")), code=draw.choice(("58", "59")), footprint=area,
    )  # fmt: skip


def _toll(draw: random.Random) -> Toll | None:
    best = draw.choice((0, 1, 4, 5, 30))
    return (
        Toll(best=best, low=max(0, best - draw.randrange(2)), high=best + draw.randrange(3), start=0, end=1)
        if draw.random() < 0.7
        else None
    )


def _events(number: int, draw: random.Random) -> list[Event]:
    found = []
    for n in range(number):
        day = _DAY + dt.timedelta(days=draw.randrange(6))
        prec, length = draw.choice(((1, 0), (1, 0), (2, 3), (4, 30), (5, 364)))
        parts = (
            TollPart(
                kind="killed", who=draw.choice(("farmers", "soldiers")), best=4, low=4, high=4, status=Status.CIVILIAN
            ),
        )
        found.append(
            made(
                n, report_id=f"r-{n}", where=_where(draw), date_start=day, date_end=day + dt.timedelta(days=length), date_prec=prec,
                type=draw.choice((EventType.BATTLE, EventType.BOMBING, EventType.CASUALTIES, EventType.PROTEST)),
                sentence=f"There {' '.join(draw.choices(_WORDS, k=draw.randrange(1, 40)))}.", killed=_toll(draw), injured=_toll(draw),
                missing=_toll(draw), side2=draw.choice(((), ("rebels",))), parts=draw.choice(((), parts)),
            )
        )  # fmt: skip
    return found


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_no_pair_is_likelier_than_its_bound(seed: int) -> None:
    events = _events(20, random.Random(seed))
    among = Surroundings(events)
    pairs = [(one, other) for one in range(20) for other in range(one)]
    bounds = LikenessBound(events, fitted_weights(), among).of(*np.array(pairs).T)
    for (one, other), bound in zip(pairs, bounds, strict=True):
        likely = compare(events[one], events[other], among=among).probability
        assert log(likely / (1 - likely)) <= bound + 1e-6


def test_what_is_proposed_is_what_looking_at_each_pair_finds() -> None:
    events = _events(300, random.Random(3))
    among = Surroundings(events)
    likely = [compare(events[one], events[other], among=among) for one, other in candidate_pairs(events)]
    slow = {each.probability for each in likely if each.probability >= LEAST_LIKELY}
    fast = propose(events)
    assert fast
    assert {each.probability for each in fast} <= slow
    assert fast[0].probability == max(slow)


@pytest.mark.parametrize("least", [0.0, 1.0])
def test_the_least_may_be_anything(least: float) -> None:
    events = _events(30, random.Random(1))
    assert all(each.probability >= least for each in propose(events, least=least))
    assert propose([], least=least) == ()


def test_words_that_half_of_a_projects_sentences_share_say_little() -> None:
    told = "Gunmen of Steppe Corps stormed a bakery."
    pair = [made(n, report_id=f"r-{n}", sentence=told) for n in range(2)]
    others = [
        made(n, report_id=f"r-{n}", sentence=told, date_start=_DAY + dt.timedelta(days=40 * n), date_end=_DAY + dt.timedelta(days=40 * n))
        for n in range(2, 1500)
    ]  # fmt: skip
    alone, among_likes = (compare(*pair, among=Surroundings(each)).probability for each in (pair, [*pair, *others]))
    assert among_likes < alone


def test_a_day_in_a_city_at_war_is_less_of_a_coincidence_and_ten_reports_of_one_attack_are_no_crowd() -> None:
    pair = [
        made(n, report_id=f"r-{n}", sentence=text) for n, text in enumerate(("Fighting broke out.", "Troops clashed."))
    ]
    daily = [
        made(n, report_id=f"r-{n}", date_start=_DAY + dt.timedelta(days=n % 90 - 45), date_end=_DAY + dt.timedelta(days=n % 90 - 45))
        for n in range(2, 500)
    ]  # fmt: skip
    retold = [made(n, report_id=f"r-{n}") for n in range(2, 12)]
    quiet, war, attack = (compare(*pair, among=Surroundings([*pair, *rest])) for rest in ([], daily, retold))
    assert war.probability < quiet.probability - 0.2
    assert any("others are told" in each for each in war.reasons_against)
    assert Surroundings([*pair, *retold]).expected(pair[0]) == 0
    assert attack.probability > 0.5


def test_a_whole_year_is_expected_to_hold_all_that_a_place_tells_in_it() -> None:
    year = made(0, report_id="r-0", date_start=dt.date(2021, 1, 1), date_end=dt.date(2021, 12, 31), date_prec=5)
    days = [made(n, report_id=f"r-{n}") for n in range(1, 200)]
    assert Surroundings([year, *days]).expected(year) == pytest.approx(159.2, abs=1)


def test_of_each_event_the_likeliest_few_are_proposed() -> None:
    number = Counter(
        each.event_id
        for pair in propose([made(n, report_id=f"r-{n}") for n in range(40)])
        for each in (pair.first, pair.second)
    )
    assert max(number.values()) == 8


def test_the_weights_are_those_of_the_table() -> None:
    assert f'"none" = {fitted_weights()["none"]}' in TABLE.read_text(encoding="utf-8")
