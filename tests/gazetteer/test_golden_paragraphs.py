"""Whole paragraphs of our own, in eight languages: nearly every place is found and placed, hardly any word wrongly."""

from collections import Counter
from pathlib import Path

import pytest

from gazetteer import Gazetteer, geoparse
from tests.gazetteer.golden_paragraphs import judge_inside, judge_paragraph, read_paragraphs, read_places, share_of_gold
from tests.gazetteer.golden_places import Verdict

# Language: at least so many paragraphs.
_LANGUAGES = {"en": 60, "ar": 8, "uk": 8, "ru": 8, "fr": 8, "es": 8, "tr": 8, "fa": 8}
_KINDS = {"conflict", "disaster", "sport", "business", "local"}
_RIGHT, _WRONG = 0.90, 0.03
_PLAIN = Path(__file__).parents[1] / "cases" / "no_places_in_languages.tsv"


@pytest.mark.parametrize("language", _LANGUAGES)
def test_places_of_a_paragraph_are_found_where_they_are(language: str, gazetteer: Gazetteer) -> None:
    verdicts = [each for paragraph in read_paragraphs(language) for each in judge_paragraph(paragraph, gazetteer)]
    right, wrong = share_of_gold(verdicts, Verdict.RIGHT), share_of_gold(verdicts, Verdict.WRONG)
    failing = [f"{language}: right {right:.1%}, wrong {wrong:.1%}"]
    failing += [str(each) for each in verdicts if each.verdict is not Verdict.RIGHT]
    assert right >= _RIGHT, "\n".join(failing)
    assert wrong <= _WRONG, "\n".join(failing)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_there_are_paragraphs_enough_and_places_in_each(language: str) -> None:
    paragraphs = read_paragraphs(language)
    assert len(paragraphs) >= _LANGUAGES[language]
    assert len({paragraph.text for paragraph in paragraphs}) == len(paragraphs)
    for paragraph in paragraphs:
        assert paragraph.kind in _KINDS, paragraph
        assert len(paragraph.places) >= 3, paragraph
        assert "[" not in paragraph.text, paragraph


@pytest.mark.parametrize("line", _PLAIN.read_text(encoding="utf-8").splitlines()[1:])
def test_a_sentence_of_another_language_that_names_no_place_has_none(line: str, gazetteer: Gazetteer) -> None:
    text = line.split("\t")[1]
    assert [each.toponym.text for each in geoparse(text, gazetteer) if each.place is not None] == []


def test_english_paragraphs_are_of_every_kind() -> None:
    counts = Counter(paragraph.kind for paragraph in read_paragraphs("en"))
    assert all(counts[kind] >= 12 for kind in _KINDS), counts


def test_every_truth_names_its_evidence_and_serves() -> None:
    meant = {
        named.place.name
        for language in _LANGUAGES
        for paragraph in read_paragraphs(language)
        for named in paragraph.names
        if named.place is not None
    }
    assert meant == set(read_places())
    for place in read_places().values():
        assert place.evidence, place
        assert -180 <= place.lon <= 180, place
        assert -90 <= place.lat <= 90, place
        assert 5 <= place.tolerance_km <= 2000, place


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_name_inside_another_is_never_a_wrong_place(language: str, gazetteer: Gazetteer) -> None:
    judged = [each for paragraph in read_paragraphs(language) for each in judge_inside(paragraph, gazetteer)]
    assert [str(each) for each in judged if each.verdict is Verdict.WRONG] == []
