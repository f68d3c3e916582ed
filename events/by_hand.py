"""Events that a person makes: of something that no report tells, or of words in a report that the machine passed over."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from events.errors import BadEventError
from events.event import DocumentDate, Event, EventType, Extraction, Report, TimeOfDay, Toll, Verdict
from events.event_status import EventStatus
from events.layout import split_report
from events.placing import with_place
from events.report_list import BY_HAND
from events.review import Decision
from gazetteer import Place, Resolution

BY_A_PERSON = "made by hand"
_MOST_WORDS, _MOST_NAMES, _MOST_PEOPLE = 2_000, 40, 10_000_000
# What a reading is worth at most: a person's word is no surer than the best of them.
_CONFIDENCE = 0.97


def event_without_report(
    kind: EventType, *, start: dt.date | None, end: dt.date | None = None, place: Place | None = None, words: str = "",
    source: str = "", side1: Iterable[str] = (), side2: Iterable[str] = (), killed: Toll | None = None,
    injured: Toll | None = None, time: TimeOfDay | None = None, status: EventStatus = EventStatus.HAPPENED, why: str = "",
) -> Decision:  # fmt: skip
    """Return the decision (`events.decide`) that makes an event which no report tells.

    Parameters
    ----------
    start, end
        Its days, inclusive; one alone is both.
    place
        None leaves it unplaced.
    time
        Of the day, as `events.time_by_hand` reads it; None where it is not known.
    status
        Whether it happened, or was only planned, threatened or denied.
    words
        What happened, in the analyst's words; they stand where other events have their sentence. "" makes some.
    source
        Who says so; "" is nobody but the analyst.

    Raises
    ------
    BadEventError
        If the days are the wrong way round, or the words are too long.
    """
    said = " ".join(words.split())
    if len(said) > _MOST_WORDS:
        raise BadEventError(f"What happened may take {_MOST_WORDS:,} letters, got {len(said):,}. Shorten it.")
    said = said or _said(kind, place)
    report = Report(report_id=f"{BY_HAND}{uuid4().hex[:16]}", text=said, title=BY_A_PERSON.capitalize(), source=source)
    undated = DocumentDate(date=None, source=None, score=0.0, reason="made by hand: there is no report")
    stand_in = Extraction(report=report, document_date=undated, warnings=(), events=(), resolutions=(), dates=())
    event = _event(stand_in, kind, (0, len(said)), (0, 0))
    now = _with(event, start, end, place, side1, side2, killed, injured)
    now = replace(now, time=time, status=status)
    return Decision(seen=None, now=now, why=" ".join(why.split()) or BY_A_PERSON, report=stand_in)


def event_from_words(
    found: Extraction, first: int, last: int, kind: EventType, *, start: dt.date | None, end: dt.date | None = None,
    place: Place | None = None, side1: Iterable[str] = (), side2: Iterable[str] = (), killed: Toll | None = None,
    injured: Toll | None = None, time: TimeOfDay | None = None, status: EventStatus = EventStatus.HAPPENED, why: str = "",
) -> Decision:  # fmt: skip
    """Return the decision that makes an event of the words ``text[first:last]`` of a saved report; no later reading undoes it.

    ``place`` goes by the name that the sentence has for it, where the report's reading knows that. The others as for
    `event_without_report`.

    Raises
    ------
    BadEventError
        If there are no such words, or the days are the wrong way round.
    """
    text = found.report.text
    if not (0 <= first < last <= len(text)) or not text[first:last].strip():
        raise BadEventError("Choose the words that tell the event, within the report's text.")
    around = next((each for each in split_report(text) if each.start <= first < each.end), None)
    span = (around.start, max(around.end, last)) if around is not None else (first, last)
    event = _event(found, kind, span, (first, last))
    named = _name_of(found, place, span)
    if named is not None:
        event = replace(event, where=named, where_prec=named.where_prec)
    now = _with(event, start, end, place, side1, side2, killed, injured, related=named)
    now = replace(now, time=time, status=status)
    return Decision(seen=None, now=now, why=" ".join(why.split()) or f"{BY_A_PERSON}, of words in the report")


def figure(best: int | None, low: int | None = None, high: int | None = None) -> Toll | None:
    """Return a toll as a person says it; None where ``best`` is.

    Raises
    ------
    BadEventError
        If the figures are not low, best, high in that order, or no numbers of people.
    """
    if best is None:
        return None
    low, high = best if low is None else low, best if high is None else high
    if not 0 <= low <= best <= high <= _MOST_PEOPLE:
        raise BadEventError(
            f"A toll is lowest, best, highest figure in that order, 0 to {_MOST_PEOPLE:,}; got {low}, {best}, {high}."
        )
    return Toll(best=best, low=low, high=high, start=0, end=0, rule="as an analyst says")


def _event(found: Extraction, kind: EventType, span: tuple[int, int], trigger: tuple[int, int]) -> Event:
    text = found.report.text
    return Event(
        event_id=f"e{uuid4().hex[:16]}", report_id=found.report.report_id, source=found.report.source, type=kind, sub_type="",
        date_start=None, date_end=None, date_prec=None, where=None, where_prec=None, side1=(), side2=(), killed=None, injured=None,
        claims=(), sentence=text[span[0] : span[1]].strip(), start=span[0], end=span[1], trigger=text[trigger[0] : trigger[1]],
        trigger_start=trigger[0], trigger_end=trigger[1], confidence=_CONFIDENCE, needs_review=False, reasons=(BY_A_PERSON,),
        verdict=Verdict.MADE,
    )  # fmt: skip


def _with(
    event: Event, start: dt.date | None, end: dt.date | None, place: Place | None, side1: Iterable[str], side2: Iterable[str],
    killed: Toll | None, injured: Toll | None, *, related: Resolution | None = None,
) -> Event:  # fmt: skip
    start, end = start or end, end or start
    if start is not None and end is not None and end < start:
        raise BadEventError(f"An event ends on or after the day on which it begins, got {start} to {end}.")
    event = with_place(event, place, related) if place is not None else event
    return replace(
        event, date_start=start, date_end=end, date_prec=days_prec(start, end), side1=_names(side1), side2=_names(side2),
        killed=killed, injured=injured, confidence=_CONFIDENCE, needs_review=False,
    )  # fmt: skip


def days_prec(start: dt.date | None, end: dt.date | None) -> int | None:
    """Return the UCDP precision of a span of days, as `events.DateMention` has it; None without days.

    Examples
    --------
    >>> days_prec(dt.date(2021, 3, 1), dt.date(2021, 3, 7))
    3
    """
    if start is None or end is None:
        return None
    days = (end - start).days
    return 1 if days == 0 else 2 if days < 6 else 3 if days < 7 else 4 if days < 31 else 5


def _name_of(found: Extraction, place: Place | None, span: tuple[int, int]) -> Resolution | None:
    """Return how a sentence names a place, as it was read; None where it does not."""
    if place is None:
        return None
    return next(
        (
            each
            for each in found.resolutions
            if each.place is not None
            and each.place.place_id == place.place_id
            and span[0] <= each.toponym.start < span[1]
        ),
        None,
    )


def _names(given: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for each in given if (name := " ".join(each.split()))))
    return names[:_MOST_NAMES]


def _said(kind: EventType, place: Place | None) -> str:
    return f"{kind.value.capitalize()}{f' in {place.name}' if place is not None else ''}, as an analyst says."
