"""An actor as a person lists it for a project: its names, its country and what it is. The list goes before the reading."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gazetteer import fold

# Bounds on what a person may type.
MOST_LETTERS, MOST_ALIASES = 120, 50
_MEMBERS = re.compile(
    r"^(?:the\s+)?(?P<name>.+?)(?:['’]s?)?\s+(?:fighters?|militants?|rebels?|insurgents?|jihadists?|guerrillas?|militiam[ae]n|gunm[ae]n|terrorists?|troops|soldiers?|forces|militia|group)$",
    re.IGNORECASE,
)


class ActorKind(StrEnum):
    """What an actor is."""

    STATE_FORCES = "state forces"
    REBELS = "rebels"
    MILITIA = "militia"
    CRIMINALS = "criminal group"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external or international"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedActor:
    """An actor of a project's list.

    Attributes
    ----------
    name
        Under which its events are listed.
    aliases
        Its other names and spellings.
    acronym
        "" where it has none.
    country
        ISO 3166-1 alpha-2, "" where it belongs to none.
    """

    name: str
    aliases: tuple[str, ...] = ()
    acronym: str = ""
    country: str = ""
    kind: ActorKind = ActorKind.OTHER

    @property
    def spellings(self) -> tuple[str, ...]:
        """All by which it is called, its name first."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.acronym, *self.aliases))))

    @property
    def keys(self) -> frozenset[str]:
        """Its spellings as they are compared."""
        return frozenset(fold(each) for each in self.spellings)


class KnownActors:
    """A project's listed actors, ready to be asked whose name a spelling is."""

    def __init__(self, listed: Iterable[ListedActor] = ()) -> None:
        self._by_key = {key: each.name for each in listed for key in each.keys}
        # An acronym is written in capitals: "is" is not IS.
        words = sorted((word for each in listed for word in each.spellings), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None

    def name_of(self, spelling: str) -> str | None:
        """Return the listed name of whoever is spelled so, or of the body whose members are; None for nobody listed."""
        if not self._by_key:
            return None
        found = self._by_key.get(fold(spelling))
        if found is None and (member := _MEMBERS.match(spelling)) is not None:
            found = self._by_key.get(fold(member["name"]))
        return found

    def spans(self, sentence: str) -> Sequence[tuple[int, int]]:
        """Return where a sentence names listed actors, as they are spelled in the list."""
        return [match.span() for match in self._pattern.finditer(sentence)] if self._pattern is not None else []


def members_of(name: str) -> str:
    """Return the body whose members a name names, the name itself where it names none.

    Examples
    --------
    >>> members_of("Boko Haram fighters"), members_of("the army")
    ('Boko Haram', 'the army')
    """
    found = _MEMBERS.match(name)
    return found["name"] if found is not None else name
