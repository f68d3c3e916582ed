"""The files in a zip archive of a stranger, given in pieces and no further than they say they are long."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from events.errors import UnreadableDataError
from events.layers.archive import open_archive

_CHUNK = 1 << 18
_MOST_MEMBERS, _MOST_UNPACKED = 10_000, 4 * 1024**3
# A text of one letter packs a thousandfold; no table does.
_MOST_RATIO, _SMALL = 400, 16 * 1024**2


def opened_archive(file: BinaryIO) -> zipfile.ZipFile:
    """Open an archive whose names stay inside it and whose contents are of a size that data has.

    Raises
    ------
    UnreadableDataError
        If it is damaged, or holds more than 10,000 files, 4 GB, a name that leads out, or a file that packs like none.
    """
    archive = open_archive(
        file, most_members=_MOST_MEMBERS, most_unpacked=_MOST_UNPACKED, advice="Save or pack the table anew."
    )
    for each in archive.infolist():
        if each.file_size > _SMALL and each.file_size > _MOST_RATIO * max(each.compress_size, 1):
            raise UnreadableDataError(
                f"A file in the archive unpacks to {each.file_size / 1024**2:,.0f} MB, as no table does. Save it anew."
            )
    return archive


def member_chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Give a member's content in pieces.

    Raises
    ------
    UnreadableDataError
        If it is missing, damaged or locked.
    """
    try:
        with archive.open(name) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except (
        KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    ) as error:  # fmt: skip
        if isinstance(error, UnreadableDataError):
            raise
        raise UnreadableDataError("A file in the archive is missing, damaged or locked. Save it anew.") from error
