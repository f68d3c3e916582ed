"""A purged report: no byte of its text stays, the purge is logged, a crash half-way is ended when the project is opened next."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import EventFilter, EventStore, PurgedReportError, UnknownEventError, extract, read_report
from events.__main__ import cli
from events.backups import list_backups, take_backup
from events.intake import Intake, bytes_source
from events.merging import undo
from events.snapshot import SnapshotWriter, snapshot_path
from gazetteer import Gazetteer
from tests.events.sensitive import NAME, OTHER, PLACE, SECRET, SENTENCE, holding, made_project, secret_id


@pytest.fixture
def folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cache").mkdir()
    for file in (home / "cache").iterdir():
        (tmp_path / "cache" / file.name).symlink_to(file)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def store(folder: Path, gazetteer: Gazetteer) -> Iterator[EventStore]:
    found = made_project(folder, gazetteer)
    yield found
    found.close()


def test_no_byte_of_a_purged_report_stays_in_any_file(store: EventStore, folder: Path) -> None:
    report_id = secret_id(store)
    assert {each.split(":")[0].partition(".")[2] for each in holding(folder, SENTENCE, NAME)} >= {"txt", "parquet"}
    version = store.version
    assert store.purge_report(report_id, who="Ada", why="a source is in danger") == 2
    assert holding(folder, SENTENCE, NAME, PLACE, "secret.txt") == []
    assert not list(folder.rglob("*.part"))
    assert store.version > version
    assert [each.sentence.rstrip() for each in store.select(EventFilter()).events] == [OTHER[29:].strip()]
    with pytest.raises(UnknownEventError):
        store.extraction(report_id)
    log = store.purges()
    assert [(each.report_id, each.who, each.why, each.events) for each in log] == [
        (report_id, "Ada", "a source is in danger", 2)
    ]
    # The other report has its original still, and history is append-only again.
    assert len(list(store.path.with_suffix(".originals").rglob("*.txt"))) == 1
    for table in ("revision", "purge"):
        with sqlite3.connect(store.path) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f"DELETE FROM {table}")
        connection.close()


def test_a_purged_report_is_not_taken_in_again_unless_someone_says_so(
    store: EventStore, folder: Path, gazetteer: Gazetteer
) -> None:
    report_id = secret_id(store)
    store.purge_report(report_id, who="Ada", why="a source is in danger")
    found = extract(read_report(SECRET), gazetteer)
    assert found.report.report_id == report_id
    with pytest.raises(PurgedReportError, match=r"purged on .* by Ada \(a source is in danger\)") as told:
        store.save(found)
    assert told.value.report_id == report_id
    outcome = next(iter(Intake(store=store, gazetteer=gazetteer).run([bytes_source("again.txt", SECRET.encode())])))
    assert "by Ada (a source is in danger)" in outcome.reason
    assert holding(folder, SENTENCE, NAME) == []
    store.take_purged_again(report_id, why="the source is safe")
    assert store.save(found).new == 2
    assert [each.what for each in store.purges()] == ["purged", "wanted again"]
    store.purge_report(report_id, why="once more")
    with pytest.raises(PurgedReportError, match="once more"):
        store.save(found)


@pytest.mark.parametrize("last", ["rows", "originals", "snapshots", "backups", "pages", "log"])
def test_a_purge_that_breaks_off_is_ended_when_the_project_is_opened(
    store: EventStore, folder: Path, last: str
) -> None:
    def step(done: str) -> None:
        if done == last:
            raise RuntimeError(done)

    report_id = secret_id(store)
    with pytest.raises(RuntimeError, match=last):
        store.purge_report(report_id, why="in danger", step=step)
    again = EventStore(store.path, read_only=True)
    assert again.report(report_id) is None
    assert holding(folder, SENTENCE, NAME, PLACE) == []
    assert len(again.purges()) == 1
    connection = sqlite3.connect(store.path)
    assert connection.execute("SELECT count(*) FROM purge_left").fetchone() == (0,)
    connection.close()


def test_what_was_built_of_a_project_under_an_earlier_name_goes_too_and_another_projects_stays(
    store: EventStore, folder: Path
) -> None:
    secret, moved = secret_id(store), store.path.with_name("moved.sqlite")
    old = snapshot_path(store.path)
    SnapshotWriter(store.path, store.query()._mark).finish()
    another = EventStore(store.path.with_name("another.sqlite"))
    SnapshotWriter(another.path, another.query()._mark).finish()
    old.write_bytes(old.read_bytes().replace(b"PAR1", b"PAR1" + NAME.encode(), 1))
    store.close()
    store.path.with_suffix(".originals").rename(moved.with_suffix(".originals"))
    for file in store.path.parent.glob("p.sqlite*"):
        file.rename(file.with_name(file.name.replace("p.", "moved.", 1)))
    there = EventStore(moved)
    there.purge_report(secret, why="in danger")
    assert holding(folder, SENTENCE, NAME, PLACE) == []
    assert not old.exists()
    assert snapshot_path(another.path).is_file()
    there.close()


def test_a_program_that_still_reads_delays_a_purge_and_is_told(store: EventStore, folder: Path) -> None:
    report_id = secret_id(store)
    reader = sqlite3.connect(store.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM report").fetchone()
    with pytest.raises(Exception, match="the purge is finished then"):
        store.purge_report(report_id, why="in danger")
    reader.close()
    EventStore(store.path)
    assert holding(folder, SENTENCE, NAME, PLACE) == []


def test_the_query_of_another_program_forgets_a_purged_report(store: EventStore) -> None:
    undo(store)
    other = EventStore(store.path, read_only=True)
    before = other.query().total
    store.purge_report(secret_id(store), why="in danger")
    assert other.query().total == before - 1
    assert [each.report_id for each in other.select(EventFilter()).events] == [store.reports()[0].report_id]


def test_a_report_whose_id_is_hostile_is_purged_alone(store: EventStore, gazetteer: Gazetteer) -> None:
    odd = "x' OR '1'='1:y"
    store.save(extract(replace(read_report(OTHER + "Later it rained."), report_id=odd), gazetteer))
    store.purge_report(odd, why="odd")
    assert len(store.reports()) == 2


def test_the_command_line_asks_for_a_reason_and_a_yes(store: EventStore, folder: Path, gazetteer: Gazetteer) -> None:
    report_id, run = secret_id(store), CliRunner().invoke
    project = ["--project", str(store.path)]
    assert run(cli, ["purge", report_id, *project]).exit_code == 2
    told = run(cli, ["purge", report_id, *project, "--why", "in danger"])
    assert (told.exit_code, "--yes" in told.stderr) == (2, True)
    assert run(cli, ["purge", "rnone", *project, "--why", "in danger", "--yes"]).exit_code == 1
    done = run(cli, ["purge", report_id, *project, "--why", "in danger", "--yes"])
    assert (done.exit_code, done.stdout) == (0, f"{report_id}\tpurged\t2 events\n")
    assert run(cli, ["purge", *project]).stdout.startswith(f"{report_id}\tpurged\t")
    file = folder / "again.txt"
    file.write_text(SECRET, encoding="utf-8")
    store.save(extract(read_report(SECRET, source="again.txt"), gazetteer))
    copy = secret_id(store)
    run(cli, ["purge", copy, *project, "--why", "in danger", "--yes"])
    refused = run(cli, ["add", str(file), *project])
    assert (refused.exit_code, "was purged on" in refused.stderr, "--purged-too" in refused.stderr) == (1, True, True)
    taken = run(cli, ["add", str(file), *project, "--purged-too"])
    assert (taken.exit_code, taken.stdout) == (0, f"{file}\t2 new\t0 there already\n")


def test_a_purge_reaches_the_backups_and_leaves_the_rest_of_them(store: EventStore, folder: Path) -> None:
    first = take_backup(store.path, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    broken = take_backup(store.path, at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    broken.path.write_bytes(broken.path.read_bytes()[:20_000])
    kept = broken.path.with_name(broken.path.name.replace("by-hand", "damaged"))
    kept.write_bytes(store.path.read_bytes() + SECRET.encode())
    assert any(SENTENCE in each for each in holding(first.path.parent, SENTENCE))
    store.purge_report(secret_id(store), why="in danger")
    assert holding(folder, SENTENCE, NAME, PLACE) == []
    assert [each.path for each in list_backups(store.path)] == [first.path]
    assert not kept.exists()
    there = EventStore(first.path)
    assert [each.sentence.rstrip() for each in there.select(EventFilter()).events] == [OTHER[29:].strip()]
    assert there.purges() == store.purges()
