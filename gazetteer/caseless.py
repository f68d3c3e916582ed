"""Names in scripts without capitals: what is written on to a name comes off, and only what stands beside it makes it one."""

from dataclasses import replace

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.neighbours import Neighbours
from gazetteer.rivals import WORLD_CITY
from gazetteer.spelling import is_written_at_home
from gazetteer.tokens import Line, Token

# What remains of a word must be this long to be a name: "بعد" is no town called "عد".
_SHORTEST = 3
# A short word behind a preposition is a name where its place has this many people; a longer one is in any case.
_TELLING, _LEAST = 5, 3_000
_ARTICLE = "ال"


def without_prefixes(tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """Return the words with prepositions taken off names: "بحلب" (in Aleppo), "وحمص" (and Homs), "للخرطوم".

    A word that begins a name as it stands is left alone: "لبنان", "بغداد".
    """
    return [_bare(tokens, at, gazetteer) if token.is_caseless else token for at, token in enumerate(tokens)]


def _bare(tokens: list[Token], at: int, gazetteer: Gazetteer) -> Token:
    token = tokens[at]
    following = [each.folded for each in tokens[at + 1 : at + 5]]
    if token.folded in lexicon().never or gazetteer.longest_name([token.folded, *following], 0):
        return token
    for prefix in lexicon().prefixes:
        rest = token.text[len(prefix) :]
        # "للخرطوم": the article's first letter is not written after "ل".
        named = f"{_ARTICLE}{rest}" if prefix.endswith("لل") else rest
        if not token.text.startswith(prefix) or len(rest) < _SHORTEST:
            continue
        folded = fold(named)
        # "بشمال" (in the north of) says of the next word what a preposition does.
        is_begun = folded in lexicon().locative or (
            folded not in lexicon().never and gazetteer.longest_name([folded, *following], 0)
        )
        if is_begun:
            return replace(token, start=token.start + len(prefix), text=rest, folded=folded, prefix=prefix)
    return token


def is_name(line: Line, at: int, count: int, beside: Neighbours, *, is_listed: bool) -> bool:
    """Say whether a known name in a script without capitals is a place here.

    Several words are one; a single word is where a preposition, a type word or a list says so, or all the world knows it.
    ``is_listed`` says that a sure place stands right before.
    """
    lists = lexicon()
    words, first, name = line.folded[at : at + count], line.tokens[at], line.span(at, count)
    if all(word in lists.never for word in words):
        return False
    if beside.cue(at, count) or count > 1:
        return True
    place = beside.best(name)
    if place is None:
        return False
    before = line.before(at)
    marks = {first.prefix, before.folded if before is not None else ""}
    is_known = place.feature_code in {"PCLI", "PPLC"} or place.population >= WORLD_CITY
    if first.folded in lists.towns_too:
        return bool(marks & lists.strong_locative) and beside.is_well_known(name)
    if not is_written_at_home(name, place.country_code):
        # "كان" is "was", though Cannes is written so too.
        return place.feature_code in {"PCLI", "PPLC"} or (is_known and bool(marks & lists.locative))
    if marks & lists.strong_locative:
        return is_known or (len(name) >= _SHORTEST and (len(name) >= _TELLING or place.population >= _LEAST))
    return len(name) >= _SHORTEST and (
        is_known or ((is_listed or bool(marks & lists.locative)) and beside.is_well_known(name))
    )
