"""A trigger that tells no new event: what it adds goes to the event that was told before."""

import re
from collections.abc import Sequence

from events.casualties import FoundToll, find_tolls
from events.draft import HARMED, Draft, add_claims, add_tolls, harmed_of, is_one_act, is_one_place
from events.event import Claim, EventType
from events.event_date import Dated
from events.event_place import is_countrywide, is_definite, is_told_again, points_back
from events.layout import Sentence
from events.recall import PHRASE
from events.toll_home import add_at_home, add_part_of_dead, is_national
from events.trigger import Trigger
from gazetteer import Resolution

# How far around a trigger is looked, in characters: a sentence of a thousand tolls is not read a thousand times.
_LOOK = 200
# "The group claimed responsibility for the attack": says whose it was.
_OWNED_UP = re.compile(
    rf"\b(?:claim(?:ed|ing|s)?|admitt(?:ed|ing)|accept(?:ed|ing)|t(?:ook|aken|aking)) (?:[\w-]+ )?responsibility for\s+(?:the|this|that|these|both|all)?\s*{PHRASE}$",
    re.IGNORECASE,
)

# "The attackers opened fire on people digging trenches": what they did in the attack just told.
_SAME_MEN = re.compile(r"(?:The|These|Those) (?:attackers?|assailants?|gunm[ae]n|raiders|bombers?|shooters?)\b")

_HAS = r"[^.;]{0,90}?\b(?:has|have|had)\s+(?:\w+\s+){0,2}?(?:killed|left|claimed|cost|led|resulted)$"
_WAR_HAS = re.compile(rf"\b(?:conflict|war|insurgency|rebellion|uprising|militancy|genocide)\b{_HAS}", re.IGNORECASE)
# "The violence has left 12 dead" may be what was just told; over years it is none.
_FIGHT_HAS = re.compile(
    rf"\b(?:violence|fighting|crisis|unrest|hostilities|offensive|campaign|onslaught)\b{_HAS}", re.IGNORECASE
)
_LONG = re.compile(r"\b(?:years?|decades?|since (?:19|20)\d\d)\b", re.IGNORECASE)
# "At least 10,000 civilians have died in the war": behind its verb.
_IN_THE_WAR = re.compile(
    r"[^.;]{0,60}?\b(?:in|during|since|over) (?:the (?:\w+ )?(?:war|conflict|insurgency|uprising|rebellion|invasion)\b|20[012]\d\b"
    r"|(?:the (?:past|last) )?(?:\w+ ){1,2}(?:years|decades|months) of (?:war|conflict|fighting|violence|insurgency)\b|(?:more than |over |nearly |almost )?(?:a decade|two decades|\w+ years)\b)",
    re.IGNORECASE,
)
# "At least 330 people have been killed since Saturday": a toll of its own days, not that of what was just told.
_SINCE = re.compile(
    r"\bsince\s+(?:last\s+|late\s+|early\s+)?(?:[A-Z][a-z]+(?:day)?\b|\d|the\s+(?:start|beginning|outbreak|fighting|clashes|violence))"
)


_VICTIMS = r"(?:people|civilians|villagers|residents|soldiers|troops|fighters|militants|rebels|insurgents|policemen|officers|guards|women|children|men|farmers|herders|miners|workers|students|worshippers|protesters|migrants|refugees|displaced)"
# "Villagers were killed", "killed an unknown number of soldiers"; not "those killed", "the families of people killed".
_KILLING = re.compile(
    rf"(?:^|[,;]\s|\b(?:that|where|when|while|and|number of)\s)(?:(?!(?:of|who|those|the|by|from|for)\b)[\w-]+\s+){{0,3}}{_VICTIMS}\s+(?:were|have been|had been)\s+(?:\w+ly\s+)?(?:killed|shot dead|murdered|massacred)\b"
    rf"|\b(?:killed|killing)\s+(?:an (?:unknown|unspecified|undetermined) number of|an? (?:group|number) of)\s+(?:[\w-]+\s+){{0,2}}{_VICTIMS}\b",
    re.IGNORECASE,
)
# What tells of other times, or of many events.
_PAST_TALK = re.compile(
    r"\b(?:in (?:19|20)\d\d|years?|decades?|months?|since|often|every|each|anniversary|if|ever)\b", re.IGNORECASE
)


def adds_to_known(
    trigger: Trigger, sentence: Sentence, number: int, recent: Sequence[Draft], tolls: list[FoundToll], own: Dated | None,
    found: tuple[Resolution, ...], said: tuple[Claim, ...],
) -> bool:  # fmt: skip
    """Say whether a trigger tells no new event, and add its toll or its speaker to the one it tells of.

    Parameters
    ----------
    number
        The sentence's position in the report.
    recent
        The events told in the sentences just before, and in this one.
    own
        The day that the sentence itself gives, None where it gives none.
    found
        The places of the trigger.
    """
    harmed = harmed_of(list(recent))
    if any(toll.is_total for toll in tolls) and harmed:
        # "Raising the toll there to seven": of what happened there, where the sentence names a place of its own.
        there = [d for d in harmed if not found or any(is_one_place(where, d.where) for where in found)]
        if there and is_national(sentence.text) and there[-1].killed is not None:
            there[-1].doubts = (*there[-1].doubts, "a total for the whole country is not counted here")
            return True
        return bool(there) and add_at_home(there, sentence.text, tolls, said)
    # "Twenty-six women drowned": in the sinking just told.
    drowned = trigger.word.startswith("drown") and own is None and not found
    if trigger.is_toll_only or (drowned and any(draft.number != number for draft in harmed)):
        # "Nationwide, 40 people were killed": of no one town's event.
        return _is_of_the_war(sentence.text, trigger) or (
            not (tolls and is_countrywide(sentence.text))
            and _adds_toll(trigger, sentence, number, harmed, tolls, own, found, said)
        )
    is_damage = trigger.type is EventType.DESTRUCTION and own is None and not found
    if (is_damage and _adds_damage(harmed, sentence, number, said)) or (
        harmed and is_told_again(sentence.text, trigger.start, trigger.end)
    ):
        add_tolls(harmed[-1], tolls, said)
        return True
    if (
        harmed
        and not found
        and own is None
        and _OWNED_UP.search(sentence.text, max(0, trigger.start - _LOOK), trigger.start)
    ):
        add_claims(harmed[-1], said)
        if said and not harmed[-1].sides[0]:
            harmed[-1].sides = (said[-1].by,), harmed[-1].sides[1]
        return True
    if trigger.recalled is not None and trigger.type in HARMED and is_definite(sentence.text, trigger.start):
        before = [d for d in harmed if d.number != number and d.trigger.type is not EventType.ARREST]
        if any(not found or is_one_place(found[0], d.where) for d in before):
            return True
    if (
        harmed
        and own is None
        and trigger.type in HARMED
        and _SAME_MEN.match(sentence.text)
        and not any(w.relation is None for w in found)
    ):
        add_tolls(harmed[-1], tolls, said)
        return True
    same = [d for d in recent if is_one_act(d.trigger, trigger) and d.number != number]
    if not same or own is not None:
        return False
    definite = is_definite(sentence.text, trigger.start) or points_back(sentence.text[: trigger.end + 40])
    after = [where for where in found if where.toponym.start > sentence.start + trigger.start]
    elsewhere = bool(after) and not any(is_one_place(after[0], d.where) for d in same)
    if definite and not elsewhere:
        add_tolls(same[-1], tolls, said)
        return True
    return False


def _adds_damage(harmed: Sequence[Draft], sentence: Sentence, number: int, said: tuple[Claim, ...]) -> bool:
    """Say whether "12 vehicles were destroyed" is of the event of the sentence before, in one paragraph, and add who says so."""
    if not harmed or number - harmed[-1].number != 1 or harmed[-1].sentence.paragraph != sentence.paragraph:
        return False
    add_claims(harmed[-1], said)
    return True


def _adds_toll(
    trigger: Trigger, sentence: Sentence, number: int, harmed: Sequence[Draft], tolls: list[FoundToll], own: Dated | None,
    found: tuple[Resolution, ...], said: tuple[Claim, ...],
) -> bool:  # fmt: skip
    """Say whether a toll without a happening of its own belongs to the last event, or is none, and add it."""
    if not tolls:
        add_part_of_dead(harmed, sentence.text)
        return _is_uncounted(sentence.text, trigger, harmed, is_own=bool(found) or own is not None)
    if found or not harmed:
        return False
    if all(toll.is_of_months for toll in tolls):
        return True
    last = harmed[-1]
    is_since = _SINCE.search(sentence.text, max(0, trigger.start - _LOOK), trigger.end + _LOOK) is not None
    if own is not None and (number - last.number != 1 or _is_earlier(own, last.dated) or is_since):
        return False
    return add_at_home(harmed, sentence.text, tolls, said)


def _is_uncounted(text: str, trigger: Trigger, harmed: Sequence[Draft], *, is_own: bool) -> bool:
    """Say whether a killing whose number was not read is no event of its own; what was told before is doubted then.

    ``is_own`` where the sentence names a place or a day of its own: "Villagers were killed near Ndola on Thursday".
    """
    if not _KILLING.search(text, max(0, trigger.start - _LOOK), trigger.end + _LOOK) or find_tolls(text):
        return True
    if is_own or not harmed:
        return _PAST_TALK.search(text) is not None
    last = harmed[-1]
    if last.killed is None and "kill" in trigger.word:
        last.doubts = (*last.doubts, "a sentence behind it tells of people killed whose number was not read")
    return True


def _is_of_the_war(text: str, trigger: Trigger) -> bool:
    """Say whether a toll is a whole war's: "The conflict, now in its second year, has killed over 35,000 people"."""
    begin, stop = max(0, trigger.start - _LOOK), trigger.end + _LOOK
    is_said = _WAR_HAS.search(text, begin, trigger.end) is not None or _IN_THE_WAR.match(text, trigger.end) is not None
    is_long = _FIGHT_HAS.search(text, begin, trigger.end) is not None and _LONG.search(text, begin, stop) is not None
    return is_said or is_long


def _is_earlier(one: Dated, other: Dated) -> bool:
    """Say whether a day lies before another for sure: who died a month earlier died of something else."""
    return one.end is not None and other.start is not None and one.end < other.start
