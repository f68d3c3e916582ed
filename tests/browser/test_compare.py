"""Compare on the map: A, B or their difference by province, kept by the address; the map stays where it is."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import extract, read_report
from gazetteer import Gazetteer
from tests.browser.conftest import made_project, on_explore, serving, settle
from tests.browser.explore_map import ask, pixel_at, still_bounds, wait_drawn, wait_for

pytestmark = pytest.mark.browser
JUNE = "map=38.0,35.2,6&from-date=2025-06-01&to-date=2025-06-30"
# Town, day, how many reports: in June more in Homs, fewer in Aleppo than in May.
TOLD = (("Homs", dt.date(2025, 6, 8), 5), ("Homs", dt.date(2025, 5, 11), 1), ("Aleppo", dt.date(2025, 5, 18), 3))


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a project of two months in two provinces."""
    folder = tmp_path_factory.mktemp("compare")
    store = made_project(home, folder, gazetteer)
    for town, day, reports in TOLD:
        for number in range(reports):
            text = f"{town.upper()}, Syria, {day.day} {day:%B %Y} - Shelling killed {number + 2} people in {town} on Sunday."
            store.save(extract(read_report(text, source=f"Paper {number}"), gazetteer))
    store.close()
    with serving(folder) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at Syria in June, compared with May."""
    with on_explore(chromium, address, f"{JUNE}&compare=2025-05-02..2025-05-31") as found:
        yield found


def _show(page: Page, name: str) -> None:
    control = page.get_by_role("radiogroup", name="On the map").or_(page.get_by_role("group", name="On the map"))
    control.get_by_text(name, exact=True).click()
    settle(page)


def test_the_map_shows_either_side_or_their_difference_and_does_not_jump(page: Page) -> None:
    wait_for(page, "it.compared()?.side === 'side-a'")
    before = still_bounds(page)
    assert ask(page, "stats().visible") == 5
    legend = page.locator(".dl-legend")
    _show(page, "B")
    wait_for(page, "it.compared().side === 'side-b' && it.stats().visible === 4")
    expect(legend).to_contain_text("B: 2 May 2025 to 31 May 2025")
    expect(page.locator(".dl-sight")).to_have_text("4 events in sight (B)")
    # the days said are those of the events on the map; A's, which the timeline drags, follow
    days = page.locator(".dl-days")
    expect(days).to_have_text("B: 2–31 May 2025 · A: 1–30 June 2025")
    expect(page.locator(".dl-presented")).to_contain_text("2 May 2025 to 31 May 2025")
    assert still_bounds(page) == before
    _show(page, "Difference by province")
    wait_for(page, "it.compared().list.length === 2")
    expect(days).to_have_text("A: 1–30 June 2025 · B: 2–31 May 2025")
    rows = {row["name"]: row for row in ask(page, "compared().list")}
    assert {name: (row["a"], row["b"], row["value"], row["shade"]) for name, row in rows.items()} == {
        "Homs": (5, 1, 4, 1), "Aleppo": (0, 3, -3, pytest.approx(-0.861, abs=0.001)),
    }  # fmt: skip
    page.wait_for_function("location.search.includes('layers=difference')")
    for words in ("Events by province: A minus B", "A: 1 June 2025 to 30 June 2025", "B: 2 May 2025", "+4", "−4"):
        expect(legend).to_contain_text(words)
    assert still_bounds(page) == before
    # the address opens the same
    page.reload()
    wait_drawn(page)
    wait_for(page, "it.compared()?.list.length === 2")
    settle(page)
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    page.locator(".dl-map").scroll_into_view_if_needed()
    page.mouse.move(*pixel_at(page, 38.6, 34.3))
    tip = page.locator(".dl-tip")
    expect(tip).to_contain_text("A: 5 events · B: 1 event")
    expect(tip).to_contain_text("4 more in A")
    expect(tip).to_contain_text("Reports of the province: A 5, B 1")
    expect(tip).to_contain_text("Reports of the whole country: A 5, B 4")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a picture").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    # a click selects the province, as a row of the table does
    page.mouse.click(*pixel_at(page, 38.6, 34.3))
    page.wait_for_function("location.search.includes('adm1=SY.11')")
    expect(page.get_by_text(re.compile("filtered out = 9 events"))).to_be_visible()
    wait_for(page, "it.compared().list.length === 1")
    assert still_bounds(page) == pytest.approx(before, abs=0.5)
    _show(page, "A, on screen")
    wait_for(page, "it.compared().side === 'side-a' && it.stats().visible === 5")
    page.wait_for_function("location.search.includes('layers=side-a')")
    page.get_by_text("Compare", exact=True).click()
    wait_for(page, "it.compared() === null")
    page.wait_for_function("!location.search.includes('side-a')")


@pytest.mark.soak
def test_a_saved_view_opens_with_silence_and_difference_on(page: Page) -> None:
    wait_for(page, "it.compared()?.side === 'side-a'")
    page.get_by_role("button", name="Views").click()
    _save(page, "Plain")
    page.keyboard.press("Escape")
    _show(page, "Difference by province")
    wait_for(page, "it.compared().list.length === 2")
    page.get_by_role("button", name=re.compile("Layers")).click()
    page.get_by_text("hatched: provinces and weeks").click()
    wait_for(page, "it.silence() !== null")
    page.keyboard.press("Escape")
    page.wait_for_function("['difference', 'silence'].every((each) => location.search.includes(each))")
    settle(page)
    page.get_by_role("button", name="Views").click()
    _save(page, "Both")
    _open(page, "Plain")
    wait_for(page, "it.silence() === null && it.compared()?.side === 'side-a'")
    page.wait_for_function("!['difference', 'silence'].some((each) => location.search.includes(each))")
    page.keyboard.press("Escape")
    page.get_by_text("Compare", exact=True).click()
    wait_for(page, "it.compared() === null")
    settle(page)
    page.get_by_role("button", name="Views").click()
    _open(page, "Both")
    wait_for(page, "it.silence() !== null && it.compared()?.side === 'difference' && it.compared().list.length === 2")
    page.wait_for_function(
        "['difference', 'silence', 'compare=2025-05-02..2025-05-31'].every((each) => location.search.includes(each))"
    )
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("Layers")).click()
    expect(page.get_by_role("checkbox", name=re.compile("Silence"))).to_be_checked()
    # so does the address, on a page of its own
    page.reload()
    wait_drawn(page)
    wait_for(page, "it.silence() !== null && it.compared()?.side === 'difference' && it.compared().list.length === 2")


def _save(page: Page, name: str) -> None:
    page.get_by_label("Name of this view").fill(name)
    page.get_by_label("Name of this view").press("Enter")
    settle(page)
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    settle(page)


def _open(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)
