"""Which of a place's names stands on a map in Arabic: sources list Arabic, Persian, Urdu, Kurdish and Uyghur ones side by side."""

import re
from collections import Counter
from collections.abc import Iterable

from gazetteer.scripts import script_of

# Vowel signs, the lengthening stroke and marks of direction: no part of the spelling.
_SIGNS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
# Letters that other languages write for an Arabic one.
_SAME = str.maketrans({"ک": "ك", "ڪ": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ھ": "ه", "ۀ": "ة", "پ": "ب", "ڤ": "ف"})
# Spellings that do not tell two names apart.
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ة": "ه"})
# Uyghur and Kurdish write the dotless ى within a word.
_ARABIC = re.compile(r"(?:[\u0621-\u063a\u0641-\u0648\u064a -]|\u0649(?![\u0621-\u064a]))+")
# Sources put a slip of the keyboard (three alifs) before the article, and the country behind a comma.
_SLIP, _TAIL = re.compile("ا{3,}"), re.compile(r"[،,(].*")
# "City of", "municipality of", "governorate of": a map says the town.
_CUES = ("مدينة ", "بلدية ", "شعبية ", "محافظة ", "ولاية ")
# Letters that only Arabic has kept apart: طرابلس, not ترابلس.
_OWN, _MARKED = frozenset("طصضظحعق"), frozenset("أإآؤئة")
_TOO_SHORT = 3


def arabic_name(names: Iterable[str]) -> str:
    """Return the name of a place to write in Arabic letters, "" where no source has one.

    The spelling that most of the names share wins (Persian and Urdu ones vote with the letters that they share), with its
    article and its hamzas. Where none is in Arabic's own letters, the first in the script stands (Karaj: کرج).

    Examples
    --------
    >>> arabic_name(["Tripoli", "ترابلس", "طرابلس", "طَرَابُلُس"])
    'طرابلس'
    >>> arabic_name(["Cairo", "قاهره", "القاهرة", "قاہرہ"])
    'القاهرة'
    >>> arabic_name(["Lyon"])
    ''
    """
    written = [
        plain for each in names if not each.isascii() and script_of(each) == "Arabic" and (plain := _plain(each))
    ]
    if not written:
        return ""
    votes = Counter(map(_key, written))
    arabic = [each for each in dict.fromkeys(written) if _ARABIC.fullmatch(each)]
    return min(arabic, key=lambda each: _rank(each, votes)) if arabic else written[0]


def _plain(name: str) -> str:
    words = _SLIP.sub("ا", _SIGNS.sub("", _TAIL.sub("", name))).strip()
    return next((words.removeprefix(cue) for cue in _CUES if words.startswith(cue)), words)


def _key(name: str) -> str:
    return name.translate(_SAME).translate(_ALIKE).removeprefix("ال").replace(" ", "")


def _rank(name: str, votes: Counter[str]) -> tuple[object, ...]:
    """Return a key that sorts the best spelling first."""
    key = _key(name)
    own, marked = (sum(each in letters for each in name) for letters in (_OWN, _MARKED))
    torn = any(len(word) == 1 for word in name.split())
    return (
        torn,
        len(key) < _TOO_SHORT,
        -votes[key],
        len(key),
        -own,
        not name.startswith("ال"),
        name.endswith("ى"),
        -marked,
        name,
    )
