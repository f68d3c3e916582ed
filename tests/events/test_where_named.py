"""The learned words of an event's place: names that no list knows, their bounds, and what the weights are made of."""

import hashlib
import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import extract, named_places, read_report
from events.errors import WhereWeightsError
from events.sentence_words import read_words
from events.where_bounds import COLUMNS as BOUNDS
from events.where_lexical import WEIGHTS as WORD_WEIGHTS
from events.where_lexical import word_weights
from events.where_named import BOUND_WEIGHTS, COLUMNS, NAME_WEIGHTS, NamedWhere, chosen, place_chances
from events.where_names import capital_runs
from gazetteer import Gazetteer, geoparse


def _found(text: str, verb: str, gazetteer: Gazetteer) -> list[str]:
    at = text.index(verb)
    places = geoparse(text, gazetteer, demonyms=True)
    return [text[each.start : each.end] for each in named_places(text, (at, at + len(verb)), places)]


@pytest.mark.parametrize(
    ("text", "verb", "places"),
    [
        ("Gunmen killed four people in Tripoli, the interior ministry of Tunisia said.", "killed", ["Tripoli"]),
        ("Rebels shelled the village of Zorbakhand on Monday.", "shelled", ["Zorbakhand"]),
        ("A bomb exploded near the Zorbakhand Hotel in Tripoli.", "exploded", ["Zorbakhand Hotel", "Tripoli"]),
        ("Rebels attacked.", "attacked", []),
        ("", "", []),
    ],
)
def test_the_words_that_say_where(text: str, verb: str, places: list[str], gazetteer: Gazetteer) -> None:
    found = _found(text, verb, gazetteer)
    assert set(found) <= set(places)
    assert bool(found) == bool(places)


@pytest.mark.parametrize(
    ("verb", "place"),
    [
        pytest.param(
            "hit",
            "Donetsk",
            marks=pytest.mark.xfail(
                strict=True,
                reason="it sees the words between, not whose verb they are; in extract the rules keep to the clause",
            ),
        ),
        ("held", "Geneva"),
    ],
)
def test_the_likeliest_of_two_places_is_the_verbs_own(verb: str, place: str, gazetteer: Gazetteer) -> None:
    text = "Shells hit Donetsk while talks were held in Geneva."
    at = text.index(verb)
    found = named_places(text, (at, at + len(verb)), geoparse(text, gazetteer, demonyms=True))
    likeliest = max(found, key=lambda each: each.chance)
    assert text[likeliest.start : likeliest.end] == place


def test_extract_keeps_to_the_clause_where_the_trees_do_not(gazetteer: Gazetteer) -> None:
    found = extract(read_report("Shells hit Donetsk while talks were held in Geneva."), gazetteer)
    assert [each.where.toponym.text for each in found.events if each.where] == ["Donetsk", "Geneva"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("An aid convoy that had left Port Sudan for El Fasher turned back at Ed Dabbah.", "Ed Dabbah"),
        ("The foreign ministers of Congo and Angola met in Luanda.", "Luanda"),
        ("Some 1,400 families have fled El Fasher for Tawila.", "El Fasher"),
    ],
)
def test_whence_whither_and_whose_is_not_where_extract_puts_an_event(
    text: str, place: str, gazetteer: Gazetteer
) -> None:
    assert [each.where.toponym.text for each in extract(read_report(text), gazetteer).events if each.where] == [place]


def test_chances_are_given_by_where_a_name_begins_in_the_text(gazetteer: Gazetteer) -> None:
    text, lead = "Gunmen killed four people in Tripoli, the interior ministry of Tunisia said.", "It rained. "
    chances = place_chances(text, (7, 13), geoparse(lead + text, gazetteer, demonyms=True), offset=len(lead))
    tripoli, tunisia = len(lead) + text.index("Tripoli"), len(lead) + text.index("Tunisia")
    assert chances[tripoli] > 0.5 > chances[tunisia]
    assert place_chances("Rebels attacked.", (7, 15), ()) == {}


def test_a_name_that_no_list_knows_has_no_place_and_one_that_is_known_has_its_own(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed four people in Tripoli."
    (found,) = named_places(text, (7, 13), geoparse(text, gazetteer, demonyms=True))
    assert found.place is not None
    assert found.place.toponym.text == "Tripoli"
    (found,) = named_places(text, (7, 13), ())
    assert found.place is None
    assert text[found.start : found.end] == "Tripoli"


def test_spans_count_in_the_sentence_wherever_it_begins(gazetteer: Gazetteer) -> None:
    text, lead = "Gunmen killed four people in Tripoli.", "It rained. "
    plain = named_places(text, (7, 13), geoparse(text, gazetteer, demonyms=True))
    moved = named_places(text, (7, 13), geoparse(lead + text, gazetteer, demonyms=True), offset=len(lead))
    assert [(each.start, each.end) for each in moved] == [(each.start, each.end) for each in plain]


def test_of_names_that_overlap_the_likeliest_is_kept_and_the_answer_is_in_text_order() -> None:
    spans = [(20, 25, 0.5), (0, 5, 0.4), (3, 9, 0.6), (30, 35, 0.1)]
    found = [NamedWhere(start=a, end=b, chance=chance, place=None) for a, b, chance in spans]
    assert [(each.start, each.end) for each in chosen(found)] == [(3, 9), (20, 25)]


def test_runs_of_capitals_leave_out_small_words_and_days() -> None:
    text = "On Monday troops left al-Dabbit and the Deir Ezzor Governorate for T-4."
    runs = [text[a:b] for a, b in capital_runs(text, read_words(text))]
    assert runs == ["al-Dabbit", "Deir Ezzor Governorate", "T-4"]


_WORDS = "Troops rebels attacked Tripoli in near Libya , and that said from Homs killed “ ” 's the city of Al - ‘ City airport Syrian northern 12 ( ) \ud800".split()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=25), st.integers(0, 200), st.integers(0, 12))
def test_any_sentence_and_any_trigger_give_spans_apart(
    gazetteer: Gazetteer, words: list[str], start: int, length: int
) -> None:
    text = " ".join(words)
    trigger = (min(start, len(text)), min(start + length, len(text)))
    found = named_places(text, trigger, geoparse(text, gazetteer, demonyms=True))
    assert all(0 <= each.start < each.end <= len(text) and 0 < each.chance <= 1 for each in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_sentence_of_many_names_is_read_in_bounds(gazetteer: Gazetteer) -> None:
    text = "Rebels attacked " + ", ".join(f"Xa{number}bar" for number in range(400)) + "."
    assert len(named_places(text, (7, 15), geoparse(text, gazetteer, demonyms=True))) <= 120


def test_columns_are_named_once() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))
    assert len(BOUNDS) == len(set(BOUNDS))


@pytest.mark.parametrize("path", [WORD_WEIGHTS, NAME_WEIGHTS, BOUND_WEIGHTS], ids=lambda path: path.name)
def test_the_weights_are_small_and_their_source_and_hash_are_told(path: Path) -> None:
    told = tomllib.loads((WORD_WEIGHTS.parents[1] / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
    entry = told[f"weights/{path.name}"]
    assert set(entry) >= {"name", "source", "version", "licence", "attribution", "sha256", "command"}
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], "run: make train"
    assert path.stat().st_size < 1_000_000


def test_words_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "where_words.npz"
    np.savez(path, values=np.zeros(3, dtype=np.int8), scale=np.float32(1), version=np.array("0"))
    monkeypatch.setattr("events.where_lexical.WEIGHTS", path)
    word_weights.cache_clear()
    with pytest.raises(WhereWeightsError, match="another version: run make train"):
        word_weights()
    word_weights.cache_clear()
