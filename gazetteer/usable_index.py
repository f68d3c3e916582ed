"""Index files opened for use: a file that changed since it was last read whole is read whole first."""

import logging
from contextlib import suppress
from pathlib import Path

from gazetteer.errors import IndexBrokenError
from gazetteer.index import IndexFile

_LOG = logging.getLogger(__name__)


def open_usable(path: Path, *, verify: bool = False) -> IndexFile | None:
    """Return an open index, None where it is missing or damaged, which the log tells: it must be built anew.

    A note beside the file holds the size and time with which it was last read whole; another one, or ``verify``, makes
    it be read whole again. Else samples of each part are checked.
    """
    try:
        seen = _seen(path)
        index = IndexFile(path)
        if verify or _noted(path) != seen:
            index.verify()
            with suppress(OSError):  # a folder that cannot be written: the file is read whole each time
                _note(path).write_text(seen, encoding="ascii")
    except FileNotFoundError:
        return None
    except IndexBrokenError as error:
        _LOG.warning("%s It is being built anew.", error)
        return None
    return index


def remove_index(path: Path) -> None:
    """Remove an index with its note; one that is not there is no failure."""
    path.unlink(missing_ok=True)
    _note(path).unlink(missing_ok=True)


def _seen(path: Path) -> str:
    state = path.stat()
    return f"{state.st_size} {state.st_mtime_ns}"


def _note(path: Path) -> Path:
    return path.with_suffix(".checked")


def _noted(path: Path) -> str:
    note = _note(path)
    return note.read_text(encoding="ascii", errors="replace") if note.is_file() else ""
