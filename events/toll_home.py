"""Of which event told before a toll is: by what the sentence calls it, by who the victims are, by a count already given."""

import re
from collections.abc import Sequence
from dataclasses import replace

from events.casualties import FoundToll, find_tolls
from events.claims import FoundClaim
from events.counts import find_counts
from events.draft import Draft, add_tolls, harmed_of
from events.event import Claim, EventType, Status, TollPart
from events.event_place import is_countrywide
from events.layout import Sentence
from events.toll_parts import status_of
from events.toll_sources import with_sources

# So many sentences on a report still tells of the dead of an event, where none were told yet.
_NEAR = 2
# What a sentence without an event says of the dead of the one told before.
_OF_DEAD = re.compile(
    r"\b(?:dead|died|passed away|victims?|bod(?:y|ies)|corpses?|toll|fatalit|succumbed|deaths?|hurt\b)", re.IGNORECASE
)
_ATTACKS = frozenset(
    {
        EventType.BATTLE, EventType.VIOLENCE, EventType.BOMBING, EventType.STRIKE, EventType.SHELLING,
        EventType.ABDUCTION, EventType.CRIME, EventType.TERRITORY, EventType.CASUALTIES,
    }
)  # fmt: skip
# What a report calls an event that it has told: "in the attack", "the floods have killed".
_CALLED: tuple[tuple[str, frozenset[EventType]], ...] = (
    (r"floods?|flooding|storms?|cyclone|hurricane|typhoon|(?:earth)?quakes?|tremor|landslides?|mudslides?|eruption|disaster", frozenset({EventType.DISASTER})),
    (r"crash|accident|collision|derailment|capsizing|sinking|wreck", frozenset({EventType.ACCIDENT})),
    (r"bombings?|blasts?|explosions?", frozenset({EventType.BOMBING, EventType.ACCIDENT})),
    (r"(?:air ?)?strikes?|air raids?|bombardment", frozenset({EventType.STRIKE, EventType.SHELLING})),
    (r"shelling|barrage", frozenset({EventType.SHELLING})),
    (r"riots?|protests?|demonstrations?|unrest", frozenset({EventType.RIOT, EventType.PROTEST})),
    (r"attacks?|assaults?|raids?|ambush|massacre|rampage|shootings?", _ATTACKS),
)  # fmt: skip
_THE = re.compile(
    rf"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(f'(?P<k{n}>{words})' for n, (words, _) in enumerate(_CALLED))})\b(?!\s+(?:victims?|survivors?)\b)",
    re.IGNORECASE,
)
# So many letters of a word and of its event's trigger are the same where it is that word: "lynched" and "the lynching".
_STEM = 5
# A sum over a whole country is no single place's.
_NATIONAL = re.compile(
    r"\b(?:country|nation|state|province|region)['’]s\s+(?:[\w-]+\s+){0,2}?(?:toll|total|dead)\b|\bnational (?:death )?toll\b|\bacross the (?:region|province)\b",
    re.IGNORECASE,
)
# Another voice on the number just told.
_PUT = re.compile(
    r"\bput(?:s|ting)?\s+(?:it|the\s+(?:[\w-]+\s+){0,2}?(?:toll|dead|number|figure|count))\b", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"\s+of\s+(?:the\s+(?:dead|victims|killed)|those\s+(?:killed|who\s+died))\s+(?:were|was|are)\s+(?:(?:local|unarmed|off-duty)\s+)?(?P<who>[a-z]+(?:\s+[a-z]+)??)(?=\s*(?:[.,;]|$|\s(?:and|from|who|of|in)\b))",
    re.IGNORECASE,
)
# Who attacks in these is none of their victims.
_ONE_SIDED = frozenset({EventType.SHELLING, EventType.STRIKE, EventType.BOMBING, EventType.VIOLENCE})


def home_of(harmed: Sequence[Draft], text: str, tolls: Sequence[FoundToll]) -> tuple[Draft | None, str]:
    """Return the event told before that a sentence's tolls are of, and why that is not sure.

    Parameters
    ----------
    harmed
        The events told just before that can have victims, in text order.

    Returns
    -------
    tuple
        The event, None where it is none of them; and a sentence for the analyst, "" where nothing speaks against it.
    """
    able = [draft for draft in harmed if not _are_own_men(draft, tolls)]
    if not able:
        return None, ""
    called = [(match.lastgroup or "", match) for match in _THE.finditer(text)]
    for group, match in called:
        word = match[group].lower()
        same = [d for d in able if d.trigger.word[:_STEM].lower() == word[:_STEM]]
        of_kind = [d for d in able if d.trigger.type in _CALLED[int(group[1:])][1]]
        if same or of_kind:
            return (same or of_kind)[-1], ""
    last = able[-1]
    has_more = [t for t in tolls if t.kind == "killed" and last.killed is not None and t.toll.best > last.killed.best]
    uncounted = [
        draft
        for draft in able
        if draft.killed is None and draft.number != last.number and draft.trigger.type is not EventType.PROTEST
    ]
    if has_more and uncounted and not _PUT.search(text) and not any(t.grew or t.adds for t in has_more):
        words = f"{has_more[0].toll.best} killed may be of another event: the report does not say of which"
        return uncounted[-1], words
    return last, ""


def is_national(text: str) -> bool:
    """Say whether a sentence's toll is a sum over a whole country or province."""
    return is_countrywide(text) or _NATIONAL.search(text) is not None


def add_at_home(harmed: Sequence[Draft], text: str, tolls: list[FoundToll], said: tuple[Claim, ...]) -> bool:
    """Add tolls, and who says so, to the event that they are of; say whether there is one."""
    draft, doubt = home_of(harmed, text, tolls)
    if draft is None:
        return False
    if doubt:
        draft.doubts = (*draft.doubts, doubt)
    add_tolls(draft, tolls, said)
    return True


def add_part_of_dead(harmed: Sequence[Draft], text: str) -> None:
    """Add who some of the dead were to the event just told: "nine of the dead were farmers"; without a number of all dead it is doubted."""
    for count in find_counts(text):
        said = _OF_THEM.match(text, count.end)
        if said is None or not harmed:
            continue
        draft, who = harmed[-1], said["who"]
        status = status_of(who)
        if draft.killed is None:
            draft.doubts = (*draft.doubts, f"{count.best} of the dead were {who}: how many died in all is not read")
        elif status is not Status.UNKNOWN and count.best <= draft.killed.best and not draft.parts.get("killed"):
            part = TollPart(kind="killed", best=count.best, low=count.low, high=count.high, who=who, status=status)
            draft.parts["killed"] = (part,)


def _are_own_men(draft: Draft, tolls: Sequence[FoundToll]) -> bool:
    """Say whether all those counted are of the side that attacked: "60 RSF fighters" are no victims of what the RSF shelled."""
    names = [name for name in draft.sides[0] if name[:1].isupper()]
    if draft.trigger.type not in _ONE_SIDED or not tolls or not names:
        return False
    return all(any(re.search(rf"\b{re.escape(n)}\b", t.who) for n in names) for t in tolls)


def add_told(
    recent: list[Draft], number: int, sentence: Sentence, claims: Sequence[FoundClaim], *, is_elsewhere: bool
) -> None:
    """Add the dead and hurt of a sentence that tells no event of its own to the event told just before, if that can have victims.

    Parameters
    ----------
    number
        The sentence's position in the report.
    is_elsewhere
        Whether the sentence names a day or a place: then only a total of all is of that event.
    """
    text = sentence.text
    harmed = harmed_of(recent)
    if not harmed or _OF_DEAD.search(text) is None:
        return
    add_part_of_dead(harmed, text)
    counted = with_sources(text, find_tolls(text), claims)
    last, doubt = home_of(harmed, text, counted)
    if last is None:
        return
    tolls = []
    for found in counted:
        is_near = number - last.number <= _NEAR and not is_elsewhere
        told = last.killed if found.kind == "killed" else last.injured
        is_its = found.is_total or (is_near and told is None)
        if found.is_of_months or not is_its or not found.toll.best:
            continue
        start, end = found.toll.start + sentence.start, found.toll.end + sentence.start
        tolls.append(replace(found, toll=replace(found.toll, start=start, end=end)))
    if tolls and is_national(text) and last.killed is not None:
        words = f"a total of {tolls[0].toll.best} for the whole country is not counted here"
        last.doubts = (*last.doubts, words)
        return
    if tolls and doubt:
        last.doubts = (*last.doubts, doubt)
    add_tolls(last, tolls, ())
