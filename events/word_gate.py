"""Which texts a pattern can match at all: one look for a few letters, before a pattern of a thousand words is tried at each place."""

import re
from collections.abc import Iterable
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


class Gate:
    r"""What a text must hold, some of it at least, for a pattern to match in it.

    Examples
    --------
    >>> gate = Gate(re.compile(r"\b(?:bomb(?:ing|s)?|(?:car|truck) blast)\b"))
    >>> gate.opens("a blast in homs"), gate.opens("rain in homs")
    (True, False)
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._needed = _needed(pattern)

    def opens(self, text: str) -> bool:
        """Say whether the pattern may match in a text of which this is the :func:`lowered` form; False only where it cannot."""
        return self._needed is None or any(map(text.__contains__, self._needed))


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
        if name == "LITERAL":
            run += chr(value)
            continue
        options = [frozenset({lowered(run)})] if run else []
        run = ""
        if (inner := _of_item(name, value)) is not None:
            options.append(inner)
        for option in options:
            if all(len(words) >= _SHORTEST for words in option) and (best is None or _worth(option) > _worth(best)):
                best = option
    return best


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
