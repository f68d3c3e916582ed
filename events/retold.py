"""One happening told twice in a report: "the attack took place at dawn" adds to the attack told before, and is no second one."""

import re
from bisect import bisect_left
from dataclasses import replace

from events.draft import Draft, add_claims, is_one_place, together
from events.event import EventType, Toll
from gazetteer import Resolution, fold

_VIOLENT = frozenset(
    {
        EventType.BATTLE,
        EventType.VIOLENCE,
        EventType.BOMBING,
        EventType.SHELLING,
        EventType.STRIKE,
        EventType.CASUALTIES,
    }
)
# What points to an event as known: "the attack", "that brutal murder", "yesterday's explosion", "Castillo's murder".
_KNOWN = re.compile(
    r"(?:\b(?:the|this|that|his|her|their)|\w['’]s|[sz]['’])\s+(?:(?:same|brutal|terrorist|armed|guerrilla|rebel|bomb|car|suicide|deadly|fatal|multiple|double|triple|cowardly)\s+)*$",
    re.IGNORECASE,
)
# Its noun, not a verb: "the guerrillas attacked" is news.
_NOUN = re.compile(
    r"(?:attack|murder|assassination|killing|massacre|bombing|explosion|blast|shooting|ambush|raid|clash|car bomb|bomb attack|execution)s?$|(?:murder|assassination|killing|massacre) of$",
    re.IGNORECASE,
)
# "The victim was shot in the head", "they were killed with two bursts": who was told of before.
_VICTIM = re.compile(
    r"\W*(?:he|she|they|both|the (?:victims?|slain \w+|murdered \w+))\b[^.;]{0,90}?\b(?:was|were|had been)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 60
# "The Quetta blast": the one in Quetta that was told.
_OF_PLACE = re.compile(
    r"\b[Tt]he\s+(?:(?:same|deadly|fatal|double|twin|suicide)\s+)*(?P<place>[^\W\d_a-z][\w'’-]*(?:\s+[\w'’-]+){0,3}?)\s+(?:(?:same|deadly|fatal|double|twin|suicide|car|bomb|truck|gun|terrorist|market|school|mosque|church)\s+)*$"
)
# How many sentences apart two tellings of one event may stand.
_REACH = 12


def unite(drafts: list[Draft]) -> list[Draft]:
    """Return the events of a report, in text order, with what is told of one again added to it: its day, place, toll and who says so."""
    kept: list[Draft] = []
    for draft in drafts:
        first = _told_before(draft, kept)
        if first is None:
            kept.append(draft)
        else:
            _add(first, draft)
    return kept


def _told_before(draft: Draft, before: list[Draft]) -> Draft | None:
    """Return the event that a draft tells again, None where it is news."""
    trigger, text = draft.trigger, draft.sentence.text
    if trigger.type not in _VIOLENT or trigger.recalled is not None:
        return None
    lead = text[max(0, trigger.start - _LOOK_BACK) : trigger.start]
    is_noun = _NOUN.search(trigger.word) is not None
    first, last = (bisect_left(before, number, key=_number) for number in (draft.number - _REACH, draft.number))
    near = [d for d in before[first:last] if d.trigger.type in _VIOLENT]
    if is_noun and (named := _OF_PLACE.search(lead)):
        there = [d for d in near if _is_place(d.where, named["place"]) and _may_be_on(d, draft)]
        if there:
            return there[-1]
    is_named = is_noun and _KNOWN.search(lead) is not None
    if not is_named and _VICTIM.fullmatch(text, 0, trigger.start) is None:
        return None
    near = [d for d in near if _is_one_time(d, draft) and _may_be_there(d, draft)]
    return near[-1] if near else None


def _number(draft: Draft) -> int:
    return draft.number


def _is_place(where: Resolution | None, words: str) -> bool:
    """Say whether words name a place, as the report wrote it or as the gazetteer has it."""
    names = (where.toponym.text, where.place.name) if where is not None and where.place is not None else ()
    return fold(words) in {fold(name) for name in names}


def _may_be_on(one: Draft, other: Draft) -> bool:
    """Say whether what is told again may be of an event's day: its own is not told, or holds it ("the third this year")."""
    first, again = one.dated, other.dated
    if not again.is_own or first.start is None or first.end is None or again.start is None or again.end is None:
        return True
    return again.start <= first.start and first.end <= again.end


def _is_one_time(one: Draft, other: Draft) -> bool:
    return (one.dated.start, one.dated.end) == (other.dated.start, other.dated.end)


def _may_be_there(one: Draft, other: Draft) -> bool:
    """Say whether two places may be one: the same, not told, or a country or province and a place in it."""
    if one.where is None or other.where is None or is_one_place(one.where, other.where):
        return True
    first, second = one.where.place, other.where.place
    if first is None or second is None or first.country_code != second.country_code:
        return False
    is_in_province = "ADM1" in {first.feature_code, second.feature_code} and first.admin1_code == second.admin1_code
    return is_in_province or 0 in {_level(one), _level(other)}


def _level(draft: Draft) -> int:
    """Return how fine a draft's place is: 0 a country, 1 a province, 2 anything in it; -1 where there is none."""
    if draft.where is None:
        return -1
    code = draft.where.place.feature_code if draft.where.place is not None else ""
    return 0 if code.startswith("PCL") else 1 if code == "ADM1" else 2


def _add(first: Draft, again: Draft) -> None:
    """Add what is told again to the event told first."""
    if _level(first) < _level(again):
        first.where = again.where
    if again.dated.is_own and not first.dated.is_own:
        first.dated = again.dated
    if first.killed and again.killed and again.is_more.get("killed") and not first.added.get("killed"):
        first.killed = together(first.killed, again.killed)
        first.added["killed"] = True
    else:
        first.killed = _larger(first.killed, again.killed)
    first.injured = _larger(first.injured, again.injured)
    for kind, counts in again.counts.items():
        first.counts[kind] = counts | first.counts.get(kind, {})
    for kind, toll in again.others.items():
        first.others.setdefault(kind, toll)
    for kind, parts in again.parts.items():
        first.parts.setdefault(kind, parts)
    first.doubts = (*first.doubts, *again.doubts)
    first.time = first.time or again.time
    first.recurrence = first.recurrence or again.recurrence
    add_claims(first, again.claims)


def _larger(first: Toll | None, again: Toll | None) -> Toll | None:
    """Return the larger of two tolls of one event, from the lowest said to the highest."""
    if first is None or again is None or again.best == first.best:
        return first or again
    large, small = (again, first) if again.best > first.best else (first, again)
    words = f"the toll was said to be {small.best} and {large.best}: the larger is best"
    return replace(large, low=min(first.low, again.low), high=max(first.high, again.high), rule=words)
