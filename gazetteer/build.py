"""Build the index from the committed data: once, with progress, under a lock."""

import csv
import hashlib
import logging
import os
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow.parquet as pq
import shapely

from gazetteer.cues import strip_listed_cue
from gazetteer.curated import read_places
from gazetteer.errors import IndexBrokenError, IndexMissingError
from gazetteer.home import cache_dir
from gazetteer.index import IndexFile, hash_keys, table_arrays, text_arrays, write_index
from gazetteer.names import drop_article, fold, unify_articles
from gazetteer.place import FeatureClass, Place
from gazetteer.prominence import prominence
from gazetteer.spelling import SHORTEST_WITH_TYPO, half_keys, romanised_countries, skeleton, sound_form

DATA = Path(__file__).parent / "data"
DATA_FILES = ("places.parquet", "names.parquet", "outlines.parquet", "curated.csv", "cues.toml", "scripts.toml")
# Modules whose rules are baked into the index.
_RULES = ("build.py", "cues.py", "curated.py", "index.py", "names.py", "prominence.py", "spelling.py")
PREFERRED, ALTERNATE, ABBREVIATION = 0, 1, 2
BARE, CUE_STRIPPED = 1, 2
Progress = Callable[[float, str], None]
_LOG = logging.getLogger(__name__)
_LOCK_PATIENCE_S, _LOCK_PAUSE_S = 600.0, 0.2


def code_key(code: str) -> str:
    """Return the key of an airport code; no folded name begins with its sign."""
    return f"#{code}"


def data_version() -> str:
    """Return twelve hexadecimal digits that change with the data and with the rules of the index."""
    digest = hashlib.blake2b(digest_size=6)
    for path in (*(DATA / name for name in DATA_FILES), *(DATA.parent / name for name in _RULES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def index_path() -> Path:
    """Return where the index of this version of the data is or will be."""
    return cache_dir() / f"gazetteer-{data_version()}.index"


def open_index(progress: Progress | None = None, *, verify: bool = False) -> IndexFile:
    """Open the index; build it first where it is missing or damaged, which the log tells.

    ``verify`` reads the whole file, not only samples of each part.

    Raises
    ------
    IndexMissingError
        Where it cannot be built: no data, no space, no permission.
    """
    path = index_path()
    index = _usable(path, verify=verify)
    if index is not None:
        return index
    try:
        with _lock(path.parent / "gazetteer.lock", progress):
            # Another process may have built it while this one waited.
            index = _usable(path, verify=verify)
            if index is None:
                build_index(path, progress)
                index = IndexFile(path)
    except OSError as error:
        raise IndexMissingError(
            f"The place index could not be built at {path}: {error}. "
            "Free 300 MB of disk space or set DATELINE_HOME to a folder that can be written, then run: python -m gazetteer build"
        ) from error
    for old in path.parent.glob("gazetteer-*.index"):
        if old != path and time.time() - old.stat().st_mtime > 24 * 3600:
            old.unlink(missing_ok=True)
    return index


def _usable(path: Path, *, verify: bool) -> IndexFile | None:
    try:
        index = IndexFile(path)
        if verify:
            index.verify()
    except FileNotFoundError:
        return None
    except IndexBrokenError as error:
        _LOG.warning("%s It is being built anew.", error)
        return None
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


@dataclass(slots=True)
class _Keys:
    """Keys and the names they lead to, while they are gathered."""

    keys: list[str] = field(default_factory=list)
    names: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, key: str, name: int) -> None:
        self.keys.append(key)
        self.names.append(name)

    def arrays(self, title: str) -> dict[str, np.ndarray]:
        return table_arrays(title, hash_keys(self.keys), np.frombuffer(self.names, dtype="u4").astype("<u4"))


def _place_columns() -> tuple[list[Place], list[list[tuple[str, int]]], dict[str, bytes]]:
    """Return all places in the order of their ids, the names of each (its own first) and the outlines."""
    table = pq.read_table(DATA / "places.parquet").to_pydict()
    names: list[list[tuple[str, int]]] = [[(name, PREFERRED)] for name in table["name"]]
    listed = pq.read_table(DATA / "names.parquet").to_pydict()
    for number, name, kind in zip(listed["place"], listed["name"], listed["kind"], strict=True):
        names[number].append((name, kind))
    shapes = pq.read_table(DATA / "outlines.parquet").to_pydict()
    outlines = dict(zip(shapes["place_id"], shapes["wkb"], strict=True))
    keys = list(table)
    places = [Place(**dict(zip(keys, values, strict=True))) for values in zip(*table.values(), strict=True)]
    with (DATA / "curated.csv").open(encoding="utf-8", newline="") as lines:
        curated = read_places(csv.DictReader(lines), places)
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
    """Build the index file at a path; ``progress`` hears a share from 0 to 1 and words."""
    say = progress or (lambda share, words: None)
    say(0.0, "Reading places and names")
    places, names, outlines = _place_columns()
    row_of = {place.place_id: row for row, place in enumerate(places)}
    full, loose, sounds, halves = _Keys(), _Keys(), _Keys(), _Keys()
    most_words: dict[str, int] = {}
    texts: list[bytes] = []
    place_of, kinds, starts, loose_kinds = array("I"), array("B"), array("I"), array("B")
    ordered: list[tuple[str, int]] = []
    by_sound = romanised_countries()
    for row, place in enumerate(places):
        if row % 20_000 == 0:
            say(0.05 + 0.75 * row / len(places), f"Indexing names ({row:,} of {len(places):,} places)")
        starts.append(len(texts))
        seen: set[str] = set()
        seen_loose: set[str] = set()
        in_romanised = place.country_code in by_sound
        for name, kind in names[row]:
            number = len(texts)
            texts.append(name.encode("utf-8"))
            place_of.append(row)
            kinds.append(kind)
            if kind == ABBREVIATION and place.feature_class == FeatureClass.SPOT:
                # Airport codes ("THE", "FOR") are found when asked for, but are no names in a text.
                full.add(code_key(name), number)
                continue
            folded = fold(name)
            if folded in seen or not folded:
                # The exact spelling still counts: another name of the same place leads to it by the same key.
                if folded:
                    full.add(folded, number)
                continue
            seen.add(folded)
            full.add(folded, number)
            ordered.append((folded, number))
            words = folded.split(" ")
            most_words[words[0]] = max(most_words.get(words[0], 0), len(words))
            if kind == ABBREVIATION:
                continue
            if in_romanised:
                unified = unify_articles(folded)
                if unified != folded and unified not in seen:
                    seen.add(unified)
                    full.add(unified, number)
                    most_words["al"] = max(most_words.get("al", 0), len(words))
                bare = drop_article(folded)
                if bare != folded and bare not in seen_loose:
                    seen_loose.add(bare)
                    loose.add(bare, number)
                    loose_kinds.append(BARE)
                key = f"{place.country_code}:{skeleton(sound_form(folded))}"
                if key not in seen_loose:
                    sounds.add(key, number)
            stripped = strip_listed_cue(folded) if place.feature_class != "P" else None
            if stripped is not None and len(stripped[0]) > 1 and stripped[0] not in seen_loose:
                seen_loose.add(stripped[0])
                loose.add(stripped[0], number)
                loose_kinds.append(CUE_STRIPPED)
            if place.country_code and SHORTEST_WITH_TYPO - 1 <= len(folded) <= 40:
                for key in half_keys(place.country_code, folded):
                    halves.add(key, number)
    starts.append(len(texts))
    say(0.8, "Sorting names")
    ordered.sort()
    arrays = _place_arrays(places, row_of)
    arrays |= text_arrays("place_id", (place.place_id.encode() for place in places))
    arrays |= text_arrays("name", texts)
    arrays |= {
        "name.place": np.frombuffer(place_of, dtype="u4"),
        "name.kind": np.frombuffer(kinds, dtype="u1"),
        "place.names": np.frombuffer(starts, dtype="u4"),
        "order": np.array([number for _, number in ordered], dtype="<u4"),
        "loose.kind": np.frombuffer(loose_kinds, dtype="u1"),
    }
    say(0.85, "Writing keys")
    arrays |= full.arrays("full")
    arrays |= table_arrays("loose", hash_keys(loose.keys), np.arange(len(loose.keys), dtype="<u4"))
    arrays |= {"loose.name": np.frombuffer(loose.names, dtype="u4")}
    arrays |= sounds.arrays("sound")
    arrays |= halves.arrays("half")
    arrays |= table_arrays("word", hash_keys(most_words), np.array(list(most_words.values()), dtype="<u4"))
    drawn = sorted((row_of[place_id], wkb) for place_id, wkb in outlines.items())
    arrays |= {"outline.place": np.array([row for row, _ in drawn], dtype="<u4")}
    arrays |= text_arrays("outline", (wkb for _, wkb in drawn))
    about = {
        "version": data_version(),
        "places": len(places),
        "names": len(texts),
        "outlines": len(drawn),
        "countries": sorted({place.country_code for place in places}),
        "codes": sorted({place.feature_code for place in places}),
        "admin1": sorted({place.admin1_code for place in places}),
        "kinds": _counts(places),
    }
    arrays |= {
        "place.country": _numbered([place.country_code for place in places], about["countries"]),
        "place.code": _numbered([place.feature_code for place in places], about["codes"]),
        "place.admin1": _numbered([place.admin1_code for place in places], about["admin1"]),
    }
    say(0.95, "Writing the index")
    write_index(path, arrays, about)
    say(1.0, "The place index is ready")


def _counts(places: list[Place]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for place in places:
        counts[place.feature_class] = counts.get(place.feature_class, 0) + 1
    return dict(sorted(counts.items()))


def _numbered(values: list[str], known: object) -> np.ndarray:
    assert isinstance(known, list)
    number = {value: position for position, value in enumerate(known)}
    return np.array([number[value] for value in values], dtype="<u2")


def _place_arrays(places: list[Place], row_of: dict[str, int]) -> dict[str, np.ndarray]:
    return {
        "place.lon": np.array([place.lon for place in places], dtype="<f8"),
        "place.lat": np.array([place.lat for place in places], dtype="<f8"),
        "place.population": np.array([place.population for place in places], dtype="<i8"),
        "place.radius": np.array([place.radius_m for place in places], dtype="<f4"),
        "place.class": np.array([ord(place.feature_class) for place in places], dtype="<u1"),
        "place.geonames": np.array([place.geonames_id or 0 for place in places], dtype="<i4"),
        "place.parent": np.array([row_of.get(place.parent_id or "", -1) for place in places], dtype="<i4"),
        "place.rough": np.array([place.is_rough for place in places], dtype="<u1"),
        "place.prominence": np.array([prominence(place) for place in places], dtype="<f4"),
    }
