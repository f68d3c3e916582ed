"""What a language in Latin letters writes on to a name comes off: "d'Idlib", "l'Algérie", "Ankara'dan", "Halep'te"."""

import re
from collections.abc import Sequence

from gazetteer.gazetteer import Gazetteer
from gazetteer.language import words_of
from gazetteer.names import fold
from gazetteer.tokens import Token

_ELIDED = re.compile(r"([dlDL]|[Qq]u|[Jj]usqu)['’ʼ](?=[^\W\d_a-z])")
_SUFFIXED = re.compile(r"([^\W\d_]+)['’ʼ]([^\W\d_]{1,5})")
# Longer endings are no English and no Arabic word's: they come off whatever the paragraph's small words say.
_ALWAYS = frozenset({"dan", "den", "tan", "ten", "daki", "deki", "taki", "teki", "nın", "nin", "nun", "nün"})
_MOST_BEFORE = 3


def without_clitics(tokens: list[Token], gazetteer: Gazetteer, *, language: str) -> list[Token]:
    """Return the words with elided articles and prepositions (French), and case endings behind an apostrophe (Turkish), off.

    What came off is the word's ``prefix``: "d", or the ending with a hyphen ("-dan"). A known name is left whole:
    "Côte d'Ivoire", "L'Aquila".
    """
    return [
        _bare(tokens, at, gazetteer, language)
        if token.is_capital and not token.text.isalpha() and not token.is_caseless
        else token
        for at, token in enumerate(tokens)
    ]


def _bare(tokens: Sequence[Token], at: int, gazetteer: Gazetteer, language: str) -> Token:
    token = tokens[at]
    elided = _ELIDED.match(token.text) if language == "fr" else None
    if elided:
        # "L'Aquila" is written with a capital wherever it stands.
        is_own = elided[1].isupper() and at > 0 and gazetteer.has_name(token.folded)
        if is_own or _is_within_name(tokens, at, gazetteer):
            return token
        rest = token.text[elided.end() :]
        start = token.start + elided.end()
        return token._replace(start=start, text=rest, folded=fold(rest), prefix=elided[1].lower(), is_capital=True)
    suffixed = _SUFFIXED.fullmatch(token.text)
    ending = suffixed[2].lower() if suffixed else ""
    is_ending = ending in _ALWAYS or (language == "tr" and f"-{ending}" in words_of(language).locative)
    if suffixed is None or not is_ending or not suffixed[2].islower():
        return token
    stem = suffixed[1]
    return token._replace(end=token.start + len(stem), text=stem, folded=fold(stem), prefix=f"-{ending}")


def _is_within_name(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> bool:
    """Say whether a known name begins a little before a word and holds it as it stands."""
    first = max(0, at - _MOST_BEFORE)
    words = [each.folded for each in tokens[first : at + _MOST_BEFORE]]
    return any(gazetteer.longest_name(words, start) > at - first - start for start in range(at - first))
