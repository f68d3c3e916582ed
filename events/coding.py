"""From a report to its events: a pure function of the text, the gazetteer and the date."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from events.container import Container
from events.dates import find_dates, impossible_dates, is_implausible
from events.days_told import is_of_single_sentences
from events.document_date import date_document
from events.event import DocumentDate, Event, Extraction, Report
from events.layout import Part, Sentence, split_report
from events.listed_actor import ListedActor
from events.positions import with_positions
from events.reader import ReportReader
from events.sentence_case import in_sentence_case, with_names
from events.told_places import placed_events
from events.unlisted import with_unlisted
from gazetteer import Gazetteer, NameChoice, Recognizer, Resolver, geoparse, prose_of

_PROGRESS_EVERY = 200


def extract(
    report: Report,
    gazetteer: Gazetteer,
    *,
    date: dt.date | None = None,
    country: str | None = None,
    today: dt.date | None = None,
    choices: Sequence[NameChoice] = (),
    actors: Sequence[ListedActor] = (),
    recognizer: Recognizer | None = None,
    resolver: Resolver | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Extraction:
    """Read a report: its date, places and events.

    Parameters
    ----------
    date
        The report's date as a person gives it; None weighs the evidence.
    country
        ISO 3166-1 alpha-2 code of the country it is about; None takes the report's own, or lets the text decide.
    today
        Against which an implausible date is noticed; None does not look.
    choices, recognizer, resolver
        What a person said that names mean, and others than Dateline's own finding and deciding, as for `gazetteer.geoparse`.
    actors
        The project's list of actors (`events.ActorList`): a side that it knows by any spelling bears its listed name.
    progress
        Hears the share done (0 to 1) and words; may raise to stop.

    Returns
    -------
    Extraction
        The same report gives the same events with the same ids.
    """
    tell = progress or (lambda _share, _words: None)
    tell(0.0, "Reading the layout")
    prose = in_sentence_case(prose_of(report.text))
    prose, layout = _unwrapped(prose, split_report(prose))
    document = date_document(report, option=date, sentences=layout, today=today)
    tell(0.05, "Finding places")
    named = geoparse(
        report.text,
        gazetteer,
        country=country or report.country,
        demonyms=True,
        dismissed=True,
        choices=choices,
        recognizer=recognizer,
        resolver=resolver,
        progress=lambda share: tell(0.05 + 0.45 * share, "Finding places"),
    )
    places = tuple(each for each in named if not each.toponym.is_dismissed)
    container = Container(places, layout, gazetteer, country=country or report.country)
    read = with_unlisted(report.text, layout, with_positions(report.text, places), country_code=container.country_code)
    prose = with_names(prose, report.text, [(each.toponym.start, each.toponym.end) for each in (*places, *read)])
    layout = _sentences(prose, layout)
    dates = find_dates(
        prose,
        anchor=document.date,
        printed=[(s.start, s.end) for s in layout if s.part is not Part.BODY],
        country=container.country_code,
        progress=lambda share: tell(0.5 + 0.1 * share, "Finding dates"),
    )
    body = [s for s in layout if s.part is Part.BODY]
    reader = ReportReader(
        report, prose, document, read, dates, container, actors, has_single_sentences=is_of_single_sentences(body)
    )
    wrong = [words for s in layout if s.part is not Part.BOILERPLATE for words in impossible_dates(s.text)]
    for number, sentence in enumerate(body):
        reader.read(sentence, number)
        if number % _PROGRESS_EVERY == 0:
            tell(0.6 + 0.4 * number / len(body), "Finding events")
    happened = placed_events(reader.events(), prose, layout, read, day=document.date, gazetteer=gazetteer)
    tell(1.0, "Done")
    return Extraction(
        report=report, document_date=document, warnings=_warnings(document, today, reader.late, wrong), events=_in_text_order(happened, reader.unhappened()),
        resolutions=places, dates=tuple(reader.dates), dismissed=tuple(each for each in named if each.toponym.is_dismissed),
    )  # fmt: skip


def _in_text_order(happened: Sequence[Event], others: Sequence[Event]) -> tuple[Event, ...]:
    """Return all events of a report; the order of those that happened among themselves stays."""
    there = {event.event_id for event in happened}
    left = [event for event in others if event.event_id not in there]
    found: list[Event] = []
    for event in happened:
        while left and left[0].trigger_start < event.trigger_start:
            found.append(left.pop(0))
        found.append(event)
    return (*found, *left)


def _unwrapped(prose: str, layout: tuple[Sentence, ...]) -> tuple[str, tuple[Sentence, ...]]:
    """Take the line ends out of the body's sentences: they are the page's, not the grammar's."""
    parts, end = [], 0
    for sentence in layout:
        if "\n" in sentence.text and sentence.part is Part.BODY:
            parts += [prose[end : sentence.start], sentence.text.replace("\n", " ")]
            end = sentence.end
    prose = "".join([*parts, prose[end:]])
    return prose, _sentences(prose, layout)


def _sentences(prose: str, layout: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(replace(each, text=prose[each.start : each.end]) for each in layout)


def _warnings(document: DocumentDate, today: dt.date | None, late: int, wrong: list[str]) -> tuple[str, ...]:
    found = []
    if document.conflict:
        found.append(document.conflict)
    if document.date is None:
        found.append(document.reason)
    elif today is not None and is_implausible(document.date, today):
        found.append(
            f"The report's date, {document.date.isoformat()}, lies in the future. Check it, or give another with --date."
        )
    found += [f"“{words}” is no day of the calendar: nothing is dated by it." for words in dict.fromkeys(wrong)]
    if late:
        found.append(f"{late} dates in the text lie in the future and were read as written.")
    return tuple(found)
