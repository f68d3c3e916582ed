"""Many files at once: taken in with progress, cancelled, gone on with, and the bad ones told with their reason."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventStore
from tests.browser.conftest import settle
from tests.events.intake_files import STORY, made_pdf

pytestmark = pytest.mark.browser
_REPORTS = 60


def test_an_import_is_cancelled_goes_on_and_ends_with_every_report_once(page: Page, app: str, app_home: Path) -> None:
    page.goto(app)
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_label("Report text")).to_be_visible()
    settle(page)
    page.get_by_text("Many files at once").click()
    files = [
        {"name": f"{n:02}.txt", "mimeType": "text/plain", "buffer": STORY.replace("four", str(n)).encode()}
        for n in range(2, _REPORTS + 2)
    ]
    evil = {"name": '<img src=x onerror="window.hacked=1">.pdf', "mimeType": "application/pdf", "buffer": made_pdf("")}
    page.get_by_label(re.compile("^Reports: .txt")).locator("input[type=file]").set_input_files([*files, evil])
    take = page.get_by_role("button", name="Take them in")
    expect(take).to_be_visible()
    settle(page)
    take.click()
    # Some are done, then it is ended.
    expect(page.get_by_text(re.compile(rf"\d+ of {_REPORTS + 1}: "))).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("“Go on” reads the others")).to_be_visible()
    store = EventStore(app_home / "data/projects/default.sqlite", read_only=True)
    assert 0 < store.count_reports() < _REPORTS
    settle(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text(f"{_REPORTS} taken in, 0 there already, 1 not read.")).to_be_visible()
    assert store.count_reports() == _REPORTS
    assert page.evaluate("window.hacked") is None
