"""When an event happened: the date of its clause, or of its announcement, or what the text around it allows."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from events.claims import FoundClaim
from events.event import DateMention, EventType
from events.trigger import Trigger
from gazetteer import Resolution

# An event without any date is dated to the days before its report: what news is.
_FRESH = dt.timedelta(days=6)

_BEHIND = re.compile(r"\s*,?\s*(?:(?:late|early)\s+)?(?:on|over)?\s*", re.IGNORECASE)
_BEFORE = re.compile(
    r"\s*,?\s*(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:city|town|village|port)\s+of\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """First and last day, precision (UCDP 1 to 5) and why; ``is_own`` where the sentence itself says it."""

    start: dt.date | None
    end: dt.date | None
    prec: int | None
    reason: str
    is_own: bool


def announcement(
    claims: Sequence[FoundClaim], dates: Sequence[DateMention], sentence: str, offset: int
) -> dict[int, DateMention]:
    """Return, by the claim's position, the date that belongs to its verb: "said on Wednesday", "On 31 May the army said"."""
    found: dict[int, DateMention] = {}
    for number, claim in enumerate(claims):
        for date in dates:
            a, b = date.start - offset, date.end - offset
            behind = (
                re.fullmatch(r"\s*(?:,\s*)?(?:(?:late|early)\s+)?(?:on\s+|in\s+)?", sentence[claim.end : a])
                if a >= claim.end
                else None
            )
            before = (
                re.fullmatch(r"\s*,?\s*(?:the|a|an)?\s*", sentence[b : claim.start], re.IGNORECASE)
                if b <= claim.start
                else None
            )
            opens = before is not None and re.fullmatch(r"(?:.{0,40},\s*)?(?:on|in)?\s*", sentence[:a], re.IGNORECASE)
            if behind is not None or opens or claim.start <= a < claim.end:
                found.setdefault(number, date)
    return found


def date_of(
    trigger: Trigger,
    dates: Sequence[DateMention],
    announced: Sequence[DateMention],
    offset: int,
    others: Sequence[Trigger],
) -> Dated | None:
    """Return the date that a sentence gives to a trigger's event, or None where it gives none."""
    taken = [other.clause for other in others if other.clause != trigger.clause and other.clause[0] > trigger.start]
    own = [d for d in dates if d not in announced and not any(a <= d.start - offset < b for a, b in taken)]
    inside = [d for d in own if trigger.clause[0] <= d.start - offset < trigger.clause[1]]
    at = offset + trigger.start
    for group in (inside, [d for d in own if d.start < at], own):
        usable = [d for d in group if d.date_prec <= 4] or group
        if usable:
            best = min(usable, key=lambda d: (d.date_prec > 3, abs(d.start - at)))
            return Dated(best.date_start, best.date_end, best.date_prec, f"dated by “{best.text}”", is_own=True)
    if announced:
        day = min(announced, key=lambda d: abs(d.start - at))
        reason = f"known only from what was announced on {day.date_start.day} {day.date_start:%B %Y}"
        return Dated(day.date_start, day.date_end, max(2, day.date_prec), reason, is_own=True)
    return None


def date_beside(text: str, where: Resolution, dates: Sequence[DateMention]) -> Dated | None:
    """Return the date that stands beside a place of a list: "Goma on Saturday and Bukavu on Sunday"."""
    for date in dates:
        name = where.toponym
        behind = date.start >= name.end and _BEHIND.fullmatch(text, name.end, date.start)
        before = date.end <= name.start and _BEFORE.fullmatch(text, date.end, name.start)
        if behind or before:
            return Dated(date.date_start, date.date_end, date.date_prec, f"dated by “{date.text}”", is_own=True)
    return None


def is_of_one_crowd(kind: EventType, other: EventType, *, same: bool) -> bool:
    """Say whether an event is part of another at its place: tear gas at the march, and who was arrested in the ``same`` sentence."""
    crowd = {EventType.PROTEST, EventType.RIOT}
    return other in crowd and (kind in crowd or (kind is EventType.ARREST and same))


def continued(there: Dated) -> Dated:
    """Return the date of an event that is part of one whose date is known."""
    return Dated(
        there.start, there.end, there.prec, "no date of its own: that of the protest it was part of", is_own=False
    )


def inherited(nearby: Sequence[Dated], document: dt.date | None) -> Dated:
    """Return the date of an event whose sentence gives none: that of the text around it, else the report's last days."""
    known = [d for d in nearby if d.start is not None and d.end is not None]
    if known:
        last = max(known, key=lambda d: d.end or dt.date.min)
        return Dated(
            last.start,
            last.end,
            max(2, last.prec or 2),
            "no date of its own: taken from the sentences around it",
            is_own=False,
        )
    if document is not None:
        return Dated(document - _FRESH, document, 3, "no date in the text: the days before the report", is_own=False)
    return Dated(None, None, None, "no date: neither the text nor the report gives one", is_own=False)
