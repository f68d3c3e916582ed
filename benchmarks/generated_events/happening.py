"""One event with its sentence: what, when, who, where, how many came to harm, who says so and how sure that is."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from benchmarks.generated_events.dated import draw_date
from benchmarks.generated_events.placed import draw_place
from benchmarks.generated_events.sentences import Draft
from benchmarks.generated_events.stage import Stage, Theatre, Town
from benchmarks.generated_events.tolls import draw_tolls
from events import Claim, DateMention, Event
from gazetteer import Resolution

_CLAIMED, _CLAIM_DATED, _TWO_ON_A_SIDE = 0.45, 0.3, 0.06
# How much of what no offensive draws to a town happens off the hot spots.
_QUIET = 0.2
# What is surer than this is not looked at again, unless its place is in doubt.
_SURE = 0.72
_DOUBT_SHOWN = 0.7


@dataclass(frozen=True, slots=True)
class Happening:
    """An event and the date phrase of its sentence."""

    event: Event
    date: DateMention | None


def draw_event(
    stage: Stage,
    theatre: Theatre,
    focus: Town | None,
    day: dt.date,
    luck: Random,
    *,
    draft: Draft,
    report_id: str,
    source: str,
    event_id: str,
) -> Happening:
    """Return an event of which a report of ``day`` tells, its sentence written into the draft."""
    start, kind = draft.at, theatre.kinds.draw(luck)
    date = draw_date(draft, day, kind.type, luck)
    sub_type, trigger = luck.choice(kind.triggers)
    sides = {"side1": _side(theatre, "side1", luck), "side2": _side(theatre, "side2", luck)}
    where: Resolution | None = None
    for words, name in luck.choice(kind.sentences):
        if name == "place":
            where = draw_place(draft, focus or _elsewhere(theatre, luck), stage.words["unplaced"], luck)
        elif name == "trigger":
            draft.say(trigger, name)
        elif name:
            draft.say(" and ".join(sides[name]), name)
        else:
            draft.say(words)
    draft.say(luck.choice(stage.words["tails"]))
    killed, injured = draw_tolls(draft, deadly=kind.deadly, scale=kind.scale, luck=luck)
    claims = _claims(draft, stage, day, luck)
    draft.say(".")
    trigger_start, trigger_end = draft.spans["trigger"]
    confidence = round(max(0.2, 0.98 - luck.expovariate(14)), 2)
    is_doubted = where is not None and where.needs_review and luck.random() < _DOUBT_SHOWN
    event = Event(
        event_id=event_id, report_id=report_id, source=source, type=kind.type, sub_type=sub_type,
        date_start=date.date_start if date else None, date_end=date.date_end if date else None,
        date_prec=date.date_prec if date else None, where=where, where_prec=where.where_prec if where else None,
        side1=sides["side1"] if "side1" in draft.spans else (), side2=sides["side2"] if "side2" in draft.spans else (),
        killed=killed, injured=injured, claims=claims, sentence=draft.text(), start=start, end=draft.at,
        trigger=trigger, trigger_start=trigger_start, trigger_end=trigger_end, confidence=confidence,
        needs_review=is_doubted or confidence < _SURE,
        reasons=(f"dated by “{date.text}”" if date else "no date is said", *(where.reasons if where else ())),
    )  # fmt: skip
    return Happening(event, date)


def _elsewhere(theatre: Theatre, luck: Random) -> Town:
    return theatre.quiet if luck.random() < _QUIET else theatre.busy.draw(luck)


def _side(theatre: Theatre, name: str, luck: Random) -> tuple[str, ...]:
    urn = theatre.side1 if name == "side1" else theatre.side2
    drawn = [urn.draw(luck)]
    if luck.random() < _TWO_ON_A_SIDE:
        drawn.append(urn.draw(luck))
    return tuple(dict.fromkeys(drawn))


def _claims(draft: Draft, stage: Stage, day: dt.date, luck: Random) -> tuple[Claim, ...]:
    if luck.random() >= _CLAIMED:
        return ()
    by, verb = luck.choice(stage.words["speakers"]), luck.choice(stage.words["verbs"])
    draft.say(", ")
    start = draft.at
    draft.say(f"{by} {verb}")
    return (Claim(by=by, verb=verb, date=day if luck.random() < _CLAIM_DATED else None, start=start, end=draft.at),)
