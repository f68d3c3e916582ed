"""A project's flat rows as one GeoParquet file in the cache folder: opened in seconds, thrown away when in doubt."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from events.arrow_columns import arrow_numbers
from events.changes import Mark
from events.flat import FLAT, KEPT
from events.flat_more import MORE
from gazetteer import cache_dir

# Raised with each change of what the columns mean; a change of the columns themselves is seen without it.
_MEANING = 1
_SCHEMA = hashlib.sha256(f"{_MEANING} {KEPT}".encode()).hexdigest()[:16]
_PREFIX = b"dateline_"
_MARK = ("revision", "removals", "last")
# Of a row group each footprint is written once.
_LARGEST_DICTIONARY = 1 << 28
# What many rows share is read as a dictionary: its letters are not copied for each.
_OFTEN = ["footprint", "place_phrase", "told_differently", "zone", "outline"]
_GEO = json.dumps(
    {
        "version": "1.1.0",
        "primary_column": "footprint",
        "columns": {"footprint": {"encoding": "WKB", "geometry_types": []}},
    }
)


def snapshot_path(project: Path) -> Path:
    """Return where the snapshot of a project lies."""
    key = hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:16]
    return cache_dir() / f"events-{key}.parquet"


def lost_snapshots() -> tuple[Path, ...]:
    """Return the snapshots that no project will open: those of projects that were moved, renamed or deleted, and damaged ones."""
    return tuple(each for each in cache_dir().glob("events-*.parquet") if not _is_of_a_project(each))


def _is_of_a_project(snapshot: Path) -> bool:
    try:
        said = pq.read_schema(snapshot).metadata or {}
    except (OSError, pa.ArrowException):
        return False
    return Path(said.get(_PREFIX + b"project", b"").decode(errors="replace")).is_file()


class SnapshotWriter:
    """Writes a snapshot beside the old one and puts it in its place when all is written.

    A folder that cannot be written to, or a full disk, leaves no snapshot: the next one to open the project reads it anew.
    """

    def __init__(self, project: Path, mark: Mark) -> None:
        self._path = snapshot_path(project)
        self._part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        said = {"schema": _SCHEMA, "project": str(project.resolve()), **{n: str(getattr(mark, n)) for n in _MARK}}
        self._schema = KEPT.with_metadata({b"geo": _GEO, **{_PREFIX + k.encode(): v for k, v in said.items()}})
        self._writer: pq.ParquetWriter | None = None
        with contextlib.suppress(OSError):
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(
                self._part,
                self._schema,
                compression="zstd",
                dictionary_pagesize_limit=_LARGEST_DICTIONARY,
                write_page_checksum=True,
            )

    def write(self, rows: pa.Table) -> None:
        """Write rows as one group."""
        if self._writer is None:
            return
        try:
            self._writer.write_table(rows.replace_schema_metadata(self._schema.metadata), row_group_size=len(rows) or 1)
        except OSError:
            self.abandon()

    def finish(self) -> None:
        """Put the snapshot in its place."""
        if self._writer is None:
            return
        try:
            self._writer.close()
            self._part.replace(self._path)
        except OSError:
            self.abandon()

    def abandon(self) -> None:
        """Leave the old snapshot, and no trace of this one."""
        with contextlib.suppress(OSError):
            if self._writer is not None:
                self._writer.close()
        self._writer = None
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)


class Snapshot:
    """An open snapshot: the project's ``mark`` when it was made, and its rows."""

    def __init__(self, file: pq.ParquetFile, mark: Mark) -> None:
        self._file = file
        self.mark = mark
        self.rows = int(file.metadata.num_rows)

    def more(self, rows: np.ndarray) -> pa.Table:
        """Return the columns of `MORE` of some rows, in the order of the file; ``rows`` is a mask of the first of them.

        Raises
        ------
        OSError, pyarrow.ArrowException
            If the file is damaged.
        """
        first, found = 0, []
        for group in range(self._file.num_row_groups):
            size = self._file.metadata.row_group(group).num_rows
            wanted = np.zeros(size, dtype=bool)
            some = rows[first : first + size]
            wanted[: len(some)] = some
            first += size
            if wanted.any():
                table = self._file.read_row_group(group, columns=MORE.names)
                found.append(table if wanted.all() else table.filter(arrow_numbers(wanted)))
        return pa.concat_tables(found) if found else MORE.empty_table()

    def tables(self) -> Iterator[pa.Table]:
        """Give the rows, some at a time, with each footprint once.

        Raises
        ------
        OSError, pyarrow.ArrowException
            If the file is damaged.
        """
        for group in range(self._file.num_row_groups):
            yield self._file.read_row_group(group, columns=FLAT.names).unify_dictionaries()


@contextlib.contextmanager
def open_snapshot(project: Path) -> Iterator[Snapshot | None]:
    """Open a project's snapshot; None where there is none, or it is damaged, of another schema, or of another project."""
    path = snapshot_path(project)
    if not path.is_file():
        yield None
        return
    try:
        file = pq.ParquetFile(path, read_dictionary=_OFTEN, page_checksum_verification=True)
    except (OSError, pa.ArrowException):
        yield None
        return
    with file:
        yield _checked(file, project)


def _checked(file: pq.ParquetFile, project: Path) -> Snapshot | None:
    said = {
        key.removeprefix(_PREFIX).decode(): value.decode(errors="replace")
        for key, value in (file.schema_arrow.metadata or {}).items()
        if key.startswith(_PREFIX)
    }
    if said.get("schema") != _SCHEMA or said.get("project") != str(project.resolve()):
        return None
    if not all(said.get(name, "").isdigit() for name in _MARK[:2]):
        return None
    return Snapshot(file, Mark(revision=int(said["revision"]), removals=int(said["removals"]), last=said["last"]))
