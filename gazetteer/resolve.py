"""Which place a toponym means: candidates weighed by the text's countries, containers and neighbours; or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gazetteer.chain import place_in_chains
from gazetteer.choice import choose, placed_in
from gazetteer.context import read_context
from gazetteer.decided import Decided
from gazetteer.gazetteer import Gazetteer
from gazetteer.metonym import seat
from gazetteer.names import fold
from gazetteer.place import Candidate, Place
from gazetteer.ranker import ranker
from gazetteer.said_area import Contradiction, contradiction
from gazetteer.siblings import ANCHOR_M, check_distance, name_companions
from gazetteer.sureness import sureness
from gazetteer.toponym import Resolution, Toponym
from gazetteer.weighing import Weighing, beside_anchors, find_candidates, weigh_name

# So many sure places of a text say where the others lie.
_MOST_ANCHORS = 40


def resolve(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    weights: Path | None = None,
) -> tuple[Resolution, ...]:
    """Decide for each toponym which place it means.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the text is about, or None: the text itself decides.
    weights
        A file of learned weights, or a folder that holds it; None takes those that are shipped.

    Returns
    -------
    tuple of Resolution
        In the toponyms' order; ``place`` is None where nothing fits: rather none than a namesake in another country.

    Raises
    ------
    UnknownCountryError
        If ``country`` is no code of a country.
    """
    return sureness(weights).tell(decide(text, toponyms, gazetteer, country=country, weights=weights))


def decide(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    weights: Path | None = None,
) -> Decided:
    """Decide as `resolve` does, before the scores are made probabilities."""
    weighings = weigh(text, toponyms, gazetteer, country=country)
    ranked = ranker(weights).rank(text, weighings.last)
    chained = place_in_chains(text, _chosen(text, weighings, ranked.weighings, gazetteer))
    return Decided(weighings.last, ranked, _told_of_the_others(chained, weighings.anchors, gazetteer))


def _chosen(text: str, weighings: "Weighings", ranked: Sequence[Weighing], gazetteer: Gazetteer) -> list[Resolution]:
    """Return the decision on each name by its own candidates, one sense a document."""
    decided: dict[str, Resolution] = {}
    found = []
    for weighing, before, once in zip(ranked, weighings.last, weighings.sure, strict=True):
        toponym = weighing.toponym
        resolution = once if once is not None and weighing is before else _choose(text, weighing, gazetteer)
        known = decided.get(fold(toponym.text))
        if known is not None and _keeps_its_sense(known, resolution, toponym):
            resolution = replace(known, toponym=toponym)
        elif resolution.place is not None:
            decided[fold(toponym.text)] = resolution
        found.append(resolution)
    return found


def _told_of_the_others(
    found: Sequence[Resolution], anchors: Sequence[Place], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Return the resolutions with what the text's other places say of each, as they are read in the end."""
    meant = {each.place.place_id for each in found if each.place is not None}
    siblings = [place for place in anchors if place.place_id in meant][:_MOST_ANCHORS]
    return name_companions([check_distance(each, siblings, gazetteer) for each in found])


@dataclass(frozen=True, slots=True)
class Weighings:
    """The candidates of a text's names as the rules weigh them, and the sure places that say where the others lie.

    ``sure`` is what the rules decide, None where the sure places made it to be weighed again.
    """

    last: list[Weighing]
    sure: list[Resolution | None]
    anchors: tuple[Place, ...]


def weigh(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country: str | None = None) -> Weighings:
    """Weigh the candidates of each toponym by the text's countries, containers and, a second time, its sure places."""
    bare = {(t.text, t.cue, t.is_metonym): find_candidates(t, gazetteer, None) for t in toponyms}
    alone = [bare[t.text, t.cue, t.is_metonym] for t in toponyms]
    context = read_context(text, toponyms, alone, gazetteer, country=country)
    provinces = _provinces(toponyms, alone)
    weigh_one = partial(weigh_name, text, gazetteer=gazetteer, context=context, provinces=provinces)
    first = [weigh_one(t, found) for t, found in zip(toponyms, alone, strict=True)]
    once = [_choose(text, weighing, gazetteer) for weighing in first]
    anchors = tuple({r.place.place_id: r.place for r in once if r.place is not None and _is_anchor(r)}.values())
    last: list[Weighing] = []
    sure: list[Resolution | None] = []
    for weighing, resolution in zip(first, once, strict=True):
        is_open = bool(anchors) and (resolution.needs_review or len(resolution.candidates) > 1)
        others = tuple(place for place in anchors if place is not resolution.place)[:_MOST_ANCHORS]
        last.append(beside_anchors(weighing, others) if is_open else weighing)
        sure.append(None if is_open else resolution)
    return Weighings(last, sure, anchors)


def _is_anchor(resolution: Resolution) -> bool:
    """Say whether a place is sure and small enough to say where its neighbours are."""
    place = resolution.place
    return place is not None and not resolution.needs_review and place.radius_m < ANCHOR_M


def _keeps_its_sense(known: Resolution, now: Resolution, toponym: Toponym) -> bool:
    """Say whether a name means what it meant above: one sense a document, unless a type word asks for another kind."""
    if seat(toponym.text, is_metonym=True) is not None:
        return False  # Whitehall decided, and there is a Whitehall in Ohio
    return toponym.cue == known.toponym.cue or now.place is None or (now.score <= known.score + 0.1 and not toponym.cue)


def _provinces(
    toponyms: Sequence[Toponym], alone: Sequence[tuple[Candidate, ...]]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return the ADM1 areas that the text names or in which its unmistakable names lie, each with the names that say so."""
    named: dict[tuple[str, str], frozenset[str]] = {}
    for toponym, found in zip(toponyms, alone, strict=True):
        best = found[0].place if found else None
        if best is not None and best.admin1_code and (best.feature_code == "ADM1" or len(found) == 1):
            key = (best.country_code, best.admin1_code)
            named[key] = named.get(key, frozenset()) | {toponym.text}
    return named


def _choose(text: str, weighing: Weighing, gazetteer: Gazetteer) -> Resolution:
    """Decide on one toponym; the area that the text names right behind it has the last word."""
    toponym, weighed, container = weighing.toponym, weighing.weighed, weighing.container
    said = contradiction(text, toponym, container, weighed, gazetteer) if container else Contradiction.NONE
    if container is not None and said is Contradiction.UNKNOWN_THERE:
        return placed_in(toponym, container, weighed)
    resolution = choose(toponym, weighed, weighing.heard, gazetteer)
    if container is None or said is Contradiction.NONE or resolution.place is None:
        return resolution
    reason = f"the text says {container.name}, and no place of that name is listed there"
    return replace(resolution, needs_review=True, reasons=(*resolution.reasons, reason))
