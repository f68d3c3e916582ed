"""Views of the map that a project keeps by name: each is the query of a page's address, and nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa

from events.area import MOST_VERTICES
from events.errors import BadFilterError, StoreBrokenError, StoreLockedError, StoreReadOnlyError
from gazetteer import Failures, ProjectFile

_METADATA = sa.MetaData()
_view_table = sa.Table(
    "saved_view",
    _METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("saved_at", sa.Text, nullable=False),
)
# "-179.123456+-89.123456%2C": what a corner of an area drawn by hand takes in an address.
_CORNER = 25
_LONGEST_NAME, _LONGEST_ADDRESS = 80, 4_000 + MOST_VERTICES * _CORNER


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view: ``address`` holds the names and values of its page's address; ``saved_at`` is UTC."""

    name: str
    address: Mapping[str, str]
    saved_at: dt.datetime


class SavedViews:
    """The saved views of one project file, in the order of their names. Safe to share between threads."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        failures = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
        self._file = ProjectFile(path, failures, read_only=read_only)

    def all(self) -> tuple[SavedView, ...]:
        """Return the views; none where the project never had any."""
        if not self._file.path.is_file():
            return ()
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table(_view_table.name):
                return ()
            rows = connection.execute(sa.select(_view_table).order_by(_view_table.c.name)).all()
        return tuple(map(_view, rows))

    def named(self, name: str) -> SavedView | None:
        """Return the view of a name, None where there is none, or none any more."""
        return next((each for each in self.all() if each.name == name), None)

    def save(self, name: str, address: Mapping[str, str], *, now: dt.datetime) -> SavedView | None:
        """Keep a view under a name; return the one of the same name that it replaces, None where there was none.

        Raises
        ------
        BadFilterError
            If there is no name, or name or address are too long.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where the project cannot be written; nothing is changed then.
        """
        words, query = " ".join(name.split()), urlencode(dict(address))
        if not words or len(words) > _LONGEST_NAME:
            raise BadFilterError(f"A view needs a name of at most {_LONGEST_NAME} letters.")
        if len(query) > _LONGEST_ADDRESS:
            raise BadFilterError("This view's filter is too long to keep. Choose fewer values, then save it again.")
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            replaced = _taken_out(connection, words)
            connection.execute(_view_table.insert().values(name=words, address=query, saved_at=now.isoformat()))
        return replaced

    def remove(self, name: str) -> SavedView | None:
        """Take a view out and return it; None where there is none of that name, or none any more."""
        with self._file.writing() as connection:
            return _taken_out(connection, name) if sa.inspect(connection).has_table(_view_table.name) else None

    def put_back(self, view: SavedView) -> bool:
        """Keep a view that was removed, as it was; return False, and change nothing, where its name is taken by now."""
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            same = sa.select(_view_table.c.name).where(_view_table.c.name == view.name)
            if connection.execute(same).first() is not None:
                return False
            connection.execute(
                _view_table.insert().values(
                    name=view.name, address=urlencode(dict(view.address)), saved_at=view.saved_at.isoformat()
                )
            )
        return True


def _view(row: sa.Row[tuple[str, str, str]]) -> SavedView:
    return SavedView(
        name=row.name, address=dict(parse_qsl(row.address)), saved_at=dt.datetime.fromisoformat(row.saved_at)
    )


def _taken_out(connection: sa.Connection, name: str) -> SavedView | None:
    row = connection.execute(sa.select(_view_table).where(_view_table.c.name == name)).first()
    connection.execute(_view_table.delete().where(_view_table.c.name == name))
    return _view(row) if row is not None else None
