"""Words of a text with their places in it, paragraph by paragraph."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gazetteer.lexicon import lexicon
from gazetteer.names import ARTICLES, fold

# What may stand between the words of one name.
_GAP = re.compile(r"[ \u00a0\u200c]|-|\. ?|[ ]?['’‘][ ]?")
_SPACE = re.compile(r"[ \u00a0]+|[ ]?-[ ]?")
_SPACE_AFTER = re.compile(r"['’]?s?[ \u00a0]+|-")
# Abbreviations with points inside ("U.S.", "W.Va."), then words with the apostrophes and signs inside them.
# Letters, and the vowel signs that Indic scripts write as marks of their own; the danda is no letter.
_LETTERS = r"(?:[^\W_]++|[\u0900-\u0963\u0971-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d]++)++"
_TOKEN = re.compile(rf"(?:[A-Z]\.){{2,}}|[A-Z]\. ?[A-Z][a-z]?\.|{_LETTERS}(?:['’ʼ‘`ʿʾ]{_LETTERS})*+")
_PARTED = re.compile(f"({_TOKEN.pattern})")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
# "d'Ivoire", "l'Aquila": the name begins behind the article.
_ELIDED = re.compile(r"[dl]['’ʼ][^\W\d_a-z]")
_SHORTENED = frozenset({"mt", "mts", "ft"})
_INITIALS = re.compile(r"[A-Z]\. ?[A-Z][a-z]?\.")
# Paragraphs longer than this are cut at a space; a word longer than the other is no name.
_LONGEST_BLOCK, _LONGEST_WORD = 20_000, 80


class Token(NamedTuple):
    """A word: ``text[start:end]`` without its possessive or ``prefix``, and its folded form.

    A tuple, which is made in a third of a dataclass's time: a text has a token for each of its words.
    """

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
        return not letter.isascii() and has_no_case(letter)


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
    tokens: list[Token] = []
    add, new, read = tokens.append, tuple.__new__, _read_word
    at = start
    # In turn what stands between words, and a word: one call for a paragraph, where a match object for each word costs more.
    pieces = iter(_PARTED.split(text[start:end]))
    for gap, word in zip(pieces, pieces, strict=False):
        at += len(gap)
        bare, length, folded, is_capital, is_plain = read(word)
        if not is_plain:
            if _is_two_words(word):
                return _read_on(text, at, end, tokens)
            if len(word) > _LONGEST_WORD:
                at += len(word)
                continue
            if text.startswith(".", at + len(word)) and text[at : at + len(word) + 1] in lexicon().states:
                bare, length, folded, is_capital, _ = read(text[at : at + len(word) + 1])
        if is_capital and gap[-1:] == "-" and tokens:
            _open_with_article(tokens, at)
        add(new(Token, (at, at + length, bare, folded, is_capital, "")))
        at += len(word)
    return tokens


def _read_on(text: str, start: int, end: int, tokens: list[Token]) -> list[Token]:
    """Return the words before ``start`` with those from there on, read one by one: where "J. S." parts, other words may begin."""
    lists = lexicon()
    at = start
    while at < end:
        for match in _TOKEN.finditer(text, at, end):
            a, b = match.span()
            at, word = b, match.group()
            if _is_two_words(word):
                at = b = a + 1
                word = text[a]  # "J. Smith" is two words: reading goes on behind the first
            if len(word) > _LONGEST_WORD:
                continue
            if text.startswith(".", b) and text[a : b + 1] in lists.states:
                b = at = b + 1
                word = text[a:b]
            bare, length, folded, is_capital, _ = _read_word(word)
            if is_capital and tokens and text[a - 1] == "-":
                _open_with_article(tokens, a)
            tokens.append(Token(a, a + length, bare, folded, is_capital))
            if at != match.end():
                break
        else:
            return tokens
    return tokens


def _is_two_words(word: str) -> bool:
    """Say whether points join what are initials of a person, and no state or abbreviation."""
    lists = lexicon()
    return (
        "." in word
        and _INITIALS.fullmatch(word) is not None
        and not (word in lists.states or word in lists.abbreviations)
    )


def _open_with_article(tokens: list[Token], start: int) -> None:
    """Let the article that a hyphen joins to the name at ``start`` open it, however it is written: "al-Bab"."""
    token = tokens[-1]
    if token.end == start - 1 and not token.is_capital and token.folded in ARTICLES:
        tokens[-1] = token._replace(is_capital=True)


@lru_cache(maxsize=1 << 15)
def _read_word(word: str) -> tuple[str, int, str, bool, bool]:
    """Return a word without its possessive, that one's length, folded, whether it may begin a name, and whether it is plain.

    What is plain needs no closer look: no points in it, no state that is cut short where a point follows, not too long.
    """
    possessive = _POSSESSIVE.search(word)
    bare = word[: possessive.start()] if possessive else word
    folded = fold(bare)
    # Scripts without capitals: every word may be a name.
    may_be_name = bare[0].isupper() or _ELIDED.match(bare) is not None or has_no_case(bare[0])
    is_plain = "." not in word and len(word) <= _LONGEST_WORD and f"{word}." not in lexicon().states
    return bare, len(bare), folded, may_be_name and not folded.isdigit(), is_plain


@lru_cache(maxsize=1 << 14)
def has_no_case(letter: str) -> bool:
    """Return whether a letter is of a script without capitals."""
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
