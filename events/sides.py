"""Who stands on which side of an event: the one who acts, and the one acted upon."""

import itertools
import re
from collections.abc import Sequence

from events.actors import HEADS, Actor, Roster, is_bystander
from events.attributes import WEAPONS, author, is_a_means, is_attribute, is_of_a_party, is_repelled, repelled
from events.casualties import FoundToll
from events.claims import FoundClaim
from events.event import EventType
from events.trigger import Trigger
from events.victims import NOBODY_IN_PARTICULAR, both_sides, of_tolls, who_suffered

Sides = tuple[tuple[str, ...], tuple[str, ...]]
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# "Has been flying food to" is no passive, whatever stands before the verb.
_ONGOING = re.compile(r"[a-z]+ing\b", re.IGNORECASE)
_ON = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:on|against|upon|targeting|from)\s+", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|blamed on|attributed to)\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
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
# Of these the dead and hurt are the ones acted upon.
_DEADLY = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.ABDUCTION}
)
_MET = frozenset({EventType.TALKS, EventType.AGREEMENT})
# A bomb or mine goes off by itself: who acts in another clause is not who laid it.
_DEVICE = re.compile(
    r"\b(?:bombs?|mines?|shells?|blasts?|explosions?|exploded|detonated|grenades?|IEDs?)\b", re.IGNORECASE
)
# "Rockets landed near the base, the army said": who tells of them did not fire them.
_MISSILES = re.compile(r"(?:rockets?|shells?|mortars?|missiles?|drones?|bombs?|projectiles?)\b", re.IGNORECASE)
_TOLD = re.compile(r"\s+(?:the\s+)?(?:[\w-]+\s+){0,2}")
_JOINED = re.compile(r"\s+and\s+(?:the\s+)?")
# "Ethiopian and Tigrayan negotiators", "Indian and Chinese troops".
_JOINT = re.compile(
    r"(?P<one>[A-Z][\w'’-]+) and (?P<other>[A-Z][\w'’-]+) (?P<head>[a-z]+)\s+(?:(?:have|had|also|later|again|on [A-Z]\w+)\s+)*$"
)
_BOTH_ACT = frozenset({EventType.TALKS, EventType.AGREEMENT, EventType.BATTLE})
_KILLED = re.compile(
    r"\s+(?:(?:have|has|had|also|later|on [A-Z]\w+)\s+)*(?:killed|wounded|shot dead|captured|abducted|kidnapped)\b[^.;]*\b(?:in|during)\s+(?:[\w'’-]+\s+){0,4}$",
)
_MUTUAL = re.compile(r"clashed|fought|battled|exchanged|traded|skirmished", re.IGNORECASE)
# "In Ankara for talks with Turkish President X".
_WITH = re.compile(r"\bwith\s+(?:(?:the|his|her|their|its)\s+)?(?:[\w'’-]+\s+){0,2}$")
_MET_WITH = re.compile(r"(?:met|meets|meeting)\b", re.IGNORECASE)
_DIRECTLY = re.compile(r"\s*(?:with\s+)?(?:(?:the|his|her|its|their|visiting|senior|top|local)\s+){0,2}")
_LED_BY = re.compile(r"\b(?:led|headed|represented|chaired|mediated|brokered|hosted)\s+by\s+(?:the\s+)?$")
_FORCES = re.compile(
    r"\b(?:air force|army|military|forces?|militia|rebels?|fighters|militants|navy|coalition|police|front|brigade|command|LNA|[A-Z]{3,5})\b"
)
_OF_ARMED = re.compile(
    r"\b(?:fighters?|militants?|soldiers?|rebels?|militias?|commanders?|gunmen|insurgents|jihadists|troops|police\w*|officers?|terrorists?|mercenaries)\b",
    re.IGNORECASE,
)
# "The army's spokesman": named for who speaks, not for what it did.
_ITS_VOICE = re.compile(
    r"['’]s?\s+(?:chief |official |military |own )?(?:spokes\w+|press (?:office|service)|media (?:office|centre|center))\b"
)


def sides_of(
    sentence: str,
    trigger: Trigger,
    actors: Sequence[Actor],
    claims: Sequence[FoundClaim],
    tolls: Sequence[FoundToll],
    roster: Roster,
    places: Sequence[tuple[int, int]] = (),
) -> Sides:
    """Return side 1 (who acts) and side 2 (acted upon) of a trigger's event; empty where the sentence does not say.

    Parameters
    ----------
    places
        Spans of place names in the sentence, without adjectives of them: no attack is by its place.
    """
    if trigger.type in {EventType.DISASTER, EventType.ACCIDENT}:
        return (), ()
    if trigger.type is EventType.CASUALTIES:  # nobody is said to have done it
        return (), tuple(dict.fromkeys(_short(toll.who) for toll in tolls if _OF_ARMED.search(toll.who)))[:1]
    said = [(claim.start, claim.end) for claim in claims]
    free = [
        a for a in actors if not any(s <= a.start < e for s, e in said) and not trigger.start <= a.start < trigger.end
    ]
    free = [a for a in free if not _ITS_VOICE.match(sentence, a.end) and not is_a_means(sentence, a)]
    heard = [claim.end for claim in claims if claim.verb in {"told", "tells"}]
    free = [a for a in free if not any(end < a.start and _TOLD.fullmatch(sentence, end, a.start) for end in heard)]
    if trigger.type is EventType.MOVEMENT:  # a spokesman does not sail the ship that he tells of
        free = [a for a in free if roster.body_of(a.name) is None]
    suffered = who_suffered(sentence, [a for a in free if a.is_common]) if trigger.type in _DEADLY else []
    before = [a for a in free if a.end <= trigger.start]
    after = [a for a in free if a.start >= trigger.end and a.start < max(trigger.clause[1], trigger.end + 80)]
    after = [a for a in after if not _is_no_object(sentence, trigger, a)]
    if trigger.type in _FROM_AFAR:
        before = [a for a in before if not is_bystander(a)]
    one, two = _by_grammar(sentence, trigger, [a for a in before if a not in suffered], after)
    by_name, opponents = _of_the_act(sentence, trigger, before, places)
    if trigger.type is EventType.BATTLE and not by_name and (both := both_sides(sentence, free)) is not None:
        one, two = [both[0]], [both[1]]
    own = _of_its_speaker(sentence, trigger, claims)
    if own:
        one = [own]
    one, two = one or by_name, opponents or [name for name in two if name.lower() not in NOBODY_IN_PARTICULAR]
    inside = [a for a in actors if a.start < trigger.end and trigger.start < a.end and not is_attribute(sentence, a)]
    inside = [a for a in inside if not is_a_means(sentence, a)]
    subject = [
        a for a in inside if a.start <= trigger.start
    ]  # "warplanes bombed": the one who acts is part of the trigger
    one = one or [a.name for a in subject[:1]]
    if trigger.type in _ARMED and not one and not _MISSILES.match(sentence, trigger.start):
        one = _speakers(claims, roster)
    if trigger.type in _DEADLY:
        two = two or [a.name for a in inside if a not in subject and not WEAPONS.search(a.name)][:1]
    victims = ([a.name for a in suffered[-1:]] or of_tolls(tolls)) if trigger.type in _DEADLY else []
    if victims and not two and not any(victim in one for victim in victims):
        two = [victims[0]]
    first = tuple(dict.fromkeys(roster.canonical(_short(name)) for name in one))
    second = tuple(dict.fromkeys(roster.canonical(_short(name)) for name in two))
    return first, tuple(name for name in second if name not in first)


def _is_no_object(sentence: str, trigger: Trigger, actor: Actor) -> bool:
    """Say whether a name behind the trigger is none of a party: "with Grad rockets", "pounded Ariha", "sent drones"."""
    is_single = not actor.is_common and actor.is_person and " " not in actor.name
    if trigger.type in _FROM_AFAR and is_single and not is_of_a_party(sentence, actor):
        return True
    return is_attribute(sentence, actor) or (actor.is_common and WEAPONS.search(actor.name) is not None)


def _of_the_act(
    sentence: str, trigger: Trigger, before: list[Actor], places: Sequence[tuple[int, int]]
) -> tuple[list[str], list[str]]:
    """Return whose attack it is where a name stands before its noun or behind "repelled", and who beat it back."""
    word = sentence[trigger.start : trigger.end]
    if trigger.type not in _ARMED and trigger.type is not EventType.VIOLENCE:
        return [], []
    if word.lower().startswith(("repel", "repuls")):
        attacker = repelled(sentence, trigger.end)
        return [], [attacker] if attacker else []
    if not _NOUN_FORM.search(word) or _VERB_FORM.match(word):
        return [], []
    attacker, at = author(sentence, trigger.start, places)
    if not attacker or not is_repelled(sentence, at):
        return [attacker] if attacker else [], []
    defenders = [a for a in before if trigger.clause[0] <= a.start and a.end < at]
    return [attacker], [a.name for a in defenders[:1]]


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
    in_clause = [a for a in before if a.start >= trigger.clause[0]]
    if not (trigger.type in _FROM_AFAR and _DEVICE.search(word)):
        in_clause = in_clause or before
    if _BETWEEN.match(rest) and len(after) >= 2:
        return [after[0].name], [after[1].name]
    if _PASSIVE.search(lead) and not _ONGOING.match(word):
        return [a.name for a in agents[:1]], [a.name for a in in_clause[-1:]]
    if _NOUN.search(lead) and _NOUN_FORM.search(word) and not _VERB_FORM.match(word):
        target = [
            a
            for a in after
            if a not in agents
            and (
                _ON.match(sentence[trigger.end : a.start] + " ")
                or re.search(r"\b(?:on|against|from)\s+(?:the\s+)?$", sentence[: a.start])
            )
        ]
        doer = None if agents else next((a for a in in_clause if _KILLED.match(sentence, a.end, trigger.start)), None)
        if doer is not None:  # "troops killed five rebels in a raid"
            return [doer.name], [a.name for a in in_clause if a.start > doer.end][:1] or [a.name for a in target[:1]]
        return [a.name for a in agents[:1]], [a.name for a in target[:1]]
    if trigger.type is EventType.DISPLACEMENT and word.lower().startswith("displac"):  # what displaces may be a flood
        return [a.name for a in in_clause[-1:] if not a.is_person], [a.name for a in after[:1] if a not in agents]
    if word.lower().startswith(("lost", "losing")):
        takers = [a for a in after if re.search(r"\bto\s+(?:the\s+)?$", sentence[trigger.end : a.start])]
        return [a.name for a in takers[:1]], [a.name for a in in_clause[-1:]]
    if trigger.type in _BOTH_ACT and (joint := _JOINT.search(lead)) is not None and joint["head"].lower() in HEADS:
        return [f"{joint['one']} {joint['head']}"], [f"{joint['other']} {joint['head']}"]
    is_mutual = trigger.type in _MET or (_MUTUAL.match(word) is not None and not after)
    if is_mutual and (parties := _parties(sentence, in_clause)):
        return [parties[0].name], [parties[1].name]
    if trigger.type is EventType.TALKS and before and after and _is_met(sentence, trigger, after[0]):
        return [_subject(before).name], [after[0].name]
    if trigger.type in {EventType.TALKS, EventType.PROTEST, EventType.DISPLACEMENT, EventType.STATEMENT}:
        return [_subject(before).name] if before else [], []
    doers = in_clause[-1:] or agents[:1]
    return [a.name for a in doers], [a.name for a in after[:1] if a not in agents]


def _is_met(sentence: str, trigger: Trigger, actor: Actor) -> bool:
    """Say whether somebody is met: "for talks with Turkish envoys", "met Egyptian envoys"."""
    if _WITH.search(sentence[trigger.start : actor.start]):
        return True
    is_meeting = _MET_WITH.match(sentence, trigger.start) is not None
    return is_meeting and _DIRECTLY.fullmatch(sentence, trigger.end, actor.start) is not None


def _parties(sentence: str, actors: list[Actor]) -> tuple[Actor, Actor] | None:
    """Return the two who meet or sign: "the government and the SPLM-N led by Agar"."""
    for one, other in itertools.pairwise(actors):
        if _JOINED.fullmatch(sentence, one.end, other.start) and not _LED_BY.search(sentence[: other.start]):
            return one, other
    return None


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
