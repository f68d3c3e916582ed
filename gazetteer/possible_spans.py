"""Which words of a text may be a place's name at all: what the learned scorer is asked about."""

from collections.abc import Callable, Iterable, Sequence

from gazetteer.tokens import Line

OWNS = frozenset({"'s ", "’s "})
"""A possessive that joins two words: "Libya's Sirte"."""
# A name has no more words than this; of capitalised words in a row fewer are tried.
_MOST_WORDS, _MOST_CAPITALS = 6, 4
_INSIDE = frozenset("of the de la del al el du and ad ash bin on upon sur am an der".split())
_LOWER_ENDS = frozenset({"territories", "territory"})
_FIRST_GREEK = "\u0370"


def possible_spans(
    text: str, lines: Sequence[Line], finds: Iterable[tuple[int, int]], has_name: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """Return names of the gazetteer, capitalised words in a row, and what the rules found.

    Parameters
    ----------
    lines
        The words of each paragraph.
    finds
        What the rules found, (start, end) in the text.
    has_name
        Whether the gazetteer has a folded name.

    Returns
    -------
    list of tuple
        First and last word, counted over all lines, in text order; in Latin letters only, as of others the trees have seen none.
    """
    found: set[tuple[int, int]] = set()
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    begin = 0
    for line in lines:
        for at, token in enumerate(line.tokens):
            starts[token.start] = ends[token.end] = begin + at
            if token.is_capital and _is_latin(token.text):
                found.update((begin + at, begin + last) for last in _lasts(line, at, has_name))
        begin += len(line.tokens)
    for start, end in finds:
        if start in starts and end in ends and _is_latin(text[start:end]):
            found.add((starts[start], ends[end]))
    return sorted(found)


def _lasts(line: Line, at: int, has_name: Callable[[str], bool]) -> list[int]:
    """Return the last words of the names that may begin at a word of a paragraph."""
    tokens, lasts, only_capitals = line.tokens, [], True
    words: list[str] = []
    for last in range(at, min(at + _MOST_WORDS, len(tokens))):
        token = tokens[last]
        if last > at:
            is_inside = token.is_capital or token.folded in _INSIDE or token.folded in _LOWER_ENDS
            if not is_inside or not (line.joined(last) or line.gap(last) in OWNS):
                break
        words.append(token.folded)
        only_capitals = only_capitals and token.is_capital
        if not token.is_capital and token.folded not in _LOWER_ENDS:
            continue
        if (only_capitals and last - at < _MOST_CAPITALS) or has_name(" ".join(words)):
            lasts.append(last)
    return lasts


def _is_latin(name: str) -> bool:
    return name.isascii() or all(letter < _FIRST_GREEK or not letter.isalpha() for letter in name)
