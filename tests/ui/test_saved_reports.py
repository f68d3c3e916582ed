"""The list of saved reports, where there are more than one page of them."""

import os
from pathlib import Path

import pytest

from events import DocumentDate, EventStore, Extraction, Report
from tests.ui.conftest import Open, words


def _titles(page: object) -> list[str]:
    return page.dataframe[0].value["Report"].tolist()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.soak
def test_many_reports_are_turned_by_pages_and_found_by_words(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.saved_reports._PAGE", 2)
    path = Path(os.environ["DATELINE_HOME"]) / "data" / "projects" / "default.sqlite"
    path.parent.mkdir(parents=True)
    store = EventStore(path)
    for number in range(5):
        store.save(
            Extraction(
                report=Report(report_id=f"r-{number}", text="x", title=f"Report {number}", source="Wire"),
                document_date=DocumentDate(date=None, source=None, score=0), warnings=(), events=(), resolutions=(), dates=(),
            )
        )  # fmt: skip
    page = open_page("reports")
    assert _titles(page) == ["Report 4", "Report 3"]
    page.number_input(key="saved_reports_page").set_value(3).run()
    assert _titles(page) == ["Report 0"]
    page.text_input(key="find_report").set_value("wire 2").run()
    assert _titles(page) == ["Report 2"]
    assert "1 report, the newest first" in words(page)
    page.text_input(key="find_report").set_value("nothing").run()
    assert "No report has all these words" in words(page)
    assert not page.exception
