"""To whom arms, cargo and aid went: the country or the force behind "to" is acted upon, a town there only says where."""

import re
from collections.abc import Sequence

from events.actors import Actor
from events.event import EventType
from events.trigger import Trigger

_HANDED = frozenset({EventType.MOVEMENT, EventType.AID})
_GIVES = re.compile(
    r"deliver|hand(?:ed|ing) over|transferr|donat|shipp|suppl|sent|sending|fl(?:ew|own|ying)|air-?lift|provid|distribut",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?<!way )(?<!return )\b(?:to|for)\s+(?:the\s+)?(?:(?:\w+ern|embattled|neighbouring|neighboring)\s+)?$"
)
# How far behind the verb the recipient may stand, in characters.
_REACH = 120


def recipient(
    sentence: str, trigger: Trigger, actors: Sequence[Actor], countries: Sequence[tuple[int, int]]
) -> str | None:
    """Return who was given what a sentence says was delivered; None where it does not say.

    Parameters
    ----------
    countries
        Spans of the names of countries in the sentence.

    Examples
    --------
    >>> word = "handed over four guns"
    >>> given = Trigger(EventType.MOVEMENT, "arms or cargo delivery", 8, 29, (0, 40), word=word)
    >>> recipient("Germany handed over four guns to Ukraine", given, (), [(0, 7), (33, 40)])
    'Ukraine'
    """
    if trigger.type not in _HANDED or not _GIVES.match(trigger.word):
        return None
    reach = min(trigger.clause[1], trigger.end + _REACH)
    named = [(actor.start, actor.end) for actor in actors if not actor.is_person]
    for start, end in sorted((*named, *countries)):
        if trigger.start < start < reach and _TO.search(sentence[max(0, start - 30) : start]):
            return sentence[start:end]
    return None
