"""Place names are told from persons, bodies, months and plain words."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, geoparse, recognize, resolve


def _names(text: str, gazetteer: Gazetteer) -> list[str]:
    return [t.text for t in recognize(text, gazetteer) if not t.is_demonym]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sarraj spoke in Sirte.", ["Sirte"]),
        ("Gen. Paris Smith spoke.", []),
        ("Michael Jordan scored again. Jordan said he was glad.", []),
        ("Prime Minister Sarraj met Khalifa Hifter.", []),
        ("May said March was fine.", []),
        ("In May the troops left.", []),
        ("Reading the report, he smiled.", []),
        ("He lives in Reading, England.", ["Reading", "England"]),
        ("The Washington Post and the Jordan Times reported it.", []),
        ("CAIRO - A report.", ["CAIRO"]),
        ("TRIPOLI, Libya (AP) — A report.", ["TRIPOLI", "Libya"]),
        ("Homs, Hama and Idlib were hit.", ["Homs", "Hama", "Idlib"]),
        ("Fighting in Ras Lanuf, Xawadin, Xrega and Ajdabiya.", ["Ras Lanuf", "Xawadin", "Xrega", "Ajdabiya"]),
        ("In Washington, Obama said he agreed.", ["Washington"]),
        ("Strikes on Homs/Hama went on.", ["Homs", "Hama"]),
        ("The Tripoli-based government spoke.", ["Tripoli"]),
        ("Gharyan's fall was a blow.", ["Gharyan"]),
        ("People fled the town of Xyzabad.", ["Xyzabad"]),
        ("Gunmen attacked Xyzal village.", ["Xyzal"]),
        ("A clash in Qwertin district.", ["Qwertin"]),
        ("The village of Qasr Xandil fell.", ["Qasr Xandil"]),
        ("Raids on the Western Mountain went on.", ["Western Mountain"]),
        ("He fled South Sudan for the West Bank.", ["South Sudan", "West Bank"]),
        ("The State of Ohio sued.", ["Ohio"]),
        ("He lives in Greenwood, W.Va., now.", ["Greenwood", "W.Va."]),
        ("The LNA and the WHO met the U.S. envoy.", ["U.S."]),
        ("The Government of National Accord and the Red Crescent met.", []),
    ],
)
def test_a_text_gives_these_names(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert _names(text, gazetteer) == names


@pytest.mark.parametrize("text", ["He lives in Toledo, OH", "Floods in W.Va."])
def test_a_state_cut_short_at_the_end_of_a_text_ends_there(text: str, gazetteer: Gazetteer) -> None:
    last = recognize(text, gazetteer)[-1]
    assert (last.end, text[last.start : last.end]) == (len(text), last.text)


def test_demonyms_are_marked_and_left_out_unless_asked_for(gazetteer: Gazetteer) -> None:
    text = "Libyan forces entered Sirte."
    assert [(t.text, t.is_demonym) for t in recognize(text, gazetteer)] == [("Libyan", True), ("Sirte", False)]
    assert [r.toponym.text for r in geoparse(text, gazetteer)] == ["Sirte"]
    kept = geoparse(text, gazetteer, demonyms=True)
    assert [r.place.country_code for r in kept if r.place] == ["LY", "LY"]


@pytest.mark.parametrize("verb", ["said", "warned", "denied", "condemned"])
def test_a_capital_that_speaks_is_a_metonym(verb: str, gazetteer: Gazetteer) -> None:
    (ankara,) = recognize(f"Ankara {verb} the deal.", gazetteer)
    assert ankara.is_metonym
    (city,) = recognize("Snow fell in Ankara.", gazetteer)
    assert not city.is_metonym


@pytest.mark.parametrize(
    ("text", "cue"),
    [("Al-Watiya air base fell.", "air base"), ("The town of Alasabaa fell.", "town"), ("Hamza camp fell.", "camp")],
)
def test_the_type_word_is_kept(text: str, cue: str, gazetteer: Gazetteer) -> None:
    assert recognize(text, gazetteer)[0].cue == cue


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "Tripoli",
                "St.",
                "the",
                "Gen.",
                "Paris",
                "U.S.",
                "\u202e",
                "\ud800",
                "\x00",
                "-",
                ",",
                "مصراتة",
                "W.Va.",
                "<b>",
                "'s",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_offsets_always_slice_the_text_and_names_do_not_overlap(gazetteer: Gazetteer, text: str) -> None:
    toponyms = recognize(text, gazetteer)
    assert all(text[t.start : t.end] == t.text for t in toponyms)
    assert all(one.end <= other.start for one, other in pairwise(toponyms))
    assert len(resolve(text, toponyms, gazetteer)) == len(toponyms)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "A" * 1_000_000,
        "Tripoli\ud800 and \udfffSirte",
        "\u202eTripoli\u202c",
        "<p>Tripoli</p>&nbsp;<br>",
        "((([[[",
        "Tripoli " * 2_000,
    ],
    ids=["empty", "blank", "one word of 1 MB", "lone surrogates", "bidi", "html", "brackets", "repeated"],
)
def test_bad_text_does_no_harm(text: str, gazetteer: Gazetteer) -> None:
    for found in geoparse(text, gazetteer):
        assert text[found.toponym.start : found.toponym.end] == found.toponym.text


def test_a_long_text_reports_progress_and_can_be_cancelled(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Sirte, Libya, again.\n" * 6_000
    heard: list[float] = []

    def stop_at_half(share: float) -> None:
        heard.append(share)
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        geoparse(text, gazetteer, progress=stop_at_half)
    assert heard == sorted(heard)
    assert len(heard) >= 2


def test_a_span_outside_the_text_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="a span must lie in the text"):
        geoparse("Tripoli", gazetteer, spans=[(3, 99)])


def test_an_article_that_stands_alone_is_no_name_and_no_failure(gazetteer: Gazetteer) -> None:
    text = "A roadside bomb detonated on the  al-Qanat road in eastern Baghdad, leaving a U.S. Humvee ablaze."
    assert "Baghdad" in [toponym.text for toponym in recognize(text, gazetteer)]


def test_a_site_called_after_a_person_is_a_place(gazetteer: Gazetteer) -> None:
    text = "The army struck the Sheikh Yassine District and stormed the Abu Risha Dam; Sheikh Yassine said so."
    assert [toponym.text for toponym in recognize(text, gazetteer)] == ["Sheikh Yassine", "Abu Risha"]


def test_with_a_country_the_trees_still_drop_and_add(gazetteer: Gazetteer) -> None:
    text = (
        "Police in Alexandria said the fire began at a mobile home. Deputies from Rapides Parish came, and Pineville sent an "
        "engine. Henry Jackson, who lives in Ball, told Alexandria television that he saw the flames."
    )
    names = [{r.toponym.text for r in geoparse(text, gazetteer, country=code)} for code in (None, "US")]
    assert names[0] <= names[1]
    assert not names[1] & {"Henry", "Jackson", "Henry Jackson"}


def test_with_a_country_a_sentence_alone_is_the_rules_to_read(gazetteer: Gazetteer) -> None:
    assert geoparse("Prigozhin said Wagner attacked again.", gazetteer, country="UA") == ()
