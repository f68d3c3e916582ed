"""What a report's text is marked with: events, places, dates, tolls, sides and claims, each with its link in plain words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from events import Claim, DateMention, DateSource, DocumentDate, Event, Extraction, ListedActor, Stance
from geo import count_words, date_words, named_id, place_words, style_of, with_status
from ui.name_senses import why_words

# The kinds in the order in which the legend names them, and in which the title of a word that has several does.
KINDS = {
    "event": "Events", "place": "Places", "lost": "Names not placed", "toll": "Tolls", "actor": "Sides", "date": "Dates", "claim": "Claims",
}  # fmt: skip
_TOLLS = ("killed", "injured", "missing", "displaced", "captured")
_SOURCES = {
    DateSource.DATELINE: "from the dateline",
    DateSource.METADATA: "from what came with the report",
    DateSource.TEXT: "from the text",
    DateSource.OPTION: "as given",
}
# A side's name is looked for so far before and behind the word that tells the event; no sentence that anyone reads is longer.
_NEAR = 1_500
_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,7}")
_DEFINED = re.compile(
    r"(?P<full>(?:\b[A-Z][\w'’-]*\s+(?:(?:of|and|for|the)\s+){0,2}){2,7})\((?P<short>[A-Z][A-Z-]{1,7})\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of a report's text, ``text[start:end]``, and what it is: ``kind`` one of `KINDS` or "sentence"; ``id`` what a click picks,
    an event's or a place's `geo.named_id`, "" where it is linked to neither; ``words`` say the link.
    """

    kind: str
    start: int
    end: int
    id: str
    words: str


def marks_of(extraction: Extraction, listed: Sequence[ListedActor] = (), *, until: int) -> tuple[Mark, ...]:
    """Return all marks of a report's text before a letter, spans that are empty or outside it left out; ``listed`` are the project's actors.

    Events, places, dates, tolls and claims are where they were read. A side has no span of its own: its written name is looked for in
    its event's sentence, and a side that only a pronoun names has no mark.
    """
    text = extraction.report.text[:until]
    spellings = _Spellings(text, listed)
    found: list[Mark] = []
    for event in extraction.events:
        found += _marks_of_event(event, text, spellings)
    for named in extraction.resolutions:
        if not named.is_adjective:
            words = (
                f"{named.place.name}, {named.place.country_code}" if named.place else f"not placed: {why_words(named)}"
            )
            kind, span = "place" if named.place else "lost", named.toponym
            found.append(Mark(kind=kind, start=span.start, end=span.end, id=named_id(named), words=words))
    found += (_of_date(each, extraction) for each in extraction.dates)
    within = (each for each in dict.fromkeys(found) if 0 <= each.start < min(each.end, len(text)))
    return tuple(sorted(within, key=lambda each: (each.start, each.end)))


def _marks_of_event(event: Event, text: str, spellings: "_Spellings") -> Iterator[Mark]:
    day = with_status(date_words(event.date_start, event.date_end, event.date_prec), event.status)
    where = place_words(event.where) or "not placed"
    words = f"{event.type.value[:1].upper()}{event.type.value[1:]}, {day}, {where}"
    told = f"{style_of(event.type).label.lower()}, {where}, {day}"
    yield Mark(kind="sentence", start=event.start, end=event.end, id=event.event_id, words=words)
    yield Mark(kind="event", start=event.trigger_start, end=event.trigger_end, id=event.event_id, words=words)
    for what in _TOLLS:
        toll = getattr(event, what)
        if toll is not None:
            said = f"{count_words(toll, what)}: toll of {told}"
            yield Mark(kind="toll", start=toll.start, end=toll.end, id=event.event_id, words=said)
    for claim in event.claims:
        yield Mark(kind="claim", start=claim.start, end=claim.end, id=event.event_id, words=f"{_said(claim)}: {told}")
    lead = max(event.start, event.trigger_start - _NEAR)
    sentence = text[lead : min(event.end, event.trigger_end + _NEAR)]
    for number, names in ((1, event.side1), (2, event.side2)):
        does = "who acts" if number == 1 else "acted upon"
        for name in names:
            said = f"{name}: side {number}, {does}, in {told}"
            for start, end in spellings.spans(name, sentence):
                yield Mark(kind="actor", start=lead + start, end=lead + end, id=event.event_id, words=said)


def _said(claim: Claim) -> str:
    by = " → ".join(claim.chain) or claim.by or "nobody named"
    stance = "" if claim.stance is Stance.SAID or claim.stance.value == claim.verb else f", {claim.stance.value}"
    day = f", {date_words(claim.date, claim.date)}" if claim.date else ""
    return f"According to {by} (“{claim.verb}”{stance}{day})"


def _of_date(mention: DateMention, extraction: Extraction) -> Mark:
    days = date_words(mention.date_start, mention.date_end, mention.date_prec)
    how = "a date in itself" if mention.is_explicit else _counted_from(extraction.document_date)
    # The event of its sentence that has these days, the nearest first.
    own = [
        each
        for each in extraction.events
        if each.start <= mention.start < each.end
        and each.date_start is not None
        and each.date_end is not None
        and each.date_start <= mention.date_end
        and mention.date_start <= each.date_end
    ]
    own.sort(key=lambda each: abs(each.trigger_start - mention.start))
    of = (
        f"; the day of {style_of(own[0].type).label.lower()}, {place_words(own[0].where) or 'not placed'}"
        if own
        else ""
    )
    words = f"“{mention.text}” = {days}, {how}{of}"
    return Mark(kind="date", start=mention.start, end=mention.end, id=own[0].event_id if own else "", words=words)


def _counted_from(document: DocumentDate) -> str:
    if document.date is None or document.source is None:
        return "counted from the text"
    return f"counted from the report’s day, {date_words(document.date, document.date)}, {_SOURCES[document.source]}"


class _Spellings:
    """How a side may be written in a report: its name, the listed names of the same actor, an acronym that the text explains, its last word behind "the"."""

    def __init__(self, text: str, listed: Sequence[ListedActor]) -> None:
        self._listed = listed
        self._defined = {
            (m["short"], " ".join(m["full"].split()).removeprefix("The ")) for m in _DEFINED.finditer(text)
        }
        self._pattern = cache(self._pattern_of)

    def spans(self, name: str, sentence: str) -> list[tuple[int, int]]:
        """Return where a side is written in a sentence; empty where only a pronoun stands for it."""
        full, last = self._pattern(name)
        found = [match.span() for match in full.finditer(sentence)] if full else []
        if not found and last:
            found = [match.span("last") for match in last.finditer(sentence)]
        return found

    def _pattern_of(self, name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        words = {name}
        for each in self._listed:
            if name in each.spellings:
                words |= set(each.spellings)
        for short, full in self._defined:
            if name in {short, full}:
                words |= {short, full}
        # "LNA" of "Libyan National Army", also where the text takes it for known.
        capitals = "".join(each[0] for each in name.split() if each[:1].isupper())
        if _ACRONYM.fullmatch(capitals):
            words.add(capitals)
        by_length = sorted(filter(str.strip, words), key=len, reverse=True)
        written = re.compile("|".join(rf"(?<!\w){_loosely(each)}(?!\w)" for each in by_length)) if by_length else None
        parts = name.split()
        last = re.compile(rf"\b[Tt]he\s+(?P<last>{re.escape(parts[-1].lower())})\b") if len(parts) > 1 else None
        if len(parts) > 1 and parts[0][:1].isupper() and parts[-1][:1].isupper():
            last = re.compile(
                rf"(?<!\w)(?:[Tt]he\s+)?(?P<last>{re.escape(parts[-1])}|{re.escape(parts[-1].lower())})(?!\w)"
            )
        return written, last


def _loosely(name: str) -> str:
    """Return a pattern of a name over any white space; an acronym keeps its capitals, another name may begin a sentence."""
    pattern = r"\s+".join(re.escape(each) for each in name.split())
    return pattern if _ACRONYM.fullmatch(name) else f"(?i:{pattern})"
