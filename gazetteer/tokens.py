"""Words of a text with their places in it, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from gazetteer.lexicon import lexicon
from gazetteer.names import ARTICLES, fold

# What may stand between the words of one name.
_GAP = re.compile(r"[ \u00a0\u200c]|-|\. ?|[ ]?['’‘][ ]?")
_SPACE = re.compile(r"[ \u00a0]+|[ ]?-[ ]?")
_SPACE_AFTER = re.compile(r"['’]?s?[ \u00a0]+|-")
# Abbreviations with points inside ("U.S.", "W.Va."), then words with the apostrophes and signs inside them.
# Letters, and the vowel signs that Indic scripts write as marks of their own; the danda is no letter.
_LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0971-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d])"
_TOKEN = re.compile(rf"(?:[A-Z]\.){{2,}}|[A-Z]\. ?[A-Z][a-z]?\.|{_LETTER}+(?:['’ʼ‘`ʿʾ]{_LETTER}+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
# "d'Ivoire", "l'Aquila": the name begins behind the article.
_ELIDED = re.compile(r"[dl]['’ʼ][^\W\d_a-z]")
_SHORTENED = frozenset({"mt", "mts", "ft"})
_INITIALS = re.compile(r"[A-Z]\. ?[A-Z][a-z]?\.")
# Paragraphs longer than this are cut at a space; a word longer than the other is no name.
_LONGEST_BLOCK, _LONGEST_WORD = 20_000, 80


@dataclass(frozen=True, slots=True)
class Token:
    """A word: ``text[start:end]`` without its possessive or ``prefix``, and its folded form."""

    start: int
    end: int
    text: str
    folded: str
    is_capital: bool
    prefix: str = ""

    @property
    def is_caseless(self) -> bool:
        """Return whether the word is in a script without capitals, where ``is_capital`` says nothing."""
        letter = self.text[0]
        return not letter.isascii() and _has_no_case(letter)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, so that memory stays small however long the text is."""
    for match in re.finditer(r"[^\n]+", text):
        start = match.start()
        while match.end() - start > _LONGEST_BLOCK:
            cut = text.rfind(" ", start, start + _LONGEST_BLOCK)
            cut = cut if cut > start else start + _LONGEST_BLOCK
            yield start, cut
            start = cut
        yield start, match.end()


def read_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the words of a span of a text.

    Examples
    --------
    >>> [token.text for token in read_tokens("Gharyan's fall, W.Va.", 0, 21)]
    ['Gharyan', 'fall', 'W.Va.']
    """
    states = lexicon().states
    tokens: list[Token] = []
    at = start
    while (match := _TOKEN.search(text, at, end)) is not None:
        a, b = match.span()
        if _INITIALS.fullmatch(match.group()) and match.group() not in states and not _is_country(match.group()):
            b = a + 1  # "J. Smith" is two words
        at = max(b, a + 1)
        if b - a > _LONGEST_WORD:
            continue
        if text[a : b + 1] in states:
            b = at = b + 1
        possessive = _POSSESSIVE.search(text, a, b)
        if possessive:
            b = possessive.start()
        if b > a:
            tokens.append(_token(a, b, text[a:b]))
    return [_opening(text, tokens, at) for at in range(len(tokens))]


def _opening(text: str, tokens: list[Token], at: int) -> Token:
    """Return a word; the article that a hyphen joins to a name opens it, however it is written: "al-Bab"."""
    token = tokens[at]
    if token.is_capital or token.folded not in ARTICLES or at + 1 == len(tokens):
        return token
    is_joined = tokens[at + 1].is_capital and text[token.end : tokens[at + 1].start] == "-"
    return replace(token, is_capital=True) if is_joined else token


def _is_country(word: str) -> bool:
    return word in lexicon().abbreviations


def _token(start: int, end: int, word: str) -> Token:
    return Token(start, end, word, *_folded_and_capital(word))


@lru_cache(maxsize=1 << 16)
def _folded_and_capital(word: str) -> tuple[str, bool]:
    folded = fold(word)
    # Scripts without capitals: every word may be a name.
    may_be_name = word[0].isupper() or _ELIDED.match(word) is not None or _has_no_case(word[0])
    return folded, may_be_name and not folded.isdigit()


@lru_cache(maxsize=1 << 14)
def _has_no_case(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()


class Line:
    """The words of one paragraph, in its ``language`` where that is known, and what stands between them."""

    def __init__(self, text: str, tokens: list[Token], *, language: str = "en") -> None:
        self.text = text
        self.language = language
        self.tokens = tokens
        self.folded = [token.folded for token in tokens]
        # What stands before each word; the first has nothing of its paragraph before it.
        self.gaps = ["\n", *[text[one.end : other.start] for one, other in pairwise(tokens)]]

    def span(self, at: int, count: int) -> str:
        """Return the text from one word on, so many words."""
        return self.text[self.tokens[at].start : self.tokens[at + count - 1].end]

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.gaps[at]

    def joined(self, at: int) -> bool:
        """Return whether a word and the one before it may belong to one name."""
        if not 0 < at < len(self.tokens):
            return False
        gap = self.gaps[at]
        if gap == " ":
            return True
        # A point belongs to a name after a short word only: "St. Louis", but not "in Aleppo. Homs".
        is_short = len(self.tokens[at - 1].text) <= 2 or not gap.startswith(".")
        return is_short and _GAP.fullmatch(gap) is not None

    def before(self, at: int) -> Token | None:
        """Return the word before, where nothing but a space or hyphen stands between."""
        if not at:
            return None
        gap = self.gaps[at]
        is_beside = gap == " " or _SPACE.fullmatch(gap) is not None or self._is_shortened(at - 1)
        return self.tokens[at - 1] if is_beside else None

    def _is_shortened(self, at: int) -> bool:
        """Say whether a word is a type word cut short, its point behind it: "Mt. Kenya"."""
        return self.gap(at + 1) == ". " and self.folded[at] in _SHORTENED

    def after(self, at: int) -> Token | None:
        """Return a word, where nothing but a space, hyphen or possessive stands before it."""
        if at >= len(self.tokens):
            return None
        gap = self.gaps[at]
        return self.tokens[at] if gap == " " or _SPACE_AFTER.fullmatch(gap) else None
