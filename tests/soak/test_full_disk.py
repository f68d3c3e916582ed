"""A real full disk: no half index is ever opened."""

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
