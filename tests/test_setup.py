"""The set-up script says which step failed and what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _setup(*verbs: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/setup.py", *verbs]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_port_in_use_is_said_with_the_next_step() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _setup("run", PORT=str(port))
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stdout
    assert f"PORT={port + 1}" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_port_that_is_no_number_is_refused() -> None:
    done = _setup("run", PORT="eighty")
    assert done.returncode == 1
    assert "'eighty'" in done.stdout


def test_an_unknown_verb_lists_the_known_ones() -> None:
    done = _setup("fly")
    assert done.returncode == 2
    assert "run" in done.stderr
    assert "vendor" in done.stderr


def test_lock_and_requirements_hold_no_address() -> None:
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-spacy.txt",
        "constraints.txt",
        "package-lock.json",
    ):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8").replace("https://opencollective", ""), name


def test_direct_requirements_are_pinned_with_a_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-spacy.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert "==" in line, line
                assert " # " in line, line
