"""What an archive of a project says of itself: which project, when, by which Dateline, how much of what, and each file's hash."""

import datetime as dt
import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from events.errors import ArchiveError
from events.project_files import PROJECT, is_companion

MANIFEST = "manifest.json"
_FORMAT, _VERSION = "dateline-project", 1
# It names each file in a line: a million originals take so much.
_MOST_BYTES = 200_000_000
_MOST_FILES = 1_000_000
_HASH_LETTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file in an archive, as it is unpacked: its name there, its size in bytes, and the SHA-256 of these."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself.

    Attributes
    ----------
    name
        The project's, in words.
    made_at
        UTC.
    product_version, schema_version
        Of the Dateline that made it, and of the project's tables.
    seal
        The hash that stands for the project's whole history (`events check`), "" where it is not sealed.
    reports, events, deleted_events, entries
        As in `ProjectFacts`.
    files
        All that is packed beside the manifest; the project's own file comes first.
    """

    name: str
    made_at: dt.datetime
    product_version: str
    schema_version: int
    seal: str
    reports: int
    events: int
    deleted_events: int
    entries: int
    files: tuple[PackedFile, ...]

    @property
    def unpacked_bytes(self) -> int:
        """How much room it takes."""
        return sum(each.size for each in self.files)


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as the archive has it."""
    said = asdict(manifest) | {"made_at": manifest.made_at.isoformat(timespec="seconds")}
    return json.dumps({"format": _FORMAT, "version": _VERSION, **said}, ensure_ascii=False, indent=1) + "\n"


def read_manifest(archive: Path | BinaryIO) -> Manifest:
    """Return what an archive says of itself; what it holds is looked at when it is restored.

    Raises
    ------
    ArchiveError
        If it is no archive of a project, or one of a newer Dateline.
    """
    with open_archive(archive) as packed:
        return manifest_of(packed)


def open_archive(archive: Path | BinaryIO) -> zipfile.ZipFile:
    """Open an archive; raises as `read_manifest` does."""
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise _no_archive(str(error)) from error


def manifest_of(packed: zipfile.ZipFile) -> Manifest:
    """Return what an open archive says of itself; raises as `read_manifest` does."""
    try:
        with packed.open(MANIFEST) as member:
            text = member.read(_MOST_BYTES + 1)
        said = json.loads(text) if len(text) <= _MOST_BYTES else {}
        _check_form(said)
        files = tuple(_file(each) for each in said["files"])
        made_at = dt.datetime.fromisoformat(said["made_at"]).astimezone(dt.UTC)
        manifest = Manifest(
            name=str(said["name"]), made_at=made_at, product_version=str(said["product_version"]),
            schema_version=int(said["schema_version"]), seal=str(said["seal"]), reports=int(said["reports"]),
            events=int(said["events"]), deleted_events=int(said["deleted_events"]), entries=int(said["entries"]), files=files,
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeDecodeError, RuntimeError) as error:
        raise _no_archive(f"its manifest cannot be read: {error}") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise _no_archive(f"it is damaged: {error}") from error
    except ArchiveError:
        raise
    except (ValueError, OverflowError) as error:
        raise _no_archive(f"its manifest cannot be read: {error}") from error
    names = [each.name for each in files]
    if names[:1] != [PROJECT] or len(set(names)) != len(names):
        raise _no_archive("its manifest names no project, or a file twice")
    return manifest


def _check_form(said: dict[str, Any]) -> None:
    if said.get("format") == _FORMAT and int(said["version"]) > _VERSION:
        raise ArchiveError(
            f"The archive was made by a newer Dateline ({str(said.get('product_version'))[:20]}). Restore it with that one."
        )
    if said.get("format") != _FORMAT or len(said["files"]) > _MOST_FILES:
        raise _no_archive("its manifest is of something else, or too long")


def _file(said: dict[str, object]) -> PackedFile:
    name, size, sha256 = said["name"], said["size"], said["sha256"]
    if not isinstance(name, str) or not (name == PROJECT or is_companion(name)):
        raise ArchiveError(
            f"The archive holds {str(name)[:100]!r}, which is no file of a project. Nothing was unpacked: it was not made by Dateline."
        )
    if not isinstance(size, int) or size < 0 or not isinstance(sha256, str) or len(sha256) != _HASH_LETTERS:
        raise _no_archive(f"its manifest gives no size and hash of {name}")
    return PackedFile(name=name, size=size, sha256=sha256)


def _no_archive(why: str) -> ArchiveError:
    return ArchiveError(
        f"This is no archive of a project ({why[:200]}). Choose a file that was made by: python -m events project archive"
    )
