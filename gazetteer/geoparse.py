"""From a text to places with honest footprints: recognise, resolve, relate."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gazetteer.bounds import find_bounds
from gazetteer.coordinate_place import resolve_mention, resolve_span
from gazetteer.coordinates import find_coordinates
from gazetteer.footprint import (
    kept_within,
    place_footprint,
    place_prec,
    relation_footprint,
    relation_prec,
    representative_point,
)
from gazetteer.gazetteer import Gazetteer
from gazetteer.land import country_code, land, reaches
from gazetteer.lexicon import lexicon
from gazetteer.place import FeatureClass, Place
from gazetteer.prose import nameless, prose_of
from gazetteer.recognize import recognize
from gazetteer.relation import Phrase, read_relation
from gazetteer.resolve import resolve
from gazetteer.riverside import is_beside_a_river
from gazetteer.strip import is_line
from gazetteer.toponym import Relation, RelationKind, Resolution, Toponym
from gazetteer.wording import Manner

# Texts are read in stretches of about this many characters, so that memory and time stay in proportion.
_STRETCH = 60_000
_NEIGHBOURS_ASKED = 40
# What is "near" coordinates is at them, as far as their digits tell; points have neither parts nor outskirts nor borders.
_FROM_POINTS = frozenset({RelationKind.BETWEEN, RelationKind.DISTANCE, RelationKind.DIRECTION})


def geoparse(
    text: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    demonyms: bool = False,
    spans: Sequence[tuple[int, int]] | None = None,
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
        return _read_spans(text, sorted(spans), gazetteer, country)
    found: list[Resolution] = []
    for start, end in _stretches(text):
        part = text[start:end]
        found += (_moved(r, start) for r in _read_all(part, gazetteer, country))
        if progress is not None:
            progress(end / max(1, len(text)))
    return tuple(r for r in found if demonyms or not r.is_adjective)


def _read_all(text: str, gazetteer: Gazetteer, country: str | None) -> tuple[Resolution, ...]:
    """Return the names and the coordinates of a text; where coordinates stand no letter of theirs is a name."""
    mentions = find_coordinates(text)
    prose = prose_of(text, mentions)
    names = recognize(nameless(prose, mentions), gazetteer)
    if mentions:
        names = tuple(t for t in names if not any(m.start < t.end and t.start < m.end for m in mentions))
    points = [resolve_mention(mention, gazetteer) for mention in mentions]
    found = [*resolve(text, names, gazetteer, country=country), *points]
    return _related_all(prose, found, gazetteer, country)


def _read_spans(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer, country: str | None
) -> tuple[Resolution, ...]:
    """Return what each given span means, in text order."""
    points = {span: point for span in spans if (point := resolve_span(text, *span, gazetteer)) is not None}
    demonyms_of = lexicon().demonyms
    given = tuple(
        Toponym(
            start=a, end=b, text=text[a:b], is_demonym=text[a:b] in demonyms_of,
            cue="river" if is_beside_a_river(text, a, b, gazetteer) else "",
        )
        for a, b in spans
        if (a, b) not in points
    )  # fmt: skip
    names = iter(resolve(text, given, gazetteer, country=country))
    return _related_all(prose_of(text), [points.get(span) or next(names) for span in spans], gazetteer, country)


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


def _related_all(
    prose: str, found: Sequence[Resolution], gazetteer: Gazetteer, country: str | None
) -> tuple[Resolution, ...]:
    """Return names and coordinates in text order, each with what the words around it say of its area."""
    # Coordinates in brackets do not part what they stand between: "between Sirte (31.2, 16.6) and Abu Grein".
    aside = [each for each in found if each.toponym.is_coordinates and prose[each.toponym.start].isspace()]
    told = [each for each in found if not (each.toponym.is_coordinates and prose[each.toponym.start].isspace())]
    resolved = tuple(sorted(told, key=lambda resolution: resolution.toponym.start))
    toponyms = tuple(resolution.toponym for resolution in resolved)
    related = [_related(prose, toponyms, resolved, at, gazetteer, country) for at in range(len(resolved))]
    return tuple(sorted((*related, *aside), key=lambda resolution: resolution.toponym.start))


def _related(
    text: str,
    toponyms: tuple[Toponym, ...],
    resolved: tuple[Resolution, ...],
    at: int,
    gazetteer: Gazetteer,
    country: str | None,
) -> Resolution:
    """Return a resolution with its relation and footprint."""
    resolution = resolved[at]
    place = resolution.place
    if place is None:
        return resolution
    if resolution.area_id is not None:
        return _in_doubt(resolution, gazetteer.place(resolution.area_id), gazetteer)
    phrase = read_relation(text, toponyms, at, tuple(each.place for each in resolved))
    if phrase is None and resolution.toponym.is_demonym:
        return resolution
    if resolution.toponym.is_coordinates and (phrase is None or phrase.kind not in _FROM_POINTS):
        return resolution
    other = resolved[phrase.other].place if phrase is not None and phrase.other is not None else None
    if phrase is not None and phrase.manner is Manner.NEIGHBOUR and other is None:
        other = _neighbour(place, at, resolved, gazetteer, country)
    is_place = not resolution.toponym.is_metonym and not place.is_rough
    if phrase is not None and is_place and not _is_dealing(phrase, place, other):
        within = find_bounds(text, resolved, at, phrase) or _riparian(place, at, resolved, gazetteer, country)
        area = relation_footprint(place, phrase, other, gazetteer, within=within)
        if area is not None:
            relation = Relation(
                kind=phrase.kind,
                start=phrase.start,
                end=phrase.end,
                distance_m=phrase.distance_m,
                bearing=phrase.bearing,
                other=other,
            )
            return replace(resolution, relation=relation, footprint=area, where_prec=relation_prec(place, phrase, area))
    area = place_footprint(place, gazetteer)
    if area is not None and place.feature_class is FeatureClass.HYDRO:
        area = kept_within(area, find_bounds(text, resolved, at, None), gazetteer)
    radius = place.radius_m if area is None or place.is_rough else None
    return replace(resolution, footprint=area, radius_m=radius, where_prec=place_prec(place))


def _in_doubt(resolution: Resolution, within: Place, gazetteer: Gazetteer) -> Resolution:
    """Return a resolution whose namesakes cannot be told apart with the area that holds them all."""
    # From any point of the area the farthest is no farther than twice its reach.
    reach_m = 2 * within.radius_m
    return replace(
        resolution, footprint=place_footprint(within, gazetteer), radius_m=reach_m, where_prec=place_prec(within)
    )


def _neighbour(
    place: Place, at: int, resolved: tuple[Resolution, ...], gazetteer: Gazetteer, country: str | None
) -> Place | None:
    """Return the state on the other side of a border: the one of the text's places nearest to the phrase, or None."""
    codes = land(gazetteer).neighbours(place.country_code) if country_code(place) else ()
    code = next((code for code in _codes_about(at, resolved, country) if code in codes), None)
    return gazetteer.country(code) if code is not None else None


def _riparian(
    place: Place, at: int, resolved: tuple[Resolution, ...], gazetteer: Gazetteer, country: str | None
) -> Place | None:
    """Return the state in which "east of the Euphrates" is meant: of those the text is about, one that the river flows through."""
    if place.country_code or not is_line(place, gazetteer):
        return None
    codes = ((country,) if country else ()) + _codes_about(at, resolved, None)
    code = next((code for code in codes if reaches(place, code, gazetteer)), None)
    return gazetteer.country(code) if code is not None else None


def _codes_about(at: int, resolved: tuple[Resolution, ...], country: str | None) -> tuple[str, ...]:
    """Return the codes of the countries of the text's places, the nearest to a phrase first, and then the given one."""
    ranked = sorted(range(len(resolved)), key=lambda each: abs(each - at))[:_NEIGHBOURS_ASKED]
    named = [found.country_code for each in ranked if (found := resolved[each].place) is not None]
    return tuple(code for code in dict.fromkeys((*named, country or "")) if code)


def _is_dealing(phrase: Phrase, place: Place, other: Place | None) -> bool:
    """Say whether words are about states: "between Turkey and Libya" or "the road to Europe" is no stretch of land."""
    places = (place,) if other is None else (place, other)
    is_state = any(each.feature_code.startswith("PCL") or each.feature_code == "CONT" for each in places)
    return phrase.kind in {RelationKind.BETWEEN, RelationKind.ROAD} and is_state


def place_point(resolution: Resolution) -> tuple[float, float] | None:
    """Return longitude and latitude to plot: inside the footprint where there is one, else the place's; None where not placed."""
    if resolution.place is None:
        return None
    is_disc = resolution.place.is_coordinates and resolution.relation is None
    if resolution.footprint is not None and not is_disc:
        return representative_point(resolution.footprint)
    return resolution.place.lon, resolution.place.lat
