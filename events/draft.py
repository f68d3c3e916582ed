"""An event being put together: its tolls shared out and added up, and how sure the reading is."""

import datetime as dt
import itertools
import re
from dataclasses import dataclass, field, replace

from events.casualties import FoundToll, Kind
from events.event import Claim, EventType, TimeOfDay, Toll, TollPart
from events.event_date import Dated
from events.event_status import EventStatus
from events.layout import Sentence
from events.recall import is_no_news
from events.stance import Stance
from events.toll_sources import part_beside, settle, with_count
from events.tolls_beside import tolls_beside
from events.trigger import Trigger
from gazetteer import Resolution

HARMED = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.RIOT, EventType.DISASTER,
     EventType.ACCIDENT, EventType.PROTEST, EventType.TERRITORY, EventType.ABDUCTION, EventType.ARREST, EventType.CASUALTIES, EventType.CRIME}
)  # fmt: skip

# "Nobody was hurt, police said": of what was just told.
_NO_HARM = re.compile(
    r"\b(?:nobody|no ?-?one|no (?:people|civilians|passengers|residents|villagers)) (?:was|were|had been|has been) (?:hurt|injured|wounded|harmed|killed)\b"
    r"|\bno (?:casualties|injuries|deaths|victims)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|but|while)\b", re.IGNORECASE)


@dataclass
class Draft:
    """An event being put together; ``added`` what a sum stands for, ``is_more`` what was "also" killed, beside whom is not told yet; ``doubts`` why a person should look at it.

    ``counts`` is what each named source counts, as far as no later count took its place.
    """

    trigger: Trigger
    sentence: Sentence
    number: int
    where: Resolution | None
    dated: Dated
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    claims: tuple[Claim, ...]
    killed: Toll | None = None
    injured: Toll | None = None
    others: dict[Kind, Toll] = field(default_factory=dict)
    parts: dict[Kind, tuple[TollPart, ...]] = field(default_factory=dict)
    counted_by: dict[Kind, str] = field(default_factory=dict)
    counts: dict[Kind, dict[str, int]] = field(default_factory=dict)
    added: dict[Kind, bool] = field(default_factory=dict)
    is_more: dict[Kind, bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    time: TimeOfDay | None = None
    recurrence: str = ""
    status: EventStatus = EventStatus.HAPPENED


def harmed_of(drafts: list[Draft]) -> list[Draft]:
    """Return the events that can have victims; beside a riot or battle in its paragraph, an arrest is none of them."""
    able = [draft for draft in drafts if draft.trigger.type in HARMED]
    fought = {draft.sentence.paragraph for draft in able if draft.trigger.type is not EventType.ARREST}
    return [d for d in able if d.trigger.type is not EventType.ARREST or d.sentence.paragraph not in fought]


def oppose(drafts: list[Draft]) -> None:
    """Name whom ground was taken from where the report tells who held it: one side retakes what the other had seized."""
    taken = [d for d in drafts if d.trigger.type is EventType.TERRITORY and d.where is not None and d.where.place]
    taken.sort(key=lambda d: (d.dated.start or dt.date.max, d.trigger.sub_type == "retaken"))
    for earlier, later in itertools.combinations(taken, 2):
        is_same_place = is_one_place(earlier.where, later.where)
        if not is_same_place or not _can_oppose(earlier, later):
            continue
        if not later.sides[1]:
            _set_opponent(later, earlier)
        if not earlier.sides[1] and later.trigger.sub_type == "retaken":
            _set_opponent(earlier, later)


def _can_oppose(earlier: Draft, later: Draft) -> bool:
    one, other = earlier.sides[0], later.sides[0]
    known = later.sides[1]
    return bool(one and other) and not set(one) & set(other) and (not known or bool(set(known) & set(one)))


def _set_opponent(draft: Draft, other: Draft) -> None:
    draft.sides = draft.sides[0], other.sides[0]
    words = other.sentence.text[other.trigger.start : other.trigger.end]
    draft.notes = (*draft.notes, f"side 2 is the one that “{words}” the place in the same report")


def is_one_place(one: Resolution | None, other: Resolution | None) -> bool:
    """Say whether two resolutions are known to mean the same place."""
    return (
        one is not None
        and other is not None
        and one.place is not None
        and other.place is not None
        and one.place.place_id == other.place.place_id
    )


def is_one_act(one: Trigger, other: Trigger) -> bool:
    """Say whether two triggers may name one act; who retakes a town also takes it."""
    gained = {"seized", "retaken"}
    return one.type is other.type and (one.sub_type == other.sub_type or {one.sub_type, other.sub_type} <= gained)


def share_out(
    text: str, tolls: tuple[FoundToll, ...], triggers: tuple[Trigger, ...], offset: int
) -> dict[int, list[FoundToll]]:
    """Give each toll of a sentence to the nearest trigger that can have victims, in its own clause where there is one."""
    shared: dict[int, list[FoundToll]] = {trigger.start: [] for trigger in triggers}
    able = [t for t in triggers if t.type in HARMED or t.is_toll_only] or list(triggers)
    # "The worst since the massacre in which 150 died": counted of another time.
    for toll in (t for t in tolls if not is_no_news(text, t.toll.start, t.toll.end)):
        at = toll.toll.start
        nearest = min(
            able,
            key=lambda t: (
                t.type is EventType.ARREST,
                not t.clause[0] <= at < t.clause[1],
                len(_JOINED.findall(text, *sorted((at, t.start)))),
                t.type is EventType.TERRITORY,
                abs(t.start - at),
            ),
        )
        # "The murder of the judge; five judges were killed in two months": a sum is the toll of no single one of them.
        if toll.is_of_months and not nearest.is_toll_only:
            continue
        there = replace(toll.toll, start=toll.toll.start + offset, end=toll.toll.end + offset)
        shared[nearest.start].append(replace(toll, toll=there))
    return shared


def is_of_no_harm(sentence: str) -> bool:
    """Say whether a sentence tells that nobody came to harm."""
    return _NO_HARM.search(sentence) is not None


def add_claims(draft: Draft, said: tuple[Claim, ...]) -> None:
    """Add who says so to an event."""
    draft.claims = (*draft.claims, *(claim for claim in said if claim not in draft.claims))


def add_tolls(draft: Draft, tolls: list[FoundToll], said: tuple[Claim, ...]) -> None:
    """Add tolls, and who says so, to an event: a running total replaces what was said before, which stays as its low."""
    if tolls:
        add_claims(draft, said)
    for found in tolls:
        new = found.toll
        old = draft.killed if found.kind == "killed" else draft.injured
        if old is not None and found.is_of_months:
            continue
        old_by = draft.counted_by.get(found.kind, "")
        by = found.by
        if old is not None and (beside := part_beside(old, draft.parts.get(found.kind, ()), found)) is not None:
            draft.parts[found.kind] = (*draft.parts.get(found.kind, ()), *found.parts)
            if found.kind == "killed":
                draft.killed = beside
            else:
                draft.injured = beside
            continue
        draft.counts[found.kind] = with_count(draft.counts.get(found.kind, {}), found)
        if old is not None and by and old_by and by.lower() != old_by.lower() and not found.grew:
            if old.best == new.best:
                continue
            new, by = settle(old, old_by, found)
        elif old is not None and found.adds and not draft.added.get(found.kind):
            draft.added[found.kind] = True
            new = together(old, new)
        elif old is not None and (found.is_total or new.best > old.best):
            words = f"the toll was said to be {old.best}, later {new.best}"
            new = replace(new, low=min(old.low, new.low), high=max(old.high, new.high), rule=words)
        elif old is not None:
            continue
        draft.is_more[found.kind] = found.adds and old is None
        draft.counted_by[found.kind] = by
        # Those who were counted before a new total are no parts of it.
        draft.parts[found.kind] = found.parts if new.best == found.toll.best else ()
        if found.kind == "killed":
            draft.killed = new
        else:
            draft.injured = new


def together(old: Toll, new: Toll) -> Toll:
    """Return the sum of those told before and of those who were "also" killed; its span is that of the latter."""
    best, low, high = old.best + new.best, old.low + new.low, old.high + new.high
    return replace(
        new, best=best, low=low, high=high, rule=f"{old.best} and {new.best} counted together: the latter “also”"
    )


# Of whose events a sentence is likeliest to count these.
_OWN_TYPES: dict[Kind, frozenset[EventType]] = {
    "displaced": frozenset({EventType.DISPLACEMENT}),
    "captured": frozenset({EventType.ARREST, EventType.ABDUCTION}),
}


def add_others(drafts: list[Draft], found: tuple[FoundToll, ...], offset: int) -> None:
    """Give the missing, displaced and captured of a sentence to the events that it tells: those of their own type, else the nearest; the largest count stays."""
    for each in found:
        own = [d for d in drafts if d.trigger.type in _OWN_TYPES.get(each.kind, ())]
        able = own or [d for d in drafts if d.trigger.type in HARMED or d.trigger.is_toll_only]
        if not able:
            continue
        draft = min(able, key=lambda d: abs(d.trigger.start - each.toll.start))
        there = replace(each.toll, start=each.toll.start + offset, end=each.toll.end + offset)
        old = draft.others.get(each.kind)
        if old is None or there.best > old.best:
            draft.others[each.kind] = there


def add_tolls_beside(drafts: list[Draft], sentence: Sentence, here: list[Resolution], first: FoundToll) -> None:
    """Give each further place the toll that stands beside it: "killing four in Kharkiv and two in Sumy"."""
    offset = sentence.start
    spans = {(r.toponym.start - offset, r.toponym.end - offset): r for r in here}
    for start, toll in tolls_beside(sentence.text, tuple(spans), first.kind).items():
        named = next(r for (at, _), r in spans.items() if at == start)
        draft = next((d for d in drafts if d.where is not None and is_one_place(d.where, named)), None)
        if draft is not None:
            there = replace(toll.toll, start=toll.toll.start + offset, end=toll.toll.end + offset)
            add_tolls(draft, [replace(toll, toll=there)], ())


def confidence_of(draft: Draft) -> float:
    """Return how sure the reading is, 0 to 1: what is said outright counts, what is inferred costs."""
    score = 0.45 + (0.2 if draft.dated.is_own else 0.0) + (0.05 if draft.dated.prec == 1 else 0.0)
    if draft.where is not None and draft.where.place is not None:
        score += 0.2 * min(1.0, draft.where.score + 0.2)
    score += 0.05 if draft.sides[0] or draft.sides[1] else 0.0
    score += 0.05 if any(claim.stance is not Stance.DENIED for claim in draft.claims) else 0.0
    score -= 0.15 if draft.dated.is_background else 0.0
    return round(min(0.97, score - (0.1 if draft.trigger.is_toll_only else 0.0)), 2)
