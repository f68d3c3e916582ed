"""Spellings of one person's name in different reports: Haftar, Hifter, Hafter."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from events.actors import HEADS
from events.listed_actor import members_of

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_NAME = r"[^\W\d_a-z][\w'’-]*"
_PERSON = re.compile(rf"{_NAME}(?:\s+(?:(?:al|el)-|bin |van |de )?{_NAME}){{0,3}}")
_TITLE = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _TABLE['titles']), key=len, reverse=True))})\s+")
_BODY_WORD = re.compile(rf"\b(?:{'|'.join(_TABLE['bodies'])})\b")
# Words up to that length are told apart by each letter; a surname is known by its consonants from so many on.
_SHORT, _TELLING = 4, 3
_LEAST_ACRONYM, _MOST_ACRONYM = 3, 6
# What ends so is most often a people: their rebels are not they.
_NATION = re.compile(r"(?!Taliban)[A-Z][a-z]+(?:n|ali|ish|ese|ani|aqi|emi|ch|k)")


def is_same_actor(one: str, other: str) -> bool:
    """Say whether two names are one actor's: the same but for their case, an acronym and its body, a body and its members, or
    spellings of one person's.

    A surname alone is that of each who bears it.

    Examples
    --------
    >>> is_same_actor("Haftar", "Field Marshal Khalifa Hifter")
    True
    >>> is_same_actor("Khalifa Haftar", "Saddam Haftar")
    False
    >>> is_same_actor("Niger", "Nigeria")
    False
    """
    if one.casefold() == other.casefold() or _is_spelled_out(one, other) or _is_spelled_out(other, one):
        return True
    if _is_member(one, other) or _is_member(other, one):
        return True
    first, second = _sounds(one), _sounds(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    return len(first) == 1 or len(second) == 1 or first == second


def _is_spelled_out(short: str, full: str) -> bool:
    """Say whether an acronym has the capitals of a body's name: LNA, Libyan National Army."""
    if not (short.isascii() and short.isupper() and short.isalpha() and _LEAST_ACRONYM <= len(short) <= _MOST_ACRONYM):
        return False
    return _BODY_WORD.search(full) is not None and "".join(w[0] for w in full.split() if w[0].isupper()) == short


def _is_member(many: str, body: str) -> bool:
    """Say whether a name is that of a body's members: "Boko Haram fighters"; "Somali rebels" are no body's."""
    name = members_of(many)
    return name != many and name[:1].isupper() and not _NATION.fullmatch(name) and name.casefold() == body.casefold()


@lru_cache(maxsize=200_000)
def _sounds(name: str) -> tuple[str, ...]:
    """Return how a person's name sounds, word by word; empty for what is no person's name."""
    bare = _TITLE.sub("", name.strip(), count=1)
    last = bare.rsplit(maxsplit=1)[-1] if bare else ""
    if not _PERSON.fullmatch(bare) or last.isupper() or last.lower() in HEADS or _BODY_WORD.search(bare):
        return ()
    sounds = tuple(_sound(word) for word in bare.split())
    # A surname with fewer consonants has too many like it: Syria, Serra.
    return sounds if len(sounds[-1].replace("_", "")) >= _TELLING else ()


def _sound(word: str) -> str:
    """Return a word's consonants with gaps for its vowels: Niger is not Nigeria."""
    plain = re.sub(r"[^a-z]", "", re.sub(r"^(?:al|el)-", "", word.lower()))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]+", "_", plain)) if len(plain) > _SHORT else plain
