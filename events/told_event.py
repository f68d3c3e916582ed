"""The event that a draft becomes once its report is read to the end: its number, its reasons, and whether a person should look at it."""

import hashlib

from events.container import Container
from events.contested import contest_words
from events.draft import Draft, confidence_of
from events.event import Event, EventType, Report
from events.event_status import EventStatus
from events.toll_parts import with_sides
from gazetteer import Resolution

# What is likelier than this to be the place meant stands in another country than the report's without review.
_SURE_ABROAD = 0.6
# What is surer than this waits for nobody.
_SURE = 0.6


def is_doubtful_abroad(where: Resolution | None, home: str) -> bool:
    """Say whether a place lies in another country than the report's (ISO alpha-2) and is none of the surer ones: often a part of a longer name."""
    return (
        where is not None and where.place is not None and bool(home) and where.place.country_code not in {"", home}
        and not where.place.feature_code.startswith("PCL") and where.score < _SURE_ABROAD
    )  # fmt: skip


def event_of(draft: Draft, report: Report, container: Container) -> Event:
    """Return the event of a draft; one without a place of its own is somewhere in what its report is about."""
    trigger, sentence, place = draft.trigger, draft.sentence, draft.where.place if draft.where else None
    start = sentence.start + trigger.start
    where = draft.where or container.at(sentence)
    is_abroad = is_doubtful_abroad(draft.where, container.country_code)
    contested = contest_words(draft.counts, draft.claims, report.text, start)
    confidence = confidence_of(draft)
    needs_review = draft.status is EventStatus.HAPPENED and (
        confidence < _SURE
        or trigger.type is EventType.CASUALTIES
        or bool(draft.doubts or contested)
        or draft.dated.is_background
        or place is None
        or is_abroad
        or (where is not None and where.needs_review)
    )
    reasons = (
        draft.dated.reason,
        *(where.reasons if where else ("no place is named for it",)),
        *_rules(draft),
        *draft.notes,
        *draft.doubts,
        *(("in another country than the report's, and not sure: to be checked",) if is_abroad else ()),
        *contested,
    )
    return Event(
        event_id=_event_id(draft, report), report_id=report.report_id,
        source=report.source or report.title, type=trigger.type, sub_type=trigger.sub_type,
        date_start=draft.dated.start, date_end=draft.dated.end, date_prec=draft.dated.prec,
        where=where, where_prec=where.where_prec if where else None, side1=draft.sides[0], side2=draft.sides[1],
        killed=draft.killed, injured=draft.injured, claims=draft.claims, sentence=report.text[sentence.start : sentence.end],
        start=sentence.start, end=sentence.end,
        trigger=sentence.text[trigger.start : trigger.end], trigger_start=start, trigger_end=sentence.start + trigger.end,
        confidence=confidence, needs_review=needs_review, reasons=tuple(dict.fromkeys(reasons)),
        missing=draft.others.get("missing"), displaced=draft.others.get("displaced"), captured=draft.others.get("captured"),
        parts=with_sides((part for parts in draft.parts.values() for part in parts), *draft.sides), time=draft.time, recurrence=draft.recurrence,
        status=draft.status,
    )  # fmt: skip


def _event_id(draft: Draft, report: Report) -> str:
    trigger, where = draft.trigger, draft.where
    start = draft.sentence.start + trigger.start
    there = "" if where is None else where.place.place_id if where.place else where.toponym.text
    key = f"{report.report_id}|{trigger.type}|{trigger.sub_type}|{start}|{there}"
    return f"e{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _rules(draft: Draft) -> tuple[str, ...]:
    tolls = (draft.killed, draft.injured, *draft.others.values())
    return tuple(toll.rule for toll in tolls if toll is not None and toll.rule != "as counted")
