"""The learned order of candidates: trees that say how well each fits, beside what the rules make of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from gazetteer.candidate_features import COLUMNS, candidate_features
from gazetteer.context import lies_in
from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.doubt import Weighed
from gazetteer.names import fold
from gazetteer.place import LOOSE_TIERS, FeatureClass, Place
from gazetteer.rivals import is_called
from gazetteer.siblings import rough_km
from gazetteer.trees import Trees, weights_file
from gazetteer.weighing import Weighing

# How much a unit of the rules' weight counts against one of the trees' score: set on held-out corpora, where from 4 to 12
# both corpora are served alike.
_RULES = 8.0
# Where the trees see less between two candidates, the rules' weights say how close they are, and whether a person should look.
_SURE = 0.4
# Nearer than this two places are the same to the corpora's usual score.
_ABOUT_KM = 60.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """The weighings with each one's candidates in the learned order, and what that order is made of.

    ``rows`` are the features of the candidates of the weighings as given, in order, shape (candidates, columns); ``worth``
    their means over all of a text, shape (candidates,).
    """

    weighings: list[Weighing]
    rows: np.ndarray
    worth: np.ndarray


class Ranker:
    """Trees over the candidates' features."""

    def __init__(self, path: Path) -> None:
        """Open a file of weights; raises `WeightsError` where it is none, or of another version."""
        self._trees = Trees(path, kind="ranker", columns=len(COLUMNS))

    def rank(self, text: str, weighings: Sequence[Weighing]) -> Ranked:
        """Return the weighings, the candidates of each in the learned order; one name means one place in all of a text.

        The likeliest keeps the weight that the rules give it, so that what is believed is still theirs to say.
        """
        rows = candidate_features(text, weighings)
        if all(len(each.weighed) < 2 for each in weighings):
            return Ranked(list(weighings), rows, np.zeros(len(rows)))
        scores = self._trees.sums(rows)
        together: dict[str, dict[str, list[float]]] = {}
        areas = [_area(each) for each in weighings]
        senses = _senses(weighings, areas)
        each_score = iter(scores.tolist())
        for weighing, sense, area in zip(weighings, senses, areas, strict=True):
            part = list(islice(each_score, len(weighing.weighed)))
            if sense.endswith("|") or area:  # an area said behind one "London" speaks for all of them
                of_name = together.setdefault(sense, {})
                for weighed, score in zip(weighing.weighed, part, strict=True):
                    of_name.setdefault(weighed.candidate.place.place_id, []).append(score + _RULES * weighed.weight)
        means = {
            sense: {place_id: sum(each) / len(each) for place_id, each in of_name.items()}
            for sense, of_name in together.items()
        }
        worth = [
            means[sense].get(weighed.candidate.place.place_id, 0.0)
            for each, sense in zip(weighings, senses, strict=True)
            for weighed in each.weighed
        ]
        ordered = [_reordered(each, means[sense]) for each, sense in zip(weighings, senses, strict=True)]
        return Ranked(ordered, rows, np.array(worth))


def _senses(weighings: Sequence[Weighing], said: Sequence[str]) -> list[str]:
    """Return what two names must share to mean one place: the name, its type word and the area that is ``said`` behind it.

    Where the text says one area only for a name, it is said for that name everywhere: "London, Ontario", then "London".
    """
    names = [f"{fold(each.toponym.text)}|{each.toponym.cue}|" for each in weighings]
    areas: dict[str, set[str]] = {}
    for name, area in zip(names, said, strict=True):
        if area:
            areas.setdefault(name, set()).add(area)
    only = {name: next(iter(each)) for name, each in areas.items() if len(each) == 1}
    return [name + (area or only.get(name, "")) for name, area in zip(names, said, strict=True)]


def _area(weighing: Weighing) -> str:
    """Return the place_id of the area that the text says behind a name and that holds one of its candidates, or ""."""
    area = weighing.container
    return area.place_id if area and any(lies_in(w.candidate.place, area) for w in weighing.weighed) else ""


def _reordered(weighing: Weighing, worth: dict[str, float]) -> Weighing:
    """Return a weighing in the order of its candidates' worth, which are means over all of the text."""
    if len(weighing.weighed) < 2:
        return weighing
    if any(w.candidate.place.place_id not in worth for w in weighing.weighed):
        return weighing
    order = sorted(weighing.weighed, key=lambda w: (-worth[w.candidate.place.place_id], w.candidate.place.place_id))
    # What only sounds alike stays behind what is written so, where the rules say it: "Amman" is no Yemen.
    is_loose = weighing.weighed[0].candidate.tier in LOOSE_TIERS
    told = [w for w in order if is_loose or w.candidate.tier not in LOOSE_TIERS] or order
    # A type word decides the kind: "east of the Dnipro" is no town, whatever the trees make of its people.
    cue = find_cue(weighing.toponym.cue) if weighing.toponym.cue else None
    is_of_kind = cue is not None and _is_wanted(cue, weighing.weighed[0])
    of_kind = [w for w in told if cue is not None and is_of_kind and _is_wanted(cue, w)]
    first = (of_kind or told)[0]
    best = _best_for_the_rules(first, order)
    order = [w for w in order if w is not best]
    most = worth[best.candidate.place.place_id]
    # In a text that says nothing else of where it is, the rules' doubt stands.
    says = bool(weighing.heard.shares)
    shift = [(worth[w.candidate.place.place_id] - most) / _RULES if says else 0.0 for w in order]
    others = [Weighed(w.candidate, _behind(w, best, by), w.reasons) for w, by in zip(order, shift, strict=True)]
    others.sort(key=lambda w: -w.weight)
    return replace(weighing, weighed=[best, *others])


def _best_for_the_rules(first: Weighed, order: list[Weighed]) -> Weighed:
    """Return what the rules make of the likeliest and those that are theirs to compare with it; the first of equals."""
    best, place, is_before = first, first.candidate.place, True
    for weighed in order:
        if weighed is first:
            is_before = False
            continue
        is_better = weighed.weight > best.weight or (is_before and best is first and weighed.weight == best.weight)
        if is_better and _is_for_the_rules(weighed.candidate.place, place):
            best = weighed
    return best


def _is_wanted(cue: Cue, weighed: Weighed) -> bool:
    place = weighed.candidate.place
    return cue.wants(place.feature_class, place.feature_code)


def _behind(weighed: Weighed, best: Weighed, by: float) -> float:
    """Return the weight of one that stays behind the likeliest: the rules' own where it is theirs to compare them."""
    if by > -_SURE or _is_for_the_rules(weighed.candidate.place, best.candidate.place):
        return min(weighed.weight, best.weight)
    return best.weight + min(0.0, by)


def _is_for_the_rules(one: Place, other: Place) -> bool:
    """Say whether which of two is meant is not what the trees learn: a town or the area about it, one of two states.

    To the corpora a town and its province are one where they lie near each other; to a map they are not.
    """
    is_state, is_other_state = one.feature_code.startswith("PCL"), other.feature_code.startswith("PCL")
    if is_state or is_other_state or one.country_code != other.country_code:
        return is_state and is_other_state
    km = rough_km(one, other)
    if km < _ABOUT_KM:
        return True
    is_within = any(place.feature_class is FeatureClass.ADMIN and km < place.radius_m / 1000 for place in (one, other))
    # "Minneota" is no namesake of the state around it, though some write it so.
    return is_within and (is_called(one, _bare(other)) or is_called(other, _bare(one)))


def _bare(place: Place) -> str:
    """Return a place's folded name without its type word: "new york" of New York City."""
    folded = fold(place.name)
    stripped = strip_cue(folded)
    return stripped[0] if stripped is not None else folded


@cache
def ranker(weights: Path | None = None) -> Ranker:
    """Return the ranker of a file, or of a folder that holds it, read once; None is the one that is shipped."""
    return Ranker(weights_file(weights, "ranker"))
