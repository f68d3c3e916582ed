"""The list of the reports in a project, with their numbers of events."""

import datetime as dt

import sqlalchemy as sa

from events.event_status import EventStatus
from events.removal import Removals
from events.report_days import SAID_DAY, parse_day
from events.stored import StoredReport, opening
from events.tables import event_table, report_table

# As much of a text as its first words may take (characters).
_START = 400
_MOST_WORDS = 8
# How the records of events have it that did not happen; no text can hold these signs, whose own are written with backslashes.
_UNHAPPENED = tuple(f'"status": "{each}"' for each in EventStatus if each is not EventStatus.HAPPENED)
# How the ids of what stands in for the report of an event begin that a person made without one (`events.by_hand`).
BY_HAND = "hand-"
# How the ids of what stands in for the report of imported events begin (`events.datasets`).
DATASET = "data-"


def list_reports(
    connection: sa.Connection, *, words: str = "", limit: int | None = None, offset: int = 0
) -> tuple[StoredReport, ...]:
    """Return the saved reports, the newest first; without those that are deleted.

    Parameters
    ----------
    words
        Only reports whose title (first words, where there is none) and source have each of these, in whatever case.
    limit, offset
        How many (None for all), and how many are left out before.
    """
    removals = Removals(connection)
    wanted = _rows().where(*_wanted(removals, words)).limit(limit).offset(offset)
    return tuple(_stored(row, _count(connection, row.report_id, removals)) for row in connection.execute(wanted).all())


def count_reports(connection: sa.Connection, *, words: str = "") -> int:
    """Return how many reports `list_reports` has in all."""
    query = sa.select(sa.func.count()).select_from(report_table).where(*_wanted(Removals(connection), words))
    return int(connection.scalar(query) or 0)


def find_report(connection: sa.Connection, report_id: str) -> StoredReport | None:
    """Return a line of the list of reports; None where there is no such report, or it is deleted."""
    removals = Removals(connection)
    row = connection.execute(_rows().where(report_table.c.report_id == report_id)).first()
    if row is None or report_id in removals.reports():
        return None
    return _stored(row, _count(connection, report_id, removals))


def list_deleted(connection: sa.Connection) -> tuple[StoredReport, ...]:
    """Return the reports that are deleted, the newest first, each with the number of events that would come back."""
    removals = Removals(connection)
    rows = connection.execute(_rows().where(report_table.c.report_id.in_(removals.report_ids()))).all()
    return tuple(_stored(row, removals.number_back(row.report_id)) for row in rows)


def has_report(connection: sa.Connection, report_id: str) -> bool:
    """Say whether a project has a report, deleted or not."""
    query = sa.select(report_table.c.report_id).where(report_table.c.report_id == report_id)
    return connection.scalar(query) is not None


def _rows() -> sa.Select[str, str, str, str, str, str]:
    start = sa.func.substr(sa.func.json_extract(report_table.c.report, "$.text"), 1, _START)
    return sa.select(
        report_table.c.report_id,
        report_table.c.title,
        report_table.c.source,
        report_table.c.saved_at,
        sa.case((report_table.c.title == "", start), else_="").label("start"),
        SAID_DAY.label("day"),
    ).order_by(report_table.c.number.desc())


def _wanted(removals: Removals, words: str) -> list[sa.ColumnElement[bool]]:
    start = sa.func.substr(sa.func.json_extract(report_table.c.report, "$.text"), 1, _START)
    said = sa.case((report_table.c.title == "", start), else_=report_table.c.title) + " " + report_table.c.source
    found = [said.icontains(word, autoescape=True) for word in words.split()[:_MOST_WORDS]]
    is_told = report_table.c.report_id.not_like(f"{BY_HAND}%")
    return [is_told, report_table.c.report_id.not_in(removals.report_ids()), *found]


def _count(connection: sa.Connection, report_id: str, removals: Removals) -> int:
    """Return how many events of a report are there, of those that happened; asked for one by one, since a join would count those of all reports."""
    query = sa.select(sa.func.count()).where(event_table.c.report_id == report_id)
    # Of a dataset of a million events this would take seconds: mostly none of them is gone, and all happened.
    if removals.has_any_of(report_id):
        query = query.where(event_table.c.event_id.not_in(removals.events()))
    if not report_id.startswith(DATASET):
        query = query.where(*(~event_table.c.record.contains(sign, autoescape=True) for sign in _UNHAPPENED))
    return int(connection.scalar(query) or 0)


def _stored(row: sa.Row[str, str, str, str, str, str], event_count: int) -> StoredReport:
    return StoredReport(
        report_id=row.report_id,
        title=row.title or opening(row.start),
        source=row.source,
        date=parse_day(row.day),
        saved_at=dt.datetime.fromisoformat(row.saved_at),
        event_count=event_count,
    )
