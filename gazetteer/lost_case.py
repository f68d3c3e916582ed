"""Paragraphs whose letters have lost their case, in capitals or in small letters, and the names that may stand in them."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from gazetteer.cues import find_cue, may_begin_cue
from gazetteer.lexicon import lexicon
from gazetteer.tokens import Line, Token

# A heading of so few words is one in capitals where they all are, and enough of them are plain words: "LNA, GNA, UN" is none.
_LEAST_OF_HEADING, _PLAIN_SHARE = 3, 0.3
# A text in small letters has hardly a capital, and is English: of its words so many are plain English ones.
_LEAST_SMALL, _CAPITALS_SHARE, _ENGLISH_SHARE = 3, 0.03, 0.35
# Of a long text its beginning says so.
_ENOUGH = 400
_MOST_WORDS, _MOST_TYPED, _MOST_SHORTENED = 6, 3, 3
_SHORTEST, _CODE = 3, 2
_POSSESSIVE = frozenset({"'s ", "’s ", "'S ", "’S "})
_FIRST_GREEK = "\u0370"


class Name(NamedTuple):
    """What may be a name: its first and last word in its paragraph, and where it stands in the text."""

    first: int
    last: int
    start: int
    end: int


def is_heading_in_capitals(tokens: Sequence[Token]) -> bool:
    """Return whether all words of a short paragraph are in capitals, some plain words among them: "BOMB KILLS 12 IN HOMS"."""
    words = []
    for token in tokens:
        if token.text[0].isalpha() and len(token.text) > 1:
            if not token.text.isupper():
                return False  # as most paragraphs, at their first or second word
            words.append(token)
    return len(words) >= _LEAST_OF_HEADING and _are_plain(words, _PLAIN_SHARE)


def is_in_small_letters(lines: Sequence[Line]) -> bool:
    """Return whether a text of these paragraphs is English without capitals; "I" is written large by those who write nothing else so."""
    words: list[Token] = []
    capitals = 0
    for token in islice((token for line in lines for token in line.tokens if token.text[0].isalpha()), _ENOUGH):
        words.append(token)
        capitals += token.is_capital and token.folded != "i"
        if capitals > _CAPITALS_SHARE * _ENOUGH:
            return False  # as any ordinary text, after a few sentences
    return len(words) >= _LEAST_SMALL and capitals <= _CAPITALS_SHARE * len(words) and _are_plain(words, _ENGLISH_SHARE)


def _are_plain(words: Sequence[Token], least: float) -> bool:
    common, locative = lexicon().common, lexicon().locative
    return sum(token.folded in common or token.folded in locative for token in words) >= least * len(words)


@cache
def _shortened() -> tuple[frozenset[str], frozenset[str]]:
    """Return abbreviations of places in small letters: those that stand anywhere, and two letters of a state, behind a comma."""
    lists = lexicon()
    listed = {name.lower() for name in (*lists.abbreviations, *lists.states)}
    codes = {name.lower() for name in lists.states if len(name) == _CODE}
    return frozenset(listed - codes - {"car", "opt"}), frozenset(codes)


def possible_names(line: Line, has_name: Callable[[str], bool]) -> list[Name]:
    """Return the names of the gazetteer in a paragraph, whatever their case, and what a type word ends; in Latin letters only."""
    found: list[Name] = []
    never = lexicon().never
    for at, token in enumerate(line.tokens):
        if not "!" < token.text[0] < _FIRST_GREEK or not token.text[0].isalpha():
            continue
        words: list[str] = []
        for last in range(at, min(at + _MOST_WORDS, len(line.tokens))):
            if last > at and not (line.joined(last) or line.gap(last) in _POSSESSIVE):
                break
            words.append(line.folded[last])
            if last - at < _MOST_SHORTENED and (end := _end_of_shortened(line, at, last)):
                found.append(Name(at, last, token.start, end))
            elif last == at and (token.folded in never or len(token.folded) < _SHORTEST):
                continue
            elif has_name(" ".join(words)) or (0 < last - at < _MOST_TYPED and _is_typed(words)):
                found.append(Name(at, last, token.start, line.tokens[last].end))
    return found


def _is_typed(words: Sequence[str]) -> bool:
    return may_begin_cue(words[-1]) and find_cue(words[-1]) is not None and words[0] not in lexicon().never


def _end_of_shortened(line: Line, at: int, last: int) -> int:
    """Return where an abbreviation of a place ends, its point included, 0 where it is none."""
    anywhere, codes = _shortened()
    start, end = line.tokens[at].start, line.tokens[last].end
    for stop in (end + 1, end):
        name = line.text[start:stop].lower()
        if name in anywhere or (name in codes and line.gap(at) == ", "):
            return stop
    return 0
