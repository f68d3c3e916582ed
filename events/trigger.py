"""A trigger: the word of a sentence that carries an event; and the clauses in which triggers stand."""

import itertools
import re
from dataclasses import dataclass

from events.event import EventType

_CLAUSE = re.compile(
    r"[;:–—]|,\s+(?:and|but|while|which|who|where|as|when|after|before|according)\b|\s(?:that|who|which)\s+(?:had|have|has)\b|\s(?:after|before|while|whereas|because|although|amid|when|as (?=they|he|she|it|the|troops|forces|soldiers|militants)|following (?=(?:an?|the|its|their|his|days|weeks|hours|heavy|fierce|intense)\b))\b|,\s+(?=[^,]{2,60}\b(?:said|told|announced|reported|added|according)\b)"
)


@dataclass(frozen=True, slots=True)
class Recalled:
    """How far back from its sentence's day a recalled event lies; None where the sentence does not say."""

    count: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event; spans count from the sentence's start; ``is_toll_only`` for bare killing; ``word`` in lower case.

    ``recalled`` is set where the sentence only looks back on the event.
    """

    type: EventType
    sub_type: str
    start: int
    end: int
    clause: tuple[int, int]
    is_toll_only: bool = False
    word: str = ""
    recalled: Recalled | None = None


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Return the spans of a sentence's clauses, which together cover it."""
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]
