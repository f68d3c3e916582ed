"""An archive of a stranger: bounded in members and size, its names judged and nothing unpacked to a folder."""

import io
import zipfile
import zlib

from events.errors import UnreadableDataError
from events.layers.features import Bounds


def open_archive(data: bytes, bounds: Bounds, *, most_members: int, advice: str) -> zipfile.ZipFile:
    """Open a zip archive.

    Parameters
    ----------
    bounds
        More bytes unpacked than these are refused.
    most_members
        More files than these are refused.
    advice
        What to do instead, as a sentence, where it is no archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise UnreadableDataError(f"This is no zip archive. {advice}") from error
    members = archive.infolist()
    if len(members) > most_members or sum(member.file_size for member in members) > bounds.unpacked:
        raise UnreadableDataError(
            f"The archive holds too much: at most {most_members:,} files and {bounds.megabytes} MB unpacked. Pack only the layer's own files."
        )
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise UnreadableDataError(
                "The archive holds a file whose name leads out of it. Pack the layer's files anew, without folders."
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
