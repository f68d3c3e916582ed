"""The project keeps what it was told: once, with history, readable by filters and the command line."""

import dataclasses
import datetime as dt
import json
import sqlite3
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import (
    BadFilterError,
    EmptyReportError,
    EventFilter,
    EventStore,
    EventType,
    NotTextError,
    StoreBrokenError,
    StoreLockedError,
    StoreReadOnlyError,
    UnknownEventError,
    decode_text,
    extract,
    filter_from_params,
    filter_to_params,
    open_sample,
    read_report,
    to_csv,
    to_geojson,
)
from gazetteer import Gazetteer
from tests.command_line import run_here

TEXT = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, =police said."


def test_the_same_report_twice_gives_the_same_events_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    found = extract(read_report(TEXT), gazetteer)
    store = EventStore(tmp_path / "p.sqlite")
    assert (store.save(found).new, store.save(found).new) == (1, 0)
    assert store.select(EventFilter()).events == found.events
    assert [r.who for r in store.revisions(found.events[0].event_id)] == ["machine"]
    assert store.extraction(found.report.report_id).document_date == found.document_date


def test_history_cannot_be_rewritten(tmp_path: Path, gazetteer: Gazetteer) -> None:
    EventStore(tmp_path / "p.sqlite").save(extract(read_report(TEXT), gazetteer))
    connection = sqlite3.connect(tmp_path / "p.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE revision SET who = 'nobody'")
    connection.close()


def test_a_deleted_report_goes_with_its_events_and_comes_back_with_its_history(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    found = extract(read_report(TEXT), gazetteer)
    other = extract(read_report(TEXT.replace("Homs", "Idlib")), gazetteer)
    store.save(found)
    store.save(other)
    key, version = found.report.report_id, store.version
    reader = EventStore(tmp_path / "p.sqlite", read_only=True)
    assert len(reader.select(EventFilter()).events) == 2
    assert store.delete_report(key) == 1
    assert store.delete_report(key) == 0, "a second time takes nothing"
    assert reader.version > version, "every cache hears of it"
    assert reader.select(EventFilter()).events == other.events
    assert [each.report_id for each in reader.reports()] == [other.report.report_id]
    assert [each.report_id for each in reader.deleted_reports()] == [key]
    for ask in (reader.extraction, reader.event):
        with pytest.raises(UnknownEventError):
            ask(key if ask == reader.extraction else found.events[0].event_id)
    version = store.version
    assert store.restore_report(key) == 1
    assert store.restore_report(key) == 0
    assert store.version > version
    assert reader.select(EventFilter()).events == (*found.events, *other.events)
    assert reader.extraction(key).events == found.events
    assert reader.deleted_reports() == ()
    history = [(each.who, each.why) for each in reader.revisions(found.events[0].event_id)]
    assert history == [
        ("machine", "read from the report"),
        ("analyst", "its report was deleted"),
        ("analyst", "its report was brought back"),
    ]


def test_a_deleted_report_that_is_saved_again_is_as_it_was_read_again(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    report = read_report(TEXT.replace(" 12 March 2021 -", " -"))
    store.save(extract(report, gazetteer, date=dt.date(2021, 3, 12)))
    store.delete_report(report.report_id)
    again = extract(report, gazetteer, date=dt.date(2021, 4, 16))
    assert (store.save(again).new, store.save(again).unchanged) == (1, 1)
    assert store.select(EventFilter()).events == again.events
    assert store.extraction(report.report_id).document_date.date == dt.date(2021, 4, 16)
    store.delete_report(report.report_id)
    assert [each.event_count for each in store.deleted_reports()] == [1]
    assert store.restore_report(report.report_id) == 1, "what was gone before stays away"
    assert store.select(EventFilter()).events == again.events


def test_the_history_of_deletions_cannot_be_rewritten_and_older_projects_get_one(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    path, found = tmp_path / "p.sqlite", extract(read_report(TEXT), gazetteer)
    EventStore(path).save(found)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE removal")
    connection.commit()
    older = EventStore(path, read_only=True)
    assert older.select(EventFilter()).events == found.events
    assert older.deleted_reports() == ()
    EventStore(path).delete_report(found.report.report_id)
    assert older.select(EventFilter()).events == ()
    for change in ("UPDATE removal SET who = 'nobody'", "DELETE FROM removal"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(change)
    connection.close()


def test_only_a_report_that_is_there_is_deleted_and_never_from_the_sample(tmp_path: Path) -> None:
    with pytest.raises(UnknownEventError, match="no report"):
        EventStore(tmp_path / "p.sqlite").delete_report("r-none")
    sample = open_sample()
    with pytest.raises(StoreReadOnlyError):
        sample.delete_report(sample.reports()[0].report_id)


def test_a_locked_a_foreign_and_a_read_only_project_say_what_to_do(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = extract(read_report(TEXT), gazetteer)
    path = tmp_path / "p.sqlite"
    store = EventStore(path)
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLockedError, match="try again"):
        store.save(found)
    other.close()
    (tmp_path / "no.sqlite").write_text("not a database, whatever its name", encoding="utf-8")
    with pytest.raises(StoreBrokenError, match="--db"):
        EventStore(tmp_path / "no.sqlite")
    with pytest.raises(StoreReadOnlyError, match="project of your own"):
        EventStore(path, read_only=True).save(found)


@given(
    start=st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2025, 1, 1)),
    kinds=st.lists(st.sampled_from(EventType), max_size=3, unique=True),
    countries=st.lists(st.sampled_from(["LY", "ML", "BR"]), max_size=2, unique=True),
    prec=st.none() | st.integers(1, 7),
    text=st.sampled_from(["", "police", "the army", "nothing at all"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_add_up_and_a_filter_survives_the_address(
    start: dt.date | None, kinds: list[EventType], countries: list[str], prec: int | None, text: str
) -> None:
    chosen = EventFilter(
        from_date=start, types=tuple(kinds), countries=tuple(countries), max_where_prec=prec, text=text
    )
    assert filter_from_params(filter_to_params(chosen)) == chosen
    counts = open_sample().select(chosen).counts
    assert counts.placed + counts.not_placed + counts.filtered_out == counts.total


def test_bad_values_are_refused_in_words() -> None:
    for name, value in {
        "from-date": "tomorrow",
        "type": "x",
        "country": "Libya",
        "bbox": "1,2",
        "max-where-prec": "9",
    }.items():
        with pytest.raises(BadFilterError, match=name):
            filter_from_params({name: value})
    with pytest.raises(EmptyReportError, match="Paste"):
        read_report(" \n ")
    with pytest.raises(NotTextError, match="plain text"):
        decode_text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")


def test_geojson_is_rfc_7946_and_csv_cells_are_no_formulas(gazetteer: Gazetteer) -> None:
    event = dataclasses.replace(extract(read_report(TEXT), gazetteer).events[0], sentence="=1+1")
    feature = json.loads(to_geojson([event]))["features"][0]
    lon, lat = feature["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (37, 35)
    assert "crs" not in json.loads(to_geojson([event]))
    assert "'=1+1" in to_csv([event])


def _run(*words: str, text: str = "") -> CompletedProcess[str]:
    done = run_here("events", *words, stdin=text.encode())
    return CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_extract_keeps_the_order_and_names_the_bad_line() -> None:
    lines = [json.dumps({"id": 7, "text": TEXT}), "broken", json.dumps({"id": "x", "text": TEXT, "date": "2021-03-12"})]
    done = _run("extract", "--jsonl", text="\n".join(lines))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["id"] for row in rows] == [7, None, "x"]
    assert "error" in rows[1]
    assert rows[0]["events"][0]["place"]["name"] == "Homs"
    assert rows[0]["document_date"]["from"] == "dateline"


def test_add_list_and_history_share_a_project(tmp_path: Path) -> None:
    report, project = tmp_path / "r.txt", str(tmp_path / "p.sqlite")
    report.write_text(TEXT, encoding="utf-8")
    assert "1 new" in _run("add", str(report), "--db", project).stdout
    listed = _run("list", "--db", project, "--type", "bombing", "--format", "json")
    event_id = json.loads(listed.stdout)[0]["event_id"]
    assert "1 on the map" in listed.stderr
    assert json.loads(_run("history", event_id, "--db", project).stdout)["who"] == "machine"
    assert _run("list", "--type", "nonsense").returncode == 2
    assert _run("extract", text=" ").returncode == 1
