"""The learned probability of a decision: that the words are a place's name, and that it is this place, within 161 km."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from gazetteer.decided import Decided
from gazetteer.sureness_features import COLUMNS, NAME_COLUMNS, name_features, sureness_features
from gazetteer.toponym import Resolution
from gazetteer.trees import Trees, weights_file

# Of what is nearer to certain nothing is known: the corpora have too few of them.
_LEAST, _MOST = 0.01, 0.99


class Sureness:
    """Trees that say whether words are a place's name, and trees that say whether a name's place is right."""

    def __init__(self, names: Path, places: Path) -> None:
        """Open two files of weights; raises `WeightsError` where one is none, or of another version."""
        self._names = Trees(names, kind="naming", columns=len(NAME_COLUMNS))
        self._places = Trees(places, kind="sureness", columns=len(COLUMNS))

    def tell(self, decided: Decided) -> tuple[Resolution, ...]:
        """Return the resolutions, of those that are placed the score a probability and ``fit`` the score before.

        A name that others found is one. Of demonyms the corpora say nothing: they keep the rules' score.
        """
        found = decided.found
        if all(each.place is None for each in found):
            return found
        chances = _chance(self._places.sums(sureness_features(decided.weighings, decided.ranked, found)))
        named = _chance(self._names.sums(name_features(found)))
        given = np.array([each.toponym.chance is None for each in found])
        told = np.clip(chances * np.where(given, 1.0, named), _LEAST, _MOST).round(3).tolist()
        return tuple(
            each if each.place is None or each.toponym.is_demonym else replace(each, score=chance, fit=each.score)
            for each, chance in zip(found, told, strict=True)
        )


def _chance(sums: np.ndarray) -> np.ndarray:
    chance: np.ndarray = 1 / (1 + np.exp(-sums))
    return chance


@cache
def sureness(weights: Path | None = None) -> Sureness:
    """Return what tells it of a file, or of a folder that holds both, read once; None is the one that is shipped."""
    return Sureness(weights_file(weights, "naming"), weights_file(weights, "sureness"))
