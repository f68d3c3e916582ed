"""Reading a report sentence by sentence: what each tells, and what it adds to what was told before."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence

from events.actors import Roster, find_actors
from events.antecedents import Said, by_pronoun, resolve, stand_ins
from events.casualties import find_tolls
from events.claims import FoundClaim, denials_of_told, find_claims, is_pronoun, tells_of_it
from events.container import Container
from events.contested import contest_words
from events.dates import is_implausible
from events.draft import (
    Draft,
    add_claims,
    add_others,
    add_tolls,
    add_tolls_beside,
    confidence_of,
    harmed_of,
    is_of_no_harm,
    is_one_place,
    oppose,
    share_out,
)
from events.event import Claim, DateMention, DocumentDate, Event, EventType, Report
from events.event_date import (
    Dated,
    announcement,
    continued,
    date_beside,
    date_of,
    inherited,
    is_of_one_crowd,
    of_day_told,
)
from events.event_place import (
    acting_countries,
    is_countrywide,
    means_known_place,
    outside_bodies,
    outside_speakers,
    places_of,
    points_back,
)
from events.event_time import recurrence_of, tells_time_of_last, time_of
from events.known import adds_to_known
from events.layout import Sentence
from events.listed_actor import KnownActors, ListedActor
from events.meant_place import meant_place
from events.other_tolls import find_other_tolls
from events.recipients import recipient
from events.recurrence import find_recurrences
from events.report_night import LEAD_REACH, is_night, of_lead, of_night_told
from events.retold import unite
from events.sides import Sides, sides_of
from events.time_of_day import find_times
from events.toll_home import add_told
from events.toll_parts import with_sides
from events.toll_sources import with_sources
from events.trigger import Trigger
from events.triggers import find_triggers
from gazetteer import Resolution

# How many sentences a toll or "the attack" may reach back.
_REACH = 4
# How many sentences behind an event somebody still denies it.
_DENIED_REACH = 2
# How many sentences a day reaches that a sentence tells without an event of its own.
_DAY_REACH = 2
# What is likelier than this to be the place meant stands in another country than the report's without review.
_SURE_ABROAD = 0.6


class ReportReader:
    """Walks over the sentences of a report and keeps what it knows so far."""

    def __init__(
        self,
        report: Report,
        prose: str,
        document: DocumentDate,
        places: tuple[Resolution, ...],
        dates: tuple[DateMention, ...],
        container: Container,
        actors: Sequence[ListedActor] = (),
        *,
        has_single_sentences: bool = False,
    ) -> None:
        self._report = report
        self._prose = prose
        self._document = document
        self._places = places
        self._roster = Roster(prose, KnownActors(actors))
        self._dates = dates
        self._container = container
        self._drafts: list[Draft] = []
        self._speaker = ""
        self._told: tuple[int, int, DateMention] | None = None
        self._lead: DateMention | None = None
        self._night: DateMention | None = None
        self._has_single_sentences = has_single_sentences
        self._heard: deque[Said] = deque(maxlen=_REACH)
        self.dates: list[DateMention] = []
        self.late = 0

    def read(self, sentence: Sentence, number: int) -> None:
        """Read one sentence of the body's prose; sentences come in text order."""
        text = sentence.text
        here = outside_bodies(sentence, self._places_in(sentence))
        offset = sentence.start
        dates = self._dates_in(sentence)
        self.dates += dates
        self.late += sum(
            self._document.date is not None and is_implausible(d.date_start, self._document.date) for d in dates
        )
        spans = tuple((r.toponym.start - offset, r.toponym.end - offset) for r in here if not r.is_adjective)
        countries = tuple((r.toponym.start - offset, r.toponym.end - offset) for r in here if _is_country(r))
        before_it = tuple(self._heard)
        self._heard.append(
            Said(text, frozenset((r.toponym.start - offset, r.toponym.end - offset) for r in here), countries)
        )
        triggers = tuple(by_pronoun(each, text, before_it) for each in find_triggers(text, places=spans))
        if not triggers:
            claims = find_claims(text)
            announced = announcement(claims, dates, text, offset)
            self._remember(sentence, number, dates, announced)
            self._add_time(sentence, number, None, (), dates, announced)
            add_told(self._recent(number), number, sentence, claims, is_elsewhere=bool(dates) or bool(here))
            if is_of_no_harm(text) and (harmed := harmed_of(self._recent(number))):
                add_claims(harmed[-1], self._claims(claims, {}, offset))
            elif (last := self._just_told(sentence, number)) is not None and tells_of_it(text, claims):
                add_claims(last, self._claims(claims, {}, offset))
            elif denied := denials_of_told(text, claims):
                self._deny(denied, number, here, offset)
            self._hear(claims)
            return
        claims = find_claims(text)
        announced = announcement(claims, dates, text, offset)
        # "The army denied the report and shelled the town": the denial is of what was told before.
        denied = tuple(c for c in denials_of_told(text, claims) if c.end <= triggers[0].start)
        self._deny(denied, number, (), offset)
        said = tuple(
            claim
            for claim in self._claims(claims, announced, offset)
            if not any(claim.start == c.start + offset for c in denied)
        )
        tolls = share_out(text, with_sources(text, find_tolls(text), claims), triggers, offset)
        acting = acting_countries(sentence, here, triggers)
        named = frozenset((r.toponym.start - offset, r.toponym.end - offset) for r in here if r not in acting)
        actors = self._roster.with_listed(
            text, find_actors(text, named, self._roster.known | {r.toponym.text for r in acting})
        )
        silent = outside_speakers(sentence, here, claims)
        claim_spans = [(c.start + offset, c.end + offset) for c in claims]
        before = len(self._drafts)
        for trigger in triggers:
            mine = tolls[trigger.start]
            dated = date_of(
                trigger, self._past(dates, trigger), tuple(announced.values()), sentence, triggers, self._document.date
            )
            found = places_of(
                self._prose, (sentence.start, sentence.end), trigger, silent, claim_spans, dates, triggers
            )
            if means_known_place(sentence, trigger, found):
                found = ()
            own = dated if dated is not None and dated.is_own and trigger.recalled is None else None
            if adds_to_known(trigger, sentence, number, self._recent(number), mine, own, found, said):
                self._add_time(sentence, number, trigger, triggers, dates, announced)
                continue
            acting_here = (*actors, *stand_ins(text, trigger))
            sides = sides_of(
                text, trigger, acting_here, claims, mine, self._roster, [span for span in spans if span in named]
            )
            sides = self._listed(resolve(text, sides, acting_here, before_it))
            given = recipient(text, trigger, actors, countries)
            if given and not sides[1] and given not in sides[0]:
                sides = sides[0], (self._roster.canonical(given),)
            told = [date for date in dates if date not in announced.values()]
            drafts = []
            for where in found or (self._pointed_back(sentence, number, trigger),):
                own = date_beside(self._prose, where, told) if where and len(found) > 1 else None
                when = own or dated or self._inherited(sentence, number, trigger, where)
                drafts.append(Draft(trigger, sentence, number, where, when, sides, said))
            add_tolls(drafts[0], mine, ())
            if mine and len(drafts) > 1:
                add_tolls_beside(drafts[1:], sentence, here, mine[0])
            self._drafts += drafts
        _set_times(self._drafts[before:], sentence, triggers, dates, announced)
        add_others(self._drafts[before:] or self._recent(number)[-1:], find_other_tolls(text), offset)
        self._remember(sentence, number, dates, announced)
        self._hear(claims)

    def _add_time(
        self, sentence: Sentence, number: int, trigger: Trigger | None, others: Sequence[Trigger],
        dates: Sequence[DateMention], announced: dict[int, DateMention],
    ) -> None:  # fmt: skip
        """Give the event just told, if it has none, the time of day that a sentence tells which adds to it."""
        told = self._drafts[-1:] if trigger is None else harmed_of(self._recent(number))[-1:]
        is_its_own = trigger is not None or (
            tells_time_of_last(sentence.text) and bool(told) and number - told[0].number == 1
        )
        if told and told[0].time is None and is_its_own:
            told[0].time = time_of(
                trigger, find_times(sentence.text, offset=sentence.start), sentence, others,
                dates=dates, announced=tuple(announced.values()), dated=told[0].dated,
            )  # fmt: skip

    def _listed(self, sides: Sides) -> Sides:
        first, second = (tuple(dict.fromkeys(self._roster.canonical(name) for name in side)) for side in sides)
        return first, tuple(name for name in second if name not in first)

    def _places_in(self, sentence: Sentence) -> list[Resolution]:
        first, last = (
            bisect_left(self._places, at, key=lambda r: r.toponym.start) for at in (sentence.start, sentence.end)
        )
        return list(self._places[first:last])

    def _dates_in(self, sentence: Sentence) -> tuple[DateMention, ...]:
        first = bisect_left(self._dates, sentence.start, key=lambda date: date.start)
        return self._dates[first : bisect_right(self._dates, sentence.end, key=lambda date: date.end)]

    def _past(self, dates: tuple[DateMention, ...], trigger: Trigger) -> tuple[DateMention, ...]:
        """Leave out days to come for a statement: a threat is made on the day it is reported, not on that of its threat."""
        anchor = self._document.date
        if trigger.type is not EventType.STATEMENT or anchor is None:
            return dates
        return tuple(date for date in dates if date.date_start <= anchor)

    def _hear(self, claims: tuple[FoundClaim, ...]) -> None:
        named = [claim.by for claim in claims if claim.by and not is_pronoun(claim.by)]
        self._speaker = named[-1] if named else self._speaker

    def _claims(
        self, claims: tuple[FoundClaim, ...], announced: dict[int, DateMention], offset: int
    ) -> tuple[Claim, ...]:
        found: list[Claim] = []
        speaker = self._speaker
        for number, claim in enumerate(claims):
            is_back = not claim.by or is_pronoun(claim.by)
            # "Mesmari said that a ship had docked; it carried arms, according to him": who spoke last, be it in this sentence.
            by = speaker if is_back else self._roster.canonical(claim.by)
            speaker = by
            date = announced[number].date_start if number in announced else None
            if by and not (is_back and any(said.by == by for said in found)):
                found.append(
                    Claim(
                        by=by,
                        verb=claim.verb,
                        date=date,
                        start=claim.start + offset,
                        end=claim.end + offset,
                        chain=(self._roster.canonical(claim.via), by) if claim.via else (),
                    )
                )
        return tuple(found)

    def _deny(self, denied: tuple[FoundClaim, ...], number: int, here: Sequence[Resolution], offset: int) -> None:
        """Add who denies it to the event just told; a denial that names another place is of something else."""
        last = self._drafts[-1] if self._drafts else None
        if not denied or last is None or number - last.number > _DENIED_REACH:
            return
        spans = [(c.start + offset, c.end + offset) for c in denied]
        others = [w for w in here if not any(a <= w.toponym.start < b for a, b in spans)]
        if not others or any(is_one_place(where, last.where) for where in others):
            add_claims(last, self._claims(denied, {}, offset))

    def _recent(self, number: int) -> list[Draft]:
        return [draft for draft in self._drafts[-12:] if number - draft.number <= _REACH]

    def _just_told(self, sentence: Sentence, number: int) -> Draft | None:
        """Return the event of the sentence before, in one paragraph, if it has no source yet."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or last.claims or number - last.number != 1:
            return None
        return last if last.sentence.paragraph == sentence.paragraph else None

    def _pointed_back(self, sentence: Sentence, number: int, trigger: Trigger) -> Resolution | None:
        """Return the place that "the town" or "there" means, or that of the event just told in the paragraph."""
        words = sentence.text[: trigger.clause[1]]
        told = [d for d in self._drafts[-8:] if d.where is not None]
        same_paragraph = [d for d in told if d.sentence.paragraph == sentence.paragraph]
        if points_back(words) and told:
            named = {r.place.country_code for r in self._places_in(sentence) if r.place is not None}
            countries = (
                frozenset({self._container.country_code, *named}) if self._container.country_code else frozenset()
            )
            return meant_place(
                words, trigger, told, self._prose, number=number, paragraph=sentence.paragraph, countries=countries
            )
        if not same_paragraph:
            return None
        last = same_paragraph[-1]
        if trigger.is_toll_only and (is_countrywide(sentence.text) or self._is_doubtful_abroad(last.where)):
            return None
        # "Police arrested three of them": out of the crowd of the sentence before.
        is_of_crowd = number - last.number <= 1 and is_of_one_crowd(trigger.type, last.trigger.type, same=True)
        return last.where if trigger.is_toll_only or is_of_crowd else None

    def _is_doubtful_abroad(self, where: Resolution | None) -> bool:
        """Say whether a place lies in another country than the report's and is none of the surer ones: often a part of a longer name."""
        home = self._container.country_code
        return (
            where is not None and where.place is not None and bool(home) and where.place.country_code not in {"", home}
            and not _is_country(where) and where.score < _SURE_ABROAD
        )  # fmt: skip

    def _inherited(self, sentence: Sentence, number: int, trigger: Trigger, where: Resolution | None) -> Dated:
        recent = [d for d in self._recent(number) if not d.dated.is_background]
        there = [d for d in recent if is_one_place(d.where, where) and (d.dated.is_own or d.number == number)]
        of_crowd = [d.dated for d in there if is_of_one_crowd(trigger.type, d.trigger.type, same=d.number == number)]
        if of_crowd:
            return continued(of_crowd[-1])
        near = [d.dated for d in recent if d.sentence.paragraph == sentence.paragraph]
        if trigger.recalled is None and not any(each.is_own for each in near):
            times = find_times(sentence.text, offset=sentence.start)
            if (at_night := of_night_told(self._night, times, sentence.text, sentence.start)) is not None:
                return at_night
        if not any(each.is_own for each in near) and (told := self._day_told(sentence, number)) is not None:
            return of_day_told(told)
        around = near or [d.dated for d in there]
        is_lead_near = self._has_single_sentences and 0 < number <= LEAD_REACH and trigger.recalled is None
        if self._lead is not None and is_lead_near and not any(each.start is not None for each in around):
            return of_lead(self._lead)
        return inherited(around, self._document)

    def _remember(
        self, sentence: Sentence, number: int, dates: Sequence[DateMention], announced: dict[int, DateMention]
    ) -> None:
        """Keep the last day or night that the report tells of, be it in a sentence without an event: "Yesterday at seven, men came"."""
        anchor = self._document.date
        said = list(announced.values())
        past = [d for d in dates if d.date_prec <= 2 and d not in said and anchor is not None and d.date_end <= anchor]
        days = [d for d in past if d.date_prec == 1]
        if number == 0 and len(past) == 1:
            self._lead = past[0]
        if past:
            self._night = past[-1] if is_night(past[-1]) else None
        if days:
            self._told = (number, sentence.paragraph, days[-1])

    def _day_told(self, sentence: Sentence, number: int) -> DateMention | None:
        if self._told is None:
            return None
        at, paragraph, day = self._told
        return day if paragraph == sentence.paragraph or number - at <= _DAY_REACH else None

    def events(self) -> list[Event]:
        """Return the events told so far, in text order."""
        found: dict[str, Event] = {}
        oppose(self._drafts)
        for draft in unite(self._drafts):
            event = self._event(draft)
            found.setdefault(event.event_id, event)
        return list(found.values())

    def _event(self, draft: Draft) -> Event:
        trigger, sentence, where = draft.trigger, draft.sentence, draft.where
        kind = trigger.type
        start = sentence.start + trigger.start
        place = where.place if where else None
        key = f"{self._report.report_id}|{kind}|{trigger.sub_type}|{start}|{place.place_id if place else where.toponym.text if where else ''}"
        rules = [
            toll.rule
            for toll in (draft.killed, draft.injured, *draft.others.values())
            if toll is not None and toll.rule != "as counted"
        ]
        where = where or self._container.at(sentence)
        reasons = [
            draft.dated.reason,
            *(where.reasons if where else ("no place is named for it",)),
            *rules,
            *draft.notes,
            *draft.doubts,
        ]
        is_abroad = self._is_doubtful_abroad(draft.where)
        if is_abroad:
            reasons.append("in another country than the report's, and not sure: to be checked")
        contested = contest_words(draft.counts, draft.claims, self._report.text, start)
        reasons += contested
        confidence = confidence_of(draft)
        return Event(
            event_id=f"e{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}", report_id=self._report.report_id,
            source=self._report.source or self._report.title, type=kind, sub_type=trigger.sub_type,
            date_start=draft.dated.start, date_end=draft.dated.end, date_prec=draft.dated.prec,
            where=where, where_prec=where.where_prec if where else None, side1=draft.sides[0], side2=draft.sides[1],
            killed=draft.killed, injured=draft.injured, claims=draft.claims, sentence=self._report.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end,
            trigger=sentence.text[trigger.start : trigger.end], trigger_start=start, trigger_end=sentence.start + trigger.end,
            confidence=confidence, needs_review=confidence < 0.6 or trigger.type is EventType.CASUALTIES or bool(draft.doubts) or bool(contested) or draft.dated.is_background or place is None or is_abroad or (where is not None and where.needs_review),
            reasons=tuple(dict.fromkeys(reasons)), missing=draft.others.get("missing"), displaced=draft.others.get("displaced"), captured=draft.others.get("captured"),
            parts=with_sides((part for parts in draft.parts.values() for part in parts), *draft.sides), time=draft.time, recurrence=draft.recurrence,
        )  # fmt: skip


def _set_times(
    drafts: Sequence[Draft], sentence: Sentence, triggers: Sequence[Trigger], dates: Sequence[DateMention],
    announced: dict[int, DateMention],
) -> None:  # fmt: skip
    """Give the events of a sentence the times of day that it tells, and the words for what recurs."""
    if not drafts:
        return
    times = find_times(sentence.text, offset=sentence.start)
    repeated = find_recurrences(sentence.text)
    for draft in drafts if times or repeated else ():
        draft.recurrence = recurrence_of(draft.trigger, repeated, sentence.text, triggers)
        draft.time = draft.time or time_of(
            draft.trigger, times, sentence, triggers,
            dates=dates, announced=tuple(announced.values()), dated=draft.dated,
        )  # fmt: skip


def _is_country(name: Resolution) -> bool:
    return name.place is not None and name.place.feature_code.startswith("PCL") and not name.is_adjective
