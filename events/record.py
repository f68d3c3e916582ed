"""Events as the command line and the files write them."""

import datetime as dt

from events.event import Claim, DocumentDate, Event, Extraction, TimeOfDay, Toll, TollPart
from events.time_of_day import clock_text, zone_text
from gazetteer import Outline, geometry_record, place_record, relation_record

Json = dict[str, object]


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _toll(toll: Toll | None) -> Json | None:
    return {"best": toll.best, "low": toll.low, "high": toll.high} if toll else None


def _part(part: TollPart) -> Json:
    return {
        "kind": part.kind, "best": part.best, "low": part.low, "high": part.high, "who": part.who,
        "status": part.status.value or None, "side": part.side,
    }  # fmt: skip


def _time(time: TimeOfDay | None) -> Json:
    if time is None:
        return dict.fromkeys(("time_start", "time_end", "time_prec", "time_zone", "time_span"))
    return {
        "time_start": clock_text(time.start_min), "time_end": clock_text(time.end_min), "time_prec": time.prec.value,
        "time_zone": zone_text(time), "time_span": [time.start, time.end],
    }  # fmt: skip


def _claim(claim: Claim) -> Json:
    return {
        "by": claim.by, "verb": claim.verb, "date": _day(claim.date), "start": claim.start, "end": claim.end,
        "stance": claim.stance.value, "chain": list(claim.chain),
    }  # fmt: skip


def origin_properties(event: Event) -> Json:
    """Return the dataset that an event was imported from, its id there and an address; None for what was read or entered by hand."""
    origin = event.origin
    return {
        "dataset": event.source or None if origin else None, "source_id": origin.source_id or None if origin else None,
        "source_url": origin.url or None if origin else None,
    }  # fmt: skip


def event_record(event: Event, *, outline: Outline = geometry_record) -> Json:
    """Return an event as JSON: the contract of ``python -m events extract``; ``outline`` makes its footprint."""
    where = event.where
    return {
        "event_id": event.event_id, "type": event.type.value, "sub_type": event.sub_type,
        "date_start": _day(event.date_start), "date_end": _day(event.date_end), "date_prec": event.date_prec,
        "place": place_record(where.place) if where and where.place else None,
        "relation": relation_record(where.relation) if where else None,
        "footprint": outline(where.footprint) if where else None,
        "radius_m": where.radius_m if where else None, "where_prec": event.where_prec,
        "actors": {"side1": list(event.side1), "side2": list(event.side2)},
        "killed": _toll(event.killed), "injured": _toll(event.injured), "claims": [_claim(c) for c in event.claims],
        "sentence": event.sentence, "start": event.start, "end": event.end,
        "trigger": event.trigger, "trigger_start": event.trigger_start, "trigger_end": event.trigger_end,
        "confidence": event.confidence, "needs_review": event.needs_review, "reasons": list(event.reasons),
        "missing": _toll(event.missing), "displaced": _toll(event.displaced), "captured": _toll(event.captured),
        "parts": [_part(part) for part in event.parts],
        **_time(event.time), "recurrence": event.recurrence or None, "status": event.status.value, **origin_properties(event),
    }  # fmt: skip


def document_date_record(date: DocumentDate) -> Json:
    """Return a document date as JSON."""
    return {
        "date": _day(date.date), "from": date.source.value if date.source else None, "score": date.score, "reason": date.reason,
        "printed": _day(date.printed), "conflict": date.conflict,
        "alternatives": [
            {"date": _day(a.date), "from": a.source.value, "score": a.score, "reason": a.reason} for a in date.alternatives
        ],
    }  # fmt: skip


def extraction_record(extraction: Extraction, *, key: object = None, outline: Outline = geometry_record) -> Json:
    """Return all that was read in a report as JSON; ``key`` is the record's own id, None gives the report's; ``outline`` as for an event."""
    return {
        "id": extraction.report.report_id if key is None else key,
        "document_date": document_date_record(extraction.document_date),
        "warnings": list(extraction.warnings),
        "events": [event_record(event, outline=outline) for event in extraction.events],
    }
