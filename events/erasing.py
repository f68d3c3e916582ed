"""Erasing a report's rows from a project's file, or from a backup of it, so that no byte of it stays in them."""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from events.tables import intake_table, report_table, revision_table
from gazetteer import text_context


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: how many events, and the originals (their hashes) that held the report's text."""

    events: int
    originals: frozenset[str]


def erase_report(connection: sa.Connection, report_id: str) -> Erased:
    """Erase all rows of a report that is there, in the caller's transaction; what is freed is written over with zeros."""
    # In the file as in the log that goes before it.
    connection.execute(sa.text("PRAGMA secure_delete=ON"))
    connection.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
    # Originals that have other reports too, a table of many for one, go as well: they hold this one's text.
    originals: frozenset[str] = frozenset()
    if sa.inspect(connection).has_table(intake_table.name):
        query = sa.select(intake_table.c.original).where(intake_table.c.report_id == report_id)
        originals = frozenset(connection.scalars(query))
    row = connection.execute(
        sa.select(report_table.c.number, report_table.c.report).where(report_table.c.report_id == report_id)
    ).one()
    context = text_context(str(json.loads(row.report)["text"]))
    triggers = connection.execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'")
    ).all()
    for name, _ in triggers:
        connection.execute(sa.text(f'DROP TRIGGER "{name}"'))
    _silence_reasons(connection, report_id)
    events = _erase_referring(connection, report_id, int(row.number))
    if sa.inspect(connection).has_table("name_choice"):
        connection.execute(sa.text("DELETE FROM name_choice WHERE context = :context"), {"context": context})
    for _, statement in triggers:
        connection.execute(sa.text(str(statement)))
    return Erased(events, originals)


def _silence_reasons(connection: sa.Connection, report_id: str) -> None:
    """Take out of other events' histories what a person said of them and of an event of the report: one happening with it, or another."""
    for event_id in connection.scalars(
        sa.text("SELECT event_id FROM event WHERE report_id = :report_id"), {"report_id": report_id}
    ).all():
        its_reasons = sa.and_(
            revision_table.c.event_id != event_id, revision_table.c.why.contains(event_id, autoescape=True)
        )
        connection.execute(revision_table.update().where(its_reasons).values(why="about a report that was purged"))


def _erase_referring(connection: sa.Connection, report_id: str, number: int) -> int:
    """Delete the report's row, its events' rows, and every row of whichever table that refers to one of them."""
    meant = {
        ("event", "event_id"): ("IN (SELECT event_id FROM event WHERE report_id = ?)", report_id),
        ("report", "report_id"): ("= ?", report_id),
        ("report", "number"): ("= ?", number),
    }
    # Events last: by them the others are found.
    tables = connection.scalars(
        sa.text("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'event'")
    ).all()
    for table in tables:
        for key in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').mappings().all():
            if (key["table"], key["to"]) in meant:
                condition, value = meant[key["table"], key["to"]]
                connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE "{key["from"]}" {condition}', (value,))  # noqa: S608 - names of our own tables
    gone = connection.execute(
        sa.text("DELETE FROM event WHERE report_id = :report_id"), {"report_id": report_id}
    ).rowcount
    connection.execute(report_table.delete().where(report_table.c.report_id == report_id))
    return int(gone)
