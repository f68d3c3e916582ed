"""The learned say on which words are places where letters have lost their case."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lost_case import Name
from gazetteer.lost_features import COLUMNS, LostFeatures
from gazetteer.tokens import Line
from gazetteer.trees import Trees, weights_file

# What the trees of ordinary text ask of a name that they add; not tuned.
LEAST = 0.4


class LostScorer:
    """Trees over names of paragraphs that have lost their case."""

    def __init__(self, path: Path) -> None:
        """Open a file of weights; raises `WeightsError` where it is none, or of another version."""
        self._trees = Trees(path, kind="caseless", columns=len(COLUMNS))

    def decide(
        self, lines: Sequence[Line], gazetteer: Gazetteer, *, kept: Counter[str], small: Counter[str]
    ) -> list[tuple[int, Name, float]]:
        """Return the names that are places, each with the number of its line and its probability, in text order, none over another; see `LostFeatures`."""
        features = LostFeatures(lines, gazetteer, kept=kept, small=small)
        chance = 1 / (1 + np.exp(-self._trees.sums(features.rows())))
        taken: dict[int, set[int]] = {}
        places: list[tuple[int, Name, float]] = []
        for at in np.argsort(-chance, kind="stable").tolist():
            if chance[at] < LEAST:
                break
            number, name = features.names[at]
            words = set(range(name.first, name.last + 1))
            if words.isdisjoint(taken.setdefault(number, set())):
                taken[number] |= words
                places.append((number, name, float(chance[at])))
        return sorted(places, key=lambda each: each[:2])


@cache
def lost_scorer(weights: Path | None = None) -> LostScorer:
    """Return the scorer of a file, or of a folder that holds it, read once; None is the one that is shipped."""
    return LostScorer(weights_file(weights, "caseless"))
