"""A project as one file: its database, the files beside it and a manifest with their hashes, to be opened on another machine."""

import datetime as dt
import hashlib
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from events.archive_manifest import MANIFEST, Manifest, PackedFile, manifest_text
from events.backups import sync
from events.errors import EventsError
from events.project_facts import project_facts
from events.project_files import (
    PROJECT,
    Progress,
    companions,
    copy_whole,
    exists,
    no_progress,
    not_written,
    put_new,
)
from events.store import EventStore
from gazetteer import product_version

# Each member has the same time, so that the same project gives the same bytes but for the manifest's stamp.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
# What is packed already gains nothing by being packed again.
_PACKED = frozenset({".docx", ".pdf", ".pmtiles", ".zip"})
_NAMES_OF_FILES = {"intake": "name", "dataset": "file"}


def archive_project(store: EventStore, out: Path, *, now: dt.datetime, on_progress: Progress = no_progress) -> Manifest:
    """Write a project to one file: all reports and events, deleted ones too, their history, originals and own map files.

    Backups stay behind, and nothing of what is written tells where the project lay.

    Parameters
    ----------
    out
        A ZIP file; there must be none of that name yet.
    now
        UTC, for the manifest.
    on_progress
        Hears the share that is done, from 0 to 1, and of what.

    Raises
    ------
    ProjectExistsError
        If there is a file of that name.
    StoreBrokenError
        If the project is damaged.
    StoreReadOnlyError
        If the file cannot be written; nothing is left of it then.
    """
    if out.exists():
        raise exists(out)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f"{out.name}.", suffix=".part") as room:
            copy = Path(room) / PROJECT
            on_progress(0, "copying the project")
            copy_whole(store.path, copy)
            _leave_home(copy)
            manifest = _pack(store, copy, part, now, on_progress)
        sync(part)
        put_new(part, out)
    except OSError as error:
        if isinstance(error, EventsError):
            raise
        raise not_written(out, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return manifest


def _pack(store: EventStore, copy: Path, part: Path, now: dt.datetime, on_progress: Progress) -> Manifest:
    files = [(PROJECT, copy), *companions(store.path)]
    total, done = sum(file.stat().st_size for _, file in files) or 1, 0
    packed: list[PackedFile] = []
    with zipfile.ZipFile(part, "x", allowZip64=True) as archive:
        for name, file in files:
            on_progress(done / total, f"packing {name.partition('/')[0]}")
            packed.append(_add(archive, name, file))
            done += packed[-1].size
        facts = project_facts(EventStore(copy, is_sample=True))
        manifest = Manifest(
            name=store.name, made_at=now, product_version=product_version(), schema_version=facts.schema_version, seal=facts.seal,
            reports=facts.reports, events=facts.events, deleted_events=facts.deleted_events, entries=facts.entries, files=tuple(packed),
        )  # fmt: skip
        archive.writestr(_entry(MANIFEST), manifest_text(manifest))
    return manifest


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> PackedFile:
    digest, size = hashlib.sha256(), 0
    entry = _entry(name)
    entry.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as member:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            member.write(chunk)
    return PackedFile(name=name, size=size, sha256=digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if PurePosixPath(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _leave_home(copy: Path) -> None:
    """Take out of a copy in which folders of this machine its reports' files lay: their names stay."""
    with closing(sqlite3.connect(copy)) as connection:
        # What a shorter name frees is written over.
        connection.execute("PRAGMA secure_delete=ON")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table, column in _NAMES_OF_FILES.items():
            if table in tables:
                told = connection.execute(f"SELECT number, {column} FROM {table}").fetchall()  # noqa: S608 - names of our own tables
                shorter = [(_without_folder(name), number) for number, name in told if _without_folder(name) != name]
                connection.executemany(f"UPDATE {table} SET {column} = ? WHERE number = ?", shorter)  # noqa: S608 - as above
        connection.commit()


def _without_folder(name: str) -> str:
    r"""Return a file's name without the folders of this machine; what begins in no root, as an address, stays as it is.

    Examples
    --------
    >>> [_without_folder(name) for name in ("/home/ana/a.pdf", r"C:\\reports\\a.pdf", "https://x.org/a", "2021/a.pdf")]
    ['a.pdf', 'a.pdf', 'https://x.org/a', '2021/a.pdf']
    """
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(name).is_absolute():
            return kind(name).name
    return name
