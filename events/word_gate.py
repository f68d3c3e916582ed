"""Which texts a pattern can match at all: one look for a few letters, before a pattern of a thousand words is tried at each place."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

# A part of a word shorter than this stands in nearly every sentence: it would open to all.
_SHORTEST = 3
# So many are looked for faster than the pattern runs.
_MOST = 400
# Letters that match "i" and "s" whatever the case, and do not become these in small letters.
_TWINS = str.maketrans({"ı": "i", "İ": "i", "ſ": "s"})


def lowered(text: str) -> str:
    """Return a text as gates look at it."""
    return text.lower() if text.isascii() else text.translate(_TWINS).lower()


class Gates:
    """What a text must hold, some of it at least, for each of many patterns to match in it; all looked at in one go.

    Examples
    --------
    >>> gates = Gates([re.compile("bomb|shell"), re.compile("arrest"), re.compile("raid")])
    >>> gates.opened("shelling and a raid in homs")
    [0, 2]
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._always: set[int] = set()
        self._by_letters: dict[str, list[tuple[str, int]]] = {}
        for number, pattern in enumerate(patterns):
            needed = _needed(pattern)
            if needed is None:
                self._always.add(number)
            for words in needed or ():
                self._by_letters.setdefault(words[:_SHORTEST], []).append((words, number))

    def opened(self, text: str) -> list[int]:
        """Return the numbers of the patterns that may match in a text of which this is the :func:`lowered` form, in order: all that match, and a few more."""
        found = set(self._always)
        for letters in self._by_letters.keys() & _letters_of(text):
            found.update(number for words, number in self._by_letters[letters] if number not in found and words in text)
        return sorted(found)


# Events, days and claims are looked for in one sentence after each other.
@lru_cache(maxsize=1)
def _letters_of(text: str) -> frozenset[str]:
    return frozenset([text[at : at + _SHORTEST] for at in range(len(text) - _SHORTEST + 1)])


def _needed(pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """Return strings of which a match holds one at least; None where nothing can be said."""
    try:
        from re import _parser  # type: ignore[attr-defined]  # noqa: PLC0415

        found = _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    except (ImportError, AttributeError, TypeError, ValueError):  # another Python's own affair: no gate, no gain
        return None
    if found is None or len(found) > _MOST:
        return None
    shortest_first = sorted(found, key=lambda words: (len(words), words))
    kept: list[str] = []
    for words in shortest_first:
        if not any(each in words for each in kept):
            kept.append(words)
    return tuple(kept)


def _of_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    """Of things that follow each other each is needed: take the one that says most."""
    best: frozenset[str] | None = None
    run = ""
    for name, value in [(str(name), value) for name, value in items] + [("END", None)]:
        if name == "LITERAL" or (name == "IN" and _is_one_letter(value)):
            run += chr(value if name == "LITERAL" else value[0][1])
            continue
        options = [frozenset({lowered(run)})] if run else []
        run = ""
        if (inner := _of_item(name, value)) is not None:
            options.append(inner)
        for option in options:
            if all(len(words) >= _SHORTEST for words in option) and (best is None or _worth(option) > _worth(best)):
                best = option
    return best


def _is_one_letter(options: Iterable[Any]) -> bool:
    """Say whether a set is of one letter in any case: "[kK]"."""
    letters = [chr(value) if str(name) == "LITERAL" else "" for name, value in options]
    return "" not in letters and len(set(map(lowered, letters))) == 1


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return -len(words), min(map(len, words))


def _of_item(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _of_sequence(value[-1])
    if name == "BRANCH":
        each = [_of_sequence(branch) for branch in value[1]]
        return None if any(words is None for words in each) else frozenset().union(*(words or () for words in each))
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _of_sequence(value[2]) if value[0] > 0 else None
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    return None
