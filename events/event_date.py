"""When an event happened: the date of its clause, or of its announcement, or what the text around it allows."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from events.calendar_days import shifted, spread_prec
from events.claims import FoundClaim
from events.event import DateMention, DateSource, DocumentDate, EventType
from events.layout import Sentence
from events.recall import PHRASE
from events.trigger import Recalled, Trigger
from gazetteer import Resolution

# An event without any date is dated to the days before its report: what news is.
_FRESH = dt.timedelta(days=6)

# Older than this is no news: the report recalls it.
_NEWS = dt.timedelta(days=300)
_OF_IT = re.compile(rf"(?:['’]s)?\s+{PHRASE}", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|that|this|for|over|of|since|after)|['’]s)\s+$", re.IGNORECASE
)
# Of these the day since which they last is when they began.
_BEGUN = frozenset(
    {EventType.TERRITORY, EventType.AID, EventType.MOVEMENT, EventType.AGREEMENT, EventType.SANCTION, EventType.TALKS}
)
# "Since 2014" bounds a state: no day of an event.
_BOUND = re.compile(r"\b(?:since|until|till|by|from|before|after)\s+(?:(?:early|late|mid)[ -])?$", re.IGNORECASE)
_AGAIN = re.compile(r"\s*,?\s*(?:and|then) (?:again|once more)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:(?:early|late|mid)[ -])?$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:(?:and|but)\s+)?(?:(?:back|early|late)\s+)?(?:in|during)?\s*", re.IGNORECASE)
_TOLL_VERB = re.compile(r"\b(?:killed|wounded|injured|displaced|that|which)\b", re.IGNORECASE)
_OTHER_VERB = re.compile(
    r"\b(?:[a-z]{3,}ed|who|where|built|held|made|begun|won|lost|struck|set|despite|under|ahead|agreement|deal)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*,?\s*(?:(?:late|early)\s+)?(?:on|over)?\s*", re.IGNORECASE)
_BEFORE = re.compile(
    r"\s*,?\s*(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:city|town|village|port)\s+of\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """First and last day, precision (UCDP 1 to 5) and why; ``is_own`` where the sentence itself says it, ``is_background`` where it looks back."""

    start: dt.date | None
    end: dt.date | None
    prec: int | None
    reason: str
    is_own: bool
    is_background: bool = False


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
    sentence: Sentence,
    others: Sequence[Trigger],
    document: dt.date | None,
) -> Dated | None:
    """Return the date that a sentence gives to a trigger's event, or None where it gives none."""
    offset = sentence.start
    taken = [other.clause for other in others if other.clause != trigger.clause and other.clause[0] > trigger.start]
    own = [d for d in dates if d not in announced and not any(a <= d.start - offset < b for a, b in taken)]
    close = [d for d in own if is_attached(trigger, d, sentence, others, dates)]
    if close:
        return _told(min(close, key=lambda d: abs(d.start - offset - trigger.start)), document)
    if (lasting := _since(trigger, own, sentence, document)) is not None:
        return lasting
    own = [d for d in own if d.date_prec < 4 or not _BOUND.search(sentence.text[: d.start - offset])]
    rivals = [t for t in others if t is not trigger]
    own = [d for d in own if d.date_prec <= 4 and not any(is_attached(t, d, sentence, others, dates) for t in rivals)]
    inside = [d for d in own if trigger.clause[0] <= d.start - offset < trigger.clause[1]]
    at = offset + trigger.start
    if trigger.recalled is not None:
        later = [d for d in inside if d.start > at and not any(at < offset + t.start < d.start for t in rivals)]
        if later:
            return _told(later[0], document)
        before = [d for d in own if d.start < at]
        return recalled_date(trigger.recalled, before[-1].date_start if before else document)
    for group in (inside, [d for d in own if d.start < at], own):
        if group:
            return _told(min(group, key=lambda d: (d.date_prec > 3, abs(d.start - at))), document)
    if announced:
        day = min(announced, key=lambda d: abs(d.start - at))
        reason = f"known only from what was announced on {day.date_start.day} {day.date_start:%B %Y}"
        return Dated(day.date_start, day.date_end, max(2, day.date_prec), reason, is_own=True)
    return None


def _since(
    trigger: Trigger, dates: Sequence[DateMention], sentence: Sentence, document: dt.date | None
) -> Dated | None:
    """Return the span of what goes on: "villages have been attacked since January", "24 killed since 10 March" lasts until the report.

    Who holds a town "since Wednesday" took it then, and aid flown "since Thursday" was flown first that day.
    """
    if document is None:
        return None
    has_lasted = _PERFECT.search(sentence.text, trigger.clause[0], trigger.start) is not None
    for date in dates:
        a = date.start - sentence.start
        is_day = date.date_prec < 4
        is_bound = (trigger.type not in _BEGUN if is_day else has_lasted) and _SINCE.search(sentence.text[:a])
        is_here = trigger.end <= a < trigger.clause[1] or (is_day and a < trigger.start)
        if is_bound and is_here and date.date_start <= document:
            prec = spread_prec((document - date.date_start).days)
            return Dated(date.date_start, document, prec, f"from “{date.text}” to the day of the report", is_own=True)
    return None


def _told(date: DateMention, document: dt.date | None) -> Dated:
    is_old = document is not None and document - date.date_end > _NEWS and date.date_prec >= 4
    reason = f"dated by “{date.text}”" + (", long before the report: told as background" if is_old else "")
    return Dated(date.date_start, date.date_end, date.date_prec, reason, is_own=True, is_background=is_old)


def recalled_date(recalled: Recalled, base: dt.date | None) -> Dated:
    """Return the date of what a sentence looks back on: "two days after the attack", counted from ``base``."""
    if recalled.count is None or recalled.unit is None or base is None:
        return Dated(
            None,
            None,
            None,
            "recalled as background: the sentence does not say when it was",
            is_own=False,
            is_background=True,
        )
    start, end, prec = shifted(base, -recalled.count, recalled.unit)
    plural = "" if recalled.count == 1 else "s"
    reason = f"recalled as {recalled.count} {recalled.unit}{plural} before {base.day} {base:%B %Y}"
    return Dated(start, end, prec, reason, is_own=True, is_background=True)


def is_attached(
    trigger: Trigger, date: DateMention, sentence: Sentence, others: Sequence[Trigger], dates: Sequence[DateMention]
) -> bool:
    """Say whether a date is said with the trigger itself: "the 2015 attack", "Sunday's attack", "an attack on a ferry in 2015", "In 2015, rebels attacked".

    A year is taken for no other trigger: "attacked despite the deal signed in 2015" tells no year of the attack.
    """
    text = sentence.text
    a, b = date.start - sentence.start, date.end - sentence.start
    if b <= trigger.start:
        lead, between = text[:a], text[b : trigger.start]
        if _OF_IT.fullmatch(between) and (between.startswith(("'s", "’s")) or _ARTICLE.search(lead)):
            return True
        if date.date_prec < 4 or _BOUND.search(lead):
            return False
        is_last = not any(b <= other.start < trigger.start for other in others)
        return is_last and (_OPENS.fullmatch(lead) is not None or not between.strip())
    if _AGAIN.match(text[b:]):  # "in 2012 and again on Monday": the news is Monday's
        return False
    if date.date_prec < 4 or not trigger.end <= a < trigger.clause[1] or _BOUND.search(text[:a]):
        return False
    if any(trigger.end <= d.start - sentence.start < a for d in dates):  # "on Friday, ahead of talks next month"
        return False
    between = _TOLL_VERB.sub("", text[trigger.end : a])
    return not _OTHER_VERB.search(between) and not any(
        trigger.end <= other.start < a and not other.is_toll_only for other in others
    )


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


def of_day_told(day: DateMention) -> Dated:
    """Return the date of an event in whose sentence none stands, from the day that a sentence just before tells of."""
    reason = f"no date of its own: “{day.text}” is said just before"
    return Dated(day.date_start, day.date_end, max(2, day.date_prec), reason, is_own=False)


def inherited(nearby: Sequence[Dated], document: DocumentDate) -> Dated:
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
    day = document.date
    if day is not None and document.source is DateSource.DATELINE:
        return Dated(day, day, 2, "no date in the text: the report's own day, or one just before it", is_own=False)
    if day is not None:
        return Dated(day - _FRESH, day, 3, "no date in the text: the days before the report", is_own=False)
    return Dated(None, None, None, "no date: neither the text nor the report gives one", is_own=False)
