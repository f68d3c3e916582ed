"""What systems answer: our own geoparser, the most populous namesake, and packages that find names and resolve nothing."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from benchmarks.toponyms.corpora import Document, Span
from gazetteer import Gazetteer, Resolution, geoparse

Points = dict[Span, "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that is believed to be meant, with how sure the system is, from 0 to 1; ``point`` None where it says none."""

    point: tuple[float, float] | None
    score: float


@dataclass(slots=True, kw_only=True)
class Answers:
    """What a system says of a corpus, document by document.

    ``found`` are the spans that it finds with their places; ``given`` the places of the gold spans; ``cpu_s`` the seconds of
    processor time that finding and placing took, ``each_ms`` the milliseconds of each document; empty where the system does
    not do it.
    """

    name: str
    found: list[Points] = field(default_factory=list)
    given: list[Points] = field(default_factory=list)
    cpu_s: float = 0.0
    each_ms: list[float] = field(default_factory=list)

    def took(self, cpu_s: float) -> None:
        """Count the seconds of a document."""
        self.cpu_s += cpu_s
        self.each_ms.append(1000 * cpu_s)


def ours(documents: Sequence[Document], gazetteer: Gazetteer, *, weights: Path) -> Answers:
    """Find and resolve, then resolve the gold spans, with weights that never saw these documents."""
    answers = Answers(name="Dateline")
    for document in documents:
        before = time.process_time()
        found = geoparse(document.text, gazetteer, weights=weights)
        answers.took(time.process_time() - before)
        answers.found.append({(r.toponym.start, r.toponym.end): _answer(r) for r in found if not r.is_adjective})
        given = geoparse(document.text, gazetteer, spans=document.placed, weights=weights)
        answers.given.append({(r.toponym.start, r.toponym.end): _answer(r) for r in given})
    return answers


def _answer(resolution: Resolution) -> Answer:
    place = resolution.place
    return Answer(None if place is None else (place.lon, place.lat), resolution.score)


def most_populous(documents: Sequence[Document], gazetteer: Gazetteer) -> Answers:
    """Place each gold span at the namesake with most people, the simplest rival that there is."""
    answers = Answers(name="most populous namesake")
    for document in documents:
        given = {}
        for start, end in document.placed:
            found = gazetteer.lookup(document.text[start:end])
            best = max(found, key=lambda each: each.place.population, default=None)
            given[start, end] = Answer(None if best is None else (best.place.lon, best.place.lat), 1.0)
        answers.given.append(given)
    return answers


def finders() -> dict[str, Callable[[str], list[Span]]]:
    """Return the rivals that find names, those that are installed."""
    makers = {"flashgeotext": _flashgeotext, "geotext": _geotext, "spaCy sm": _spacy("sm"), "spaCy md": _spacy("md")}
    found = {}
    for name, make in makers.items():
        try:
            found[name] = make()
        except (ImportError, OSError):  # spaCy says OSError of a model that is not there
            continue
    return found


def found_by(name: str, find: Callable[[str], list[Span]], documents: Sequence[Document]) -> Answers:
    """Run a finder over a corpus."""
    answers = Answers(name=name)
    for document in documents:
        before = time.process_time()
        spans = find(document.text)
        answers.took(time.process_time() - before)
        answers.found.append({span: Answer(None, 1.0) for span in spans})
    return answers


def _flashgeotext() -> Callable[[str], list[Span]]:
    reader = import_module("flashgeotext.geotext").GeoText()

    def find(text: str) -> list[Span]:
        kinds = reader.extract(input_text=text)
        return [tuple(span) for names in kinds.values() for each in names.values() for span in each["span_info"]]

    return find


def _geotext() -> Callable[[str], list[Span]]:
    geotext = import_module("geotext").GeoText

    def find(text: str) -> list[Span]:
        # It gives names without where they stand: each stands wherever the text has it next.
        read, spans = geotext(text), []
        at: dict[str, int] = {}
        for name in (*read.cities, *read.countries):
            start = text.find(name, at.get(name, 0))
            if start >= 0:
                at[name] = start + len(name)
                spans.append((start, start + len(name)))
        return spans

    return find


def _spacy(size: str) -> Callable[[], Callable[[str], list[Span]]]:
    def make() -> Callable[[str], list[Span]]:
        model = import_module("spacy").load(f"en_core_web_{size}", exclude=["parser", "lemmatizer", "attribute_ruler"])

        def find(text: str) -> list[Span]:
            places = (each for each in model(text).ents if each.label_ in {"GPE", "LOC", "FAC"})
            return [_trimmed(text, each.start_char, each.end_char) for each in places]

        return find

    return make


def _trimmed(text: str, start: int, end: int) -> Span:
    """Leave out the article and the possessive, which no corpus counts as a name's."""
    for article in ("the ", "The "):
        if text.startswith(article, start, end):
            start += len(article)
    for possessive in ("'s", "’s"):
        if text.endswith(possessive, start, end):
            end -= len(possessive)
    return start, end
