"""A lost connection is said and nothing on screen is lost; what one tab saves, the other shows on its next run."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventStore
from gazetteer import Gazetteer
from tests.browser.conftest import free_port, made_project, opened, sample, serving, settle
from tests.browser.explore_map import ask, still_bounds, wait_drawn, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.soak]
ROOT = Path(__file__).parents[2]
STORY = "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said."
# What the browser and Streamlit log when nobody answers.
UNANSWERED = (
    "ERR_CONNECTION_REFUSED",
    "ERR_CONNECTION_RESET",
    "WebSocket connection to",
    "Client Error in reaching server endpoint",
    "Streamlit server is not responding",
)


@pytest.fixture
def project(home: Path, app_home: Path, gazetteer: Gazetteer) -> EventStore:
    """Return a project with one report in it."""
    return made_project(home, app_home, gazetteer, sample("libya"))


def _choose(page: Page) -> int:
    page.get_by_role("button", name="List the events in sight").click()
    page.locator(".dl-list .dl-item").first.click()
    expect(page.locator(".dl-card")).to_be_visible()
    settle(page)
    found: int = ask(page, "chosen()")
    return found


def test_a_lost_connection_is_said_and_all_is_as_it_was_when_the_server_is_back(
    chromium: str, app_home: Path, project: EventStore
) -> None:
    port = free_port()
    with opened(chromium, f"http://127.0.0.1:{port}", allowed=UNANSWERED) as page:
        with serving(app_home, port=port) as app:
            page.goto(f"{app}/?map=13.2,32.2,6.5")
            wait_drawn(page)
            settle(page)
            page.get_by_role("button", name="Zoom to the events", exact=True).click()
            settle(page)
            page.get_by_role("button", name="Zoom out", exact=True).click()
            page.get_by_role("textbox", name="Words").fill("Tripoli")
            page.get_by_role("textbox", name="Words").press("Enter")
            page.wait_for_function("location.search.includes('text=Tripoli')")
            settle(page)
            chosen, title = _choose(page), page.locator(".dl-card h2").inner_text()
            before, seen = still_bounds(page), ask(page, "stats().visible")
            assert seen > 0
        lost = page.locator(".dl-lost")
        expect(lost).to_contain_text("The connection to Dateline is lost.")
        assert still_bounds(page) == before
        assert ask(page, "stats().visible") == seen
        with serving(app_home, port=port):
            expect(lost).to_be_empty()
            expect(page.get_by_role("textbox", name="Words")).to_have_value("Tripoli")
            settle(page)
            expect(page.locator(".dl-card h2")).to_have_text(title)
            wait_for(page, f"it.chosen() === {chosen} && it.stats().visible === {seen}")
            settle(page)
            assert still_bounds(page) == before
            assert "text=Tripoli" in page.url


def test_a_report_saved_in_one_tab_is_in_the_other_on_its_next_run_and_no_view_jumps(
    chromium: str, app_home: Path, project: EventStore
) -> None:
    with serving(app_home) as app, opened(chromium, app) as first:
        first.goto(f"{app}/?map=13.2,32.2,6.5")
        wait_drawn(first)
        settle(first)
        before, total = still_bounds(first), ask(first, "stats().events")
        browser = first.context.browser
        assert browser is not None
        # a context of its own: another user, with other cookies
        second = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        second.set_default_timeout(60_000)
        second.goto(f"{app}/?map=20,10,3")
        wait_drawn(second)
        settle(second)
        there = still_bounds(second)
        second.get_by_role("link", name="Reports").click()
        second.get_by_label("Report text").fill(STORY)
        second.get_by_role("button", name="Read the report").click()
        expect(second.get_by_role("button", name="exploded: Bombing")).to_be_visible()
        settle(second)
        second.get_by_role("button", name="Save").click()
        expect(second.get_by_text("1 event saved")).to_be_visible()
        second.get_by_role("link", name="Explore").click()
        wait_for(second, f"it.stats().events === {total + 1}")
        assert still_bounds(second) == there
        assert ask(first, "stats().events") == total

        first.get_by_role("textbox", name="Words").fill("Homs")
        first.get_by_role("textbox", name="Words").press("Enter")
        expect(first.get_by_text("1 on the map")).to_be_visible()
        wait_for(first, f"it.stats().events === {total + 1}")
        settle(first)
        assert still_bounds(first) == before
