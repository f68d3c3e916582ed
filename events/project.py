"""Projects: a person's own, and the sample project that a first-time visitor sees."""

import datetime as dt
import hashlib
import os
import tomllib
from pathlib import Path

from events.coding import extract
from events.errors import EventsError, StoreBrokenError
from events.report import read_report
from events.safekeeping import check_whole, keep_safe
from events.store import EventStore
from gazetteer import Gazetteer, cache_dir, default_project, open_world

_ROOT = Path(__file__).parents[1]
SAMPLES = _ROOT / "samples"


def default_path() -> Path:
    """Return where a person's own project lives."""
    return default_project()


def open_project(db: Path | None = None, *, writing: bool = False) -> EventStore:
    """Open a project; one that is to be changed is looked at for damage first, and backed up once a day.

    Parameters
    ----------
    db
        Its file; None is the default project, or, where there is none yet and nothing is to be written, the sample project.
    writing
        The project is to be changed: a missing one is created, empty.

    Raises
    ------
    StoreBrokenError
        If ``db`` is not there and is only to be read, or is no project, or is damaged: the message says what to do.
    StoreReadOnlyError, StoreLockedError
        If it cannot be written to.
    """
    path = db or default_path()
    if path.is_file():
        if writing:
            check_whole(path)
        store = EventStore(path, read_only=not writing)
        if writing:
            keep_safe(path, now=store.now())
        return store
    if writing:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreBrokenError(
                f"{path.parent} cannot be made ({error.strerror}). Choose another file with --db PATH."
            ) from error
        return EventStore(path)
    if db is not None:
        raise StoreBrokenError(f"There is no project at {db}. Make one: python -m events add REPORT.txt --db {db}")
    return open_sample()


def open_sample() -> EventStore:
    """Open the sample project, built once from ``samples/`` into the cache folder.

    Raises
    ------
    StoreBrokenError
        If the cache folder cannot be written to.
    """
    path = cache_dir() / f"sample-{_fingerprint()}.sqlite"
    if not path.is_file():
        gazetteer = open_world()
        try:
            _build_sample(path, gazetteer)
        except (OSError, EventsError) as error:
            raise StoreBrokenError(
                f"The sample project could not be made in {path.parent}: {error} "
                "Set DATELINE_HOME to a folder that can be written."
            ) from error
    return EventStore(path, is_sample=True)


def _build_sample(path: Path, gazetteer: Gazetteer) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    # A fixed hour: the sample is the same on every machine.
    store = EventStore(part, now=lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    for entry in tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["report"]:
        text = (SAMPLES / entry["file"]).read_text(encoding="utf-8")
        report = read_report(
            text, title=entry.get("title", ""), source=entry.get("source", ""),
            published=entry.get("published"), country=entry.get("country"),
        )  # fmt: skip
        store.save(extract(report, gazetteer))
    store.close()
    part.replace(path)


def _fingerprint() -> str:
    """Return a hash of the samples and of the code that reads them."""
    digest = hashlib.sha256()
    code = [
        file
        for room in ("events", "gazetteer")
        for kind in ("*.py", "data/*.toml", "data/words/*")
        for file in (_ROOT / room).glob(kind)
    ]
    for file in sorted([*SAMPLES.glob("*.txt"), SAMPLES / "samples.toml", *code]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
