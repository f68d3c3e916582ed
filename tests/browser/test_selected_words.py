"""Words that are selected in a report's text fill the form that makes an event of them, counted in letters."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from gazetteer import Gazetteer
from tests.browser.conftest import made_project, open_first_report, opened, serving, settle

pytestmark = pytest.mark.browser
# Signs that turn letters, and letters of two halves, stand before the words.
_REPORT = (
    "HOMS, Syria, 12 March 2021 - Gunmen \u202eattacked\u202c Homs on Thursday \U0001f4a5\U0001f4a5 and killed two. "
    "The bridge near Palmyra was gone by Tuesday, drivers said."
)


def test_words_that_are_selected_fill_the_form(home: Path, gazetteer: Gazetteer, tmp_path: Path, chromium: str) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    store = made_project(home, folder, gazetteer, _REPORT)
    with serving(folder) as address, opened(chromium, address) as page:
        page.goto(address)
        page.get_by_role("link", name="Explore").wait_for()
        page.get_by_role("link", name="Reports").click()
        expect(page.get_by_text("Click a row to open its report")).to_be_visible()
        settle(page)
        text = page.locator(".report")
        open_first_report(page)
        expect(text).to_be_visible()
        settle(page)
        page.get_by_text("Make an event of words").click()
        settle(page)
        text.locator("span", has_text="The bridge near").evaluate(
            """span => {
              const node = span.firstChild, at = node.data.indexOf("bridge"), range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + "bridge near".length);
              const selection = span.getRootNode().getSelection ? span.getRootNode().getSelection() : getSelection();
              selection.removeAllRanges();
              selection.addRange(range);
              span.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
            }"""
        )
        expect(page.get_by_label("Its words")).to_have_value("bridge near")
        settle(page)
        page.get_by_label("Where: a name or coordinates").fill("Palmyra")
        page.get_by_label("Where: a name or coordinates").press("Enter")
        settle(page)
        page.get_by_label("What", exact=True).click()
        page.get_by_role("option", name="Destruction").click()
        settle(page)
        page.get_by_role("button", name="Make the event").click()
        expect(page.get_by_text("The event was made.")).to_be_visible()
        assert "bridge near" in [each.trigger for each in store.extraction(store.reports()[0].report_id).events]
