"""What the texts of reports are known by, kept beside them: an exact copy is recognised when it is saved."""

import json

import sqlalchemy as sa

from events.copies import text_digest
from events.removal import Removals
from events.tables import report_digest_table, report_table

_KEPT = report_digest_table.c
_MANY = 500


def copy_of(connection: sa.Connection, report_id: str) -> str | None:
    """Return the id of the first report, not deleted, that has the same text as a saved one; None where no other has.

    The digests of reports that an earlier Dateline saved are made now, once.
    """
    _keep(connection)
    its_own = (
        sa.select(_KEPT.digest)
        .join(report_table, report_table.c.number == _KEPT.number)
        .where(report_table.c.report_id == report_id)
    )
    query = (
        sa.select(report_table.c.report_id)
        .join(report_digest_table, report_table.c.number == _KEPT.number)
        .where(
            _KEPT.digest == its_own.scalar_subquery(),
            report_table.c.report_id != report_id,
            report_table.c.report_id.not_in(Removals(connection).report_ids()),
        )
        .order_by(report_table.c.number)
        .limit(1)
    )
    found: str | None = connection.scalar(query)
    return found


def copies_of(connection: sa.Connection, report_id: str) -> tuple[str, ...]:
    """Return the ids of all other reports with the same text, the deleted ones too, which hold it as well."""
    text = connection.scalar(sa.select(report_table.c.report).where(report_table.c.report_id == report_id))
    if text is None or not sa.inspect(connection).has_table(report_digest_table.name):
        return ()
    query = (
        sa.select(report_table.c.report_id)
        .join(report_digest_table, report_table.c.number == _KEPT.number)
        .where(_KEPT.digest == text_digest(json.loads(text)["text"]), report_table.c.report_id != report_id)
        .order_by(report_table.c.number)
    )
    return tuple(connection.scalars(query))


def _keep(connection: sa.Connection) -> None:
    newest = sa.select(sa.func.coalesce(sa.func.max(_KEPT.number), 0)).scalar_subquery()
    missing = sa.select(report_table.c.number, report_table.c.report).where(report_table.c.number > newest)
    while rows := connection.execute(missing.order_by(report_table.c.number).limit(_MANY)).all():
        values = [{"number": row.number, "digest": text_digest(json.loads(row.report)["text"])} for row in rows]
        connection.execute(report_digest_table.insert(), values)
