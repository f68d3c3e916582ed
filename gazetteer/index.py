"""The index file: named arrays behind a small header, mapped into memory and never changed once written."""

import json
import mmap
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.errors import IndexBrokenError

MAGIC = b"DATELINE GAZETTEER 2\n"
_ALIGNED = 64
_LENGTH_BYTES = 8
# How memoryview names what numpy calls "<f8".
_LETTERS: dict[str, Any] = {
    "<f8": "d",
    "<f4": "f",
    "<i8": "q",
    "<i4": "i",
    "<u8": "Q",
    "<u4": "I",
    "<u2": "H",
    "|u1": "B",
}
# Enough of each array to notice a file that was cut, overwritten or mixed up; `verify` reads everything.
_SAMPLED_BYTES = 4096


@lru_cache(maxsize=1 << 16)
def hash_key(key: str) -> int:
    """Return the 64-bit hash under which a key is filed; the same on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def hash_keys(keys: Iterable[str]) -> np.ndarray:
    """Return the hashes of many keys as uint64."""
    digests = b"".join(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest() for key in keys)
    return np.frombuffer(digests, dtype="<u8")


def table_arrays(name: str, hashes: np.ndarray, values: np.ndarray) -> dict[str, np.ndarray]:
    """Return the arrays of a hash table: hashes sorted, their values, and where each bucket begins.

    The values of one hash keep their order. There is about one bucket for each hash.
    """
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    bits = min(max(len(hashes).bit_length() - 1, 8), 22)
    edges = np.arange(1 << bits, dtype="<u8") << np.uint64(64 - bits)
    buckets = np.append(np.searchsorted(ordered, edges), len(ordered))
    return {f"{name}.hash": ordered, f"{name}.value": values[order], f"{name}.bucket": buckets.astype("<u4")}


def text_arrays(name: str, texts: Iterable[bytes]) -> dict[str, np.ndarray]:
    """Return the arrays of a list of byte strings: all bytes, and where each begins."""
    kept = list(texts)
    ends = np.cumsum([0, *(len(text) for text in kept)], dtype=np.int64)
    return {f"{name}.bytes": np.frombuffer(b"".join(kept) or b"\0", dtype="u1"), f"{name}.start": ends.astype("<u4")}


def write_index(path: Path, arrays: Mapping[str, np.ndarray], about: Mapping[str, Any]) -> None:
    """Write an index beside its final name and move it there in one step, so that no half index is ever opened.

    Raises
    ------
    OSError
        Where the disk is full or the folder cannot be written; nothing is left behind.
    """
    sections, position = {}, 0
    for name, array in arrays.items():
        size = array.nbytes
        raw = memoryview(np.ascontiguousarray(array).data).cast("B")
        sections[name] = {
            "dtype": array.dtype.str,
            "at": position,
            "count": len(array),
            "crc": zlib.crc32(raw),
            "sample": zlib.crc32(raw[-_SAMPLED_BYTES:], zlib.crc32(raw[:_SAMPLED_BYTES])),
        }
        position += -(-size // _ALIGNED) * _ALIGNED
    header = json.dumps({"about": dict(about), "sections": sections, "size": position}).encode()
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            prefix = (
                MAGIC
                + len(header).to_bytes(_LENGTH_BYTES, "little")
                + header
                + zlib.crc32(header).to_bytes(4, "little")
            )
            file.write(prefix + bytes(-len(prefix) % _ALIGNED))
            for array in arrays.values():
                file.write(memoryview(np.ascontiguousarray(array).data).cast("B"))
                file.write(bytes(-array.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class HashTable:
    """A mapped table from 64-bit hashes to numbers."""

    def __init__(self, hashes: memoryview, values: memoryview, buckets: memoryview) -> None:
        self._hashes, self._values, self._buckets = hashes, values, buckets
        self._shift = 64 - (len(buckets) - 2).bit_length()

    def find(self, hashed: int) -> list[int]:
        """Return the values filed under a hash, in the order in which they were filed."""
        bucket = hashed >> self._shift
        hashes, found = self._hashes, []
        for position in range(self._buckets[bucket], self._buckets[bucket + 1]):
            if hashes[position] == hashed:
                found.append(self._values[position])  # noqa: PERF401 - a comprehension costs more here
        return found

    def holds(self, hashed: int) -> bool:
        """Return whether anything is filed under a hash."""
        bucket = hashed >> self._shift
        hashes = self._hashes
        return any(hashes[position] == hashed for position in range(self._buckets[bucket], self._buckets[bucket + 1]))


class TextList:
    """A mapped list of byte strings, which begin ``at`` a place of the file."""

    def __init__(self, mapped: mmap.mmap, at: int, starts: memoryview) -> None:
        self._map, self._at, self._starts = mapped, at, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self.content(number).decode()

    def content(self, number: int) -> bytes:
        """Return one entry's bytes."""
        at, starts = self._at, self._starts
        return self._map[at + starts[number] : at + starts[number + 1]]

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))


class IndexFile:
    """An open index: read-only, shared by all threads and, through the system's page cache, by all processes."""

    def __init__(self, path: Path) -> None:
        """Open and check an index.

        Raises
        ------
        IndexBrokenError
            If the file is not an index, is of another version, was cut or is damaged.
        FileNotFoundError
            If there is none.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise IndexBrokenError(f"{path} is empty. Run: python -m gazetteer build") from error
        self._bytes = memoryview(self._map)
        header = self._read_header()
        self.about: dict[str, Any] = header["about"]
        self._sections: dict[str, dict[str, Any]] = header["sections"]
        if len(self._bytes) != self._origin + int(header["size"]):
            raise self._broken("it was cut short")
        for name, section in self._sections.items():
            raw = self._raw(name)
            if zlib.crc32(raw[-_SAMPLED_BYTES:], zlib.crc32(raw[:_SAMPLED_BYTES])) != section["sample"]:
                raise self._broken(f"the part {name} is damaged")

    def _broken(self, why: str) -> IndexBrokenError:
        return IndexBrokenError(f"{self.path} cannot be used: {why}. Run: python -m gazetteer build")

    def _read_header(self) -> dict[str, Any]:
        start = len(MAGIC) + _LENGTH_BYTES
        if bytes(self._bytes[: len(MAGIC)]) != MAGIC:
            raise self._broken("it is no place index of this version")
        length = int.from_bytes(self._bytes[len(MAGIC) : start], "little")
        raw = bytes(self._bytes[start : start + length])
        if zlib.crc32(raw).to_bytes(4, "little") != bytes(self._bytes[start + length : start + length + 4]):
            raise self._broken("its header is damaged")
        self._origin = -(-(start + length + 4) // _ALIGNED) * _ALIGNED
        header: dict[str, Any] = json.loads(raw)
        return header

    def _raw(self, name: str) -> memoryview:
        section = self._sections[name]
        start = self._origin + int(section["at"])
        return self._bytes[start : start + int(section["count"]) * np.dtype(section["dtype"]).itemsize]

    def verify(self) -> None:
        """Read the whole file and compare every checksum.

        Raises
        ------
        IndexBrokenError
            If any part is damaged.
        """
        for name, section in self._sections.items():
            if zlib.crc32(self._raw(name)) != section["crc"]:
                raise self._broken(f"the part {name} is damaged")

    def array(self, name: str) -> np.ndarray:
        """Return a part as a read-only array over the mapped file."""
        return np.frombuffer(self._raw(name), dtype=self._sections[name]["dtype"])

    def numbers(self, name: str) -> memoryview:
        """Return a part as a sequence of Python numbers; quicker than an array where single ones are read."""
        kind = np.dtype(self._sections[name]["dtype"])
        numbers: memoryview = self._raw(name).cast(_LETTERS[kind.str])
        return numbers

    def has(self, name: str) -> bool:
        """Return whether the index has a part."""
        return name in self._sections

    def table(self, name: str) -> HashTable:
        """Return a part written by :func:`table_arrays`."""
        return HashTable(*(self.numbers(f"{name}.{part}") for part in ("hash", "value", "bucket")))

    def texts(self, name: str) -> TextList:
        """Return a part written by :func:`text_arrays`."""
        at = self._origin + int(self._sections[f"{name}.bytes"]["at"])
        return TextList(self._map, at, self.numbers(f"{name}.start"))
