"""A real full disk, and one that is read-only: no half index is ever opened, no event is lost, and what fails says so in a sentence."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A disk of 30 MB, mounted in a namespace of its own; what lies on it is told before it goes.
_SMALL_DISK = 'mount -t tmpfs -o size=30m tmpfs "$0" && { "$@"; status=$?; find "$0" -type f -name "*.index" -o -type f -name "*.part"; exit $status; }'


@pytest.mark.soak
def test_an_index_that_finds_the_disk_full_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine, so no small disk can be mounted")
    command = ["unshare", "-rm", "sh", "-c", _SMALL_DISK, str(tmp_path), sys.executable, "-m", "gazetteer", "build"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "DATELINE_HOME": str(tmp_path)},
        check=False,
    )
    if "mount" in done.stderr and "denied" in done.stderr:
        pytest.skip("mounting is not allowed on this machine")
    assert done.returncode == 1
    assert "could not be built" in done.stderr
    assert "Free 300 MB of disk space" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# Runs on a disk of 3 MB of its own: first it is filled to the last byte, then made free again, then read-only.
_WORK = """
import json, os, subprocess, sys
from pathlib import Path
from events import EventFilter, EventsError, accepted, archive_project, copy_project, decide, extract, open_project, read_report
from events.backups import BY_HAND
from events.faults import find_faults
from events.intake import Intake, bytes_source
from events.project_restore import restore_archive
from events.safekeeping import back_up
from gazetteer import open_gazetteer

disk, gazetteer = Path(sys.argv[1]), open_gazetteer()
path = disk / "p.sqlite"
text = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said."
store = open_project(path, writing=True)
store.save(extract(read_report(text), gazetteer))
archive_project(store, disk / "first.zip", now=store.now())
event = store.select(EventFilter()).events[0]
long = text + " The market was quiet." * 4000
read = extract(read_report(long), gazetteer)
ways = {
    "edit": lambda: [decide(store, [accepted(event)]) for _ in range(200)],
    "save": lambda: store.save(read),
    "import": lambda: [outcome.reason for outcome in Intake(store=store, gazetteer=gazetteer).run([bytes_source("a.txt", long.encode())])],
    "backup": lambda: back_up(path, now=store.now(), kind=BY_HAND),
    "archive": lambda: archive_project(store, disk / "a.zip", now=store.now()),
    "copy": lambda: copy_project(path, disk / f"c{len(list(disk.iterdir()))}.sqlite"),
    "restore": lambda: restore_archive(disk / "first.zip", disk / f"r{len(list(disk.iterdir()))}.sqlite"),
}

def tried(way):
    try:
        found = way()
        return str(found[0]) if found and isinstance(found, list) and isinstance(found[0], str) and found[0] else "done"
    except EventsError as error:
        return str(error)

def state():
    return [len(store.revisions(event.event_id)), len(store.reports()), [str(each.words) for each in find_faults(store)]]

before = state()
with (disk / "filler").open("wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
full = {name: tried(way) for name, way in ways.items()}
left = sorted(str(each.relative_to(disk)) for each in disk.rglob("*") if each.is_file() and ".part" in each.name)
(disk / "filler").unlink()
after = state()
free = {name: tried(way) for name, way in ways.items() if name not in ("edit", "archive")}
store.close()
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
store = open_project(path)
fixed = {name: tried(way) for name, way in ways.items() if name not in ("import",)}
away = Path(sys.argv[2])
fixed_away = [tried(lambda: archive_project(store, away / "a.zip", now=store.now())), tried(lambda: copy_project(path, away / "c.sqlite"))]
print(json.dumps([before, full, left, after, free, fixed, fixed_away, state()]))
"""


@pytest.mark.soak
def test_a_project_on_a_full_disk_or_a_read_only_one_loses_nothing_and_says_why_it_does_not_go_on(
    tmp_path: Path, home: Path
) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine, so no small disk can be mounted")
    (tmp_path / "disk").mkdir()
    mounted = 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mounted, str(tmp_path / "disk"), sys.executable, "-c", _WORK, str(tmp_path / "disk"), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "DATELINE_HOME": str(home)},
        check=False,
    )  # fmt: skip
    if "mount" in done.stderr and "denied" in done.stderr:
        pytest.skip("mounting is not allowed on this machine")
    assert done.returncode == 0, done.stderr
    before, full, left, after, free, fixed, fixed_away, last = json.loads(done.stdout)
    assert before[2] == after[2] == last[2] == [], "no fault, ever"
    assert {name: words for name, words in full.items() if "ree some disk space" not in words} == {}
    assert left == []
    assert after[1] == before[1]
    assert set(free.values()) == {"done"}, free
    said = ("read-only", "can be written to", "Read-only file system")
    assert {name: words for name, words in fixed.items() if not any(each in words for each in said)} == {}
    assert fixed_away == ["done", "done"]
