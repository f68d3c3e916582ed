"""A large project is opened: told in words and share, cancelled, read after all; other pages work meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.generated_events import generate_events, write_project
from gazetteer import open_world
from tests.browser.conftest import opened, serving

pytestmark = [pytest.mark.browser, pytest.mark.soak]
EVENTS = 8_000


@pytest.fixture
def page(chromium: str, app_home: Path) -> Iterator[Page]:
    """Open Explore on a project that is large, for a machine that reads half of it and then is slow."""
    file = app_home / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    write_project(generate_events(EVENTS, seed=0, gazetteer=open_world()), file)
    with serving(app_home, module="tests.browser.slow_ui") as address, opened(chromium, address) as found:
        found.goto(address)
        yield found


def test_the_reading_is_told_cancelled_and_taken_up_again_while_other_pages_work(page: Page, app_home: Path) -> None:
    told = page.get_by_text("Reading 8,000 events… 50%")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled: the events were not read")).to_be_visible()
    expect(told).to_have_count(0)
    page.get_by_role("link", name="Brief").click()
    expect(page.get_by_text("Cancelled: the events were not read")).to_be_visible()
    page.get_by_role("button", name="Read it now").click()
    expect(told).to_be_visible()
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_text("Saved reports")).to_be_visible()
    page.get_by_role("link", name="Places").click()
    expect(page.get_by_role("button", name="Add a place")).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(told).to_be_visible()
    (app_home / "go-on").touch()
    expect(page.get_by_text("= 8,000 events")).to_be_visible()
    expect(told).to_have_count(0)
