"""Explore for everyone in the states that a visit goes through: each menu, panel and expander open, in both themes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import extract, read_report
from gazetteer import Gazetteer
from tests.browser.accessibility import listed_issues, serious_issues
from tests.browser.conftest import made_project, opened, sample, serving, settle
from tests.browser.explore_map import ask, open_tray, wait_drawn, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.soak]
NOWHERE = "GHARYAN, Libya, 12 June 2020 - Gunmen attacked the village of Xandoquil on Thursday and killed two."
QUERY = "map=13.2,32.2,6.5&compare=before&from-date=2020-05-16&to-date=2020-06-30"


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a project with events on the map and one that waits for a place."""
    folder = tmp_path_factory.mktemp("states")
    store = made_project(home, folder, gazetteer, sample("libya"))
    store.save(extract(read_report(NOWHERE, source="Example Times"), gazetteer))
    store.close()
    with serving(folder) as app:
        yield app


def _places_found(page: Page) -> None:
    field = page.get_by_role("searchbox", name="Find a place")
    field.fill("Tripoli")
    field.press("Enter")
    expect(page.locator(".dl-found [role=status]")).to_contain_text("places found")
    settle(page)


def _list_open(page: Page) -> None:
    page.get_by_role("searchbox", name="Find a place").press("Escape")
    page.get_by_role("button", name="List the events in sight").press("Enter")
    expect(page.locator(".dl-list .dl-item").first).to_be_visible()


def _card_open(page: Page) -> None:
    page.locator(".dl-list .dl-item").first.press("Enter")
    expect(page.locator(".dl-card blockquote")).to_be_visible()
    settle(page)


def _keys_open(page: Page) -> None:
    for _ in range(2):  # the card, then the list behind it
        page.locator(".dl-side").press("Escape")
    page.get_by_role("button", name="Which keys do what").press("Enter")
    expect(page.locator(".dl-keys")).to_be_visible()


def _layers_open(page: Page) -> None:
    page.get_by_role("button", name="Which keys do what").press("Enter")
    page.get_by_role("button", name=re.compile("Layers")).click()
    page.get_by_text("hatched: provinces and weeks").click()
    wait_for(page, "it.silence() !== null")
    settle(page)


def _views_open(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of this view").fill("Libya in spring")
    page.get_by_label("Name of this view").press("Enter")
    settle(page)
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("button", name="Libya in spring", exact=True)).to_be_visible()
    settle(page)


def _charts_open(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_text("Charts", exact=True).click()
    page.get_by_text("Show as table").click()
    expect(page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first).to_be_visible()
    settle(page)


def _compare_open(page: Page) -> None:
    control = page.get_by_role("radiogroup", name="On the map").or_(page.get_by_role("group", name="On the map"))
    control.get_by_text("Difference by province").click()
    wait_for(page, "it.compared()?.side === 'difference'")
    settle(page)


def _tray_open(page: Page) -> None:
    open_tray(page)
    page.get_by_role("button", name="Place it").first.click()
    expect(page.get_by_text("Click where it was")).to_be_visible()
    settle(page)


def _thin_reports_open(page: Page) -> None:
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Where reports are thin", exact=True).click()
    expect(page.get_by_text("Silence is not quiet").last).to_be_visible()
    settle(page)


def _presented(page: Page) -> None:
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    expect(page.locator(".dl-present-bar")).to_be_visible()


# Each goes on from the one before: what an expander shows stays open below.
STATES: dict[str, Callable[[Page], None]] = {
    "the places found": _places_found,
    "the list of what is in sight": _list_open,
    "an event's card": _card_open,
    "the keys": _keys_open,
    "Layers": _layers_open,
    "Views": _views_open,
    "Charts": _charts_open,
    "Compare": _compare_open,
    "Waiting for a place": _tray_open,
    "Where reports are thin": _thin_reports_open,
    "Full screen": _presented,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state_of_explore(chromium: str, address: str, theme: str) -> None:
    own, streamlits = set(), set()
    known = listed_issues()
    with opened(chromium, address) as page:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two literals above
        page.goto(f"{address}/?{QUERY}")
        wait_drawn(page)
        settle(page)
        assert ask(page, "stats().visible") > 1
        for name, show in STATES.items():
            show(page)
            # Streamlit writes a tertiary button that is pointed at in primaryColor, as it does the chosen pill.
            page.mouse.move(0, 0)
            for issue in serious_issues(page):
                if issue.is_own:
                    own.add((name, issue.rule, issue.selector, issue.said))
                elif ("Explore", issue.rule, issue.selector) not in known:
                    streamlits.add((name, issue.rule, issue.selector, issue.said))
    assert own == set()
    assert streamlits == set(), "mend it, or list it for Explore in streamlit_issues.tsv with the reason"
