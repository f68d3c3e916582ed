"""Time until a map of many events stands, beside folium as its users write it: one CircleMarker with a popup an event.

Both are files opened by headless Chromium with the same Leaflet; ours also draws basemap, labels, legend and table.
"""

import html
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import folium
from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Ratio
from events import Event, EventFilter, open_sample, select_events
from gazetteer import open_gazetteer, place_point
from geo import build_view, to_html

_EVENTS = 3000
_ROUNDS = 3


def run() -> Iterator[Ratio]:
    """Load both pages in turn, with every address but loopback blocked, and keep the best of each."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return
    events = _many()
    view = build_view(select_events(events, EventFilter()))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, theirs = Path(folder) / "ours.html", Path(folder) / "theirs.html"
        ours.write_text(to_html(view, "Many events", gazetteer=open_gazetteer()), encoding="utf-8")
        _rival(events).save(str(theirs))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        mine, other = [], []
        for _ in range(_ROUNDS):
            mine.append(_seconds(browser.new_page, ours))
            other.append(_seconds(browser.new_page, theirs))
        browser.close()
    what = f"page of {len(events):,} events, with basemap, labels, legend and table"
    rival = "folium, one CircleMarker with popup an event, no basemap"
    yield Ratio(what=what, unit="pages", ours=1 / min(mine), rival=rival, theirs=1 / min(other))


def _many() -> tuple[Event, ...]:
    """Return the sample's placed events over and over, each with an id of its own."""
    sample = [event for event in open_sample().select(EventFilter()).events if event.where_prec is not None]
    return tuple(replace(sample[n % len(sample)], event_id=f"e{n:06d}") for n in range(_EVENTS))


def _rival(events: tuple[Event, ...]) -> folium.Map:
    chart = folium.Map(tiles=None)
    vendor = Path(__file__).parents[1] / "static" / "vendor" / "leaflet"
    chart.default_js = [("leaflet", (vendor / "leaflet.js").as_uri())]
    chart.default_css = [("leaflet_css", (vendor / "leaflet.css").as_uri())]
    for event in events:
        point = place_point(event.where) if event.where else None
        if point is not None:
            words = html.escape(event.sentence)
            folium.CircleMarker([point[1], point[0]], popup=words, tooltip=event.type.value).add_to(chart)
    return chart


def _seconds(new_page: Callable[[], Page], file: Path) -> float:
    page = new_page()
    before = time.perf_counter()
    page.goto(file.as_uri(), wait_until="load", timeout=120_000)
    page.wait_for_selector(".leaflet-container canvas, .leaflet-container svg path")
    took = time.perf_counter() - before
    page.close()
    return took
