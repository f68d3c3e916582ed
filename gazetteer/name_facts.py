"""What the gazetteer says of a name, whatever the text: how many places bear it, and what the likeliest is."""

from dataclasses import dataclass
from functools import lru_cache
from math import log10
from struct import Struct

from gazetteer.cues import find_cue
from gazetteer.gazetteer import Gazetteer
from gazetteer.names import fold
from gazetteer.place import LOOSE_TIERS, FeatureClass, Place, Tier

FACTS = ("places", "kind", "people", "score", "is_as_written", "is_own_name", "is_by_cue", "reach", "margin")
_CLASSES = {
    FeatureClass.POPULATED: 2,
    FeatureClass.HYDRO: 7,
    FeatureClass.AREA: 8,
    FeatureClass.SPOT: 9,
    FeatureClass.TERRAIN: 10,
}
STATE = 1.0
"""The ``kind`` of a state."""
_LEVELS = {"ADM1": 3, "ADM2": 5}
_LONGEST, _CACHED = 80, 1 << 14
_ROW = Struct(f"={len(FACTS)}f")


@dataclass(frozen=True, slots=True)
class FactsOfName:
    """How many ``places`` bear a name and the ``kind`` of the likeliest; the countries and provinces (LY.58) of all of them.

    ``row`` is all of `FACTS`, in their order, a float32 each.
    """

    row: bytes
    places: float = 0.0
    kind: float = 0.0
    countries: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()


UNKNOWN = FactsOfName(bytes(_ROW.size))
"""The facts of a name that nobody bears."""


@lru_cache(maxsize=4)
def name_facts(gazetteer: Gazetteer) -> "NameFacts":
    """Return a gazetteer's facts of names, shared by all texts."""
    return NameFacts(gazetteer)


class NameFacts:
    """Facts of names, each asked for once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.of = lru_cache(maxsize=_CACHED)(self._of)

    def _of(self, name: str) -> FactsOfName:
        folded = fold(name)
        if not folded or len(name) > _LONGEST or not self._may_be_listed(folded):
            return UNKNOWN
        found = [each for each in self._gazetteer.lookup(name) if each.tier not in LOOSE_TIERS]
        if not found:
            return UNKNOWN
        best, places = found[0], [each.place for each in found]
        number, kind = float(len(found)), float(_kind(best.place))
        row = _ROW.pack(
            number, kind, log10(1 + max(place.population for place in places)), best.score,
            any(place.name == name for place in places), any(fold(place.name) == folded for place in places),
            best.tier is Tier.CUE, log10(best.place.radius_m + 1), best.score - (found[1].score if len(found) > 1 else 0.0),
        )  # fmt: skip
        countries = frozenset(place.country_code for place in places)
        provinces = frozenset(f"{place.country_code}.{place.admin1_code}" for place in places)
        return FactsOfName(row, number, kind, countries, provinces)

    def _may_be_listed(self, folded: str) -> bool:
        """Say whether a name, or what a type word leaves of it, is anybody's: most words need no look-up to say no."""
        words = folded.split(" ")
        is_typed = len(words) > 1 and (find_cue(words[0]) is not None or find_cue(words[-1]) is not None)
        return is_typed or self._gazetteer.has_name(folded)


def _kind(place: Place) -> int:
    if place.feature_code.startswith("PCL"):
        return int(STATE)
    return _LEVELS.get(place.feature_code) or (
        4 if place.feature_class is FeatureClass.ADMIN else _CLASSES.get(place.feature_class, 11)
    )
