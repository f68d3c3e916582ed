"""What a report says in Arabic is read from the right: on the card, in the report and beside it; what is ours stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from events import DocumentDate, EventStore, Extraction, Report
from tests.browser.conftest import on_explore, serving, settle
from tests.events.made_events import made

pytestmark = [pytest.mark.browser, pytest.mark.soak]
SAID = "قتل أربعة أشخاص في قصف على سرت."
# On which side of its box a text begins: where its first letter stands.
_SIDE = """(box) => {
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), range = document.createRange();
  let text = texts.nextNode();
  while (text && !text.data.trim()) { text = texts.nextNode(); }
  range.setStart(text, text.data.search(/\\S/));
  range.setEnd(text, range.startOffset + 1);
  const letter = range.getBoundingClientRect(), whole = box.getBoundingClientRect();
  return letter.left - whole.left > whole.right - letter.right ? "right" : "left";
}"""


@pytest.fixture
def page(chromium: str, app_home: Path) -> Iterator[Page]:
    """Open Explore at the only event of a report in Arabic, its card open."""
    file = app_home / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    store = EventStore(file)
    event = made(
        0, sentence=SAID, source="وكالة الأنباء", end=len(SAID), trigger="قصف", trigger_start=SAID.index("قصف"),
        trigger_end=SAID.index("قصف") + 3,
    )  # fmt: skip
    report = Report(report_id="r-0", text=f"{SAID}\nPolice said so.", title="قصف على سرت", source="وكالة الأنباء")
    store.save(
        Extraction(
            report=report, document_date=DocumentDate(date=None, source=None, score=0), warnings=(), events=(event,),
            resolutions=(), dates=(),
        )
    )  # fmt: skip
    store.close()
    with serving(app_home) as address, on_explore(chromium, address, "event=e-0") as found:
        yield found


def _side(found: Locator) -> str:
    expect(found).to_be_visible()
    return str(found.evaluate(_SIDE))


def test_arabic_begins_on_the_right_and_english_on_the_left(page: Page) -> None:
    card = page.locator(".dl-card")
    assert _side(card.locator("blockquote")) == "right"
    assert _side(card.locator("dd", has_text="وكالة")) == "right"
    assert _side(card.locator(".dl-when")) == "left"
    settle(page)
    card.get_by_role("button", name="report").click()
    expect(page.get_by_role("heading", name="قصف على سرت")).to_be_visible()
    settle(page)
    assert _side(page.get_by_role("heading", name="قصف على سرت")) == "right"
    text = page.locator(".report")
    assert _side(text) == "right"
    text.locator(".event").first.click()
    quote = page.locator(".stMarkdown blockquote p")
    assert _side(quote) == "right"
    assert _side(page.locator(".stMarkdown p", has_text="Confidence")) == "left"
    field = page.get_by_label("Report text")
    if not field.is_visible():
        page.get_by_text("Read another report").click()
    field.fill(SAID)
    assert field.evaluate("(it) => getComputedStyle(it).unicodeBidi") == "plaintext"
