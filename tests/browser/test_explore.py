"""Explore: map, timeline and table are one; the view stays where the analyst put it."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, EventType, SavedViews, filter_from_params
from gazetteer import Gazetteer
from tests.browser.conftest import SAMPLES, made_project, on_explore, opened, sample, serving, settle
from tests.browser.explore_map import (
    all_shown,
    ask,
    click_event,
    drag_days,
    events_in_sight,
    in_order,
    of_all,
    still_bounds,
    wait_drawn,
    wait_for,
)
from tests.events.made_events import made, resolved, save

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser
LIBYA = "map=13.2,32.2,6.5"
STRIPS = """TRIPOLI, Libya, 12 March 2021 - Smugglers clashed with border guards on the Libyan-Tunisian border on Tuesday, and two guards were killed.

On 9 March, soldiers fought militants in Idlib Governorate, Syria, and four soldiers were killed.

On 10 March, gunmen attacked a convoy between Sirte and Misrata and killed three people, police said.
"""


@pytest.fixture(scope="module")
def store(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    """Return a project with the sample reports in it."""
    folder = tmp_path_factory.mktemp("explore")
    return made_project(home, folder, gazetteer, *map(sample, SAMPLES))


@pytest.fixture(scope="module")
def address(store: EventStore) -> Iterator[str]:
    """Serve that project."""
    with serving(store.path.parents[2]) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at Libya's north-west."""
    with on_explore(chromium, address, LIBYA) as found:
        yield found


def _position(store: EventStore, kind: EventType, place: str) -> int:
    """Return the first event of a kind at a place: positions are the project's order."""
    events = in_order(store)
    return next(n for n, e in enumerate(events) if e.type == kind and e.where and place in e.where.toponym.text)


def test_a_mark_a_row_and_a_bar_of_the_timeline_choose_the_same_event(page: Page, store: EventStore) -> None:
    ship = _position(store, EventType.MOVEMENT, "Misurata")
    click_event(page, ship)
    card = page.locator(".dl-card")
    expect(card).to_contain_text("Movement or delivery")
    expect(card).to_contain_text("2 June 2020")
    settle(page)
    assert ask(page, "chosen()") == ship
    page.get_by_role("button", name="Close", exact=True).click()
    expect(card).to_have_count(0)
    settle(page)
    # the table's first row is the earliest event
    first = min(
        range(len(in_order(store))),
        key=lambda n: (in_order(store)[n].date_start is None, in_order(store)[n].date_start),
    )
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    grid = table.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 15, grid["y"] + 52)
    expect(card).to_contain_text("21 May 2020")
    settle(page)
    assert ask(page, "chosen()") == first


def test_days_brushed_on_the_timeline_narrow_map_table_and_address_and_fields_brush_it_back(
    page: Page, store: EventStore
) -> None:
    before = still_bounds(page)
    assert len(events_in_sight(page)) > 3
    drag_days(page, 0.5, 0.9)
    expect(page.get_by_text(of_all(store))).to_be_visible()
    expect(page.get_by_text(all_shown(store))).to_have_count(0)
    page.wait_for_function("location.search.includes('from-date=20') && location.search.includes('to-date=20')")
    assert events_in_sight(page) == []
    assert still_bounds(page) == before
    page.get_by_role("button", name="Show all days").click()
    expect(page.get_by_text(all_shown(store))).to_be_visible()
    wait_for(page, "it.range() === null")
    for part, value in (("year", "2020"), ("month", "05"), ("day", "31")):
        page.get_by_role("spinbutton", name=f"{part}, From").click()
        page.keyboard.type(value)
    page.get_by_role("heading", name="Filter").click()
    wait_for(page, "it.range()?.[0] === '2020-05-31'")


def test_what_the_browser_keeps_of_a_span_of_days_is_what_python_keeps(page: Page, store: EventStore) -> None:
    page.goto(f"{page.url.split('?')[0]}?map=10,15,1.2&from-date=2020-05-30&to-date=2023-09-04")
    wait_drawn(page)
    expect(page.get_by_text(of_all(store))).to_be_visible()
    wait_for(page, "it.range()?.[0] === '2020-05-30'")
    kept = [
        n
        for n, event in enumerate(in_order(store))
        if event.date_start and event.date_end and event.date_end.isoformat() >= "2020-05-30"
        and event.date_start.isoformat() <= "2023-09-04" and event.where and event.where.place
    ]  # fmt: skip
    still_bounds(page)
    assert events_in_sight(page) == kept


def test_the_view_is_the_same_after_a_filter_an_edit_a_new_report_and_a_reload(page: Page, store: EventStore) -> None:
    drawn, total = ask(page, "stats()")["events"], store.query().counts(EventFilter()).total
    page.get_by_role("button", name="Zoom in", exact=True).click()
    before = still_bounds(page)
    page.get_by_role("textbox", name="Words").fill("Mismari")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=Mismari')")
    settle(page)
    assert still_bounds(page) == before
    page.get_by_role("link", name="Reports").click()
    page.get_by_label("Report text").fill("KUFRA, Libya, 3 July 2021 - Gunmen killed two people in Kufra on Friday.")
    page.get_by_role("button", name="Read the report").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 event saved")).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_text(f"= {total + 1} events")).to_be_visible()
    wait_for(page, f"it.stats().events === {drawn + 1}")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.wait_for_function("location.search.includes('map=')")
    page.reload()
    wait_drawn(page)
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.get_by_role("link", name="Reports").click()
    # Explore has a table too, which stands until the other page comes.
    expect(page.get_by_text("Click a row to open its report")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    settle(page)
    grid = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 15, grid["y"] + 52)
    page.get_by_role("button", name="Delete this report…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    settle(page)
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_text(f"= {total} events")).to_be_visible()
    wait_for(page, f"it.stats().events === {drawn}")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)


def test_vague_places_are_drawn_as_areas_and_never_as_a_pin(page: Page, store: EventStore) -> None:
    areas = page.evaluate("() => window.datelineExplore.scene().areas.map(a => [a.i, a.shape, a.km2])")
    said = {in_order(store)[i].where.toponym.text: (shape, km2) for i, shape, km2 in areas}  # type: ignore[union-attr]
    assert said["Tripoli"][0] > 0
    assert 20 < said["Tripoli"][1] < 2000
    assert 1000 < said["Western Mountain"][1] < 100_000
    assert page.evaluate("() => window.datelineExplore.scene().marks.filter(m => m.hollow).length") > 0
    hollow = {each["i"] for each in page.evaluate("() => window.datelineExplore.scene().marks") if not each["hollow"]}
    assert all(in_order(store)[i].where_prec == 1 for i in hollow)


@pytest.mark.soak
def test_the_rivals_of_a_place_are_ghost_pins_and_lead_there(page: Page, store: EventStore) -> None:
    raid = _position(store, EventType.STRIKE, "Western Mountain")
    click_event(page, raid)
    expect(page.locator(".dl-card")).to_contain_text("Other places that it may mean")
    settle(page)
    ghosts = ask(page, "ghosts()")
    assert ghosts
    page.locator(".dl-rivals button").first.click()
    still_bounds(page)
    assert ask(page, "view()")["lon"] == pytest.approx(ghosts[0]["lon"], abs=0.01)


def test_a_box_drawn_on_the_map_is_the_filter_until_it_is_removed(page: Page, store: EventStore) -> None:
    before = still_bounds(page)
    page.get_by_role("button", name="Draw a box").click()
    x, y = ask(page, f"pixelOf({_position(store, EventType.MOVEMENT, 'Misurata')})")
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x + 40, y + 40, steps=5)
    page.mouse.up()
    expect(page.get_by_text("Only inside")).to_be_visible()
    page.wait_for_function("location.search.includes('bbox=')")
    settle(page)
    assert still_bounds(page) == before
    assert 0 < len(events_in_sight(page)) < 6
    page.get_by_role("button", name="Remove the area").click()
    expect(page.get_by_text(all_shown(store))).to_be_visible()


@pytest.mark.soak
def test_a_box_an_area_and_a_distance_are_drawn_by_keyboard(page: Page, store: EventStore) -> None:
    before = still_bounds(page)
    page.get_by_role("button", name="Draw a box").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dl-hint")).to_contain_text("By keyboard: arrows move a cross")
    for key in [
        "Enter",
        *["ArrowLeft"] * 6,
        *["ArrowUp"] * 5,
        "Enter",
        *["ArrowRight"] * 9,
        *["ArrowDown"] * 8,
        "Enter",
    ]:
        page.keyboard.press(key)
    page.wait_for_function("location.search.includes('bbox=')")
    west, south, east, north = map(
        float, page.evaluate("() => new URLSearchParams(location.search).get('bbox')").split(",")
    )
    assert west < 13.2 < east
    assert south < 32.2 < north
    settle(page)
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.get_by_role("button", name="Remove the area").click()
    page.wait_for_function("!location.search.includes('bbox=')")
    settle(page)
    page.get_by_role("button", name="Draw an area").focus()
    # the corner that is taken back is no part of the area
    for key in [
        "Enter",
        "Enter",
        "Enter",
        *["ArrowLeft"] * 5,
        "Enter",
        "ArrowUp",
        "Enter",
        "Backspace",
        *["ArrowUp"] * 6,
        "Enter",
        "Enter",
    ]:
        page.keyboard.press(key)
    page.wait_for_function("location.search.includes('polygon=')")
    assert len(page.evaluate("() => new URLSearchParams(location.search).get('polygon')").split(",")) == 3
    settle(page)
    page.get_by_role("button", name="Measure a distance").focus()
    for key in ["Enter", "Enter", "Enter", *["Shift+ArrowRight"] * 5, "Enter", "Enter"]:
        page.keyboard.press(key)
    expect(page.locator(".dl-hint")).to_be_hidden()
    assert still_bounds(page) == pytest.approx(before, abs=0.5)


@pytest.mark.soak
def test_events_on_one_spot_unfold_as_a_list(page: Page, store: EventStore) -> None:
    town = _position(store, EventType.TERRITORY, "Alasabaa")
    page.wait_for_function("() => window.datelineExplore.scene().rings.length > 0")
    click_event(page, town)
    listed = page.locator(".dl-list button.dl-item")
    expect(listed).to_have_count(2)
    listed.first.click()
    expect(page.locator(".dl-card")).to_contain_text("Territory changes hands")


@pytest.mark.soak
def test_the_numbers_of_legend_and_map_are_buttons(page: Page, store: EventStore) -> None:
    before = still_bounds(page)
    row = page.locator(".dl-legend button.dl-row").filter(has_text="Battle")
    number = int(row.locator(".dl-count").inner_text())
    row.click()
    page.wait_for_function("location.search.includes('type=battle')")
    wait_for(page, f"it.stats().visible === {number}")
    expect(page.locator(".dl-legend button.dl-row")).to_have_count(1)
    settle(page)
    row.click()
    page.wait_for_function("!location.search.includes('type=')")
    expect(page.locator(".dl-legend button.dl-row").nth(3)).to_be_visible()
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.get_by_role("button", name="events in sight").last.click()
    expect(page.locator(".dl-list h3")).to_contain_text("events in sight")


@pytest.mark.soak
def test_playback_moves_the_days_and_stops_where_it_is_told(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    wait_for(page, "it.range() !== null")
    first = ask(page, "range()")
    wait_for(page, f"it.range()[0] > '{first[0]}'")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("location.search.includes('from-date=')")
    stopped = ask(page, "range()")
    settle(page)
    assert ask(page, "range()") == stopped
    assert f"from-date={stopped[0]}" in page.url


@pytest.mark.soak
def test_a_view_is_saved_by_name_and_opens_as_it_was(page: Page) -> None:
    page.get_by_role("textbox", name="Words").fill("Mismari")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=Mismari') && location.search.includes('map=')")
    before = still_bounds(page)
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of this view").fill("Mismari's claims")
    page.get_by_label("Name of this view").press("Enter")
    settle(page)
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("button", name="Mismari's claims")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")
    page.get_by_role("button", name="Zoom to the events", exact=True).click()
    assert still_bounds(page) != before
    settle(page)
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Mismari's claims").click()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("Mismari")
    wait_for(page, "Math.abs(it.view().lon - 13.2) < 0.001")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)


@pytest.mark.soak
@pytest.mark.parametrize("style", ["light", "dark"])
def test_the_picture_holds_map_legend_and_attribution(page: Page, style: str) -> None:
    from PIL import Image

    page.get_by_role("combobox", name="Map style").select_option(style)
    size = page.locator(".dl-map").bounding_box()
    assert size is not None
    # Every text that is written on the picture, where it begins and what is on its canvas under it.
    page.evaluate(
        """() => { window.written = []; const draw = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
          if (this.canvas.width > 1500) { const { e, f, a } = this.getTransform(); window.written.push([text, x * a + e, y * a + f, this.canvas.width, this.canvas.height, this.textAlign]); }
          return draw.call(this, text, x, y, ...more); }; }"""
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a picture").click()
    picture = Image.open(download.value.path()).convert("RGB")
    assert picture.width > 2 * size["width"] + 500
    assert picture.height > 2 * size["height"]
    written = [
        (text, x, y)
        for text, x, y, wide, high, _ in page.evaluate("() => window.written")
        if (wide, high) == picture.size
    ]
    words = " ".join(text for text, *_ in written)
    for each in (
        "Event type",
        "How precisely the place is known",
        "Natural Earth",
        "GeoNames (CC BY 4.0)",
        "km",
        "N",
        "WGS 84",
    ):
        assert each in words, each
    assert "all events" in words
    assert "undefined" not in words
    shown = page.evaluate("() => [...new Set(window.datelineExplore.scene().marks.map((m) => m.i))]")
    legend = page.locator(".dl-legend button.dl-row span:not(.dl-count)").all_inner_texts()
    assert shown
    assert legend
    assert all(each in words for each in legend)
    # Nothing is written beyond the edges or without contrast to what is under it.
    ground = picture.getpixel((4, 4))
    assert (sum(ground) < 200) == (style == "dark")
    assert all(0 <= x < picture.width and 0 <= y < picture.height for _, x, y in written)
    title = picture.crop((30, 20, 400, 70)).getcolors(100_000)
    assert title is not None
    assert max(abs(sum(colour) - sum(ground)) for _, colour in title) > 450  # type: ignore[arg-type] # RGB pixels are tuples


@pytest.mark.soak
def test_a_place_is_found_by_its_name_and_the_map_goes_there(page: Page) -> None:
    page.get_by_role("searchbox", name="Find a place").fill("Sabha")
    page.get_by_role("searchbox", name="Find a place").press("Enter")
    page.locator(".dl-results button").first.click()
    still_bounds(page)
    view = ask(page, "view()")
    assert (view["lon"], view["lat"]) == (pytest.approx(14.43, abs=0.2), pytest.approx(27.04, abs=0.2))
    page.get_by_role("button", name="Previous view").click()
    still_bounds(page)
    assert ask(page, "view()")["lon"] == pytest.approx(13.2, abs=0.01)


@pytest.mark.soak
def test_the_places_found_are_put_away_and_the_map_never_goes_farther_off_than_it_must(page: Page) -> None:
    field = page.get_by_role("searchbox", name="Find a place")
    found = page.locator(".dl-results button")
    field.fill("Tripoli")
    field.press("Enter")
    expect(found).not_to_have_count(0)
    field.press("Escape")
    expect(found.first).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("Tripoli")
    # what is put away is looked for no more, and anew when it is asked for again
    wait_for(page, "it.found() === null")
    field.press("Enter")
    found.nth(1).focus()
    page.keyboard.press("Escape")
    expect(found.first).to_be_hidden()
    expect(field).to_be_focused()
    field.press("Enter")
    page.get_by_role("button", name="Close the list").click()
    expect(found.first).to_be_hidden()
    expect(field).to_be_focused()
    field.press("Enter")
    found.first.click()
    expect(found.first).to_be_hidden()
    expect(field).to_be_focused()
    still_bounds(page)
    assert ask(page, "view()")["zoom"] == pytest.approx(9.5, abs=0.5)
    # nearer than the town asks for: the map stays as near
    page.evaluate("() => window.datelineExplore.go({ lon: 13.19, lat: 32.88, zoom: 14 })")
    field.fill("Bani Walid")
    field.press("Enter")
    wait_for(page, "Math.abs(it.view().lon - 13.98) < 0.1")
    still_bounds(page)
    assert ask(page, "view()")["zoom"] == pytest.approx(14, abs=0.01)
    # a country is seen whole
    field.fill("Libya")
    field.press("Enter")
    found.first.click()
    wait_for(page, "it.view().zoom < 6")
    west, _, east, _ = still_bounds(page)
    world = 512 * 2 ** ask(page, "view()")["zoom"]
    assert west / world * 360 - 180 < 9.4
    assert east / world * 360 - 180 > 25.2
    wait_for(page, "it.found() === null")


@pytest.mark.soak
def test_the_coordinates_under_the_pointer_are_said_in_three_notations(page: Page) -> None:
    box = page.locator(".dl-map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    status = page.locator(".dl-status")
    expect(status).to_have_text(re.compile(r"^\d+\.\d{4}, \d+\.\d{4}$"))
    status.click()
    expect(status).to_have_text(re.compile(r"°.*N .*E$"))
    status.click()
    expect(status).to_have_text(re.compile(r"^33[RS] [A-Z]{2} \d{5} \d{5}$"))


def test_the_days_that_reports_speak_from_are_marked_under_the_timeline(page: Page, store: EventStore) -> None:
    marks = ask(page, "reportDays()")
    days = store.report_days()
    assert sum(mark["reports"] for mark in marks) == sum(days.values()) == len(SAMPLES)
    box = page.locator(".dl-timeline").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + marks[0]["px"], box["y"] + box["height"] - 20)
    expect(page.locator(".dl-time-tip")).to_have_text("4 June 2020: 1 report")


@pytest.mark.soak
def test_the_keyboard_reaches_the_events_in_sight(page: Page) -> None:
    page.get_by_role("button", name="List the events in sight").focus()
    page.keyboard.press("Enter")
    item = page.locator(".dl-list button.dl-item").first
    expect(item).to_be_visible()
    item.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dl-card")).to_be_visible()
    page.locator(".dl-timeline").focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, "it.range() !== null")
    page.keyboard.press("Escape")
    wait_for(page, "it.range() === null")


@pytest.mark.soak
def test_garbage_in_the_address_is_said_or_left_out_and_the_map_stands(page: Page) -> None:
    page.goto(f"{page.url.split('?')[0]}?map=nan,<script>,99&style=neon&bbox=1,2&from-date=soon&type=war")
    wait_drawn(page)
    assert page.get_by_text("was not understood and is left out").count() >= 3
    assert page.locator(".dl-map canvas").first.is_visible()


def test_without_webgl_the_simple_map_stands_with_the_same_filter(chromium: str, address: str) -> None:
    with opened(chromium, address, webgl=False) as page:
        page.goto(f"{address}/?text=Mismari")
        expect(page.get_by_text("This browser draws no WebGL, so the map is the simple one")).to_be_visible()
        expect(page.frame_locator("iframe[title*='folium']").locator("canvas").first).to_be_visible()
        expect(page.get_by_role("textbox", name="Words")).to_have_value("Mismari")


@pytest.mark.soak
def test_an_area_drawn_by_hand_is_the_filter_and_the_command_line_finds_the_same_events(
    page: Page, store: EventStore
) -> None:
    raid = _position(store, EventType.STRIKE, "Western Mountain")
    page.get_by_role("button", name="Draw an area").click()
    x, y = ask(page, f"pixelOf({raid})")
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    for dx, dy in ((60, -50), (70, 60), (-50, 70), (-60, -60)):
        page.mouse.move(x + dx, y + dy, steps=6)
    page.mouse.up()
    expect(page.get_by_text("Only inside 1 area drawn on the map")).to_be_visible()
    page.wait_for_function("location.search.includes('polygon=')")
    polygon = page.evaluate("() => new URLSearchParams(location.search).get('polygon')")
    found = store.query().ids(filter_from_params({"polygon": polygon}))
    expect(page.get_by_text(f"{len(found)} on the map")).to_be_visible()
    wait_for(page, f"it.stats().visible === {len(found)}")
    assert {in_order(store)[position].event_id for position in events_in_sight(page)} == set(found)
    assert raid in events_in_sight(page)


def test_the_map_is_made_once_whatever_is_filtered_picked_or_read(page: Page, store: EventStore) -> None:
    handle = page.locator(".dl-map canvas").first.element_handle()
    page.get_by_role("textbox", name="Words").fill("Mismari")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=Mismari')")
    settle(page)
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")
    click_event(page, _position(store, EventType.MOVEMENT, "Misurata"))
    expect(page.locator(".dl-card")).to_be_visible()
    settle(page)
    assert handle is not None
    assert handle.evaluate("canvas => canvas.isConnected")


@pytest.mark.soak
def test_layers_count_what_is_in_sight_and_a_province_narrows_the_filter(page: Page, store: EventStore) -> None:
    seen = ask(page, "stats()")["visible"]
    layer = page.get_by_label("Layer", exact=True)
    for name, title in (
        ("heat", "Events, by ground"),
        ("hex", "Events in a hexagon"),
        ("provinces", "Events in a province"),
    ):
        layer.select_option(name)
        expect(page.locator(".dl-legend")).to_contain_text(title)
        assert ask(page, "scene().kind") == name
        assert ask(page, "stats()")["visible"] == seen
        page.wait_for_function(f"location.search.includes('layers={name}')")
    click_event(page, _position(store, EventType.MOVEMENT, "Misurata"))
    page.wait_for_function("location.search.includes('adm1=LY.') && location.search.includes('layers=provinces')")
    settle(page)
    page.reload()
    wait_drawn(page)
    assert ask(page, "scene().kind") == "provinces"
    expect(page.get_by_label("Layer", exact=True)).to_have_value("provinces")


@pytest.mark.soak
def test_full_screen_shows_one_saved_view_after_the_other(page: Page, store: EventStore) -> None:
    SavedViews(store.path, read_only=False).save(
        "Sahel", {"map": "1.5,14.2,5", "text": "attack"}, now=dt.datetime.now(dt.UTC)
    )
    page.reload()
    wait_drawn(page)
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    for view in SavedViews(store.path).all():  # other tests may have kept views of their own
        page.get_by_role("button", name="Next saved view").click()
        expect(page.locator(".dl-presented")).to_contain_text(view.name)
        settle(page)
        if view.name == "Sahel":
            break
    wait_for(page, "Math.abs(it.view().lon - 1.5) < 0.001")
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("() => document.fullscreenElement === null")
    expect(page.get_by_role("textbox", name="Words")).to_have_value("attack")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_focused()


@pytest.mark.soak
def test_a_presenters_keys_show_the_saved_views_and_escape_leaves(page: Page, store: EventStore) -> None:
    kept = SavedViews(store.path, read_only=False)
    for name, lon in (("Shown first", 2.5), ("Shown second", 3.5)):
        kept.save(name, {"map": f"{lon},14.2,5"}, now=dt.datetime.now(dt.UTC))
    names = [view.name for view in kept.all()]
    page.reload()
    wait_drawn(page)
    settle(page)
    page.keyboard.press("PageDown")  # on the page itself it scrolls
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    expect(page.get_by_role("button", name="Next saved view")).to_be_focused()
    said = page.locator(".dl-presented")
    for at, key in ((0, "PageDown"), (1, "ArrowRight"), (0, "ArrowLeft"), (-1, "PageUp"), (0, "PageDown")):
        page.keyboard.press(key)
        expect(said).to_contain_text(names[at])
        settle(page)
    # after a click on the map too, which does not move by that key
    box = page.locator(".dl-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text(names[1])
    settle(page)
    before = still_bounds(page)
    # the timeline's own arrows stay its own, and so do the map's for whoever works by keyboard
    page.locator(".dl-timeline").focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, "it.range() !== null")
    settle(page)
    page.keyboard.press("Shift+Tab")
    page.locator(".dl-map canvas.maplibregl-canvas").focus()
    page.keyboard.press("ArrowRight")
    assert still_bounds(page) != before
    # what is on screen now is that view no more
    expect(said).not_to_contain_text(names[1])
    page.keyboard.press("PageUp")
    expect(said).to_contain_text(names[0])
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.fullscreenElement === null")
    page.get_by_role("button", name="Which keys do what").click()
    expect(page.locator(".dl-keys")).to_contain_text("→, Page Down")
    for name in ("Shown first", "Shown second"):
        kept.remove(name)


def test_the_bar_of_full_screen_names_the_view_that_is_shown_and_no_other(page: Page, store: EventStore) -> None:
    kept, now = SavedViews(store.path, read_only=False), dt.datetime.now(dt.UTC)
    for name in ("Mizda", "Sirte week"):
        kept.save(name, {"map": "16.5,31.2,6", "text": "killed" if name == "Mizda" else ""}, now=now)
    names = [view.name for view in kept.all()]
    page.reload()
    wait_drawn(page)
    settle(page)
    said, before = page.locator(".dl-presented"), names[names.index("Sirte week") - 1]
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Sirte week", exact=True).click()
    wait_for(page, "Math.abs(it.view().lon - 16.5) < 0.001")
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    expect(said).to_contain_text("Sirte week")
    # another user's view, which stands before it, is no reason to name another or to show this one twice
    kept.save("Another's", {"map": "1,1,3"}, now=now)
    page.get_by_role("button", name="Previous saved view").click()
    expect(said).to_contain_text(before)
    settle(page)
    page.get_by_role("button", name="Next saved view").click()
    expect(said).to_contain_text("Sirte week")
    settle(page)
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("() => document.fullscreenElement === null")
    page.get_by_role("textbox", name="Words").fill("Tripoli")
    page.get_by_role("textbox", name="Words").press("Enter")
    page.wait_for_function("location.search.includes('text=Tripoli')")
    settle(page)
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    expect(said).to_contain_text("Tripoli")
    assert "Sirte week" not in said.inner_text()
    for name in ("Another's", "Mizda", "Sirte week"):
        kept.remove(name)


@pytest.mark.soak
def test_a_chosen_style_can_be_taken_back(page: Page) -> None:
    style = page.get_by_role("combobox", name="Map style")
    expect(style).to_have_value("")
    style.select_option("dark")
    page.wait_for_function("location.search.includes('style=dark')")
    expect(page.locator(".dl-explorer")).to_have_attribute("data-theme", "dark")
    style.select_option("As the browser")
    page.wait_for_function("!location.search.includes('style=')")
    expect(page.locator(".dl-explorer")).to_have_attribute("data-theme", "light")


def test_the_first_view_and_the_button_are_of_the_events_that_are_placed_well_and_of_the_days_shown(
    chromium: str, home: Path, app_home: Path, gazetteer: Gazetteer
) -> None:
    store = made_project(home, app_home, gazetteer)
    later = {"date_start": dt.date(2021, 8, 1), "date_end": dt.date(2021, 8, 1)}
    save(
        store,
        [
            made(0, where=resolved(16.6, 31.2, prec=2, radius_m=25_000)),
            made(1, where=resolved(15.1, 32.4)),
            made(2, where=resolved(-40.0, -10.0, prec=6, country="BR", code="05"), **later),
            made(3, where=resolved(37.0, 36.2, country="SY", code="09"), **later),
        ],
    )
    with serving(app_home) as app, on_explore(chromium, app, "from-date=2021-03-01&to-date=2021-03-31") as page:
        west, north, east, south = _degrees(page)
        # wider than high, so the height is what they take up, with some surroundings
        assert 13 < west < 14.9
        assert 16.87 < east < 19
        assert 30 < south < 30.97
        assert 32.5 < north < 33.5
        first = still_bounds(page)
        page.evaluate("() => window.datelineExplore.go({ lon: 0, lat: 0, zoom: 4 })")
        assert page.get_by_role("button", name=re.compile("^Zoom to")).count() == 1
        page.get_by_role("button", name="Zoom to the events", exact=True).click()
        assert still_bounds(page) == pytest.approx(first, abs=0.5)
        page.get_by_role("button", name="Show all days").click()
        wait_for(page, "it.range() === null")
        page.get_by_role("button", name="Zoom to the events", exact=True).click()
        still_bounds(page)
        west, north, east, south = _degrees(page)
        assert 8 < west < 15
        assert 37.3 < east < 45
        page.goto(f"{app}/?country=BR")
        wait_drawn(page)
        # nothing better is known than a country: it is looked at
        west, _, east, _ = _degrees(page)
        assert west < -40 < east < 0


def _degrees(page: Page) -> tuple[float, float, float, float]:
    """Return west, north, east and south of what the map shows at rest."""
    x0, y0, x1, y1 = still_bounds(page)
    world = 512 * 2 ** ask(page, "view()")["zoom"]
    lats = [math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / world)))) for y in (y0, y1)]
    return x0 / world * 360 - 180, lats[0], x1 / world * 360 - 180, lats[1]


@pytest.mark.soak
def test_a_district_a_border_strip_and_a_corridor_are_drawn_as_they_are(
    chromium: str, home: Path, app_home: Path, gazetteer: Gazetteer
) -> None:
    project = made_project(home, app_home, gazetteer, STRIPS)
    with serving(app_home) as app, on_explore(chromium, app, "") as page:
        events = in_order(project)
        areas = page.evaluate("() => window.datelineExplore.scene().areas.map(a => [a.i, a.km2])")
        assert {position for position, _ in areas} == {
            position
            for position, event in enumerate(events)
            if event.where and event.where.footprint and event.where.footprint.geom_type != "Point"
        }
        assert len(areas) == len(events) == 3
        assert all(km2 > 10 for _, km2 in areas)
        corridor = next(n for n, event in enumerate(events) if "Sirte" in event.sentence)
        lon, lat = next((e.where.place.lon, e.where.place.lat) for e in events if e.where and "Sirte" in e.sentence)
        page.goto(f"{app}/?map={lon - 0.6:.3f},{lat:.3f},9.5")
        wait_drawn(page)
        # Its middle is out of sight, but what lies in sight of it is drawn, and told in the legend.
        assert events_in_sight(page) == []
        assert page.evaluate("() => window.datelineExplore.scene().areas.map(a => a.i)") == [corridor]
        expect(page.get_by_text("Area of an event whose middle is out of sight")).to_be_visible()


@pytest.mark.soak
def test_five_thousand_events_on_one_spot_are_listed_page_by_page(
    chromium: str, home: Path, app_home: Path, gazetteer: Gazetteer
) -> None:
    save(made_project(home, app_home, gazetteer), [made(number) for number in range(5_000)])
    with serving(app_home) as app, on_explore(chromium, app, "map=16.6,31.2,12") as page:
        page.wait_for_function("() => window.datelineExplore.scene().rings.length === 1")
        assert ask(page, "stats()")["visible"] == 5_000
        click_event(page, 0)
        panel = page.locator(".dl-list")
        expect(panel.locator("button.dl-item")).to_have_count(200)
        expect(panel).to_contain_text("1–200 of 5,000 events")
        for _ in range(24):
            panel.get_by_role("button", name="Next").click()
        expect(panel).to_contain_text("4,801–5,000 of 5,000 events")
        expect(panel.get_by_role("button", name="Next")).to_be_disabled()
        panel.locator("button.dl-item").last.click()
        expect(page.locator(".dl-card")).to_be_visible()
