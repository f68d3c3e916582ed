"""Purging a report: its text, events and history are erased for good, and only that it was purged stays."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from events.changes import version_now
from events.erasing import erase_report
from events.errors import PurgedReportError, StoreLockedError, StoreReadOnlyError
from events.originals import erase, erase_original
from events.purged_backups import PURGED, purge_backups
from events.seals import seal_anew
from events.tables import purge_left_table, purge_table, seal_table
from gazetteer import ProjectFile

_WANTED = "wanted again"
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
    if told and told[-1].what == PURGED:
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
    if told and told[-1].what == PURGED:
        _enter(connection, report_id, _WANTED, events=0, weight=0, at=at, who=who, why=why)


def erase_rows(connection: sa.Connection, report_id: str, *, at: dt.datetime, who: str, why: str) -> int:
    """Erase all rows of a report, which `events.removal` has deleted, and enter the purge; return how many events went.

    The caller commits, then calls `finish`; until that is done the purge is pending, and the next to open the project ends it.
    """
    before = version_now(connection)
    erased = erase_report(connection, report_id)
    weight = max(0, before - version_now(connection)) + 1
    _enter(connection, report_id, PURGED, events=erased.events, weight=weight, at=at, who=who, why=why)
    connection.execute(purge_left_table.insert(), [{"original": each} for each in sorted({_PAGES, *erased.originals})])
    if sa.inspect(connection).has_table(seal_table.name):
        # The seals closed over what is gone.
        seal_anew(connection, at=at)
    return erased.events


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
        step("snapshots")
        purge_backups(file.path)
    except OSError as error:
        raise StoreReadOnlyError(
            f"{error.filename} cannot be erased ({error.strerror}). The report is out of the project; close what holds that file, "
            "then open the project again: the purge is finished then."
        ) from error
    step("backups")
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
