"""Data in Chromium: a table with odd columns is dropped, corrected, imported and undone; a release leaves checked."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events import EventFilter, EventStore
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.hacked=1">'
TABLE = f"""Ref;Tag;Ort;Breite;Länge;Tote;Seite;{EVIL}
1;04.03.2021;Sirte;31,205;16,589;4;Army;{EVIL}
2;13.03.2021;Tripoli;32,887;13,187;2;Army;**x**
3;31.02.2021;Gharyan;32,172;13,020;3;Army;{EVIL}
"""


def _choose(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(re.escape(label)))
    box.click()
    page.get_by_role("option", name=value, exact=True).click()
    settle(page)


def _released(page: Page) -> None:
    page.get_by_test_id("stRadio").get_by_text("Send out").click()
    page.wait_for_function("location.search.includes('part=out')")
    settle(page)
    _choose(page, "Release profile", "Partner release")
    page.get_by_role("button", name="Write the file and check it").click()
    expect(page.get_by_text("Checked: nothing that the profile forbids stands in the file. 2 events")).to_be_visible()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download dateline-partner.geojson").click()
    file = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert file["release"]["handling"] == "FOR PARTNERS ONLY"
    assert {feature["geometry"]["type"] for feature in file["features"]} == {"Polygon"}


def test_a_table_is_dropped_corrected_imported_undone_and_released(page: Page, app: str, app_home: Path) -> None:
    # all in sight: a list that is open closes when the page is scrolled under it
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto(app)
    page.get_by_role("link", name="Data", exact=True).click()
    field = page.get_by_test_id("stFileUploader").locator("input[type=file]")
    field.set_input_files({"name": f"{EVIL}.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    expect(page.get_by_text("CSV with semicolons, 8 columns, 3 rows")).to_be_visible()
    settle(page)
    _choose(page, "Column for First side", "Seite")
    expect(page.get_by_text("as you say; such as “Army”")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Read 3 = 2 stored + 0 updated + 0 unchanged + 1 rejected.")).to_be_visible()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the rejects (1)").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",reject_reason")
    assert "is no day of the calendar" in lines[1]
    store = EventStore(app_home / "data/projects/default.sqlite", read_only=True)
    assert [event.side1 for event in store.select(EventFilter()).events] == [("Army",), ("Army",)]
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("import undone, 2 events kept aside")).to_be_visible()
    assert store.select(EventFilter()).events == ()
    settle(page)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    settle(page)
    _released(page)
    page.go_back()
    expect(page.get_by_role("button", name="Show on map").last).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Show on map").last.click()
    page.wait_for_function("location.search.includes('source=')")
    assert page.evaluate("window.hacked") is None
