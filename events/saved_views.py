"""Views of the map that a project keeps by name: each is the query of a page's address, and nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa

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
_LONGEST_NAME, _LONGEST_ADDRESS = 80, 4000


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
        return tuple(
            SavedView(
                name=row.name, address=dict(parse_qsl(row.address)), saved_at=dt.datetime.fromisoformat(row.saved_at)
            )
            for row in rows
        )

    def save(self, name: str, address: Mapping[str, str], *, now: dt.datetime) -> None:
        """Keep a view under a name; one of the same name is replaced.

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
            connection.execute(_view_table.delete().where(_view_table.c.name == words))
            connection.execute(_view_table.insert().values(name=words, address=query, saved_at=now.isoformat()))

    def remove(self, name: str) -> None:
        """Take a view out; nothing happens where there is none of that name."""
        with self._file.writing() as connection:
            if sa.inspect(connection).has_table(_view_table.name):
                connection.execute(_view_table.delete().where(_view_table.c.name == name))
