"""``python -m events import``: rows for what was taken in, reasons for what was not, and it goes on where it ended."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import EventFilter, EventStore
from events.__main__ import cli
from tests.events.intake_files import MORE, STORY, made_pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two good reports and a scan."""
    found = tmp_path / "in"
    found.mkdir()
    (found / "a.txt").write_text(STORY, encoding="utf-8")
    (found / "b.txt").write_text(f"HOMS, Syria, 12 March 2021 - {MORE}", encoding="utf-8")
    (found / "scan.pdf").write_bytes(made_pdf(""))
    return found


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, words)])


def test_the_good_are_kept_the_bad_are_listed_and_the_status_is_1(folder: Path, tmp_path: Path) -> None:
    db, rejects = tmp_path / "p.sqlite", tmp_path / "rejects.csv"
    done = _run(folder, "--project", db, "--rejects", rejects)
    assert done.exit_code == 1
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows] == [["taken in", "in/a.txt"], ["taken in", "in/b.txt"]]
    assert "in/scan.pdf: It has no text layer" in done.stderr
    assert "p: 2 taken in, 0 there already, 1 not read." in done.stderr
    assert 'in/scan.pdf,"It has no text layer' in rejects.read_text(encoding="utf-8")
    assert EventStore(db).select(EventFilter()).counts.total == 2


def test_a_second_run_takes_in_nothing_twice_and_without_bad_ones_the_status_is_0(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "p.sqlite"
    _run(folder, "--project", db)
    (folder / "scan.pdf").unlink()
    (folder / "c.txt").write_text(STORY.replace("four", "nine"), encoding="utf-8")
    done = _run(folder, "--project", db)
    assert done.exit_code == 0
    assert "p: 1 taken in, 2 there already, 0 not read." in done.stderr


def test_what_is_misused_is_said_with_status_2(tmp_path: Path) -> None:
    gone = _run(tmp_path / "gone", "--project", tmp_path / "p.sqlite")
    assert (gone.exit_code, "There is no " in gone.output) == (2, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert _run(empty, "--project", tmp_path / "p.sqlite").exit_code == 2
    assert _run(empty, "--date", "0001-01-01").exit_code == 2


def test_a_name_cannot_break_the_line(tmp_path: Path) -> None:
    file = tmp_path / "in" / "a\x1b[31m\nb\t.txt"
    file.parent.mkdir()
    file.write_text(STORY, encoding="utf-8")
    done = _run(file.parent, "--project", tmp_path / "p.sqlite")
    assert len(done.stdout.splitlines()) == 1
    assert "\x1b" not in done.stdout
    assert len(done.stdout.rstrip("\n").split("\t")) == 9
