"""The list of actors on the Reports page: adding, renaming, merging, and the way back; hostile names are only names."""

from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from events import ActorKind, ActorList, EventFilter, EventStore
from tests.ui.conftest import Open, event_rows, press, read, words

STORY = "MISRATA, Libya, 12 March 2021 - LNA fighters attacked soldiers in Sirte on Thursday, killing four soldiers."
HOSTILE = "<script>alert(1)</script> **[x](javascript:y)** `"


def opened(open_page: Open) -> AppTest:
    page = open_page("reports")
    page.session_state["actor_list"] = True
    return page.run()


def listed(tmp_path: Path) -> ActorList:
    return ActorList(tmp_path / "data/projects/default.sqlite")


def sent(page: AppTest, label: str) -> AppTest:
    """Press a button of the list, whose box stays open."""
    page.session_state["actor_list"] = True
    return press(page, label)


def add(page: AppTest, name: str, **more: object) -> AppTest:
    page.text_input(key="actor_name").set_value(name)
    page.text_input(key="actor_acronym").set_value(str(more.get("acronym", "")))
    page.text_input(key="actor_aliases").set_value(str(more.get("aliases", "")))
    page.selectbox(key="actor_kind").set_value(more.get("kind", ActorKind.OTHER))
    page.selectbox(key="actor_country").set_value(more.get("country", ""))
    return sent(page, "List it")


def test_a_listed_actor_is_the_side_of_the_next_reading_until_it_is_taken_back(open_page: Open, tmp_path: Path) -> None:
    page = add(
        opened(open_page), "Libyan National Army", acronym="LNA", aliases="Haftar's forces; LAAF", country="LY",
        kind=ActorKind.REBELS,
    )  # fmt: skip
    assert "Libyan National Army is listed." in words(page)
    assert "rebels · Libya · also LNA, Haftar's forces, LAAF" in words(page)
    (actor,) = listed(tmp_path).all()
    assert (actor.acronym, actor.aliases, actor.country) == ("LNA", ("Haftar's forces", "LAAF"), "LY")
    page = read(page, STORY)
    assert page.session_state["found"].events[0].side1 == ("Libyan National Army",)
    assert len(event_rows(page)) == 1
    page.session_state["actor_list"] = True
    page = sent(page.run(), "Take back the last change")
    assert "Taken back: added Libyan National Army." in words(page)
    assert listed(tmp_path).all() == ()
    assert read(page, STORY).session_state["found"].events[0].side1 == ("LNA fighters",)


def test_actors_are_renamed_and_merged_on_the_page(open_page: Open, tmp_path: Path) -> None:
    page = add(add(opened(open_page), "Haftar's forces"), "LNA")
    page.selectbox(key="actor_changed").set_value("LNA")
    page.text_input(key="actor_new").set_value("LAAF")
    page = sent(page, "Change it")
    assert "LNA is called LAAF from now on." in words(page)
    page.selectbox(key="actor_changed").set_value("Haftar's forces")
    page.text_input(key="actor_new").set_value("LAAF")
    page = sent(page, "Change it")
    assert "Haftar's forces is LAAF from now on." in words(page)
    assert [(each.name, each.aliases) for each in listed(tmp_path).all()] == [("LAAF", ("LNA", "Haftar's forces"))]


def test_a_hostile_name_is_shown_as_it_is_written(open_page: Open, tmp_path: Path) -> None:
    page = add(opened(open_page), HOSTILE, aliases=HOSTILE + "2")
    assert not page.exception
    shown = [str(each.value) for each in page.markdown if "alert" in str(each.value)]
    assert shown
    assert not any("<script>" in each or "](javascript" in each for each in shown)
    assert listed(tmp_path).all()[0].name == HOSTILE


def test_what_cannot_be_listed_is_said(open_page: Open) -> None:
    page = add(add(opened(open_page), "LNA"), "Other", aliases="lna")
    assert "“lna” is a name of LNA already. Merge the two" in words(page)


def test_a_new_name_goes_into_the_saved_events_and_is_taken_out_again(open_page: Open, tmp_path: Path) -> None:
    press(read(add(opened(open_page), "LNA fighters"), STORY), "Save")
    page = opened(open_page)
    page.selectbox(key="actor_changed").set_value("LNA fighters")
    page.text_input(key="actor_new").set_value("Libyan National Army")
    page = sent(page, "Change it")
    store = EventStore(tmp_path / "data/projects/default.sqlite")
    before = store.select(EventFilter()).events
    assert before[0].side1 == ("LNA fighters",)
    page = sent(page, "Rename it in 1 event; can be undone")
    after = store.select(EventFilter()).events[0]
    assert after == replace(before[0], side1=("Libyan National Army",))
    assert store.revisions(after.event_id)[-1].why == "the actor is listed as Libyan National Army"
    sent(page, "Take the new name out of the saved events")
    assert store.select(EventFilter()).events == before
    store.close()
