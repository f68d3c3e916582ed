"""The basemap's names in Latin letters, in Arabic ones, in both, or none."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.explore_map import ask, wait_drawn, wait_for

pytestmark = pytest.mark.browser


def test_names_are_latin_arabic_both_or_none_and_the_address_keeps_which(
    reader: Page, reading_app: str, tmp_path: Path
) -> None:
    reader.goto(f"{reading_app}/?map=13.2,32.2,6.5&labels=arabic")
    wait_drawn(reader)
    wait_for(reader, "it.labels().some(lines => lines[0] === 'طرابلس')")
    assert ["Tripoli"] not in ask(reader, "labels()")
    names = reader.get_by_label("Place names")
    assert names.input_value() == "arabic"
    names.select_option("both")
    wait_for(reader, "it.labels().some(lines => lines.join() === 'Tripoli,طرابلس')")
    reader.wait_for_function("location.search.includes('labels=both')")
    with reader.expect_download() as download:
        reader.get_by_role("button", name="Save a picture").click()
    download.value.save_as(tmp_path / "both.png")
    assert (tmp_path / "both.png").read_bytes().startswith(b"\x89PNG")
    names.select_option("none")
    wait_for(reader, "it.labels().length === 0")
    names.select_option("latin")
    wait_for(reader, "it.labels().some(lines => lines.join() === 'Tripoli')")
    reader.wait_for_function("!location.search.includes('labels')")
