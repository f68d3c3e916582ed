"""Review by the keyboard alone: each key does what its button says, the next event comes at once, nothing decided is lost."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, ReviewState, Verdict, extract, read_report
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, opened, serving, settle

pytestmark = pytest.mark.browser
_NAMES = ("Xandoquil", "Vandobrek", "Quuxley", "Zambrosk", "Trondokar", "Wexlandia", "Brundivor", "Yolgarth")
# From a key to the next event, on a machine that does nothing else; at the 95th percentile of a run.
_MOST_S = 0.5


def _story(number: int) -> str:
    name = f"{_NAMES[number % len(_NAMES)]}{'abcdefgh'[number // len(_NAMES)]}"
    return (
        f"HOMS, Syria, 12 March 2021 - Gunmen attacked the village of {name} on Thursday and killed {number + 2} people. "
        f"A bomb exploded in {name} on Tuesday. Protesters marched in Homs on Wednesday."
    )


@pytest.fixture
def store(home: Path, gazetteer: Gazetteer, tmp_path: Path) -> EventStore:
    folder = tmp_path / "review"
    folder.mkdir()
    return made_project(home, folder, gazetteer, *(_story(number) for number in range(4)))


@pytest.fixture
def page(store: EventStore, chromium: str) -> Iterator[Page]:
    """Open the review of a project."""
    with serving(store.path.parents[2]) as address, opened(chromium, address) as found:
        found.goto(address)
        found.get_by_role("link", name="Review").click()
        expect(found.get_by_role("button", name="Accept")).to_be_visible()
        settle(found)
        yield found


def _sentence(page: Page) -> str:
    return page.locator(".review-text .told").inner_text()


def _press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_function("() => true")
    settle(page)


def _next(page: Page, key: str) -> float:
    """Press a key and wait for another event; return the seconds."""
    before, start = _sentence(page), time.monotonic()
    page.keyboard.press(key)
    page.wait_for_function(
        "before => { const told = document.querySelector('.review-text .told'); return !told || told.innerText !== before; }",
        arg=before,
    )
    took = time.monotonic() - start
    settle(page)
    return took


def test_keys_accept_reject_put_off_and_take_back(page: Page, store: EventStore) -> None:
    first = _sentence(page)
    assert "killed 5 people" in first, "the one with most lives on it comes first"
    _next(page, "l")
    assert _sentence(page) != first
    second = _sentence(page)
    _next(page, "a")
    _next(page, "x")
    _next(page, "u")
    _next(page, "u")
    assert _sentence(page) == second
    expect(page.get_by_text("Taken back: it waits again as it was.")).to_be_visible()
    _next(page, "a")
    now = next(each for each in store.select(EventFilter()).events if each.sentence == second)
    assert (now.verdict, now.needs_review) == (Verdict.ACCEPTED, False)
    assert [each.why for each in store.revisions(now.event_id)] == [
        "read from the report", "accepted as it is", "taken back: accepted as it is", "accepted as it is"
    ]  # fmt: skip


def test_a_place_that_was_looked_up_settles_the_name_for_the_whole_report(page: Page, store: EventStore) -> None:
    page.get_by_label("Somewhere else").fill("Palmyra")
    page.get_by_label("Somewhere else").press("Enter")
    expect(page.get_by_text("Place 2 of")).to_be_visible()
    settle(page)
    page.locator("h3", has_text="Review").click()
    _next(page, "a")
    expect(page.get_by_text("1 other event of this report at the same name is placed there too.")).to_be_visible()
    placed = [
        each.where.place.name
        for each in store.select(EventFilter()).events
        if each.where and each.where.place and each.where.toponym.text == "Zambroska"
    ]
    assert len(placed) == 2
    assert len(set(placed)) == 1


def test_an_event_is_corrected_and_another_told_apart_in_the_form(page: Page, store: EventStore) -> None:
    before = store.query().total
    _press(page, "e")
    page.get_by_label("Killed, best").fill("9")
    page.get_by_label("Killed, at most").fill("12")
    page.get_by_label("How do you know?").fill("the hospital's list")
    page.get_by_role("button", name="Save as another event").click()
    expect(page.get_by_text("Added as another event of this sentence.")).to_be_visible()
    assert store.query().total == before + 1
    made = next(each for each in store.select(EventFilter()).events if each.killed and each.killed.best == 9)
    assert (made.killed.low, made.killed.high, made.verdict) == (5, 12, Verdict.CORRECTED) if made.killed else None
    assert store.revisions(made.event_id)[0].why == "the hospital's list"
    settle(page)
    _press(page, "e")
    page.get_by_label("Killed, at least").fill("20")
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("not between “at least” and “at most”. Nothing was saved yet.")).to_be_visible()


def test_what_was_decided_outlives_a_new_reading(page: Page, store: EventStore, gazetteer: Gazetteer) -> None:
    for key in "axa":
        _next(page, key)
    decided = [each for each in store.select(EventFilter()).events if each.verdict is not Verdict.OPEN]
    total = store.query().counts(EventFilter()).total
    for number in range(4):
        assert store.save(extract(read_report(_story(number)), gazetteer)).new == 0
    assert [each for each in store.select(EventFilter()).events if each.verdict is not Verdict.OPEN] == decided
    assert store.query().counts(EventFilter()).total == total


def test_two_reports_of_one_event_are_settled_by_keys_and_then_nothing_waits(page: Page, store: EventStore) -> None:
    while page.get_by_role("button", name="Accept").count():
        _next(page, "a")
    # The four reports tell of one march.
    expect(page.locator(".review-text .told")).to_have_count(2)
    before = store.select(EventFilter()).events
    page.keyboard.press("m")
    expect(page.get_by_text("Merged: one event, told by both.")).to_be_visible()
    settle(page)
    assert len(store.select(EventFilter()).events) == len(before) - 1
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back: it waits again as it was.")).to_be_visible()
    settle(page)
    assert store.select(EventFilter()).events == before
    said = re.compile(r"pairs? of reports may tell of one event")
    while page.get_by_text(said).count():
        # Two pairs may have the same sentences: the number of those left says that the next one is there.
        before_press = page.get_by_text(said).inner_text()
        page.keyboard.press("d")
        expect(page.get_by_text(before_press, exact=True)).to_have_count(0)
        settle(page)
    expect(page.get_by_text("Nothing waits for review")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".review-text").first).to_be_visible()


@pytest.mark.soak
def test_thirty_events_are_settled_within_five_minutes_and_each_comes_at_once(
    home: Path, gazetteer: Gazetteer, tmp_path: Path, chromium: str
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    store = made_project(home, folder, gazetteer, *(_story(number) for number in range(40)))
    with serving(folder) as address, opened(chromium, address) as page:
        page.goto(address)
        page.get_by_role("link", name="Review").click()
        expect(page.get_by_role("button", name="Accept")).to_be_visible()
        settle(page)
        took = sorted(_next(page, "aaxl"[number % 4]) for number in range(40))
    assert took[len(took) // 2] <= _MOST_S
    assert took[int(0.9 * len(took))] <= 2 * _MOST_S
    waits = store.query().counts(EventFilter(review=ReviewState.TO_CHECK))
    assert waits.placed + waits.not_placed <= 80 - 30
