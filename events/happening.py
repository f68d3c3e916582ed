"""Several triggers, one happening: the killing belongs to the clash, the damage to the flood; another clause elsewhere does not."""

import re
from collections.abc import Sequence

from events.event import EventType
from events.event_place import is_told_again
from events.recall import PHRASE
from events.trigger import Trigger

# What an event with victims may be named for: the happening, not the killing.
_HARMFUL = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.DISASTER,
     EventType.ACCIDENT, EventType.RIOT, EventType.PROTEST, EventType.ABDUCTION, EventType.CRIME}
)  # fmt: skip
# The more telling type names the happening: a bombing is an attack too.
_VIOLENT = (
    EventType.BOMBING,
    EventType.STRIKE,
    EventType.SHELLING,
    EventType.DISASTER,
    EventType.ACCIDENT,
    EventType.CRIME,
    EventType.VIOLENCE,
    EventType.BATTLE,
    EventType.CASUALTIES,
)
# "The blast", "this attack": what was told just before.
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?:(?:suicide|deadly|fatal|car|truck|bomb|gun|same|twin|initial|first|latest|armed)\s+)*$",
    re.IGNORECASE,
)
# "The deadly twin blast" begins at most so many characters before it.
_LOOK_BACK = 120
# A clause that stands beside another one, with a subject of its own: ", and the army ...", " while troops ...".
_BESIDE = re.compile(r"\s*[,;:–—]?\s*(?:(?:and|but|while|whilst|whereas)\s+\w|(?<=[;:–—] )\w)", re.IGNORECASE)
# What came before, with a subject of its own: "clashed in Juba after gunmen killed two in Bor".
_BEHIND = re.compile(r"\s*,?\s*(?:after|before)\s+\w", re.IGNORECASE)
# "Seized the outpost after three days of fighting": how it was seized.
_DAYS_OF = re.compile(
    r"\b(?:after|following)\s+(?:[\w-]+\s+){0,2}(?:hours|days|weeks|months)\s+of\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_AND = re.compile(r"\b(?:and|but)\s+", re.IGNORECASE)
# Those who storm a town loot it: no riot beside the attack.
_BY_ARMED = re.compile(
    r"\b(?:fighters|rebels|gunmen|militants|bandits|soldiers|troops|militia\w*|insurgents|jihadists|armed men)\b(?![^.;]*\b(?:protesters|rioters|crowds?|mobs?|demonstrators)\b)",
    re.IGNORECASE,
)
# "Fired tear gas at students protesting", "clashed with teachers on strike", "to disperse a rally": the crowd that was met with it.
_AT_CROWD = re.compile(
    rf"(?:(?!\b(?:but|while|as|after|before|when)\b)[^.;:]){{0,110}}?\b(?:at|against|on|upon|into|with|disperse|dispersing|break(?:ing)? up|broke up)\s+{PHRASE}(?:on\s+)?",
    re.IGNORECASE,
)


def one_each(found: Sequence[Trigger], sentence: str, places: Sequence[tuple[int, int]]) -> tuple[Trigger, ...]:
    """Keep one trigger for each happening of a sentence.

    Parameters
    ----------
    found
        The triggers of the sentence, in order.
    places
        Spans of place names in the sentence: two clauses with different places tell of two happenings.
    """
    harmful = [t for t in found if t.type in _HARMFUL and not t.is_toll_only]
    kept: list[Trigger] = []
    for trigger in found:
        if _belongs_to_another(trigger, [t for t in found if t is not trigger], sentence):
            continue
        if trigger.is_toll_only and not all(_are_apart(t, trigger, sentence, places) for t in harmful):
            continue
        if trigger.sub_type == "arson" and any(t.sub_type != "arson" and not _is_loot(t) for t in harmful):
            continue
        if trigger.type is EventType.PROTEST and any(_is_met(t, trigger, sentence) for t in harmful):
            continue
        if _is_loot(trigger) and harmful[:1] != [trigger] and _BY_ARMED.search(sentence[: trigger.start]):
            continue
        same = next((k for k in kept if _is_same(k, trigger) and not _are_apart(k, trigger, sentence, places)), None)
        if same is None:
            kept.append(trigger)
        elif same.is_toll_only or (_rank(trigger) < _rank(same)):
            kept[kept.index(same)] = trigger
    return tuple(kept)


def _is_loot(trigger: Trigger) -> bool:
    return trigger.word.startswith("loot") or trigger.sub_type == "looting or theft"


def _belongs_to_another(trigger: Trigger, others: Sequence[Trigger], sentence: str) -> bool:
    """Say whether a trigger names a part of what another one of its sentence tells, or what was told before it."""
    types = {t.type for t in others}
    if trigger.type in {EventType.STATEMENT, EventType.DESTRUCTION} and others:
        return True
    if trigger.type is EventType.BATTLE and trigger.word.startswith("raid") and EventType.ARREST in types:
        return True
    if trigger.type is EventType.TALKS and EventType.AGREEMENT in types:
        return True
    if trigger.type is EventType.MOVEMENT:
        # "A convoy that had left the port turned back at the border": where it is news that it came to.
        if trigger.sub_type != "turned back" and any(t.sub_type == "turned back" for t in others):
            return True
        return any(t.type is EventType.AID and t.clause == trigger.clause for t in others)
    if trigger.type is EventType.BATTLE and EventType.TERRITORY in types and _is_course(trigger, sentence):
        return True
    return trigger.type in types and is_told_again(sentence, trigger.start, trigger.end)


def _is_course(trigger: Trigger, sentence: str) -> bool:
    return _DAYS_OF.search(sentence, max(0, trigger.start - _LOOK_BACK), trigger.start) is not None


def _is_met(force: Trigger, protest: Trigger, sentence: str) -> bool:
    """Say whether a protest is only named as what force was used against, in one clause."""
    is_ahead = force.type is not EventType.PROTEST and force.end <= protest.start and force.clause == protest.clause
    return is_ahead and _AT_CROWD.fullmatch(sentence, force.start, protest.start) is not None


def _rank(trigger: Trigger) -> int:
    return _VIOLENT.index(trigger.type) if trigger.type in _VIOLENT else -1


def _is_same(one: Trigger, other: Trigger) -> bool:
    if one.type is other.type:
        return one.clause == other.clause or one.type is not EventType.TERRITORY
    if one.type in _VIOLENT and other.type in _VIOLENT:
        return (
            one.clause == other.clause
            or one.is_toll_only
            or other.is_toll_only
            or {one.type, other.type} == {EventType.BATTLE, EventType.VIOLENCE}
        )
    return False


def _are_apart(one: Trigger, other: Trigger, sentence: str, places: Sequence[tuple[int, int]]) -> bool:
    """Say whether two triggers stand beside each other, each with places of its own: "killed three in Bor while the army fought near Malakal"."""
    if one.start > other.start:
        one, other = other, one
    if (one.recalled is None) != (other.recalled is None) and (one.recalled is None or not other.is_toll_only):
        return True  # what happened, and what the sentence recalls
    if _DEFINITE.search(sentence, max(0, other.start - _LOOK_BACK), other.start):
        return False
    is_one_clause = one.clause == other.clause
    if is_one_clause:
        first, second = (one.start, other.start), (other.start, other.clause[1])
    else:
        first, second = one.clause, other.clause
    there = [span for span in places if first[0] <= span[0] < first[1]]
    here = [span for span in places if second[0] <= span[0] < second[1]]
    if not there or not here or {sentence[a:b] for a, b in there} & {sentence[a:b] for a, b in here}:
        return False
    if not is_one_clause:
        lead = _BESIDE.match(sentence, other.clause[0], other.start)
        if lead is None and not one.is_toll_only:
            lead = _BEHIND.match(sentence, other.clause[0], other.start)
        return lead is not None and lead.end() < other.start
    joined = list(_AND.finditer(sentence, there[-1][1], other.start))
    # "Killed three in Homs and wounded five in Hama" is one hand's work: a toll needs a subject to stand apart.
    return bool(joined) and not (other.is_toll_only and joined[-1].end() == other.start)
