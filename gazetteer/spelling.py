"""Spellings that differ: sound forms and skeletons of romanised names, edit distance for typing errors."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from gazetteer.names import ARTICLES, drop_article, unify_articles

_DATA = Path(__file__).parent / "data" / "scripts.toml"
# How romanisations of one letter differ, longest first; "$" stands for sh, "x" for kh.
_SOUNDS = re.compile("tch|sch|sh|ch|dj|kh|gh|th|dh|zh|ph|ts|ou|oo|ee|ei|ai|ay|ey|iy|yi|ck|[cqgkvwyeo]")
_SOUND_OF = {
    "tch": "$", "sch": "$", "sh": "$", "ch": "$", "dj": "j", "zh": "j", "kh": "x", "gh": "k", "ck": "k", "th": "t",
    "dh": "d", "ph": "f", "ts": "z", "ou": "u", "oo": "u", "ee": "i", "ei": "i", "ai": "i", "ay": "i", "ey": "i",
    "iy": "i", "yi": "i", "c": "k", "q": "k", "g": "k", "k": "k", "v": "v", "w": "w", "y": "i", "e": "i", "o": "u",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aiuw]")
_GLUED_ARTICLE = re.compile("^[ae]l(?=.{4})")
SHORTEST_WITH_TYPO, SHORTEST_WITH_TWO_TYPOS = 5, 9
# Vowels and what stands for one; from how many letters on one consonant may be wrong too.
_WEAK, _LONG_ENOUGH = frozenset("aeiouywh "), 8


@cache
def _scripts() -> tuple[dict[str, frozenset[str]], dict[int, str]]:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    letters = str.maketrans(table.pop("letters"))
    return {script: frozenset(countries) for script, countries in table.items()}, letters


@cache
def romanised_countries() -> frozenset[str]:
    """Return the codes of the countries whose names are matched by sound."""
    return _scripts()[0]["arabic"] | _scripts()[0]["cyrillic"]


def is_written_at_home(name: str, country_code: str) -> bool:
    """Say whether a country's own names are written in a name's script; True where the script is no country's.

    Examples
    --------
    >>> is_written_at_home("حلب", "SY"), is_written_at_home("كان", "FR"), is_written_at_home("Cannes", "FR")
    (True, False, True)
    """
    script = unicodedata.name(name[0], "").split(" ")[0].lower() if name else ""
    countries = _scripts()[0].get(script)
    return countries is None or country_code in countries


@lru_cache(maxsize=1 << 14)
def sound_form(folded: str) -> str:
    """Return how a folded name sounds, letters that romanisations swap brought together, articles dropped.

    Examples
    --------
    >>> sound_form("misurata"), sound_form("misratah"), sound_form("مصراته"), sound_form("garabulli")
    ('misurata', 'misrata', 'msrat', 'karabuli')
    """
    words = drop_article(folded).split(" ")
    if len(words) > 1:
        words = [word for word in unify_articles(" ".join(words)).split(" ") if word not in ARTICLES] or words
    joined = "".join(words)
    if not joined.isascii():
        joined = joined.translate(_scripts()[1])
    sounds = _SOUNDS.sub(lambda found: _SOUND_OF[found.group()], joined)
    short = _DOUBLED.sub(r"\1", sounds)
    return short[:-1] if short.endswith("h") and len(short) > 2 else short


def skeleton(sound: str) -> str:
    """Return the consonants of a sound form; a leading vowel counts as one letter.

    Examples
    --------
    >>> skeleton(sound_form("misurata")), skeleton(sound_form("al asabiah")), skeleton(sound_form("wadi"))
    ('msrt', 'asb', 'wd')
    """
    if not sound:
        return ""
    first = "a" if sound[0] in "aiu" else sound[0]
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", sound[1:]))


def sound_forms(folded: str) -> tuple[str, ...]:
    """Return a written name's sound forms: as it stands, and without an article glued to it ("Alasabaa")."""
    own = sound_form(folded)
    glued = _GLUED_ARTICLE.sub("", folded)
    return (own, sound_form(glued)) if glued != folded and " " not in folded else (own,)


def edit_distance(one: str, other: str, limit: int) -> int:
    """Return the number of letters to change, add, drop or swap with the next; ``limit + 1`` where it is more.

    Examples
    --------
    >>> edit_distance("tarhuna", "tarhunah", 2), edit_distance("misrata", "mirsata", 2), edit_distance("a", "xyz", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    # What begins and ends alike needs no edits; most names of one list differ in a few letters in the middle.
    start, ends = 0, (len(one), len(other))
    while start < min(ends) and one[start] == other[start]:
        start += 1
    last, counterlast = ends
    while min(last, counterlast) > start and one[last - 1] == other[counterlast - 1]:
        last, counterlast = last - 1, counterlast - 1
    return _edits(one[start:last], other[start:counterlast], limit)


def _edits(one: str, other: str, limit: int) -> int:
    """Return the edit distance of two strings that begin and end differently; ``limit + 1`` where it is more."""
    if not one or not other:
        return min(max(len(one), len(other)), limit + 1)
    far = limit + 1
    before: list[int] = []
    above = [min(column, far) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        # Cells farther from the diagonal than the limit cost more than it.
        first, last = max(row - limit, 1), min(row + limit, len(other))
        current = [far] * (len(other) + 1)
        beside = least = current[first - 1] = row if first == 1 and row < far else far
        for column in range(first, last + 1):
            counter = other[column - 1]
            cost = above[column - 1]
            if letter != counter:
                cost = min(cost, above[column], beside) + 1
                if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counter:
                    cost = min(cost, before[column - 2] + 1)
            current[column] = beside = cost
            if cost < least:
                least = cost
        if least > limit:
            return far
        before, above = above, current
    return min(above[-1], far)


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Return how alike two sound forms are, 0 to 1: one less the share of letters that differ.

    Below ``least`` the answer is somewhere below it, and found sooner.
    """
    longest = max(len(one), len(other), 1)
    return 1.0 - edit_distance(one, other, int((1.0 - least) * longest) + 1) / longest


def typos_allowed(folded: str) -> int:
    """Return how many typing errors a folded name of this length may hold: none in short ones, two in long ones."""
    if len(folded) < SHORTEST_WITH_TYPO:
        return 0
    return 1 if len(folded) < SHORTEST_WITH_TWO_TYPOS else 2


def is_slip(written: str, listed: str) -> bool:
    """Return whether two folded names a few letters apart are one name mistyped, and not two names.

    The first letter is hardly ever mistyped; in short names a slip leaves the consonants and their order alone, or
    swaps two neighbours: Messla is not Messah, Mabruk not Tobruk.

    Examples
    --------
    >>> is_slip("tarhunna", "tarhuna"), is_slip("mabruk", "tobruk"), is_slip("messla", "messah"), is_slip("mirsata", "misrata")
    (True, False, False, True)
    """
    if written[:1] != listed[:1] and not (written[0] in _WEAK and listed[0] in _WEAK):
        return False
    if min(len(written), len(listed)) >= _LONG_ENOUGH:
        return True
    return _consonants(written) == _consonants(listed)


@lru_cache(maxsize=1 << 12)
def _consonants(folded: str) -> str:
    """Return a folded name's consonants, doubled ones once, in the order of the alphabet."""
    return "".join(sorted(_DOUBLED.sub(r"\1", "".join(letter for letter in folded if letter not in _WEAK))))


def half_keys(country: str, folded: str) -> tuple[str, str]:
    """Return the two keys under which a name is filed for typing errors: one of its halves is whole after one error."""
    middle = len(folded) // 2
    return f"{country}<{len(folded)}{folded[:middle]}", f"{country}>{len(folded)}{folded[middle:]}"


def half_queries(country: str, folded: str) -> Iterator[str]:
    """Yield the keys under which names within the allowed number of errors are filed."""
    errors = typos_allowed(folded)
    if not errors:
        return
    for length in range(len(folded) - errors, len(folded) + errors + 1):
        middle = length // 2
        yield f"{country}<{length}{folded[:middle]}"
        yield f"{country}>{length}{folded[-(length - middle) :]}"
