"""Recognisers and resolvers of a user's own, spaCy's entities among them."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

import pytest

from events import extract, read_report
from gazetteer import (
    Gazetteer,
    LearnedResolver,
    NameChoice,
    RecognizerError,
    RecognizerMissingError,
    Resolution,
    Toponym,
    geoparse,
    given_toponyms,
)
from gazetteer.spacy_recognizer import SpacyRecognizer, load_spacy_recognizer
from tests.gazetteer.test_name_choices import choice

TEXT = "Shells fell 12 km south of Gharyan at 32.1042, 13.0311 and on Sirte in Libya."
has_spacy = find_spec("spacy") is not None


@dataclass(frozen=True)
class Given:
    """Finds the given words, wherever they stand first."""

    names: tuple[str, ...]

    def recognize(self, text: str, gazetteer: Gazetteer, *, country: str | None) -> Sequence[Toponym]:
        starts = [(text.index(name), name) for name in self.names if name in text]
        return given_toponyms(text, [(at, at + len(name)) for at, name in starts], gazetteer)


class Nowhere:
    """Believes no place."""

    def resolve(
        self, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country: str | None
    ) -> Sequence[Resolution]:
        return [Resolution(toponym=each, place=None, score=0.0, tier=None, reasons=("nowhere",)) for each in toponyms]


class OneShort(Nowhere):
    """Leaves the last one out."""

    def resolve(
        self, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country: str | None
    ) -> Sequence[Resolution]:
        return super().resolve(text, toponyms, gazetteer, country=country)[:-1]


def test_a_recogniser_of_ones_own_says_the_names_and_the_rest_is_as_ever(gazetteer: Gazetteer) -> None:
    found = geoparse(TEXT, gazetteer, recognizer=Given(("Sirte", "Gharyan")))
    assert [each.toponym.text for each in found] == ["Gharyan", "32.1042, 13.0311", "Sirte"]
    assert found[0].relation is not None
    assert found[0].footprint is not None


def test_letters_of_coordinates_are_never_a_name_whoever_finds_it(gazetteer: Gazetteer) -> None:
    text = "At 33S US 12345 67890 in Libya two died."
    assert [r.toponym.text for r in geoparse(text, gazetteer, recognizer=Given(("US", "Libya")))] == [
        "33S US 12345 67890",
        "Libya",
    ]


def test_a_resolver_of_ones_own_decides_and_a_persons_choice_goes_before_it(gazetteer: Gazetteer) -> None:
    found = geoparse(TEXT, gazetteer, resolver=Nowhere())
    assert {each.place for each in found if not each.toponym.is_coordinates} == {None}
    made: NameChoice = choice(name="Sirte", place_id="gn:2210554")
    chosen = geoparse(TEXT, gazetteer, resolver=Nowhere(), choices=[made], country="LY")
    assert {each.toponym.text for each in chosen if each.place is not None} == {"32.1042, 13.0311", "Sirte"}


def test_both_reach_the_events(gazetteer: Gazetteer) -> None:
    report = read_report("SIRTE, Libya, 12 March 2021 - Gunmen attacked Sirte on Thursday and killed two.")
    (event,) = extract(report, gazetteer, recognizer=Given(("Sirte",)), resolver=Nowhere()).events
    assert event.where is not None
    assert (event.where.place, event.where.reasons) == (None, ("nowhere",))


@dataclass(frozen=True)
class Fixed:
    """Gives these toponyms, whatever the text."""

    toponyms: tuple[Toponym, ...]

    def recognize(self, text: str, gazetteer: Gazetteer, *, country: str | None) -> Sequence[Toponym]:
        return self.toponyms


@pytest.mark.parametrize(
    ("toponyms", "words"),
    [
        (
            (Toponym(start=0, end=5, text="Sirte"),),
            "Fixed gave the toponym 'Sirte' at 0 to 5, where the text has 'Shell'",
        ),
        ((Toponym(start=900, end=905, text="Sirte"),), "where the text has ''"),
        ((Toponym(start=3, end=3, text=""),), "Offsets count the characters"),
        (
            (Toponym(start=27, end=34, text="Gharyan"), Toponym(start=30, end=34, text="ryan")),
            "two toponyms over each other, 'Gharyan' at 27 and 'ryan' at 30",
        ),
    ],
)
def test_toponyms_that_do_not_stand_in_the_text_are_refused_in_words(
    toponyms: tuple[Toponym, ...], words: str, gazetteer: Gazetteer
) -> None:
    with pytest.raises(RecognizerError, match=words.replace("(", r"\(")):
        geoparse(TEXT, gazetteer, recognizer=Fixed(toponyms))


def test_a_resolver_that_leaves_a_name_out_is_refused_in_words(gazetteer: Gazetteer) -> None:
    with pytest.raises(RecognizerError, match="OneShort was asked for 3 toponyms and gave 2"):
        geoparse(TEXT, gazetteer, resolver=OneShort())


def test_dateline_own_are_what_is_taken_where_none_is_given(gazetteer: Gazetteer) -> None:
    own = geoparse(TEXT, gazetteer)
    assert [replace(each, footprint=None) for each in geoparse(TEXT, gazetteer, resolver=LearnedResolver())] == [
        replace(each, footprint=None) for each in own
    ]


@dataclass(frozen=True)
class _Entity:
    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True)
class _Document:
    ents: tuple[_Entity, ...]


def _pipeline(*entities: tuple[str, str]) -> "object":
    def read(text: str) -> _Document:
        spans = [(text.index(words), words, label) for words, label in entities if words in text]
        return _Document(tuple(_Entity(at, at + len(words), label) for at, words, label in spans))

    return read


def test_entities_lose_article_and_possessive_and_only_places_and_demonyms_count(gazetteer: Gazetteer) -> None:
    text = "The Sahara's dunes; the Libyan army; Islamic scholars; Muammar Gaddafi in Sirte"
    entities = (("The Sahara's", "LOC"), ("Libyan", "NORP"), ("Islamic", "NORP"), ("Muammar Gaddafi", "PERSON"), ("Sirte", "GPE"))  # fmt: skip
    found = SpacyRecognizer(_pipeline(*entities)).recognize(text, gazetteer, country=None)  # type: ignore[arg-type]
    assert [(each.text, each.is_demonym) for each in found] == [("Sahara", False), ("Libyan", True), ("Sirte", False)]


@pytest.mark.skipif(not has_spacy, reason="spaCy is not installed: .venv/bin/pip install -r requirements-spacy.txt")
def test_a_blank_spacy_pipeline_with_an_entity_ruler_is_a_recogniser(gazetteer: Gazetteer) -> None:
    import spacy

    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Gharyan"}, {"label": "ORG", "pattern": "Sirte"}])
    found = geoparse(TEXT, gazetteer, recognizer=SpacyRecognizer(pipeline))
    assert [each.toponym.text for each in found] == ["Gharyan", "32.1042, 13.0311"]
    assert found[0].place is not None


@pytest.mark.skipif(not has_spacy, reason="spaCy is not installed: .venv/bin/pip install -r requirements-spacy.txt")
def test_a_model_that_is_not_installed_is_said_with_the_next_step() -> None:
    with pytest.raises(RecognizerMissingError, match=r"models are not on PyPI.*python -m spacy download xx_none_sm"):
        load_spacy_recognizer("xx_none_sm")


def test_without_spacy_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(RecognizerMissingError, match=r"spaCy is not installed\. Install it: .*requirements-spacy\.txt"):
        load_spacy_recognizer()
