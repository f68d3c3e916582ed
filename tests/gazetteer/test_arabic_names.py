"""Which Arabic name of a place stands on a map."""

import pytest

from gazetteer import Gazetteer, arabic_name


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Tripoli", "ترابلس", "ترىپولى", "تەرابلوس", "طرابلس", "طرابلس، لیبیا", "طَرَابُلُس"], "طرابلس"),
        (["القاهرة", "قاهره", "قاھىرە", "قاہرہ"], "القاهرة"),
        (["الموصل", "موسڵ", "موصل", "موصول"], "الموصل"),
        (["ااالخرطوم", "خارطوم", "خرطوم"], "الخرطوم"),
        (["د مشق", "دمشق"], "دمشق"),
        (["أربيل", "إربيل", "اربيل", "اربیل", "هەولێر"], "أربيل"),
        (["مركة\u200e", "مرکه"], "مركة"),
        (["سرت", "شعبية سرت"], "سرت"),
        (["Karaj", "کرج گ"], "کرج گ"),
        (["Lyon", "Лион", "里昂"], ""),
        ([], ""),
    ],
)
def test_the_arabic_spelling_that_most_sources_share_is_chosen(names: list[str], expected: str) -> None:
    assert arabic_name(names) == expected
    assert arabic_name(reversed(names)) == expected


def test_towns_of_arab_countries_have_their_arabic_names(gazetteer: Gazetteer) -> None:
    def named(name: str, country: str) -> str:
        return arabic_name(gazetteer.names(gazetteer.lookup(name, country=country)[0].place.place_id))

    assert named("Benghazi", "LY") == "بنغازي"
    assert named("Aleppo", "SY") == "حلب"
    assert named("Sanaa", "YE") == "صنعاء"
