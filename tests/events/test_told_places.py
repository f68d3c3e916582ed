"""Places that an event is given from another sentence, and small ones that no list knows."""

import datetime as dt
import hashlib
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import Event, extract, place_words, read_report
from events.told_places import WEIGHTS
from events.told_rows import COLUMNS
from gazetteer import Gazetteer

DAY = dt.date(2024, 5, 20)


def _events(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(text), gazetteer, date=DAY).events


def test_what_is_told_of_no_place_is_at_the_town_told_just_before_and_is_reviewed(gazetteer: Gazetteer) -> None:
    text = "MEDELLIN, 20 May 2024 - Police closed the centre of Medellin on Monday. A bomb exploded outside a bank, wounding three people."
    event = next(each for each in _events(text, gazetteer) if each.trigger.startswith("bomb"))
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.name.startswith("Medell")
    assert event.needs_review
    assert any(each.startswith("no place is named for it: likely Medellin, which") for each in event.reasons)
    assert not any("somewhere in" in each for each in event.reasons)


def test_what_is_said_of_a_whole_country_stays_there(gazetteer: Gazetteer) -> None:
    text = "BOGOTA, 20 May 2024 - In Colombia 40 people were killed in nationwide fighting in the past year, the government of Colombia said."
    assert all(each.where_prec is None or each.where_prec >= 6 for each in _events(text, gazetteer))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MEDELLIN, 20 May 2024 - Police found a lorry 40 km north of Medellin on Monday. A bomb exploded outside a bank, wounding three people.", "Medell"),
        ("Police closed a bridge about 25 km west of Villavicencio, Colombia, on Monday. Gunmen opened fire outside a bank, wounding three people.", "Villavicencio"),
    ],
)  # fmt: skip
def test_a_distance_told_of_something_else_does_not_move_the_event(text: str, name: str, gazetteer: Gazetteer) -> None:
    event = next(each for each in _events(text, gazetteer) if each.trigger.startswith(("bomb", "opened")))
    where = event.where
    assert where is not None
    assert where.place is not None
    assert where.place.name.startswith(name)
    assert where.relation is None
    assert where.where_prec == 1
    assert where.radius_m == where.place.radius_m


@pytest.mark.parametrize(
    ("text", "name", "around"),
    [
        ("Two bombs exploded in the Chapinerito neighborhood in Bogota on Monday.", "Chapinerito", "Bogot"),
        ("TWO BOMBS EXPLODED A FEW MINUTES AGO IN THE CHAPINERITO NEIGHBORHOOD IN BOGOTA.", "CHAPINERITO", "Bogot"),
        ("A BOMB EXPLODED ON MONDAY IN THE LUXURIOUS ESCALONADA NEIGHBORHOOD OF SAN SALVADOR.", "ESCALONADA", "San Salvador"),
        ("GUERRILLAS KILLED THREE PEASANTS ON MONDAY IN GUACHICONITO, CAUCA DEPARTMENT, COLOMBIA.", "GUACHICONITO", "Cauca"),
    ],
)  # fmt: skip
def test_a_place_that_no_list_knows_lies_somewhere_in_the_one_around_it(
    text: str, name: str, around: str, gazetteer: Gazetteer
) -> None:
    where = _events(text, gazetteer)[0].where
    assert where is not None
    assert where.toponym.text == name
    assert text[where.toponym.start : where.toponym.end] == name
    assert where.tier is None
    assert where.needs_review
    assert where.place is not None
    assert where.place.name.startswith(around)
    assert place_words(where) == f"{name}, somewhere in {where.place.name}"


@pytest.mark.parametrize(
    "text",
    [
        "A BOMB EXPLODED ON MONDAY IN A MIDDLE-CLASS NEIGHBORHOOD OF SAN SALVADOR.",
        "A BOMB EXPLODED ON MONDAY IN THE SALVADORAN CITY OF SAN MIGUEL.",
        "A bomb exploded on Monday in a northern neighborhood of San Salvador.",
        "A bomb exploded on Monday in the San Salvador area.",
    ],
)
def test_plain_words_before_a_kind_of_place_are_no_name(text: str, gazetteer: Gazetteer) -> None:
    where = _events(text, gazetteer)[0].where
    assert where is not None
    assert where.tier is not None
    assert where.toponym.text.upper() in {"SAN SALVADOR", "SAN MIGUEL"}


_PARTS = ("Bombs exploded", "in the Xabar neighborhood", "of Bogota", "Police said", ".", "\n\n", "the town of", "“Xel", "Colombia", "DE LA", "VILLAGE OF", "ŻÓŁĆ", "killed 3", "\ud800")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=20))
def test_any_words_are_read_and_spans_are_those_of_the_text(gazetteer: Gazetteer, parts: list[str]) -> None:
    text = " ".join(("Bogota", *parts))
    for event in _events(text, gazetteer):
        if event.where is not None and event.where.toponym.text:
            name = event.where.toponym
            assert text[name.start : name.end].split() == name.text.split()


def test_a_report_of_many_events_is_read_in_bounds(gazetteer: Gazetteer) -> None:
    text = "Colombia and Bogota and Medellin and Cali were calm. " + "A bomb exploded outside a bank. " * 300
    assert len(_events(text, gazetteer)) > 100


def test_the_weights_are_small_and_their_source_and_hash_are_told() -> None:
    told = tomllib.loads((WEIGHTS.parents[1] / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
    entry = told[f"weights/{WEIGHTS.name}"]
    assert set(entry) >= {"name", "source", "version", "licence", "attribution", "sha256", "command"}
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == entry["sha256"], "run: make train"
    assert WEIGHTS.stat().st_size < 200_000
    assert len(COLUMNS) == len(set(COLUMNS))
