"""The list of reports: by pages, found by words, without those that are deleted."""

from pathlib import Path

from events import DocumentDate, EventStore, Extraction, Report
from tests.events.made_events import made


def _store(path: Path) -> EventStore:
    store = EventStore(path)
    for number, (title, source) in enumerate(
        [("Raid in Homs", "Wire"), ("", "Radio 100%"), ("Talks in HOMS", "Radio")]
    ):
        report_id = f"r-{number}"
        store.save(
            Extraction(
                report=Report(report_id=report_id, text="Gunmen came to Aden.", title=title, source=source),
                document_date=DocumentDate(date=None, source=None, score=0),
                warnings=(),
                events=tuple(made(10 * number + each, report_id=report_id) for each in range(number)),
                resolutions=(),
                dates=(),
            )
        )
    return store


def _ids(store: EventStore, **how: object) -> list[str]:
    return [each.report_id for each in store.reports(**how)]  # type: ignore[arg-type]


def test_reports_come_by_pages_and_are_found_by_words_of_title_and_source(tmp_path: Path) -> None:
    store = _store(tmp_path / "p.sqlite")
    assert _ids(store) == ["r-2", "r-1", "r-0"]
    assert [each.event_count for each in store.reports()] == [2, 1, 0]
    assert (_ids(store, limit=1, offset=1), store.count_reports()) == (["r-1"], 3)
    assert (_ids(store, words="homs"), store.count_reports(words="homs")) == (["r-2", "r-0"], 2)
    assert _ids(store, words="radio homs") == ["r-2"]
    assert _ids(store, words="aden") == ["r-1"], "one without a title is known by its first words"
    assert _ids(store, words="100%") == ["r-1"]
    assert _ids(store, words="%") == ["r-1"]
    assert (_ids(store, words="' OR 1=1"), store.count_reports(words="_")) == ([], 0)


def test_a_deleted_report_is_neither_listed_nor_counted_nor_found(tmp_path: Path) -> None:
    store = _store(tmp_path / "p.sqlite")
    assert store.deleted_reports() == ()
    store.delete_report("r-2")
    assert (_ids(store), store.count_reports(), store.report("r-2")) == (["r-1", "r-0"], 2, None)
    assert [(each.report_id, each.event_count) for each in store.deleted_reports()] == [("r-2", 2)]
    kept = store.report("r-1")
    assert kept is not None
    assert (kept.title, kept.event_count) == ("Gunmen came to Aden.", 1)
    assert store.report("r-9") is None
