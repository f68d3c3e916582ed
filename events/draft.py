"""An event being put together: its tolls shared out and added up, and how sure the reading is."""

from dataclasses import dataclass, replace

from events.casualties import FoundToll
from events.event import Claim, EventType, Toll
from events.event_date import Dated
from events.layout import Sentence
from events.triggers import Trigger
from gazetteer import Resolution

HARMED = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.RIOT, EventType.DISASTER,
     EventType.ACCIDENT, EventType.PROTEST, EventType.TERRITORY, EventType.ABDUCTION, EventType.ARREST}
)  # fmt: skip


@dataclass
class Draft:
    """An event being put together."""

    trigger: Trigger
    sentence: Sentence
    number: int
    where: Resolution | None
    dated: Dated
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    claims: tuple[Claim, ...]
    killed: Toll | None = None
    injured: Toll | None = None


def share_out(tolls: tuple[FoundToll, ...], triggers: tuple[Trigger, ...], offset: int) -> dict[int, list[FoundToll]]:
    """Give each toll of a sentence to the nearest trigger that can have victims."""
    shared: dict[int, list[FoundToll]] = {trigger.start: [] for trigger in triggers}
    able = [t for t in triggers if t.type in HARMED or t.is_toll_only] or list(triggers)
    for toll in tolls:
        nearest = min(
            able, key=lambda t: (t.type in {EventType.ARREST, EventType.TERRITORY}, abs(t.start - toll.toll.start))
        )
        there = replace(toll.toll, start=toll.toll.start + offset, end=toll.toll.end + offset)
        shared[nearest.start].append(replace(toll, toll=there))
    return shared


def add_tolls(draft: Draft, tolls: list[FoundToll], said: tuple[Claim, ...]) -> None:
    """Add tolls, and who says so, to an event: a running total replaces what was said before, which stays as its low."""
    if tolls:
        draft.claims = (*draft.claims, *(claim for claim in said if claim not in draft.claims))
    for found in tolls:
        new = found.toll
        old = draft.killed if found.kind == "killed" else draft.injured
        if old is not None and (found.is_total or new.best > old.best):
            words = f"the toll was said to be {old.best}, later {new.best}"
            new = replace(new, low=min(old.low, new.low), high=max(old.high, new.high), rule=words)
        elif old is not None:
            continue
        if found.kind == "killed":
            draft.killed = new
        else:
            draft.injured = new


def confidence_of(draft: Draft) -> float:
    """Return how sure the reading is, 0 to 1: what is said outright counts, what is inferred costs."""
    score = 0.45 + (0.2 if draft.dated.is_own else 0.0) + (0.05 if draft.dated.prec == 1 else 0.0)
    if draft.where is not None and draft.where.place is not None:
        score += 0.2 * min(1.0, draft.where.score + 0.2)
    score += 0.05 if draft.sides[0] or draft.sides[1] else 0.0
    score += 0.05 if draft.claims else 0.0
    return round(min(0.97, score - (0.1 if draft.trigger.is_toll_only else 0.0)), 2)
