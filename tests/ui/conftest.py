"""Pages run in this process, each test with a project folder of its own."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
Open = Callable[[str], AppTest]


@pytest.fixture(scope="package", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Look once for components that come in packages: Streamlit reads what is installed anew for each page that a test opens."""
    with mock.patch.object(
        manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
    ):
        yield


@pytest.fixture
def open_page(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page of ``ui/pages`` in an empty home folder with the machine's place index."""
    (tmp_path / "cache").symlink_to(home / "cache")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return lambda name: AppTest.from_file(str(ROOT / "ui" / "pages" / f"{name}.py"), default_timeout=60).run()


def words(page: AppTest) -> str:
    """Return what a page says, without Markdown's backslashes."""
    parts = (page.markdown, page.caption, page.info, page.warning, page.error, page.success, page.subheader)
    return "\n".join(str(element.value) for part in parts for element in part).replace("\\", "")


def event_rows(page: AppTest) -> pd.DataFrame:
    """Return the table of events; a page may show a list of reports beside it."""
    tables: list[pd.DataFrame] = [each.value for each in page.dataframe]
    return next(table for table in tables if "Sentence" in table.columns)


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with a label."""
    return next(button for button in page.button if button.label == label).click().run()


def read(page: AppTest, text: str) -> AppTest:
    """Paste a report and press the button that reads it."""
    page.text_area(key="text").set_value(text)
    return press(page, "Read the report")
