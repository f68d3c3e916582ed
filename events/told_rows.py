"""The places that a report names, as numbers beside an event whose own sentence names none: what `events.told_places` weighs."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from events.event import Event, EventType
from events.layout import Part, Sentence
from gazetteer import Resolution

# So far apart two sentences are as good as strangers, and so many days back is long ago.
_FAR, _LONG_AGO = 8, 60
# Of a list of a hundred towns none is the place of what is told beside it; and the work is bounded.
_MOST_PLACES, _MOST_EVENTS = 40, 25
_HARM = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.ABDUCTION, EventType.CASUALTIES,
     EventType.DESTRUCTION, EventType.RIOT, EventType.CRIME, EventType.DISASTER, EventType.ACCIDENT}
)  # fmt: skip
# How the dates of what a report only looks back on give their reason (events.event_date).
_LOOKS_BACK = ("background", "recalled", "told as")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|across|into|through|throughout|within)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\b(?:from|to|of|between|via)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_HERE = re.compile(
    r"\b(?:here|downtown|local|this (?:capital|city|town)|the (?:capital|city|town|village|municipality|department|region|area)|the (?:country|nation)[’']s capital)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\b(?:the|this) capital\b|[’']s capital\b", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r"\b(?:nationwide|countrywide|national|nation|the country|parts of the|several (?:cities|towns|departments|places)|various|throughout)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|both|his|her|their)\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
COLUMNS = (
    "back", "ahead", "is_before", "is_ahead", "in_paragraph", "paragraphs_off", "is_governed", "is_origin", "is_metonym", "has_relation", "rank", "nearer_before",
    "mentions", "share", "is_filed_from", "only_filed_from", "is_capital", "kind", "prec", "in_lead", "in_title",
    "finer_beside", "coarser_beside", "finer_anywhere", "holds_unlisted", "places", "score", "is_unlisted",
    "events_there", "events_share", "same_type_there", "same_day_there", "same_type_and_day", "is_last_told", "is_next_told", "since_told", "until_told", "unplaced_between",
    "says_here", "says_capital", "says_country", "is_definite", "is_harm", "is_statement", "is_toll_only", "date_prec", "sentence", "sentences", "length", "in_claim",
    "days_ago", "is_looked_back", "is_noun",
)  # fmt: skip
"""One row a place; what is not there is -1."""


@dataclass(slots=True)
class ToldPlace:
    """A place of the report: the numbers of the sentences that name it and what it means there, in text order; ``is_filed`` in its dateline."""

    where: Resolution
    numbers: list[int] = field(default_factory=list)
    named: list[Resolution] = field(default_factory=list)
    is_filed: bool = False
    steady: tuple[float, ...] = ()

    def around(self, number: int) -> tuple[int, int]:
        """Return the last sentence up to this one and the first behind it that name the place, -1 for none."""
        cut = bisect_right(self.numbers, number)
        return (self.numbers[cut - 1] if cut else -1), (self.numbers[cut] if cut < len(self.numbers) else -1)

    def nearest(self, number: int) -> tuple[int, Resolution]:
        """Return the nearest sentence that names it, one before rather than one behind, and what it means there; -1 for its dateline."""
        before, ahead = self.around(number)
        if before < 0 and ahead < 0:
            return -1, self.where
        at = before if ahead < 0 or 0 <= number - before <= ahead - number else ahead
        return at, self.named[bisect_left(self.numbers, at)]


class ToldRows:
    """The places of one report, by country, and their rows for its events."""

    def __init__(
        self, prose: str, layout: Sequence[Sentence], places: Sequence[Resolution], day: dt.date | None
    ) -> None:
        self._prose, self._day = prose, day
        self._sentences = [s for s in layout if s.part not in {Part.DATELINE, Part.BOILERPLATE}]
        self._starts = [s.start for s in self._sentences]
        self._filed = [s for s in layout if s.part is Part.DATELINE]
        self._countries: set[int] = set()
        self._places = places

    def number_of(self, start: int) -> int:
        """Return the number of the sentence in which an offset lies, -1 for none."""
        number = bisect_right(self._starts, start) - 1
        return number if number >= 0 and start < self._sentences[number].end else -1

    def sentence(self, number: int) -> Sentence:
        """Return the sentence of a number."""
        return self._sentences[number]

    @cached_property
    def _by_country(self) -> dict[str, list[ToldPlace]]:
        found: dict[str, dict[str, ToldPlace]] = {}
        for each in self._places:
            place, at = each.place, self.number_of(each.toponym.start)
            if place is None or each.is_adjective:
                continue
            if place.feature_code.startswith(("PCL", "CONT")):
                self._countries.add(at)
                continue
            known = found.setdefault(place.country_code, {})
            key = place.place_id if each.tier is not None else f"{place.place_id} {each.toponym.text.lower()}"
            if key in known or len(known) < _MOST_PLACES:
                one = known.setdefault(key, ToldPlace(each))
                if at >= 0:
                    one.numbers.append(at)
                    one.named.append(each)
                one.is_filed = one.is_filed or any(s.start <= each.toponym.start < s.end for s in self._filed)
        told = {code: list(known.values()) for code, known in found.items()}
        for here in told.values():
            for one in here:
                one.steady = self._steady(one, here)
        return told

    def of(self, event: Event) -> list[ToldPlace]:
        """Return the places in the country that an event was given, in the order of their rows."""
        code = event.where.place.country_code if event.where is not None and event.where.place is not None else ""
        return self._by_country.get(code, [])

    def rows(self, at: int, events: Sequence[Event]) -> np.ndarray:
        """Return a row a place of the country of ``events[at]``, shape (places, len(COLUMNS)), float32; the events are in text order."""
        event = events[at]
        found, number = self.of(event), self.number_of(event.start)
        beside = [e for e in events[max(0, at - _MOST_EVENTS) : at + _MOST_EVENTS] if e is not event]
        told = [e for e in beside if _id(e.where) and not is_unplaced(e)]
        around = [each.around(number) for each in found]
        gaps = [
            min(number - a if a >= 0 else 2 * _MOST_PLACES, b - number + 0.5 if b >= 0 else 2 * _MOST_PLACES)
            for a, b in around
        ]
        of_event = self._of_event(event, number)
        rows = [
            (
                *self._of_distance(each, number, around[k]), sum(gap < gaps[k] for gap in gaps), sum(a > around[k][0] for a, _ in around),
                *each.steady, *self._of_told(each, event, number, told, beside), *of_event,
            )
            for k, each in enumerate(found)
        ]  # fmt: skip
        return np.array(rows, dtype=np.float32).reshape(len(found), len(COLUMNS))

    def _of_distance(self, each: ToldPlace, number: int, around: tuple[int, int]) -> tuple[float, ...]:
        before, ahead = around
        paragraph = self._sentences[number].paragraph if number >= 0 else -1
        off = min((abs(self._sentences[at].paragraph - paragraph) for at in around if at >= 0), default=-1)
        near = each.nearest(number)[1]
        start = near.relation.start if near.relation else near.toponym.start
        words = self._prose[max(0, start - 40) : start]
        return (
            min(number - before, _FAR) if before >= 0 else -1, min(ahead - number, _FAR) if ahead >= 0 else -1, before >= 0, ahead >= 0, off == 0, min(off, _FAR),
            _LOCATIVE.search(words) is not None, _ORIGIN.search(words) is not None, near.toponym.is_metonym, near.relation is not None,
        )  # fmt: skip

    def _steady(self, each: ToldPlace, here: Sequence[ToldPlace]) -> tuple[float, ...]:
        """Return what is the same for every event of a report."""
        mine, place = set(each.numbers), each.where.place
        total = sum(len(other.numbers) for other in here)
        lead = next((n for n, s in enumerate(self._sentences) if s.part is Part.BODY), 0)
        kind, admin = _kind(each.where), _admin(each.where)
        others = [o for o in here if o is not each and admin and _admin(o.where) == admin]
        finer = [o for o in others if _kind(o.where) > kind]
        return (
            len(each.numbers), len(each.numbers) / max(1, total), each.is_filed, each.is_filed and not each.numbers, place is not None and place.feature_code == "PPLC",
            kind, each.where.where_prec or 0, lead in mine, any(at < lead for at in mine),
            any(mine & set(o.numbers) for o in finer), any(mine & set(o.numbers) for o in others if _kind(o.where) < kind), len(finer),
            any(o.where.tier is None and _id(o.where) == _id(each.where) for o in others), len(here),
            each.where.score if each.where.fit is None else each.where.fit, each.where.tier is None,
        )  # fmt: skip

    def _of_told(
        self, each: ToldPlace, event: Event, number: int, told: Sequence[Event], beside: Sequence[Event]
    ) -> tuple[float, ...]:
        there = [e for e in told if _id(e.where) == _id(each.where)]
        of_type = [e for e in there if e.type is event.type or {e.type, event.type} <= _HARM]
        of_day = [e for e in there if e.date_start is not None and e.date_start == event.date_start]
        before = [e for e in told if e.trigger_start <= event.trigger_start]
        ahead = [e for e in told if e.trigger_start > event.trigger_start]
        since = min((number - self.number_of(e.start) for e in there if e in before), default=-1)
        until = min((self.number_of(e.start) - number for e in there if e in ahead), default=-1)
        last = max((e.trigger_start for e in there if e in before), default=None)
        return (
            len(there), len(there) / max(1, len(told)), len(of_type), len(of_day), any(e in of_type for e in of_day), bool(before) and before[-1] in there,
            bool(ahead) and ahead[0] in there, min(since, _FAR), min(until, _FAR),
            -1 if last is None else sum(last < e.trigger_start < event.trigger_start for e in beside),
        )  # fmt: skip

    def _of_event(self, event: Event, number: int) -> tuple[float, ...]:
        text = self._sentences[number].text if number >= 0 else event.sentence
        ahead = text[: max(0, event.trigger_start - event.start)][-60:]
        ago = (
            -1 if self._day is None or event.date_start is None else min(_LONG_AGO, (self._day - event.date_start).days)
        )
        return (
            _HERE.search(text) is not None, _CAPITAL.search(text) is not None, _EVERYWHERE.search(text) is not None or number in self._countries,
            _DEFINITE.search(ahead) is not None, event.type in _HARM, event.type is EventType.STATEMENT, event.type is EventType.CASUALTIES,
            event.date_prec or 0, number, len(self._sentences), len(text), bool(event.claims), ago,
            any(sign in reason for reason in event.reasons for sign in _LOOKS_BACK), not event.trigger.lower().endswith("ed"),
        )  # fmt: skip


def is_unplaced(event: Event) -> bool:
    """Say whether an event's place is but the country that the report is about, as no words give it one."""
    return event.where is not None and event.where.toponym.text == "" and event.where.place is not None


def _id(where: Resolution | None) -> str:
    return where.place.place_id if where is not None and where.place is not None else ""


def _admin(where: Resolution) -> tuple[str, str] | None:
    place = where.place
    return (place.country_code, place.admin1_code) if place is not None and place.admin1_code else None


def _kind(where: Resolution) -> int:
    """Return how fine a place is: 1 a province, 2 a district, land or water, 3 a town, 4 a spot or a name that no list knows."""
    place = where.place
    if place is None or place.feature_code == "ADM1":
        return 1
    return 4 if where.tier is None else {"P": 3, "S": 4}.get(place.feature_class, 2)
