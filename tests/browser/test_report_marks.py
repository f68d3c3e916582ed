"""The kinds of marks in a report's text are named above it, told without colour, hidden and shown by their buttons."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import open_first_report, settle

pytestmark = pytest.mark.browser


def test_marks_of_a_kind_are_hidden_and_shown_again(reader: Page, reading_app: str) -> None:
    reader.goto(reading_app)
    reader.get_by_role("link", name="Reports").click()
    expect(reader.get_by_text("Click a row to open its report")).to_be_visible()
    settle(reader)
    open_first_report(reader)
    text, shown = reader.locator(".report"), reader.get_by_role("group", name="Marks shown in the text")
    expect(shown.get_by_role("button", pressed=True)).to_have_text(
        ["Events", "Places", "Tolls", "Sides", "Dates", "Claims"]
    )
    toll = text.locator(".toll").first
    assert ": toll of " in str(toll.get_attribute("title"))
    looks = "e => ['textDecorationStyle', 'fontStyle', 'fontWeight', 'borderBottomStyle'].map(each => getComputedStyle(e)[each]).join()"
    kinds = [
        text.locator(f".{kind}").first.evaluate(looks) for kind in ("event", "place", "toll", "actor", "date", "claim")
    ]
    assert len(set(kinds)) == len(kinds)
    words = text.inner_text()
    shown.get_by_role("button", name="Tolls").press("Enter")
    expect(text.locator(".toll")).to_have_count(0)
    expect(text.locator(".date").first).to_be_visible()
    assert text.inner_text() == words
    shown.get_by_role("button", name="Tolls").press("Enter")
    expect(text.locator(".toll").first).to_be_visible()
