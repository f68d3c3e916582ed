"""What a text adds to the candidates of one name: its countries, the area said behind it, its provinces, type words and neighbours."""

import re
from dataclasses import dataclass
from math import exp

from gazetteer.choice import FOREIGN
from gazetteer.context import LOOSE, Context, Heard, find_container, lies_in
from gazetteer.cues import find_cue
from gazetteer.doubt import Weighed
from gazetteer.gazetteer import Gazetteer
from gazetteer.land import land, reaches
from gazetteer.lexicon import lexicon
from gazetteer.metonym import seat
from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.ranking import MOST_CANDIDATES
from gazetteer.rivals import Rivals, is_world_region
from gazetteer.siblings import ANCHOR_M, TOGETHER_KM, named_with, nearest_of
from gazetteer.toponym import Toponym

# Weights against the look-up's own score, which runs from 0 to 1.
_BY_COUNTRY, _BY_CONTAINER, _BY_PROVINCE, _BY_BORDER = 0.45, 0.4, 0.12, 0.1
# "Herat province" is the province, not the district around the town of that name.
_BY_LEVEL = 0.12
# "Diwaniyah" is the town: that the province around it is called so too needs a type word.
_BY_OTHER_NAME = 0.05
_FIRST_LEVEL = frozenset(
    {"province", "governorate", "oblast", "state", "region", "krai", "wilaya", "emirate", "prefecture"}
)
_SECOND_LEVEL = frozenset({"district", "county", "raion", "rayon", "woreda", "tehsil", "upazila", "municipality"})
# Places named together: what the nearest is worth.
_BY_NEIGHBOUR = 0.15
# What a state's name is worth, as if the text were about it to this share; and how far the text decides between two
# states of a name.
_STATE_SHARE, _BETWEEN_STATES = 0.8, 0.2
_CONTEXT_COUNTRIES = 3
_IN_BRACKETS = re.compile(r"\s*\(([^()\n]{1,40})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The candidates of a toponym with what the text adds to each, best first, and what was heard there."""

    toponym: Toponym
    weighed: list[Weighed]
    heard: Heard
    container: Place | None


def find_candidates(toponym: Toponym, gazetteer: Gazetteer, country: str | None) -> tuple[Candidate, ...]:
    """Return what a toponym may mean, best first, by itself or in a country (ISO 3166-1 alpha-2): a state for a demonym or abbreviation."""
    lists = lexicon()
    code = lists.adjective_code(toponym.text) if toponym.is_demonym else lists.abbreviations.get(toponym.text)
    if code:
        place = gazetteer.country(code)
        return (
            Candidate(
                place=place, score=0.97, tier=Tier.ABBREVIATION, reasons=(f"{toponym.text} stands for {place.name}",)
            ),
        )
    house = seat(toponym.text, is_metonym=toponym.is_metonym)
    if house:
        place = gazetteer.place(house)
        reason = f"{toponym.text} stands for the government in {place.name}"
        return (Candidate(place=place, score=0.97, tier=Tier.ABBREVIATION, reasons=(reason,)),)
    if toponym.text in lists.states:
        found = gazetteer.lookup(lists.states[toponym.text], country=country)
        return tuple(each for each in found if each.place.feature_code == "ADM1")
    return gazetteer.lookup(toponym.text, country=country, cue=toponym.cue)


def weigh_name(
    text: str, toponym: Toponym, alone: tuple[Candidate, ...], *, gazetteer: Gazetteer, context: Context,
    provinces: dict[tuple[str, str], frozenset[str]],
) -> Weighing:  # fmt: skip
    """Return a toponym's candidates as the text weighs them, best first.

    ``alone`` are those without any context, ``provinces`` the ADM1 areas that the text names, each with the names that say so.
    """
    heard = context.heard(toponym.start, toponym.text)
    shares = heard.shares
    found = {c.place.place_id: c for c in alone if c.tier not in LOOSE}
    settled = _settled(toponym, alone)
    for code in list(shares)[:_CONTEXT_COUNTRIES]:
        if toponym.is_demonym or shares[code] < FOREIGN or code in settled:
            continue
        for candidate in find_candidates(toponym, gazetteer, code):
            if candidate.place.country_code == code and candidate.place.place_id not in found:
                found[candidate.place.place_id] = candidate
    if not shares:
        found |= {c.place.place_id: c for c in alone if c.place.place_id not in found}
    container = find_container(text, toponym, [c for c in found.values() if c.tier not in LOOSE], gazetteer)
    own = {(c.place.country_code, c.place.admin1_code) for c in found.values() if c.place.feature_code == "ADM1"}
    # A name says nothing of its own province.
    others = frozenset(key for key, names in provinces.items() if key not in own and names != {toponym.text})
    rivals = Rivals.among(toponym.text, found.values())
    scale = _Scale(toponym, shares, container, others, rivals, gazetteer)
    weighed = [scale.weigh(c) for c in found.values() if not rivals.is_another_word(c)]
    more = _IN_BRACKETS.match(text, toponym.end)
    if more is not None:
        weighed = [_by_full_name(w, f"{toponym.text} ({more[1]})") for w in weighed]
    return Weighing(toponym=toponym, weighed=_best_first(weighed), heard=heard, container=container)


def _by_full_name(weighed: Weighed, written: str) -> Weighed:
    """Add what brackets say that belong to a place's own name: "Halle (Saale)"."""
    if fold(weighed.candidate.place.name) != fold(written):
        return weighed
    reasons = (*weighed.reasons, f"the text says: {written}")
    return Weighed(weighed.candidate, weighed.weight + _BY_CONTAINER, reasons)


def _settled(toponym: Toponym, alone: tuple[Candidate, ...]) -> frozenset[str]:
    """Return the countries in which a look-up would find nothing that is not among the candidates without any context.

    There typing errors are not looked for, and of the names that are not loose none was left out.
    """
    if len(alone) >= MOST_CANDIDATES or toponym.text in lexicon().states:
        return frozenset()
    return frozenset(each.place.country_code for each in alone if each.tier not in LOOSE)


def beside_anchors(weighing: Weighing, anchors: tuple[Place, ...]) -> Weighing:
    """Return a weighing with what the sure places of the text add: places named together lie together."""
    weighed = [_near_anchors(each, anchors) for each in weighing.weighed]
    return Weighing(
        toponym=weighing.toponym, weighed=_best_first(weighed), heard=weighing.heard, container=weighing.container
    )


def _best_first(weighed: list[Weighed]) -> list[Weighed]:
    return sorted(weighed, key=lambda w: (-w.weight, w.candidate.place.place_id))


def _next_door(shares: dict[str, float], gazetteer: Gazetteer) -> dict[str, float]:
    """Return the countries that border on those of the text, with their shares: who acts abroad acts next door first."""
    found: dict[str, float] = {}
    for code, share in list(shares.items())[:_CONTEXT_COUNTRIES]:
        for beside in land(gazetteer).neighbours(code):
            if share > found.get(beside, 0.0):
                found[beside] = share
    return found


class _Scale:
    """What the text says where one name stands, and what that adds to each of its candidates."""

    __slots__ = (
        "_by_level", "_container", "_cue", "_gazetteer", "_next_door", "_provinces", "_rivals", "_shares", "_toponym",
    )  # fmt: skip

    def __init__(
        self,
        toponym: Toponym,
        shares: dict[str, float],
        container: Place | None,
        provinces: frozenset[tuple[str, str]],
        rivals: Rivals,
        gazetteer: Gazetteer,
    ) -> None:
        self._toponym, self._shares, self._container, self._provinces = toponym, shares, container, provinces
        self._rivals, self._gazetteer = rivals, gazetteer
        self._next_door = _next_door(shares, gazetteer)
        self._cue = find_cue(toponym.cue) if toponym.cue else None
        self._by_level = _by_level(toponym.cue or toponym.text.rpartition(" ")[2].lower())

    def weigh(self, candidate: Candidate) -> Weighed:
        """Return a candidate with its weight, and why."""
        place, cue, rivals, container = candidate.place, self._cue, self._rivals, self._container
        share = self._shares.get(place.country_code, 0.0) if place.country_code else self._share_of_several(candidate)
        reasons = list(candidate.reasons)
        is_state, is_area = place.feature_code.startswith("PCL"), place.feature_class is FeatureClass.ADMIN
        # "The river Niger" is no state.
        if (is_state and (cue is None or cue.kind != "water")) or is_world_region(place):
            # A state's own name means the state, however much the text is about another.
            weight = candidate.score + _BY_COUNTRY * (_STATE_SHARE + _BETWEEN_STATES * share)
        else:
            weight = candidate.score + _BY_COUNTRY * share
        if not is_state or (cue is not None and cue.kind == "water"):
            weight += _BY_BORDER * self._next_door.get(place.country_code, 0.0)
        if share > 0.5:
            reasons.append("in the country that the text is about")
        elif share >= FOREIGN:
            reasons.append("in a country that the text names")
        is_said = container is not None and lies_in(place, container)
        if container is not None and is_said:
            weight += _BY_CONTAINER
            reasons.append(f"the text says: {self._toponym.text}, {container.name}")
        elif container is not None and container.feature_code.startswith("PCL") and not is_state and place.country_code:
            # What lies in several countries is not elsewhere: "the Nile in Egypt".
            weight -= _BY_CONTAINER
        if place.feature_class is FeatureClass.POPULATED and (place.country_code, place.admin1_code) in self._provinces:
            weight += _BY_PROVINCE
            reasons.append("in a province that the text names")
        weight += self._by_level.get(place.feature_code, 0.0)
        if cue is None:
            # "Idlib" alone is the town; the area of that name is meant where a type word says so.
            if is_area and place.feature_code != "ADM1" and not is_state:
                weight -= 0.1
            if place.feature_code == "ADM1" and rivals.name != fold(place.name):
                weight -= _BY_OTHER_NAME
            weight += rivals.correction(candidate, is_container_named=is_said)
        return Weighed(candidate, weight, tuple(dict.fromkeys(reasons)))

    def _share_of_several(self, candidate: Candidate) -> float:
        """Return the share of the countries that the Nile, which lies in no single one, flows through.

        "Ontario" does not ask for Lake Ontario: the water must bear just that name, or be asked for by a type word.
        """
        place, cue = candidate.place, self._cue
        is_asked = candidate.tier in {Tier.EXACT, Tier.FOLDED} or (cue is not None and cue.kind == "water")
        share = 0.0
        if place.feature_class is FeatureClass.HYDRO and is_asked:
            through = (code for code, share in self._shares.items() if share >= FOREIGN)
            share = sum(self._shares[code] for code in through if reaches(place, code, self._gazetteer))
        return share or self._shares.get("", 0.0)


def _by_level(kind: str) -> dict[str, float]:
    """Return what a type word, in a name or beside it, adds to the areas of each level, by feature code."""
    if kind in _FIRST_LEVEL:
        return {"ADM1": _BY_LEVEL}
    # "Columbia County" is not the District of Columbia.
    return {"ADM2": _BY_LEVEL, "ADM1": -_BY_LEVEL} if kind in _SECOND_LEVEL else {}


def _near_anchors(weighed: Weighed, anchors: tuple[Place, ...]) -> Weighed:
    """Add what the nearest place of the text says for a candidate."""
    place = weighed.candidate.place
    if place.radius_m >= ANCHOR_M:
        return weighed
    nearest, km = nearest_of(place, anchors)
    if nearest is None:
        return weighed
    weight = weighed.weight + _BY_NEIGHBOUR * exp(-km / TOGETHER_KM)
    return Weighed(weighed.candidate, weight, weighed.reasons + named_with(nearest, km))
