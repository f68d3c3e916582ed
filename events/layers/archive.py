"""An archive of a stranger: bounded in members and size, its names judged and nothing unpacked to a folder."""

import zipfile
import zlib
from typing import BinaryIO

from events.errors import UnreadableDataError
from events.layers.features import Bounds


def open_archive(file: BinaryIO, *, most_members: int, most_unpacked: int, advice: str) -> zipfile.ZipFile:
    """Open a zip archive whose names stay inside it and whose contents are of a size that data has.

    Parameters
    ----------
    most_members, most_unpacked
        More files, or bytes unpacked, than these are refused.
    advice
        What to do instead, as a sentence, where it is no archive.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise UnreadableDataError(f"This is no zip archive, or a damaged one. {advice}") from error
    members = archive.infolist()
    if len(members) > most_members or sum(member.file_size for member in members) > most_unpacked:
        raise UnreadableDataError(
            f"The archive holds too much: at most {most_members:,} files and {most_unpacked // 1024**2:,} MB unpacked. Pack only the files of one table or layer."
        )
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise UnreadableDataError(
                "The archive holds a file whose name leads out of it. Pack the files anew, without folders."
            )
    return archive


def names_ending(archive: zipfile.ZipFile, end: str) -> list[str]:
    """Return the names of the members with an ending, in whatever case, without those that macOS adds."""
    return [name for name in archive.namelist() if name.lower().endswith(end) and not name.startswith("__MACOSX/")]


def read_member(archive: zipfile.ZipFile, name: str, bounds: Bounds) -> bytes:
    """Return what a member holds."""
    try:
        with archive.open(name) as member:
            content = member.read(bounds.unpacked + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableDataError(
            "A file in the archive is damaged or locked with a password. Pack the layer anew."
        ) from error
    if len(content) > bounds.unpacked:
        raise UnreadableDataError("A file in the archive unpacks to more than it says. Pack the layer anew.")
    return content
