"""spaCy's entities as a recogniser, for who has spaCy: its places are found, Dateline decides where they are."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from gazetteer.errors import RecognizerMissingError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geoparse import given_toponyms
from gazetteer.lexicon import lexicon
from gazetteer.toponym import Toponym

MODEL = "en_core_web_sm"
# OntoNotes' labels of places: states and towns, lands and waters, airports and roads; WikiNER's, of other languages' models.
LABELS = frozenset({"GPE", "LOC", "FAC"})
# Peoples: "Libyan" is kept where it is a demonym that Dateline knows, which religions and parties are not.
_PEOPLES = frozenset({"NORP"})
_ARTICLES = ("the ", "The ", "THE ")
_POSSESSIVES = ("'s", "’s")
# Only its entities are needed.
_UNUSED = ("parser", "lemmatizer")


class Entity(Protocol):
    """What is read of one of spaCy's spans."""

    @property
    def start_char(self) -> int:
        """Where it begins, in characters."""
        ...

    @property
    def end_char(self) -> int:
        """Where it ends."""
        ...

    @property
    def label_(self) -> str:
        """What it is called: "GPE"."""
        ...


class Document(Protocol):
    """What is read of one of spaCy's documents."""

    @property
    def ents(self) -> Iterable[Entity]:
        """Its entities, none over another."""
        ...


class SpacyRecognizer:
    """The entities of a spaCy pipeline that are places; plugs into `gazetteer.geoparse`."""

    def __init__(self, pipeline: Callable[[str], Document], *, labels: Iterable[str] = LABELS) -> None:
        """Take a pipeline that is loaded (``spacy.load(...)``, ``spacy.blank("en")`` with an entity ruler).

        Parameters
        ----------
        labels
            Which of its entities are places.
        """
        self._pipeline = pipeline
        self._labels = frozenset(labels)

    def recognize(
        self,
        text: str,
        gazetteer: Gazetteer,
        *,
        country: str | None,  # noqa: ARG002 - the protocol's
    ) -> Sequence[Toponym]:
        """Return the entities that are places, without article and possessive; ``country`` changes nothing."""
        demonyms = lexicon().demonyms
        spans = []
        for entity in self._pipeline(text).ents:
            start, end = _bare(text, entity.start_char, entity.end_char)
            is_people = entity.label_ in _PEOPLES and text[start:end] in demonyms
            if start < end and (entity.label_ in self._labels or is_people):
                spans.append((start, end))
        return given_toponyms(text, spans, gazetteer)


def load_spacy_recognizer(model: str = MODEL) -> SpacyRecognizer:
    """Load a spaCy model and return its recogniser.

    Parameters
    ----------
    model
        The name of an installed model, or the folder of one.

    Raises
    ------
    RecognizerMissingError
        If spaCy or the model is not installed; the message says what to do.
    """
    try:
        import spacy  # noqa: PLC0415 - it is not among the requirements, and takes seconds to import
    except ImportError as error:
        raise RecognizerMissingError(
            "spaCy is not installed. Install it: .venv/bin/pip install -r requirements-spacy.txt, then a model: "
            f"python -m spacy download {model}. Without it Dateline finds places by itself."
        ) from error
    try:
        return SpacyRecognizer(spacy.load(model, exclude=list(_UNUSED)))
    except OSError as error:
        raise RecognizerMissingError(
            f"spaCy's model {model!r} is not installed; models are not on PyPI. With a network: python -m spacy download "
            f"{model}. Without one bring the model's wheel and install it: .venv/bin/pip install {model}-….whl, or give "
            "the folder of a model instead of its name."
        ) from error


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without what is no part of a name: blanks, the article, the possessive."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if text[start:end].startswith(_ARTICLES):
        start += len(_ARTICLES[0])
    if text[start:end].endswith(_POSSESSIVES):
        end -= len(_POSSESSIVES[0])
    return start, end
