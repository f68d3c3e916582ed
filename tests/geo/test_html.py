"""The one-file HTML: complete, inert, and silent on the network."""

import math
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from events import Event, Selection
from geo import assets, build_view, to_html
from tests.geo.conftest import place, resolution, toll

CHROMIUM = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Where the events lie, and every tenth dot that their canvas shows, in pixels of the map.
_SPOTS = """() => {
  const map = window[Object.keys(window).find((name) => name.startsWith("map_"))], seen = new Map();
  map._datelineEvents.eachLayer((mark) => { const at = map.latLngToContainerPoint(mark.getLatLng()); seen.set(at.toString(), [at.x, at.y]); });
  return [...seen.values()];
}"""
_PAINTED = """() => {
  const canvas = document.querySelector(".leaflet-overlay-pane canvas"), box = canvas.getBoundingClientRect();
  const map = document.querySelector(".leaflet-container").getBoundingClientRect(), share = canvas.width / box.width;
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data, dots = [];
  for (let i = 3; i < data.length; i += 40) {
    const at = (i - 3) / 4;
    if (data[i]) { dots.push([at % canvas.width / share + box.x - map.x, Math.floor(at / canvas.width) / share + box.y - map.y]); }
  }
  return dots;
}"""

# What is drawn: markers for themselves, the numbers in rings, and how far off its spot the farthest marker stands.
_SHOWN = """() => {
  const map = window[Object.keys(window).find((name) => name.startsWith("map_"))];
  const shown = {zoom: map.getZoom(), alone: 0, rings: [], most_m: 0};
  map._datelineEvents.eachLayer((mark) => {
    const part = mark.feature.properties.part;
    if (!mark._hidden || mark._hidden()) { return; }
    if (part === "crowd") { shown.rings.push(mark._events.length); }
    if (part === "marker") {
      shown.alone += 1;
      const drawn = map.layerPointToLatLng(mark._point), off = map.distance(drawn, mark.getLatLng());
      shown.most_m = Math.max(shown.most_m, map.layerPointToLatLng(map.latLngToLayerPoint(mark.getLatLng())).equals(drawn) ? 0 : off);
    }
  });
  return shown;
}"""

pytestmark = pytest.mark.skipif(
    not (assets.VENDOR_DIR / "leaflet" / "leaflet.js").is_file(), reason="browser libraries missing: make vendor"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """Open a page from disk; at the end nothing must have been requested, logged, thrown or asked."""
    troubles: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("console", lambda message: message.type in {"error", "warning"} and troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))

    def opener(text: str) -> Page:
        file = tmp_path / "export.html"
        file.write_text(text, encoding="utf-8")
        page.goto(file.as_uri())
        page.locator(".leaflet-container canvas").first.wait_for()
        return page

    yield opener
    page.close()
    assert troubles == []


def test_the_page_says_what_a_brief_must_say(story_selection: Selection) -> None:
    page = to_html(build_view(story_selection), "North coast, March")
    for words in (
        '<h1 dir="auto">North coast, March</h1>',
        "Date of information",
        "5 March 2021",
        "9 on the map + 1 not placed + 0 filtered out = 10",
        "southern Tarrin",
        "60 killed, 100 injured",
        "the army&#x27;s spokesman",
        "Natural Earth",
        "endorsement",
        "<bdi>Example Wire</bdi> (9 events)",
    ):
        assert words in page, words


def test_the_policy_allows_its_own_blocks_and_nothing_else(story_selection: Selection) -> None:
    page = to_html(build_view(story_selection), "<script>alert(1)</script>$policy")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert len(page) < 4_000_000
    assert "<script>alert" not in page


@pytest.mark.parametrize("title", ["", "x" * 500, "Ünïcode عربي 🙂"])
def test_odd_titles_are_no_obstacle(story_selection: Selection, title: str) -> None:
    assert to_html(build_view(story_selection), title).startswith("<!DOCTYPE html>")


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
class TestInChromium:
    def test_it_draws_every_placed_event_and_shows_its_card(
        self, story_selection: Selection, open_page: Callable[[str], Page]
    ) -> None:
        page = open_page(to_html(build_view(story_selection), "North coast"))
        assert page.locator("tbody tr").count() == 10
        buttons = page.locator("button[data-event]")
        assert buttons.count() == 9
        page.locator("button[data-event=e00001]").click()
        card = page.locator(".dl-card")
        card.wait_for()
        assert "southern Tarrin" in card.inner_text()
        assert "somewhere in this area" in card.inner_text()

    def test_the_keyboard_opens_a_card(self, story_selection: Selection, open_page: Callable[[str], Page]) -> None:
        page = open_page(to_html(build_view(story_selection), "North coast"))
        page.locator("button[data-event=e00003]").focus()
        page.keyboard.press("Enter")
        page.locator(".dl-card").wait_for()
        assert "within 12 km" in page.locator(".dl-card").inner_text()

    def test_hostile_text_is_read_and_never_run(
        self, story_selection: Selection, open_page: Callable[[str], Page]
    ) -> None:
        page = open_page(to_html(build_view(story_selection), "<img src=x onerror=alert(1)>"))
        page.locator("button[data-event=e00009]").click()
        page.locator(".dl-card").wait_for()
        assert "<script>alert('x')</script>{{ 7*7 }}" in page.locator(".dl-card").inner_text()
        assert page.locator("body img").count() == 0

    def test_a_sentence_in_arabic_is_read_from_the_right(
        self,
        make_event: Callable[..., Event],
        make_selection: Callable[[Sequence[Event]], Selection],
        open_page: Callable[[str], Page],
    ) -> None:
        page = open_page(to_html(build_view(make_selection([make_event(0, sentence="قتل أربعة أشخاص.")])), "شمال"))
        page.locator("td button").first.click()
        way = "(it) => getComputedStyle(it).direction"
        for said in (".dl-sentence", "td.sentence", "h1"):
            assert page.locator(said).first.evaluate(way) == "rtl", said
        for said in (".dl-where", "td.where", "td.claim", "td.when"):
            assert page.locator(said).first.evaluate(way) == "ltr", said

    def test_the_sea_the_land_and_a_marker_have_their_colours(
        self, story_selection: Selection, open_page: Callable[[str], Page]
    ) -> None:
        page = open_page(to_html(build_view(story_selection), "North coast"))
        colours = page.evaluate(
            """() => [...document.querySelectorAll(".leaflet-container canvas")].flatMap((canvas) => {
              const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] === 255) { seen.add([data[i], data[i + 1], data[i + 2]].join(",")); }
              }
              return [...seen];
            })"""
        )
        assert "248,245,238" in colours, "land"
        assert len(colours) > 20

    def test_no_name_is_cut_by_the_edge_of_the_map(
        self,
        make_event: Callable[..., Event],
        make_selection: Callable[[Sequence[Event]], Selection],
        open_page: Callable[[str], Page],
    ) -> None:
        far = [make_event(n, where=resolution(place(f"Far {n}", lon, 20.0))) for n, lon in enumerate((-75.0, 75.0))]
        page = open_page(to_html(build_view(make_selection(far)), "World"))
        written = page.evaluate(
            """() => {
              const canvas = document.querySelector(".leaflet-labels-pane canvas"), w = canvas.width, h = canvas.height;
              const data = canvas.getContext("2d").getImageData(0, 0, w, h).data;
              const ink = (keep) => { for (let i = 0; i < w * h; i += 1) { if (data[4 * i + 3] && keep(i % w, Math.floor(i / w))) { return true; } } return false; };
              return {any: ink(() => true), edge: ink((x, y) => x === 0 || y === 0 || x === w - 1 || y === h - 1)};
            }"""
        )
        assert written == {"any": True, "edge": False}

    def test_nothing_to_show_still_makes_a_page(
        self, make_selection: Callable[[Sequence[Event]], Selection], open_page: Callable[[str], Page]
    ) -> None:
        page = open_page(to_html(build_view(make_selection([])), "Nothing"))
        assert "No event passes this filter" in page.inner_text("body")

    def test_a_crowded_town_is_drawn_on_its_spot_and_lists_its_events(
        self,
        make_event: Callable[..., Event],
        make_selection: Callable[[Sequence[Event]], Selection],
        open_page: Callable[[str], Page],
    ) -> None:
        far = make_event(0, where=resolution(place("Farport", 20.0, 27.0)))
        crowd = [make_event(number, killed=toll(number) if number > 30 else None) for number in range(1, 61)]
        page = open_page(to_html(build_view(make_selection([far, *crowd])), "Crowd"))
        spots = page.evaluate(_SPOTS)
        painted = page.evaluate(_PAINTED)
        assert painted
        assert max(min(math.dist(dot, spot) for spot in spots) for dot in painted) < 25
        box = page.locator(".leaflet-container").bounding_box()
        assert box is not None
        west = min(spots)
        page.mouse.click(box["x"] + west[0], box["y"] + west[1])
        page.get_by_text("60 events at this place, highest toll first").wait_for()
        assert page.locator(".dl-rows button").count() == 60
        page.get_by_role("button", name="60 killed").click()
        page.locator(".dl-sentence").wait_for()
        assert "60 killed" in page.locator(".dl-card").inner_text()

    def test_events_at_one_spot_are_one_ring_on_a_map_of_the_world_and_stand_apart_from_close_up(
        self,
        make_event: Callable[..., Event],
        make_selection: Callable[[Sequence[Event]], Selection],
        open_page: Callable[[str], Page],
    ) -> None:
        far = make_event(0, where=resolution(place("Farport", -120.0, -27.0)))
        pair = [make_event(n, where=resolution(place("Twintown", 19.83, 45.25))) for n in (1, 2)]
        page = open_page(to_html(build_view(make_selection([far, *pair])), "World"))
        shown = page.evaluate(_SHOWN)
        assert shown.pop("zoom") < 8
        assert shown == {"alone": 1, "rings": [2], "most_m": 0}
        spots = page.evaluate(_SPOTS)
        assert max(min(math.dist(dot, spot) for spot in spots) for dot in page.evaluate(_PAINTED)) < 15
        box = page.locator(".leaflet-container").bounding_box()
        assert box is not None
        east = max(spots)
        page.mouse.click(box["x"] + east[0], box["y"] + east[1])
        expect(page.locator(".dl-rows button")).to_have_count(2)
        page.get_by_role("button", name="Zoom in to see them apart").press("Enter")
        # The page's policy forbids the evaluation with which wait_for_function would look again.
        deadline = time.monotonic() + 20
        while (shown := page.evaluate(_SHOWN))["rings"] and time.monotonic() < deadline:
            page.wait_for_timeout(50)
        assert shown["rings"] == []
        assert shown["zoom"] >= 8
        assert 0 < shown["most_m"] <= 1000, "a marker stands no farther from its true spot"
