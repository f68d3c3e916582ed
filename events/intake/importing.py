"""Taking in many documents: each good one is saved by itself, each bad one is said; a second run goes on where the first ended."""

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum

from events.coding import extract
from events.errors import EventsError, StoreBrokenError, StoreLockedError, StoreReadOnlyError
from events.event import Extraction, Report
from events.intake.bounded import ISOLATED, BoundedReader
from events.intake.document import Content, Kind, one_line, without_turning
from events.intake.feed import feed_sources
from events.intake.journal import enter, keep_original, known_report, sha256_of
from events.intake.language import language_note, language_of
from events.intake.plain import read_markdown, read_text
from events.intake.rows import read_rows
from events.intake.sources import Loaded, Source, archive_sources, bytes_source
from events.listed_actor import ListedActor
from events.purging import check_not_purged, want_again
from events.report import read_report
from events.report_list import has_report
from events.saving import save_extraction
from events.store import EventStore
from gazetteer import Gazetteer, GazetteerError, NameChoice

_MOST_NAME = 300
_TURNED = "Marks that turn the direction of its letters were left out of what is read; the original has them."


class State(StrEnum):
    """What became of a document."""

    NEW = "taken in"
    KNOWN = "there already"
    BAD = "not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document.

    Attributes
    ----------
    position
        The number of the source (from 1) that it came from: how far the import has come.
    reason
        Why it was not read and what to do, one sentence; "" for the others.
    events
        How many events its report tells; 0 where it was there already.
    """

    name: str
    state: State
    position: int = 0
    reason: str = ""
    report_id: str = ""
    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    language: str = ""
    events: int = 0
    notes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Intake:
    """Takes documents into a project.

    Parameters
    ----------
    day, country
        Of all reports, where a person gives them; they go before what a document says.
    with_attachments
        Read the attachments of mails too, each as a document of its own.
    entries
        Gives a feed's entries as sources; without another one their pages are not fetched.
    takes_purged
        Take in again what was purged from the project; else it is told and left out.
    reader
        None starts a process for what may be a bomb, and ends it with the import.
    """

    store: EventStore
    gazetteer: Gazetteer
    choices: tuple[NameChoice, ...] = ()
    actors: tuple[ListedActor, ...] = ()
    day: dt.date | None = None
    country: str | None = None
    with_attachments: bool = False
    takes_purged: bool = False
    entries: Callable[[str, bytes], Iterable[Source]] = feed_sources
    reader: BoundedReader | None = None
    _kept: tuple[Loaded, str] | None = field(default=None, init=False, repr=False)

    def run(self, sources: Iterable[Source]) -> Generator[Outcome, None, None]:
        """Take in one document after another, and tell what became of each; whoever stops listening ends the import.

        Raises
        ------
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where the project cannot be written; what was taken in until then stays.
        """
        # A reader that is given outlives the import.
        with ExitStack() as stack:
            if self.reader is None:
                self.reader = stack.enter_context(BoundedReader())
                stack.callback(setattr, self, "reader", None)
            for position, source in enumerate(sources, 1):
                for outcome in self._taken(source):
                    yield replace(outcome, position=position)

    def _taken(self, source: Source) -> Iterator[Outcome]:
        """Take in what a source holds; anything that is wrong with it is an outcome, a project that fails is not."""
        try:
            loaded = source.load()
            if loaded.kind is Kind.ARCHIVE:
                yield from self._many(archive_sources(source.name, loaded.data))
            elif loaded.kind is Kind.FEED:
                yield from self._feed(source, loaded)
            elif loaded.kind in {Kind.TABLE, Kind.LINES}:
                yield from self._rows(source, loaded)
            else:
                yield from self._document(source, loaded)
        except (StoreBrokenError, StoreLockedError, StoreReadOnlyError):
            raise
        except (EventsError, GazetteerError) as error:
            yield _bad(source.name, str(error))
        except Exception as error:  # noqa: BLE001 - one document must not end the import of five hundred; the list names it
            yield _bad(source.name, f"It cannot be read ({type(error).__name__}). Save its text as .txt and give that.")

    def _many(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        for each in sources:
            yield from self._taken(each)

    def _feed(self, source: Source, loaded: Loaded) -> Iterator[Outcome]:
        yield from self._many(self.entries(source.name, loaded.data))

    def _rows(self, source: Source, loaded: Loaded) -> Iterator[Outcome]:
        for row in read_rows(loaded.kind, loaded.data):
            name = f"{source.name}, row {row.number}"
            if row.content is None:
                yield _bad(name, row.reason)
                continue
            document = sha256_of(row.data)
            known = self._known(name, document)
            if known is not None:
                yield known
                continue
            try:
                outcome = self._saved(name, row.content, loaded, document)
            except (StoreBrokenError, StoreLockedError, StoreReadOnlyError):
                raise
            except (EventsError, GazetteerError) as error:
                outcome = _bad(name, str(error))
            yield outcome

    def _document(self, source: Source, loaded: Loaded) -> Iterator[Outcome]:
        document = sha256_of(loaded.data)
        known = self._known(source.name, document)
        if known is not None:
            yield known
            if not (self.with_attachments and loaded.kind is Kind.MAIL):
                return
        content = self._read(loaded)
        if known is None:
            yield self._saved(source.name, content, loaded, document)
        if self.with_attachments:
            yield from self._many(bytes_source(f"{source.name}/{each.name}", each.data) for each in content.attachments)

    def _read(self, loaded: Loaded) -> Content:
        if loaded.kind in ISOLATED and self.reader is not None:
            return self.reader.read(loaded.kind, loaded.data, charset=loaded.charset)
        return read_markdown(loaded.data) if loaded.kind is Kind.MARKDOWN else read_text(loaded.data)

    def _known(self, name: str, document: str) -> Outcome | None:
        with self.store.reading() as connection:
            report_id = known_report(connection, document)
        return None if report_id is None else _known(name, report_id)

    def _saved(self, name: str, content: Content, loaded: Loaded, document: str) -> Outcome:
        """Read a report and save it with its entry in the journal: both or neither, whenever the machine stops."""
        report, language, notes = self._report(content)
        now = self.store.now()
        with self.store.reading() as connection:
            # Before its original is kept.
            if not self.takes_purged:
                check_not_purged(connection, report.report_id)
            is_new = not has_report(connection, report.report_id)
        # What the project has is not read again: what a person decided of it, deleting it too, stays.
        found = self._extraction(report) if is_new else None
        original = self._original(loaded)
        with self.store.writing() as connection:
            # Another import may have been quicker.
            if known_report(connection, document) is not None:
                return _known(name, report.report_id)
            if self.takes_purged:
                want_again(connection, report.report_id, at=now)
            saved = save_extraction(connection, found, now=now) if found is not None else None
            if saved is not None and saved.copy_of is not None:
                notes = (*notes, f"The project has the same text as report {saved.copy_of} too.")
            enter(
                connection, document=document, report_id=report.report_id, original=original,
                name=one_line(name, _MOST_NAME), kind=loaded.kind, language=language, at=now, notes=notes,
            )  # fmt: skip
        return Outcome(
            name=name, state=State.NEW if is_new else State.KNOWN, report_id=report.report_id, title=report.title,
            outlet=report.source, published=report.published, language=language, events=len(found.events) if found else 0, notes=notes,
        )  # fmt: skip

    def _report(self, content: Content) -> tuple[Report, str, tuple[str, ...]]:
        text, is_turned = without_turning(content.text)
        language = language_of(text, stated=content.language)
        notes = (*content.notes, *((_TURNED,) if is_turned else ()), *filter(None, [language_note(language)]))
        chosen = self.country or content.country
        country = self.gazetteer.country(chosen).country_code if chosen else None
        report = read_report(
            text, title=content.title, source=content.outlet, published=content.published, country=country
        )
        return report, language, notes

    def _extraction(self, report: Report) -> Extraction:
        return extract(
            report,
            self.gazetteer,
            date=self.day,
            today=self.store.now().date(),
            choices=self.choices,
            actors=self.actors,
        )

    def _original(self, loaded: Loaded) -> str:
        """Keep a document's original; that of a table once, not with each of its rows."""
        if self._kept is None or self._kept[0] is not loaded:
            self._kept = (loaded, keep_original(self.store.path, loaded.data, loaded.kind))
        return self._kept[1]


def _bad(name: str, reason: str) -> Outcome:
    return Outcome(name=name, state=State.BAD, reason=reason)


def _known(name: str, report_id: str) -> Outcome:
    return Outcome(name=name, state=State.KNOWN, report_id=report_id)
