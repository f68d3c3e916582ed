"""The names of a report on the Reports page: how sure each is, its rivals and why; an analyst's choice, and the way back."""

import re
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStore
from gazetteer import Candidate, Gazetteer, NameChoices, Resolution, Tier, Toponym
from tests.ui.conftest import Open, event_rows, press, read, words
from ui.name_senses import Confidence, group_senses, rival_words, taken_words

STORY = (
    "MISRATA, Libya, 12 March 2021 - Shells fell on Tripoli on Thursday, killing four people, police said. "
    "Gunmen attacked the village of Xandoquil <b>gate</b> on Tuesday and killed two soldiers. Tripoli was quiet later."
)
IN_LEBANON = "gn:266826"


def resolution(name: str, start: int, gazetteer: Gazetteer, *, score: float = 0.9, **how: object) -> Resolution:
    place = gazetteer.place("gn:2210247")
    found: dict[str, object] = {"place": place, "tier": Tier.EXACT, "reasons": ("same spelling",)}
    return Resolution(toponym=Toponym(start=start, end=start + len(name), text=name), score=score, **{**found, **how})  # type: ignore[arg-type]


def test_mentions_of_one_sense_stand_together_and_the_least_sure_come_first(gazetteer: Gazetteer) -> None:
    found = group_senses(
        [
            resolution("Sirte", 0, gazetteer, score=0.95),
            resolution("Tripoli", 10, gazetteer, score=0.7),
            resolution("TRIPOLI", 20, gazetteer, score=0.9),
            resolution("Ghat", 30, gazetteer, score=0.95, needs_review=True),
            resolution("Nowhere", 40, gazetteer, score=0.0, place=None, tier=None),
            resolution("Brega", 50, gazetteer, score=0.3),
        ]
    )
    assert [(each.name, each.mentions, each.sureness) for each in found] == [
        ("Nowhere", 1, "not placed"),
        ("Brega", 1, "doubtful, 30%"),
        ("Tripoli", 2, "likely, 70%"),
        ("Ghat", 1, "likely, 95%"),
        ("Sirte", 1, "sure, 95%"),
    ]
    assert [each.name for each in found if each.is_to_check] == ["Nowhere", "Brega", "Ghat"]


def test_a_rival_is_said_with_its_kind_country_people_distance_and_fit(gazetteer: Gazetteer) -> None:
    rival, taken = gazetteer.place(IN_LEBANON), gazetteer.place("gn:2210247")
    said = rival_words(rival, taken, fits=0.412)
    assert said.startswith("Tripoli, ")
    assert "Lebanon (" in said
    assert "inhabitants; 2," in said
    assert said.endswith("km away; fits 41%)")
    assert rival_words(taken, taken).endswith("Libya (1,302,947 inhabitants)")


def test_what_is_known_only_by_its_area_is_said_so(gazetteer: Gazetteer) -> None:
    libya = gazetteer.country("LY")
    assert taken_words(resolution("Qaryat", 0, gazetteer, place=libya, tier=None)) == "somewhere in Libya, country"


def names(page: AppTest) -> list[str]:
    """Return the heads of the rows: a name, what it was taken for, how often."""
    return [str(each.value).replace("\\", "") for each in page.markdown if " → " in each.value]


def row_of(page: AppTest, name: str) -> str:
    return next(each for each in names(page) if each.startswith(f"**{name}**"))


def ask(page: AppTest, name: str) -> AppTest:
    """Press "Choose" in the row of a name."""
    key = next(s.key for s in page.session_state["name_senses"][1] if s.name == name)
    return page.button(key=f"row_choose_{key}").click().run()


def take(page: AppTest, place_id: str) -> AppTest:
    """Press "It is this one" beside a place."""
    return next(each for each in page.button if str(each.key).endswith(f"_{place_id}")).click().run()


def test_the_panel_says_what_each_name_was_taken_for_with_rivals_reasons_and_a_next_step(open_page: Open) -> None:
    page = read(open_page("reports"), STORY)
    said = words(page)
    assert page.expander[-1].label == "Places named in this report (4; 1 to check)"
    assert names(page)[0].startswith("**Xandoquil**")
    assert "Next: press “Choose” to say where it is" in said
    assert row_of(page, "Tripoli") == "**Tripoli** → Tripoli, capital, Tripoli District, Libya · 2 times"
    assert "Why: same spelling; in the country that the text is about" in said
    page.toggle(key="names_shown").set_value(True).run()
    assert [each.partition(" ")[0] for each in names(page)] == ["**Xandoquil**"]
    assert re.search(r"Rivals: Tripoli.*Libya \(.* km away; fits \d+%\)", said)


def test_a_choice_moves_the_place_and_its_event_and_undo_takes_it_back(open_page: Open, tmp_path: Path) -> None:
    page = ask(read(open_page("reports"), STORY), "Tripoli")
    assert "Your choice counts from now on in this project’s texts about Libya that say “Tripoli”." in words(page)
    before = event_rows(page)["Place"].tolist()
    page = take(page, IN_LEBANON)
    assert "it counts in this project’s texts about Libya that say “Tripoli”" in words(page)
    assert "Lebanon" in row_of(page, "Tripoli")
    assert "chosen by an analyst on" in words(page)
    found = page.session_state["found"]
    assert {e.where.place.place_id for e in found.events if e.where and e.where.place} == {IN_LEBANON}
    (kept,) = NameChoices(tmp_path / "data/projects/default.sqlite").all()
    assert (kept.name, kept.context, kept.place_id) == ("Tripoli", "LY", IN_LEBANON)
    again = read(open_page("reports"), STORY)
    assert "Lebanon" in row_of(again, "Tripoli"), "reading the text again, in another session"
    page = press(page, "Undo")
    assert "Taken back: “Tripoli” is as Dateline reads it again." in words(page)
    assert "Libya" in row_of(page, "Tripoli")
    assert event_rows(page)["Place"].tolist() == before
    assert NameChoices(tmp_path / "data/projects/default.sqlite").all() == ()


def test_undo_brings_an_earlier_choice_back(open_page: Open, tmp_path: Path) -> None:
    page = take(ask(read(open_page("reports"), STORY), "Tripoli"), IN_LEBANON)
    page = take(ask(page, "Tripoli"), "gn:2210247")
    assert "Libya" in row_of(page, "Tripoli")
    page = press(page, "Undo")
    assert "Lebanon" in row_of(page, "Tripoli")
    assert [each.place_id for each in NameChoices(tmp_path / "data/projects/default.sqlite").all()] == [IN_LEBANON]


def test_a_place_is_looked_for_where_it_is_none_of_the_rivals(open_page: Open) -> None:
    page = ask(read(open_page("reports"), STORY), "Xandoquil")
    page.text_input(key="choosing_why").set_value("seen on [a map](javascript:1)")
    page.text_input(key="choosing_else").set_value("Sirte").run()
    page = take(page, "gn:2210554")
    assert "Libya" in row_of(page, "Xandoquil")
    assert "chosen by an analyst on" in words(page)
    assert "](javascript" not in "".join(str(each.value) for each in (*page.caption, *page.markdown))


def test_a_name_that_is_no_place_leaves_the_text_and_stands_last_with_the_way_back(open_page: Open) -> None:
    page = ask(read(open_page("reports"), STORY), "Tripoli")
    page = press(page, "“Tripoli” is no place")
    assert row_of(page, "Tripoli") == "**Tripoli** → no place · 2 times"
    assert "Tripoli" not in event_rows(page)["Place"].tolist()
    page = press(page, "Take back")
    assert "Dateline decides on “Tripoli” again." in words(page)
    assert "Libya" in row_of(page, "Tripoli")


def test_the_project_lists_its_choices_and_takes_each_back(open_page: Open) -> None:
    take(ask(read(open_page("reports"), STORY), "Tripoli"), IN_LEBANON)
    page = open_page("reports")
    assert [each.label for each in page.expander if each.label.startswith("Your choices")] == [
        "Your choices for names (1)"
    ]
    page.session_state["name_choices_list"] = True
    page = page.run()
    assert "in texts about Libya" in words(page)
    page = press(page, "Take back")
    assert not [each for each in page.expander if each.label.startswith("Your choices")]
    assert "Libya" in row_of(read(page, STORY), "Tripoli")


def test_a_choice_on_a_saved_report_counts_for_its_events_once_they_are_saved(open_page: Open, tmp_path: Path) -> None:
    page = press(read(open_page("reports"), STORY), "Save")
    store = EventStore(tmp_path / "data/projects/default.sqlite", read_only=True)
    page = take(ask(page, "Tripoli"), IN_LEBANON)
    assert "The project has this report’s events as they were: Save takes these." in words(page)
    assert IN_LEBANON not in {
        e.where.place.place_id for e in store.select(EventFilter()).events if e.where and e.where.place
    }
    page = press(page, "Save")
    assert "0 events saved; 1 were there already. 1 event moved to where you say." in words(page)
    assert IN_LEBANON in {
        e.where.place.place_id for e in store.select(EventFilter()).events if e.where and e.where.place
    }
    assert "Save" not in [each.label for each in page.button]
    assert "Lebanon" in row_of(page, "Tripoli")


def test_what_is_picked_stays_picked_though_its_event_has_another_id(open_page: Open) -> None:
    page = read(open_page("reports"), STORY)
    shells = next(each for each in page.session_state["found"].events if "Shells" in each.sentence)
    page.session_state["report_pick"] = shells.event_id
    page = take(ask(page.run(), "Tripoli"), IN_LEBANON)
    picked = next(e for e in page.session_state["found"].events if e.event_id == page.session_state["report_pick"])
    assert (picked.sentence, picked.event_id != shells.event_id) == (shells.sentence, True)


def test_a_locked_project_takes_no_choice_and_says_so(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = press(read(open_page("reports"), STORY), "Save")
    page = ask(page, "Tripoli")
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.1)
    other = sqlite3.connect(tmp_path / "data/projects/default.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = take(page, IN_LEBANON)
    assert "Another program is writing to default.sqlite. Nothing was lost: wait a moment and try again." in words(page)
    assert "Libya" in row_of(page, "Tripoli")
    other.close()


@pytest.mark.soak
def test_a_report_of_thousands_of_names_is_shown_a_page_at_a_time_and_searched(open_page: Open) -> None:
    towns = [f"Xandoquil{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(3000)]
    body = " ".join(f"Gunmen came to the village of {town}." for town in towns)
    page = read(open_page("reports"), f"BAMAKO, Mali, 12 March 2021 - {body}")
    assert len(names(page)) == 15
    total = len(page.session_state["name_senses"][1])
    assert total > 2_900
    assert f"1 to 15 of {total:,} names." in words(page)
    assert f"Page of {-(-total // 15)}" in [each.label for each in page.number_input]
    page.text_input(key="find_name").set_value(towns[2999]).run()
    assert [each.partition("**")[2].partition("**")[0] for each in names(page)] == [towns[2999]]


def test_candidates_are_what_the_geoparser_gives(gazetteer: Gazetteer) -> None:
    rival = Candidate(place=gazetteer.place(IN_LEBANON), score=0.2, tier=Tier.EXACT)
    (sense,) = group_senses([resolution("Tripoli", 0, gazetteer, candidates=(rival,))])
    assert sense.confidence is Confidence.SURE
    assert sense.can_be_chosen
