"""From a text to places with honest footprints: recognise, resolve, relate."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gazetteer.coordinate_place import resolve_mention, resolve_span
from gazetteer.coordinates import find_coordinates
from gazetteer.footprint import representative_point
from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.prose import nameless, prose_of
from gazetteer.recognize import recognize
from gazetteer.relating import related_all
from gazetteer.resolve import resolve
from gazetteer.riverside import is_beside_a_river
from gazetteer.toponym import Resolution, Toponym

# Texts are read in stretches of about this many characters, so that memory and time stay in proportion.
_STRETCH = 60_000


def geoparse(
    text: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    demonyms: bool = False,
    spans: Sequence[tuple[int, int]] | None = None,
    weights: Path | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Resolution, ...]:
    """Find the places of a text and the area that each one means.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the text is about, or None.
    demonyms
        Keep "Libyan" and its like too; those that name a border or coast ("the Turkish border") are always kept.
    spans
        The toponyms to resolve (start, end); None finds them.
    weights
        A file of learned weights, or a folder that holds it; None takes those that are shipped.
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
    ValueError
        If a span does not lie in the text.

    Examples
    --------
    >>> from gazetteer import open_gazetteer
    >>> [(r.toponym.text, r.relation.kind.value) for r in geoparse("Shells fell on southern Tripoli, Libya.", open_gazetteer()) if r.relation]
    [('Tripoli', 'part')]
    """
    if spans is not None:
        for a, b in spans:
            if not 0 <= a < b <= len(text):
                raise ValueError(
                    f"a span must lie in the text (0 to {len(text)}) and end after its start, got {a} to {b}"
                )
        return _read_spans(text, sorted(spans), gazetteer, country, weights)
    found: list[Resolution] = []
    for start, end in _stretches(text):
        part = text[start:end]
        found += (_moved(r, start) for r in _read_all(part, gazetteer, country, weights))
        if progress is not None:
            progress(end / max(1, len(text)))
    return tuple(r for r in found if demonyms or not r.is_adjective)


def _read_all(text: str, gazetteer: Gazetteer, country: str | None, weights: Path | None) -> tuple[Resolution, ...]:
    """Return the names and the coordinates of a text; where coordinates stand no letter of theirs is a name."""
    mentions = find_coordinates(text)
    prose = prose_of(text, mentions)
    names = recognize(nameless(prose, mentions), gazetteer, country=country, weights=weights)
    if mentions:
        names = tuple(t for t in names if not any(m.start < t.end and t.start < m.end for m in mentions))
    points = [resolve_mention(mention, gazetteer) for mention in mentions]
    found = [*resolve(text, names, gazetteer, country=country, weights=weights), *points]
    return related_all(prose, found, gazetteer, country)


def _read_spans(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer, country: str | None, weights: Path | None
) -> tuple[Resolution, ...]:
    """Return what each given span means, in text order."""
    points = {span: point for span in spans if (point := resolve_span(text, *span, gazetteer)) is not None}
    given = given_toponyms(text, [span for span in spans if span not in points], gazetteer)
    names = iter(resolve(text, given, gazetteer, country=country, weights=weights))
    return related_all(prose_of(text), [points.get(span) or next(names) for span in spans], gazetteer, country)


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
    if resolution.footprint is not None and not is_disc:
        return representative_point(resolution.footprint)
    return resolution.place.lon, resolution.place.lat
