"""Reports: a report is purged after a question, and a purged one is saved again only when that is asked for."""

from pathlib import Path

from events import EventStore
from tests.ui.conftest import Open, press, read, words

TEXT = "HOMS, Syria, 12 March 2021 - Gunmen led by Quallandir attacked Homs on Thursday and killed two.\n"


def test_a_report_is_purged_after_a_question_and_saved_again_only_when_asked_for(
    open_page: Open, tmp_path: Path
) -> None:
    page = press(read(open_page("reports"), TEXT), "Save")
    file = tmp_path / "data/projects/default.sqlite"
    store = EventStore(file, read_only=True)
    assert len(store.reports()) == 1
    page = press(page, "Purge this report…")
    assert "nothing brings them back" in words(page)
    assert next(each for each in page.button if each.label == "Purge").disabled
    page.text_input(key="purge_why").set_value("a source is in danger")
    page = press(page.checkbox(key="purge_meant").check().run(), "Purge")
    assert "are erased for good" in words(page)
    assert store.reports() == ()
    assert [each.why for each in store.purges()] == ["a source is in danger"]
    assert not [each for each in file.parent.rglob("*") if each.is_file() and b"Quallandir" in each.read_bytes()]
    assert "Quallandir" not in words(page)
    page = press(read(page, TEXT), "Save")
    assert "by analyst (a source is in danger)" in words(page)
    assert store.reports() == ()
    page = press(page, "Save it all the same")
    assert "1 event saved" in words(page)
    assert [each.what for each in store.purges()] == ["purged", "wanted again"]


def test_a_question_that_is_answered_by_no_changes_nothing(open_page: Open, tmp_path: Path) -> None:
    page = press(press(press(read(open_page("reports"), TEXT), "Save"), "Purge this report…"), "Keep it")
    assert not page.checkbox
    assert len(EventStore(tmp_path / "data/projects/default.sqlite", read_only=True).reports()) == 1
