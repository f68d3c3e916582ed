"""The reasons given for a place are true of the text as it is read in the end."""

import re
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Resolution, geoparse
from gazetteer.place import LOOSE_TIERS
from tests.gazetteer.golden_paragraphs import read_paragraphs

_SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
_LANGUAGES = ("en", "ar", "uk", "ru", "fr", "es", "tr", "fa")
_ONLY = "the only place of that name"
# The places of the text that a reason names.
_NAMED = re.compile(
    r"named with (?P<near>.+), [\d,]+ km away|[\d,]+ km from (?P<far>.+), the nearest place named with it.*"
)


def _untrue(found: tuple[Resolution, ...], gazetteer: Gazetteer) -> list[str]:
    """Return the reasons that name what the text does not mean, and the "only" places that are not."""
    meant = {each.place.name for each in found if each.place is not None}
    untrue = []
    for each in found:
        for reason in (*each.reasons, *(r for candidate in each.candidates for r in candidate.reasons)):
            named = _NAMED.fullmatch(reason)
            if named is not None and (named["near"] or named["far"]) not in meant:
                untrue.append(f"{each.toponym.text}: {reason}")
        if any(reason.startswith(_ONLY) for reason in each.reasons):
            listed = {c.place.place_id for c in each.candidates if c.tier not in LOOSE_TIERS}
            others = gazetteer.lookup(each.toponym.text, cue=each.toponym.cue)
            listed |= {c.place.place_id for c in others if c.tier not in LOOSE_TIERS}
            if len(listed) > 1:
                untrue.append(f"{each.toponym.text}: one of {listed} is not the only one")
    return untrue


@pytest.mark.parametrize("language", _LANGUAGES)
def test_reasons_are_true_of_the_paragraph(language: str, gazetteer: Gazetteer) -> None:
    untrue = [each for p in read_paragraphs(language) for each in _untrue(geoparse(p.text, gazetteer), gazetteer)]
    assert untrue == []


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda path: path.stem)
def test_reasons_are_true_of_the_sample(sample: Path, gazetteer: Gazetteer) -> None:
    assert _untrue(geoparse(sample.read_text(encoding="utf-8"), gazetteer), gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "place", "reason"),
    [
        (
            "A rocket hit a dormitory of Aleppo University, wounding four.", "Aleppo", "gn:170063",
            "no university is listed under that name: Aleppo stands for it",
        ),
        (
            "Gunmen stormed Mosul University on Monday.", "Mosul", "gn:99072",
            "no university is listed under that name: Mosul stands for it",
        ),
        ("Shells hit Mosul dam in Iraq.", "Mosul", "cur:iq-mosul-dam", "is of the kind asked for: dam; listed as Mosul Dam"),
    ],
)  # fmt: skip
def test_a_type_word_chooses_a_site_of_its_own_kind_or_the_town(
    text: str, name: str, place: str, reason: str, gazetteer: Gazetteer
) -> None:
    found = next(each for each in geoparse(text, gazetteer) if each.toponym.text == name)
    assert found.place is not None
    assert found.place.place_id == place
    assert reason in found.reasons


def test_a_town_that_stands_for_a_site_is_no_finer_than_the_town(gazetteer: Gazetteer) -> None:
    town, university = (
        next(each for each in geoparse(text, gazetteer) if each.toponym.text == "Mosul")
        for text in ("Gunmen stormed Mosul on Monday.", "Gunmen stormed Mosul University on Monday.")
    )
    assert town.place is not None
    assert university.place is not None
    assert university.place.radius_m >= town.place.radius_m


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Bombay", "Mumbai"), ("Saigon", "Ho Chi Minh City"), ("Bangalore", "Bengaluru"), ("Peking", "Beijing"),
        ("Wien", "Vienna"), ("Rangoon", "Yangon"), ("Palika", None),
    ],
)  # fmt: skip
def test_a_city_is_known_abroad_under_its_former_names(name: str, city: str | None, gazetteer: Gazetteer) -> None:
    text = f"Police in Munich, Germany, said that the man had come from {name} and was held in Starnberg."
    found = [each for each in geoparse(text, gazetteer) if each.toponym.text == name]
    assert [each.place and each.place.name for each in found] == ([city] if found else [])


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("A fire broke out in Halle (Saale) on Monday.", "Halle", "Halle (Saale)"),
        ("Trains to Frankfurt (Oder) were late.", "Frankfurt", "Frankfurt (Oder)"),
        ("Potsdam lies near Berlin in Brandenburg.", "Berlin", "Berlin"),
        ("Police in La Paz, Bolivia, arrested five.", "La Paz", "La Paz"),
        ("Editors said that Al-Arabi had denied it.", "Al-Arabi", None),
        ("У Нікополі внаслідок обстрілу загинула жінка.", "Нікополі", "Nikopol"),
        ("В Никополе слышны взрывы.", "Никополе", "Nikopol"),
        ("У Гуляйполі лунали вибухи.", "Гуляйполі", "Hulyaypole"),
    ],
)
def test_what_the_text_says_of_a_name_decides(text: str, name: str, place: str | None, gazetteer: Gazetteer) -> None:
    found = [each for each in geoparse(text, gazetteer) if each.toponym.text == name]
    assert [each.place and each.place.name for each in found] == ([place] if place or found else [])
    assert all(each.place is None or each.place.country_code in {"DE", "BO", "UA"} for each in found)
