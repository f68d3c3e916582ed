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

_FULLEST = """() => {
  const { cells } = window.datelineExplore.scene(), most = cells.count.reduce((best, count, c) => (count > cells.count[best] ? c : best), 0);
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * cells.y[most]))) * 180) / Math.PI;
  return [...window.datelineExplore.pixelAt(cells.x[most] * 360 - 180, lat), cells.count[most]];
}"""


class _Received:
    """How many bytes the page's socket has brought."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)


# The heat of five events "somewhere in" an area that is smaller than a cell of it.
HEAT_OF_A_SMALL_AREA = """async () => {
  const { heatScene } = await import(new URL("app/static/explorer/density.js", document.baseURI).href);
  const { Selection } = await import(new URL("app/static/explorer/selection.js", document.baseURI).href);
  const n = 5, scale = 512 * 32, side = 2.4 / scale, of = (value) => new Array(n).fill(value), selection = new Selection();
  selection.setBits(new Uint8Array([255]), n);
  const ring = Float64Array.from([0.5, 0.4, 0.5 + side, 0.4, 0.5 + side, 0.4 + side, 0.5, 0.4 + side]);
  const columns = { events: n, types: [{}], type: of(0), x: of(0.5 + side / 2), y: of(0.4 + side / 2), shape: of(1), radius: of(0), first: of(1), last: of(1),
    outline: () => ({ rings: [ring], box: [0.5, 0.4, 0.5 + side, 0.4 + side] }) };
  const half = 200 / scale, view = { x0: 0.5 - half, y0: 0.4 - half, x1: 0.5 + half, y1: 0.4 + half, sx0: 0.5 - half, sy0: 0.4 - half, sx1: 0.5 + half, sy1: 0.4 + half, scale };
  return heatScene(columns, selection, view).heat.density.reduce((sum, value) => sum + value, 0);
}"""


def _legend_tells_what_is_in_sight(page: Page) -> None:
    expect(page.locator(".dl-legend button.dl-row").first).to_be_visible()
    counts = page.locator(".dl-legend button.dl-row .dl-count").all_inner_texts()
    assert sum(int(each.replace(",", "")) for each in counts) == ask(page, "stats().visible") > 0


@pytest.fixture
def page(chromium: str, app_home: Path) -> Iterator[Page]:
    """Open a page beside a project of many events."""
    file = app_home / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    write_project(generate_events(EVENTS, seed=0, gazetteer=open_world()), file)
    with serving(app_home) as address, opened(chromium, address) as found:
        found.address = address  # type: ignore[attr-defined] # for the test to go to
        yield found


def test_a_spot_of_the_grid_says_its_events_by_type_and_opens(page: Page) -> None:
    page.goto(f"{page.address}/?map=20,25,2.2")  # type: ignore[attr-defined] # as above
    wait_drawn(page)
    wait_for(page, "it.scene().kind === 'grid'")
    settle(page)
    still_bounds(page)
    # the fullest spot: a dozen places at least, which stand apart after some zooming
    x, y, events = page.evaluate(_FULLEST)
    page.locator(".dl-map").scroll_into_view_if_needed()
    page.mouse.move(x, y)
    tip = page.locator(".dl-tip")
    expect(tip.locator(".dl-tip-head")).to_contain_text(f"{events:,} events")
    told = [int(line.rsplit(" ", 1)[1].replace(",", "")) for line in tip.inner_text().splitlines()[1:]]
    assert sum(told) == events
    zoom = ask(page, "view().zoom")
    page.mouse.click(x, y)
    wait_for(page, f"it.view().zoom > {zoom} + 1")
    still_bounds(page)
    assert ask(page, "stats().visible") > 0


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
    # The legend tells what is in sight, of the days that are shown, whatever the layer.
    for layer in ("hex", "provinces", "heat", "events"):
        page.get_by_role("combobox", name="Layer", exact=True).select_option(layer)
        _legend_tells_what_is_in_sight(page)
    # the days of all its reports are marked under the axis, and said
    marks = ask(page, "reportDays()")
    assert 50 < len(marks) < 1500
    assert max(mark["reports"] for mark in marks) > 1
    box = page.locator(".dl-timeline").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + marks[20]["px"], box["y"] + box["height"] - 18)
    expect(page.locator(".dl-time-tip")).to_contain_text(f": {marks[20]['reports']:,} report")
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
    # a run of the page that changes nothing of the events: they stay where they are, and so do the days of the reports
    field = page.get_by_role("searchbox", name="Find a place")
    field.fill("Tripoli")
    field.press("Enter")
    expect(page.locator(".dl-results button")).not_to_have_count(0)
    settle(page)
    assert 0 < received.bytes < MOST_AGAIN
    received.bytes = 0
    field.press("Escape")
    wait_for(page, "it.found() === null")
    settle(page)
    assert 0 < received.bytes < MOST_AGAIN
    page.get_by_role("button", name="Zoom to the events", exact=True).click()
    page.get_by_role("button", name="Previous view").click()
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.goto(f"{page.address}/?map=13.2,32.6,8")  # type: ignore[attr-defined] # as above
    wait_drawn(page)
    wait_for(page, "it.scene().kind === 'marks'")
    settle(page)
    # events just beyond the edge are ready for a pan, and no part of the legend
    assert page.evaluate(
        "() => { const { marks, rings, seen } = window.datelineExplore.scene(); return marks.length + rings.reduce((sum, ring) => sum + ring.items.length, 0) > seen; }"
    )
    _legend_tells_what_is_in_sight(page)
    assert page.evaluate(HEAT_OF_A_SMALL_AREA) == pytest.approx(5, rel=0.05)
