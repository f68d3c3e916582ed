"""The pages' servers, each in a process of its own on a free loopback port, and the memory that they take."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_STARTS_WITHIN_S = 600.0


class ServerFailedError(RuntimeError):
    """A server did not start, or stopped; the message has the last line that it said."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    address: str
    process: subprocess.Popen[bytes]

    def resident_bytes(self) -> int:
        """Return the resident memory of the server and its children; 0 where it is gone."""
        found = 0
        with suppress(psutil.Error):
            one = psutil.Process(self.process.pid)
            for each in (one, *one.children(recursive=True)):
                with suppress(psutil.Error):
                    found += each.memory_info().rss
        return found

    def sent_bytes(self) -> dict[str, int] | None:
        """Return what went over the wire to each client so far, compressed where it is; None without the system's ``ss``."""
        ss = shutil.which("ss")
        if ss is None:
            return None
        port = self.address.rpartition(":")[2]
        told = subprocess.run([ss, "-tinHO", f"sport = :{port}"], capture_output=True, text=True, check=True).stdout
        return {
            line.split()[4]: int(sent[1])
            for line in told.splitlines()
            if (sent := re.search(r"bytes_sent:(\d+)", line))
        }


@contextmanager
def serving(command: Sequence[str], *, folder: Path, log: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Serve until the block ends; ``{port}`` in the command is a free port, which PORT names too.

    The rivals' folder of packages is not theirs to import from: pages run on the product's own packages.

    Raises
    ------
    ServerFailedError
        Where it does not answer within ten minutes.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [each.format(port=port) for each in command]
    with log.open("wb") as out:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": "", **environment, "PORT": str(port)},
            stdout=out,
            stderr=out,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                raise ServerFailedError(said[-1][:200] if said else f"exit status {process.poll()}, nothing said")
            time.sleep(0.2)
        yield Server(address, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
