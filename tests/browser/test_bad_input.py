"""What goes wrong at a desk: each gets a sentence with the next step, no traceback, and nothing saved is lost."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore, extract, read_report
from gazetteer import Gazetteer
from tests.browser.conftest import opened, serving

ROOT = Path(__file__).parents[2]
STORY = "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said."
pytestmark = pytest.mark.browser


def _can_mount() -> bool:
    try:
        return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


needs_mounts = pytest.mark.skipif(not _can_mount(), reason="this system lets nobody mount a folder read-only")


def _read(page: Page, app: str, text: str) -> None:
    page.goto(app)
    page.get_by_role("link", name="Reports").click()
    page.get_by_label("Report text").fill(text)
    page.get_by_role("button", name="Read the report").click()


def test_a_picture_uploaded_as_text_is_refused_in_words(reader: Page, reading_app: str) -> None:
    page = reader
    page.goto(reading_app)
    page.get_by_role("link", name="Reports").click()
    picture = (ROOT / "static" / "icon.png").read_bytes()
    page.locator("input[type=file]").set_input_files({"name": "photo.txt", "mimeType": "text/plain", "buffer": picture})
    expect(page.get_by_text("photo.txt")).to_be_visible()
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_text("This file is not a text. Save the report as plain text")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)


@pytest.mark.soak
def test_ten_megabytes_show_progress_and_can_be_cancelled_without_losing_the_reading_before(
    page: Page, app: str
) -> None:
    _read(page, app, STORY)
    expect(page.get_by_role("button", name="exploded: Bombing")).to_be_visible()
    sample = (ROOT / "samples" / "sahel.txt").read_bytes()
    large = (sample + b"\n\n") * (10_000_000 // (len(sample) + 2))
    page.get_by_text("Read another report").click()
    page.locator("input[type=file]").set_input_files({"name": "large.txt", "mimeType": "text/plain", "buffer": large})
    expect(page.get_by_text("large.txt")).to_be_visible()
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_text("Finding places…")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled: the report was not read, and nothing was changed.")).to_be_visible()
    expect(page.get_by_role("button", name="exploded: Bombing")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 event saved")).to_be_visible()


@needs_mounts
@pytest.mark.soak
def test_a_project_on_a_read_only_disk_is_shown_and_saving_says_why_not(
    chromium: str, app_home: Path, gazetteer: Gazetteer
) -> None:
    file = app_home / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    EventStore(file).save(extract(read_report(STORY), gazetteer))
    with serving(app_home, read_only=True) as app, opened(chromium, app) as page:
        page.goto(app)
        expect(page.get_by_text("1 on the map")).to_be_visible()
        page.get_by_role("link", name="Reports").click()
        page.get_by_label("Report text").fill(STORY.replace("Homs", "Damascus"))
        page.get_by_role("button", name="Read the report").click()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The reading stays on this page until then.")).to_be_visible()
        expect(page.get_by_text("cannot be written to. Nothing was changed")).to_be_visible()
    assert len(EventStore(file).select(EventFilter()).events) == 1


@needs_mounts
@pytest.mark.soak
def test_an_index_that_is_missing_and_cannot_be_built_says_what_to_do(chromium: str, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    (folder / "cache").mkdir(parents=True)
    (folder / "data").mkdir()
    with serving(folder, read_only=True) as app, opened(chromium, app) as page:
        page.goto(app)
        expect(page.get_by_text("The place index could not be built")).to_be_visible()
        expect(page.get_by_text("set DATELINE_HOME to a folder that can be written")).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)
