"""Explore's charts and comparison: a click on a bar is the filter; table, map and address follow; the map stays put."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, EventType
from gazetteer import Gazetteer
from tests.browser.conftest import SAMPLES, made_project, on_explore, sample, serving, settle
from tests.browser.explore_map import all_shown, events_in_sight, still_bounds, wait_drawn

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser
WORLD = "map=20,20,1.5"


@pytest.fixture(scope="module")
def store(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    """Return a project with the sample reports in it."""
    folder = tmp_path_factory.mktemp("charts")
    return made_project(home, folder, gazetteer, *map(sample, SAMPLES))


@pytest.fixture(scope="module")
def address(store: EventStore) -> Iterator[str]:
    """Serve that project."""
    with serving(store.path.parents[2]) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at the whole world."""
    with on_explore(chromium, address, WORLD) as found:
        yield found


def test_a_click_on_a_bar_narrows_table_map_and_address_and_the_map_stays_put(page: Page, store: EventStore) -> None:
    page.get_by_text("Charts", exact=True).click()
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("canvas, svg").first).to_be_visible()
    settle(page)
    before = still_bounds(page)
    all_drawn = events_in_sight(page)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    # The first row is the most frequent type; the words behind its bar belong to it.
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 16)
    page.wait_for_function("location.search.includes('type=')")
    settle(page)
    top = store.query().tallies(EventFilter(), by="type").to_pylist()[0]
    kept = store.query().counts(EventFilter(types=(EventType(top["key"]),)))
    expect(page.get_by_text(f"{kept.placed} on the map + {kept.not_placed} not placed")).to_be_visible()
    assert still_bounds(page) == before
    drawn = events_in_sight(page)
    assert 0 < len(drawn) < len(all_drawn)
    page.get_by_role("button", name="Show every type").click()
    page.wait_for_function("!location.search.includes('type=')")
    expect(page.get_by_text(all_shown(store))).to_be_visible()


@pytest.mark.soak
def test_the_comparison_is_in_the_address_and_comes_back_with_it(page: Page, address: str) -> None:
    page.goto(f"{address}/?{WORLD}&from-date=2020-06-01&to-date=2020-06-30&compare=year-before")
    wait_drawn(page)
    expect(page.get_by_text("Changes by province")).to_be_visible()
    page.get_by_test_id("stExpander").get_by_text("The period just before").click()
    page.wait_for_function("location.search.includes('compare=before')")
    settle(page)
    page.reload()
    wait_drawn(page)
    expect(page.get_by_text("Changes by type")).to_be_visible()
    assert "compare=before" in page.url


@pytest.mark.soak
def test_a_number_of_the_head_line_shows_its_events_in_the_table(page: Page, store: EventStore) -> None:
    counts = store.query().counts(EventFilter())
    held = "one event that is" if counts.not_placed == 1 else f"{counts.not_placed} events that are"
    page.get_by_text(re.compile(r"^Not placed \(")).click()
    expect(page.get_by_text(f"The table holds only the {held} in no place")).to_be_visible()
    expect(page.get_by_text(f"{counts.placed} on the map")).to_be_visible()
