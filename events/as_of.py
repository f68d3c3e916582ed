"""A project as it was at an earlier time: its tables seen through views that end where its history had come by then.

An entry counts as of when it was entered, not by what its clock said: all that stands before the last entry of that time was known.
Reports are as they are now, and what was purged is gone from its past too.
"""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from events.errors import BadFilterError
from events.tables import grade_table, pairing_table, removal_table, revision_table, seal_table

# The table, and the number that its entries are counted by.
_HISTORY = {
    revision_table.name: "revision_id",
    removal_table.name: "change_id",
    pairing_table.name: "change_id",
    grade_table.name: "number",
}
# Entries by then that say that they are of later: looked for at the seals, of which there are far fewer than entries.
_LATER = """
SELECT 1 FROM seal WHERE seal.at > ? AND seal.revision <= ?
    AND (SELECT at FROM main.revision WHERE revision_id = seal.revision) > ? LIMIT 1
"""
_DAY_LENGTH = len("2026-11-01")
_EVENT = """
CREATE TEMP VIEW event AS SELECT event_id, report_id, position, (SELECT record FROM main.revision
    WHERE revision.event_id = event.event_id AND revision_id <= {upto} ORDER BY revision_id DESC LIMIT 1) AS record
FROM main.event WHERE EXISTS (SELECT 1 FROM main.revision WHERE revision.event_id = event.event_id AND revision_id <= {upto})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """How far a project's history had come.

    Attributes
    ----------
    at
        The time that was asked for, UTC.
    upto
        The last entry of each table of the history by then, 0 where there was none.
    is_doubtful
        Whether some of these entries say that they are of later: a clock was wrong, then or since.
    """

    at: dt.datetime
    upto: dict[str, int]
    is_doubtful: bool

    @property
    def is_before_all(self) -> bool:
        """Say whether nothing was recorded by then."""
        return self.upto[revision_table.name] == 0


def parse_moment(said: str) -> dt.datetime:
    """Return an instant of ISO 8601, UTC where it names no zone; of a day alone its end.

    Raises
    ------
    BadFilterError
        If it is none.

    Examples
    --------
    >>> parse_moment("2026-11-01").isoformat(), parse_moment("2026-11-01T06:30").isoformat()
    ('2026-11-01T23:59:59.999999+00:00', '2026-11-01T06:30:00+00:00')
    """
    try:
        at = dt.datetime.fromisoformat(said.strip())
        if len(said.strip()) == _DAY_LENGTH:
            at += dt.timedelta(days=1, microseconds=-1)
        return at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise BadFilterError(f"{said[:40]!r} is no day or time such as 2026-11-01 or 2026-11-01T06:30.") from error


def moment(connection: sa.Connection, at: dt.datetime) -> Moment:
    """Return how far a project's history had come at a time (UTC); the more was entered since, the longer it takes."""
    tables = set(sa.inspect(connection).get_table_names())
    said = at.astimezone(dt.UTC).isoformat()
    upto = {}
    for table, number in _HISTORY.items():
        last = f"SELECT {number} FROM {table} WHERE at <= ? ORDER BY {number} DESC LIMIT 1"  # noqa: S608 - names of our own tables
        upto[table] = int(connection.exec_driver_sql(last, (said,)).scalar() or 0) if table in tables else 0
    is_doubtful = False
    if seal_table.name in tables:
        is_doubtful = connection.exec_driver_sql(_LATER, (said, upto[revision_table.name], said)).scalar() is not None
    return Moment(at=at.astimezone(dt.UTC), upto=upto, is_doubtful=is_doubtful)


def views_of(connection: sa.Connection, known: Moment) -> tuple[str, ...]:
    """Return the statements that make a connection see a project as it was at a moment; they change nothing of it."""
    tables = set(sa.inspect(connection).get_table_names())
    return (
        _EVENT.format(upto=known.upto[revision_table.name]),
        *(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {number} <= {known.upto[table]}"  # noqa: S608 - names of our own tables
            for table, number in _HISTORY.items()
            if table in tables
        ),
    )
