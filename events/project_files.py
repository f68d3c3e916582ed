"""The files of a project: its SQLite file and the folders beside it, copied or put in place together, never over another project."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from events.backups import copy_database, damage, is_out_of_reach, sync, way_out
from events.errors import ProjectExistsError, StoreBrokenError, StoreReadOnlyError

PROJECT = "project.sqlite"
# Folders beside the project that are part of it, and what the files in them are called: nothing else is ever packed or unpacked.
_FOLDERS = {
    "originals": re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,10}"),
    "basemaps": re.compile(r"[0-9]{1,9}\.pmtiles"),
}

Progress = Callable[[float, str], None]


def no_progress(_share: float, _words: str) -> None:
    """Tell nobody how far something has come."""


def companion_folder(project: Path, folder: str) -> Path:
    """Return where a folder of a project lies: beside its file, under its name."""
    return project.with_suffix(f".{folder}")


def companions(project: Path) -> Iterator[tuple[str, Path]]:
    """Give the files beside a project that are part of it, by their names in an archive ("originals/ab/ab12….pdf"), in order."""
    for folder in _FOLDERS:
        root = companion_folder(project, folder)
        for file in sorted(root.rglob("*")) if root.is_dir() else ():
            name = f"{folder}/{file.relative_to(root).as_posix()}"
            if is_companion(name) and file.is_file() and not file.is_symlink():
                yield name, file


def is_companion(name: str) -> bool:
    """Say whether a name in an archive is that of a file beside a project: no other is ever written to a disk.

    Examples
    --------
    >>> is_companion("basemaps/2.pmtiles"), is_companion("basemaps/../2.pmtiles"), is_companion("/basemaps/2.pmtiles")
    (True, False, False)
    """
    folder, _, rest = name.partition("/")
    return folder in _FOLDERS and _FOLDERS[folder].fullmatch(rest) is not None


def copy_whole(project: Path, target: Path) -> None:
    """Copy a project's database as it is at one moment, with what its log holds, and see that the copy is whole.

    Raises
    ------
    StoreBrokenError
        If it is damaged, or there is none.
    StoreReadOnlyError
        If the copy cannot be written.
    """
    if not project.is_file():
        raise StoreBrokenError(f"There is no project at {project}. Give its file: --db PATH.")
    try:
        copy_database(project, target)
    except (OSError, sqlite3.Error) as error:
        faults = damage(project)
        if faults and not is_out_of_reach(faults):
            raise StoreBrokenError(f"{project} is damaged ({error}). {way_out(project)}") from error
        raise not_written(target, error) from error
    if is_out_of_reach(faults := damage(target)):
        raise not_written(target, OSError(faults))
    if faults:
        raise StoreBrokenError(f"{project} is damaged ({faults}). {way_out(project)}")


def copy_project(project: Path, target: Path) -> None:
    """Copy a project with the files beside it to another name, also while others write to it.

    Raises
    ------
    ProjectExistsError
        If there is one of that name.
    StoreBrokenError, StoreReadOnlyError
        As `copy_whole`; nothing is left of the copy then.
    """
    with placing(target) as room:
        copy_whole(project, room / PROJECT)
        for name, file in companions(project):
            copied = room / name
            try:
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copied)
                sync(copied)
            except OSError as error:
                raise not_written(target, error) from error


@contextmanager
def placing(target: Path) -> Iterator[Path]:
    """Give an empty folder to lay a project out in, as an archive has it; in the end it is put in place whole, or nothing is.

    Raises
    ------
    ProjectExistsError
        If there is a project of that name, or a folder of one, before or in the end.
    StoreReadOnlyError
        If the place cannot be written to.
    """
    check_free(target)
    room = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            room.mkdir()
        except OSError as error:
            raise not_written(target, error) from error
        yield room
        try:
            _put(room, target)
        except OSError as error:
            raise not_written(target, error) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _put(room: Path, target: Path) -> None:
    """Put what is laid out in place, the project's file last: it makes the rest count."""
    check_free(target)
    placed = []
    try:
        for folder in _FOLDERS:
            if (room / folder).is_dir():
                (room / folder).rename(companion_folder(target, folder))
                placed.append(companion_folder(target, folder))
        put_new(room / PROJECT, target)
    except OSError:
        for each in placed:
            shutil.rmtree(each, ignore_errors=True)
        raise


def put_new(file: Path, target: Path) -> None:
    """Move a file to a name that no other has.

    Raises
    ------
    ProjectExistsError
        If one has.
    """
    try:
        # Unlike a renaming it never takes another's place.
        os.link(file, target)
    except FileExistsError as error:
        raise exists(target) from error
    except OSError:
        # A disk without links: FAT on a stick.
        if target.exists():
            raise exists(target) from None
        file.rename(target)
    with suppress(OSError):
        file.unlink(missing_ok=True)


def check_free(target: Path) -> None:
    """Raise where a project of that name is there, or a folder or log of one that would become this one's."""
    others = [target, target.with_name(f"{target.name}-wal"), target.with_suffix(".backups")]
    for each in (*others, *(companion_folder(target, folder) for folder in _FOLDERS)):
        if each.exists() or each.is_symlink():
            raise exists(each)


def exists(path: Path) -> ProjectExistsError:
    """Return the error that says that something is there already."""
    return ProjectExistsError(f"{path} is there already and stays as it is. Choose another name.")


def not_written(target: Path, error: Exception) -> StoreReadOnlyError:
    """Return the error that says why something could not be written, with the next step."""
    why = getattr(error, "strerror", None) or str(error)
    return StoreReadOnlyError(
        f"{target} could not be written ({why}); nothing was left half done. Free some disk space or choose another folder, then try again."
    )
