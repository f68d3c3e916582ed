"""What was taken in: an entry for each document, written with its report, and its original beside the project."""

import datetime as dt
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from events.errors import StoreReadOnlyError
from events.intake.document import SUFFIXES, Kind
from events.originals import originals_folder
from events.store import EventStore
from events.tables import intake_table

_ENDINGS = {kind: suffix for suffix, kind in reversed(SUFFIXES.items())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a report came from.

    Attributes
    ----------
    name
        The file's name, the address, or the row of a table, as it was when it was taken in.
    language
        ISO 639 code, "" where it is not known.
    accessed_at
        UTC.
    sha256
        Of the original's bytes.
    original
        Where the original is kept; None where it is there no more.
    notes
        What the reader said of it, in sentences.
    """

    name: str
    kind: Kind
    language: str
    accessed_at: dt.datetime
    sha256: str
    original: Path | None
    notes: tuple[str, ...]


def sha256_of(data: bytes) -> str:
    """Return the hash by which a document is known again."""
    return hashlib.sha256(data).hexdigest()


def known_report(connection: sa.Connection, document: str) -> str | None:
    """Return the id of the report that a document (by its hash) gave; None where it was not taken in."""
    query = sa.select(intake_table.c.report_id).where(intake_table.c.document == document)
    return connection.scalar(query)


def enter(
    connection: sa.Connection, *, document: str, report_id: str, original: str, name: str, kind: Kind, language: str,
    at: dt.datetime, notes: tuple[str, ...],
) -> None:  # fmt: skip
    """Enter a document over a connection that its report is written with: both are there, or neither."""
    connection.execute(
        intake_table.insert().values(
            document=document, report_id=report_id, original=original, name=name, kind=kind.value, language=language,
            accessed_at=at.isoformat(), notes=json.dumps(notes, ensure_ascii=False),
        )
    )  # fmt: skip


def origin_of(store: EventStore, report_id: str) -> Origin | None:
    """Return where a report came from, the first time if several documents gave it; None where it was pasted or added."""
    with store.reading() as connection:
        # A project that was last written to before there was intake has no such table.
        if not sa.inspect(connection).has_table(intake_table.name):
            return None
        query = sa.select(intake_table).where(intake_table.c.report_id == report_id).order_by(intake_table.c.number)
        row = connection.execute(query).first()
    if row is None:
        return None
    kind = Kind(row.kind)
    path = original_path(store.path, row.original, kind)
    return Origin(
        name=row.name, kind=kind, language=row.language, accessed_at=dt.datetime.fromisoformat(row.accessed_at),
        sha256=row.original, original=path if path.is_file() else None, notes=tuple(json.loads(row.notes)),
    )  # fmt: skip


def original_path(project: Path, sha256: str, kind: Kind) -> Path:
    """Return where a project keeps an original: in a folder beside its file, under the hash of its bytes."""
    return originals_folder(project, sha256) / f"{sha256}{_ENDINGS[kind]}"


def keep_original(project: Path, data: bytes, kind: Kind) -> str:
    """Keep a document's bytes beside the project, and return their hash; on disk before it returns.

    Raises
    ------
    StoreReadOnlyError
        If the folder cannot be written to.
    """
    sha256 = sha256_of(data)
    path = original_path(project, sha256, kind)
    if path.is_file() and path.stat().st_size == len(data):
        return sha256
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreReadOnlyError(
            f"{path.parent} cannot be written to ({error.strerror}). Free some disk space or choose another project, then import again."
        ) from error
    for left in path.parent.glob(f"{path.name}.*.part"):
        left.unlink(missing_ok=True)  # of an import that was killed
    return sha256
