"""Who stands on which side of an event: the one who acts, and the one acted upon."""

import re
from collections.abc import Sequence

from events.actors import Actor, Roster, is_bystander
from events.casualties import FoundToll
from events.claims import FoundClaim
from events.event import EventType
from events.trigger import Trigger

Sides = tuple[tuple[str, ...], tuple[str, ...]]
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# "Has been flying food to" is no passive, whatever stands before the verb.
_ONGOING = re.compile(r"[a-z]+ing\b", re.IGNORECASE)
_ON = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:on|against|upon|targeting|from)\s+", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:\w+\s+){0,2}?between\s+", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:the|an?|this|that|of|their|its|his|in|after|during|several|two|three|first)\s+(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_NOUN_FORM = re.compile(
    r"(?:s|tion|ing|age|fire|of|attack|raid|strike|assault|offensive|ambush|blast|clash|battle)$", re.IGNORECASE
)
_VERB_FORM = re.compile(r"(?!armed)[a-z]+ed\b", re.IGNORECASE)
_ITS_OWN = re.compile(
    r"\s+(?:on \w+\s+)?(?:that\s+)?(?:it|they)\s+(?:(?:had|has|have|also|then|later|\w+ly)\s+){0,3}|\s+(?:on \w+\s+)?(?:that\s+)?(?:its|their)\s+(?:[\w-]+\s+){1,3}?(?:(?:had|have|has)\s+)?",
    re.IGNORECASE,
)
_FROM_AFAR = frozenset({EventType.STRIKE, EventType.SHELLING, EventType.BOMBING})
# Of these types the one who reports a success is taken for its author.
_ARMED = frozenset({EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.TERRITORY})
_FORCES = re.compile(
    r"\b(?:army|military|forces?|militia|rebels?|fighters|militants|navy|coalition|police|front|brigade|command|LNA|[A-Z]{3,5})\b"
)
_OF_ARMED = re.compile(
    r"\b(?:fighters?|militants?|soldiers?|rebels?|militias?|commanders?|gunmen|insurgents|jihadists|troops|police\w*|officers?|terrorists?|mercenaries)\b",
    re.IGNORECASE,
)


def sides_of(
    sentence: str,
    trigger: Trigger,
    actors: Sequence[Actor],
    claims: Sequence[FoundClaim],
    tolls: Sequence[FoundToll],
    roster: Roster,
) -> Sides:
    """Return side 1 (who acts) and side 2 (acted upon) of a trigger's event; empty where the sentence does not say."""
    if trigger.type in {EventType.DISASTER, EventType.ACCIDENT}:
        return (), ()
    if trigger.type is EventType.CASUALTIES:  # nobody is said to have done it
        return (), tuple(dict.fromkeys(_short(toll.who) for toll in tolls if _OF_ARMED.search(toll.who)))[:1]
    said = [(claim.start, claim.end) for claim in claims]
    free = [
        a for a in actors if not any(s <= a.start < e for s, e in said) and not trigger.start <= a.start < trigger.end
    ]
    if trigger.type is EventType.MOVEMENT:  # a spokesman does not sail the ship that he tells of
        free = [a for a in free if roster.body_of(a.name) is None]
    before = [a for a in free if a.end <= trigger.start]
    after = [a for a in free if a.start >= trigger.end and a.start < max(trigger.clause[1], trigger.end + 80)]
    if trigger.type in _FROM_AFAR:
        before = [a for a in before if not is_bystander(a)]
    one, two = _by_grammar(sentence, trigger, before, after)
    own = _of_its_speaker(sentence, trigger, claims)
    if own:
        one = [own]
    if trigger.type in _ARMED and not one:
        one = _speakers(claims, roster)
    victims = [toll.who for toll in tolls if _OF_ARMED.search(toll.who)]
    if trigger.type in _ARMED and victims and not two and not any(victim in one for victim in victims):
        two = [victims[0]]
    inside = [a for a in actors if a.start < trigger.end and trigger.start < a.end]
    if not one and inside:  # "warplanes bombed": the one who acts is part of the trigger
        one = [inside[0].name]
    first = tuple(dict.fromkeys(roster.canonical(_short(name)) for name in one))
    second = tuple(dict.fromkeys(roster.canonical(_short(name)) for name in two))
    return first, tuple(name for name in second if name not in first)


def _of_its_speaker(sentence: str, trigger: Trigger, claims: Sequence[FoundClaim]) -> str:
    """Return the speaker who tells of an act of their own: "the army said it had retaken the town"; "" where none does."""
    for claim in claims:
        between = sentence[claim.end : trigger.start] if claim.end <= trigger.start else ""
        if claim.by and _ITS_OWN.fullmatch(between):
            return claim.by
    return ""


def _by_grammar(
    sentence: str, trigger: Trigger, before: list[Actor], after: list[Actor]
) -> tuple[list[str], list[str]]:
    word = sentence[trigger.start : trigger.end]
    lead, rest = sentence[trigger.clause[0] : trigger.start], sentence[trigger.end :]
    agents = [a for a in after if _BY.search(sentence[trigger.end : a.start][-40:])]
    in_clause = [a for a in before if a.start >= trigger.clause[0]] or before
    if _BETWEEN.match(rest) and len(after) >= 2:
        return [after[0].name], [after[1].name]
    if _PASSIVE.search(lead) and not _ONGOING.match(word):
        return [a.name for a in agents[:1]], [a.name for a in in_clause[-1:]]
    if _NOUN.search(lead) and _NOUN_FORM.search(word) and not _VERB_FORM.match(word):
        target = [
            a
            for a in after
            if _ON.match(sentence[trigger.end : a.start] + " ")
            or re.search(r"\b(?:on|against|from)\s+(?:the\s+)?$", sentence[: a.start])
        ]
        return [a.name for a in agents[:1]], [a.name for a in target[:1]]
    if trigger.type is EventType.DISPLACEMENT and word.lower().startswith("displac"):  # what displaces may be a flood
        return [a.name for a in in_clause[-1:] if not a.is_person], [a.name for a in after[:1] if a not in agents]
    if trigger.type in {EventType.TALKS, EventType.PROTEST, EventType.DISPLACEMENT, EventType.STATEMENT}:
        return [_subject(before).name] if before else [], []
    return [in_clause[-1].name] if in_clause else [], [a.name for a in after[:1] if a not in agents]


def _subject(actors: list[Actor]) -> Actor:
    """Return the likeliest subject of a visit or statement: a named person or body before a common noun."""
    named = [a for a in actors if not a.is_common and len(a.name) > 3]
    persons = [a for a in named if a.is_person and " " in a.name]
    return (persons or named or actors)[-1]


def _speakers(claims: Sequence[FoundClaim], roster: Roster) -> list[str]:
    for claim in claims:
        body = roster.body_of(claim.by) if claim.by else None
        if body:
            return [body]
        found = _FORCES.search(claim.by)
        if found and len(claim.by.split()) <= 4:
            return [claim.by]
        if found:
            return [found.group()]
    return []


def _short(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,")[:80]
