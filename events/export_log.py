"""The log of exports: what left the project, by which filter and profile, and whether the data have changed since. Append-only."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from events.filter import EventFilter
from events.filter_params import filter_from_params, filter_to_params
from events.store import EventStore
from events.tables import export_table, revision_table

# Beside the filter of an export of an earlier time.
_AS_OF = "as-of"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedExport:
    """One file that left.

    ``state`` is a SHA-256 of which revision of which events was selected; ``profile`` is "" where none was used;
    ``events`` and ``withheld`` add up to what was selected; ``as_of`` is the time (UTC) as of which the project was, None for its present.
    """

    number: int
    at: dt.datetime
    who: str
    name: str
    kind: str
    profile: str
    filter: EventFilter
    events: int
    withheld: int
    sha256: str
    state: str
    as_of: dt.datetime | None = None


def log_export(
    store: EventStore, file: Path, event_ids: Sequence[str], event_filter: EventFilter, *,
    name: str = "", profile: str = "", withheld: int = 0, who: str = "analyst",
    as_of: dt.datetime | None = None,
) -> None:  # fmt: skip
    """Enter a finished file into the project's log.

    Parameters
    ----------
    event_ids
        Of all events that the filter let through, the withheld ones too.
    name
        The file's name at its destination, "" where it has it already; never its folder.
    as_of
        The time as of which the project was exported (`EventStore.as_of`).

    Raises
    ------
    StoreLockedError, StoreReadOnlyError, StoreBrokenError
        Where the project cannot be written.
    OSError
        If the file cannot be read.
    """
    name = name or file.name
    said = filter_to_params(event_filter) | ({_AS_OF: as_of.isoformat()} if as_of is not None else {})
    then = _state_of(store.as_of(as_of), event_ids) if as_of is not None else ""
    with store.writing() as connection:
        connection.execute(
            sa.insert(export_table).values(
                at=store.now().isoformat(), who=who, name=name, format="".join(Path(name).suffixes[-2:]), profile=profile,
                filter=json.dumps(said, sort_keys=True, ensure_ascii=False),
                events=len(event_ids) - withheld, withheld=withheld, sha256=sha256_of(file),
                state=then or _state(connection, event_ids),
            )
        )  # fmt: skip


def logged_exports(store: EventStore, *, sha256: str | None = None) -> tuple[LoggedExport, ...]:
    """Return the log, the oldest entry first; only those of a file's hash where it is given."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(export_table.name):
            return ()  # a project that was last written to before exports were logged
        query = sa.select(export_table).order_by(export_table.c.number)
        if sha256 is not None:
            query = query.where(export_table.c.sha256 == sha256)
        return tuple(_logged(row) for row in connection.execute(query))


def _logged(row: sa.Row[Any]) -> LoggedExport:
    said = json.loads(row.filter)
    as_of = said.pop(_AS_OF, None)
    return LoggedExport(
        number=row.number, at=dt.datetime.fromisoformat(row.at), who=row.who, name=row.name, kind=row.format,
        profile=row.profile, filter=filter_from_params(said), events=row.events, withheld=row.withheld,
        sha256=row.sha256, state=row.state, as_of=dt.datetime.fromisoformat(as_of) if as_of else None,
    )  # fmt: skip


def has_changed(store: EventStore, logged: LoggedExport) -> bool:
    """Say whether an export by the same filter would now select other events, or other states of the same ones."""
    if logged.as_of is not None:
        store = store.as_of(logged.as_of)
    return _state_of(store, store.select(logged.filter).event_ids) != logged.state


def sha256_of(file: Path) -> str:
    """Return a file's SHA-256 in hex; raises OSError where it cannot be read."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _state_of(store: EventStore, event_ids: Sequence[str]) -> str:
    with store.reading() as connection:
        return _state(connection, event_ids)


def _state(connection: sa.Connection, event_ids: Sequence[str]) -> str:
    """Return a hash of the last revision of each event."""
    last: dict[str, int] = {}
    for start in range(0, len(event_ids), _AT_ONCE):
        some = event_ids[start : start + _AT_ONCE]
        query = (
            sa.select(revision_table.c.event_id, sa.func.max(revision_table.c.revision_id).label("last"))
            .where(revision_table.c.event_id.in_(some))
            .group_by(revision_table.c.event_id)
        )
        last |= {row.event_id: row.last for row in connection.execute(query)}
    told = "\n".join(f"{event_id} {last.get(event_id, 0)}" for event_id in sorted(event_ids))
    return hashlib.sha256(told.encode()).hexdigest()
