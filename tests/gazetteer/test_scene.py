"""A country's name says where, or only who acts; a dateline says where the report was filed."""

import pytest

from gazetteer import Gazetteer, geoparse
from gazetteer.scene import is_dateline, is_scene
from gazetteer.toponym import Toponym


def _toponym(text: str, name: str, *, is_demonym: bool = False) -> Toponym:
    start = text.index(name)
    return Toponym(start=start, end=start + len(name), text=name, is_demonym=is_demonym)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell in Libya.", "Libya"),
        ("Fighting spread across northern Libya.", "Libya"),
        ("Sirte, Libya, was calm.", "Libya"),
        ("Boats sank off Libya's western coast.", "Libya"),
        ("Troops entered Sudan.", "Sudan"),
        ("The coast of Yemen was shelled.", "Yemen"),
    ],
)
def test_a_country_is_the_scene(text: str, name: str) -> None:
    assert is_scene(text, _toponym(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("China's minister spoke.", "China"),
        ("Turkey shelled the town.", "Turkey"),
        ("The president of Egypt spoke.", "Egypt"),
        ("Three died in U.S. air strikes.", "U.S."),
        ("Sanctions on Iran were lifted.", "Iran"),
    ],
)
def test_a_country_only_acts_or_is_dealt_with(text: str, name: str) -> None:
    assert not is_scene(text, _toponym(text, name))


@pytest.mark.parametrize(
    ("text", "name", "is_land"),
    [
        ("The Libyan capital was calm.", "Libyan", True),
        ("The Syrian border town of Azaz fell.", "Syrian", True),
        ("The Turkish side was quiet.", "Turkish", True),
        ("Turkish troops entered the town.", "Turkish", False),
        ("Israeli strikes went on.", "Israeli", False),
    ],
)
def test_a_demonym_tells_where_only_before_what_is_land(text: str, name: str, *, is_land: bool) -> None:
    assert is_scene(text, _toponym(text, name, is_demonym=True)) is is_land


@pytest.mark.parametrize(
    ("text", "name", "is_filed"),
    [
        ("MANILA, 3 May - Boats sank.", "MANILA", True),
        ("TRIPOLI, Libya (AP) — A report.", "TRIPOLI", True),
        ("A title\nTripoli, 3 May 2020 (Reuters) – A report.", "Tripoli", True),
        ("GENEVA/BEIRUT, March 4: A report.", "GENEVA", True),
        ("Sirte - once a port - was shelled.", "Sirte", False),
        ("He went to TRIPOLI - and back.", "TRIPOLI", False),
        ("MANILA was quiet.", "MANILA", False),
    ],
)
def test_a_dateline_is_told_from_a_sentence(text: str, name: str, *, is_filed: bool) -> None:
    assert is_dateline(text, _toponym(text, name)) is is_filed


def test_who_acts_abroad_does_not_draw_a_name_home(gazetteer: Gazetteer) -> None:
    """A namesake in the actor's country must not win over the well-known place that is bombed."""
    for text, country in (
        ("American jets bombed Sabratha.", "LY"),
        ("French troops left Timbuktu.", "ML"),
        ("Russian bombers hit Odesa and Mykolaiv.", "UA"),
        ("Ethiopian and Kenyan troops fought in Baidoa.", "SO"),
    ):
        places = [r.place for r in geoparse(text, gazetteer)]
        assert places
        assert all(place is not None and place.country_code == country for place in places), text
