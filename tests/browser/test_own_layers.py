"""Layers of one's own on Explore's map: uploaded, drawn, hidden, kept by the address, removed."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from gazetteer import Gazetteer
from geo import OwnFeature, OwnLayer, OwnLayers
from tests.browser.conftest import made_project, opened, sample, serving, settle
from tests.browser.explore_map import ask, pixel_at, still_bounds, wait_drawn, wait_for
from tests.events.made_events import made, resolved, save

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.soak]
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def page(chromium: str, home: Path, gazetteer: Gazetteer, tmp_path: Path) -> Iterator[Page]:
    """Open Explore on a project with one report, at Libya's north-west."""
    folder = tmp_path / "layers"
    folder.mkdir()
    made_project(home, folder, gazetteer, sample("libya")).close()
    with serving(folder) as address, opened(chromium, address) as found:
        found.goto(
            f"{address}/?map=13.2,32.2,6.5&from-date=2020-05-20&to-date=2020-06-10&layers=events,own:99,own:x,%3Cb%3E"
        )
        wait_drawn(found)
        settle(found)
        yield found


def _upload(page: Page) -> None:
    ring = [[11, 31], [12, 31], [12, 31.8], [11, 31.8], [11, 31]]
    features = [
        {"type": "Feature", "properties": {"name": EVIL}, "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[11, 31.8], [12, 32.1]]},
        },
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "front.geojson", "mimeType": "application/geo+json", "buffer": data}
    )
    page.get_by_label("Name of the layer").fill(f"Front {EVIL}")
    page.get_by_label("Name of the layer").press("Enter")
    for part, value in (("year", "2019"), ("month", "05"), ("day", "03")):
        page.get_by_role("spinbutton", name=f"{part}, As of (the day it tells of)").click()
        page.keyboard.type(value)
    settle(page)
    page.get_by_role("button", name="Add this layer").click()
    expect(page.get_by_text("2 features added to the map.")).to_be_visible()


def test_a_layer_is_drawn_told_in_the_legend_hidden_kept_by_the_address_and_removed(page: Page) -> None:
    assert ask(page, "own()") == []
    page.get_by_role("button", name=re.compile("^.*Layers")).click()
    _upload(page)
    wait_for(page, "it.own().length === 1 && it.own()[0].shapes === 2")
    before = still_bounds(page)
    page.wait_for_function("location.search.includes('layers=own:1')")
    legend = page.locator(".dl-legend")
    expect(legend).to_contain_text(f"Front {EVIL}")
    expect(legend).to_contain_text("As of 3 May 2019 · source not given")
    expect(legend).to_contain_text("Of 3 May 2019: not of the days shown.")
    expect(page.locator(".dl-credit")).to_contain_text(f"Front {EVIL}: source not given")
    page.keyboard.press("Escape")
    settle(page)
    page.mouse.move(*pixel_at(page, 11.5, 31.4))
    expect(page.locator(".dl-tip")).to_contain_text(EVIL)
    assert page.locator("img[src=x]").count() == 0
    # what is drawn there is the layer's own colour
    drawn = page.evaluate(
        "([lon, lat]) => { const c = document.querySelector('.dl-marks') ?? [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.dl-marks')).find(Boolean);"
        " const b = c.getBoundingClientRect(), [x, y] = window.datelineExplore.pixelAt(lon, lat), r = c.width / b.width;"
        " const d = c.getContext('2d').getImageData((x - b.left) * r - 20, (y - b.top) * r - 20, 40, 40).data; let n = 0;"
        " for (let i = 3; i < d.length; i += 4) { n += d[i] > 0; } return n; }",
        [11.5, 31.4],
    )
    assert drawn == 1600
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a picture").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.reload()
    wait_drawn(page)
    wait_for(page, "it.own().length === 1")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    settle(page)
    page.get_by_role("button", name=re.compile("Layers")).click()
    # the legend of the map names the layer too, and a press while the page runs may be lost
    box = page.get_by_test_id("stCheckbox").filter(has_text=f"Front {EVIL}")
    expect(box.get_by_role("checkbox")).to_be_checked()
    settle(page)
    box.locator("label").click()
    expect(box.get_by_role("checkbox")).not_to_be_checked()
    wait_for(page, "it.own().length === 0")
    page.wait_for_function("!location.search.includes('own')")
    expect(legend).not_to_contain_text("Front")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Words").fill("Tripoli")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=Tripoli')")
    settle(page)
    assert ask(page, "own()") == []
    page.get_by_role("button", name=re.compile("Layers")).click()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_role("button", name=re.compile(r"Layers \("))).to_have_count(0)
    assert still_bounds(page) == pytest.approx(before, abs=0.5)


def test_a_layer_is_renamed_coloured_and_zoomed_to(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^.*Layers")).click()
    _upload(page)
    wait_for(page, "it.own().length === 1 && it.own()[0].colour === 'blue'")
    settle(page)
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("New name").fill("Old front")
    page.get_by_label("New name").press("Enter")
    settle(page)
    page.get_by_role("radio", name="Green").or_(page.get_by_role("button", name="Green")).first.click()
    settle(page)
    page.get_by_role("button", name="Save the change").click()
    wait_for(page, "it.own()[0].name === 'Old front' && it.own()[0].colour === 'green'")
    expect(page.locator(".dl-legend")).to_contain_text("Old front")
    expect(page.locator(".dl-credit")).to_contain_text("Old front: source not given")
    page.keyboard.press("Escape")
    settle(page)
    page.evaluate("() => window.datelineExplore.go({ lon: 40, lat: 0, zoom: 5 })")
    page.get_by_role("button", name="Zoom to Old front").click()
    wait_for(page, "Math.abs(it.view().lon - 11.5) < 0.01")
    still_bounds(page)
    view = ask(page, "view()")
    assert view["lat"] == pytest.approx(31.55, abs=0.02)
    assert view["zoom"] > 7
    # kept in the project: the same in another browser, or later
    page.reload()
    wait_drawn(page)
    wait_for(page, "it.own()[0]?.name === 'Old front' && it.own()[0].colour === 'green'")


def test_a_layer_with_population_gives_rates_and_says_what_is_left_out(
    chromium: str, home: Path, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    folder = tmp_path / "rates"
    folder.mkdir()
    store = made_project(home, folder, gazetteer)
    vague = resolved(15, 32, prec=6, radius_m=500_000.0)
    events = [made(0), made(1), made(2, where=resolved(13, 32)), made(3, where=vague), made(4, where=resolved(40, 32))]
    save(store, events)
    features = (
        OwnFeature("West", shapely.box(12, 31, 14, 33), 2_000_000.0),
        OwnFeature("East", shapely.box(14, 31, 17, 33), 5_000.0),
    )
    OwnLayers(store.path, read_only=False).add(
        "Census", OwnLayer(features), as_of=None, attribution="Example", now=dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    )
    with serving(folder) as address, opened(chromium, address) as page:
        page.goto(f"{address}/?map=13.2,32.2,6&layers=rates,own:1")
        wait_drawn(page)
        wait_for(page, "it.scene().kind === 'rates' && it.own().length === 1 && it.scene().rates.layer !== null")
        rates = page.evaluate(
            "() => { const { list, vague, outside } = window.datelineExplore.scene().rates;"
            " return { list: list.map((a) => [a.name, a.count, a.rate]), vague, outside }; }"
        )
        assert rates == {"list": [["West", 1, 0.05], ["East", 2, 40]], "vague": 1, "outside": 1}
        legend = page.locator(".dl-legend")
        expect(legend).to_contain_text("Events per 100,000 people")
        expect(legend).to_contain_text("In the areas of Census")
        expect(legend).to_contain_text("are left out: their own place is vaguer than these areas.")
        settle(page)
        page.mouse.move(*pixel_at(page, 15, 32))
        expect(page.locator(".dl-tip")).to_contain_text("Few people live here: one event weighs much.")
        page.get_by_role("combobox", name="Layer", exact=True).select_option("events")
        page.wait_for_function("location.search.includes('layers=own:1')")
