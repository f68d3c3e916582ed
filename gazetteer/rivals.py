"""What the other places of a name say about one of them: which is called so, and which is known the world over."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from gazetteer.context import LOOSE
from gazetteer.cues import strip_cue
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.spelling import likeness, romanised_countries, sound_form

# Known the world over: a state, a capital, a town of this many people.
WORLD_CITY = 300_000
# A place is no match for a city of the world where it has fewer people than this share of it.
_NO_MATCH = 0.05
# What a town loses where another of its country is called so and it is only called so too; what a province wins where no
# town of its name could be meant; what a place loses beside a city of the world that has
# twenty times its people: much where it only sounds or is also called so; and what a town loses beside a state.
_ONLY_CALLED_SO, _AREA_ALONE = 0.08, 0.15
# A province loses against the city of the world in it that has its name.
_AROUND_CITY = 0.1
# "Kivu" is the land: the lake says that it is one.
_BARE_WATER = 0.1
_BESIDE_WORLD, _BESIDE_NAMESAKE, _BESIDE_STATE = 0.45, 0.1, 0.15
# What a place that is only also called so loses beside a city that readers know under the name: all that a text can say for it.
_BESIDE_KNOWN = 1.0
# Of a city of this many people every listed name is known.
_LARGEST = 5_000_000
# A region this wide is of the world's, as states are.
_WIDE_M = 1_000_000.0
# A province outweighs towns elsewhere that have fewer people by this factor; a capital it never does.
_LARGER = 5
# Sound forms less alike than this are two names, where one name reaches us in many spellings.
_ONE_NAME = 0.5
# What a sentence may leave out or contract: "au Havre".
_ARTICLES = ("le ", "la ", "les ", "el ", "los ", "las ")


@dataclass(frozen=True, slots=True)
class Rivals:
    """The candidates of one name, seen together."""

    name: str
    towns_in: frozenset[str]
    town_areas: frozenset[tuple[str, str]]
    city_areas: frozenset[tuple[str, str]]
    world_population: int
    renamed_population: int
    largest_town: float
    states: frozenset[str]
    has_exact_city: bool
    has_wide: bool
    has_land: bool

    @classmethod
    def among(cls, name: str, candidates: Collection[Candidate]) -> "Rivals":
        """Gather what is to be known of the candidates of a name."""
        folded = fold(name)
        called: list[Place] = []
        renamed = 0
        towns_in, town_areas = set(), set()
        largest_town, has_land, has_exact_city = 0.0, False, False
        for candidate in candidates:
            place, is_sure = candidate.place, candidate.tier not in LOOSE
            is_so_called = is_sure and is_called(place, folded)
            if is_so_called:
                called.append(place)
            elif candidate.tier is Tier.EXACT and is_known_as(place, folded):
                renamed = max(renamed, place.population)
            if place.feature_class is FeatureClass.POPULATED:
                town_areas.add((place.country_code, place.admin1_code))
                if is_so_called:
                    towns_in.add(place.country_code)
                if is_sure:
                    largest_town = max(largest_town, inf if place.feature_code == "PPLC" else place.population)
            has_land = has_land or (is_sure and _is_land(place) and fold(place.name) == folded)
            has_exact_city = has_exact_city or (candidate.tier is Tier.EXACT and is_world_city(place))
        cities = [place for place in called if is_world_city(place)]
        return cls(
            name=folded,
            towns_in=frozenset(towns_in),
            town_areas=frozenset(town_areas),
            city_areas=frozenset((place.country_code, place.admin1_code) for place in cities),
            world_population=max((place.population for place in cities), default=0),
            renamed_population=renamed if folded.isascii() else 0,
            largest_town=largest_town,
            has_land=has_land,
            has_exact_city=has_exact_city,
            has_wide=any(is_world_region(place) for place in called),
            states=frozenset(place.country_code for place in called if place.feature_code.startswith("PCL")),
        )

    def is_another_word(self, candidate: Candidate) -> bool:
        """Return whether a state's name has another letter than the text, and a city of the world is written just so.

        "مراكش" is Marrakesh; the Persian for Morocco has another kaf.
        """
        is_state = candidate.place.feature_code == "PCLI" and not self.name.isascii()
        return is_state and self.has_exact_city and candidate.tier is Tier.FOLDED

    def correction(self, candidate: Candidate, *, is_container_named: bool) -> float:
        """Return what to add to a candidate's weight, below 0 for what another place is the likelier for."""
        place = candidate.place
        if place.feature_code == "ADM1":
            if (place.country_code, place.admin1_code) in self.city_areas:
                return -_AROUND_CITY
            is_alone = (place.country_code, place.admin1_code) not in self.town_areas
            is_larger = place.population > _LARGER * self.largest_town
            # "Red Sea" is a sea, though Sudan has a state of that name.
            kind = strip_cue(self.name)
            is_area = kind is None or kind[1].kind == "admin"
            return _AREA_ALONE if is_alone and is_larger and is_area and is_called(place, self.name) else 0.0
        if place.feature_class is FeatureClass.HYDRO:
            return -_BARE_WATER if self.has_land and fold(place.name) != self.name else 0.0
        if place.feature_class not in {FeatureClass.POPULATED, FeatureClass.SPOT}:
            return 0.0
        added, is_town = 0.0, place.feature_class is FeatureClass.POPULATED
        is_other = not is_called(place, self.name)
        if is_town and is_other and place.country_code in self.towns_in and candidate.tier not in LOOSE:
            added -= _ONLY_CALLED_SO
        if is_container_named:
            return added
        if place.population < _NO_MATCH * self.world_population:
            is_same = candidate.tier not in LOOSE and fold(place.name) == self.name
            # Of a place without people listed, one's own say, nothing is known.
            added -= _BESIDE_WORLD if not is_same else _BESIDE_NAMESAKE if place.population else 0.0
        elif place.population < _NO_MATCH * self.renamed_population and not is_world_city(place):
            # "Peking" is Beijing, though a village in Bavaria is listed so too.
            added -= _BESIDE_KNOWN if is_other else _BESIDE_NAMESAKE
        # "Mexico" is the state, not its capital; "Jordan" no town in Minnesota, "Middle East" none in Maryland.
        is_lesser = place.population < WORLD_CITY or place.country_code in self.states
        if (self.states or self.has_wide) and is_town and is_lesser:
            added -= _BESIDE_STATE
        return added


def is_called(place: Place, folded: str) -> bool:
    """Say whether a folded name is a place's own, its type word apart, or another spelling of that."""
    return _is_its_name(place.name, folded, place.country_code in romanised_countries())


def is_known_as(place: Place, folded: str) -> bool:
    """Say whether readers know a city of the world by a name that is not its own: a former one ("Bombay"), any of the largest."""
    return is_world_city(place) and (folded in lexicon().city_names or place.population >= _LARGEST)


@lru_cache(maxsize=1 << 14)
def _is_its_name(name: str, folded: str, is_romanised: bool) -> bool:
    own = fold(name)
    if own == folded or (own.startswith(_ARTICLES) and own.partition(" ")[2] == folded):
        return True
    if is_romanised:
        return likeness(sound_form(own), sound_form(folded)) >= _ONE_NAME
    stripped = strip_cue(own)
    return stripped is not None and stripped[0] == folded


def is_world_region(place: Place) -> bool:
    """Say whether a place is a continent or a region of several countries: the Middle East."""
    return place.feature_class is FeatureClass.AREA and not place.country_code and place.radius_m >= _WIDE_M


def _is_land(place: Place) -> bool:
    return place.feature_class is FeatureClass.AREA or place.feature_code in {"PCLI", "ADM1"}


def is_world_city(place: Place) -> bool:
    """Say whether a place is a capital or a town that is known the world over."""
    return place.feature_code == "PPLC" or (
        place.feature_class is FeatureClass.POPULATED and place.population >= WORLD_CITY
    )
