"""Saved views: kept as the map is, opened as they were, replaced and removed with a way back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import SavedViews
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, on_explore, sample, serving, settle
from tests.browser.explore_map import ask, still_bounds, wait_for

pytestmark = pytest.mark.browser
NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)


@pytest.fixture
def file(home: Path, gazetteer: Gazetteer, tmp_path: Path) -> Path:
    """Return a project with one report."""
    folder = tmp_path / "views"
    folder.mkdir()
    store = made_project(home, folder, gazetteer, sample("libya"))
    store.close()
    return store.path


@pytest.fixture
def page(file: Path, chromium: str) -> Iterator[Page]:
    """Open Explore on it, the menu of the views open."""
    with serving(file.parents[2]) as address, on_explore(chromium, address, "map=13.2,32.2,6.5") as found:
        found.get_by_role("button", name="Views").click()
        yield found


def _save(page: Page, name: str) -> None:
    page.get_by_label("Name of this view").fill(name)
    page.get_by_label("Name of this view").press("Enter")
    settle(page)
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_label("Name of this view")).to_have_value("")
    settle(page)


def test_a_view_is_kept_as_the_map_is_when_the_button_is_pressed(page: Page, file: Path) -> None:
    page.get_by_label("Name of this view").fill("Now")
    page.get_by_label("Name of this view").press("Enter")
    settle(page)
    # moved and pressed in one breath, before the address would follow by itself
    page.evaluate(
        "() => { window.datelineExplore.go({ lon: 20.125, lat: 30.5, zoom: 7.25 }); [...document.querySelectorAll('button')].find((each) => each.textContent.includes('Save this view')).click(); }"
    )
    expect(page.get_by_role("button", name="Now", exact=True)).to_be_visible()
    kept = SavedViews(file).named("Now")
    assert kept is not None
    assert kept.address["map"] == "20.12500,30.50000,7.2500"


@pytest.mark.soak
def test_a_view_that_is_opened_is_the_very_view(page: Page) -> None:
    before = still_bounds(page)
    _save(page, "Plain")
    page.keyboard.press("Escape")
    page.get_by_label("Map style").select_option("dark")
    page.get_by_label("Place names").select_option("arabic")
    page.get_by_label("Layer", exact=True).select_option("heat")
    page.get_by_text("Compare", exact=True).click()
    page.wait_for_function("location.search.includes('compare=')")
    page.get_by_role("radio", name="Newest first").or_(page.get_by_text("Newest first")).first.click()
    page.wait_for_function("location.search.includes('sort=')")
    page.evaluate("() => window.datelineExplore.go({ lon: 2, lat: 15, zoom: 4 })")
    page.wait_for_function(
        "['style=dark', 'labels=arabic', 'layers=heat'].every((each) => location.search.includes(each))"
    )
    settle(page)
    page.get_by_role("button", name="Views").click()
    _save(page, "Other")
    page.get_by_role("button", name="Plain", exact=True).click()
    page.wait_for_function(
        "!['style=', 'labels=', 'layers=', 'compare=', 'sort='].some((each) => location.search.includes(each))"
    )
    wait_for(page, "it.labels().some((lines) => lines[0] === 'Tripoli')")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    expect(page.get_by_label("Map style")).to_have_value("")
    assert page.get_by_label("Layer", exact=True).input_value() == "events"
    settle(page)
    page.get_by_role("button", name="Other", exact=True).click()
    page.wait_for_function(
        "['style=dark', 'labels=arabic', 'layers=heat', 'compare=', 'sort='].every((each) => location.search.includes(each))"
    )
    wait_for(page, "Math.abs(it.view().lon - 2) < 0.001")
    # a map that is made anew does not go back to it
    settle(page)
    page.keyboard.press("Escape")
    page.evaluate("() => window.datelineExplore.go({ lon: 9, lat: 33, zoom: 6 })")
    page.wait_for_function("location.search.includes('map=9.0')")
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_label("Report text")).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    wait_for(page, "Math.abs(it.view().lon - 9) < 0.001")


@pytest.mark.soak
def test_a_view_replaced_or_removed_comes_back_by_undo_and_one_removed_by_others_is_said(
    page: Page, file: Path
) -> None:
    kept = SavedViews(file, read_only=False)
    undo = page.get_by_role("button", name="Undo")
    # names that would be keys of other fields of the menu
    for name in ("name", "said", "Sebha", "sebha"):
        _save(page, name)
        expect(undo).to_have_count(0)
    assert [each.name for each in kept.all()] == ["Sebha", "name", "said", "sebha"]
    first = kept.named("name")
    page.evaluate("() => window.datelineExplore.go({ lon: 2, lat: 15, zoom: 4 })")
    _save(page, "name")
    expect(page.get_by_text("“name” is this view now.")).to_be_visible()
    assert kept.named("name") != first
    undo.click()
    expect(undo).to_have_count(0)
    assert kept.named("name") == first
    page.get_by_role("button", name="Remove", exact=True).first.click()
    expect(page.get_by_text("“Sebha” is removed.")).to_be_visible()
    assert kept.named("Sebha") is None
    undo.click()
    expect(page.get_by_role("button", name="Sebha", exact=True)).to_be_visible()
    assert kept.named("Sebha") is not None
    kept.remove("said")
    page.get_by_role("button", name="said", exact=True).click()
    expect(page.get_by_text("The view “said” is not there any more: someone else removed it.")).to_be_visible()
    expect(page.get_by_role("button", name="said", exact=True)).to_have_count(0)
    kept.remove("sebha")
    page.get_by_role("button", name="Remove", exact=True).last.click()
    expect(page.get_by_text("The view “sebha” is not there any more: someone else removed it.")).to_be_visible()
    assert ask(page, "view()") is not None
