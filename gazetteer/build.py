"""Build the index from the committed data: once, with progress, under a lock."""

import csv
import hashlib
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

import pyarrow.parquet as pq
import shapely

from gazetteer.curated import read_places
from gazetteer.errors import IndexMissingError
from gazetteer.home import cache_dir
from gazetteer.index import IndexFile
from gazetteer.keys import ALTERNATE, PREFERRED
from gazetteer.layer_file import Progress, write_layer
from gazetteer.place import FeatureClass, Place
from gazetteer.usable_index import open_usable, remove_index

DATA = Path(__file__).parent / "data"
DATA_FILES = (
    "places.parquet",
    "names.parquet",
    "outlines.parquet",
    "ucdp.csv",
    "curated.csv",
    "cues.toml",
    "scripts.toml",
)
# Tables in the curated format with the first part of their places' ids; the later one wins and may name the earlier one's places.
_TABLES = (("ucdp.csv", "ucdp"), ("curated.csv", "cur"))
# Modules whose rules are baked into the index.
_RULES = (
    "build.py",
    "cues.py",
    "curated.py",
    "index.py",
    "keys.py",
    "layer_file.py",
    "names.py",
    "place_row.py",
    "prominence.py",
    "spelling.py",
)
_LOG = logging.getLogger(__name__)
# An index of other data may still be in use by a program of another version that runs beside this one.
_KEPT_S = 3600.0
_LOCK_PATIENCE_S, _LOCK_PAUSE_S = 600.0, 0.2


def data_version() -> str:
    """Return twelve hexadecimal digits that change with the data and with the rules of the index."""
    return _digest((*(DATA / name for name in DATA_FILES), *(DATA.parent / name for name in _RULES)))


@cache
def rules_version() -> str:
    """Return twelve hexadecimal digits that change with the rules of an index, whatever its data."""
    return _digest((DATA / "cues.toml", DATA / "scripts.toml", *(DATA.parent / name for name in _RULES)))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def index_path() -> Path:
    """Return where the index of this version of the data is or will be."""
    return cache_dir() / f"gazetteer-{data_version()}.index"


def open_index(progress: Progress | None = None, *, verify: bool = False) -> IndexFile:
    """Open the index; build it first where it is missing or damaged, which the log tells.

    A file that changed since it was last checked is read whole; with ``verify`` any is. Else samples of each part are.

    Raises
    ------
    IndexMissingError
        Where it cannot be built: no data, no space, no permission.
    """
    path = index_path()
    index = open_usable(path, verify=verify)
    if index is not None:
        return index
    try:
        with _lock(path.parent / "gazetteer.lock", progress):
            # Another process may have built it while this one waited.
            index = open_usable(path, verify=verify)
            if index is None:
                build_index(path, progress)
                index = IndexFile(path)
    except OSError as error:
        raise IndexMissingError(
            f"The place index could not be built at {path}: {error}. "
            "Free 300 MB of disk space or set DATELINE_HOME to a folder that can be written, "
            "then run: python -m gazetteer build"
        ) from error
    for old in path.parent.glob("gazetteer-*.index"):
        if old != path and time.time() - old.stat().st_mtime > _KEPT_S:
            remove_index(old)
    return index


@contextmanager
def _lock(path: Path, progress: Progress | None) -> Iterator[None]:
    """Hold the builders' lock; the system lets go of it when a builder dies."""
    with path.open("a+b") as file:
        patience = time.monotonic() + _LOCK_PATIENCE_S
        while not _try_lock(file):
            if time.monotonic() > patience:
                raise TimeoutError(f"another program has been building the index for {_LOCK_PATIENCE_S:.0f} s ({path})")
            if progress is not None:
                progress(0.0, "Waiting for another program that builds the place index")
            time.sleep(_LOCK_PAUSE_S)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _place_columns() -> tuple[list[Place], list[list[tuple[str, int]]], dict[str, bytes]]:
    """Return all places in the order of their ids, the names of each (its own first) and the outlines."""
    table = pq.read_table(DATA / "places.parquet").to_pydict()
    names: list[list[tuple[str, int]]] = [[(name, PREFERRED)] for name in table["name"]]
    listed = pq.read_table(DATA / "names.parquet").to_pydict()
    for number, name, kind in zip(listed["place"], listed["name"], listed["kind"], strict=True):
        names[number].append((name, kind))
    shapes = pq.read_table(DATA / "outlines.parquet").to_pydict()
    outlines = dict(zip(shapes["place_id"], shapes["wkb"], strict=True))
    table["feature_class"] = [FeatureClass(letter) for letter in table["feature_class"]]
    columns = list(table)
    places = [Place(**dict(zip(columns, values, strict=True))) for values in zip(*table.values(), strict=True)]
    for file, prefix in _TABLES:
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            curated = read_places(csv.DictReader(lines), places, prefix=prefix)
        number_of = {place.place_id: number for number, place in enumerate(places)}
        for entry in curated:
            own = [(entry.place.name, PREFERRED), *((alias, ALTERNATE) for alias in entry.aliases)]
            number = number_of.get(entry.place.place_id)
            if number is None:
                places.append(entry.place)
                names.append(own)
            else:
                places[number] = entry.place
                names[number] = [*own, *((name, kind or ALTERNATE) for name, kind in names[number])]
            if entry.outline is not None:
                outlines[entry.place.place_id] = shapely.to_wkb(entry.outline)
    order = sorted(range(len(places)), key=lambda number: places[number].place_id)
    return [places[number] for number in order], [names[number] for number in order], outlines


def build_index(path: Path, progress: Progress | None = None) -> None:
    """Build the world file's index at a path; ``progress`` hears a share from 0 to 1 and words."""
    say = progress or _say_nothing
    say(0.0, "Reading places and names")
    places, names, outlines = _place_columns()
    write_layer(path, places, names, outlines, version=data_version(), progress=say)


def _say_nothing(_share: float, _words: str) -> None:
    """Stand in for a progress bar that nobody watches."""
