"""A place's names, by the script that they are written in."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

# Unicode's first word of a letter's name, where readers call the script otherwise.
_CALLED = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "MYANMAR": "Burmese",
    "FULLWIDTH": "Latin", "MODIFIER": "Latin",
}  # fmt: skip
_JAPANESE = frozenset({"HIRAGANA", "KATAKANA"})


def script_of(name: str) -> str:
    """Return the script of most letters of a name, "Other" where it has none.

    Examples
    --------
    >>> script_of("Misrata"), script_of("Мисрата"), script_of("的黎波里"), script_of("ミスラタ")
    ('Latin', 'Cyrillic', 'Chinese', 'Japanese')
    """
    words = [_first_word(letter) for letter in name if letter.isalpha()]
    if not any(words):
        return "Other"
    if _JAPANESE & set(words):
        return "Japanese"
    most = Counter(filter(None, words)).most_common(1)[0][0]
    return _CALLED.get(most, most.capitalize())


@lru_cache(maxsize=8192)  # a map asks for every letter of a hundred thousand names; few differ
def _first_word(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def names_by_script(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return names by script: Latin first, then the script with most names; within one in the order given, each once.

    Examples
    --------
    >>> names_by_script(["Мисрата", "Misrata", "Misurata"])
    {'Latin': ('Misrata', 'Misurata'), 'Cyrillic': ('Мисрата',)}
    """
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        found.setdefault(script_of(name), []).append(name)
    order = sorted(found, key=lambda script: (script != "Latin", -len(found[script]), script))
    return {script: tuple(found[script]) for script in order}
