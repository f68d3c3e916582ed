"""Seals over a project's history: each change of it closes over all before with a hash, so that a change made behind its back shows.

A chain of hashes finds what was altered by accident, by a damaged disk or by hand in the file; who rewrites the whole chain is found
only by those who noted its head (`events check` prints it).
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from events.tables import seal_table

# What only grows: the table, its number, and what of a row is sealed. A report's reading is made anew, its text never is.
_SEALED = {
    "report": "number, report_id, title, source, saved_at, report",
    "revision": "revision_id, event_id, at, who, why, record",
    "removal": "change_id, report_id, event_id, at, who, what",
    "pairing": "change_id, first, second, kept, other, what, at, who, why, record",
    "grade": "number, event_id, report_id, source, name, grade, undoes, at, who, why",
    "export": "number, at, who, name, format, profile, events, withheld, sha256, state, filter",
}
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the seal's number, and when it was set."""

    number: int
    at: str


def seal(connection: sa.Connection, *, at: dt.datetime) -> None:
    """Set a seal over what was added since the last one, within the transaction that added it; nothing where nothing was."""
    last, digest = _last(connection)
    newest = {name: _newest(connection, name) for name in last}
    if newest == last:
        return
    values = {"at": at.isoformat(), "digest": _digest(connection, digest, last, newest), **newest}
    connection.execute(seal_table.insert().values(values))


def seal_anew(connection: sa.Connection, *, at: dt.datetime) -> None:
    """Set one seal over all that is there, in the stead of all others: after a purge, which takes out what they closed over."""
    connection.execute(seal_table.delete())
    seal(connection, at=at)


def head(connection: sa.Connection) -> str:
    """Return the last seal's hash, which stands for the whole history; "" where nothing is sealed."""
    return _last(connection)[1]


def breaks(connection: sa.Connection) -> Iterator[Break]:
    """Give the seals that do not fit what they close over; where something behind the last one is not sealed, seal 0."""
    columns = _sealed_here(connection)
    last, digest = dict.fromkeys(columns, 0), ""
    for row in connection.execute(_seals(columns).order_by(seal_table.c.number)).all():
        upto = {name: int(getattr(row, name)) for name in columns}
        if _digest(connection, digest, last, upto) != row.digest:
            yield Break(row.number, row.at)
        last, digest = upto, row.digest
    if any(_newest(connection, name) > last[name] for name in columns):
        yield Break(0, "")


def _sealed_here(connection: sa.Connection) -> tuple[str, ...]:
    """Return the tables that a project's seals close over: of one that an earlier Dateline saved fewer than today."""
    columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(seal)")}
    return tuple(name for name in _SEALED if name in columns)


def _seals(columns: Sequence[str]) -> sa.Select[Any]:
    return sa.select(*(seal_table.c[name] for name in ("number", "at", "digest", *columns)))


def _last(connection: sa.Connection) -> tuple[dict[str, int], str]:
    columns = _sealed_here(connection)
    row = connection.execute(_seals(columns).order_by(seal_table.c.number.desc()).limit(1)).first()
    if row is None:
        return dict.fromkeys(columns, 0), ""
    return {name: int(getattr(row, name)) for name in columns}, row.digest


def _newest(connection: sa.Connection, table: str) -> int:
    number = _SEALED[table].partition(",")[0]
    return int(connection.exec_driver_sql(f"SELECT coalesce(max({number}), 0) FROM {table}").scalar_one())  # noqa: S608 - names of our own tables


def _digest(connection: sa.Connection, before: str, after: dict[str, int], upto: dict[str, int]) -> str:
    made = hashlib.sha256(before.encode())
    for table, last in upto.items():
        columns = _SEALED[table]
        number, *few, long = columns.split(", ")
        # A length before each value: no two rows read alike. The long one comes as it lies in the file, which a million rows feel.
        said = " || ".join(f"coalesce(length({name}), '') || ':' || coalesce({name}, '')" for name in (number, *few))
        query = (
            f"SELECT {said}, CAST({long} AS BLOB) FROM {table} WHERE {number} > ? AND {number} <= ? ORDER BY {number}"  # noqa: S608 - names of our own tables
        )
        rows = connection.exec_driver_sql(query, (after[table], last))
        while some := rows.fetchmany(_AT_ONCE):
            for header, body in some:
                made.update(f"{header}{len(body)}:".encode())
                made.update(body)
    return made.hexdigest()
