"""A project goes into one file and comes out on another machine as it was; an archive of a stranger is bounded, and refused in words."""

import datetime as dt
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import ArchiveError, EventFilter, EventStore, archive_project, read_manifest, restore_archive
from events.__main__ import cli
from events.faults import find_faults
from events.intake import Intake, file_sources, origin_of
from events.project_files import copy_project
from gazetteer import Gazetteer
from tests.events.sensitive import made_project

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> EventStore:
    home = tmp_path_factory.mktemp("machine")
    store = made_project(home, gazetteer)
    (home / "desk").mkdir()
    (home / "desk" / "wire.txt").write_text("HOMS, Syria, 15 March 2021 - Rebels shelled Homs on Monday, killing two.")
    list(Intake(store=store, gazetteer=gazetteer).run(file_sources([home / "desk" / "wire.txt"])))
    store.delete_report(store.reports()[0].report_id)
    (store.path.with_suffix(".basemaps")).mkdir()
    (store.path.with_suffix(".basemaps") / "1.pmtiles").write_bytes(b"PMTiles" * 9)
    (store.path.with_suffix(".originals") / "left.part").write_bytes(b"of an import that was killed")
    return store


@pytest.fixture(scope="module")
def archive(project: EventStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stick") / "p.zip"
    archive_project(project, out, now=NOW)
    return out


def _held(store: EventStore) -> tuple[object, ...]:
    events = store.select(EventFilter()).events
    histories = [store.revisions(each.event_id) for each in events]
    return events, histories, store.reports(), store.deleted_reports(), store.version


def test_a_project_archived_on_one_machine_opens_on_another_as_it_was(
    project: EventStore, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _held(project)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "other machine"))
    done = CliRunner().invoke(cli, ["project", "restore", str(archive), str(tmp_path / "other machine" / "q.sqlite")])
    assert done.exit_code == 0, done.output
    assert "p as it was on 1 November 2026, 12:00 UTC" in done.stderr
    store = EventStore(tmp_path / "other machine" / "q.sqlite")
    assert _held(store) == held
    assert list(find_faults(store)) == []
    origins = [origin_of(store, each.report_id) for each in store.reports()]
    assert origins
    assert all(each is not None and each.original is not None for each in origins)
    assert (tmp_path / "other machine" / "q.basemaps" / "1.pmtiles").is_file()
    assert store.restore_report(store.deleted_reports()[0].report_id) > 0, "it can be worked in"


def test_an_archive_tells_nothing_of_the_machine_and_the_same_project_gives_the_same_bytes(
    project: EventStore, archive: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(archive) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    home = str(project.path.parents[2]).encode()
    assert [name for name, data in held.items() if home in data] == []
    assert b"wire.txt" in held["project.sqlite"]
    assert not any("part" in name for name in held)
    archive_project(project, tmp_path / "again.zip", now=NOW)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    assert read_manifest(io.BytesIO(archive.read_bytes())).files[0].name == "project.sqlite"


def _repacked(archive: Path, change: Callable[[Members, dict[str, object]], None]) -> bytes:
    """Return the archive after a change of what it holds and of what its manifest says."""
    with zipfile.ZipFile(archive) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    said = json.loads(held.pop("manifest.json"))
    change(held, said)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (held | {"manifest.json": json.dumps(said).encode()}).items():
            packed.writestr(name, data)
    return out.getvalue()


def _named(held: Members, said: dict[str, object], name: str, data: bytes = b"x") -> None:
    held[name] = data
    said["files"] += [{"name": name, "size": len(data), "sha256": "0" * 64}]  # type: ignore[operator]


def _bomb(held: Members, said: dict[str, object]) -> None:
    _named(held, said, "basemaps/2.pmtiles", bytes(300_000_000))


HOSTILE: dict[str, tuple[Callable[[Members, dict[str, object]], None], str]] = {
    "out of the folder": (lambda held, said: _named(held, said, "originals/../../../evil.txt"), "no file of a project"),
    "absolute": (lambda held, said: _named(held, said, "/tmp/evil.txt"), "no file of a project"),
    "of Windows": (lambda held, said: _named(held, said, "C:\\evil.txt"), "no file of a project"),
    "another kind": (lambda held, said: _named(held, said, "originals/aa/run.sh"), "no file of a project"),
    "not in the manifest": (lambda held, said: held.update({"../evil.txt": b"x"}), "does not name"),
    "a wrong hash": (lambda held, said: _named(held, said, "basemaps/7.pmtiles"), "basemaps/7.pmtiles in the archive is not"),
    "another project": (lambda held, said: held.update({"project.sqlite": held["project.sqlite"][:-1] + b"!"}), "project.sqlite in"),
    "one lost": (lambda held, said: held.pop("basemaps/1.pmtiles"), "lacks basemaps/1.pmtiles"),
    "a bomb": (_bomb, "would unpack from"),
    "another seal": (lambda held, said: said.update(seal="0" * 64), "is not what was archived"),
    "a newer one": (lambda held, said: said.update(version=2), "newer Dateline"),
    "of something else": (lambda held, said: said.update(format="zip"), "no archive of a project"),
    "no numbers": (lambda held, said: said.update(events="many"), "no archive of a project"),
}  # fmt: skip


@pytest.mark.parametrize("fault", HOSTILE)
def test_an_archive_that_was_changed_is_refused_in_words_and_nothing_is_left_of_it(
    archive: Path, tmp_path: Path, fault: str
) -> None:
    change, words = HOSTILE[fault]
    changed = io.BytesIO(_repacked(archive, change))
    with pytest.raises(ArchiveError, match=words):
        restore_archive(changed, tmp_path / "in" / "q.sqlite")
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize(
    "statement",
    ["CREATE VIEW evil AS SELECT 1", "CREATE TRIGGER evil AFTER INSERT ON event BEGIN DELETE FROM report; END"],
)
def test_a_project_that_brings_code_of_its_own_is_refused(archive: Path, tmp_path: Path, statement: str) -> None:
    def change(held: Members, said: dict[str, object]) -> None:
        file = tmp_path / "evil.sqlite"
        file.write_bytes(held["project.sqlite"])
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(statement)
            connection.commit()
        data = held["project.sqlite"] = file.read_bytes()
        said["files"][0] |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}  # type: ignore[index]

    with pytest.raises(ArchiveError, match="'evil' that Dateline never makes"):
        restore_archive(io.BytesIO(_repacked(archive, change)), tmp_path / "q.sqlite")
    assert not (tmp_path / "q.sqlite").exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_archive_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    done = CliRunner().invoke(cli, ["project", "restore", str(tmp_path / "a.zip"), str(tmp_path / "q.sqlite")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no archive of a project" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_that_breaks_off_is_refused_at_each_length(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for length in range(0, len(whole) - 1, max(len(whole) // 20, 1)):
        with pytest.raises(ArchiveError):
            restore_archive(io.BytesIO(whole[:length]), tmp_path / "q.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_no_verb_writes_over_what_is_there(project: EventStore, archive: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite"
    there.write_bytes(b"mine")
    (tmp_path / "half.originals").mkdir()
    for words in (
        ["new", there], ["copy", there, "--db", project.path], ["archive", there, "--db", project.path], ["restore", archive, there],
        ["copy", tmp_path / "half.sqlite", "--db", project.path], ["restore", archive, tmp_path / "half.sqlite"],
    ):  # fmt: skip
        done = CliRunner().invoke(cli, ["project", *map(str, words)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "is there already and stays as it is" in done.stderr
    assert there.read_bytes() == b"mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["half.originals", "there.sqlite"]


def test_a_new_project_is_empty_and_a_copy_holds_all_that_its_original_holds(
    project: EventStore, tmp_path: Path
) -> None:
    run = CliRunner().invoke
    assert run(cli, ["project", "new", str(tmp_path / "deep" / "n.sqlite")]).exit_code == 0
    said = dict(
        line.split("\t")
        for line in run(cli, ["project", "info", "--db", str(tmp_path / "deep" / "n.sqlite")]).stdout.splitlines()
    )
    assert (said["name"], said["reports"], said["events"], said["entries of history"]) == ("n", "0", "0", "0")
    copy_project(project.path, tmp_path / "c.sqlite")
    copy = EventStore(tmp_path / "c.sqlite")
    assert _held(copy) == _held(project)
    assert list(find_faults(copy)) == []
    said = dict(line.split("\t") for line in run(cli, ["project", "info", "--db", str(copy.path)]).stdout.splitlines())
    assert (said["reports"], said["originals"], said["backups"]) == ("2", "3", "0")
