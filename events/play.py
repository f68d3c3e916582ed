"""Fighting that is only played: manoeuvres against dummies, and the attack of a football team."""

import re
from functools import lru_cache

from events.event import EventType
from events.recall import PHRASE

_FIGHTS = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.TERRITORY}
)
# What nobody defends: "a mock village", "dummy positions".
_TARGET = re.compile(
    r"\b(?:mock|dummy|simulated|imaginary|notional|practice targets?|(?:the|their|its) goal(?:mouth|posts?)?\b(?! of\b)|target (?:ships?|drones?|hulks?))\b",
    re.IGNORECASE,
)
_EXERCISE = re.compile(
    rf"\b(?:(?:during|at|as part of|part of|as|with|for|held|holds?|staged|began|ended)\s+|in\s+){PHRASE}"
    r"(?:exercises?|drills?|war ?games|man(?:oeuv|euv)(?:res|ers))\b(?!\s+(?:caution|restraint|control|power|authority|its|their|his)\b)",
    re.IGNORECASE,
)
# Only players, their goals and their cups: nobody is a "striker" or a "quarter-final" in a war.
_SPORT = re.compile(
    r"\b(?:(?:striker|winger|forward|defender)(?=,?\s+(?-i:[A-Z]))|goal-?keepers?|midfielders?|quarterbacks?|batsm[ae]n|(?:stoppage|injury|extra) time|half-?time|kick-?off|"
    r"penalt(?:y|ies) (?:kicks?|area|box|shoot-?outs?)|outside the box|hat-?tricks?|equali[sz]ers?|scored|scoring|scoreless|goalless|(?:late|early|winning|own|first|second|two|three) goals?|"
    r"innings|wickets?|touchdowns?|(?:semi|quarter)-?finals?|World Cup|Champions League|Premier League|\d{1,2}[-–]\d{1,2} (?:win|victory|defeat|loss|draw))\b",
    re.IGNORECASE,
)
# Where one of these stands, somebody fought or died in earnest, be it at a match or in an exercise.
_IN_EARNEST = re.compile(
    r"\b(?:kill(?:ed|s|ing)|dead|died|deaths?|slain|wound(?:ed|ing)|gunm[ae]n|militants?|rebels?|insurgents?|jihadists?|terrorists?|bandits?|fans|spectators|supporters|hooligans|"
    r"rioters|protesters|arrest\w*|hostages?|knives|knife|grenades?)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(r"\b(?:police|army|soldiers?|troops|bombs?|missiles?|rockets?|shells?)\b", re.IGNORECASE)


def is_played(sentence: str, kind: EventType, start: int, clause: tuple[int, int]) -> bool:
    """Say whether the fight that a word at ``start`` tells of is part of an exercise or a match.

    Examples
    --------
    >>> is_played("Marines shelled dummy positions.", EventType.SHELLING, 8, (0, 32))
    True
    >>> is_played("Gunmen attacked soldiers during an exercise.", EventType.BATTLE, 7, (0, 44))
    False
    """
    if kind not in _FIGHTS:
        return False
    if _TARGET.search(sentence, start, min(clause[1], start + 60)):
        return True
    return _is_game(sentence)


@lru_cache(maxsize=64)
def _is_game(sentence: str) -> bool:
    if _IN_EARNEST.search(sentence):
        return False
    return _EXERCISE.search(sentence) is not None or (
        _SPORT.search(sentence) is not None and not _FORCES.search(sentence)
    )
