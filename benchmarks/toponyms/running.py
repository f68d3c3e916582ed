"""What reading costs besides processor time: memory of a process that reads, and what several of them do together.

``python -m benchmarks.toponyms.running CORPUS`` reads a corpus in a process of its own and prints its memory as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.toponyms.corpora import load
from gazetteer import geoparse, open_gazetteer

_ROOT = Path(__file__).parents[2]
_MOST_MB = 250
_WORKERS = (1, 2)


def memory_mb() -> float:
    """Return the memory that is this process's own, in MB: not the index, which all processes map from one file, nor libraries' code."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(kilobytes) / 1024


def _read(name: str) -> dict[str, float]:
    gazetteer = open_gazetteer()
    opened = memory_mb()
    most = opened
    for document in load(name):
        geoparse(document.text, gazetteer)
        most = max(most, memory_mb())
    return {"opened": opened, "most": most}


def report(name: str) -> Iterator[str]:
    """Yield the lines of the table."""
    documents = load(name)
    yield f"\n### What reading costs: {len(documents)} documents, processes of their own\n"
    if Path("/proc/self/status").is_file():
        told = _run([sys.executable, "-m", "benchmarks.toponyms.running", name])
        memory = json.loads(told.stdout)
        verdict = "met" if memory["most"] <= _MOST_MB else "**falls short**"
        yield (
            f"Memory of a reading process above the index, which all of them share: {memory['most']:,.0f} MB at most, "
            f"{memory['opened']:,.0f} before the first text (asked: at most {_MOST_MB}; {verdict})."
        )
    lines = "".join(json.dumps({"id": n, "text": each.text}) + "\n" for n, each in enumerate(documents))
    yield "\n| `geoparse --jsonl --no-outlines --workers` | seconds | CPU seconds | documents a second | documents a CPU second |"
    yield "|---:|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.jsonl"
        file.write_text(lines, encoding="utf-8")
        for workers in _WORKERS:
            before, began = _cpu_s(), time.perf_counter()
            command = ["-m", "gazetteer", "geoparse", "--jsonl", "--no-outlines", "--workers", str(workers), str(file)]
            _run([sys.executable, *command])
            took, cpu_s = time.perf_counter() - began, _cpu_s() - before
            yield f"| {workers} | {took:,.0f} | {cpu_s:,.0f} | {len(documents) / took:,.0f} | {len(documents) / cpu_s:,.0f} |"
    yield (
        f"\nEach run begins with an empty memory and opens the index; of {os.cpu_count()} cores. Seconds are long where other programs ran, "
        "CPU seconds less so."
    )


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(sys.argv[1])))
