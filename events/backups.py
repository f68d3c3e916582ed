"""Backups of a project beside it: taken by SQLite's own copying, checked before they count, a week of days and four weeks kept."""

import datetime as dt
import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from events.errors import StoreBrokenError, StoreReadOnlyError

DAILY, BY_HAND, DAMAGED = "daily", "by-hand", "damaged"
_DAYS, _WEEKS = 7, 4
# All backups of a project together; the newest two are kept whatever their size.
_MOST_BYTES = 5_000_000_000
_LEAST = 2
# On a full disk SQLite finds no room for the index of its log, and calls that a disk I/O error.
_OUT_OF_REACH = ("locked", "unable to open", "disk I/O", "is full")
_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(\d{8}T\d{12}Z)\.([a-z0-9-]+)\.sqlite")
# The last number that each table of entries ever gave: of seals, which close over reports, events, deletions, merges, grades and
# exports, of listed actors, chosen names, own places and layers. It stays where a row goes.
_NEWEST_ENTRIES = "SELECT name, seq FROM sqlite_sequence ORDER BY name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup: its file, when it was taken (UTC), and what for: "daily", "by-hand", "before-version-2", "damaged"."""

    path: Path
    at: dt.datetime
    kind: str

    @property
    def size_bytes(self) -> int:
        """How large its file is."""
        return self.path.stat().st_size


def backups_folder(project: Path) -> Path:
    """Return the folder in which a project's backups lie: beside its file, under its name."""
    return project.with_suffix(".backups")


def list_backups(project: Path) -> tuple[Backup, ...]:
    """Return a project's backups, the newest first, without what was kept of a damaged project."""
    return tuple(each for each in kept_files(project) if each.kind != DAMAGED)


def kept_files(project: Path) -> tuple[Backup, ...]:
    """Return all that is kept of a project, the newest first: its backups, and damaged files that a backup took the place of."""
    found = []
    for file in backups_folder(project).glob("*.sqlite"):
        if said := _NAME.fullmatch(file.name):
            at = dt.datetime.strptime(said[1], _STAMP).replace(tzinfo=dt.UTC)
            found.append(Backup(path=file, at=at, kind=said[2]))
    return tuple(sorted(found, key=lambda each: each.path.name, reverse=True))


def take_backup(project: Path, *, at: dt.datetime, kind: str = BY_HAND) -> Backup:
    """Copy a project as it is at one moment, also while others write to it.

    Raises
    ------
    StoreBrokenError
        If the copy is damaged, as the project is then; no backup is made of it.
    StoreReadOnlyError
        If there is no room for it, or the folder cannot be written to.
    """
    folder = backups_folder(project)
    path = folder / f"{at.astimezone(dt.UTC).strftime(_STAMP)}.{kind}.sqlite"
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_room(project, folder)
        copy_database(project, part)
        faults = damage(part)
        if faults:
            raise StoreBrokenError(f"{project} is damaged ({faults}); no backup was made of it. {way_out(project)}")
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, StoreBrokenError):
            raise
        raise StoreReadOnlyError(
            f"No backup of {project.name} could be made in {folder} ({error}). Free some disk space, or see to it that the folder "
            "can be written to, then try again."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(path=path, at=at, kind=kind)


def is_due(project: Path, *, now: dt.datetime) -> bool:
    """Say whether a project changed since its last good backup, and that is a day old or there is none."""
    last = next(iter(list_backups(project)), None)
    # A clock that jumped back makes the last one lie ahead: it is not waited for.
    if last is not None and dt.timedelta(0) <= now - last.at < dt.timedelta(days=1):
        return False
    entries = _newest_entries(project)
    return bool(entries) and (last is None or _newest_entries(last.path) != entries)


def drop_old(project: Path) -> tuple[Backup, ...]:
    """Take away the daily backups that are no longer needed, and return them; those by hand and before a change of version stay.

    The newest of each of the last seven days that have one stays, and of each of the last four weeks.
    """
    daily = [each for each in list_backups(project) if each.kind == DAILY]
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for each in daily:
        days.setdefault(each.at.date(), each)
        weeks.setdefault(each.at.isocalendar()[:2], each)
    kept = {each.path for each in (*list(days.values())[:_DAYS], *list(weeks.values())[:_WEEKS])}
    room, gone = _MOST_BYTES, []
    for number, each in enumerate(daily):
        room -= each.size_bytes if each.path in kept else 0
        if each.path not in kept or (room < 0 and number >= _LEAST):
            gone.append(each)
    for each in gone:
        each.path.unlink(missing_ok=True)
    return tuple(gone)


def restore_backup(project: Path, backup: Backup, *, at: dt.datetime) -> Path | None:
    """Put a backup in the place of a project, and return where the file that was there is kept; None where there was none.

    Raises
    ------
    StoreBrokenError
        If the backup is damaged; nothing is changed then.
    StoreReadOnlyError
        If a file cannot be written; the project is as it was then.
    """
    faults = damage(backup.path)
    if faults:
        raise StoreBrokenError(
            f"The backup {backup.path.name} is damaged too ({faults}). Take another one: events backup --list"
        )
    kept = backups_folder(project) / f"{at.astimezone(dt.UTC).strftime(_STAMP)}.{DAMAGED}.sqlite"
    part = project.with_name(f"{project.name}.{os.getpid()}.part")
    log = project.with_name(f"{project.name}-wal")
    is_there = project.exists()
    try:
        _check_room(backup.path, project.parent)
        shutil.copyfile(backup.path, part)
        sync(part)
        if is_there:
            shutil.copyfile(project, kept)
            sync(kept)
        if log.exists():
            # SQLite would read an old log into the new file.
            log.replace(kept.with_name(f"{kept.name}-wal"))
        project.with_name(f"{project.name}-shm").unlink(missing_ok=True)
        part.replace(project)
    except OSError as error:
        raise StoreReadOnlyError(
            f"{error.filename or project} could not be written ({error.strerror}). {project.name} is as it was: free some disk space "
            "and try again."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return kept if is_there else None


def newest_good(project: Path) -> Backup | None:
    """Return the newest backup that is whole, None where there is none."""
    return next((each for each in list_backups(project) if not damage(each.path)), None)


def way_out(project: Path) -> str:
    """Say in plain words what to do about a damaged project: which backup is good and how it is put in its place."""
    good = newest_good(project)
    if good is None:
        return (
            f"It has no backup. Copy {project.name} and {project.name}-wal to a safe place, then save what can still be read: "
            f"python -m events list --format json --db {project}"
        )
    return (
        f"Its newest good backup is of {good.at:%-d %B %Y, %H:%M} UTC. Close Dateline and put it in place: python -m events backup "
        f"--restore {good.path.name} --db {project} (the damaged file is kept beside the backups)."
    )


def damage(file: Path) -> str:
    """Return what SQLite finds wrong with a file, "" where it is whole: each page is read, so that large files take seconds."""
    try:
        with closing(open_to_read(file)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == ["ok"] else "; ".join(" ".join(each.split()) for each in found)[:300]


def is_out_of_reach(faults: str) -> bool:
    """Say whether what `damage` returns only means that a file could not be looked at: another holds it, or the disk is full."""
    return any(words in faults for words in _OUT_OF_REACH)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database with what its log holds into one file without a log, on disk when this returns.

    Raises
    ------
    sqlite3.Error, OSError
        If one cannot be read or the other not be written.
    """
    with (
        closing(open_to_read(source)) as there,
        closing(sqlite3.connect(target)) as here,
    ):
        here.execute("PRAGMA synchronous=OFF")
        # Within one reading transaction: a copy that others' writes start anew again and again would never end.
        there.execute("BEGIN")
        there.execute("SELECT count(*) FROM sqlite_master").fetchone()
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE")
    sync(target)


def open_to_read(file: Path) -> sqlite3.Connection:
    """Open a database that is only read; on a disk that nobody can write to as one that does not change.

    Raises
    ------
    sqlite3.Error
        If it cannot be opened.
    """
    is_fixed = not os.access(file.parent, os.W_OK) and not file.with_name(f"{file.name}-wal").exists()
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if is_fixed else ''}", uri=True)


def _newest_entries(project: Path) -> dict[str, int] | None:
    """Return how far each table of entries has come; None where that cannot be read."""
    try:
        with closing(open_to_read(project)) as connection:
            return dict(connection.execute(_NEWEST_ENTRIES).fetchall())
    except sqlite3.Error:
        return None


def _check_room(project: Path, folder: Path) -> None:
    """Raise where a copy of a project would fill the disk: so much again is left free."""
    needed = 2 * sum(
        file.stat().st_size for file in (project, project.with_name(f"{project.name}-wal")) if file.exists()
    )
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OSError(f"{free / 1e6:.0f} MB are free, {needed / 1e6:.0f} MB are needed")


def sync(file: Path) -> None:
    """See to it that a file is on the disk."""
    with file.open("rb+") as open_file:
        os.fsync(open_file.fileno())
