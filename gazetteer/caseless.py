"""Names in scripts without capitals: what is written on to a name comes off, and only what stands beside it makes it one."""

import re
from functools import lru_cache

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.neighbours import Neighbours
from gazetteer.place import Place
from gazetteer.rivals import WORLD_CITY
from gazetteer.riverside import WATERS
from gazetteer.spelling import is_written_at_home
from gazetteer.tokens import Line, Token, has_no_case

# What remains of a word must be this long to be a name: "بعد" is no town called "عد".
_SHORTEST = 3
# A short word behind a preposition is a name where its place has this many people; a longer one is in any case.
_TELLING, _LEAST = 5, 3_000
# Behind any other mark a name is a place of this many people; a longer one of so many needs no mark.
_OF_NOTE, _LARGE = 10_000, 100_000
# A river or sea this long is known wherever it is named: "النيل".
_LONG_M = 300_000.0
_ARTICLE = "ال"
# Chinese: two signs may be a name, and no name of a place is longer than these.
_HAN, _LONGEST_HAN = re.compile(r"[\u4e00-\u9fff]+"), 6


def without_prefixes(tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """Return the words with prepositions taken off names: "بحلب" (in Aleppo), "وحمص" (and Homs), "للخرطوم".

    A word that begins a name as it stands is left alone: "لبنان", "بغداد".
    """
    if not any(map(has_no_case, {token.text[0] for token in tokens})):
        return tokens
    parted = [part for token in tokens for part in (_parted(token, gazetteer) if _HAN.match(token.text) else (token,))]
    return [_bare(parted, at, gazetteer) if token.is_caseless else token for at, token in enumerate(parted)]


def _parted(token: Token, gazetteer: Gazetteer) -> list[Token]:
    """Return the known places in a run of Chinese, which has no spaces, and what stands between them."""
    text, parts, at, begin = token.text, [], 0, 0
    while at < len(text):
        ends = range(min(len(text), at + _LONGEST_HAN), at + 1, -1)
        stop = next((end for end in ends if _is_known_han(text[at:end], gazetteer)), at)
        if stop > at:
            parts += [_cut(token, begin, at)] if at > begin else []
            parts.append(_cut(token, at, stop))
            at = begin = stop
        else:
            at += 1
    return parts + ([_cut(token, begin, len(text))] if begin < len(text) else [])


def _cut(token: Token, start: int, stop: int) -> Token:
    text = token.text[start:stop]
    return token._replace(start=token.start + start, end=token.start + stop, text=text, folded=fold(text))


@lru_cache(maxsize=4096)
def _is_known_han(name: str, gazetteer: Gazetteer) -> bool:
    if not _HAN.fullmatch(name) or not gazetteer.has_name(fold(name)):
        return False
    place = next((each.place for each in gazetteer.lookup(name)), None)
    return place is not None and _is_known(place)


def _is_known(place: Place) -> bool:
    is_long = place.feature_code in WATERS and place.radius_m >= _LONG_M
    return place.feature_code in {"PCLI", "PPLC"} or place.population >= WORLD_CITY or is_long


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
            return token._replace(start=token.start + len(prefix), text=rest, folded=folded, prefix=prefix)
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
    is_known = _is_known(place)
    if _HAN.fullmatch(name):
        return is_known
    if first.folded in lists.towns_too:
        return bool(marks & lists.strong_locative) and beside.is_well_known(name)
    is_marked = is_listed or bool(marks & lists.locative)
    is_large = place.population >= _LARGE and (len(name) >= _TELLING or is_listed)
    if place.country_code and not is_written_at_home(name, place.country_code):
        # "كان" is "was", though Cannes is written so too.
        return place.feature_code in {"PCLI", "PPLC"} or ((is_known or is_large) and is_marked)
    if marks & lists.strong_locative:
        return is_known or (len(name) >= _SHORTEST and (len(name) >= _TELLING or place.population >= _LEAST))
    is_of_note = beside.is_well_known(name) or place.population >= _OF_NOTE or beside.is_province(name)
    return len(name) >= _SHORTEST and (is_known or is_large or (is_marked and is_of_note))
