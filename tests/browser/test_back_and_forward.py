"""The browser's Back and Forward: a filter, an order, a comparison is a step; where the map is is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gazetteer import Gazetteer
from tests.browser.conftest import made_project, on_explore, opened, sample, serving, settle
from tests.browser.explore_map import ask, drag_days, events_in_sight, still_bounds, wait_drawn, wait_for

pytestmark = pytest.mark.browser
_REACHES = "([name, value]) => new URLSearchParams(location.search).get(name) === value"


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a project to which no test here writes."""
    folder = tmp_path_factory.mktemp("back")
    made_project(home, folder, gazetteer, sample("libya")).close()
    with serving(folder) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at Libya's north-west."""
    with on_explore(chromium, address, "map=13.2,32.2,6.5") as found:
        yield found


def _says(page: Page, name: str, value: str | None) -> None:
    """Wait until the address says something of a name, None for nothing, and the page stands."""
    page.wait_for_function(_REACHES, arg=[name, value])
    settle(page)


def _steps(page: Page) -> int:
    found: int = page.evaluate("() => history.length")
    return found


def _choose_type(page: Page, label: str, value: str) -> None:
    page.get_by_role("combobox", name="Type").fill(label)
    page.get_by_role("option", name=label, exact=True).click()
    page.keyboard.press("Escape")
    _says(page, "type", value)


def _pan(page: Page, lon: float) -> None:
    page.evaluate("lon => window.datelineExplore.go({ lon, lat: 31.5, zoom: 6 })", lon)
    page.wait_for_function(f"location.search.includes('map={lon:.1f}')")


def test_back_takes_a_filter_away_and_forward_brings_it_again_while_the_map_stays(page: Page) -> None:
    whole = events_in_sight(page)
    label = page.locator(".dl-row > span").first.inner_text()
    begun = _steps(page)
    _choose_type(page, label, label.lower())
    wait_for(page, f"it.stats().visible < {len(whole)}")
    narrowed = events_in_sight(page)
    assert 0 < len(narrowed) < len(whole)
    _pan(page, 14.5)
    before = still_bounds(page)
    page.get_by_role("textbox", name="Words").fill("Tripoli")
    page.get_by_role("textbox", name="Words").press("Enter")
    _says(page, "text", "Tripoli")
    assert _steps(page) == begun + 2
    page.go_back()
    _says(page, "text", None)
    _says(page, "type", label.lower())
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")
    page.go_back()
    _says(page, "type", None)
    wait_for(page, f"it.stats().visible === {len(whole)}")
    assert events_in_sight(page) == whole
    expect(page.get_by_test_id("stSidebar").get_by_text(label, exact=True)).to_have_count(0)
    page.go_forward()
    _says(page, "type", label.lower())
    expect(page.get_by_test_id("stSidebar").get_by_text(label, exact=True)).to_be_visible()
    wait_for(page, f"it.stats().visible === {len(narrowed)}")
    assert events_in_sight(page) == narrowed
    assert still_bounds(page) == before
    page.wait_for_function("location.search.includes('map=14.5')")
    assert _steps(page) == begun + 2, "to go back and forward is no step of its own"
    page.reload()
    wait_drawn(page)
    settle(page)
    assert events_in_sight(page) == narrowed
    assert still_bounds(page) == pytest.approx(before, abs=0.5)


@pytest.mark.soak
def test_each_step_is_one_entry_and_what_changes_nothing_is_none(page: Page) -> None:
    begun = _steps(page)
    drag_days(page, 0.3, 0.7)
    page.wait_for_function("location.search.includes('from-date=') && location.search.includes('to-date=')")
    settle(page)
    assert _steps(page) == begun + 1, "both days at once"
    page.get_by_role("button", name="List the events in sight").press("Enter")
    page.locator(".dl-list .dl-item").first.press("Enter")
    expect(page.locator(".dl-card blockquote")).to_be_visible()
    page.wait_for_function("location.search.includes('event=')")
    settle(page)
    opened = ask(page, "chosen()")
    assert _steps(page) == begun + 2
    # runs with a card and a comparison open write nothing new
    page.get_by_text("Compare", exact=True).click()
    page.wait_for_function("location.search.includes('compare=')")
    settle(page)
    assert _steps(page) == begun + 3
    _pan(page, 15.5)
    page.get_by_text("Where reports are thin", exact=True).click()
    expect(page.get_by_text("Silence is not quiet").last).to_be_visible()
    settle(page)
    page.get_by_text("Newest first").click()
    _says(page, "sort", "-date")
    assert _steps(page) == begun + 4
    page.wait_for_function("location.search.includes('map=15.5')")
    page.go_back()
    _says(page, "sort", None)
    assert ask(page, "chosen()") == opened
    page.go_back()
    _says(page, "compare", None)
    wait_for(page, "it.compared() === null")
    page.go_back()
    _says(page, "event", None)
    expect(page.locator(".dl-card")).to_have_count(0)
    page.go_back()
    _says(page, "from-date", None)
    wait_for(page, "it.range() === null")
    assert "to-date" not in page.url
    page.go_forward()
    page.go_forward()
    page.wait_for_function("location.search.includes('event=')")
    wait_for(page, f"it.chosen() === {opened}")
    assert ask(page, "range()") is not None


@pytest.mark.soak
def test_where_the_map_is_stays_in_the_address_in_a_browser_that_does_not_tell_of_writings(
    chromium: str, address: str
) -> None:
    with opened(chromium, address) as page:
        # Firefox and Safari have no Navigation API, or have it lately
        page.add_init_script("Object.defineProperty(window, 'navigation', { value: undefined });")
        page.goto(f"{address}/?map=13.2,32.2,6.5")
        wait_drawn(page)
        settle(page)
        _pan(page, 15.5)
        # a run that tells the map nothing: Streamlit writes the address as it knows it
        page.get_by_text("Newest first").click()
        _says(page, "sort", "-date")
        page.wait_for_function("location.search.includes('map=15.5')")
        page.reload()
        wait_drawn(page)
        assert ask(page, "view()")["lon"] == pytest.approx(15.5, abs=0.001)


@pytest.mark.soak
def test_back_from_another_page_shows_explore_as_it_was_left(page: Page) -> None:
    whole = len(events_in_sight(page))
    page.get_by_role("textbox", name="Words").fill("Tripoli")
    page.get_by_role("textbox", name="Words").press("Enter")
    _says(page, "text", "Tripoli")
    wait_for(page, f"it.stats().visible < {whole}")
    seen = events_in_sight(page)
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_label("Report text")).to_be_visible()
    settle(page)
    page.go_back()
    _says(page, "text", "Tripoli")
    wait_for(page, f"it.scene() && it.stats().visible === {len(seen)}")
    expect(page.get_by_role("textbox", name="Words")).to_have_value("Tripoli")
    assert events_in_sight(page) == seen != []
    page.go_back()
    _says(page, "text", None)
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")


@pytest.mark.soak
def test_back_on_places_makes_no_step_of_its_own_where_the_address_names_no_place(page: Page) -> None:
    page.get_by_role("link", name="Places").click()
    expect(page.get_by_label("Search for a place")).to_be_visible()
    settle(page)
    page.get_by_label("Search for a place").fill("Misrata")
    _says(page, "place", "gn:2214846")
    steps = _steps(page)
    page.go_back()
    _says(page, "place", None)
    # the best place found is shown, as on a fresh page, and the way forward is still there
    expect(page.get_by_role("heading", name="Misrata")).to_be_visible()
    page.wait_for_timeout(2000)
    settle(page)
    assert "place=" not in page.url
    page.go_forward()
    _says(page, "place", "gn:2214846")
    assert _steps(page) == steps
    page.go_back()
    _says(page, "place", None)
    page.go_back()
    page.wait_for_function("!location.pathname.includes('places')")


@pytest.mark.soak
def test_a_press_right_after_back_does_not_undo_it(page: Page) -> None:
    field = page.get_by_role("textbox", name="Words")
    for word in ("Tripoli", "police"):
        field.fill(word)
        field.press("Enter")
        _says(page, "text", word)
    begun = _steps(page)
    page.wait_for_timeout(4000)
    # the press lands while Streamlit still works at what Back asked for
    opener = (
        page.get_by_test_id("stExpander")
        .filter(has_text="Where reports are thin")
        .locator("summary")
        .first.element_handle()
    )
    page.evaluate("it => addEventListener('popstate', () => setTimeout(() => it.click(), 5), { once: true })", opener)
    page.evaluate("() => history.back()")
    page.wait_for_function("location.search.includes('text=Tripoli')")
    page.wait_for_timeout(3000)
    settle(page)
    assert _steps(page) == begun
    expect(field).to_have_value("Tripoli")
    assert "text=Tripoli" in page.url
    page.go_forward()
    _says(page, "text", "police")
    expect(field).to_have_value("police")
