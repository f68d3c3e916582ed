"""What is known of decisions on a text's names, as numbers: the columns by which a probability is learned for each."""

from collections.abc import Callable, Sequence
from math import log, log10

import numpy as np

from gazetteer import candidate_features
from gazetteer.names import fold
from gazetteer.nearest import unit_vectors
from gazetteer.place import Place
from gazetteer.ranker import Ranked
from gazetteer.toponym import Resolution
from gazetteer.weighing import Weighing

COLUMNS = (
    "fit", "letters", "words", "is_metonym", "needs_review", "has_area", "is_candidate",
    "belief", "cool_belief", "worth_margin", "weight_margin", "people_margin", "far_candidates", "names", "placed_share", "place_km",
    "near_share", "same_country", "same_province", *candidate_features.COLUMNS,
)  # fmt: skip
"""One row a resolution: first of the words and the decision, then of the candidates beyond 161 km, of the text's other places
as they are read in the end, and last what the ranker knows of the place that was taken; `UNKNOWN` where nothing is known."""

NAME_COLUMNS = ("name_chance", "is_capitals")
"""One row a name: the logit of what the recogniser believes. More columns, such as its kind or how it is placed, fitted one corpus
better and the other worse."""

UNKNOWN = -9.0
# Nearer than this two places are the same to the usual score of geoparsers.
_NEAR_KM = 161.0
_EARTH_KM, _FARTHEST_KM = 12_742.0, 20_000.0
_NEAR_COSINE = float(np.cos(2 * _NEAR_KM / _EARTH_KM))
# Of probabilities nearer to 0 or 1 than this nothing is known.
_MOST_LOGIT = 8.0
# How flat the second belief is: in the ranker's units a difference of so much is a factor of e.
_COOL = 4.0
# Names so far apart in a text say little of each other, and so the work grows with the text's length only.
_TOGETHER = 60
_OF_CANDIDATES = len(candidate_features.COLUMNS)


def sureness_features(weighings: Sequence[Weighing], ranked: Ranked, found: Sequence[Resolution]) -> np.ndarray:
    """Return the features of a text's decisions; shape (resolutions, len(COLUMNS)), float32.

    ``weighings`` are what was ranked, ``found`` the resolutions of the same toponyms in their order.
    """
    if not found:
        return np.empty((0, len(COLUMNS)), dtype=np.float32)
    begins = np.concatenate([[0], np.cumsum([len(each.weighed) for each in weighings])])
    points = unit_vectors(*_lon_lat([w.candidate.place for each in weighings for w in each.weighed]))
    rows = np.full((len(found), len(COLUMNS)), UNKNOWN)
    for number, (resolution, weighing) in enumerate(zip(found, weighings, strict=True)):
        toponym = resolution.toponym
        rows[number, :6] = (
            resolution.score, len(toponym.text), toponym.text.count(" ") + 1, toponym.is_metonym, resolution.needs_review,
            resolution.area_id is not None,
        )  # fmt: skip
        part = slice(begins[number], begins[number + 1])
        rows[number, 6:13] = _beside_rivals(resolution, weighing, points[part], ranked.worth[part])
        taken = _taken(resolution, weighing)
        if taken is not None:
            rows[number, -_OF_CANDIDATES:] = ranked.rows[begins[number] + taken]
    for start in range(0, len(found), _TOGETHER):
        rows[start : start + _TOGETHER, 13:19] = _beside_places(found[start : start + _TOGETHER])
    return np.ascontiguousarray(rows, dtype=np.float32)


def name_features(found: Sequence[Resolution]) -> np.ndarray:
    """Return the features of names as names; shape (resolutions, len(NAME_COLUMNS)), float32. One without a chance is sure."""
    told = [
        (_MOST_LOGIT if (chance := each.toponym.chance) is None else _logit(chance), each.toponym.text.isupper())
        for each in found
    ]
    return np.array(told, dtype=np.float32).reshape(-1, len(NAME_COLUMNS))


def _logit(chance: float) -> float:
    if chance <= 0.0 or chance >= 1.0:
        return _MOST_LOGIT if chance > 0 else -_MOST_LOGIT
    return max(-_MOST_LOGIT, min(_MOST_LOGIT, log(chance / (1 - chance))))


def _lon_lat(places: Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([place.lon for place in places], dtype=float), np.array(
        [place.lat for place in places], dtype=float
    )


def _taken(resolution: Resolution, weighing: Weighing) -> int | None:
    """Return which candidate was taken; None where the place is none of them."""
    if resolution.place is None:
        return None
    meant = resolution.place.place_id
    return next((n for n, each in enumerate(weighing.weighed) if each.candidate.place.place_id == meant), None)


def _beside_rivals(
    resolution: Resolution, weighing: Weighing, points: np.ndarray, worth: np.ndarray
) -> tuple[float, ...]:
    """Return how the place taken stands to the candidates that lie beyond the distance of the usual score."""
    taken = _taken(resolution, weighing)
    if taken is None:
        return (0.0, *(UNKNOWN for _ in range(6)))
    weighed = weighing.weighed
    far = np.flatnonzero(points @ points[taken] < _NEAR_COSINE).tolist()
    if not far:
        return 1.0, 1.0, 1.0, _MOST_LOGIT, 2.0, _MOST_LOGIT, 0.0
    beliefs = [_share(worth / cool, far) for cool in (1.0, _COOL)]
    people = [log10(1 + weighed[n].candidate.place.population) for n in far]
    return (
        1.0, *beliefs, max(-_MOST_LOGIT, min(_MOST_LOGIT, float(worth[taken] - worth[far].max()))),
        weighed[taken].weight - max(weighed[n].weight for n in far),
        log10(1 + weighed[taken].candidate.place.population) - max(people), log(1 + len(far)),
    )  # fmt: skip


def _share(worth: np.ndarray, far: list[int]) -> float:
    """Return the share of all candidates' belief that is not in those far away."""
    belief = np.exp(worth - worth.max())
    return float(1.0 - belief[far].sum() / belief.sum())


def _beside_places(found: Sequence[Resolution]) -> np.ndarray:
    """Return where each place lies to those of the other names near it in the text; each other name counts once."""
    first: dict[str, int] = {}
    names = [first.setdefault(fold(each.toponym.text), number) for number, each in enumerate(found)]
    others = [n for n in first.values() if found[n].place is not None and not found[n].toponym.is_demonym]
    told = np.full((len(found), 6), UNKNOWN)
    told[:, 0], told[:, 1] = log(1 + len(first)), len(others) / len(first)
    placed = [n for n, each in enumerate(found) if each.place is not None]
    places = [each.place for each in found if each.place is not None]
    beside = [place for n in others if (place := found[n].place) is not None]
    if not places or not beside:
        return told
    cosines = unit_vectors(*_lon_lat(places)) @ unit_vectors(*_lon_lat(beside)).T
    other = np.array([names[n] for n in placed])[:, None] != np.array(others)[None, :]
    count = np.maximum(1, other.sum(axis=1))
    country, province = (_are_same(area, places, beside) & other for area in (_country, _province))
    is_none = ~other.any(axis=1)
    nearest = _EARTH_KM / 2 * np.arccos(np.clip(np.where(other, cosines, -1.0).max(axis=1), -1.0, 1.0))
    told[placed, 2] = np.where(is_none, UNKNOWN, np.log10(np.minimum(nearest, _FARTHEST_KM) + 1))
    for column, near in ((3, other & (cosines >= _NEAR_COSINE)), (4, country), (5, province)):
        told[placed, column] = np.where(is_none, UNKNOWN, near.sum(axis=1) / count)
    return told


def _are_same(area: Callable[[Place], str], ones: Sequence[Place], others: Sequence[Place]) -> np.ndarray:
    """Return which places share an area with which others, none being no one's; shape (ones, others)."""
    of_ones, of_others = (np.array([area(place) for place in places]) for places in (ones, others))
    same: np.ndarray = (of_ones[:, None] == of_others[None, :]) & (of_ones != "")[:, None]
    return same


def _country(place: Place) -> str:
    return place.country_code


def _province(place: Place) -> str:
    return f"{place.country_code}|{place.admin1_code}" if place.country_code and place.admin1_code else ""
