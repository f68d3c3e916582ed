"""The events of a report that are planned or threatened, or said not to have happened: beside those that happened, never among them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from events.actors import Actor, Roster, find_actors
from events.antecedents import Said, resolve, stand_ins
from events.claims import FoundClaim, is_pronoun
from events.draft import Draft, is_one_place
from events.event import Claim, DateMention
from events.event_date import Dated, announcement, date_of
from events.event_place import acting_countries, means_known_place, outside_speakers, places_of
from events.event_status import EventStatus
from events.foretold import Foretold, foretold
from events.layout import Sentence
from events.sides import Sides, sides_of
from events.trigger import Trigger
from events.triggers import Told
from gazetteer import Resolution

# A report tells of so many at most: what lists more is no report of events.
_MOST = 200
_IT_WOULD = re.compile(r"\b(?:it|they|he|she|we) (?:would|will)\b", re.IGNORECASE)
_DIRECTLY = re.compile(r"\s*(?:(?:has|have|had|also|again|later|then|on \w+|\w+ly)\s+){0,3}", re.IGNORECASE)
# So near before the words that say so stands who does it.
_BESIDE = 2
_NO_DAY = Dated(None, None, None, "no day is told for it", is_own=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """A sentence that tells of such events, with what the reader found in it."""

    sentence: Sentence
    number: int
    here: Sequence[Resolution]
    found: tuple[Foretold, ...]
    happened: tuple[Trigger, ...]
    dates: tuple[DateMention, ...]
    claims: tuple[FoundClaim, ...]
    before: Sequence[Said]


class Unhappened:
    """What the sentences of one report plan, threaten or deny, read once the report's events are known."""

    def __init__(self, prose: str, day: dt.date | None) -> None:
        self._prose = prose
        self._day = day
        self._heard: list[_Heard] = []

    def hear(
        self, sentence: Sentence, number: int, here: Sequence[Resolution], told: Told, places: tuple[tuple[int, int], ...],
        dates: tuple[DateMention, ...], claims: tuple[FoundClaim, ...], before: Sequence[Said],
    ) -> None:  # fmt: skip
        """Keep a sentence that names a place and says of a deed that it is planned, threatened or did not happen."""
        if not places or len(self._heard) >= _MOST:
            return
        if found := foretold(sentence.text, told.others, places):
            self._heard.append(
                _Heard(
                    sentence=sentence, number=number, here=here, found=found, happened=told.happened, dates=dates,
                    claims=claims, before=before,
                )
            )  # fmt: skip

    def drafts(self, happened: Sequence[Draft], roster: Roster) -> list[Draft]:
        """Return the drafts of these events, in text order: each has a place that its sentence names; one that the report tells as happened is left out."""
        kept: list[Draft] = []
        for each in self._heard:
            for draft in self._read(each, roster):
                if any(_is_told(draft, other) for other in happened):
                    continue
                known = next((other for other in kept if _is_one(draft, other)), None)
                if known is None:
                    kept.append(draft)
                elif known.dated.start is None:
                    known.dated = draft.dated
        return sorted(kept, key=lambda draft: draft.sentence.start + draft.trigger.start)

    def _read(self, heard: _Heard, roster: Roster) -> Iterable[Draft]:
        sentence, offset, text = heard.sentence, heard.sentence.start, heard.sentence.text
        triggers = tuple(each.trigger for each in heard.found)
        spoken = tuple(announcement(heard.claims, heard.dates, text, offset).values())
        dates = tuple(date for date in heard.dates if date not in spoken)
        acting = acting_countries(sentence, heard.here, triggers)
        named = frozenset((r.toponym.start - offset, r.toponym.end - offset) for r in heard.here if r not in acting)
        actors = roster.with_listed(text, find_actors(text, named, roster.known | {r.toponym.text for r in acting}))
        silent = outside_speakers(sentence, heard.here, heard.claims)
        spans = [(claim.start + offset, claim.end + offset) for claim in heard.claims]
        claims = tuple(_claim(claim, offset, roster) for claim in heard.claims if claim.by and not is_pronoun(claim.by))
        for each in heard.found:
            trigger, others = each.trigger, (*heard.happened, *triggers)
            places = places_of(self._prose, (offset, sentence.end), trigger, silent, spans, dates, others)
            if means_known_place(sentence, trigger, places):
                continue
            acting_here = (*actors, *stand_ins(text, trigger))
            sides = sides_of(text, trigger, acting_here, heard.claims, (), roster, sorted(named))
            if not sides[0] and (who := _who(each, heard, actors)):
                sides = (who,), sides[1]
            sides = _listed(resolve(text, sides, acting_here, heard.before), roster)
            dated = date_of(trigger, dates, (), sentence, others, self._day) or _NO_DAY
            for where in (place for place in places if _is_there(place, each, offset, dated)):
                yield Draft(
                    trigger, sentence, heard.number, where, dated, sides, claims, status=each.status,
                    notes=(f"{each.status}, as “{each.words}” has it: not counted as happened",),
                )  # fmt: skip


def _is_there(where: Resolution, each: Foretold, offset: int, dated: Dated) -> bool:
    """Say whether a place is known, and none that only acts ("The United States decided to ..."); a whole country without a day is no news."""
    if where.place is None:
        return False
    if each.said_at is not None and 0 <= each.said_at + offset - where.toponym.end <= _BESIDE:
        return False
    return dated.start is not None or not where.place.feature_code.startswith("PCL")


def _who(each: Foretold, heard: _Heard, actors: Sequence[Actor]) -> str:
    """Return who threatens or plans a deed: "Russia threatened to", "the ministry said it would"; "" where that is not said so."""
    text, at = heard.sentence.text, each.said_at
    if each.status is EventStatus.DENIED or at is None:
        return ""
    if _IT_WOULD.search(each.words) and (speakers := [c.by for c in heard.claims if c.start <= at <= c.end]):
        return "" if is_pronoun(speakers[-1]) else speakers[-1]
    countries = [r.toponym for r in heard.here if not r.is_adjective]
    named = [(actor.name, actor.end) for actor in actors] + [(t.text, t.end - heard.sentence.start) for t in countries]
    near = [(end, name) for name, end in named if end <= at and _DIRECTLY.fullmatch(text, end, at)]
    return max(near)[1] if near else ""


def _claim(claim: FoundClaim, offset: int, roster: Roster) -> Claim:
    by = roster.canonical(claim.by)
    chain = (roster.canonical(claim.via), by) if claim.via else ()
    return Claim(by=by, verb=claim.verb, date=None, start=claim.start + offset, end=claim.end + offset, chain=chain)


def _listed(sides: Sides, roster: Roster) -> Sides:
    first, second = (tuple(dict.fromkeys(roster.canonical(name) for name in side if name != "There")) for side in sides)
    return first, tuple(name for name in second if name not in first)


def _is_told(draft: Draft, happened: Draft) -> bool:
    """Say whether a report tells as happened what it also denies or foretells: the same deed there, on no other day."""
    return (
        draft.trigger.type is happened.trigger.type
        and is_one_place(draft.where, happened.where)
        and (draft.status is EventStatus.DENIED or _may_be_one_day(draft, happened))
    )


def _is_one(draft: Draft, known: Draft) -> bool:
    is_alike = (draft.trigger.type, draft.status) == (known.trigger.type, known.status)
    return is_alike and is_one_place(draft.where, known.where) and _may_be_one_day(draft, known)


def _may_be_one_day(one: Draft, other: Draft) -> bool:
    first, second = one.dated, other.dated
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return True
    return first.start <= second.end and second.start <= first.end
