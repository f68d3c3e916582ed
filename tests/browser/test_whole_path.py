"""Paste, save, filter, export, brief: the whole path as an analyst walks it."""

import csv
import io
import json
import os
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from events import EventStore
from tests.browser.conftest import settle
from tests.browser.explore_map import ask, events_in_sight, in_order, still_bounds, wait_drawn, wait_for

ROOT = Path(__file__).parents[2]
STORY = """HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing at least four people and wounding 11, police said.

On 9 March, soldiers clashed with rebels in Idlib <script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">, and two soldiers were killed.
"""
pytestmark = pytest.mark.browser


def test_picture_of_the_sample_project_for_the_readme(reader: Page, reading_app: str) -> None:
    page = reader
    page.goto(reading_app)
    expect(page.get_by_text("Sample project").first).to_be_visible()
    wait_drawn(page)
    if os.environ.get("DATELINE_PICTURES"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / "docs" / "explore.png")
    assert (ROOT / "docs" / "explore.png").stat().st_size > 20_000


def test_the_legend_stands_whole_in_a_small_window(reader: Page, reading_app: str) -> None:
    page = reader
    page.set_viewport_size({"width": 1100, "height": 700})
    page.goto(reading_app)
    wait_drawn(page)
    expect(page.get_by_text("A number in a ring counts events")).to_be_visible()
    expect(page.get_by_text("Reported killed")).to_be_visible()
    assert page.locator(".dl-side").evaluate("side => side.scrollHeight - side.clientHeight") <= 1


def _ids_on_the_map(page: Page, store: EventStore) -> set[str]:
    """Return the ids of what the map draws, by the events' positions in the project."""
    still_bounds(page)
    events = in_order(store)
    return {events[position].event_id for position in events_in_sight(page)}


def test_paste_save_filter_export_brief(page: Page, app: str, app_home: Path) -> None:
    # By the link: a page opened by its address asks Streamlit's own probes at a wrong path first, which the console calls errors.
    page.goto(app)
    wait_drawn(page)
    assert ask(page, "view()")["zoom"] < 3  # the samples are from three continents
    page.get_by_role("link", name="Reports").click()
    page.get_by_label("Report text").fill(STORY)
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_role("button", name="exploded: Bombing")).to_be_visible()
    page.get_by_role("button", name="Idlib: Idlib, SY").click()
    expect(page.get_by_text("Idlib is Idlib, city, Idlib, Syria")).to_be_visible()
    expect(page.frame_locator("iframe[title*='folium']").get_by_text("Place named in the report")).to_be_visible()
    page.get_by_role("button", name="exploded: Bombing").click()
    # The card stands beside the map, which says no more than what and where.
    expect(
        page.frame_locator("iframe[title*='folium']").locator(".leaflet-popup").get_by_text("Bombing")
    ).to_be_visible()
    expect(page.get_by_text("According to: police")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 events saved; 0 were there already.")).to_be_visible()

    page.get_by_role("button", name="See them on Explore").click()
    expect(page.get_by_text("My project").first).to_be_visible()
    expect(page.get_by_text("2 on the map")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON").click()
    both = {f["properties"]["event_id"] for f in json.loads(Path(download.value.path()).read_text())["features"]}
    store = EventStore(app_home / "data" / "projects" / "default.sqlite", read_only=True)
    wait_for(page, "it.stats().events === 2")
    # The sample's view of the world does not stay: the map goes to the first report of one's own.
    wait_for(page, "it.view().zoom > 5")
    assert _ids_on_the_map(page, store) == both
    page.get_by_role("button", name="Zoom out", exact=True).click()
    before = still_bounds(page)
    page.get_by_role("textbox", name="Words").fill("bomb")
    page.get_by_role("textbox", name="Words").press("Enter")
    expect(page.get_by_text("1 on the map")).to_be_visible()
    settle(page)
    assert still_bounds(page) == before
    assert "text=bomb" in page.url

    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON").click()
    found = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [f["properties"]["type"] for f in found["features"]] == ["bombing"]
    assert found["features"][0]["properties"]["killed_best"] == 4
    exported = {f["properties"]["event_id"] for f in found["features"]}
    assert exported < both
    assert _ids_on_the_map(page, store) == exported
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV (1 event)").click()
    rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    assert {row["event_id"] for row in rows} == exported

    page.get_by_role("link", name="Brief").click()
    expect(page.get_by_role("img", name="Preview of the briefing sheet")).to_be_visible()
    assert page.get_by_role("img", name="Preview of the briefing sheet").evaluate("image => image.naturalWidth") > 1000
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    png = Path(download.value.path()).read_bytes()
    at = png.index(b"pHYs") + 4
    assert struct.unpack(">I", png[at : at + 4])[0] >= 300 / 0.0254 - 1
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    words = " ".join(PdfReader(download.value.path()).pages[0].extract_text().split())
    for each in ("Homs", "Bombing", "11 March 2021", "4 killed", "police", "Boundaries", "Natural Earth"):
        assert each in words, each
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert "Homs" in Path(download.value.path()).read_text(encoding="utf-8")
