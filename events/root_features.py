"""What the learned say on a sentence's kind looks at: its words and their pairs, hashed, so that no word is kept."""

import itertools
import re
import zlib
from collections.abc import Iterator

import numpy as np

Span = tuple[int, int]
# A power of two: a hash's lowest bits are its column.
COLUMNS = 2**15
# A change of what is hashed is a change of this number.
VERSION = "1"
_WORD = re.compile(r"[A-Za-z][a-z'’-]*|\d+")
# More of a hostile sentence than this is not looked at.
_LONGEST = 2_000
_BEHIND, _AFTER = 5, 6
_ENDINGS = ("ing", "ed", "es", "s")


def row_of(sentence: str, source: Span | None, target: Span | None) -> np.ndarray:
    """Return a sentence as so many numbers of unit length, shape (COLUMNS,).

    Parameters
    ----------
    source, target
        Who acts, and upon whom; None where that is not known.
    """
    row = np.zeros(COLUMNS, dtype=np.float32)
    for word in _words_of(sentence[:_LONGEST], source or (0, 0), target):
        hashed = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        row[hashed % COLUMNS] += 1.0 if hashed & 0x80000000 else -1.0
    length = float(np.linalg.norm(row))
    return row / length if length else row


def _words_of(sentence: str, source: Span, target: Span | None) -> Iterator[str]:
    """Yield the words and pairs of the whole, and again, marked, of what stands behind the source, up to and past the target."""
    aim = target or (len(sentence), len(sentence))
    yield from _marked("", sentence)
    yield from _marked("behind ", sentence[source[1] :], most=_BEHIND)
    if source[1] <= aim[0]:
        yield from _marked("between ", sentence[source[1] : aim[0]])
    else:
        yield from _marked("before ", sentence[aim[1] : source[0]])
    yield from _marked("after ", sentence[aim[1] :], most=_AFTER)
    yield from _marked("target ", sentence[slice(*aim)], is_paired=False)
    yield from _marked("source ", sentence[slice(*source)], is_paired=False)


def _marked(mark: str, text: str, *, most: int | None = None, is_paired: bool = True) -> Iterator[str]:
    words = [stem(found) for found in _WORD.findall(text)][:most]
    yield from (mark + word for word in words)
    if is_paired:
        yield from (f"{mark}{one} {other}" for one, other in itertools.pairwise(words))


def stem(word: str) -> str:
    """Return a word without its ending: "warned" and "warns" are one."""
    low = word.lower()
    ending = next((each for each in _ENDINGS if low.endswith(each) and len(low) - len(each) >= 4), "")
    return low.removesuffix(ending)
