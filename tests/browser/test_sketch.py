"""What is drawn on the map by mouse and by finger: it ends at the map's edge, and it can be left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.browser.explore_map import wait_drawn

pytestmark = pytest.mark.browser
_ADDRESS = "() => new URLSearchParams(location.search).get('{}')"


@pytest.fixture
def page(reader: Page, reading_app: str) -> Page:
    """Open Explore on the sample project."""
    reader.goto(f"{reading_app}/?map=15,30,4")
    wait_drawn(reader)
    settle(reader)
    return reader


def _map_box(page: Page) -> tuple[float, float, float, float]:
    page.locator(".dl-map").scroll_into_view_if_needed()
    box = page.locator(".dl-map").bounding_box()
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def _tool(page: Page, name: str, *, is_on: bool) -> None:
    expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", str(is_on).lower())


def test_a_box_that_is_released_outside_the_map_ends_at_its_edge(page: Page) -> None:
    left, top, right, _ = _map_box(page)
    page.get_by_role("button", name="Draw a box").click()
    _tool(page, "Draw a box", is_on=True)
    page.mouse.move((left + right) / 2, top + 150)
    page.mouse.down()
    page.mouse.move(right + 60, top + 300, steps=5)
    page.mouse.up()
    page.wait_for_function("location.search.includes('bbox=')")
    _tool(page, "Draw a box", is_on=False)
    east = float(page.evaluate(_ADDRESS.format("bbox")).split(",")[2])
    edge = page.evaluate("() => { const [x0, , x1] = window.datelineExplore.bounds(); return x1 - x0; }")
    assert edge > 0
    # the map's own east, from its middle, its zoom and its width
    view = page.evaluate("() => window.datelineExplore.view()")
    assert east == pytest.approx(view["lon"] + edge / 2 / (512 * 2 ** view["zoom"]) * 360, abs=0.02)


def test_a_tool_is_left_by_its_own_button_by_the_system_and_with_the_page(page: Page) -> None:
    left, top, right, bottom = _map_box(page)
    middle = ((left + right) / 2, (top + bottom) / 2)
    hint = page.locator(".dl-hint")
    page.get_by_role("button", name="Draw an area").click()
    expect(hint).to_be_visible()
    page.get_by_role("button", name="Draw an area").click()
    expect(hint).to_be_hidden()
    _tool(page, "Draw an area", is_on=False)
    # the system takes the pointer away in the midst of it
    page.get_by_role("button", name="Draw an area").click()
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 50, steps=4)
    page.locator(".maplibregl-canvas-container").dispatch_event(
        "pointercancel", {"isPrimary": True, "bubbles": True, "pointerId": 1}
    )
    expect(hint).to_be_hidden()
    page.mouse.up()
    _tool(page, "Draw an area", is_on=False)
    assert page.evaluate(_ADDRESS.format("polygon")) is None
    # a page that is left takes its keys with it
    page.get_by_role("button", name="Draw a box").click()
    page.get_by_role("link", name="Reports").click()
    expect(page.locator(".dl-map")).to_have_count(0)
    assert not page.evaluate(
        "() => { const e = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }); document.body.dispatchEvent(e); return e.defaultPrevented; }"
    )


@pytest.mark.soak
def test_a_finger_draws_a_box_and_measures_and_the_line_can_be_taken_away(page: Page) -> None:
    left, top, right, bottom = _map_box(page)
    x, y = (left + right) / 2, (top + bottom) / 2
    hand = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]})

    def tap(px: float, py: float) -> None:
        touch("touchStart", (px, py))
        touch("touchEnd")

    page.evaluate(
        """() => { window.said = []; const draw = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...more) { window.said.push(text); return draw.call(this, text, ...more); }; }"""
    )

    def is_measured() -> bool:
        """Say whether the map, drawn anew, says a distance above its scale."""
        page.evaluate("() => { window.said = []; window.datelineExplore.go(window.datelineExplore.view()); }")
        return len([text for text in page.evaluate("() => window.said") if text.endswith(" km")]) > scale

    page.evaluate("() => { window.datelineExplore.go(window.datelineExplore.view()); }")
    scale = len([text for text in page.evaluate("() => window.said") if text.endswith(" km")])
    measure = page.get_by_role("button", name="Measure a distance")
    for leave in ("button", "key"):
        measure.click()
        tap(x - 100, y)
        tap(x + 60, y + 40)
        tap(x + 62, y + 42)
        _tool(page, "Measure a distance", is_on=False)
        assert is_measured()
        if leave == "button":
            measure.click()
            measure.click()
        else:
            measure.press("Escape")
        assert not is_measured()
    page.get_by_role("button", name="Draw a box").click()
    touch("touchStart", (x - 100, y - 60))
    for step in range(1, 9):
        touch("touchMove", (x - 100 + 20 * step, y - 60 + 15 * step))
    touch("touchEnd")
    page.wait_for_function("location.search.includes('bbox=')")


def test_of_payloads_that_wait_for_their_data_only_the_newest_is_shown(page: Page) -> None:
    shown = page.evaluate(
        """async () => {
          const { Waiting } = await import(new URL('app/static/explorer/waiting.js', document.baseURI).href);
          const waiting = new Waiting(), who = {}, shown = [];
          const first = waiting.turn(who);
          waiting.wait(who, () => shown.push(`first ${first()}`));
          const second = waiting.turn(who);
          waiting.tell();
          waiting.wait(who, () => shown.push(`second ${second()}`));
          waiting.tell();
          waiting.tell();
          return [...shown, String(first())];
        }"""
    )
    assert shown == ["second true", "false"]
