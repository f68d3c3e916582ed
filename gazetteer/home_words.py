"""Which country a text is local news of, by the words for its institutions: sheriffs, magistrates' courts, barangays."""

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "words" / "home.toml"
_WORD = re.compile(r"[^\W_]++(?:[.'-][^\W_]++)*+")
_MOST_WORDS = 3
# One such word may be a guest's ("a grand jury in Libya", it says of another country); so many different ones are no chance.
_LEAST_WORDS = 2
# Only the beginning of a long text is read: what it is does not change with its length.
_READ = 6_000


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for code, words in table.items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


def institutions(code: str) -> frozenset[str]:
    """Return the words of a country's institutions, lower case, by its ISO 3166-1 alpha-2 code."""
    return frozenset(word for word, codes in _words().items() if code in codes)


@cache
def _firsts() -> frozenset[str]:
    return frozenset(word.split(" ")[0] for word in _words())


def home_words(text: str) -> dict[str, int]:
    """Return how many different words of a country's institutions a text has, by ISO 3166-1 alpha-2, where there are enough.

    Examples
    --------
    >>> home_words("The sheriff's office said a grand jury will meet in Paris.")
    {'US': 2}
    >>> home_words("A grand jury will meet in Paris.")
    {}
    """
    words = _WORD.findall(_lowered(text[:_READ]))
    known, firsts = _words(), _firsts()
    found: set[str] = set()
    behind = 0
    for at in [at for at, word in enumerate(words) if word in firsts]:
        if at < behind:
            continue
        phrases = (" ".join(words[at : at + count]) for count in range(_MOST_WORDS, 0, -1))
        phrase = next((each for each in phrases if each in known), None)
        if phrase is not None:
            found.add(phrase)
            behind = at + phrase.count(" ") + 1
    told: dict[str, int] = {}
    for phrase in found:
        for code in known[phrase]:
            told[code] = told.get(code, 0) + 1
    return {code: count for code, count in sorted(told.items()) if count >= _LEAST_WORDS}


def _lowered(text: str) -> str:
    """Return a text in small letters and with plain apostrophes, as long as it was."""
    # Of a Turkish capital I a small letter and a loose dot would become, which parts a word.
    return text.replace("İ", "ı").replace("’", "'").lower()
