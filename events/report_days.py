"""The days that reports speak from, kept beside them.

A report's reading is long: of a hundred thousand reports they are two gigabytes, and a quarter of a minute to look through.
"""

import datetime as dt
from collections import Counter

import sqlalchemy as sa

from events.removal import Removals
from events.tables import report_day_table, report_table

_READING = report_table.c.reading
# A project may come from anywhere: a reading that is no JSON says no day, and does not stop the others.
SAID_DAY = sa.case((sa.func.json_valid(_READING) == 1, sa.func.json_extract(_READING, "$.document_date.date")))
_KEPT = report_day_table.c
_NEWEST_KEPT = sa.select(sa.func.coalesce(sa.func.max(_KEPT.number), 0)).scalar_subquery()
_READ = sa.select(report_table.c.number, SAID_DAY.label("day"))


def report_days(connection: sa.Connection) -> dict[dt.date, int]:
    """Return how many reports speak from each day, without deleted ones and those that do not say; by day."""
    told: sa.Select[int, str] | sa.CompoundSelect[int, str] = _READ
    # A project that was not written to since days are kept has none.
    if sa.inspect(connection).has_table(report_day_table.name):
        told = sa.union_all(sa.select(_KEPT.number, _KEPT.day), _READ.where(report_table.c.number > _NEWEST_KEPT))
    days = told.subquery().c
    removed = sa.select(report_table.c.number).where(report_table.c.report_id.in_(Removals(connection).report_ids()))
    counted = (
        sa.select(days.day, sa.func.count())
        .where(days.day.is_not(None), days.number.not_in(removed))
        .group_by(days.day)
        .order_by(days.day)
    )
    found: Counter[dt.date] = Counter()
    for said, number in connection.execute(counted).all():
        day = parse_day(said)
        if day is not None:
            found[day] += number
    return dict(found)


def parse_day(said: object) -> dt.date | None:
    """Return the day that a reading says, None where it is no day of the calendar in ISO 8601."""
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError:
        return None


def newest_report(connection: sa.Connection) -> int:
    """Return the number of the report that was saved last, 0 where there is none; it grows with each new one."""
    return int(connection.scalar(sa.select(sa.func.max(report_table.c.number))) or 0)


def keep_day(connection: sa.Connection, report_id: str) -> None:
    """Keep the day of a report that is saved, or read again."""
    _keep(connection, _READ.where(report_table.c.report_id == report_id))


def keep_days(connection: sa.Connection) -> None:
    """Keep the days of the reports that were saved without theirs: by an earlier Dateline, or many at once."""
    _keep(connection, _READ.where(report_table.c.number > _NEWEST_KEPT))


def _keep(connection: sa.Connection, read: sa.Select[int, str]) -> None:
    connection.execute(report_day_table.insert().prefix_with("OR REPLACE").from_select(["number", "day"], read))
