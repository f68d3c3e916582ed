"""Time until the Explore map stands, beside one folium.Marker an event in the same map, as files in headless Chromium."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import folium
from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Ratio
from events import EventFilter, open_sample
from gazetteer import open_gazetteer, place_point
from geo import build_view, to_html

# The rival draws each event this often, so that its cost shows; ours draws the sample as it is and says so.
_MANY = 100


def run() -> Iterator[Ratio]:
    """Load both pages three times, in turn, with every address but loopback blocked."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return
    view = build_view(open_sample().select(EventFilter()))
    events = open_sample().select(EventFilter()).events
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, theirs = Path(folder) / "ours.html", Path(folder) / "theirs.html"
        ours.write_text(to_html(view, "Sample", gazetteer=open_gazetteer()), encoding="utf-8")
        rival = folium.Map(tiles=None)
        vendor = Path(__file__).parents[1] / "static" / "vendor" / "leaflet"
        rival.default_js = [("leaflet", (vendor / "leaflet.js").as_uri())]
        rival.default_css = [("leaflet_css", (vendor / "leaflet.css").as_uri())]
        for event in events * _MANY:
            if event.where and (point := place_point(event.where)):
                folium.CircleMarker([point[1], point[0]]).add_to(rival)
        rival.save(str(theirs))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        mine = min(_seconds(browser.new_page, ours) for _ in range(3))
        other = min(_seconds(browser.new_page, theirs) for _ in range(3))
        browser.close()
    yield Ratio(
        what=f"page of {len(events)} events with basemap, table and legend",
        unit="pages", ours=1 / mine, rival=f"one folium.CircleMarker each, {len(events) * _MANY} of them, no basemap", theirs=1 / other,
    )  # fmt: skip


def _seconds(new_page: Callable[[], Page], file: Path) -> float:
    page = new_page()
    before = time.perf_counter()
    page.goto(file.as_uri(), wait_until="load", timeout=120_000)
    page.wait_for_selector(".leaflet-container canvas, .leaflet-container svg path")
    took = time.perf_counter() - before
    page.close()
    return took
