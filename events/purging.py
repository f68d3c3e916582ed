"""Purging a report: its text, events and history are erased for good, and only that it was purged stays."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from events.errors import PurgedReportError, StoreLockedError, StoreReadOnlyError
from events.originals import erase, erase_original
from events.tables import intake_table, purge_left_table, purge_table, removal_table, report_table, revision_table
from gazetteer import ProjectFile, text_context

_PURGED, _WANTED = "purged", "wanted again"
# What is left to do in each purge beside its originals: the file's free pages, and what is built of it.
_PAGES = ""
Step = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """An entry of the log of purges: which report, how many events went with it, when (UTC), who and why; nothing of its text.

    ``what`` is "purged", or "wanted again" where someone said so.
    """

    report_id: str
    what: str
    events: int
    at: dt.datetime
    who: str
    why: str


def is_pending(connection: sa.Connection) -> bool:
    """Say whether a purge is not finished yet."""
    return _is_kept(connection) and connection.scalar(sa.select(sa.func.count()).select_from(purge_left_table)) != 0


def purges(connection: sa.Connection) -> tuple[Purge, ...]:
    """Return the log of purges, the oldest entry first."""
    if not _is_kept(connection):
        return ()
    return tuple(
        Purge(
            report_id=row.report_id, what=row.what, events=row.events, at=dt.datetime.fromisoformat(row.at), who=row.who,
            why=row.why,
        )
        for row in connection.execute(sa.select(purge_table).order_by(purge_table.c.number))
    )  # fmt: skip


def check_not_purged(connection: sa.Connection, report_id: str) -> None:
    """Raise where a report was purged and nobody has asked for it again since.

    Raises
    ------
    PurgedReportError
        With when, by whom and why.
    """
    told = [each for each in purges(connection) if each.report_id == report_id]
    if told and told[-1].what == _PURGED:
        raise PurgedReportError(
            f"This report was purged on {told[-1].at:%-d %B %Y} by {told[-1].who} ({told[-1].why}). Nothing of it was saved. "
            "If it is to be in the project again, say so: “Save it all the same” on Reports, or --purged-too.",
            report_id=report_id,
        )


def want_again(
    connection: sa.Connection, report_id: str, *, at: dt.datetime, who: str = "analyst", why: str = "saved again"
) -> None:
    """Enter in the log that a purged report is wanted again, so that it is saved as any other; nothing for one that was not purged."""
    told = [each for each in purges(connection) if each.report_id == report_id]
    if told and told[-1].what == _PURGED:
        _enter(connection, report_id, _WANTED, events=0, weight=0, at=at, who=who, why=why)


def erase_rows(connection: sa.Connection, report_id: str, *, at: dt.datetime, who: str, why: str) -> int:
    """Erase all rows of a report, which `events.removal` has deleted, and enter the purge; return how many events went.

    The caller commits, then calls `finish`; until that is done the purge is pending, and the next to open the project ends it.
    """
    # What is deleted is written over with zeros, in the file as in the log that goes before it.
    connection.execute(sa.text("PRAGMA secure_delete=ON"))
    connection.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
    before = _version(connection)
    # Originals that have other reports too, a table of many for one, go as well: they hold this one's text.
    originals = set(connection.scalars(sa.select(intake_table.c.original).where(intake_table.c.report_id == report_id)))
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
    weight = max(0, before - _version(connection)) + 1
    _enter(connection, report_id, _PURGED, events=events, weight=weight, at=at, who=who, why=why)
    connection.execute(purge_left_table.insert(), [{"original": each} for each in sorted({_PAGES, *originals})])
    return events


def finish(file: ProjectFile, *, step: Step = lambda _done: None) -> None:
    """Do what is left of purges: erase originals, what was built of the project, and every page and log that held the text.

    Parameters
    ----------
    step
        Hears what is done, for tests.

    Raises
    ------
    StoreLockedError
        If another program still reads the project: the purge is finished when it is opened next.
    StoreReadOnlyError
        If a file cannot be erased.
    """
    with file.reading() as connection:
        left = list(connection.scalars(sa.select(purge_left_table.c.original))) if is_pending(connection) else []
    if not left:
        return
    step("rows")
    try:
        for original in filter(None, left):
            erase_original(file.path, original)
        step("originals")
        _erase_snapshots(file.path)
    except OSError as error:
        raise StoreReadOnlyError(
            f"{error.filename} cannot be erased ({error.strerror}). The report is out of the project; close what holds that file, "
            "then open the project again: the purge is finished then."
        ) from error
    step("snapshots")
    with file.reading() as connection:
        # Pages that were freed before anything was written over are left out of the new file.
        connection.execute(sa.text("VACUUM"))
    step("pages")
    _empty_log(file)
    step("log")
    with file.writing() as connection:
        connection.execute(sa.text("PRAGMA secure_delete=ON"))
        connection.execute(purge_left_table.delete().where(purge_left_table.c.original.in_(left)))
    _empty_log(file)


def _empty_log(file: ProjectFile) -> None:
    """Fold the write-ahead log into the file and empty it."""
    with file.reading() as connection:
        connection.execute(sa.text("PRAGMA busy_timeout=2000"))
        busy = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    if busy:
        raise StoreLockedError(
            f"The report is out of {file.path.name}, but another program reads the project, so that its log could not be emptied "
            "yet. Close that program and open the project again: the purge is finished then."
        )


def _erase_snapshots(project: Path) -> None:
    # Parquet takes a while to import, which a project without a purge does not need.
    from events.snapshot import lost_snapshots, snapshot_path  # noqa: PLC0415

    path = snapshot_path(project)
    # The project may have had another name or place when a snapshot of it was made.
    for file in (path, *path.parent.glob(f"{path.name}.*.part"), *lost_snapshots()):
        erase(file)


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


def _version(connection: sa.Connection) -> int:
    newest = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(revision_table.c.revision_id), 0)))
    return int(newest or 0) + int(connection.scalar(sa.select(sa.func.count()).select_from(removal_table)) or 0)


def _enter(
    connection: sa.Connection, report_id: str, what: str, *, events: int, weight: int, at: dt.datetime, who: str,
    why: str,
) -> None:  # fmt: skip
    connection.execute(
        purge_table.insert().values(
            report_id=report_id, what=what, events=events, weight=weight, at=at.isoformat(), who=who, why=why
        )
    )


def _is_kept(connection: sa.Connection) -> bool:
    """Say whether the project has a log of purges: one that was last written to before there was any has none."""
    return sa.inspect(connection).has_table(purge_table.name)
