"""What an analyst says a name means: kept in the project's file, for texts like the one in which it was said."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from gazetteer.errors import PlacesBrokenError, PlacesLockedError, PlacesReadOnlyError, UnknownChoiceError
from gazetteer.names import fold
from gazetteer.project_file import Failures, ProjectFile, append_only

_FAILURES = Failures(PlacesLockedError, PlacesReadOnlyError, PlacesBrokenError)
_TEXT = "text:"
# What a row says of its name: it is a place, it is none, or what was said is taken back.
_PLACE, _NO_PLACE, _TAKEN_BACK = "place", "no place", "taken back"
_TABLES = sa.MetaData()
_name_choice = sa.Table(
    "name_choice",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
    sa.Column("cue", sa.Text, nullable=False),
    sa.Column("context", sa.Text, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("place_id", sa.Text, nullable=True),
    sa.Column("place_words", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
_FOREVER = append_only(_name_choice.name)
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChoice:
    """What a name means in a context, as an analyst says it.

    The context is the country that a text is about as its other names say (`gazetteer.about`): "Tripoli" chosen in a text about Libya is chosen
    for this project's texts about Libya, and stays what it was in one about Lebanon. A country is what namesakes are told
    apart by most often, and it is known alike for a text read today and the next one; a report's own id would make
    the analyst say the same thing every day. Where a text is about no one country, a round-up for one, and wherever the
    analyst wants it so, the context is that text alone (`text_context`), which goes before a country.

    Attributes
    ----------
    name
        As the text writes it; other spellings that fold alike are the same name.
    cue
        The type word beside it ("camp") or "": the camp of a name is not its town. A choice for the bare name also counts
        beside a type word that its place agrees with ("the city of Tripoli").
    context
        ISO 3166-1 alpha-2, or what `text_context` gives.
    place_id
        The place meant; None where the name is no place at all.
    place_words
        The place in words, for where no gazetteer at hand has it any more.
    at
        When it was said, UTC.
    """

    name: str
    cue: str = ""
    context: str
    place_id: str | None
    place_words: str = ""
    why: str = ""
    who: str = "analyst"
    at: dt.datetime

    @property
    def key(self) -> Key:
        """For what the choice holds: the folded name, its type word, the context. A newer choice of that key replaces it."""
        return fold(self.name), self.cue, self.context

    @property
    def is_of_one_text(self) -> bool:
        """Return whether it holds in a single text only."""
        return self.context.startswith(_TEXT)


def text_context(text: str) -> str:
    """Return the context that is this text and no other.

    Examples
    --------
    >>> text_context("Shells fell on Tripoli.") == text_context("Shells fell on Tripoli. ")
    True
    """
    digest = hashlib.blake2b(text.strip().encode("utf-8", "surrogatepass"), digest_size=12)
    return f"{_TEXT}{digest.hexdigest()}"


class NameChoices:
    """The choices in one project file, an append-only history of them; each call has a connection of its own."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        """Open a project's choices; for writing, the file is made where it is missing.

        Raises
        ------
        PlacesBrokenError, PlacesReadOnlyError, PlacesLockedError
            Where the file is no project or cannot be written.
        """
        self.path = path
        self._file = ProjectFile(path, _FAILURES, read_only=read_only)
        if not read_only:
            with self._file.writing() as connection:
                _TABLES.create_all(connection)
                for trigger in _FOREVER:
                    connection.execute(sa.text(trigger))

    def all(self) -> tuple[NameChoice, ...]:
        """Return the choices that hold now, the newest first."""
        if not self.path.is_file():
            return ()
        with self._file.reading() as connection:
            return tuple(reversed(_current(connection).values()))

    def history(self) -> tuple[tuple[str, NameChoice], ...]:
        """Return all that was ever said, the oldest first: "place", "no place" or "taken back", and the choice."""
        if not self.path.is_file():
            return ()
        with self._file.reading() as connection:
            return tuple((row.said, _choice(row)) for row in _rows(connection))

    def make(self, choice: NameChoice) -> NameChoice | None:
        """Keep a choice; return the one of its key that it replaces, None where there was none."""
        with self._file.writing() as connection:
            before = _current(connection).get(choice.key)
            _enter(connection, choice, _PLACE if choice.place_id is not None else _NO_PLACE, at=choice.at)
        return before

    def take_back(self, choice: NameChoice, *, now: dt.datetime) -> None:
        """Let a choice hold no longer: the machine decides again.

        Raises
        ------
        UnknownChoiceError
            If it does not hold any more: someone chose anew, or took it back.
        """
        with self._file.writing() as connection:
            if _current(connection).get(choice.key) != choice:
                raise UnknownChoiceError(
                    f"What “{choice.name[:80]}” means was decided anew meanwhile, and that was kept. Load the page again to see it."
                )
            _enter(connection, choice, _TAKEN_BACK, at=now)


def _rows(connection: sa.Connection) -> list[sa.Row[tuple[object, ...]]]:
    if not sa.inspect(connection).has_table("name_choice"):
        return []
    return list(connection.execute(sa.select(_name_choice).order_by(_name_choice.c.number)))


def _current(connection: sa.Connection) -> dict[Key, NameChoice]:
    found: dict[Key, NameChoice] = {}
    for row in _rows(connection):
        choice = _choice(row)
        found.pop(choice.key, None)
        if row.said != _TAKEN_BACK:
            found[choice.key] = choice
    return found


def _choice(row: sa.Row[tuple[object, ...]]) -> NameChoice:
    return NameChoice(
        name=row.name, cue=row.cue, context=row.context, place_id=row.place_id, place_words=row.place_words, why=row.why,
        who=row.who, at=dt.datetime.fromisoformat(row.at),
    )  # fmt: skip


def _enter(connection: sa.Connection, choice: NameChoice, said: str, *, at: dt.datetime) -> None:
    connection.execute(
        _name_choice.insert().values(
            name=choice.name, folded=fold(choice.name), cue=choice.cue, context=choice.context, said=said,
            place_id=choice.place_id, place_words=choice.place_words, why=choice.why, who=choice.who, at=at.isoformat(),
        )
    )  # fmt: skip
