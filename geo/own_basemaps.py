"""The map files that a project keeps beside itself: each a PMTiles with its attribution, chosen by its number."""

import datetime as dt
import errno
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from events import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from gazetteer import Failures, ProjectFile
from geo.errors import BasemapFileError
from geo.pmtiles import Pmtiles, read_pmtiles

_METADATA = sa.MetaData()
_table = sa.Table(
    "own_basemap",
    _METADATA,
    sa.Column("basemap_id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("attribution", sa.Text, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sqlite_autoincrement=True,  # an address that names a removed file shows no other one
)
LONGEST_NAME, LONGEST_ATTRIBUTION, MOST_BASEMAPS = 80, 200, 6
_CHUNK = 4 * 1024**2
_REMOVED = ".removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBasemap:
    """One map file of a project; ``added_at`` is UTC."""

    basemap_id: int
    name: str
    attribution: str
    added_at: dt.datetime
    about: Pmtiles


class OwnBasemaps:
    """The map files of one project, in the order in which they were added. Safe to share between threads.

    They lie in a folder beside the project's file, which has its name: ``default.basemaps/2.pmtiles``.
    """

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        failures = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
        self._file = ProjectFile(path, failures, read_only=read_only)
        self._folder = path.with_suffix(".basemaps")

    def all(self) -> tuple[OwnBasemap, ...]:
        """Return what the project keeps; nothing where it never had any."""
        if not self._file.path.is_file():
            return ()
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table(_table.name):
                return ()
            rows = connection.execute(sa.select(_table).order_by(_table.c.basemap_id)).all()
        return tuple(_read(row) for row in rows)

    def file(self, basemap_id: int) -> Path | None:
        """Return where a map file lies, None where the project has none of that number or its file is gone."""
        found = self._folder / f"{basemap_id}.pmtiles"
        return found if any(each.basemap_id == basemap_id for each in self.all()) and found.is_file() else None

    def add(self, name: str, file: BinaryIO, *, attribution: str, now: dt.datetime) -> int:
        """Check a file, copy it beside the project and return its number, which no later one gets.

        Raises
        ------
        BasemapFileError
            If it cannot be read (`read_pmtiles`), has no name or no attribution, or the project or the disk is full.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where the project cannot be written; nothing is changed then.
        """
        words, source = " ".join(name.split()), " ".join(attribution.split())
        if not words or len(words) > LONGEST_NAME:
            raise BasemapFileError(f"A map file needs a name of at most {LONGEST_NAME} letters.")
        if not source or len(source) > LONGEST_ATTRIBUTION:
            raise BasemapFileError(
                f"Say whose map this is, and under which licence (at most {LONGEST_ATTRIBUTION} letters): it stands on the map and on its pictures."
            )
        row = {
            "name": words,
            "attribution": source,
            "added_at": now.isoformat(),
            "about": json.dumps(asdict(read_pmtiles(file))),
        }
        # before half a gigabyte is copied, and again when it is kept: somebody else may have added one meanwhile
        _check_room(len(self.all()))
        copied = self._copy(file)
        try:
            with self._file.writing() as connection:
                _METADATA.create_all(connection)
                _check_room(connection.execute(sa.select(sa.func.count()).select_from(_table)).scalar_one())
                added = int(connection.execute(_table.insert().values(row).returning(_table.c.basemap_id)).scalar_one())
                copied.replace(self._folder / f"{added}.pmtiles")
        finally:
            copied.unlink(missing_ok=True)
        self._forget_removed()
        return added

    def remove(self, basemap_id: int) -> OwnBasemap | None:
        """Take a map file out and return it; None where there is none of that number, or none any more.

        The file itself is deleted once another one is added or removed: until then it can be put back.
        """
        found = next((each for each in self.all() if each.basemap_id == basemap_id), None)
        with self._file.writing() as connection:
            if sa.inspect(connection).has_table(_table.name):
                connection.execute(_table.delete().where(_table.c.basemap_id == basemap_id))
        self._forget_removed()
        file = self._folder / f"{basemap_id}.pmtiles"
        if file.is_file():
            file.replace(file.with_suffix(_REMOVED))
        return found

    def put_back(self, removed: OwnBasemap) -> None:
        """Keep a map file that was removed, as it was and by its number.

        Raises
        ------
        BasemapFileError
            If it is deleted by now, or the project has as many map files as it may.
        """
        file = self._folder / f"{removed.basemap_id}{_REMOVED}"
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            if not file.is_file():
                raise BasemapFileError(f"The map file “{removed.name}” is deleted by now. Add it again from your copy.")
            _check_room(connection.execute(sa.select(sa.func.count()).select_from(_table)).scalar_one())
            connection.execute(
                _table.insert().values(
                    basemap_id=removed.basemap_id, name=removed.name, attribution=removed.attribution,
                    added_at=removed.added_at.isoformat(), about=json.dumps(asdict(removed.about)),
                )
            )  # fmt: skip
            file.replace(file.with_suffix(".pmtiles"))

    def _forget_removed(self) -> None:
        for each in self._folder.glob(f"*{_REMOVED}"):
            each.unlink(missing_ok=True)

    def _copy(self, file: BinaryIO) -> Path:
        file.seek(0)
        try:
            self._folder.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as copy:
                part = Path(copy.name)
                try:
                    shutil.copyfileobj(file, copy, _CHUNK)
                    copy.flush()
                    os.fsync(copy.fileno())
                except OSError:
                    part.unlink()
                    raise
        except OSError as error:
            why = (
                "The disk is full"
                if error.errno == errno.ENOSPC
                else f"The folder beside the project cannot be written ({error.strerror})"
            )
            raise BasemapFileError(
                f"{why}, so the map file is not kept. Make room or choose another folder (DATELINE_HOME), then add it again."
            ) from error
        return part


def _check_room(kept: int) -> None:
    if kept >= MOST_BASEMAPS:
        raise BasemapFileError(f"A project keeps up to {MOST_BASEMAPS} map files. Remove one that you no longer need.")


def _read(row: sa.Row[tuple[int, str, str, str, str]]) -> OwnBasemap:
    try:
        about = json.loads(row.about)
        held = Pmtiles(**{**about, "bounds": tuple(about["bounds"]), "layers": tuple(about["layers"])})
        added = dt.datetime.fromisoformat(row.added_at)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreBrokenError(
            "What this project says of its map files is damaged. Open a copy of the project from before."
        ) from error
    return OwnBasemap(basemap_id=row.basemap_id, name=row.name, attribution=row.attribution, added_at=added, about=held)
