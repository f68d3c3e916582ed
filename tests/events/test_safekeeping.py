"""A project outlives its versions, its disk and its users: migrations, backups, damage, and the way out in plain words."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from events import (
    ActorList,
    EventFilter,
    EventStore,
    GradeBook,
    ListedActor,
    StoreBrokenError,
    StoreReadOnlyError,
    accepted,
    decide,
    extract,
    open_project,
    read_report,
)
from events import migrations as steps
from events.__main__ import cli
from events.backups import damage, drop_old, list_backups, restore_backup, take_backup
from events.export_log import log_export
from events.faults import find_faults
from events.safekeeping import keep_safe
from events.tables import SCHEMA_VERSION
from gazetteer import Gazetteer
from tests.events.old_projects import ERAS, old_project

TEXT = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said."
SECOND = TEXT.replace("Homs", "Idlib")
NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    path = tmp_path_factory.mktemp("template") / "t.sqlite"
    store = EventStore(path, now=lambda: NOW)
    for text in (TEXT, SECOND):
        store.save(extract(read_report(text), gazetteer))
    decide(store, [accepted(store.select(EventFilter()).events[0])])
    store.close()
    return path


@pytest.fixture
def project(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "p.sqlite"))


def _sentences(path: Path, *, read_only: bool = True) -> list[str]:
    return [each.sentence for each in EventStore(path, read_only=read_only).select(EventFilter()).events]


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("era", ERAS)
def test_a_project_of_an_earlier_version_is_read_as_it_is_and_becomes_one_of_today_when_it_is_changed(
    tmp_path: Path, template: Path, era: str
) -> None:
    path = tmp_path / "old.sqlite"
    old_project(path, era, template)
    before = path.read_bytes()
    assert _sentences(path) == _sentences(template)
    assert path.read_bytes() == before, "reading changes nothing"
    store = EventStore(path, now=lambda: NOW)
    events = store.select(EventFilter()).events
    assert [each.sentence for each in events] == _sentences(template)
    assert [len(store.revisions(each.event_id)) for each in events] == [2, 1]
    assert store.delete_report(events[0].report_id) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM removal")
    (backup,) = list_backups(path)
    assert backup.kind == f"before-version-{SCHEMA_VERSION}"
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,), "it is as it was"
        assert connection.execute("SELECT count(*) FROM revision").fetchone() == (3,)


def test_a_project_of_version_two_gets_seals_over_its_grades_and_exports(project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        for name in ("grade", "export"):
            connection.execute(f'ALTER TABLE seal DROP COLUMN "{name}"')
        connection.execute("PRAGMA user_version=2")
        connection.execute(
            "INSERT INTO grade VALUES (NULL, NULL, NULL, 'desk', 'Desk', 'B', NULL, '2026-11-01', 'ana', '')"
        )
        connection.commit()
    before = project.read_bytes()
    old = EventStore(project, read_only=True)
    assert list(find_faults(old)) == []
    assert old.grades().of_source("Desk") == "B"
    assert project.read_bytes() == before, "reading changes nothing"
    store = EventStore(project, now=lambda: NOW)
    assert list(find_faults(store)) == []
    assert [each.kind for each in list_backups(project)] == [f"before-version-{SCHEMA_VERSION}"]
    with store.writing() as connection:
        GradeBook(connection).grade_source("Desk", "C", at=NOW, who="ana", why="")
    log_export(store, project, [], EventFilter())
    assert list(find_faults(store)) == []
    for table, change in (("grade", "grade = 'A'"), ("export", "profile = 'public'")):
        with closing(sqlite3.connect(project)) as raw:
            raw.execute(f"DROP TRIGGER {table}_no_update")
            raw.execute(f"UPDATE {table} SET {change} WHERE number = (SELECT max(number) FROM {table})")
            raw.commit()
        assert any("does not fit what it closed over" in each.words for each in find_faults(store)), table
        with closing(sqlite3.connect(project)) as raw:
            raw.execute("UPDATE grade SET grade = 'C' WHERE number = (SELECT max(number) FROM grade)")
            raw.commit()


def test_a_step_that_fails_leaves_the_project_as_it_was(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: object, at: object) -> None:
        raise RuntimeError("half way")

    path = tmp_path / "old.sqlite"
    old_project(path, "deleting", template)
    first, *rest = steps.STEPS
    monkeypatch.setattr(steps, "STEPS", (lambda connection, at: (first(connection, at), fail(connection, at)), *rest))
    with pytest.raises(RuntimeError, match="half way"):
        EventStore(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'seal'").fetchone() == (0,)
    monkeypatch.undo()
    assert _sentences(path, read_only=False) == _sentences(template)


def test_a_project_of_a_newer_version_is_refused_and_not_touched(project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("PRAGMA user_version=99")
    before = project.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreBrokenError, match=r"newer Dateline .*not touched"):
            EventStore(project, read_only=read_only)
    assert project.read_bytes() == before


def test_a_changed_project_is_backed_up_once_a_day_and_old_backups_go(project: Path) -> None:
    days = [NOW + dt.timedelta(days=day) for day in range(40)]
    for day in days:
        for hour in (0, 3):
            keep_safe(project, now=day + dt.timedelta(hours=hour))
        with closing(sqlite3.connect(project)) as connection:
            connection.execute("INSERT INTO revision SELECT NULL, event_id, at, who, why, record FROM revision LIMIT 1")
            connection.commit()
    found = [each.at for each in list_backups(project)]
    assert found[:7] == days[:-8:-1]
    weeks = {each.isocalendar()[1] for each in days}
    assert {each.isocalendar()[1] for each in found} == set(sorted(weeks)[-4:])
    assert len(found) <= 11
    unchanged = days[-1] + dt.timedelta(days=9)
    keep_safe(project, now=unchanged)
    keep_safe(project, now=unchanged + dt.timedelta(days=3))
    assert len([each for each in list_backups(project) if each.at >= unchanged]) == 1, (
        "what did not change is not copied"
    )
    keep_safe(project, now=NOW - dt.timedelta(days=400))
    by_hand = take_backup(project, at=days[3])
    drop_old(project)
    assert by_hand.path.is_file()


def _grade(store: EventStore) -> None:
    with store.writing() as connection:
        GradeBook(connection).grade_source("police", "B", at=NOW, who="ana", why="")


def _delete(store: EventStore) -> None:
    store.delete_report(store.select(EventFilter()).events[0].report_id)


def _list_actor(store: EventStore) -> None:
    ActorList(store.path, read_only=False).keep(ListedActor(name="Hay'at"), now=NOW)


@pytest.mark.parametrize("change", [_grade, _delete, _list_actor])
def test_whatever_a_person_entered_is_backed_up_the_day_after(
    project: Path, change: Callable[[EventStore], None]
) -> None:
    keep_safe(project, now=NOW)
    keep_safe(project, now=NOW + dt.timedelta(days=2))
    assert len(list_backups(project)) == 1
    change(EventStore(project))
    keep_safe(project, now=NOW + dt.timedelta(days=4))
    assert len(list_backups(project)) == 2


def test_opening_to_change_backs_up_and_to_read_does_not(project: Path) -> None:
    open_project(project)
    assert list_backups(project) == ()
    open_project(project, writing=True)
    assert [each.kind for each in list_backups(project)] == ["daily"]


def test_a_large_project_is_copied_beside_the_work(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.safekeeping._AT_ONCE_BYTES", 10)
    thread = keep_safe(project, now=NOW)
    assert thread is not None
    thread.join()
    assert len(list_backups(project)) == 1
    _damage(project)
    (thread,) = [keep_safe(project, now=NOW + dt.timedelta(days=2))]
    if thread is not None:
        thread.join()
    assert len(list_backups(project)) == 1, "no backup is made of a damaged project, and the good one stays"


def test_a_damaged_project_says_which_backup_is_good_and_how_it_is_put_in_place(project: Path, template: Path) -> None:
    good = take_backup(project, at=NOW)
    bad = take_backup(project, at=NOW + dt.timedelta(days=1))
    _damage(bad.path)
    _damage(project)
    damaged = project.read_bytes()
    with pytest.raises(StoreBrokenError, match=f"1 November 2026.*--restore {good.path.name}") as told:
        open_project(project, writing=True)
    assert project.read_bytes() == damaged
    words = str(told.value).partition("python -m events ")[2].partition(" (")[0].split()
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert _sentences(project, read_only=False) == _sentences(template)
    kept = list(project.with_suffix(".backups").glob("*.damaged.sqlite"))
    assert [each.read_bytes() for each in kept] == [damaged]
    with pytest.raises(StoreBrokenError, match="damaged too"):
        restore_backup(project, bad, at=NOW)


def test_the_command_backs_up_and_lists(project: Path) -> None:
    run = CliRunner().invoke
    assert run(cli, ["backup", "--db", str(project)]).exit_code == 0
    listed = run(cli, ["backup", "--list", "--db", str(project)]).stdout
    assert listed.count("\n") == 1
    assert "by-hand" in listed
    refused = run(cli, ["backup", "--restore", "no.sqlite", "--db", str(project)])
    assert refused.exit_code == 1
    assert "backup --list" in refused.stderr


def test_without_room_nothing_is_begun(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(StoreReadOnlyError, match="Free some disk space"):
        take_backup(project, at=NOW)
    assert keep_safe(project, now=NOW) is None
    assert list_backups(project) == ()


def test_a_copy_of_file_and_log_made_in_mid_write_is_whole(project: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What a power cut leaves: the file and its log as they are while a writer is at work."""
    store, cut = EventStore(project), tmp_path / "cut"
    cut.mkdir()
    third = extract(read_report(TEXT.replace("Homs", "Aleppo")), gazetteer)
    with store.reading() as held:
        held.execute(sa.text("BEGIN"))
        held.execute(sa.text("SELECT count(*) FROM event")).all()
        store.save(third)
        with store.writing() as connection:
            connection.execute(sa.text("UPDATE event SET position = position + 1"))
            for file in tmp_path.glob("p.sqlite*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, cut / file.name)
    log = (cut / "p.sqlite-wal").read_bytes()
    for left in (len(log), len(log) - 1, len(log) // 2, 0):
        there = tmp_path / f"cut-{left}.sqlite"
        shutil.copy(cut / "p.sqlite", there)
        there.with_name(f"{there.name}-wal").write_bytes(log[:left])
        # The disk lost the end of the log: what was written before it is whole, and the half of a change is none.
        assert len(_sentences(there, read_only=False)) == (3 if left == len(log) else 2)
        assert damage(there) == ""
        with closing(sqlite3.connect(there)) as connection:
            assert connection.execute("SELECT max(position) FROM event").fetchone() == (0,)
