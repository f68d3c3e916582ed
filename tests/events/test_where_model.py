"""The learned place of an event: what it says of plain sentences, what it is made of, and that no text is in it."""

import hashlib
import re
import tomllib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import extract, read_report, where_of
from events.where_choices import choice_of
from events.where_columns import COLUMNS
from events.where_features import WhereFeatures
from events.where_model import WEIGHTS
from gazetteer import Gazetteer, Resolution, geoparse
from tests.gazetteer.test_ranker import FORMAT


def _places(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    return [each for each in geoparse(text, gazetteer, demonyms=True) if not each.is_adjective]


def _likeliest(text: str, verb: str, gazetteer: Gazetteer) -> str:
    places = _places(text, gazetteer)
    at = text.index(verb)
    chances = where_of(text, (at, at + len(verb)), places)
    return places[int(chances.argmax())].toponym.text


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("Gunmen killed four people in Tripoli, the interior ministry of Tunisia said.", "killed", "Tripoli"),
        ("In Bamako, gunmen killed two officers who had returned from Gao.", "killed", "Bamako"),
        ("A minister from France said that rebels had captured the town of Gao.", "captured", "Gao"),
        ("Shells hit Donetsk while talks were held in Geneva.", "hit", "Donetsk"),
        ("Shells hit Donetsk while talks were held in Geneva.", "held", "Geneva"),
        ("A car bomb exploded in Homs, Syria, on Friday.", "exploded", "Homs"),
    ],
)
def test_the_likeliest_place_is_the_one_of_the_verb(text: str, verb: str, place: str, gazetteer: Gazetteer) -> None:
    assert _likeliest(text, verb, gazetteer) == place


def test_several_places_of_a_list_may_be_likely_and_a_speakers_is_not(gazetteer: Gazetteer) -> None:
    text = "Protesters marched in Bari and Naples, a spokesman said in Rome."
    places = _places(text, gazetteer)
    chances = where_of(text, (11, 18), places)
    by_name = dict(zip([each.toponym.text for each in places], chances.tolist(), strict=True))
    assert min(by_name["Bari"], by_name["Naples"]) > by_name["Rome"]


def test_no_place_gives_no_chance() -> None:
    assert where_of("Rebels attacked.", (7, 15), []).shape == (0,)


def test_chances_go_with_their_places_whatever_the_order_and_wherever_the_sentence_begins(gazetteer: Gazetteer) -> None:
    text, lead = "Troops left Goma and shelled Sake near Lake Kivu.", "It rained. "
    verb = (text.index("shelled"), text.index("shelled") + 7)
    places = _places(text, gazetteer)
    chances = where_of(text, verb, places)
    assert where_of(text, verb, places[::-1]).tolist() == chances[::-1].tolist()
    moved = _places(lead + text, gazetteer)
    assert where_of(text, verb, moved, offset=len(lead)).tolist() == chances.tolist()


_WORDS = "Troops rebels attacked Tripoli in near Libya , and that said from Homs killed “ ” 's the city of Syria . 12".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25), st.integers(0, 200), st.integers(0, 12))
def test_any_sentence_and_any_trigger_give_numbers(
    gazetteer: Gazetteer, words: list[str], start: int, length: int
) -> None:
    text = " ".join(words)
    places = _places(text, gazetteer)
    trigger = (min(start, len(text)), min(start + length, len(text)))
    rows = WhereFeatures(text, [choice_of(each, 0) for each in places]).rows(trigger)
    assert rows.shape == (len(places), len(COLUMNS))
    assert np.isfinite(rows).all()
    chances = where_of(text, trigger, places)
    assert ((chances >= 0) & (chances <= 1)).all()


def test_columns_are_named_once() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # The rules alone took the island, as a part of it is named.
        ("A magnitude 7.5 quake and a tsunami struck Palu, on Indonesia's Sulawesi island, on Friday.", "Palu"),
        ("Gunmen killed four people in Tripoli, the interior ministry of Tunisia said.", "Tripoli"),
    ],
)
def test_trees_decide_where_the_rules_are_not_sure(text: str, place: str, gazetteer: Gazetteer) -> None:
    (event,) = extract(read_report(text), gazetteer).events
    assert event.where is not None
    assert event.where.toponym.text == place


def test_the_weights_are_small_and_their_source_and_hash_are_told() -> None:
    entry = tomllib.loads((WEIGHTS.parents[1] / "SOURCES.toml").read_text(encoding="utf-8"))["files"][
        "weights/where.onnx"
    ]
    assert set(entry) >= {"name", "source", "version", "licence", "attribution", "sha256", "command"}
    assert "MIT" in entry["source"]
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == entry["sha256"], "run: make train"
    assert WEIGHTS.stat().st_size < 2_000_000


def test_the_weights_hold_no_words_but_the_formats_own() -> None:
    # Twelve letters in a row do not come about by chance in numbers of this many bytes; the letter behind is the next field's tag.
    own = FORMAT | {"LgbmRegressor"}
    words = {word.strip(b"_. ").decode() for word in re.findall(rb"[A-Za-z_. ]{12,}", WEIGHTS.read_bytes())}
    assert {word for word in words if word not in own and word[:-1] not in own} == set()
