"""From the tray of unplaced events to a pin on the map, and back again; the map stays where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, extract, read_report
from gazetteer import Gazetteer
from tests.browser.conftest import on_explore, serving, settle
from tests.browser.explore_map import (
    ask,
    click_at,
    events_in_sight,
    open_tray,
    pixel_at,
    still_bounds,
    wait_for,
)

pytestmark = pytest.mark.browser
TEXT = (
    "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said. "
    "Gunmen attacked the village of Xandoquil on Thursday and killed two."
)
POINT = (36.9, 34.9)


@pytest.fixture(scope="module")
def store(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    """Return a project with one event on the map and one that is not placed."""
    folder = tmp_path_factory.mktemp("tray")
    (folder / "cache").symlink_to(home / "cache")
    file = folder / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    found = EventStore(file)
    found.save(extract(read_report(TEXT, source="Example Times"), gazetteer))
    return found


@pytest.fixture
def page(chromium: str, store: EventStore) -> Iterator[Page]:
    """Open Explore at Homs."""
    with serving(store.path.parents[2]) as address, on_explore(chromium, address, "map=36.7,34.7,8") as found:
        yield found


def test_a_click_on_the_map_places_an_event_from_the_tray_and_undo_takes_it_back(page: Page, store: EventStore) -> None:
    before = still_bounds(page)
    assert events_in_sight(page) == [0]
    expect(page.get_by_text("1 on the map + 1 not placed")).to_be_visible()
    open_tray(page)
    page.get_by_role("button", name="Place it").first.click()
    expect(page.get_by_text("Click where it was")).to_be_visible()
    settle(page)
    click_at(page, *POINT)
    chosen = page.get_by_role("button", name="The point that you clicked")
    expect(chosen).to_be_visible()
    settle(page)
    chosen.click()
    expect(page.get_by_text("Xandoquil is on the map now")).to_be_visible()
    expect(page.get_by_text("2 on the map + 0 not placed")).to_be_visible()
    wait_for(page, "it.scene().seen === 2")
    assert still_bounds(page) == before, "the map does not jump"
    x, y = pixel_at(page, *POINT)
    assert ask(page, "pixelOf(1)") == pytest.approx([x, y], abs=1)
    settle(page)
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(".dl-card")).to_contain_text("placed by an analyst")
    settle(page)
    assert ask(page, "chosen()") == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back: the event is not placed, as before.")).to_be_visible()
    expect(page.get_by_text("1 on the map + 1 not placed")).to_be_visible()
    wait_for(page, "it.scene().seen === 1")
    assert still_bounds(page) == before
    event = next(each for each in store.select(EventFilter()).events if "Xandoquil" in each.sentence)
    assert [each.who for each in store.revisions(event.event_id)] == ["machine", "analyst", "analyst"]
