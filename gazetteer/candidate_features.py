"""What is known of the candidates of a text's names, as numbers: the columns that the ranker was trained on."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from gazetteer.context import lies_in
from gazetteer.names import fold
from gazetteer.nearest import unit_vectors
from gazetteer.place import FeatureClass, Tier
from gazetteer.toponym import Toponym
from gazetteer.weighing import Weighing

COLUMNS = (
    "people", "has_people", "people_of_most", "is_largest", "rank_by_people", "kind", "is_own_name", "is_as_written",
    "is_only_own_name", "own_names", "candidates", "score", "score_below_best", "tier", "share", "scene_share",
    "share_below_best", "has_level_word", "has_cue", "is_in_container", "is_container_missed", "country_share",
    "province_share", "nearest_km", "second_km", "within_50_km", "within_150_km", "siblings_km", "siblings_km_above_least",
    "holds_siblings", "held_by_sibling", "unmistakable_share", "mentions", "siblings", "has_twin", "reach", "is_capitals",
    "weight", "weight_below_best", "rank_by_weight", "margin",
)  # fmt: skip
"""One row a candidate: people and reach are log10, kilometres log10(km + 1), shares 0 to 1, -1 where nothing is known."""

_LEVEL_WORDS = frozenset(
    "county district parish province governorate oblast state region prefecture municipality township".split()
)
_TIERS = {tier: number for number, tier in enumerate(Tier)}
_KINDS = {
    FeatureClass.POPULATED: 5,
    FeatureClass.AREA: 6,
    FeatureClass.HYDRO: 7,
    FeatureClass.SPOT: 8,
    FeatureClass.TERRAIN: 9,
}
_STATE, _PROVINCE, _DISTRICT, _FINER, _CAPITAL, _OTHER = 0, 1, 2, 3, 4, 10
# Names this far apart in a text say little of each other, and so the work grows with the text's length only.
_TOGETHER = 60
# Of a sibling so many candidates, and of those that fit nearly as well as its best, say where it may be: "China" is no village.
_MOST_SIBLING_CANDIDATES, _LIKELY = 12, 0.2
_FARTHEST_KM, _EARTH_KM = 20_000.0, 12_742.0
_TWIN_DEG = 0.3


def candidate_features(text: str, weighings: Sequence[Weighing]) -> np.ndarray:
    """Return the features of all candidates of all toponyms, in order; shape (candidates, len(COLUMNS)), float32."""
    parts = [
        _together(text, weighings[start : start + _TOGETHER])
        for start in range(0, len(weighings), _TOGETHER)
        if any(each.weighed for each in weighings[start : start + _TOGETHER])
    ]
    if not parts:
        return np.empty((0, len(COLUMNS)), dtype=np.float32)
    return np.concatenate(parts)


def _together(text: str, every: Sequence[Weighing]) -> np.ndarray:
    """Return the features of toponyms that stand near each other."""
    group = _Group(text, [each for each in every if each.weighed])
    columns = np.array([*group.alone(), *group.beside(), *group.by_weight()], dtype=np.float32)
    return np.ascontiguousarray(columns.T)


class _Group:
    """Toponyms that stand near each other, their candidates as flat arrays: ``of`` says whose each candidate is."""

    def __init__(self, text: str, weighings: list[Weighing]) -> None:
        self._text, self._weighings = text, weighings
        counts = np.array([len(each.weighed) for each in weighings])
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._of = np.repeat(np.arange(len(weighings)), counts)
        self._counts = counts
        self._names = [fold(each.toponym.text) for each in weighings]
        self._read_candidates()
        best = self._weight[self._starts][self._of]
        likely = np.add.reduceat((self._weight >= best - _LIKELY).astype(int), self._starts)
        self._likely = np.minimum(likely, _MOST_SIBLING_CANDIDATES)

    def _read_candidates(self) -> None:
        """Read all that is said of the candidates into arrays, in one pass."""
        told: list[tuple[float, ...]] = []
        # Numbers for the countries and provinces, the same for the same, -1 for none.
        countries: dict[str, int] = {"": -1}
        provinces: dict[tuple[str, str], int] = {}
        for name, weighing in zip(self._names, self._weighings, strict=True):
            written, container = weighing.toponym.text, weighing.container
            shares, scene = weighing.heard.shares, weighing.heard.scene
            for weighed in weighing.weighed:
                candidate = weighed.candidate
                place = candidate.place
                code, is_in_one = place.country_code, place.country_code and place.admin1_code
                told.append(
                    (
                        place.lon, place.lat, place.population, place.radius_m,
                        _kind(place.feature_code, place.feature_class), countries.setdefault(code, len(countries)),
                        provinces.setdefault((code, place.admin1_code), len(provinces)) if is_in_one else -1,
                        fold(place.name) == name, place.name == written, candidate.score, _TIERS[candidate.tier],
                        shares.get(code, 0.0), scene.get(code, 0.0),
                        container is not None and lies_in(place, container), weighed.weight,
                    )
                )  # fmt: skip
        (
            self._lon, self._lat, people, self._radius_m, self._kind, self._country, self._province, self._own,
            self._written, self._score, self._tier, self._share, self._scene, self._inside, self._weight,
        ) = np.ascontiguousarray(np.array(told, dtype=float).T)  # fmt: skip
        self._people = np.log10(people + 1)

    def _best(self, values: np.ndarray) -> np.ndarray:
        """Return for each candidate the largest value of its toponym's candidates."""
        best: np.ndarray = np.maximum.reduceat(values, self._starts)[self._of]
        return best

    def _rank(self, values: np.ndarray) -> np.ndarray:
        """Return how many candidates of the same toponym are before each, by falling values."""
        order = np.lexsort((-values, self._of))
        rank = np.empty(len(values))
        rank[order] = np.arange(len(values)) - self._starts[self._of[order]]
        return rank

    def _each(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """Return a value of each toponym for each of its candidates."""
        spread: np.ndarray = np.asarray(values, dtype=float)[self._of]
        return spread

    def alone(self) -> list[np.ndarray]:
        """Return what a name's candidates are, whatever else the text names."""
        toponyms, people, own = [each.toponym for each in self._weighings], self._people, self._own
        most = self._best(people)
        owns = np.add.reduceat(own, self._starts)[self._of]
        return [
            people, people > 0, people - most, people == most, self._rank(people), self._kind, own, self._written,
            own * (owns == 1), owns, self._each(self._counts), self._score, self._score - self._best(self._score),
            self._tier, self._share, self._scene, self._share - self._best(self._share),
            self._each([self._has_level_word(toponym) for toponym in toponyms]),
            self._each([bool(toponym.cue) for toponym in toponyms]), self._inside, self._best(self._inside) - self._inside,
        ]  # fmt: skip

    def _has_level_word(self, toponym: Toponym) -> bool:
        words = self._text[toponym.start : toponym.end + 25].lower().replace(",", " ").replace(".", " ").split()
        return not _LEVEL_WORDS.isdisjoint(words)

    def beside(self) -> list[np.ndarray]:
        """Return where the candidates lie to the other names of the text: each other name counts once, the surer the more."""
        starts, of, kind = self._starts, self._of, self._kind
        points = unit_vectors(self._lon, self._lat)
        first = {name: number for number, name in reversed(list(enumerate(self._names)))}
        siblings = np.array(sorted(first.values()))
        firsts = starts[siblings]
        # Whether a sibling is another name than the candidate's own.
        other = siblings[None, :] != np.array([first[name] for name in self._names])[of][:, None]
        trust = other / (1 + np.log(1 + self._counts[siblings]))[None, :]
        total = trust.sum(axis=1, keepdims=True)
        trust = np.divide(trust, total, out=np.zeros_like(trust), where=total > 0)
        to_anchors = _km(points @ points[firsts].T)
        same_country = _are_same(self._country, self._country[firsts])
        same_province = _are_same(self._province, self._province[firsts])
        anchor_kind = kind[firsts]
        near = np.sort(np.where(other & (anchor_kind > _PROVINCE), to_anchors, _FARTHEST_KM), axis=1)
        columns = [np.arange(start, start + self._likely[n]) for start, n in zip(firsts, siblings, strict=True)]
        begins = np.concatenate([[0], np.cumsum(self._likely[siblings])[:-1]])
        nearest = _km(np.maximum.reduceat(points @ points[np.concatenate(columns)].T, begins, axis=1))
        spread = np.where(total[:, 0] > 0, (np.log10(nearest + 1) * trust).sum(axis=1), np.log10(_FARTHEST_KM))
        is_state, is_province = (kind == _STATE)[:, None], (kind == _PROVINCE)[:, None]
        holds = (is_state & same_country) | (is_province & same_province)
        is_held_by = other & (anchor_kind == _PROVINCE) & (kind > _PROVINCE)[:, None] & same_province
        is_in_state = other & (anchor_kind == _STATE) & ~is_state & same_country
        plain = other & (self._counts[siblings] <= 2)
        plain_count = plain.sum(axis=1)
        unmistakable = np.divide(
            (plain & same_country).sum(axis=1), plain_count, out=np.full(len(kind), -1.0), where=plain_count > 0
        )
        in_country, in_province, within_50_km, within_150_km, held = (
            trust * np.array([same_country, same_province, to_anchors < 50, to_anchors < 150, holds])
        ).sum(axis=2)
        mentions = Counter(self._names)
        return [
            in_country, in_province, np.log10(near[:, 0] + 1), np.log10(near[:, min(1, near.shape[1] - 1)] + 1),
            within_50_km, within_150_km, spread, spread + self._best(-spread), held,
            np.where(is_held_by.any(axis=1), 1.0, np.where(is_in_state.any(axis=1), 0.5, 0.0)), unmistakable,
            self._each(np.log(1 + np.array([mentions[name] for name in self._names]))), other.sum(axis=1),
            self._twins(), np.log10(self._radius_m + 1),
            self._each([weighing.toponym.text.isupper() for weighing in self._weighings]),
        ]  # fmt: skip

    def _twins(self) -> np.ndarray:
        """Return which candidates have another of the same toponym, of another kind, right beside: a town and its county."""
        # All pairs of candidates of one toponym.
        ones = np.repeat(np.arange(len(self._of)), self._counts[self._of])
        begins = np.cumsum(self._counts**2) - self._counts**2
        within = np.arange(len(ones)) - np.repeat(begins, self._counts**2)
        others = within % self._counts[self._of[ones]] + self._starts[self._of[ones]]
        lon, lat, kind = self._lon, self._lat, self._kind
        is_near = (np.abs(lon[ones] - lon[others]) < _TWIN_DEG) & (np.abs(lat[ones] - lat[others]) < _TWIN_DEG)
        twin = np.zeros(len(lon))
        twin[ones[is_near & (kind[ones] != kind[others])]] = 1.0
        return twin

    def by_weight(self) -> list[np.ndarray]:
        """Return what the rules make of the candidates."""
        weight = self._weight
        rank = self._rank(weight)
        second = np.full(len(self._counts), -np.inf)
        second[self._of[rank == 1]] = weight[rank == 1]
        best = np.maximum.reduceat(weight, self._starts)
        margin = np.where(np.isfinite(second), best - second, 1.0)
        return [weight, weight - best[self._of], rank, self._each(margin)]


@lru_cache(maxsize=1 << 10)
def _kind(code: str, feature_class: FeatureClass) -> int:
    if code.startswith("PCL"):
        return _STATE
    if code.startswith("ADM"):
        return _PROVINCE if code == "ADM1" else _DISTRICT if code == "ADM2" else _FINER
    return _CAPITAL if code == "PPLC" else _KINDS.get(feature_class, _OTHER)


def _are_same(numbers: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """Return which candidates share a country or province with which anchors, none being no one's; shape (candidates, anchors)."""
    same: np.ndarray = (numbers[:, None] == anchors[None, :]) & (numbers[:, None] >= 0)
    return same


def _km(cosines: np.ndarray) -> np.ndarray:
    """Return the distances of points on the sphere whose vectors have these products."""
    distances: np.ndarray = _EARTH_KM / 2 * np.arccos(np.clip(cosines, -1.0, 1.0))
    return distances
