"""The actors of a project as a person lists them: kept in its file as an append-only history, so that each change can be taken back."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from events.errors import BadActorError, StoreBrokenError, StoreLockedError, StoreReadOnlyError, UnknownActorError
from events.listed_actor import MOST_ALIASES, MOST_LETTERS, ActorKind, ListedActor
from gazetteer import Failures, ProjectFile, append_only, fold

_FAILURES = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
_KEPT, _DROPPED, _UNDONE = "kept", "dropped", "taken back"
_MOST_ACTORS = 2_000
_TABLES = sa.MetaData()
# Rows of one change belong together: a merge drops one actor and keeps another. A row "taken back" names the change it undoes.
_table = sa.Table(
    "listed_actor",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("change", sa.Integer, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("undone", sa.Integer, nullable=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
_FOREVER = append_only(_table.name)
_Row = tuple[str, ListedActor]


class ActorList:
    """The listed actors of one project file; each call has a connection of its own."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        """Open a project's list; for writing, the file is made where it is missing.

        Raises
        ------
        StoreBrokenError, StoreReadOnlyError, StoreLockedError
            Where the file is no project or cannot be written.
        """
        self.path = path
        self._file = ProjectFile(path, _FAILURES, read_only=read_only)
        if not read_only:
            with self._file.writing() as connection:
                _TABLES.create_all(connection)
                for trigger in _FOREVER:
                    connection.execute(sa.text(trigger))

    def all(self) -> tuple[ListedActor, ...]:
        """Return the listed actors by name."""
        if not self.path.is_file():
            return ()
        with self._file.reading() as connection:
            return tuple(sorted(_current(connection).values(), key=lambda each: fold(each.name)))

    def stamp(self) -> int:
        """Return a number that grows with each change."""
        if not self.path.is_file():
            return 0
        with self._file.reading() as connection:
            return len(_rows(connection))

    def history(self) -> tuple[tuple[dt.datetime, str, str], ...]:
        """Return when, who and what of each change, the oldest first."""
        if not self.path.is_file():
            return ()
        with self._file.reading() as connection:
            found = {row.change: (dt.datetime.fromisoformat(row.at), row.who, row.words) for row in _rows(connection)}
        return tuple(found.values())

    def keep(self, actor: ListedActor, *, now: dt.datetime, who: str = "analyst") -> None:
        """List an actor, or change the listed one of its name.

        Raises
        ------
        BadActorError
            If it has no name, one too long or too many, or one that another actor of the list has.
        """
        actor = _checked(actor)
        with self._file.writing() as connection:
            others = _current(connection)
            is_new = others.pop(fold(actor.name), None) is None
            _check_free(actor, others.values())
            if len(others) >= _MOST_ACTORS:
                raise BadActorError(
                    f"The list has {_MOST_ACTORS:,} actors, as many as it can. Merge or take back some."
                )
            _enter(connection, [(_KEPT, actor)], f"{'added' if is_new else 'changed'} {actor.name}", now=now, who=who)

    def rename(self, name: str, new: str, *, now: dt.datetime, who: str = "analyst") -> ListedActor:
        """Give an actor another name and return it; the old one stays one of its spellings. Raises as `keep` and `merge` do."""
        with self._file.writing() as connection:
            others = _current(connection)
            old = _taken(others, name)
            aliases = tuple(each for each in (*old.aliases, old.name) if fold(each) != fold(new))
            actor = _checked(replace(old, name=new, aliases=aliases))
            _check_free(actor, others.values())
            _enter(connection, [(_DROPPED, old), (_KEPT, actor)], f"{old.name} renamed {new}", now=now, who=who)
        return actor

    def merge(self, name: str, other: str, *, now: dt.datetime, who: str = "analyst") -> ListedActor:
        """Make two actors one, all or nothing, and return it: the first keeps its name, the other's are spellings of it.

        Raises
        ------
        UnknownActorError
            If the list has no such actor, or they are the same.
        """
        with self._file.writing() as connection:
            others = _current(connection)
            kept, gone = _taken(others, name), _taken(others, other)
            aliases = [*kept.aliases, *gone.spellings]
            actor = replace(
                kept, aliases=tuple(dict.fromkeys(each for each in aliases if each not in {kept.name, kept.acronym})),
                country=kept.country or gone.country, kind=kept.kind if kept.kind is not ActorKind.OTHER else gone.kind,
            )  # fmt: skip
            rows = [(_DROPPED, gone), (_KEPT, _checked(actor))]
            _enter(connection, rows, f"{gone.name} merged into {kept.name}", now=now, who=who)
        return actor

    def undo(self, *, now: dt.datetime, who: str = "analyst") -> str:
        """Take back the last change that stands, and return what it was in words.

        Raises
        ------
        UnknownActorError
            If nothing was changed, or all is taken back.
        """
        with self._file.writing() as connection:
            standing = _standing(_rows(connection))
            if not standing:
                raise UnknownActorError("Nobody changed the list of actors: there is nothing to take back.")
            last = standing[-1]
            words = str(last.words)
            _enter(connection, [(_UNDONE, _actor(last))], f"taken back: {words}", now=now, who=who, undone=last.change)
        return words


def _checked(actor: ListedActor) -> ListedActor:
    """Return an actor with its words tidied."""
    name, acronym = (" ".join(each.split()) for each in (actor.name, actor.acronym))
    aliases = tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in actor.aliases))))
    country = actor.country.strip().upper()
    if not fold(name):
        raise BadActorError("An actor needs a name with letters or figures in it.")
    if any(len(each) > MOST_LETTERS for each in (name, acronym, *aliases)) or len(aliases) > MOST_ALIASES:
        raise BadActorError(
            f"A name may have {MOST_LETTERS} letters, and an actor {MOST_ALIASES} other names. Shorten it, or leave some out."
        )
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadActorError(f"A country is given by two letters (ISO 3166-1, such as LY), got {country[:20]!r}.")
    return replace(actor, name=name, acronym=acronym, aliases=aliases, country=country)


def _check_free(actor: ListedActor, others: Iterable[ListedActor]) -> None:
    for other in others:
        if shared := actor.keys & other.keys:
            word = next(each for each in actor.spellings if fold(each) in shared)
            raise BadActorError(
                f"“{word}” is a name of {other.name} already. Merge the two, or leave that name out of one of them."
            )


def _taken(actors: dict[str, ListedActor], name: str) -> ListedActor:
    """Take an actor out of a list by any of its spellings."""
    key = fold(name)
    found = key if key in actors else next((each for each, actor in actors.items() if key in actor.keys), None)
    if found is None:
        raise UnknownActorError(
            f"The list has no actor {name[:80]!r}, or it was named twice. See who is listed: python -m events actors list"
        )
    return actors.pop(found)


def _rows(connection: sa.Connection) -> list[sa.Row[tuple[object, ...]]]:
    if not sa.inspect(connection).has_table(_table.name):
        return []
    return list(connection.execute(sa.select(_table).order_by(_table.c.number)))


def _standing(rows: list[sa.Row[tuple[object, ...]]]) -> list[sa.Row[tuple[object, ...]]]:
    undone = {row.undone for row in rows if row.said == _UNDONE}
    return [row for row in rows if row.said != _UNDONE and row.change not in undone]


def _current(connection: sa.Connection) -> dict[str, ListedActor]:
    found: dict[str, ListedActor] = {}
    for row in _standing(_rows(connection)):
        actor = _actor(row)
        found.pop(fold(actor.name), None)
        if row.said == _KEPT:
            found[fold(actor.name)] = actor
    return found


def _actor(row: sa.Row[tuple[object, ...]]) -> ListedActor:
    plain = json.loads(str(row.actor))
    return ListedActor(
        name=str(row.name), aliases=tuple(plain["aliases"]), acronym=plain["acronym"], country=plain["country"],
        kind=ActorKind(plain["kind"]),
    )  # fmt: skip


def _enter(
    connection: sa.Connection, rows: list[_Row], words: str, *, now: dt.datetime, who: str, undone: int | None = None
) -> None:
    change = int(connection.scalar(sa.select(sa.func.max(_table.c.change))) or 0) + 1
    for said, actor in rows:
        plain = {"aliases": actor.aliases, "acronym": actor.acronym, "country": actor.country, "kind": actor.kind.value}
        connection.execute(
            _table.insert().values(
                change=change, said=said, undone=undone, name=actor.name, actor=json.dumps(plain), words=words, who=who,
                at=now.isoformat(),
            )
        )  # fmt: skip
