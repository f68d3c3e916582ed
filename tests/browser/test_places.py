"""The Places page as an analyst uses it: look a name up, see it on the map, add what is missing by clicking the map."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from gazetteer import OwnPlaces
from tests.browser.conftest import settle

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser


def _open(page: Page, app: str) -> None:
    # By the link: see test_whole_path.
    page.goto(app)
    page.get_by_role("link", name="Places").click()
    expect(page.get_by_label("Search for a place")).to_be_visible()


def _map(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[title*='folium']")


def _drawn(page: Page) -> dict[str, str]:
    """Return what the map draws as pins: place ids with their kind of pin."""
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    pins = """() => Object.fromEntries(Object.values(window.map._datelineEvents._layers).map(l => l.feature.properties)
        .filter(p => p.part === "marker" && p.event_id).map(p => [p.event_id, p.type]))"""
    return dict(frame.evaluate(pins))


def test_a_name_is_looked_up_as_one_types_and_stands_on_the_map_with_its_namesakes(
    reader: Page, reading_app: str, tmp_path: Path
) -> None:
    page = reader
    _open(page, reading_app)
    page.get_by_label("Search for a place").press_sequentially("Misrata", delay=20)
    expect(page.get_by_text("Misrata (province) → Libya (country)")).to_be_visible()
    expect(page.get_by_text("Мисрата", exact=False).first).to_be_visible()
    expect(_map(page).locator("canvas").first).to_be_visible()
    page.wait_for_function("location.search.includes('q=Misrata') && location.search.includes('place=gn')")
    page.wait_for_load_state("networkidle")
    assert _drawn(page) == {"gn:2214846": "chosen", "gn:2214845": "rival"}
    picture = ROOT / "docs" / "places.png" if os.environ.get("DATELINE_PICTURES") else tmp_path / "places.png"
    page.screenshot(path=picture)
    page.get_by_role("button", name="Misrata: province, Libya").click()
    expect(page.get_by_text("its outline is on the map")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Explore").click()
    page.wait_for_function("!location.pathname.includes('places') && !location.search.includes('q=')")
    expect(page.get_by_text("Sample project").first).to_be_visible()
    page.get_by_role("link", name="Places").click()
    expect(page.get_by_text("Your own places")).to_be_visible()


def test_the_picture_for_the_readme_is_there() -> None:
    assert (ROOT / "docs" / "places.png").stat().st_size > 20_000


def test_a_missing_place_is_added_by_clicking_the_map_and_found_again(page: Page, app: str, app_home: Path) -> None:
    _open(page, app)
    page.get_by_label("Search for a place").fill("Xandoquil <b>gate</b>")
    expect(page.get_by_text("No place called Xandoquil <b>gate</b>")).to_be_visible()
    page.get_by_label("Other names, one a line").fill("Zyx gate\n<img src=x onerror='window.hacked = 1'>")
    expect(_map(page).locator("canvas").first).to_be_visible()
    _map(page).locator(".leaflet-container").click(position={"x": 250, "y": 200})
    expect(page.get_by_label("Latitude")).not_to_have_value("")
    latitude = page.get_by_label("Latitude").input_value()
    assert page.get_by_label("Other names, one a line").input_value().startswith("Zyx gate")
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_text("is saved. It is found first")).to_be_visible()
    page.get_by_label("Search for a place").fill("zyx GATE")
    expect(page.get_by_role("heading", name="Xandoquil <b>gate</b>")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    (own,) = OwnPlaces(app_home / "data/projects/default.sqlite").all()
    assert f"{own.place.lat:.5f}" == f"{float(latitude):.5f}"


@pytest.mark.soak
def test_a_table_is_imported_then_a_place_edited_merged_exported_and_all_undone(
    page: Page, app: str, app_home: Path, tmp_path: Path
) -> None:
    _open(page, app)
    page.get_by_text("Import a table", exact=True).click()
    page.get_by_text("Columns, in any order").wait_for()
    table = tmp_path / "mine.csv"
    table.write_text(
        "name,class,lat,lon,country_code\n"
        "Zebra crossing,checkpoint,32.3700,15.0900,LY\n"
        "Swapped post,checkpoint,15.1,32.4,LY\n"
        "Misrata front,front line,32.2000,15.0000,LY\n",
        encoding="utf-8",
    )
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_text("mine.csv").first).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("2 places imported from mine.csv.")).to_be_visible()
    expect(page.get_by_text("2 taken, 1 refused")).to_be_visible()

    page.get_by_label("Search for a place").fill("Zebra crossing")
    expect(page.get_by_role("heading", name="Zebra crossing")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Other names, one a line").fill("Zulu gate")
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_text("is saved. It is found first")).to_be_visible()
    page.get_by_label("Search for a place").fill("zulu gate")
    expect(page).to_have_url(re.compile("q=zulu"))
    # The card of the search before has the same heading and buttons: it stands until the message above it is gone.
    expect(page.get_by_text("is saved. It is found first")).to_have_count(0)
    expect(page.get_by_role("heading", name="Zebra crossing")).to_have_count(1)

    merge = page.get_by_role("button", name="Same as a listed place")
    settle(page)
    expect(merge).to_have_count(1)
    merge.click()
    page.get_by_text("away", exact=False).first.click()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Zebra crossing is another name of")).to_be_visible()
    project = app_home / "data/projects/default.sqlite"
    assert "own:ly-zebra-crossing" not in {own.place.place_id for own in OwnPlaces(project).all()}

    settle(page)
    with page.expect_download() as told:
        page.get_by_role("button", name="CSV", exact=True).click()
    exported = Path(told.value.path()).read_text(encoding="utf-8-sig")
    assert "Zulu gate" in exported
    assert "Misrata front" in exported

    settle(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert "own:ly-zebra-crossing" in {own.place.place_id for own in OwnPlaces(project).all()}
