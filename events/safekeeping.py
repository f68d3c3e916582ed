"""What is done for a project's safety when it is opened to be changed: it is looked at, and backed up once a day.

A project of some megabytes is checked and copied at once, in a few hundredths of a second; a large one beside the work, in a thread.
"""

import datetime as dt
import threading
from contextlib import suppress
from pathlib import Path

from events.backups import DAILY, backups_folder, damage, drop_old, is_due, is_out_of_reach, take_backup, way_out
from events.errors import StoreBrokenError, StoreReadOnlyError
from events.purged_backups import purge_backups

# 30 MB are checked in 25 ms and copied in 60.
_AT_ONCE_BYTES = 30_000_000
_CHECKED: set[Path] = set()
_RUNNING: set[Path] = set()
_LOCK = threading.Lock()


def check_whole(project: Path) -> None:
    """Raise where a project is damaged, so that nothing is written into it; asked once in a process.

    Raises
    ------
    StoreBrokenError
        With what to do.
    """
    where = project.absolute()
    note = _note(project)
    if where in _CHECKED and not note.exists():
        return
    if project.stat().st_size <= _AT_ONCE_BYTES or note.exists():
        faults = damage(project)
        if is_out_of_reach(faults):
            return  # whoever opens it says so
        if faults:
            raise StoreBrokenError(f"{project} is damaged ({faults}). {way_out(project)}")
        note.unlink(missing_ok=True)
    _CHECKED.add(where)


def keep_safe(project: Path, *, now: dt.datetime) -> threading.Thread | None:
    """Back a project up where a day went by since it was, and it changed; return the thread that does it for a large one.

    What hinders a backup hinders no work: it is tried again when the project is opened next.
    """
    with suppress(OSError):
        if not is_due(project, now=now):
            return None
        if project.stat().st_size <= _AT_ONCE_BYTES:
            _back_up(project, now)
            return None
        with _LOCK:
            if project.absolute() in _RUNNING:
                return None
            _RUNNING.add(project.absolute())
        # No daemon: a command that ends waits for its backup, which would be thrown away half made.
        thread = threading.Thread(target=_back_up, args=(project, now), name="backup")
        thread.start()
        return thread
    return None


def back_up(project: Path, *, now: dt.datetime, kind: str) -> Path:
    """Take a backup, without what was purged from the project meanwhile; raises as `take_backup` does."""
    taken = take_backup(project, at=now, kind=kind)
    purge_backups(project)
    return taken.path


def _back_up(project: Path, now: dt.datetime) -> None:
    try:
        # The backups before stay as they are where the project is damaged: one of them is its way out.
        back_up(project, now=now, kind=DAILY)
        drop_old(project)
    except StoreBrokenError as error:
        with suppress(OSError):
            _note(project).write_text(f"{error}\n", encoding="utf-8")
    except (StoreReadOnlyError, OSError):
        pass
    finally:
        _RUNNING.discard(project.absolute())


def _note(project: Path) -> Path:
    return backups_folder(project) / "damaged.txt"
