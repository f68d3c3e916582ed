"""The learned say on what a sentence tells: one of PLOVER's roots, by a weight for each hashed word and pair of words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

from events.errors import RootWeightsError
from events.hashed_weights import read_hashed_weights
from events.root_features import COLUMNS, VERSION, Span, row_of

WEIGHTS = Path(__file__).parent / "data" / "weights" / "roots.npz"


class Root(StrEnum):
    """PLOVER's event types (manual 0.8), in the order of the weights' rows; RETREAT is called YIELD as in PLV."""

    ACCUSE = "ACCUSE"
    AGREE = "AGREE"
    AID = "AID"
    ASSAULT = "ASSAULT"
    COERCE = "COERCE"
    CONSULT = "CONSULT"
    COOPERATE = "COOPERATE"
    MOBILIZE = "MOBILIZE"
    PROTEST = "PROTEST"
    REJECT = "REJECT"
    REQUEST = "REQUEST"
    SANCTION = "SANCTION"
    SUPPORT = "SUPPORT"
    THREATEN = "THREATEN"
    YIELD = "YIELD"


@dataclass(frozen=True, slots=True)
class RootGuess:
    """A root, and by how much it is likelier than the next (0 for a tie)."""

    root: Root
    lead: float


def root_of(sentence: str, *, source: Span | None = None, target: Span | None = None) -> RootGuess:
    """Return the root of what a sentence's source does to its target.

    Parameters
    ----------
    source, target
        Spans of who acts and upon whom; None where that is not known, and the answer then is less sure.

    Examples
    --------
    >>> text = "Belgrade accused Pristina of harassing Serbs."
    >>> root_of(text, source=(0, 8), target=(17, 25)).root.value
    'ACCUSE'
    """
    sums = _weights() @ row_of(sentence, source, target)
    order = np.argsort(sums)
    best, second = int(order[-1]), int(order[-2])
    return RootGuess(list(Root)[best], float(sums[best] - sums[second]))


def read_weights(path: Path) -> np.ndarray:
    """Return weights of shape (roots, columns).

    Raises
    ------
    RootWeightsError
        If the file holds none of this version.
    """
    values, scale = read_hashed_weights(path, version=VERSION, shape=(len(Root), COLUMNS), error=RootWeightsError)
    return np.asarray(values.astype(np.float32) * scale, dtype=np.float32)


def write_weights(path: Path, weights: np.ndarray) -> None:
    """Write weights of shape (roots, columns), each rounded to one of 255 steps of its root's scale."""
    scale = np.abs(weights).max(axis=1, keepdims=True).astype(np.float32) / 127
    values = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(path, values=values, scale=scale, version=np.array(VERSION))


@cache
def _weights() -> np.ndarray:
    return read_weights(WEIGHTS)
