"""The list of the reports in a project, with their numbers of events."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa

from events.removal import Removals
from events.stored import StoredReport, opening
from events.tables import event_table, report_table

# As much of a text as its first words may take (characters).
_START = 400
_DAY = sa.func.json_extract(report_table.c.reading, "$.document_date.date")


def list_reports(connection: sa.Connection) -> tuple[StoredReport, ...]:
    """Return the saved reports, the newest first; without those that are deleted."""
    removals = Removals(connection)
    deleted = removals.reports()
    there = event_table.c.event_id.not_in(removals.events())
    return tuple(report for report in _all(connection, there) if report.report_id not in deleted)


def list_deleted(connection: sa.Connection) -> tuple[StoredReport, ...]:
    """Return the reports that are deleted, the newest first, each with the number of events that would come back."""
    removals = Removals(connection)
    deleted = removals.reports()
    return tuple(
        replace(report, event_count=removals.number_back(report.report_id))
        for report in _all(connection, sa.false())
        if report.report_id in deleted
    )


def has_report(connection: sa.Connection, report_id: str) -> bool:
    """Say whether a project has a report, deleted or not."""
    query = sa.select(report_table.c.report_id).where(report_table.c.report_id == report_id)
    return connection.scalar(query) is not None


def report_days(connection: sa.Connection, *, most: int) -> tuple[dt.date, ...]:
    """Return the days that the reports speak from, each once, in order, without deleted ones'; none of more than ``most`` reports."""
    total = connection.scalar(sa.select(sa.func.count()).select_from(report_table)) or 0
    if total > most:
        return ()
    deleted = Removals(connection).reports()
    rows = connection.execute(sa.select(report_table.c.report_id, _DAY)).all()
    return tuple(sorted({dt.date.fromisoformat(said) for report_id, said in rows if said and report_id not in deleted}))


def _all(connection: sa.Connection, is_there: sa.ColumnElement[bool]) -> Iterator[StoredReport]:
    count = sa.func.count(event_table.c.event_id)
    start = sa.func.substr(sa.func.json_extract(report_table.c.report, "$.text"), 1, _START)
    query = (
        sa.select(
            report_table.c.report_id,
            report_table.c.title,
            report_table.c.source,
            report_table.c.saved_at,
            count,
            sa.case((report_table.c.title == "", start), else_=""),
            _DAY,
        )
        .select_from(report_table)
        .outerjoin(event_table, sa.and_(event_table.c.report_id == report_table.c.report_id, is_there))
        .group_by(report_table.c.report_id)
        .order_by(report_table.c.number.desc())
    )
    for key, title, source, at, events, text, day in connection.execute(query):
        yield StoredReport(
            report_id=key,
            title=title or opening(text),
            source=source,
            date=dt.date.fromisoformat(day) if day else None,
            saved_at=dt.datetime.fromisoformat(at),
            event_count=events,
        )
