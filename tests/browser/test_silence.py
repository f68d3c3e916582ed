"""Silence is not quiet: provinces and weeks of which far fewer reports tell than usual, on the map and under the timeline."""

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
SYRIA = "map=38.0,35.2,6"
FIRST, WEEKS = dt.date(2025, 1, 12), 15
# Hatched ink and its halo, of neither of which the basemap or an event has as much.
_INK = """([lon, lat]) => {
  const c = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.dl-marks') ?? (e.matches('.dl-marks') ? e : null)).find(Boolean);
  const box = c.getBoundingClientRect(), [x, y] = window.datelineExplore.pixelAt(lon, lat), ratio = c.width / box.width;
  const { data } = c.getContext('2d').getImageData((x - box.left) * ratio - 20, (y - box.top) * ratio - 20, 40, 40);
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) { if (data[i + 3] > 200 && Math.max(data[i], data[i + 1], data[i + 2]) < 60) { ink += 1; } }
  return ink;
}"""


@pytest.fixture(scope="module")
def address(home: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a project of fifteen weeks: of Homs nothing in the last four, of all Syria nothing in the sixth."""
    folder = tmp_path_factory.mktemp("silence")
    store = made_project(home, folder, gazetteer)
    for week in range(WEEKS):
        day = FIRST + dt.timedelta(days=7 * week)
        for town in ("Homs", "Aleppo"):
            for number in range(0 if week == 5 or (town == "Homs" and week > 10) else 3):
                text = f"{town.upper()}, Syria, {day.day} {day:%B %Y} - Shelling killed {number + 2} people in {town} on Sunday."
                store.save(extract(read_report(text, source=f"Paper {number}"), gazetteer))
    store.close()
    with serving(folder) as app:
        yield app


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """Open Explore at Syria."""
    with on_explore(chromium, address, SYRIA) as found:
        yield found


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.mark.soak
def test_thin_provinces_are_hatched_told_and_kept_by_the_address(page: Page, tmp_path: Path) -> None:
    assert ask(page, "silence()") is None
    before = still_bounds(page)
    beside = (38.6, 34.3)  # in Homs' desert, far from the town
    assert page.evaluate(_INK, list(beside)) < 5
    page.get_by_role("button", name=re.compile("Layers")).click()
    page.get_by_text("hatched: provinces and weeks").click()
    wait_for(page, "it.silence()?.isDrawn")
    told = {row["name"]: (row["telling"], row["reports"], row["usual"]) for row in ask(page, "silence().places")}
    assert told == {"Homs": ("thin", 0, 12), "Aleppo": ("usual", 12, 12)}
    assert page.evaluate(_INK, list(beside)) > 50
    page.wait_for_function("location.search.includes('layers=silence')")
    legend = page.locator(".dl-legend")
    expect(legend).to_contain_text("24 March–20 April 2025 (the newest four weeks, as no days are chosen)")
    expect(legend).to_contain_text("at most a third of its usual reports")
    expect(page.locator(".dl-silence")).to_have_attribute("aria-label", "Thin weeks over all areas: 1")
    assert ask(page, "silence().weeks") == ["2025-02-10"]
    page.keyboard.press("Escape")
    settle(page)
    page.mouse.move(*pixel_at(page, *beside))
    tip = page.locator(".dl-tip")
    expect(tip).to_contain_text("No report for 24 March–20 April 2025; usually about 12")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a picture").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert still_bounds(page) == before
    # a run that changes nothing of it sends nothing of it
    sent: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(_bytes(frame))))
    page.reload()
    wait_drawn(page)
    wait_for(page, "it.silence()?.isDrawn")
    settle(page)
    assert any(b"is_newest" in frame for frame in sent)
    sent.clear()
    page.get_by_text("Newest first").click()
    page.wait_for_function("location.search.includes('sort=')")
    settle(page)
    assert sent
    assert not any(b"is_newest" in frame for frame in sent)
    # other days are looked at as soon as they are asked for
    page.goto(f"{page.url}&from-date=2025-02-03&to-date=2025-02-23")
    wait_drawn(page)
    wait_for(page, "it.silence()?.span?.[0] === '2025-02-03'")
    assert {row["name"]: row["telling"] for row in ask(page, "silence().places")} == {
        "Homs": "unsaid",
        "Aleppo": "usual",
    }
    expect(legend).to_contain_text("1 province has too few reports for anybody to say")
    settle(page)
    page.get_by_role("button", name=re.compile("Layers")).click()
    page.get_by_text("hatched: provinces and weeks").click()
    wait_for(page, "it.silence() === null")
    page.wait_for_function("!location.search.includes('silence')")
    expect(legend).not_to_contain_text("Silence is not quiet")
    expect(page.locator(".dl-silence")).to_be_hidden()
