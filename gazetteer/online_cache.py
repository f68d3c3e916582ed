"""Answers of a service online, kept on this machine for good: what was asked once is not asked again.

What is kept is OpenStreetMap data under the ODbL, apart from the gazetteer's own files: it is never merged into them.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gazetteer.errors import OnlineFailedError

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, query TEXT NOT NULL, country TEXT NOT NULL, asked_at TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (service, query, country)
);
CREATE TABLE IF NOT EXISTS requests (service TEXT PRIMARY KEY, at REAL NOT NULL);
"""


class AnswerCache:
    """One SQLite file; "nothing found" is kept as an answer too. Threads and processes may share it.

    ``now`` gives the seconds since 1970 in UTC.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now

    def answer(self, service: str, query: str, country: str) -> object | None:
        """Return the JSON kept for a question, or None where it was never answered."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT answer FROM answers WHERE service = ? AND query = ? AND country = ?", (service, query, country)
            ).fetchone()
        try:
            found: object | None = None if row is None else json.loads(row[0])
        except (TypeError, ValueError):
            return None
        return found

    def keep(self, service: str, query: str, country: str, answer: object) -> None:
        """Keep an answer, in place of an older one."""
        asked_at = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds")
        with self._open() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                (service, query, country, asked_at, json.dumps(answer)),
            )

    def note_request(self, service: str) -> None:
        """Note that the service is being asked now."""
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO requests VALUES (?, ?)", (service, self._now()))

    def seconds_since_request(self, service: str) -> float | None:
        """Return how long ago any process of this user asked the service; None where none did, or a clock was set back."""
        with self._open() as connection:
            row = connection.execute("SELECT at FROM requests WHERE service = ?", (service,)).fetchone()
        passed = None if row is None else self._now() - float(row[0])
        return passed if passed is not None and passed >= 0 else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            try:
                connection = self._connect()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                # Damaged: what it held can be asked again.
                self._path.unlink(missing_ok=True)
                connection = self._connect()
            with closing(connection), connection:
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise OnlineFailedError(
                f"{self._path} cannot be used: {error}. Answers found online must be kept: free some space, or correct "
                "the folder's rights."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.executescript(_TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        return connection
