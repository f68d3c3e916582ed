"""The names of a report as an analyst puts them right: how sure, which rivals, why; a choice that stays, and the way back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore
from gazetteer import NameChoices
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser
LIBYAN = """MISRATA, Libya, 12 March 2021 - Shells fell on Tripoli on Thursday, killing four people, police said.

Gunmen attacked the village of Xandoquil<img src=x onerror="window.hacked = 1"> on Tuesday and killed two soldiers. In Sirte nothing happened.
"""
LEBANESE = "BEIRUT, Lebanon, 12 March 2021 - Shells fell on Tripoli on Thursday, killing four people, the Lebanese police said."
IN_LIBYA, IN_LEBANON = "gn:2210247", "gn:266826"


def _open(page: Page, app: str) -> None:
    # By the link: see test_whole_path.
    page.goto(app)
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_label("Report text")).to_be_visible()


def _read(page: Page, text: str) -> None:
    settle(page)
    page.get_by_label("Report text").fill(text)
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_text("Places named in this report")).to_be_visible()
    settle(page)


def _expect_taken(page: Page, name: str, words: str) -> None:
    """Expect one row of a name, and that it says what the name was taken for."""
    heads = page.get_by_text(re.compile(rf"^{name}.* → "))
    # While the page is drawn anew the row that stood there may stand there still.
    expect(heads.filter(has_text=words).first).to_be_visible()
    expect(heads).to_have_count(1)


def _choose(page: Page, name: str) -> None:
    """Press "Choose" in the row of a name."""
    page.locator(f"[class*='st-key-row_choose_{name.lower()}']").get_by_role("button").click()
    expect(page.get_by_text(f"What is “{name}”?")).to_be_visible()
    settle(page)


def _take(page: Page, place_id: str) -> None:
    """Press "It is this one" beside a place; under the map the place's own words are the button."""
    number = place_id.partition(":")[2]
    page.locator(f"[class*='st-key-'][class*='{number}']").get_by_role("button").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    settle(page)


def _placed(store: EventStore) -> set[str]:
    events = store.select(EventFilter()).events
    return {each.where.place.place_id for each in events if each.where is not None and each.where.place is not None}


def test_a_choice_moves_a_name_and_its_event_stays_over_a_reload_and_is_taken_back(
    page: Page, app: str, app_home: Path
) -> None:
    _open(page, app)
    _read(page, LIBYAN)
    # The least sure first; what each was taken for, how sure that is, why, its rivals, and the next step.
    expect(page.get_by_text("Places named in this report (5; 1 to check)")).to_be_visible()
    heads = page.get_by_text(re.compile(r"^\S.* → "))
    assert heads.all_inner_texts()[0] == "Xandoquil (village) → not placed"
    expect(page.get_by_text("Next: press “Choose” to say where it is")).to_be_visible()
    _expect_taken(page, "Tripoli", "capital, Tripoli District, Libya")
    expect(page.get_by_text(re.compile(r"^sure, \d\d%$")).first).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"Why: same spelling;.*Rivals: Tripoli.*km away; fits \d+%", re.DOTALL)).first
    ).to_be_visible()
    assert page.evaluate("window.hacked") is None
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("2 events saved")).to_be_visible()
    store = EventStore(app_home / "data/projects/default.sqlite", read_only=True)
    assert _placed(store) == {IN_LIBYA}

    # A click on the mark in the text asks under the map; the choice is read at once, and saved with the report.
    settle(page)
    page.get_by_role("button", name="Tripoli: Tripoli, LY").click()
    expect(page.get_by_text("Tripoli is Tripoli, capital")).to_be_visible()
    settle(page)
    page.locator("[class*='st-key-card_choose']").get_by_role("button").click()
    expect(page.get_by_text("in this project’s texts about Libya that say “Tripoli”.")).to_be_visible()
    settle(page)
    page.get_by_label("How do you know?").fill('<img src=x onerror="window.hacked = 2"> *mayor*')
    page.get_by_label("How do you know?").press("Enter")
    settle(page)
    _take(page, IN_LEBANON)
    _expect_taken(page, "Tripoli", "Lebanon")
    expect(page.get_by_role("button", name="Tripoli: Tripoli, LB")).to_be_visible()
    expect(page.get_by_text(re.compile(r"chosen by an analyst on .*: <img src=x")).first).to_be_visible()
    expect(page.get_by_text("The project has this report’s events as they were")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert _placed(store) == {IN_LIBYA}
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 event moved to where you say.")).to_be_visible()
    assert _placed(store) == {IN_LEBANON}

    # Over a reload: in the same text read again; a Lebanese text is none of its business.
    _open(page, app)
    _read(page, LIBYAN)
    _expect_taken(page, "Tripoli", "Lebanon")
    expect(page.get_by_text("your choice", exact=True)).to_be_visible()
    page.get_by_text("Read another report", exact=True).click()
    _read(page, LEBANESE)
    _expect_taken(page, "Tripoli", "Lebanon")
    expect(page.get_by_text("your choice", exact=True)).to_have_count(0)

    # Later, from the project's list.
    page.get_by_text("Your choices for names (1)").click()
    expect(page.get_by_text("in texts about Libya")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Your choices for names")).to_have_count(0)
    assert NameChoices(store.path).all() == ()
    _open(page, app)
    _read(page, LIBYAN)
    _expect_taken(page, "Tripoli", "capital, Tripoli District, Libya")


@pytest.mark.soak
def test_undo_takes_a_choice_back_right_away_and_the_readers_place_is_kept(page: Page, app: str) -> None:
    _open(page, app)
    _read(page, LIBYAN + "\n\nNothing else happened there.\n" * 60 + "\n\nIn Zintan it rained.")
    text = page.locator(".report")
    text.evaluate("box => { box.scrollTop = 700; }")
    _choose(page, "Tripoli")
    _take(page, IN_LEBANON)
    _expect_taken(page, "Tripoli", "Lebanon")
    expect(page.get_by_role("button", name="Tripoli: Tripoli, LB")).to_be_attached()
    assert text.evaluate("box => box.scrollTop") == 700
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back: “Tripoli” is as Dateline reads it again.")).to_be_visible()
    _expect_taken(page, "Tripoli", "capital, Tripoli District, Libya")
    expect(page.get_by_role("button", name="Tripoli: Tripoli, LY")).to_be_attached()
    assert text.evaluate("box => box.scrollTop") == 700
    settle(page)
    _choose(page, "Tripoli")
    page.get_by_role("button", name="“Tripoli” is no place").click()
    _expect_taken(page, "Tripoli", "no place")
    expect(page.get_by_role("button", name="Tripoli: Tripoli, LY")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Tripoli: Tripoli, LY")).to_be_attached()
