"""The event and its parts: typed, frozen records with spans into the report's text."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from events.event_status import EventStatus
from events.stance import Stance, stance_of
from gazetteer import Resolution


class EventType(StrEnum):
    """Closed vocabulary of event types, in plain words."""

    BATTLE = "battle"
    STRIKE = "air or drone strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    VIOLENCE = "attack on civilians"
    PROTEST = "protest"
    RIOT = "riot"
    TERRITORY = "territory changes hands"
    MOVEMENT = "movement or delivery"
    ARREST = "arrest"
    ABDUCTION = "abduction"
    DESTRUCTION = "destruction"
    DISPLACEMENT = "displacement"
    AID = "aid"
    AGREEMENT = "agreement"
    TALKS = "talks or visit"
    STATEMENT = "statement"
    DISASTER = "disaster"
    ACCIDENT = "accident"
    CASUALTIES = "casualties, cause not said"
    # New ones go last: a project's table keeps the position.
    SANCTION = "sanction or restriction"
    CRIME = "crime"
    # Of datasets only: their code says nothing that the others have a word for.
    OTHER = "other or not said"


class Verdict(StrEnum):
    """What a person said of an event as a whole; no later reading of its report undoes it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    MADE = "made by hand"
    REJECTED = "rejected"


class DateSource(StrEnum):
    """Where a document date comes from (the contract's ``from``)."""

    DATELINE = "dateline"
    METADATA = "metadata"
    TEXT = "text"
    OPTION = "option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text from one source. ``report_id`` is a hash of text and source where none is given.

    ``published`` is what the record's metadata says (evidence, not truth); ``country`` ISO alpha-2 or None.
    """

    report_id: str
    text: str
    title: str = ""
    source: str = ""
    published: dt.date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date phrase, ``text[start:end]``, and the days it can mean (inclusive); ``date_prec`` as UCDP GED:

    1 exact day, 2 within 2 to 6 days, 3 a week, 4 a month, 5 a year. ``is_explicit`` where the phrase
    names a calendar day ("May 29"), not relative to the document ("Tuesday").
    """

    start: int
    end: int
    text: str
    date_start: dt.date
    date_end: dt.date
    date_prec: int
    is_explicit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAlternative:
    """A rival document date with its score (0 to 1) and reason."""

    date: dt.date
    score: float
    source: DateSource
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDate:
    """The day from which a report speaks; ``date`` None where nothing supports one.

    ``printed`` is what the dateline or metadata says; ``conflict`` a sentence that explains why ``date``
    differs from it, or None where they agree.
    """

    date: dt.date | None
    source: DateSource | None
    score: float
    reason: str = ""
    printed: dt.date | None = None
    conflict: str | None = None
    alternatives: tuple[DateAlternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A count of people as UCDP's best, low, high; the span is where it is said, ``rule`` the reading used."""

    best: int
    low: int
    high: int
    start: int
    end: int
    rule: str = ""


class Status(StrEnum):
    """What the words for people who were counted say of them."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TollPart:
    """Some of those whom a toll counts, ``who`` as the text has it; ``kind`` "killed" or "injured", ``side`` 1, 2 or None."""

    kind: str
    best: int
    low: int
    high: int
    who: str
    status: Status
    side: int | None = None


class TimePrecision(StrEnum):
    """How precisely the words tell a time of day; an hour's may be off by half of one, a part of the day is the usual hours of it."""

    MINUTE = "minute"
    HOUR = "hour"
    PART = "part of the day"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """When on its day an event was, as told: minutes from that day's midnight, inclusive, past 1440 into the next day.

    ``zone`` is what the words say of it ("GMT", "local time"), "" where they say nothing, which means the place's own;
    ``offset_min`` are its minutes east of Greenwich, None for the place's own time and where the letters name several zones.
    Nothing is converted: neither the minutes nor the event's date. ``start, end`` is the span of the words in the report.
    """

    start_min: int
    end_min: int
    prec: TimePrecision
    zone: str
    offset_min: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says so: ``by`` (as named), ``verb`` (lemma-ish, "announced"), ``date`` said on or None, span of the claim phrase.

    ``chain`` is through whom it came, the last one ``by`` itself ("Al Jazeera, citing Hamas"); () where it is told at first hand.
    """

    by: str
    verb: str
    date: dt.date | None
    start: int
    end: int
    # Behind the others and with a value of its own: projects saved before have none.
    chain: tuple[str, ...] = ()

    @property
    def stance(self) -> Stance:
        """Whether it is said, claimed, confirmed or denied, by the verb: projects saved before have it too."""
        return stance_of(self.verb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an imported event is in its dataset, which the event's ``source`` names: its id there and an address, "" where it has none."""

    source_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening at one place and time, with its whole provenance.

    ``start, end`` is the span of ``sentence`` in the report; ``trigger_start, trigger_end`` the word that
    carries it. ``where`` is the place's resolution (place, relation, footprint, radius, rivals) or None
    where the event is not placed. ``captured`` are the arrested, detained and abducted; ``parts`` who the killed and injured
    were, where the text says it, and may be fewer than these. ``time`` is the time of its day, None where not told; ``recurrence``
    the words that say that it was one of several ("the third such attack in a week"), "" where none do. Dates are inclusive, None where not dated. ``confidence`` 0 to 1, the machine's, also
    where a person's ``verdict`` stands. Only what has ``status`` happened is counted; no tolls are read for the others, which
    are dated where their sentence gives a day. ``origin`` is None for what was read in a report or entered by hand.
    """

    event_id: str
    report_id: str
    source: str
    type: EventType
    sub_type: str
    date_start: dt.date | None
    date_end: dt.date | None
    date_prec: int | None
    where: Resolution | None
    where_prec: int | None
    side1: tuple[str, ...]
    side2: tuple[str, ...]
    killed: Toll | None
    injured: Toll | None
    claims: tuple[Claim, ...]
    sentence: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    trigger_end: int
    confidence: float
    needs_review: bool
    reasons: tuple[str, ...]
    verdict: Verdict = Verdict.OPEN
    # Behind the others and with values of their own: projects saved before have none of these.
    missing: Toll | None = None
    displaced: Toll | None = None
    captured: Toll | None = None
    parts: tuple[TollPart, ...] = ()
    time: TimeOfDay | None = None
    recurrence: str = ""
    status: EventStatus = EventStatus.HAPPENED
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read in one report. Events are in text order; resolutions cover every toponym found.

    ``dismissed`` are names that a person says are no places; they are in no resolution and no event.
    """

    report: Report
    document_date: DocumentDate
    warnings: tuple[str, ...]
    events: tuple[Event, ...]
    resolutions: tuple[Resolution, ...]
    dates: tuple[DateMention, ...]
    dismissed: tuple[Resolution, ...] = ()

    @property
    def happened(self) -> tuple[Event, ...]:
        """The events that happened: without what is planned, threatened or denied."""
        return tuple(event for event in self.events if event.status is EventStatus.HAPPENED)
