"""The decision among weighed candidates: one place with its rivals and reasons, the area that the text names, or none."""

import re

from pyproj import Geod

from gazetteer.context import LOOSE, Heard
from gazetteer.cues import Cue, find_cue
from gazetteer.doubt import CLOSE_MARGIN, Weighed, area_of_doubt
from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.over_border import km_over_border
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.ranking import ONLY_SURROUNDINGS
from gazetteer.rivals import WORLD_CITY, is_called, is_known_as, is_world_city
from gazetteer.spelling import romanised_countries
from gazetteer.strict import BARED
from gazetteer.toponym import Resolution, Toponym

_GEOD = Geod(ellps="WGS84")
# Below this share of the votes a country is not what the text is about.
FOREIGN = 0.04
# A region, range or river abroad is believed where it is this wide, whatever the text is about.
_WIDE_M = 100_000.0
_LARGE_PROVINCE = 1_000_000
# A town abroad of this many people that bears just this name is meant rather than a village of ours that no list has.
_KNOWN_TOWN = 100_000
# Rivals nearer than this are the same for a map of events.
SAME_KM = 25.0
# What no state is: "Mt. Kenya".
_NO_STATE = frozenset({"mountains", "camp", "airport", "air_base", "port", "field", "desert", "landmark"})
# Nearer than this a base or a port belongs to its town.
_NEXT_DOOR_KM = 5.0
_MOST_CANDIDATES = 6
# "El Paso" has another one.
_ARABIC_ARTICLE = re.compile(r"a[lnrstzd]h?-", re.IGNORECASE)


def choose(toponym: Toponym, weighed: list[Weighed], heard: Heard, gazetteer: Gazetteer) -> Resolution:
    """Return the best of the candidates, best first, or none where it is not believed."""
    if not weighed:
        return Resolution(
            toponym=toponym,
            place=None,
            score=0.0,
            tier=None,
            reasons=("in no gazetteer that is at hand",),
            needs_review=True,
        )
    best = weighed[0]
    rivals = _rivals(weighed)
    doubt = _doubt(weighed, heard, gazetteer, toponym)
    over = _over_border(best, heard, gazetteer, toponym) if doubt else ""
    if doubt and not over:
        return Resolution(
            toponym=toponym,
            place=None,
            score=_score(best.weight) / 2,
            tier=None,
            reasons=(doubt,),
            candidates=rivals,
            needs_review=True,
        )
    reasons = _reasons(toponym, best, weighed)
    if over:
        reasons.append(over)
    near = _within(2 * CLOSE_MARGIN, weighed)
    close = [
        w
        for w in near
        if w.weight > best.weight - CLOSE_MARGIN
        and km_between(w.candidate.place, best.candidate.place) > SAME_KM
        and not _is_around(w.candidate.place, best.candidate.place)
    ]
    if len(weighed) == 1 and best.candidate.tier not in LOOSE:
        reasons.append("the only place of that name")
    # "Al-Watiya" is an air base, and a village 12 km away: near each other, but two places.
    neighbours = [w for w in near if not toponym.cue and _is_neighbour(w.candidate.place, best.candidate.place)]
    if neighbours and not close:
        rival = neighbours[0].candidate.place
        km = km_between(rival, best.candidate.place)
        reasons.append(f"{rival.name}, {km:.0f} km away, is another place of that name")
    if close:
        rival = close[0].candidate.place
        reasons.append(f"{rival.name} ({_whereabouts(rival, gazetteer)}) fits nearly as well")
    area, why = area_of_doubt(toponym, best, close, gazetteer)
    return Resolution(
        toponym=toponym, place=best.candidate.place, score=_score(best.weight), tier=best.candidate.tier,
        reasons=(*reasons, why) if why else tuple(reasons), candidates=rivals, area_id=area.place_id if area else None,
        needs_review=bool(close or neighbours or why or over) or best.candidate.tier in LOOSE,
    )  # fmt: skip


def _reasons(toponym: Toponym, best: Weighed, weighed: list[Weighed]) -> list[str]:
    """Return why the best fits; of a town that stands for a site in it, that no list has the site."""
    place, kind = best.candidate.place, find_cue(toponym.cue) if toponym.cue else None
    is_stand_in = kind is not None and place.is_rough and not kind.wants(place.feature_class, place.feature_code)
    if kind is None or not is_stand_in or any(_is_of(kind, w.candidate.place) for w in weighed):
        return list(best.reasons)
    stands = f"no {kind.label} is listed under that name: {place.name} stands for it"
    left = {ONLY_SURROUNDINGS, f"bears the name but is no {kind.label}"}
    return [*(reason for reason in best.reasons if reason not in left), stands]


def _is_of(kind: Cue, place: Place) -> bool:
    return kind.wants(place.feature_class, place.feature_code)


def _is_around(one: Place, other: Place) -> bool:
    """Say whether one of two places is the province or district that bears the other's name and holds it."""
    is_area = FeatureClass.ADMIN in {one.feature_class, other.feature_class}
    return is_area and (one.country_code, one.admin1_code) == (other.country_code, other.admin1_code)


def _within(margin: float, weighed: list[Weighed]) -> list[Weighed]:
    """Return those behind the first, best first, that weigh less by no more than a margin."""
    least = weighed[0].weight - margin
    count = next((at for at, each in enumerate(weighed) if at and each.weight <= least), len(weighed))
    return weighed[1:count]


def _is_neighbour(one: Place, other: Place) -> bool:
    """Say whether a rival that fits as well lies near and is of another kind: a base and the village beside it."""
    kinds = {one.feature_class, other.feature_class}
    is_other_kind = kinds == {FeatureClass.POPULATED, FeatureClass.SPOT}
    return is_other_kind and _NEXT_DOOR_KM < km_between(one, other) <= SAME_KM


def _rivals(weighed: list[Weighed]) -> tuple[Candidate, ...]:
    """Return the best candidates as an analyst sees them, the chosen one among them."""
    return tuple(
        Candidate(place=w.candidate.place, score=_score(w.weight), tier=w.candidate.tier, reasons=w.reasons)
        for w in weighed[:_MOST_CANDIDATES]
    )


def placed_in(toponym: Toponym, container: Place, weighed: list[Weighed]) -> Resolution:
    """Place a name that is not known there in the area that the text names, never on a namesake elsewhere."""
    rivals = _rivals(weighed)
    reason = f"no place of that name is at hand in {container.name}: somewhere in that area"
    return Resolution(
        toponym=toponym, place=container, score=0.4, tier=None, reasons=(reason,), candidates=rivals, needs_review=True,
        radius_m=container.radius_m,
    )  # fmt: skip


def _doubt(weighed: list[Weighed], heard: Heard, gazetteer: Gazetteer, toponym: Toponym) -> str:
    """Return why the best candidate is not believed, or nothing."""
    best = weighed[0]
    place, scene = best.candidate.place, heard.scene
    kind = find_cue(toponym.cue) if toponym.cue and not toponym.is_demonym else None
    if kind is not None and kind.kind in _NO_STATE and place.feature_code.startswith("PCL"):
        return f"no {kind.label} of that name is at hand, and the state is not meant"
    if kind is not None and kind.kind == "water" and place.feature_class is FeatureClass.POPULATED:
        return f"no {toponym.cue} of that name is at hand, and the town is not meant"
    is_foreign = (
        bool(scene)
        and bool(place.country_code)
        and max(scene.get(place.country_code, 0.0), heard.shares.get(place.country_code, 0.0)) < FOREIGN
    )
    # "Birmingham camp", "Manchester village": a type word for something small asks for no world city.
    is_small_kind = (
        bool(toponym.cue) and place.population >= WORLD_CITY and place.feature_class is not FeatureClass.ADMIN
    )
    # "Al-Arabi" is no Arabi in Louisiana: an article that the place's own name lacks is one of its language.
    is_arabic = place.country_code in romanised_countries()
    is_bared = best.candidate.reasons[:1] == (BARED,) and place.country_code != "" and not is_arabic
    if is_bared and _ARABIC_ARTICLE.match(toponym.text):
        return f"the likeliest place at hand is {place.name} ({_whereabouts(place, gazetteer)}), where no name has this article"
    named = any(reason.startswith("the text says") for reason in best.reasons)
    # In Cyrillic letters a name has cases, and what is none of the listed forms is only its folded one.
    is_exact = best.candidate.tier in {Tier.EXACT, Tier.ABBREVIATION} or (
        best.candidate.tier is Tier.FOLDED and not toponym.text.isascii() and not heard.is_given
    )
    # "Parigi" is Paris to Italians, and a village to others.
    is_name = best.candidate.tier is not Tier.ABBREVIATION and toponym.text.isascii() and heard.is_english
    is_other_name = is_world_city(place) and is_name and not _is_known_so(toponym.text, place, heard)
    is_near = any(reason.startswith("named with") for reason in best.reasons)
    is_known = _is_well_known(place) or (not heard.is_given and (is_near or _is_town_of_note(place, toponym, heard)))
    if is_foreign and not named and (is_small_kind or is_other_name or not is_exact or not is_known):
        about = gazetteer.country_name(next(iter(scene)))
        which = "only" if len(weighed) == 1 else "likeliest"
        there = _whereabouts(place, gazetteer)
        return f"the {which} place of that name at hand is in {there}, and the text is about {about}"
    if is_foreign and best.candidate.score < 0.7:
        return "no candidate fits the text well enough"
    return "no candidate fits the text well enough" if best.weight < 0.4 else ""


def _over_border(best: Weighed, heard: Heard, gazetteer: Gazetteer, toponym: Toponym) -> str:
    """Say how far over the border a place lies that bears just this name, or nothing where that is no reason."""
    about, place = next(iter(heard.scene), ""), best.candidate.place
    is_named = best.candidate.tier in {Tier.EXACT, Tier.FOLDED} and is_called(place, fold(toponym.text))
    if not about or not is_named or toponym.cue or is_world_city(place):
        return ""
    km = km_over_border(place, about, gazetteer)
    if km is None:
        return ""
    return f"in {_whereabouts(place, gazetteer)}, {km:,.0f} km over the border of {gazetteer.country_name(about)}"


def _is_well_known(place: Place) -> bool:
    """Say whether a place is known beyond its country: a state, a capital, a large town, province or region."""
    is_area = place.feature_code.startswith("PCL") or place.feature_code == "CONT"
    is_area = is_area or (place.feature_code == "ADM1" and place.population >= _LARGE_PROVINCE)
    is_wide = place.feature_class is not FeatureClass.ADMIN and place.radius_m >= _WIDE_M
    return is_area or is_wide or is_world_city(place)


def _is_known_so(written: str, place: Place, heard: Heard) -> bool:
    """Say whether a name is a city's own or one that readers know; where the caller says the country, a former one only."""
    folded = fold(written)
    is_known = folded in lexicon().city_names if heard.is_given else is_known_as(place, folded)
    return is_known or is_called(place, folded)


def _is_town_of_note(place: Place, toponym: Toponym, heard: Heard) -> bool:
    """Say whether a place is a large town that the text calls by its own name, or by one of another language in that."""
    is_town = place.feature_class is FeatureClass.POPULATED and place.population >= _KNOWN_TOWN
    is_other_tongue = not heard.is_english or not toponym.text.isascii()
    return is_town and (is_other_tongue or is_called(place, fold(toponym.text)))


def _whereabouts(place: Place, gazetteer: Gazetteer) -> str:
    return gazetteer.country_name(place.country_code) if place.country_code else "several countries"


def _score(weight: float) -> float:
    return round(min(0.99, max(0.01, weight / 1.35)), 3)


def km_between(one: Place, other: Place) -> float:
    """Return the geodesic distance of two places' points in kilometres."""
    return float(_GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2]) / 1000
