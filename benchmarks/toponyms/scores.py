"""Scores of answers against gold toponyms, as the literature on geoparsing counts them (Gritta et al. 2019)."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.toponyms.answers import Points
from benchmarks.toponyms.corpora import Document, Gold
from gazetteer.ranking import distance_km

Row = tuple[Gold, float, float | None]
NEAR_KM = 161.0
# Half way round the world: what no answer is counted as.
_FARTHEST_KM = 20_039.0
_BINS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """Exact spans: precision, recall and F1, in per cent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Places of gold spans: in per cent, kilometres, and Gritta's area under the curve of errors (0 is best)."""

    near_of_all: float
    near_of_answered: float
    answered: float
    mean_km: float
    median_km: float
    error_area: float


def found_score(documents: Sequence[Document], found: Sequence[Points], *, adjectives: bool = False) -> Found:
    """Score exact spans; with ``adjectives`` what the corpus marks besides counts as gold too."""
    right = said = wanted = 0
    for document, answers in zip(documents, found, strict=True):
        gold = set(document.gold) | (document.adjectives if adjectives else set())
        right += len(gold & answers.keys())
        said += len(answers)
        wanted += len(gold)
    return Found(100 * right / max(1, said), 100 * right / max(1, wanted))


def errors_km(documents: Sequence[Document], given: Sequence[Points]) -> list[Row]:
    """Return of each placed gold toponym itself, the answer's score, and how far off it is; None for no answer."""
    rows = []
    for document, answers in zip(documents, given, strict=True):
        for span in document.placed:
            gold, answer = document.gold[span], answers.get(span)
            point = answer.point if answer is not None else None
            km = distance_km(gold.point, point) if gold.point is not None and point is not None else None
            rows.append((gold, answer.score if answer is not None else 0.0, km))
    return rows


def placed_score(rows: Sequence[Row]) -> Placed:
    """Score places; what was not answered is half way round the world."""
    said = [km for _, _, km in rows if km is not None]
    all_km = [_FARTHEST_KM if km is None else km for _, _, km in rows]
    logs = sorted(math.log(km + 1) for km in all_km)
    area = float(np.trapezoid(logs)) / (math.log(_FARTHEST_KM) * max(1, len(logs) - 1))
    near = sum(km <= NEAR_KM for km in said)
    return Placed(
        near_of_all=100 * near / len(rows),
        near_of_answered=100 * near / max(1, len(said)),
        answered=100 * len(said) / len(rows),
        mean_km=statistics.fmean(all_km),
        median_km=statistics.median(all_km),
        error_area=area,
    )


def end_to_end(documents: Sequence[Document], found: Sequence[Points]) -> float:
    """Return how many of the placed gold toponyms are found and placed near, in per cent."""
    rows = errors_km(documents, found)
    return 100 * sum(km is not None and km <= NEAR_KM for _, _, km in rows) / len(rows)


def abstention(rows: Sequence[Row], shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return for shares of all gold toponyms, the surest answers first, how many of those are near, in per cent."""
    surest = sorted((row for row in rows if row[2] is not None), key=lambda row: -row[1])
    curve = []
    for share in shares:
        kept = surest[: round(share * len(rows))]
        if len(kept) >= round(share * len(rows)):
            curve.append((share, 100 * sum(km is not None and km <= NEAR_KM for _, _, km in kept) / len(kept)))
    return curve


def abstention_of_answered(rows: Sequence[Row], share: float) -> float:
    """Return how many of a share of what is answered, the surest first, are near, in per cent."""
    surest = sorted((row for row in rows if row[2] is not None), key=lambda row: -row[1])
    kept = surest[: max(1, round(share * len(surest)))]
    return 100 * sum(km is not None and km <= NEAR_KM for _, _, km in kept) / max(1, len(kept))


def calibration_error(rows: Sequence[Row]) -> float:
    """Return the expected calibration error of the answers' scores over ten bins of equal width, 0 to 1."""
    return _calibration_error([(score, km <= NEAR_KM) for _, score, km in rows if km is not None])


def found_calibration_error(documents: Sequence[Document], found: Sequence[Points]) -> float:
    """Return the same of what is found and placed: right where the span is a gold toponym's and the place near its own.

    Left out is what cannot be judged: demonyms of the gold, and toponyms to which people gave no place.
    """
    said = []
    for document, answers in zip(documents, found, strict=True):
        for span, answer in answers.items():
            gold = document.gold.get(span)
            is_unknown = span in document.adjectives or (gold is not None and gold.point is None)
            if answer.point is not None and not is_unknown:
                point = gold.point if gold is not None else None
                said.append((answer.score, point is not None and distance_km(point, answer.point) <= NEAR_KM))
    return _calibration_error(said)


def _calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    bins = defaultdict(list)
    for score, is_near in said:
        bins[min(_BINS - 1, int(score * _BINS))].append((score, is_near))
    off = (abs(sum(score for score, _ in each) - sum(near for _, near in each)) for each in bins.values())
    return sum(off) / max(1, len(said))


def by(rows: Sequence[Row], key: Callable[[Gold], str]) -> list[tuple[str, int, float]]:
    """Return for each value of a key of the gold how many there are and how many are near, in per cent; the most first."""
    groups = defaultdict(list)
    for gold, _, km in rows:
        groups[key(gold)].append(km is not None and km <= NEAR_KM)
    return sorted(
        ((name, len(each), 100 * sum(each) / len(each)) for name, each in groups.items()), key=lambda g: -g[1]
    )
