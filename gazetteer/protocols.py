"""The two seams of the geoparser: which words are places, and which place each means. Users can plug in their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from gazetteer.errors import RecognizerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.recognize import recognize
from gazetteer.resolve import resolve
from gazetteer.toponym import Resolution, Toponym


class Recognizer(Protocol):
    """Says which words of a text are place names."""

    def recognize(self, text: str, gazetteer: Gazetteer, *, country: str | None) -> Sequence[Toponym]:
        """Return a text's toponyms, none over another; `gazetteer.given_toponyms` makes them of spans.

        A long text comes in stretches of some 60,000 characters, and with noughts where coordinates stand, so that their
        letters are no names. ``country`` is what the caller says that the text is about (ISO 3166-1 alpha-2), or None.
        """
        ...


class Resolver(Protocol):
    """Says which place each toponym means."""

    def resolve(
        self, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country: str | None
    ) -> Sequence[Resolution]:
        """Return one resolution a toponym, in their order; ``place`` is None where none is believed.

        What the words around a name make of its place ("12 km south of"), footprints and a person's choices come later,
        and over whatever a resolver says.
        """
        ...


@dataclass(frozen=True, slots=True)
class LearnedRecognizer:
    """Dateline's own: rules and learned trees; ``weights`` as for `recognize`."""

    weights: Path | None = None

    def recognize(self, text: str, gazetteer: Gazetteer, *, country: str | None) -> Sequence[Toponym]:
        """Return a text's toponyms; see `Recognizer`."""
        return recognize(text, gazetteer, country=country, weights=self.weights)


@dataclass(frozen=True, slots=True)
class LearnedResolver:
    """Dateline's own: candidates weighed by rules and a learned order; ``weights`` as for `resolve`."""

    weights: Path | None = None

    def resolve(
        self, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country: str | None
    ) -> Sequence[Resolution]:
        """Return one resolution a toponym; see `Resolver`."""
        return resolve(text, toponyms, gazetteer, country=country, weights=self.weights)


def checked_toponyms(found: Sequence[Toponym], text: str, recognizer: Recognizer) -> tuple[Toponym, ...]:
    """Return a recogniser's toponyms in text order.

    Raises
    ------
    RecognizerError
        If one is not what stands at its offsets, or two lie over each other.
    """
    ordered = sorted(found, key=lambda toponym: (toponym.start, toponym.end))
    name = type(recognizer).__name__
    for each in ordered:
        there = text[each.start : each.end] if 0 <= each.start < each.end <= len(text) else ""
        if not there or there != each.text:
            raise RecognizerError(
                f"{name} gave the toponym {each.text[:60]!r} at {each.start} to {each.end}, where the text has {there[:60]!r}. "
                "Offsets count the characters of the text that it was given, from 0; make toponyms with "
                "gazetteer.given_toponyms(text, spans, gazetteer)."
            )
    for one, other in pairwise(ordered):
        if other.start < one.end:
            raise RecognizerError(
                f"{name} gave two toponyms over each other, {one.text[:60]!r} at {one.start} and {other.text[:60]!r} at "
                f"{other.start}. Keep one of them."
            )
    return tuple(ordered)


def checked_resolutions(
    found: Sequence[Resolution], toponyms: Sequence[Toponym], resolver: Resolver
) -> tuple[Resolution, ...]:
    """Return a resolver's decisions.

    Raises
    ------
    RecognizerError
        If they are not one a toponym, in the order asked for.
    """
    if [(each.toponym.start, each.toponym.end) for each in found] != [(each.start, each.end) for each in toponyms]:
        raise RecognizerError(
            f"{type(resolver).__name__} was asked for {len(toponyms):,} toponyms and gave {len(found):,} resolutions or others. "
            "Give one for each toponym, in their order, with place=None where no place is believed."
        )
    return tuple(found)
