"""Which words of a sentence carry an event that happened, and of which type."""

import itertools
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from events.event import EventType

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "triggers.toml").read_text(encoding="utf-8"))
_BEFORE = re.compile(_TABLE["modality"]["before"], re.IGNORECASE)
_AFTER = re.compile(_TABLE["modality"]["after"], re.IGNORECASE)
_SUMMARY = re.compile(_TABLE["modality"]["summary"], re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:–—]|,\s+(?:and|but|while|which|who|where|as|when|after|before|according)\b|\s(?:that|who|which)\s+(?:had|have|has)\b|\s(?:after|before|while|whereas|because|although|amid|when|as (?=they|he|she|it|the|troops|forces|soldiers|militants))\b|,\s+(?=[^,]{2,60}\b(?:said|told|announced|reported|added|according)\b)"
)
# What an event with victims may be named for: the happening, not the killing.
_HARMFUL = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.DISASTER,
     EventType.ACCIDENT, EventType.RIOT, EventType.PROTEST, EventType.ABDUCTION}
)  # fmt: skip
_CIVILIANS = re.compile(
    r"\b(?:civilians?|villagers?|residents|worshippers|aid workers?|passengers|journalists?|pilgrims|farmers|herders|shoppers|students|pupils|children|women|"
    r"village of|market|school|hospital|mosque|church|shrine|homes|tourists|refugees|migrants|doctors?|mayor|activists?|judge|politicians?)\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:soldiers?|troops|army (?:positions?|base|camp|post|convoy|patrol)|militants?|militias?|rebels?|fighters|police(?:men|man| officers?)?|insurgents|forces|checkpoint|positions|barracks|commanders?|guards?|gendarmes)\b",
    re.IGNORECASE,
)
_PLACE_NOUN = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|villages?|districts?|areas?|bases?|airports?|airfields?|positions?|camps?|hills?|heights|crossings?|ports?|"
    r"headquarters|barracks|provinces?|regions?|neighbou?rhoods?|checkpoints?|bridges?|roads?|fields?|terminals?|capital|outposts?|territor\w+|control)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event; spans count from the sentence's start; ``is_toll_only`` for bare killing; ``word`` in lower case."""

    type: EventType
    sub_type: str
    start: int
    end: int
    clause: tuple[int, int]
    is_toll_only: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    type: EventType
    sub_type: str
    pattern: re.Pattern[str]
    forbids: re.Pattern[str] | None
    needs_place: bool
    is_toll_only: bool


_RULES = tuple(
    _Rule(
        EventType(row["type"]), row["sub_type"], re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE),
        re.compile(row["not"], re.IGNORECASE) if "not" in row else None, row.get("needs") == "place", row.get("is_toll_only", False),
    )
    for row in _TABLE["trigger"]
)  # fmt: skip


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Return the spans of a sentence's clauses, which together cover it."""
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def find_triggers(sentence: str, *, places: tuple[tuple[int, int], ...] = ()) -> tuple[Trigger, ...]:
    """Return the triggers of events that a sentence tells as having happened, in order.

    Parameters
    ----------
    places
        Spans of place names in the sentence; ground that changes hands needs one, or a noun such as "town".

    Examples
    --------
    >>> [t.type.value for t in find_triggers("The army will not attack the town.")]
    []
    >>> [t.type.value for t in find_triggers("Thousands marched in Lima on Friday.")]
    ['protest']
    """
    taken = bytearray(len(sentence))
    spans = clauses(sentence)
    found = []
    for rule in _RULES:
        for match in rule.pattern.finditer(sentence):
            start, end = match.span()
            if any(taken[start:end]) or _is_forbidden(rule, sentence, start, end):
                continue
            clause = next(span for span in spans if span[0] <= start < span[1])
            if rule.needs_place and not _takes_ground(sentence, end, places, clause):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if rule.sub_type == "no claim of responsibility" or not _has_happened(sentence, start, end, clause):
                continue
            word = sentence[start:end].lower()
            found.append(Trigger(rule.type, rule.sub_type, start, end, clause, rule.is_toll_only, word))
    found.sort(key=lambda trigger: trigger.start)
    return tuple(_merged([_by_victims(trigger, sentence) for trigger in found]))


def _is_forbidden(rule: _Rule, sentence: str, start: int, end: int) -> bool:
    if rule.forbids is None:
        return False
    return any(
        m.start() < end and start < m.end() + 1
        for m in rule.forbids.finditer(sentence, max(0, start - 40), min(len(sentence), end + 60))
    )


def _takes_ground(sentence: str, end: int, places: tuple[tuple[int, int], ...], clause: tuple[int, int]) -> bool:
    reach = end + 60
    near = any(end <= a <= reach or clause[0] <= a < end for a, _ in places)
    return near or _PLACE_NOUN.search(sentence, clause[0], min(len(sentence), reach)) is not None


def _has_happened(sentence: str, start: int, end: int, clause: tuple[int, int]) -> bool:
    before = sentence[clause[0] : start]
    if _BEFORE.search(before) or _AFTER.search(sentence[end : end + 60]):
        return False
    return _SUMMARY.search(sentence[:start]) is None


def _by_victims(trigger: Trigger, sentence: str) -> Trigger:
    """Call an attack on civilians one, and a killing of soldiers a battle."""
    if trigger.type not in {EventType.BATTLE, EventType.VIOLENCE}:
        return trigger
    after = sentence[trigger.start : trigger.start + 120]
    civilian, armed = _CIVILIANS.search(after), _ARMED.search(after)
    word = trigger.word
    is_fight = re.search(r"clash|fight|fought|battle|skirmish|offensive|repel|exchange|ambush", word) is not None
    if (
        trigger.type is EventType.BATTLE
        and civilian
        and not is_fight
        and (armed is None or civilian.start() < armed.start())
    ):
        return replace(trigger, type=EventType.VIOLENCE, sub_type="attack")
    is_targeted = re.search(r"assassin|massacre|behead|execut|lynch|raped|stabb", word) is not None
    if (
        trigger.type is EventType.VIOLENCE
        and armed
        and not is_targeted
        and (civilian is None or armed.start() < civilian.start())
    ):
        return replace(trigger, type=EventType.BATTLE, sub_type="attack")
    return trigger


def _merged(found: list[Trigger]) -> list[Trigger]:
    """Join the triggers of one happening: the killing with the clash, the damage with the flood."""
    harmful = [t for t in found if t.type in _HARMFUL and not t.is_toll_only]
    kept: list[Trigger] = []
    for trigger in found:
        others = [t for t in found if t is not trigger]
        if trigger.is_toll_only and harmful:
            continue
        if trigger.type in {EventType.STATEMENT, EventType.DESTRUCTION} and others:
            continue
        is_raid = trigger.type is EventType.BATTLE and trigger.word.startswith("raid")
        if is_raid and any(t.type is EventType.ARREST for t in others):
            continue
        if trigger.type is EventType.TALKS and any(t.type is EventType.AGREEMENT for t in others):
            continue
        if trigger.type is EventType.MOVEMENT and any(t.type is EventType.AID and _overlap(t, trigger) for t in others):
            continue
        same = next((k for k in kept if _is_same(k, trigger)), None)
        if same is None:
            kept.append(trigger)
        elif same.is_toll_only or (_rank(trigger) < _rank(same)):
            kept[kept.index(same)] = trigger
    return kept


def _overlap(one: Trigger, other: Trigger) -> bool:
    return one.clause == other.clause


def _rank(trigger: Trigger) -> int:
    """The more telling type names the happening: a bombing is an attack too."""
    order = (
        EventType.BOMBING,
        EventType.STRIKE,
        EventType.SHELLING,
        EventType.DISASTER,
        EventType.ACCIDENT,
        EventType.VIOLENCE,
        EventType.BATTLE,
    )
    return order.index(trigger.type) if trigger.type in order else -1


def _is_same(one: Trigger, other: Trigger) -> bool:
    if one.type is other.type:
        return one.clause == other.clause or one.type is not EventType.TERRITORY
    violent = {
        EventType.BATTLE,
        EventType.VIOLENCE,
        EventType.BOMBING,
        EventType.SHELLING,
        EventType.STRIKE,
        EventType.DISASTER,
        EventType.ACCIDENT,
    }
    if one.type in violent and other.type in violent:
        return (
            one.clause == other.clause
            or one.is_toll_only
            or other.is_toll_only
            or {one.type, other.type} == {EventType.BATTLE, EventType.VIOLENCE}
        )
    return False
