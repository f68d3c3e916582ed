"""Nothing on the map covers what is to be read: rings keep off each other's numbers, names off the buttons."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import settle
from tests.browser.explore_map import ask, wait_drawn, wait_for

pytestmark = pytest.mark.browser
# Rings on a tight lattice of groups, of one event to some thousand, at a scale of one pixel a unit.
_RINGS = """async () => {
  const { apart, ringRadius } = await import(new URL("app/static/explorer/clusters.js", document.baseURI).href), groups = [];
  for (let n = 0; n < 400; n += 1) { groups.push({ x: (n % 20) * 23, y: Math.floor(n / 20) * 23, spread: 4, items: Array.from({ length: 2 + ((n * 37) % 1500) }, (_, i) => i) }); }
  const before = groups.reduce((sum, each) => sum + each.items.length, 0), rings = apart(groups, 1);
  const worst = Math.min(...rings.flatMap((a, i) => rings.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y) / (ringRadius(a) + ringRadius(b)))));
  return { before, after: rings.reduce((sum, each) => sum + each.items.length, 0), rings: rings.length, worst, spread: Math.max(...rings.map((each) => each.spread)) };
}"""
# 300 random layouts of groups as `clusters` leaves them, of 2 to 30,000 events: the nearest two rings of all, as a share of their radii's sum.
_RANDOM_RINGS = """async () => {
  const { apart, ringRadius } = await import(location.href);
  let seed = 1, worst = Infinity, lost = 0, least = Infinity;
  const random = () => { seed = (seed * 48271) % 2147483647; return seed / 2147483647; };
  for (let layout = 0; layout < 300; layout += 1) {
    const groups = [];
    for (let n = 0; n < 400; n += 1) {
      const x = random() * 500, y = random() * 400, items = Array.from({ length: Math.max(2, Math.round(30000 ** random())) }, (_, i) => i);
      if (groups.every((group) => Math.hypot(group.x - x, group.y - y) >= 22)) { groups.push({ x, y, items, spread: 3 }); }
    }
    const before = groups.reduce((sum, each) => sum + each.items.length, 0), rings = apart(groups, 1);
    lost += before - rings.reduce((sum, each) => sum + each.items.length, 0);
    least = Math.min(least, rings.length);
    rings.forEach((a, i) => { for (const b of rings.slice(i + 1)) { worst = Math.min(worst, Math.hypot(a.x - b.x, a.y - b.y) / (ringRadius(a) + ringRadius(b))); } });
  }
  return { worst, lost, least };
}"""
_COVERED = """() => {
  const root = [...document.querySelectorAll("*")].map((each) => each.shadowRoot ?? each).map((each) => each.querySelector?.(".dl-stage")).find(Boolean);
  const frame = root.querySelector(".dl-map").getBoundingClientRect();
  const over = [...root.querySelectorAll(".dl-tools, .dl-finder, .dl-foot")].map((each) => each.getBoundingClientRect());
  return window.datelineExplore.labels().filter((_, i) => {
    const [x0, y0, x1, y1] = window.datelineExplore.labelBoxes()[i];
    return over.some((box) => x1 + frame.left > box.left && x0 + frame.left < box.right && y1 + frame.top > box.top && y0 + frame.top < box.bottom);
  });
}"""


def test_rings_leave_each_others_numbers_whole_and_lose_no_event(reader: Page, reading_app: str) -> None:
    reader.goto(reading_app)
    wait_drawn(reader)
    found = reader.evaluate(_RINGS)
    assert found["after"] == found["before"]
    assert 50 < found["rings"] < 400
    assert found["worst"] >= 0.85
    assert found["spread"] > 23


@pytest.mark.soak
def test_no_ring_covers_anothers_number_however_they_lie_and_however_many_each_holds(
    reader: Page, reading_app: str
) -> None:
    reader.goto(f"{reading_app}/app/static/explorer/clusters.js")
    found = reader.evaluate(_RANDOM_RINGS)
    assert found["worst"] >= 0.85
    assert found["lost"] == 0
    assert found["least"] > 10


def test_no_name_lies_under_the_maps_buttons(reader: Page, reading_app: str) -> None:
    reader.goto(f"{reading_app}/?map=36,35,5.5")
    wait_drawn(reader)
    settle(reader)
    wait_for(reader, "it.labels().length > 20")
    assert reader.evaluate(_COVERED) == []
    # where there are none, as in full screen, names have the room
    few = ask(reader, "labels().length")
    reader.get_by_role("button", name="Full screen", exact=True).click()
    wait_for(reader, f"document.fullscreenElement && it.labels().length > {few}")
