"""What is known of the candidates of a text's names, as numbers: the columns that the ranker was trained on."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from gazetteer.context import lies_in
from gazetteer.names import fold
from gazetteer.nearest import unit_vectors
from gazetteer.place import FeatureClass, Place, Tier
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
    return np.stack([*group.alone(), *group.beside(), *group.by_weight()], axis=1).astype(np.float32)


class _Group:
    """Toponyms that stand near each other, their candidates as flat arrays: ``of`` says whose each candidate is."""

    def __init__(self, text: str, weighings: list[Weighing]) -> None:
        self._text, self._weighings = text, weighings
        counts = np.array([len(each.weighed) for each in weighings])
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._of = np.repeat(np.arange(len(weighings)), counts)
        self._counts = counts
        self._places = [w.candidate.place for each in weighings for w in each.weighed]
        self._names = [fold(each.toponym.text) for each in weighings]
        self._kind = np.array([_kind(place) for place in self._places])
        self._weight = np.array([w.weight for each in weighings for w in each.weighed])
        best = self._weight[self._starts][self._of]
        likely = np.add.reduceat((self._weight >= best - _LIKELY).astype(int), self._starts)
        self._likely = np.minimum(likely, _MOST_SIBLING_CANDIDATES)
        self._people = np.log10(np.array([place.population for place in self._places], dtype=float) + 1)

    def _best(self, values: np.ndarray) -> np.ndarray:
        """Return for each candidate the largest value of its toponym's candidates."""
        best: np.ndarray = np.maximum.reduceat(values, self._starts)[self._of]
        return best

    def _rank(self, values: np.ndarray) -> np.ndarray:
        """Return how many candidates of the same toponym are before each, by falling values."""
        order = np.lexsort((np.arange(len(values)), -values, self._of))
        rank = np.empty(len(values))
        rank[order] = np.arange(len(values)) - self._starts[self._of[order]]
        return rank

    def _each(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """Return a value of each toponym for each of its candidates."""
        spread: np.ndarray = np.asarray(values, dtype=float)[self._of]
        return spread

    def alone(self) -> list[np.ndarray]:
        """Return what a name's candidates are, whatever else the text names."""
        weighings, people = self._weighings, self._people
        each = [(weighing, w.candidate) for weighing in weighings for w in weighing.weighed]
        own = np.array(
            [_folded(c.place.name) == self._names[n] for n, (_, c) in zip(self._of, each, strict=True)], dtype=float
        )
        written = np.array([c.place.name == weighing.toponym.text for weighing, c in each], dtype=float)
        owns = np.add.reduceat(own, self._starts)[self._of]
        score = np.array([c.score for _, c in each])
        share = np.array([weighing.heard.shares.get(c.place.country_code, 0.0) for weighing, c in each])
        scene = np.array([weighing.heard.scene.get(c.place.country_code, 0.0) for weighing, c in each])
        inside = np.array(
            [weighing.container is not None and lies_in(c.place, weighing.container) for weighing, c in each],
            dtype=float,
        )
        return [
            people, people > 0, people - self._best(people), people == self._best(people), self._rank(people), self._kind,
            own, written, own * (owns == 1), owns, self._each(self._counts), score, score - self._best(score),
            np.array([_TIERS[c.tier] for _, c in each]), share, scene, share - self._best(share),
            self._each([self._has_level_word(weighing.toponym) for weighing in weighings]),
            self._each([bool(weighing.toponym.cue) for weighing in weighings]), inside, self._best(inside) - inside,
        ]  # fmt: skip

    def _has_level_word(self, toponym: Toponym) -> bool:
        words = self._text[toponym.start : toponym.end + 25].lower().replace(",", " ").replace(".", " ").split()
        return not _LEVEL_WORDS.isdisjoint(words)

    def beside(self) -> list[np.ndarray]:
        """Return where the candidates lie to the other names of the text: each other name counts once, the surer the more."""
        places, starts, of = self._places, self._starts, self._of
        lon, lat = (np.array([getattr(place, key) for place in places]) for key in ("lon", "lat"))
        points = unit_vectors(lon, lat)
        first = {name: number for number, name in reversed(list(enumerate(self._names)))}
        siblings = np.array(sorted(first.values()))
        name_numbers = np.array([first[name] for name in self._names])
        # Whether a sibling is another name than the candidate's own.
        other = siblings[None, :] != name_numbers[of][:, None]
        trust = other / (1 + np.log(1 + self._counts[siblings]))[None, :]
        total = trust.sum(axis=1, keepdims=True)
        has = total[:, 0] > 0
        trust = np.divide(trust, total, out=np.zeros_like(trust), where=total > 0)
        to_anchors = _km(points, points[starts[siblings]])
        country, province = _codes([p.country_code for p in places]), _codes([_province(p) for p in places])
        anchor_country, anchor_province = country[starts[siblings]], province[starts[siblings]]
        same_country = (country[:, None] == anchor_country[None, :]) & (country[:, None] >= 0)
        same_province = (province[:, None] == anchor_province[None, :]) & (province[:, None] >= 0)
        anchor_kind = self._kind[starts[siblings]]
        local = other & (anchor_kind > _PROVINCE)[None, :]
        near = np.sort(np.where(local, to_anchors, _FARTHEST_KM), axis=1)
        columns = [np.arange(starts[n], starts[n] + self._likely[n]) for n in siblings]
        begins = np.concatenate([[0], np.cumsum([len(each) for each in columns])[:-1]])
        nearest = np.minimum.reduceat(_km(points, points[np.concatenate(columns)]), begins, axis=1)
        spread = np.where(has, (np.log10(nearest + 1) * trust).sum(axis=1), np.log10(_FARTHEST_KM))
        holds = np.where(self._kind[:, None] == _STATE, same_country, False) | np.where(
            self._kind[:, None] == _PROVINCE, same_province, False
        )
        is_held_by = other & (
            np.where((anchor_kind == _PROVINCE)[None, :] & (self._kind > _PROVINCE)[:, None], same_province, False)
        )
        is_in_state = other & (anchor_kind == _STATE)[None, :] & (self._kind != _STATE)[:, None] & same_country
        plain = other & (self._counts[siblings] <= 2)[None, :]
        plain_count = plain.sum(axis=1)
        unmistakable = np.divide(
            (plain & same_country).sum(axis=1), plain_count, out=np.full(len(places), -1.0), where=plain_count > 0
        )
        mentions = {name: self._names.count(name) for name in first}
        return [
            (trust * same_country).sum(axis=1), (trust * same_province).sum(axis=1), np.log10(near[:, 0] + 1),
            np.log10(near[:, min(1, near.shape[1] - 1)] + 1), (trust * (to_anchors < 50)).sum(axis=1),
            (trust * (to_anchors < 150)).sum(axis=1), spread, spread + self._best(-spread), (trust * holds).sum(axis=1),
            np.where(is_held_by.any(axis=1), 1.0, np.where(is_in_state.any(axis=1), 0.5, 0.0)), unmistakable,
            self._each([np.log(1 + mentions[name]) for name in self._names]), other.sum(axis=1).astype(float),
            self._twins(lon, lat), np.log10(np.array([p.radius_m for p in places]) + 1),
            self._each([weighing.toponym.text.isupper() for weighing in self._weighings]),
        ]  # fmt: skip

    def _twins(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return which candidates have another of the same toponym, of another kind, right beside: a town and its county."""
        twin = np.zeros(len(lon))
        for start, count in zip(self._starts, self._counts, strict=True):
            part = slice(start, start + count)
            near = (np.abs(lon[part, None] - lon[None, part]) < _TWIN_DEG) & (
                np.abs(lat[part, None] - lat[None, part]) < _TWIN_DEG
            )
            twin[part] = (near & (self._kind[part, None] != self._kind[None, part])).any(axis=1)
        return twin

    def by_weight(self) -> list[np.ndarray]:
        """Return what the rules make of the candidates."""
        weight = self._weight
        rank = self._rank(weight)
        second = np.full(len(self._counts), -np.inf)
        np.maximum.at(second, self._of[rank == 1], weight[rank == 1])
        best = np.maximum.reduceat(weight, self._starts)
        margin = np.where(np.isfinite(second), best - second, 1.0)
        return [weight, weight - self._best(weight), rank, self._each(margin)]


@lru_cache(maxsize=1 << 15)
def _folded(name: str) -> str:
    return fold(name)


def _kind(place: Place) -> int:
    code = place.feature_code
    if code.startswith("PCL"):
        return _STATE
    if code.startswith("ADM"):
        return _PROVINCE if code == "ADM1" else _DISTRICT if code == "ADM2" else _FINER
    return _CAPITAL if code == "PPLC" else _KINDS.get(place.feature_class, _OTHER)


def _province(place: Place) -> str:
    return f"{place.country_code}.{place.admin1_code}" if place.country_code and place.admin1_code else ""


def _codes(words: list[str]) -> np.ndarray:
    """Return a number for each word, the same for the same, -1 for none."""
    known: dict[str, int] = {"": -1}
    return np.array([known.setdefault(word, len(known)) for word in words])


def _km(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the distances of points on the sphere, shape (len(one), len(other))."""
    cosine = np.clip(one @ other.T, -1.0, 1.0)
    distances: np.ndarray = _EARTH_KM / 2 * np.arccos(cosine)
    return distances
