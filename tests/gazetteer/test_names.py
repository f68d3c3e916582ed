"""Two spellings of one name meet, whatever keyboard wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import find_cue, fold, strip_cue
from gazetteer.names import drop_article, is_noise, unify_articles
from gazetteer.spelling import edit_distance, likeness, skeleton, sound_form


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_folding_word_by_word_is_folding_the_whole(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == " ".join(filter(None, (fold(one), fold(other))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Aşābi‘ah", "al asabi'ah"), ("U.S.", "US"), ("São Paulo", "SAO PAULO"), ("Łódź", "Lodz"), ("إدلب", "ادلب"),
        ("كابل", "کابل"), ("Ёлкино", "елкино"), ("Nord–Kivu", "Nord Kivu"), ("L’Aquila", "L'Aquila"), ("مُصْراتة", "مصراته"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_articles_meet_but_english_words_stay() -> None:
    assert unify_articles(fold("Ar-Raqqah")) == unify_articles(fold("al Raqqah"))
    assert unify_articles("at night") == "at night"
    assert drop_article(fold("الزاوية")) == fold("زاوية")


@pytest.mark.parametrize("name", ["TIP", "tarabulus", "trabls  lybya", "x"])
def test_codes_and_machine_romanisations_are_noise(name: str) -> None:
    assert is_noise(name)


@pytest.mark.parametrize("name", ["Tripoli", "al-Bab", "طرابلس", "北京", "NATO base"])
def test_names_that_people_write_are_none(name: str) -> None:
    assert not is_noise(name)


def test_romanisations_of_one_name_share_a_skeleton() -> None:
    forms = {skeleton(sound_form(fold(name))) for name in ("Misurata", "Misratah", "Mesrata", "Masrata", "مصراتة")}
    assert len(forms) == 1


def test_the_false_friend_is_less_alike() -> None:
    asked = sound_form("asabaa")
    assert likeness(asked, sound_form(fold("Al Asabi'ah"))) > likeness(asked, sound_form(fold("Isbi'ah")))


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_edit_distance_is_symmetric_and_zero_for_equals(one: str, other: str) -> None:
    assert edit_distance(one, other, 9) == edit_distance(other, one, 9)
    assert (edit_distance(one, other, 9) == 0) == (one == other)


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("Mitiga airport", "mitiga", "airport"), ("Hamza camp", "hamza", "camp"), ("city of Misrata", "misrata", "city"),
        ("Idlib Governorate", "idlib", "admin"), ("Nafusa Mountains", "nafusa", "mountains"),
    ],
)  # fmt: skip
def test_type_words_are_stripped_and_remembered(name: str, bare: str, kind: str) -> None:
    stripped = strip_cue(fold(name))
    assert stripped is not None
    assert (stripped[0], stripped[1].kind) == (bare, kind)
    assert find_cue("Air Base") is not None
