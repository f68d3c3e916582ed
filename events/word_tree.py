"""Many words as one pattern that reads each letter once, where an alternation would try word by word."""

import re
from collections.abc import Callable, Iterable

# Letters that also match "i", "k" and "s" where case does not count, as Python's patterns have it.
_TWINS = {"i": "ıİ", "k": "K", "s": "ſ"}
_END = ""


def tree(words: Iterable[str]) -> str:
    r"""Return a pattern of any of some words, the longest that fits first, as written.

    It matches what ``"|".join`` of the words, the longer ones first, would match.

    Examples
    --------
    >>> tree(["Gen.", "General", "Governor"])
    '(?:G(?:en(?:\\.|eral)|overnor))'
    """
    return f"(?:{_branches(_grown(words), re.escape)})"


def tree_of_any_case(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest that fits first, in any case and under any flags.

    Examples
    --------
    >>> re.match(tree_of_any_case(["rebel", "rebels"]), "REBELS").group()
    'REBELS'
    """
    return f"(?-i:{_branches(_grown(word.lower() for word in words), _letter)})"


_Node = dict[str, "_Node"]


def _grown(words: Iterable[str]) -> _Node:
    root: _Node = {}
    for word in words:
        at = root
        for letter in word:
            at = at.setdefault(letter, {})
        at[_END] = {}
    return root


def _branches(node: _Node, letter_of: Callable[[str], str]) -> str:
    each = [letter_of(letter) + _rest(below, letter_of) for letter, below in sorted(node.items()) if letter != _END]
    return "|".join(each) + ("|" if _END in node and each else "")


def _rest(node: _Node, letter_of: Callable[[str], str]) -> str:
    if not any(node):
        return ""
    if len(node) == 1:
        return _branches(node, letter_of)
    return f"(?:{_branches(node, letter_of)})"


def _letter(letter: str) -> str:
    both = sorted(each for each in {letter, letter.upper(), *_TWINS.get(letter, "")} if len(each) == 1)
    return re.escape(letter) if len(both) == 1 else f"[{''.join(both)}]"
