"""What an analyst says a name means: kept in the project, for texts like the one it was said in, over the machine, and taken back."""

import datetime as dt
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from events import open_project
from gazetteer import (
    Gazetteer,
    NameChoice,
    NameChoices,
    PlacesBrokenError,
    Resolution,
    UnknownChoiceError,
    geoparse,
    is_chosen,
    text_context,
)
from tests.command_line import run_here

NOW = dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
LIBYAN = "Shells fell on Tripoli on Monday, officials in Misrata, Libya said. The Libyan army held Tripoli."
LEBANESE = "Shells fell on Tripoli on Monday, officials in Beirut, Lebanon said. The Lebanese army held Tripoli."
IN_LIBYA, IN_LEBANON = "gn:2210247", "gn:266826"


def choice(**how: str | None) -> NameChoice:
    """Return "Tripoli is the Lebanese one" for texts about Libya, or what is asked for instead."""
    told: dict[str, object] = {
        "name": "Tripoli", "context": "LY", "place_id": IN_LEBANON, "place_words": "Tripoli, city, Lebanon", "at": NOW,
    }  # fmt: skip
    return NameChoice(**{**told, **how})  # type: ignore[arg-type]


@pytest.fixture
def choices(tmp_path: Path) -> NameChoices:
    return NameChoices(tmp_path / "p.sqlite", read_only=False)


def meant(text: str, gazetteer: Gazetteer, *made: NameChoice, name: str = "Tripoli", **how: str) -> list[Resolution]:
    found = geoparse(text, gazetteer, choices=made, country=how.get("country"))
    return [each for each in found if each.toponym.text == name]


def ids(found: list[Resolution]) -> list[str | None]:
    return [each.place.place_id if each.place is not None else None for each in found]


def test_choices_are_kept_over_reopening_the_newest_first(choices: NameChoices) -> None:
    first, second = choice(), choice(name="Zawiya", place_id=None, why="a mosque")
    assert choices.make(first) is None
    assert choices.make(second) is None
    assert NameChoices(choices.path).all() == (second, first)


def test_a_newer_choice_replaces_the_one_of_its_name_and_context_only(choices: NameChoices) -> None:
    old, elsewhere = choice(), choice(context="TN")
    new = choice(name="TRÍPOLI", place_id=IN_LIBYA)
    choices.make(old)
    choices.make(elsewhere)
    assert choices.make(new) == old
    assert choices.all() == (new, elsewhere)


def test_what_is_taken_back_stays_in_the_history_which_nobody_rewrites(choices: NameChoices) -> None:
    made = choice()
    choices.make(made)
    choices.take_back(made, now=LATER)
    assert choices.all() == ()
    assert [said for said, _ in choices.history()] == ["place", "taken back"]
    with sqlite3.connect(choices.path) as file, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute("DELETE FROM name_choice")


def test_a_choice_that_someone_changed_meanwhile_is_not_taken_back(choices: NameChoices) -> None:
    seen, newer = choice(), choice(place_id=IN_LIBYA)
    choices.make(seen)
    choices.make(newer)
    with pytest.raises(UnknownChoiceError, match="decided anew meanwhile"):
        choices.take_back(seen, now=LATER)
    assert choices.all() == (newer,)


def test_a_project_without_choices_or_without_a_file_has_none(tmp_path: Path) -> None:
    assert NameChoices(tmp_path / "none.sqlite").all() == ()
    assert not (tmp_path / "none.sqlite").exists()
    open_project(tmp_path / "p.sqlite", writing=True).close()
    assert NameChoices(tmp_path / "p.sqlite").all() == ()
    assert NameChoices(tmp_path / "p.sqlite").history() == ()


def test_a_damaged_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "p.sqlite"
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    with pytest.raises(PlacesBrokenError, match="is damaged or no Dateline project"):
        NameChoices(file).all()


def test_a_choice_outranks_the_machine_and_the_reasons_say_so(gazetteer: Gazetteer) -> None:
    assert ids(meant(LIBYAN, gazetteer)) == [IN_LIBYA, IN_LIBYA]
    found = meant(LIBYAN, gazetteer, choice(why="the mayor said so"))
    assert ids(found) == [IN_LEBANON, IN_LEBANON]
    for each in found:
        assert is_chosen(each)
        assert each.reasons == (
            "chosen by an analyst on 27 Nov 2026: the mayor said so",
            "Dateline would take Tripoli (Libya)",
        )
        assert (each.where_prec, each.needs_review, each.area_id) == (1, False, None)
        assert IN_LIBYA in {rival.place.place_id for rival in each.candidates}


def test_a_choice_in_libyan_texts_moves_nothing_in_lebanese_ones_and_the_other_way_round(gazetteer: Gazetteer) -> None:
    libyan = choice(place_id="gn:2214846", place_words="Misrata")
    lebanese = choice(context="LB", place_id="gn:276781", place_words="Beirut")
    for made in ((libyan, lebanese), (lebanese, libyan)):
        assert set(ids(meant(LIBYAN, gazetteer, *made))) == {"gn:2214846"}
        assert set(ids(meant(LEBANESE, gazetteer, *made))) == {"gn:276781"}


def test_the_country_that_stands_behind_a_name_is_its_context_whatever_the_text_is_about(gazetteer: Gazetteer) -> None:
    text = f"{LIBYAN} Tripoli, Lebanon, was quiet."
    before = ids(meant(text, gazetteer))
    after = meant(text, gazetteer, choice(place_id="gn:2214846"))
    assert ids(after) == ["gn:2214846", "gn:2214846", before[2]]
    assert [each.about for each in after] == ["LY", "LY", "LB"]


def test_a_round_up_of_several_countries_is_about_none_of_them(gazetteer: Gazetteer) -> None:
    text = "In Tripoli nothing happened. Protests were held in Beirut, Damascus, Cairo, Tunis and Amman."
    (found,) = meant(text, gazetteer)
    (again,) = meant(text, gazetteer, choice(), choice(context="LB"))
    assert found.about == again.about == ""
    assert not is_chosen(again)


def test_a_choice_for_one_text_goes_before_the_countrys_and_holds_there_only(gazetteer: Gazetteer) -> None:
    here = choice(context=text_context(LIBYAN), place_id="gn:276781")
    assert set(ids(meant(LIBYAN, gazetteer, choice(), here))) == {"gn:276781"}
    assert set(ids(meant(f"{LIBYAN} It rained.", gazetteer, choice(), here))) == {IN_LEBANON}


def test_the_country_that_the_caller_gives_is_the_context(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Tripoli."
    assert ids(meant(text, gazetteer, choice())) == [IN_LIBYA]
    assert ids(meant(text, gazetteer, choice(), country="LY")) == [IN_LEBANON]


def test_a_name_that_is_no_place_is_left_out_but_for_those_who_ask(gazetteer: Gazetteer) -> None:
    made = choice(place_id=None)
    assert meant(LIBYAN, gazetteer, made) == []
    kept = [each for each in geoparse(LIBYAN, gazetteer, choices=[made], dismissed=True) if each.toponym.is_dismissed]
    assert [(each.toponym.text, each.place) for each in kept] == [("Tripoli", None)] * 2
    assert kept[0].reasons == ("no place, says an analyst on 27 Nov 2026",)
    start = LIBYAN.index("Tripoli")
    (answer,) = geoparse(LIBYAN, gazetteer, choices=[made], country="LY", spans=[(start, start + 7)])
    assert answer.place is None, "a span that was asked for has its answer"


def test_a_type_word_of_another_kind_keeps_a_name_from_the_choice(gazetteer: Gazetteer) -> None:
    made = choice(name="Misrata", place_id=IN_LIBYA, place_words="Tripoli, capital, Libya")
    text = "Fighters left Misrata air base and the city of Misrata for Misrata in Libya, and Sirte."
    base, town, bare = meant(text, gazetteer, made, name="Misrata")
    assert (is_chosen(base), is_chosen(town), is_chosen(bare)) == (False, True, True)


def test_a_place_that_no_gazetteer_has_any_more_is_said_and_the_machine_decides(gazetteer: Gazetteer) -> None:
    found = meant(LIBYAN, gazetteer, choice(place_id="own:ly-gone", place_words="Old town, town, Libya"))
    assert ids(found) == [IN_LIBYA, IN_LIBYA]
    assert found[0].needs_review
    assert found[0].reasons[-1] == (
        "an analyst chose Old town, town, Libya on 27 Nov 2026, which is in no gazetteer at hand any more: choose again"
    )


def test_the_words_around_a_chosen_name_are_read_as_ever(gazetteer: Gazetteer) -> None:
    (found,) = meant("Shells fell 12 km south of Tripoli, police in Misrata and Sirte said.", gazetteer, choice())
    assert found.place is not None
    assert found.place.place_id == IN_LEBANON
    assert found.relation is not None
    assert found.footprint is not None
    assert found.footprint.bounds[0] > 35, "the area lies by the chosen town"


def test_choices_leave_the_other_names_of_a_text_as_they_are(gazetteer: Gazetteer) -> None:
    others = [each for each in geoparse(LIBYAN, gazetteer, choices=()) if each.toponym.text != "Tripoli"]
    after = [each for each in geoparse(LIBYAN, gazetteer, choices=[choice()]) if each.toponym.text != "Tripoli"]
    assert [replace(each, footprint=None) for each in after] == [replace(each, footprint=None) for each in others]


def test_a_choice_counts_beyond_the_first_stretch_of_a_long_text(gazetteer: Gazetteer) -> None:
    text = LIBYAN + "\n" + "Nothing happened on that day in town.\n" * 3_000 + LIBYAN
    assert ids(meant(text, gazetteer, choice())) == [IN_LEBANON] * 4


@pytest.mark.parametrize("room", ["gazetteer geoparse --db {}", "gazetteer geoparse --jsonl --db {}"])
def test_the_command_line_follows_the_projects_choices(choices: NameChoices, room: str) -> None:
    choices.make(choice())
    text = json.dumps({"id": 1, "text": LIBYAN}) if "--jsonl" in room else LIBYAN
    done = run_here(*room.format(choices.path).split(), stdin=text.encode())
    assert done.returncode == 0
    found = {each["text"]: each["place"]["place_id"] for each in json.loads(done.stdout)["toponyms"]}
    assert found["Tripoli"] == IN_LEBANON
