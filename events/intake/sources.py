"""Where documents are found: files, folders and ZIP archives, each opened only when its turn comes."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from events.errors import UnreadableDocumentError
from events.intake.document import KINDS_IN_WORDS, MOST_FILE_BYTES, MOST_MANY_BYTES, SUFFIXES, Kind

MOST_ENTRIES, MOST_FILES = 10_000, 100_000
# What an archive unpacks to in all; text packs tenfold, a bomb a thousandfold.
_MOST_UNPACKED_BYTES, _MOST_RATIO, _SMALL_BYTES = 1_000_000_000, 200, 1_000_000
_MANY = frozenset({Kind.TABLE, Kind.LINES, Kind.ARCHIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A document's bytes; ``charset`` is what a server said of its letters."""

    data: bytes
    kind: Kind
    charset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that can be read: its name for people, and how to get its bytes.

    ``load`` raises `UnreadableDocumentError` where there is none to be had.
    """

    name: str
    load: Callable[[], Loaded]


def file_sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Give a source for each file; of a folder for each file in it, in the order of the names, without hidden ones and links."""
    number = 0
    for path in paths:
        for file in _files(path) if path.is_dir() else (path,):
            number += 1
            if number > MOST_FILES:
                yield Source(
                    name=str(path), load=_refusing(f"Files after {MOST_FILES:,} are not read. Give the rest by itself.")
                )
                return
            name = str(file.relative_to(path.parent)) if path.is_dir() else str(file)
            yield Source(name=name, load=lambda file=file: _load_file(file))  # type: ignore[misc]


def bytes_source(name: str, data: bytes) -> Source:
    """Return a source for bytes that are there already, such as an upload or an attachment."""

    def load() -> Loaded:
        kind = kind_of(name, data)
        _check_size(len(data), kind)
        return Loaded(data=data, kind=kind)

    return Source(name=name, load=load)


def kind_of(name: str, data: bytes = b"") -> Kind:
    """Return what kind of document a file is, by its name and, where that says nothing or something else, its first bytes.

    Raises
    ------
    UnreadableDocumentError
        If it is of no kind that is read.
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    kind = SUFFIXES.get(suffix)
    if data.startswith(b"%PDF"):
        return Kind.PDF
    if kind is Kind.FEED and b"<html" in data[:2000].lower():
        return Kind.PAGE
    if kind is None:
        raise UnreadableDocumentError(
            f"{f'A {suffix[:12]} file' if suffix else 'A file without an ending'} is not read. Save it as {KINDS_IN_WORDS}."
        )
    return kind


def archive_sources(name: str, data: bytes) -> Iterator[Source]:
    """Give a source for each file in a ZIP; nothing is written to disk, and an archive within it is not opened.

    Raises
    ------
    UnreadableDocumentError
        If it is no ZIP, or holds or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocumentError("It is damaged or no ZIP. Pack the files anew and give that.") from error
    entries = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(each.filename)]
    unpacked = sum(each.file_size for each in entries)
    if len(entries) > MOST_ENTRIES:
        raise UnreadableDocumentError(
            f"It holds {len(entries):,} files, at most {MOST_ENTRIES:,} are read. Split it and give the parts."
        )
    if unpacked > _MOST_UNPACKED_BYTES:
        raise UnreadableDocumentError(
            f"It unpacks to {unpacked / 1e9:,.1f} GB, at most 1 is read. Split it and give the parts."
        )
    for entry in sorted(entries, key=lambda each: each.filename):
        yield Source(name=f"{name}/{entry.filename}", load=lambda entry=entry: _load_entry(archive, entry))  # type: ignore[misc]


def _load_file(path: Path) -> Loaded:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            kind = kind_of(path.name, file.read(2000))
            _check_size(size, kind)
            file.seek(0)
            # A pipe or a growing file may hold more than it said.
            data = file.read(_most(kind) + 1)
    except OSError as error:
        raise UnreadableDocumentError(
            f"It cannot be opened ({error.strerror}). Check the path and your rights to it."
        ) from error
    _check_size(len(data), kind)
    return Loaded(data=data, kind=kind)


def _load_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Loaded:
    kind = kind_of(entry.filename)
    if kind is Kind.ARCHIVE:
        raise UnreadableDocumentError("An archive within an archive is not opened. Unpack it and give it by itself.")
    if entry.flag_bits & 1:
        raise UnreadableDocumentError("It is encrypted. Unpack the archive with its password and give the folder.")
    if entry.file_size > _SMALL_BYTES + _MOST_RATIO * entry.compress_size:
        raise UnreadableDocumentError(
            "It is packed as no report is (a ZIP bomb). Unpack it yourself if you trust it, and give the file."
        )
    _check_size(entry.file_size, kind)
    try:
        with archive.open(entry) as file:
            data = file.read(_most(kind) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocumentError("It is damaged in the archive. Pack the files anew and give that.") from error
    kind = kind_of(entry.filename, data)
    _check_size(len(data), kind)
    return Loaded(data=data, kind=kind)


def _most(kind: Kind) -> int:
    return MOST_MANY_BYTES if kind in _MANY else MOST_FILE_BYTES


def _check_size(size: int, kind: Kind) -> None:
    if size > _most(kind):
        raise UnreadableDocumentError(
            f"It has {size / 1e6:,.0f} MB, at most {_most(kind) // 1_000_000} are read. Split it and give the parts."
        )
    if not size:
        raise UnreadableDocumentError("It is empty. Check that it was saved, and give it again.")


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        # Sorted in place, which is what os.walk follows: the same order in each run.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if not _is_hidden(name) and not file.is_symlink():
                yield file


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith((".", "~$")) and part != ".." for part in parts) or "__MACOSX" in parts


def _refusing(reason: str) -> Callable[[], Loaded]:
    def load() -> Loaded:
        raise UnreadableDocumentError(reason)

    return load
