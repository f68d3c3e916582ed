"""From a text to places with honest footprints: recognise, resolve, relate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gazetteer.about import About
from gazetteer.coordinate_place import resolve_mention, resolve_span
from gazetteer.coordinates import find_coordinates
from gazetteer.footprint import representative_point
from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.name_choices import NameChoice
from gazetteer.outranking import Outranking
from gazetteer.prose import nameless, prose_of
from gazetteer.protocols import (
    LearnedRecognizer,
    LearnedResolver,
    Recognizer,
    Resolver,
    checked_resolutions,
    checked_toponyms,
)
from gazetteer.relating import related_all
from gazetteer.riverside import is_beside_a_river
from gazetteer.toponym import Resolution, Toponym

# Texts are read in stretches of about this many characters, so that memory and time stay in proportion.
_STRETCH = 60_000
# Of the work, so much is done once the names are known; their areas follow.
_NAMES_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a text: where it begins, its prose, and what its names mean, in text order."""

    start: int
    prose: str
    found: Sequence[Resolution]


def geoparse(
    text: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    demonyms: bool = False,
    dismissed: bool = False,
    spans: Sequence[tuple[int, int]] | None = None,
    weights: Path | None = None,
    choices: Sequence[NameChoice] | None = None,
    recognizer: Recognizer | None = None,
    resolver: Resolver | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Resolution, ...]:
    """Find the places of a text and the area that each one means.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the text is about, or None.
    demonyms
        Keep "Libyan" and its like too; those that name a border or coast ("the Turkish border") are always kept.
    dismissed
        Keep too what a person says is no place (``toponym.is_dismissed``).
    spans
        The toponyms to resolve (start, end), each with its answer; None finds them.
    weights
        A file of learned weights, or a folder that holds it; None takes those that are shipped.
    choices
        What people said that names mean (`gazetteer.NameChoices`); in their contexts they go before the resolver. With them, be
        there any or none, each name is told its context (``about``); None leaves it out, which is faster.
    recognizer, resolver
        Others than Dateline's own, which alone have ``weights``.
    progress
        Hears the share done, 0 to 1; may raise to cancel.

    Returns
    -------
    tuple of Resolution
        In text order; a place that is not known has ``place`` None.

    Raises
    ------
    UnknownCountryError
        If ``country`` is no code of a country.
    WeightsError
        If ``weights`` are broken or of another version.
    RecognizerError
        If a recogniser's toponyms do not stand in the text, or a resolver leaves some out.
    ValueError
        If a span does not lie in the text.

    Examples
    --------
    >>> from gazetteer import open_gazetteer
    >>> [(r.toponym.text, r.relation.kind.value) for r in geoparse("Shells fell on southern Tripoli, Libya.", open_gazetteer()) if r.relation]
    [('Tripoli', 'part')]
    """
    reader = _Reader(gazetteer, country, recognizer or LearnedRecognizer(weights), resolver or LearnedResolver(weights))
    tell = progress or (lambda _share: None)
    parts = []
    if spans is not None:
        _check(spans, len(text))
        parts.append(reader.read_spans(text, sorted(spans)))
    for start, end in _stretches(text) if spans is None else ():
        parts.append(reader.read(text[start:end], start))
        tell(_NAMES_SHARE * end / max(1, len(text)))
    chosen = _Chosen(parts, choices, text, gazetteer, country) if choices is not None else None
    found: list[Resolution] = []
    number = len(parts)
    parts.reverse()
    while parts:
        part = parts.pop()
        meant = chosen.over(part) if chosen is not None else part.found
        told = [each for each in meant if not each.toponym.is_dismissed]
        related = related_all(part.prose, told, gazetteer, country)
        if (dismissed or spans is not None) and len(told) < len(meant):
            related = _in_order((*related, *(each for each in meant if each.toponym.is_dismissed)))
        found += (_moved(each, part.start) for each in related)
        if spans is None:
            tell(1.0 - (1.0 - _NAMES_SHARE) * len(parts) / number)
    return tuple(each for each in found if demonyms or spans is not None or not each.is_adjective)


def _check(spans: Sequence[tuple[int, int]], length: int) -> None:
    for a, b in spans:
        if not 0 <= a < b <= length:
            raise ValueError(f"a span must lie in the text (0 to {length}) and end after its start, got {a} to {b}")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What finds the names of a stretch of text and decides on them."""

    gazetteer: Gazetteer
    country: str | None
    recognizer: Recognizer
    resolver: Resolver

    def read(self, text: str, start: int) -> _Part:
        """Return the names and the coordinates of a stretch; where coordinates stand no letter of theirs is a name."""
        mentions = find_coordinates(text)
        prose = prose_of(text, mentions)
        words = nameless(prose, mentions)
        given = self.recognizer.recognize(words, self.gazetteer, country=self.country)
        names = checked_toponyms(given, words, self.recognizer)
        if mentions:
            names = tuple(t for t in names if not any(m.start < t.end and t.start < m.end for m in mentions))
        points = [resolve_mention(mention, self.gazetteer) for mention in mentions]
        return _Part(start, prose, _in_order((*self._resolved(text, names), *points)))

    def read_spans(self, text: str, spans: Sequence[tuple[int, int]]) -> _Part:
        """Return what each given span means, in text order."""
        points = {span: point for span in spans if (point := resolve_span(text, *span, self.gazetteer)) is not None}
        given = given_toponyms(text, [span for span in spans if span not in points], self.gazetteer)
        names = iter(self._resolved(text, given))
        return _Part(0, prose_of(text), [points.get(span) or next(names) for span in spans])

    def _resolved(self, text: str, names: Sequence[Toponym]) -> tuple[Resolution, ...]:
        found = self.resolver.resolve(text, names, self.gazetteer, country=self.country)
        return checked_resolutions(found, names, self.resolver)


def given_toponyms(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the toponyms that stand at given spans, as they are resolved."""
    demonyms_of = lexicon().demonyms
    return tuple(
        Toponym(
            start=a, end=b, text=text[a:b], is_demonym=text[a:b] in demonyms_of,
            cue="river" if is_beside_a_river(text, a, b, gazetteer) else "",
        )
        for a, b in spans
    )  # fmt: skip


class _Chosen:
    """What people said that names mean, laid over the stretches of a text."""

    def __init__(
        self,
        parts: Sequence[_Part],
        choices: Sequence[NameChoice],
        text: str,
        gazetteer: Gazetteer,
        country: str | None,
    ) -> None:
        self._about = About(((part.start + each.toponym.start, each) for part in parts for each in part.found), country)
        self._outranking = Outranking(choices, text, gazetteer)

    def over(self, part: _Part) -> Sequence[Resolution]:
        """Return the resolutions of a stretch with the choices in the machine's stead."""
        return self._outranking.over(self._about.told(part.prose, part.found))


def _in_order(found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    return tuple(sorted(found, key=lambda resolution: resolution.toponym.start))


def _stretches(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    while start < len(text):
        end = min(len(text), start + _STRETCH)
        if end < len(text):
            cut = text.rfind("\n", start + _STRETCH // 2, end)
            end = cut + 1 if cut > 0 else end
        spans.append((start, end))
        start = end
    return spans


def _moved(resolution: Resolution, by: int) -> Resolution:
    if by == 0:
        return resolution
    toponym = replace(resolution.toponym, start=resolution.toponym.start + by, end=resolution.toponym.end + by)
    relation = resolution.relation
    if relation is not None:
        relation = replace(relation, start=relation.start + by, end=relation.end + by)
    return replace(resolution, toponym=toponym, relation=relation)


def place_point(resolution: Resolution) -> tuple[float, float] | None:
    """Return longitude and latitude to plot: inside the footprint where there is one, else the place's; None where not placed."""
    if resolution.place is None:
        return None
    is_disc = resolution.place.is_coordinates and resolution.relation is None
    if resolution.footprint is not None and not resolution.footprint.is_empty and not is_disc:
        return representative_point(resolution.footprint)
    return resolution.place.lon, resolution.place.lat
