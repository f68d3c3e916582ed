"""The project's SQLite file: how it is opened, read and written, and what its failures mean in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

# How long a writer waits for another one before it says so.
_BUSY_S = 5.0


def append_only(table: str) -> tuple[str, ...]:
    """Return the statements that keep a table's rows from being changed or deleted, where it has not got these triggers yet."""
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    )


@dataclass(frozen=True, slots=True)
class Failures:
    """The exceptions of the room that uses a project file."""

    locked: type[Exception]
    read_only: type[Exception]
    broken: type[Exception]


class ProjectFile:
    """One file, in WAL mode with every commit on disk before it is acknowledged. Each use has a connection of its own.

    ``is_fixed``: nobody writes to it while it is open, as to the sample project.
    """

    def __init__(self, path: Path, failures: Failures, *, read_only: bool, is_fixed: bool = False) -> None:
        self.path = path
        self._failures = failures
        self.is_read_only = read_only or is_fixed
        self._is_fixed = is_fixed
        self._engine = sa.create_engine("sqlite://", creator=self._connect, poolclass=NullPool)

    def _connect(self) -> sqlite3.Connection:
        mode = "mode=ro&immutable=1" if self._is_frozen() else "mode=ro" if self.is_read_only else "mode=rwc"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_S, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA foreign_keys=ON")
            if not self.is_read_only:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _is_frozen(self) -> bool:
        """Say whether nobody can change the file: on a read-only disk SQLite opens a write-ahead log's database only so."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        is_disk_read_only = not os.access(self.path.parent, os.W_OK) and not wal.exists()
        return self._is_fixed or (self.is_read_only and is_disk_read_only)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection to read with."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are committed together in the end, or not at all."""
        if self.is_read_only:
            raise self._failures.read_only(
                f"{self.path.name} is read-only. Save into a project of your own (--db PATH)."
            )
        with self._explained(), self._engine.connect() as connection:
            connection.execute(sa.text("BEGIN IMMEDIATE"))
            yield connection
            connection.commit()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole project."""
        with self.reading() as connection:
            connection.execute(sa.text("PRAGMA journal_mode=DELETE"))
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences with a next step."""
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise self._explain(str(getattr(error, "orig", error))) from error

    def _explain(self, words: str) -> Exception:
        if "locked" in words or "busy" in words:
            return self._failures.locked(
                f"Another program is writing to {self.path.name}. Nothing was lost: wait a moment and try again."
            )
        if "readonly" in words or "read-only" in words or "unable to open" in words:
            return self._failures.read_only(
                f"{self.path} cannot be written to. Nothing was changed: choose a folder that you may write to "
                "(--db PATH, or DATELINE_HOME) and save again."
            )
        if "full" in words or "disk I/O" in words:
            return self._failures.read_only(
                f"{self.path} could not be written ({words}). Free some disk space and save again."
            )
        return self._failures.broken(
            f"{self.path} is damaged or no Dateline project ({words}). Choose another file with --db PATH."
        )
