"""Reading a report sentence by sentence: what each tells, and what it adds to what was told before."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence

from events.actors import Roster, find_actors
from events.antecedents import Said, by_pronoun, resolve, stand_ins
from events.casualties import find_tolls
from events.claims import FoundClaim, denials_of_told, find_claims, is_pronoun, tells_of_it
from events.container import Container
from events.dates import is_implausible
from events.days_told import DaysTold
from events.draft import (
    Draft,
    add_claims,
    add_others,
    add_tolls,
    add_tolls_beside,
    harmed_of,
    is_of_no_harm,
    is_one_place,
    oppose,
    share_out,
)
from events.event import Claim, DateMention, DocumentDate, Event, EventType, Report
from events.event_date import (
    announcement,
    date_beside,
    date_of,
    is_of_one_crowd,
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
from events.event_time import add_time, set_times, tells_time_of_last
from events.known import adds_to_known
from events.layout import Sentence
from events.listed_actor import KnownActors, ListedActor
from events.meant_place import meant_place
from events.other_tolls import find_other_tolls
from events.recipients import recipient
from events.retold import unite
from events.sides import Sides, sides_of
from events.told_event import event_of, is_doubtful_abroad
from events.toll_home import add_told
from events.toll_sources import with_sources
from events.trigger import Trigger
from events.triggers import triggers_told
from events.unhappened import Unhappened
from gazetteer import Resolution

# How many sentences a toll or "the attack" may reach back.
_REACH = 4
# How many sentences behind an event somebody still denies it.
_DENIED_REACH = 2


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
        self._days = DaysTold(document, has_single_sentences=has_single_sentences)
        self._heard: deque[Said] = deque(maxlen=_REACH)
        self._unhappened = Unhappened(prose, document.date)
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
        told = triggers_told(text, places=spans)
        triggers = tuple(by_pronoun(each, text, before_it) for each in told.happened)
        claims = find_claims(text)
        self._unhappened.hear(sentence, number, here, told, spans, dates, claims, before_it)
        if not triggers:
            self._read_without_event(sentence, number, here, dates, claims)
            return
        announced = announcement(claims, dates, text, offset)
        spoken = tuple(announced.values())
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
            dated = date_of(trigger, self._past(dates, trigger), spoken, sentence, triggers, self._document.date)
            found = places_of(
                self._prose, (sentence.start, sentence.end), trigger, silent, claim_spans, dates, triggers
            )
            if means_known_place(sentence, trigger, found):
                found = ()
            own = dated if dated is not None and dated.is_own and trigger.recalled is None else None
            if adds_to_known(trigger, sentence, number, self._recent(number), mine, own, found, said):
                for draft in harmed_of(self._recent(number))[-1:]:
                    add_time(draft, sentence, trigger, triggers, dates, spoken)
                continue
            acting_here = (*actors, *stand_ins(text, trigger))
            sides = sides_of(
                text, trigger, acting_here, claims, mine, self._roster, [span for span in spans if span in named]
            )
            sides = self._listed(resolve(text, sides, acting_here, before_it))
            given = recipient(text, trigger, actors, countries)
            if given and not sides[1] and given not in sides[0]:
                sides = sides[0], (self._roster.canonical(given),)
            beside = [date for date in dates if date not in spoken]
            drafts = []
            for where in found or (self._pointed_back(sentence, number, trigger),):
                own = date_beside(self._prose, where, beside) if where and len(found) > 1 else None
                when = own or dated or self._days.date_of(sentence, number, trigger, where, self._recent(number))
                drafts.append(Draft(trigger, sentence, number, where, when, sides, said))
            add_tolls(drafts[0], mine, ())
            if mine and len(drafts) > 1:
                add_tolls_beside(drafts[1:], sentence, here, mine[0])
            self._drafts += drafts
        set_times(self._drafts[before:], sentence, triggers, dates, spoken)
        add_others(self._drafts[before:] or self._recent(number)[-1:], find_other_tolls(text), offset)
        self._days.remember(sentence, number, dates, spoken)
        self._hear(claims)

    def _read_without_event(
        self, sentence: Sentence, number: int, here: Sequence[Resolution], dates: tuple[DateMention, ...],
        claims: tuple[FoundClaim, ...],
    ) -> None:  # fmt: skip
        """Add what a sentence that tells no event says of those told before: their time, dead, and who says or denies them."""
        offset = sentence.start
        spoken = tuple(announcement(claims, dates, sentence.text, offset).values())
        self._days.remember(sentence, number, dates, spoken)
        if self._drafts and number - self._drafts[-1].number == 1 and tells_time_of_last(sentence.text):
            add_time(self._drafts[-1], sentence, None, (), dates, spoken)
        add_told(self._recent(number), number, sentence, claims, is_elsewhere=bool(dates) or bool(here))
        if is_of_no_harm(sentence.text) and (harmed := harmed_of(self._recent(number))):
            add_claims(harmed[-1], self._claims(claims, {}, offset))
        elif (last := self._just_told(sentence, number)) is not None and tells_of_it(sentence.text, claims):
            add_claims(last, self._claims(claims, {}, offset))
        elif denied := denials_of_told(sentence.text, claims):
            self._deny(denied, number, here, offset)
        self._hear(claims)

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
        if trigger.is_toll_only and (
            is_countrywide(sentence.text) or is_doubtful_abroad(last.where, self._container.country_code)
        ):
            return None
        # "Police arrested three of them": out of the crowd of the sentence before.
        is_of_crowd = number - last.number <= 1 and is_of_one_crowd(trigger.type, last.trigger.type, same=True)
        return last.where if trigger.is_toll_only or is_of_crowd else None

    def events(self) -> list[Event]:
        """Return the events told so far, in text order."""
        found: dict[str, Event] = {}
        oppose(self._drafts)
        for draft in unite(self._drafts):
            event = event_of(draft, self._report, self._container)
            found.setdefault(event.event_id, event)
        return list(found.values())

    def unhappened(self) -> list[Event]:
        """Return what is told of as planned, threatened or denied, in text order; see `events.unhappened`."""
        drafts = self._unhappened.drafts(self._drafts, self._roster)
        return [event_of(draft, self._report, self._container) for draft in drafts]


def _is_country(name: Resolution) -> bool:
    return name.place is not None and name.place.feature_code.startswith("PCL") and not name.is_adjective
