"""What the words about a name and a trigger say of whether the one is where the other happened: hashed, so that no word is kept."""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from events.errors import WhereWeightsError
from events.hashed_weights import read_hashed_weights
from events.root_features import stem
from events.sentence_words import KIND, Word

Span = tuple[int, int]
WEIGHTS = Path(__file__).parent / "data" / "weights" / "where_words.npz"
# A power of two: a hash's lowest bits are its column.
COLUMNS = 2**15
# A change of what is hashed is a change of this number.
VERSION = "1"
_PREPOSITIONS = frozenset(range(KIND["the"]))
# So many words before a name may its preposition stand; a way of so many words between the two is taken as a whole.
_GOVERNS, _WAY = 7, 8
# More of a hostile sentence than this is not looked at.
_MOST_BETWEEN, _MOST = 25, 80


def hashes(words: Sequence[Word], trigger: Span, name: Span, others: Sequence[Span]) -> list[int]:
    """Return the columns that a name and a trigger switch on; the names of other places all count as one word.

    Parameters
    ----------
    trigger, name, others
        First and last word of each, as places in ``words``.
    """
    said = _said(words, trigger, name, {at for a, b in others for at in range(a, b + 1)})
    return sorted({zlib.crc32(each.encode("utf-8", "surrogatepass")) % COLUMNS for each in said})


def _said(words: Sequence[Word], trigger: Span, name: Span, others: set[int]) -> Iterator[str]:
    def word(at: int) -> str:
        if not 0 <= at < len(words):
            return "|"
        return "@" if at in others else stem(words[at].lower)

    (t0, t1), (n0, n1) = trigger, name
    verb, is_behind = stem(words[t0].lower), n0 > t0
    side = ">" if is_behind else "<"
    a, b = (t1 + 1, n0) if is_behind else (n1 + 1, t0)
    gap = min(max(0, b - a).bit_length(), 6)
    governing = next(
        (words[at].lower for at in range(n0 - 1, max(-1, n0 - 1 - _GOVERNS), -1) if words[at].kind in _PREPOSITIONS), ""
    )
    yield from (f"v{verb}", f"v{verb}{side}", f"p{governing}{side}", f"vp{verb}{side}{governing}")
    yield from (f"vpg{verb}{side}{governing}{gap}", f"b1v{word(n0 - 1)} {verb}{side}", f"b1{word(n0 - 1)}")
    yield from (f"b2{word(n0 - 2)} {word(n0 - 1)}", f"b2w{word(n0 - 2)}")
    yield f"b3{word(n0 - 3)} {word(n0 - 2)} {word(n0 - 1)}"
    yield from (f"a1{word(n1 + 1)}", f"a2{word(n1 + 1)} {word(n1 + 2)}")
    yield from (f"n{words[n0].lower}", f"l{words[n1].lower}", f"ng{words[n0].lower} {governing}")
    yield from (f"t1{verb} {word(t1 + 1)}", f"t2{verb} {word(t1 + 1)} {word(t1 + 2)}")
    yield from (f"t-1{word(t0 - 1)} {verb}", f"t-2{word(t0 - 2)} {word(t0 - 1)}")
    if b - a <= _WAY:
        yield "path" + side + " ".join(word(at) for at in range(a, b))
    between = range(a, min(b, a + _MOST_BETWEEN))
    yield from (f"m{side}{word(at)}" for at in between)
    yield from (f"mm{side}{word(at)} {word(at + 1)}" for at in between[:-1])
    # What else the sentence says: whether it tells of a place at all.
    yield from (f"s{word(at)}" for at in range(min(len(words), _MOST)) if not a <= at < b)


def lexical_score(weights: np.ndarray, columns: Sequence[int]) -> float:
    """Return the weights' say on columns that are on, a row of unit length."""
    return float(weights[list(columns)].sum() / np.sqrt(max(1, len(columns))))


def write_words(path: Path, weights: np.ndarray) -> None:
    """Write weights of shape (COLUMNS,), each rounded to one of 255 steps."""
    scale = np.float32(np.abs(weights).max() / 127)
    np.savez_compressed(path, values=np.round(weights / scale).astype(np.int8), scale=scale, version=np.array(VERSION))


@cache
def word_weights() -> np.ndarray:
    """Return the shipped weights, shape (COLUMNS,).

    Raises
    ------
    WhereWeightsError
        If the file holds none of this version.
    """
    values, scale = read_hashed_weights(WEIGHTS, version=VERSION, shape=(COLUMNS,), error=WhereWeightsError)
    return np.asarray(values.astype(np.float32) * scale, dtype=np.float32)
