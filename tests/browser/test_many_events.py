"""Many thousand events: all drawn, followed at once while days are dragged, and sent to the browser once."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page, WebSocket, expect

from benchmarks.generated_events import generate_events, write_project
from gazetteer import open_world
from tests.browser.conftest import opened, serving, settle
from tests.browser.explore_map import ask, drag_days, still_bounds, wait_drawn, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.soak]
EVENTS = 20_000
# What the events take once; a run that changes none of them sends a hundredth.
LEAST_ONCE, MOST_AGAIN = 1_000_000, 40_000


class _Received:
    """How many bytes the page's socket has brought."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)


@pytest.fixture
def page(chromium: str, app_home: Path) -> Iterator[Page]:
    """Open a page beside a project of many events."""
    file = app_home / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    write_project(generate_events(EVENTS, seed=0, gazetteer=open_world()), file)
    with serving(app_home) as address, opened(chromium, address) as found:
        found.address = address  # type: ignore[attr-defined] # for the test to go to
        yield found


def test_many_thousand_events_are_drawn_dragged_and_sent_once(page: Page) -> None:
    received = _Received(page)
    page.goto(f"{page.address}/?map=20,25,2.2")  # type: ignore[attr-defined] # as above
    wait_drawn(page)
    wait_for(page, f"it.stats().events === {EVENTS}")
    settle(page)
    assert received.bytes > LEAST_ONCE
    before, visible = still_bounds(page), ask(page, "stats().visible")
    assert visible > EVENTS * 0.8
    drag_days(page, 0.3, 0.5)
    page.wait_for_function("location.search.includes('from-date=')")
    settle(page)
    assert 0 < ask(page, "stats().visible") < visible
    # A hand that drags sees each step: folium needs seconds for as many markers.
    assert median(ask(page, "stats().brushMs")) < 250
    received.bytes = 0
    page.get_by_role("textbox", name="Words").fill("market")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=market')")
    settle(page)
    page.get_by_role("button", name="Clear the filter").click()
    page.wait_for_function("!location.search.includes('text=')")
    expect(page.get_by_text(f"= {EVENTS:,} events")).to_be_visible()
    wait_for(page, f"it.stats().visible === {visible}")
    settle(page)
    # two changed filters: their tables and answers, and no event of the map
    assert received.bytes < LEAST_ONCE
    received.bytes = 0
    page.get_by_role("button", name="Zoom to events").click()
    settle(page)
    assert received.bytes < MOST_AGAIN
    page.get_by_role("button", name="Previous view").click()
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
