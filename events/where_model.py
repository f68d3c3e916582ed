"""The learned say on where an event happened: trees that weigh each place of a sentence for one trigger."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from events.where_choices import choice_of
from events.where_columns import COLUMNS
from events.where_features import Span, WhereFeatures
from gazetteer import Resolution, Trees

WEIGHTS = Path(__file__).parent / "data" / "weights" / "where.onnx"
# A change of the columns, or of the lists behind them, is a change of this number.
VERSION = "1"
# Set by cross-validation on what it learned from: the event happened in each place that is as likely as this.
LEAST_LIKELY = 0.35


def where_of(sentence: str, trigger: Span, places: Sequence[Resolution], *, offset: int = 0) -> np.ndarray:
    """Return for each place of a sentence how likely the event of a trigger happened there.

    Parameters
    ----------
    trigger
        Span of the trigger's words in the sentence.
    places
        What the sentence's names mean; all of them, as each is weighed beside the others.
    offset
        Where the sentence begins in the text in which the places' spans count.

    Returns
    -------
    numpy.ndarray
        Shape (places,), 0 to 1, in the order of ``places``; several may be likely (a list), or none.
    """
    if not places:
        return np.empty(0)
    order = sorted(range(len(places)), key=lambda number: places[number].toponym.start)
    features = WhereFeatures(sentence, [choice_of(places[number], offset) for number in order])
    chances = np.empty(len(places))
    chances[order] = 1 / (1 + np.exp(-_trees().sums(features.rows(trigger))))
    return chances


@cache
def _trees() -> Trees:
    return Trees(WEIGHTS, kind="where", columns=len(COLUMNS), version=VERSION)
