"""Which words of a sentence carry an event that happened, and of which type."""

import itertools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from events.agents import of_agent
from events.event import EventType
from events.ground import takes_ground
from events.happening import one_each
from events.play import is_played
from events.recall import is_no_news, recall_of
from events.trigger import Trigger, clauses
from events.word_gate import Gates, lowered

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "triggers.toml").read_text(encoding="utf-8"))
_BEFORE = re.compile(_TABLE["modality"]["before"], re.IGNORECASE)
_AFTER = re.compile(_TABLE["modality"]["after"], re.IGNORECASE)
_INSIDE = re.compile(_TABLE["modality"]["inside"], re.IGNORECASE)
_SUMMARY = re.compile(_TABLE["modality"]["summary"], re.IGNORECASE)
_CIVILIANS = re.compile(
    r"\b(?:civilians?|villagers?|residents|worshippers|aid workers?|passengers|journalists?|pilgrims|farmers|herders|shoppers|students|pupils|children|women|"
    r"village of|villages?(?=[^.;]{0,30}?\bkill(?:ing|ed) (?:[\w-]+ ){1,4}?(?:people|men|women|persons)\b)|market|school|hospital|mosque|church|shrine|homes|tourists|refugees|migrants|doctors?|mayor|activists?|judge|politicians?)\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:soldiers?|troops|army (?:positions?|base|camp|post|convoy|patrol)|militants?|militias?|rebels?|fighters|police(?:men|man| officers?)?|insurgents?|jihadis(?:ts?)?|extremists?|terrorists?|gunm[ae]n|paramilitar(?:y|ies)|forces|checkpoint|positions|barracks|commanders?|guards?|gendarmes)\b",
    re.IGNORECASE,
)
# Armed men who loot are no crowd.
_LOOTERS = re.compile(
    r"\b(?:soldiers?|troops|militants?|militias?|militiam[ae]n|rebels?|fighters|gunm[ae]n|insurgents?|jihadists?|bandits|forces|policemen|paramilitar(?:y|ies)) (?:(?:on|in|aboard|from|wearing|with) (?:[\w-]+ ){1,3})?(?:(?:have|had|also|then|later|has) )*>loot"
    r"|>loot\w+ (?:[a-z]+ ){0,2}?by (?:the )?(?:[\w'’-]+ ){0,2}?(?:soldiers?|troops|militants?|militias?|militiam[ae]n|rebels?|fighters|gunm[ae]n|insurgents?|jihadists?|bandits|forces|policemen|paramilitar(?:y|ies))\b",
    re.IGNORECASE,
)
# How far before a trigger a negation or a summing-up may stand, in characters; more than the longest of those patterns.
_LOOK_BACK = 300
_BY = re.compile(r"\bby\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    type: EventType
    sub_type: str
    pattern: re.Pattern[str]
    forbids: re.Pattern[str] | None
    needs_ground: bool
    is_toll_only: bool


def _rules(row: dict[str, Any], words: dict[str, str]) -> list[_Rule]:
    """Return a rule for each of a row's patterns, ``<name>`` in them replaced: each is tried only where some of its own letters are."""
    forbids = re.compile(row["not"], re.IGNORECASE) if "not" in row else None
    return [
        _Rule(
            EventType(row["type"]), row["sub_type"], re.compile(rf"\b(?:{_spelled_out(pattern, words)})\b", re.IGNORECASE), forbids,
            row.get("needs") == "ground", row.get("is_toll_only", False),
        )
        for pattern in row.get("patterns") or [row["pattern"]]
    ]  # fmt: skip


def _spelled_out(pattern: str, words: dict[str, str]) -> str:
    for name in reversed(words):  # a later one may hold an earlier one
        pattern = pattern.replace(f"<{name}>", words[name])
    return pattern


def _read_rules(table: dict[str, Any]) -> tuple[tuple[_Rule, ...], Gates]:
    rules = tuple(rule for row in table["trigger"] for rule in _rules(row, table.get("words", {})))
    return rules, Gates([rule.pattern for rule in rules])


_RULES, _GATES = _read_rules(_TABLE)
_RARE_RULES, _RARE_GATES = _read_rules(
    tomllib.loads((Path(__file__).parent / "data" / "rare_wordings.toml").read_text(encoding="utf-8"))
)


@dataclass(frozen=True, slots=True)
class Told:
    """The triggers of a sentence: those of what ``happened``, and the others that are no news as it tells them, each in order."""

    happened: tuple[Trigger, ...]
    others: tuple[Trigger, ...]


def find_triggers(sentence: str, *, places: tuple[tuple[int, int], ...] = ()) -> tuple[Trigger, ...]:
    """Return the triggers of events that a sentence tells as having happened, in order.

    Parameters
    ----------
    places
        Spans of place names in the sentence; ground that changes hands needs one, a noun such as "town" or a pronoun;
        the wordings of ``rare_wordings.toml`` need one.

    Examples
    --------
    >>> [t.type.value for t in find_triggers("The army will not attack the town.")]
    []
    >>> [t.type.value for t in find_triggers("Thousands marched in Lima on Friday.")]
    ['protest']
    """
    return triggers_told(sentence, places=places).happened


def triggers_told(sentence: str, *, places: tuple[tuple[int, int], ...] = ()) -> Told:
    """Return the triggers of a sentence as `find_triggers` does, and those of what it plans, threatens, denies or thinks possible."""
    others: list[Trigger] = []
    taken = bytearray(len(sentence))
    spans = clauses(sentence)
    found = list(_found(_RULES, _GATES, sentence, taken, spans, places, others))
    # What a known word denies, plans or recalls is no event by a rarer wording either; and without a place it may only add to what was told before.
    if places and sum(taken) == sum(t.end - t.start for t in found if t.is_toll_only):
        found += _found(_RARE_RULES, _RARE_GATES, sentence, taken, spans, places, [])
    found.sort(key=lambda trigger: trigger.start)
    happened = one_each(_all_by_victims(found, sentence), sentence, places)
    return Told(happened, tuple(sorted(others, key=lambda trigger: trigger.start)))


def _found(
    rules: Sequence[_Rule], gates: Gates, sentence: str, taken: bytearray, spans: list[Span], places: Sequence[Span],
    others: list[Trigger],
) -> Iterator[Trigger]:  # fmt: skip
    """Yield what rules find in a sentence where nothing is ``taken`` yet, which they mark; a rule's group, if it has one, is its trigger.

    What has not happened as the sentence tells it goes to ``others``.
    """
    for rule in (rules[number] for number in gates.opened(lowered(sentence))):
        for match in rule.pattern.finditer(sentence):
            start, end = match.span(rule.pattern.groups)
            if any(taken[start:end]) or _is_forbidden(rule, sentence, start, end):
                continue
            clause = spans[bisect_right(spans, start, key=lambda span: span[0]) - 1]
            if rule.needs_ground and not takes_ground(sentence, start, end, tuple(places), clause):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if rule.sub_type == "no claim of responsibility":
                continue
            if not _has_happened(sentence, start, end, clause):
                if not rule.is_toll_only:
                    word = sentence[start:end].lower()
                    others.append(Trigger(rule.type, rule.sub_type, start, end, clause, word=word))
                continue
            if is_no_news(sentence, start, end) or is_played(sentence, rule.type, start, clause):
                continue
            word, recalled = sentence[start:end].lower(), recall_of(sentence, start)
            yield Trigger(rule.type, rule.sub_type, start, end, clause, rule.is_toll_only, word, recalled)


def _is_forbidden(rule: _Rule, sentence: str, start: int, end: int) -> bool:
    if rule.forbids is None:
        return False
    return any(
        m.start() < end and start < m.end() + 1
        for m in rule.forbids.finditer(sentence, max(0, start - 40), min(len(sentence), end + 60))
    )


def _has_happened(sentence: str, start: int, end: int, clause: tuple[int, int]) -> bool:
    if _BEFORE.search(sentence, max(clause[0], start - _LOOK_BACK), start) or _AFTER.search(sentence[end : end + 60]):
        return False
    if " " in sentence[start:end] and _INSIDE.search(sentence, start, end):
        return False
    return _SUMMARY.search(sentence, max(0, start - _LOOK_BACK), start) is None


def _all_by_victims(found: list[Trigger], sentence: str) -> list[Trigger]:
    ends = [sentence.rfind(" and ", trigger.end, following.start) for trigger, following in itertools.pairwise(found)]
    reach = [end if end > 0 else len(sentence) for end in ends]
    return [_by_victims(t, sentence[:end]) for t, end in zip(found, [*reach, len(sentence)], strict=False)]


def _by_victims(trigger: Trigger, sentence: str) -> Trigger:
    """Call an attack on civilians one, and a killing of soldiers a battle; a bare killing goes by who did it."""
    if trigger.is_toll_only:
        return of_agent(trigger, sentence)
    if trigger.word.startswith("loot") and _LOOTERS.search(_around(trigger, sentence)):
        return replace(trigger, type=EventType.VIOLENCE, sub_type="looting")
    if trigger.type not in {EventType.BATTLE, EventType.VIOLENCE}:
        return trigger
    after = sentence[trigger.start : min(trigger.start + 120, trigger.clause[1])]
    civilian, armed = _CIVILIANS.search(after), _ARMED.search(after)
    before = sentence[trigger.clause[0] : trigger.start]
    if armed is not None and _BY.search(after[: armed.start()]) and _CIVILIANS.search(before):
        armed = None  # "farmers were shot dead by soldiers": who did it, not whom
    word = trigger.word
    is_fight = re.search(r"clash|fight|fought|battle|skirmish|offensive|repel|exchange|ambush", word) is not None
    if (
        trigger.type is EventType.BATTLE
        and civilian
        and not is_fight
        and (armed is None or civilian.start() < armed.start())
    ):
        return replace(trigger, type=EventType.VIOLENCE, sub_type="attack")
    is_targeted = re.search(r"assassin|massacre|behead|execut|lynch|raped|stabb|to death", word) is not None
    if (
        trigger.type is EventType.VIOLENCE
        and armed
        and not is_targeted
        and (civilian is None or armed.start() < civilian.start())
    ):
        return replace(trigger, type=EventType.BATTLE, sub_type="attack")
    return trigger


def _around(trigger: Trigger, sentence: str) -> str:
    """Return a trigger with what stands about it in its clause, and a mark where it begins."""
    start, end = max(trigger.clause[0], trigger.start - 60), min(trigger.clause[1], trigger.end + 60)
    return f"{sentence[start : trigger.start]}>{sentence[trigger.start : end]}"
