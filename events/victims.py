"""Who was killed or hurt, as far as a sentence names them: they are acted upon, whatever its grammar."""

import itertools
import re
from collections.abc import Sequence

from events.actors import Actor, find_actors
from events.casualties import FoundToll

_SUFFERS = re.compile(
    r"(?:\s+[a-z]+ing\s+[\w-]+)?(?:\s+(?:was|were|are|is|(?:have|has|had)(?: been)?|got|reported)){0,2}\s+(?:(?:also|reportedly|\w+ly)\s+)?"
    r"(?:(?<!have )(?<!has )(?<!had )(?<=were )(?:shot dead|killed|wounded|injured|hurt|slain|martyred|burned|burnt|shot|hit|targeted)|"
    r"(?<=was )(?:shot dead|killed|wounded|injured|hurt|slain|martyred|burned|burnt|shot|hit|targeted)|(?<=been )(?:killed|wounded|injured|hurt|slain|martyred)|(?<=are )(?:dead|feared)|"
    r"(?<=reported )(?:killed|dead|wounded)|slain|died|perished|dead|lost their lives)\b",
    re.IGNORECASE,
)
# Words that name no side.
NOBODY_IN_PARTICULAR = frozenset({"people", "persons", "group"})
_IRREGULAR = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|gunm[ae]n|jihad\w+|fighters?|terrorists?|bandits?|guerrillas?|attackers?|assailants?|extremists?|separatists?)$",
    re.IGNORECASE,
)
_REGULAR = re.compile(
    r"\b(?:soldiers?|troops|police\w*|officers?|guards?|gendarmes?|militiam[ae]n|troopers|marines|rangers|commandos|paramilitar(?:y|ies)|peacekeepers|volunteers)$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)


def who_suffered(sentence: str, actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors of whom the sentence says that they died or were hurt: "five gendarmes died when ..."."""
    return [actor for actor in actors if _SUFFERS.match(sentence, actor.end)]


def of_tolls(tolls: Sequence[FoundToll]) -> list[str]:
    """Return who was counted among the dead and hurt, by a name that says who they are: "worshippers", not "people"."""
    found = [actor.name for toll in tolls for actor in find_actors(toll.who)[-1:] if actor.is_common]
    return [name for name in found if name.rsplit(maxsplit=1)[-1].lower() not in NOBODY_IN_PARTICULAR]


def both_sides(sentence: str, actors: Sequence[Actor]) -> tuple[str, str] | None:
    """Return the two sides of a clash from its dead: "two soldiers and a rebel were killed"; None where it had one kind."""
    for one, other in itertools.pairwise(actors):
        if _AND.fullmatch(sentence, one.end, other.start) is None or not _SUFFERS.match(sentence, other.end):
            continue
        for regular, irregular in ((one, other), (other, one)):
            if _REGULAR.search(regular.name) and _IRREGULAR.search(irregular.name):
                return regular.name, irregular.name
    return None
