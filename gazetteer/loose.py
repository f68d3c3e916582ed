"""Loose matches: names that sound alike, names with a typing error; always to be checked by a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.index import IndexFile, hash_key
from gazetteer.names import drop_article, fold
from gazetteer.place import Tier
from gazetteer.spelling import (
    edit_distance,
    half_queries,
    is_slip,
    likeness,
    romanised_countries,
    skeleton,
    sound_form,
    sound_forms,
    typos_allowed,
)

# Two consonants are in many names; three and more say something.
_TWO, _SHORT_SKELETON = 2, 3
_ALIKE_TWO, _ALIKE_SHORT, _ALIKE, _ALIKE_ANYWHERE = 0.85, 0.74, 0.6, 0.78
_MOST_BY_SOUND = 8
_WORTH_LOST_BY_ERROR = 0.15


@dataclass(frozen=True, slots=True)
class LooseMatch:
    """A name of the index that a written one may stand for; ``worth`` from 0 to 1 within its tier.

    In ``words``, the reason, ``{listed}`` stands for that name.
    """

    number: int
    tier: Tier
    worth: float
    words: str


class LooseLookup:
    """The index's tables of sounds and of halves."""

    def __init__(self, index: IndexFile) -> None:
        self._names = index.texts("name")
        self._sounds, self._halves = index.table("sound"), index.table("half")

    def by_sound(self, folded: str, country: str | None) -> Iterator[LooseMatch]:
        """Yield names that sound alike, in countries whose names reach us through many romanisations."""
        countries = (
            sorted(romanised_countries()) if country is None else [country] if country in romanised_countries() else []
        )
        matches: list[tuple[float, int]] = []
        for sound in sound_forms(folded):
            bones = skeleton(sound)
            least = _ALIKE if len(bones) > _SHORT_SKELETON else _ALIKE_SHORT
            least = _ALIKE_TWO if len(bones) == _TWO else least
            if len(bones) < _TWO or (country is None and len(bones) < _SHORT_SKELETON):
                continue
            if country is None:
                least = max(least, _ALIKE_ANYWHERE)
            for code in countries:
                for number in self._sounds.find(hash_key(f"{code}:{bones}")):
                    alike = likeness(sound, sound_form(fold(self._names[number])), least=least)
                    if alike >= least:
                        matches.append((alike, number))
        matches.sort(key=lambda match: (-match[0], match[1]))
        for alike, number in matches[:_MOST_BY_SOUND]:
            yield LooseMatch(number, Tier.SKELETON, alike, "sounds like {listed}, to be checked")

    def by_typo(self, folded: str, country: str) -> Iterator[LooseMatch]:
        """Yield names of a country that differ by as few letters as a typing error does."""
        core = drop_article(folded)
        allowed = typos_allowed(core)
        checked: set[int] = set()
        for key in half_queries(country, folded):
            for number in self._halves.find(hash_key(key)):
                if number in checked:
                    continue
                checked.add(number)
                listed = drop_article(fold(self._names[number]))
                if not is_slip(core, listed):
                    continue
                errors = edit_distance(core, listed, allowed)
                if errors <= allowed:
                    words = "one letter differs" if errors == 1 else f"{errors} letters differ"
                    yield LooseMatch(
                        number,
                        Tier.TYPO,
                        1.0 - _WORTH_LOST_BY_ERROR * errors,
                        words + " from {listed}, to be checked",
                    )
