"""In which language a paragraph is written, as far as its small words decide which words are places."""

import re
import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from gazetteer.lexicon import Lexicon, lexicon

_DATA = Path(__file__).parent / "data" / "words" / "languages.toml"
ENGLISH = "en"
# So many small words tell a language; of a long text the beginning does.
_LEAST, _ENOUGH = 2, 20_000
# Small letters that Turkish alone has among the three; its telling words are endings more often than words.
_TURKISH_LETTERS = "ğış"
_TURKISH = re.compile(rf"\b[a-zçöü]\w*[{_TURKISH_LETTERS}]")
_ADDED = ("locative", "strong_locative", "never", "titles", "peopled", "first_names")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _telling() -> dict[str, tuple[str, ...]]:
    """Return the languages that each small word speaks for."""
    found: dict[str, tuple[str, ...]] = {}
    for language, lists in _table().items():
        for word in lists["telling"]:
            found[word] = (*found.get(word, ()), language)
    return found


def language_of(text: str, *, otherwise: str = ENGLISH) -> str:
    """Return "fr", "es" or "tr" where the small words of a text say so, else ``otherwise``, or "en" where they say that.

    Examples
    --------
    >>> language_of("Des crues ont coupé la route entre Narbonne et Béziers."), language_of("He left the town of Las Vegas.")
    ('fr', 'en')
    """
    return _told_by(text[:_ENOUGH]) or otherwise


@lru_cache(maxsize=16)
def _told_by(text: str) -> str:
    telling = _telling()
    counts = Counter(chain.from_iterable([telling[word] for word in text.split() if word in telling]))
    if any(letter in text for letter in _TURKISH_LETTERS):
        counts["tr"] += len(_TURKISH.findall(text))
    if not +counts:
        return ""
    best, times = max(counts.items(), key=lambda item: (item[1], item[0] == ENGLISH))
    return best if times >= _LEAST else ""


@cache
def words_of(language: str) -> Lexicon:
    """Return the word lists of recognition for paragraphs of a language: its own beside the English ones."""
    lists, added = lexicon(), _table()[language]
    return replace(lists, **{key: getattr(lists, key) | frozenset(added[key]) for key in _ADDED if key in added})
