"""Copies: which reports carry one text, so that an agency's story in ten papers counts as one origin."""

import hashlib
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from re import compile as pattern

# A copy shares runs of five words with its original; two reporters at one scene share hardly any.
_RUN = 5
# So much of the shorter text's runs: a paper cuts the end and writes another first line. Set on texts of our own.
LEAST_SHARED = 0.6
# Below so many runs two texts may agree by chance ("The army said in a statement on Tuesday").
_LEAST_RUNS = 6
# Words of a text that are looked at: a page has 500, a long report 20,000.
_MOST_WORDS = 20_000
_WORD = pattern(r"[^\W_]+")


def text_digest(text: str) -> str:
    """Return what is the same for two texts of the same letters and digits, whatever their case, line ends, quotation marks and spaces.

    Examples
    --------
    >>> text_digest("A bomb went off,  police said.") == text_digest("A bomb went off, police said")
    True
    """
    digest = hashlib.sha256()
    for word in _words(text):
        digest.update(word.encode("utf-8", "surrogatepass") + b" ")
    return digest.hexdigest()[:32]


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of five words in the first 20,000 words of a text; none for a text of fewer than five."""
    words = list(islice(_words(text), _MOST_WORDS))
    return frozenset(_hash(" ".join(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))


def share_copied(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much of the shorter of two texts the other has too, 0 to 1, by their `shingles`; 0 where one is too short to tell."""
    fewer, more = sorted((one, other), key=len)
    return len(fewer & more) / len(fewer) if len(fewer) >= _LEAST_RUNS else 0.0


def origins(texts: Sequence[str]) -> tuple[int, ...]:
    """Return for each text the number of its origin, from 0 in the order of the texts; copies of one text have the same.

    Each text is compared with the first of each origin that shares a run of words with it, so that the work grows with the
    texts' words, not with their pairs.

    Examples
    --------
    >>> wire = "Gunmen killed four people at a market in the north of the country on Tuesday, police said."
    >>> origins([wire, "Fire destroyed a school in the capital overnight.", f"(Wire) {wire}"])
    (0, 1, 0)
    """
    digests: dict[str, int] = {}
    firsts: list[frozenset[int]] = []
    having: dict[int, array[int]] = {}
    found: list[int] = []
    for text in texts:
        digest = text_digest(text)
        number = digests.get(digest)
        if number is None:
            runs = shingles(text)
            number = _origin(runs, firsts, having)
            if number is None:
                number = len(firsts)
                firsts.append(runs)
                for run in runs:
                    having.setdefault(run, array("l")).append(number)
            digests[digest] = number
        found.append(number)
    return tuple(found)


def _origin(runs: frozenset[int], firsts: Sequence[frozenset[int]], having: dict[int, "array[int]"]) -> int | None:
    shared = Counter(number for run in runs for number in having.get(run, ()))
    likely = ((share_copied(runs, firsts[number]), -number) for number, _ in shared.most_common(8))
    share, number = max(likely, default=(0.0, 0))
    return -number if share >= LEAST_SHARED else None


def _words(text: str) -> Iterable[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (word.group() for word in _WORD.finditer(plain))


def _hash(words: str) -> int:
    # Python's own hash of a word differs from run to run.
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")
