"""What was purged from a project goes from its backups too: each is written anew without it, and the old one is written over."""

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from events.backups import DAMAGED, backups_folder, copy_database, kept_files, open_to_read
from events.erasing import erase_report
from events.originals import erase
from events.seals import seal_anew
from events.tables import purge_table, report_table, seal_table

PURGED = "purged"


def purge_backups(project: Path) -> None:
    """Take out of a project's backups what was purged from it since they were taken; what cannot be written anew is erased.

    Raises
    ------
    OSError
        If a file cannot be erased.
    """
    folder = backups_folder(project)
    if not folder.is_dir():
        return
    for file in (*folder.glob("*.part*"), *folder.glob("*-wal"), *folder.glob("*-journal")):
        erase(file)
    log = _log_of(project)
    for kept in kept_files(project):
        if kept.kind == DAMAGED:
            erase(kept.path)
        elif log and _is_behind(kept.path, log):
            _rewrite(kept.path, log)


def _log_of(project: Path) -> list[dict[str, object]]:
    with closing(open_to_read(project)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM purge ORDER BY number")]


def _is_behind(backup: Path, log: list[dict[str, object]]) -> bool:
    try:
        with closing(open_to_read(backup)) as connection:
            found = connection.execute("SELECT max(number) FROM purge").fetchone()[0]
    except sqlite3.Error:
        return True  # it is damaged, or of before there were purges
    return int(found or 0) < int(str(log[-1]["number"]))


def _rewrite(backup: Path, log: list[dict[str, object]]) -> None:
    part = backup.with_suffix(".part")
    try:
        copy_database(backup, part)
        _purge(part, log)
    except (sqlite3.Error, sa.exc.SQLAlchemyError, ValueError, KeyError):
        with suppress(OSError):
            erase(part)
        erase(backup)
        return
    erase(backup)
    part.replace(backup)


def _purge(file: Path, log: list[dict[str, object]]) -> None:
    engine = sa.create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with engine.connect() as connection:
        # A journal would hold the text after it is gone; a crash leaves the backup itself, which is purged then.
        connection.execute(sa.text("PRAGMA journal_mode=OFF"))
        connection.execute(sa.text("PRAGMA foreign_keys=ON"))
        connection.commit()
        connection.execute(sa.text("BEGIN"))
        purge_table.create(connection, checkfirst=True)
        known = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(purge_table.c.number), 0))) or 0
        since = [row for row in log if int(str(row["number"])) > known]
        for row in since:
            report_id = str(row["report_id"])
            is_there = connection.scalar(sa.select(report_table.c.number).where(report_table.c.report_id == report_id))
            if row["what"] == PURGED and is_there is not None:
                erase_report(connection, report_id)
        connection.execute(purge_table.insert(), since)
        if sa.inspect(connection).has_table(seal_table.name):
            seal_anew(connection, at=dt.datetime.fromisoformat(str(since[-1]["at"])))
        connection.commit()
        connection.execute(sa.text("VACUUM"))
    engine.dispose()
