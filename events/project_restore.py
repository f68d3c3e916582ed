"""A project from an archive: nothing is unpacked but what the manifest names, as large as it says, and put in place only when all is right."""

import hashlib
import re
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from events.archive_manifest import MANIFEST, Manifest, PackedFile, manifest_of, open_archive
from events.backups import damage, sync
from events.errors import ArchiveError, EventsError
from events.migrations import check_readable
from events.project_facts import project_facts
from events.project_files import PROJECT, Progress, no_progress, not_written, placing
from events.store import EventStore

# No project is packed to a hundredth: above this size that is a bomb.
_MOST_RATIO, _SMALL_BYTES = 100, 200_000_000
_CHUNK = 1 << 20
# What keeps a history from being rewritten, here and in the gazetteer's tables: it can only refuse.
_HARMLESS_TRIGGER = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (?:UPDATE|DELETE) ON \w+ BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError, ValueError)


def restore_archive(archive: Path | BinaryIO, target: Path, *, on_progress: Progress = no_progress) -> Manifest:
    """Make a project of an archive under a new name, and return what the archive says of itself.

    Each file's hash is compared, the project's pages are read, and its history must end in the seal that the archive tells.

    Parameters
    ----------
    archive
        A file, or one that is open.
    target
        The project's file; there must be none of that name, nor folders of one.
    on_progress
        Hears the share that is done, from 0 to 1, and of what.

    Raises
    ------
    ArchiveError
        If it is no archive of a project, or damaged, or holds what it must not, or too much; the file is named.
    ProjectExistsError
        If there is a project of that name.
    StoreReadOnlyError
        If it cannot be written. In all these cases nothing is left of it.
    """
    with open_archive(archive) as packed, placing(target) as room:
        manifest = manifest_of(packed)
        _check_members(packed, manifest)
        _check_room(manifest, room)
        done = 0
        for each in manifest.files:
            on_progress(done / (manifest.unpacked_bytes or 1), f"unpacking {each.name.partition('/')[0]}")
            _unpack(packed, each, room / each.name)
            done += each.size
        on_progress(1, "looking through the project")
        _check_project(room / PROJECT, manifest)
    return manifest


def _check_members(packed: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raise where an archive holds anything else than its manifest says, whatever its name, or is packed as no project is."""
    members = packed.infolist()
    names = [each.filename for each in members]
    wanted = {each.name: each.size for each in manifest.files}
    stranger = next((name for name in names if name not in wanted and name != MANIFEST), None)
    if stranger is not None or len(set(names)) != len(names):
        raise ArchiveError(
            f"The archive holds {stranger or 'one file twice'!r:.100}, which its manifest does not name. Nothing was unpacked: it was "
            "changed since Dateline made it."
        )
    if lost := next((name for name in wanted if name not in names), None):
        raise ArchiveError(f"The archive lacks {lost}, which its manifest names. Take another copy of the archive.")
    for each in members:
        if each.filename in wanted and each.file_size != wanted[each.filename]:
            raise _changed(each.filename)
    size, room = manifest.unpacked_bytes, sum(each.compress_size for each in members)
    if size > _SMALL_BYTES and size > _MOST_RATIO * room:
        raise ArchiveError(
            f"The archive would unpack from {room / 1e6:,.1f} MB to {size / 1e6:,.0f} MB, as no project does. Nothing was unpacked."
        )


def _check_room(manifest: Manifest, room: Path) -> None:
    free = shutil.disk_usage(room).free
    if free < manifest.unpacked_bytes:
        raise not_written(
            room, OSError(f"{free / 1e6:,.0f} MB are free, {manifest.unpacked_bytes / 1e6:,.0f} MB are needed")
        )


def _unpack(packed: zipfile.ZipFile, said: PackedFile, target: Path) -> None:
    digest, left = hashlib.sha256(), said.size
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in _chunks(packed, said):
                left -= len(chunk)
                digest.update(chunk)
                if left < 0:
                    break
                file.write(chunk)
        sync(target)
    except OSError as error:
        if isinstance(error, EventsError):
            raise
        raise not_written(target, error) from error
    if left != 0 or digest.hexdigest() != said.sha256:
        raise _changed(said.name)


def _chunks(packed: zipfile.ZipFile, said: PackedFile) -> Iterator[bytes]:
    """Give what a member holds, some at a time; what cannot be unpacked was changed."""
    try:
        with packed.open(said.name) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except _UNREADABLE as error:
        raise _changed(said.name) from error


def _check_project(file: Path, manifest: Manifest) -> None:
    if faults := damage(file):
        raise ArchiveError(f"The project in the archive is damaged ({faults}). Take another archive or a backup.")
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        check_readable(file, int(connection.execute("PRAGMA user_version").fetchone()[0]))
        for kind, name, statement in connection.execute("SELECT type, name, sql FROM sqlite_master"):
            is_table = kind in {"table", "index"} and not str(statement or "").upper().startswith("CREATE VIRTUAL")
            if not is_table and not _HARMLESS_TRIGGER.fullmatch(str(statement)):
                raise ArchiveError(
                    f"The project in the archive has a {kind} {str(name)[:60]!r} that Dateline never makes. Nothing was restored."
                )
    facts = project_facts(EventStore(file, is_sample=True))
    said = (manifest.seal, manifest.reports, manifest.events, manifest.entries)
    if (facts.seal, facts.reports, facts.events, facts.entries) != said:
        raise _changed(PROJECT)


def _changed(name: str) -> ArchiveError:
    return ArchiveError(
        f"{name} in the archive is not what was archived: its hash or its size differs. Nothing was restored; take another copy of the archive."
    )
