"""Where the name of a place begins and ends: the corpus counts type words and directions into some names and not into others."""

import re

from benchmarks.reports.corpora import Span

_WORD = re.compile(r"[\w'’‘-]+")
_TYPES = frozenset(
    "city town village villages hamlet settlement capital port suburb suburbs neighborhood neighbourhood quarter township province provinces district districts "
    "region regions governorate governroate county state states area areas countryside municipality prefecture division valley mountain mountains mount hills hill "
    "desert border coast island islands territory river lake peninsula".split()
)
_LEADS = _TYPES | frozenset(
    "the of rural greater upper lower northern southern eastern western central north south east west northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-eastern north-western south-eastern south-western midtown downtown".split()
)


def core(text: str, start: int, end: int) -> Span:
    """Return the span of a name without type words, directions and articles about it: the "Homs" of "Homs Governorate", of "southern Homs".

    Examples
    --------
    >>> core("the city of Bama Town", 4, 21)
    (12, 16)
    """
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    while len(words) > 1 and text[slice(*words[-1])].lower() in _TYPES:
        words.pop()
    while len(words) > 1 and text[slice(*words[0])].lower() in _LEADS:
        words.pop(0)
    if not words:
        return start, end
    first, last = words[0][0], words[-1][1]
    while first < last - 1 and not text[first].isalnum():
        first += 1
    return first, last
