"""What was filtered, picked and drawn stays as it was: from page to page, from screen to file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect
from pypdf import PdfReader

from events import open_project
from events.export_log import logged_exports, sha256_of
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, opened, serving
from tests.browser.explore_map import drag_days, wait_drawn

STORY = """HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing at least four people and wounding 11, police said.

On 9 March, soldiers clashed with rebels in Idlib, and two soldiers were killed.

On 20 February, warplanes bombed the outskirts of Raqqa, killing three people. The army plans to shell Hama next week.
"""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("three")


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, folder: Path) -> Iterator[str]:
    """Serve a project of three events, to which no test here writes but for the log of exports."""
    made_project(home, folder, gazetteer, STORY)
    with serving(folder) as app:
        yield app


@contextmanager
def _opened_project(chromium: str, address: str, *, webgl: bool) -> Iterator[Page]:
    with opened(chromium, address, webgl=webgl) as page:
        page.goto(address)
        expect(page.get_by_text("3 on the map")).to_be_visible()
        yield page


@pytest.fixture
def project(chromium: str, address: str) -> Iterator[Page]:
    """Open the project on Explore."""
    with _opened_project(chromium, address, webgl=True) as page:
        yield page


@pytest.fixture
def simple(chromium: str, address: str) -> Iterator[Page]:
    """Open the same project in a browser without WebGL, where folium draws the map."""
    with _opened_project(chromium, address, webgl=False) as page:
        yield page


def _filter_by_words(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Words").fill(words)
    page.get_by_role("textbox", name="Words").press("Enter")
    expect(page.get_by_text("1 on the map")).to_be_visible()


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()


_DRAWN = """() => { const map = document.querySelector("iframe[title*='folium']")?.contentWindow?.map;
    return Boolean(map && map._datelineEvents); }"""


def _frame(page: Page) -> Frame:
    # The page may put another frame in the place of the first one: only one that has drawn its map is taken.
    page.wait_for_function(_DRAWN)
    frame = page.locator("iframe[title*='folium']").element_handle().content_frame()
    assert frame is not None
    return frame


def test_the_filter_goes_along_from_page_to_page_and_the_sheet_holds_nothing_else_and_is_logged(
    project: Page, folder: Path
) -> None:
    page = project
    _filter_by_words(page, "bomb")
    _go(page, "Reports")
    expect(page.get_by_label("Report text")).to_be_visible()
    _go(page, "Explore")
    expect(page.get_by_text("1 on the map")).to_be_visible()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("bomb")
    page.wait_for_function("location.search.includes('text=bomb')")
    _go(page, "Brief")
    expect(page.get_by_text("with the words “bomb” · 1 event")).to_be_visible()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("bomb")
    expect(page.get_by_role("img", name="Preview of the briefing sheet")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    words = " ".join(PdfReader(download.value.path()).pages[0].extract_text().split())
    assert "Bombing" in words
    assert "Idlib" not in words
    last = logged_exports(open_project(folder / "data" / "projects" / "default.sqlite"))[-1]
    assert (last.name, last.events, last.sha256) == ("dateline.pdf", 1, sha256_of(Path(download.value.path())))
    page.get_by_role("button", name="Clear the filter").click()
    # A link pressed within milliseconds of the button is taken with it, and the button is lost: see first that it was heard.
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")
    _go(page, "Explore")
    expect(page.get_by_text("3 on the map")).to_be_visible()


@pytest.mark.soak
def test_what_is_planned_is_crossed_on_the_map_once_it_is_asked_for(project: Page) -> None:
    page = project
    legend = page.get_by_text("Did not happen, or not yet")
    expect(legend).to_have_count(0)
    page.goto(f"{page.url.split('?')[0]}?status=all")
    expect(page.get_by_text("4 on the map")).to_be_visible()
    expect(legend).to_be_visible()
    crossed = page.evaluate("() => datelineExplore.scene().marks.filter((mark) => mark.crossed).length")
    assert crossed == 1


@pytest.mark.soak
def test_three_downloads_in_a_row_each_give_what_their_label_counts(project: Page) -> None:
    page = project
    _filter_by_words(page, "bomb")
    for name in ("GeoJSON (1 event)", "CSV (1 event)", "Web page (1 event)"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert "exploded in Homs" in text
        assert "clashed" not in text
        if name.startswith("GeoJSON"):
            assert len(json.loads(text)["features"]) == 1


def test_an_area_in_the_address_is_said_and_can_be_removed(project: Page) -> None:
    page = project
    page.goto(f"{page.url.split('?')[0]}?bbox=36,34,37,35")
    expect(page.get_by_text("1 on the map")).to_be_visible()
    expect(page.get_by_text("Only inside 36–37° E, 34–35° N")).to_be_visible()
    page.get_by_role("button", name="Remove the area").click()
    expect(page.get_by_text("3 on the map")).to_be_visible()
    expect(page.get_by_text("Only inside")).to_have_count(0)
    page.wait_for_function("!location.search.includes('bbox')")


# Leaflet's own distance between a tip and its marker, and some more.
_TIP_PX = 12
# How far the tip of the open card lies from the marker it speaks of, in pixels; none while no card is open.
_MISS = """() => {
    const map = window.map, layer = map && map._datelineEvents, popup = layer && layer._popup;
    if (!popup || !popup.isOpen() || !popup._source) { return null; }
    const box = map.getContainer().getBoundingClientRect(), tip = popup._container.querySelector(".leaflet-popup-tip-container").getBoundingClientRect();
    const at = map.latLngToContainerPoint(popup._source.getLatLng());
    return Math.hypot(tip.left + tip.width / 2 - box.left - at.x, tip.bottom - box.top - at.y);
}"""


@pytest.mark.soak
def test_the_card_on_the_map_points_at_its_pin_after_coming_back(simple: Page) -> None:
    page = simple
    frame = _frame(page)
    bomb = "() => { Object.values(window.map._datelineEvents._layers).filter(l => l.feature.properties.type === 'bombing').pop().fire('click', {}, true); }"
    frame.evaluate(bomb)
    expect(page.get_by_text("How precise:")).to_be_visible()
    _go(page, "Reports")
    expect(page.get_by_label("Report text")).to_be_visible()
    _go(page, "Explore")
    expect(page.get_by_text("How precise:")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.frame_locator("iframe[title*='folium']").locator(".leaflet-popup")).to_be_visible()
    page.wait_for_timeout(1500)
    assert _frame(page).evaluate(_MISS) < _TIP_PX
    # As when the frame's style sheet arrives after the card: its width changes under the map's hands.
    _frame(page).evaluate("() => { document.querySelector('.leaflet-popup-content').style.minWidth = '320px'; }")
    page.wait_for_timeout(1000)
    assert _frame(page).evaluate(_MISS) < _TIP_PX


@pytest.mark.soak
def test_days_dragged_on_the_timeline_are_the_filter_until_all_are_shown_again(project: Page) -> None:
    page = project
    wait_drawn(page)
    drag_days(page, 0.7, 0.99)
    expect(page.get_by_text("2 on the map")).to_be_visible()
    page.wait_for_function(
        "location.search.includes('from-date=2021-03-') && location.search.includes('to-date=2021-03-')"
    )
    _go(page, "Reports")
    expect(page.get_by_label("Report text")).to_be_visible()
    _go(page, "Explore")
    expect(page.get_by_text("2 on the map")).to_be_visible()
    page.get_by_role("button", name="Show all days").click()
    expect(page.get_by_text("3 on the map")).to_be_visible()
    page.wait_for_function("!location.search.includes('date')")


@pytest.mark.soak
def test_the_card_that_is_closed_leaves_table_and_map_and_its_pin_opens_it_again(simple: Page) -> None:
    page = simple
    frame = _frame(page)
    pick = """() => { const each = Object.values(window.map._datelineEvents._layers).filter(l => l.feature.properties.type === 'bombing').pop();
        each.fire('click', { latlng: each.getLatLng() }, true); }"""
    popup = page.frame_locator("iframe[title*='folium']").locator(".leaflet-popup")
    for _ in range(2):
        frame.evaluate(pick)
        expect(page.get_by_text("How precise:")).to_be_visible()
        expect(popup).to_have_count(1)
        page.get_by_role("button", name="Close", exact=True).click()
        expect(page.get_by_text("How precise:")).to_have_count(0)
        expect(popup).to_have_count(0)
