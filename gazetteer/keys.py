"""The keys under which the index files a name: as written, without article or type word, by sound, by halves."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from gazetteer.cues import strip_listed_cue
from gazetteer.index import hash_keys, table_arrays
from gazetteer.names import drop_article, fold, unify_articles
from gazetteer.place import FeatureClass, Place
from gazetteer.spelling import SHORTEST_WITH_TYPO, half_keys, romanised_countries, skeleton, sound_form

# What kind of name it is, and how a loose key was made from it.
PREFERRED, ALTERNATE, ABBREVIATION = 0, 1, 2
BARE, CUE_STRIPPED = 1, 2
# With so few consonants a name is told by its vowels too.
_SHORT_SKELETON = 3
# Longer names are sentences of their list, not what somebody mistypes.
_LONGEST_WITH_TYPO = 40


def code_key(code: str) -> str:
    """Return the key of an airport code; no folded name begins with its sign."""
    return f"#{code}"


@dataclass(slots=True)
class _Filed:
    """Keys and the names they lead to."""

    keys: list[str] = field(default_factory=list)
    names: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, key: str, name: int) -> None:
        self.keys.append(key)
        self.names.append(name)

    def arrays(self, title: str) -> dict[str, np.ndarray]:
        return table_arrays(title, hash_keys(self.keys), np.frombuffer(self.names, dtype="u4").astype("<u4"))


class NameKeys:
    """Gathers names place by place, then gives the index's arrays of them."""

    def __init__(self) -> None:
        self._full, self._loose, self._sounds, self._halves = _Filed(), _Filed(), _Filed(), _Filed()
        self._loose_kinds = array("B")
        self._most_words: dict[str, int] = {}
        self._ordered: list[tuple[str, int]] = []
        self._romanised = romanised_countries()
        self.count = 0

    def add(self, place: Place, names: list[tuple[str, int]]) -> None:
        """File all names of a place, its own first."""
        folded_before: set[str] = set()
        loose_before: set[str] = set()
        sounds: list[tuple[str, int]] = []
        for name, kind in names:
            number = self.count
            self.count += 1
            if kind == ABBREVIATION and place.feature_class == FeatureClass.SPOT:
                # Airport codes ("THE", "FOR") are found when asked for, but are no names in a text.
                self._full.add(code_key(name), number)
                continue
            folded = fold(name)
            if not folded:
                continue
            self._full.add(folded, number)
            if folded in folded_before:
                continue
            folded_before.add(folded)
            self._ordered.append((folded, number))
            self._count_words(folded)
            if kind == ABBREVIATION:
                continue
            # Waters are found by their names only: "Ankara" is no slip for the Angara.
            is_water = place.feature_class == FeatureClass.HYDRO
            if place.country_code in self._romanised:
                self._add_articles(folded, number, folded_before, loose_before)
                if not is_water:
                    sounds.append((skeleton(sound_form(folded)), number))
            if place.feature_class != FeatureClass.POPULATED:
                self._add_without_cue(folded, number, loose_before)
            if not is_water and place.country_code and SHORTEST_WITH_TYPO - 1 <= len(folded) <= _LONGEST_WITH_TYPO:
                for key in half_keys(place.country_code, folded):
                    self._halves.add(key, number)
        self._add_sounds(place.country_code, sounds)

    def _add_sounds(self, country: str, sounds: list[tuple[str, int]]) -> None:
        """File names by sound; a short skeleton only where the place's own name or two of its names have it.

        Among the names that the world gives to a town there is always one that sounds like another town.
        """
        support = Counter(bones for bones, _ in sounds)
        for position, (bones, number) in enumerate(sounds):
            if position == 0 or len(bones) > _SHORT_SKELETON or support[bones] > 1:
                self._sounds.add(f"{country}:{bones}", number)

    def _count_words(self, folded: str) -> None:
        words = folded.split(" ")
        self._most_words[words[0]] = max(self._most_words.get(words[0], 0), len(words))

    def _add_articles(self, folded: str, number: int, folded_before: set[str], loose_before: set[str]) -> None:
        unified = unify_articles(folded)
        if unified not in folded_before:
            folded_before.add(unified)
            self._full.add(unified, number)
            self._count_words(unified)
        bare = drop_article(folded)
        if bare != folded:
            self._add_loose(bare, number, BARE, loose_before)

    def _add_without_cue(self, folded: str, number: int, loose_before: set[str]) -> None:
        stripped = strip_listed_cue(folded)
        if stripped is not None and len(stripped[0]) > 1:
            self._add_loose(stripped[0], number, CUE_STRIPPED, loose_before)

    def _add_loose(self, key: str, number: int, kind: int, before: set[str]) -> None:
        if key not in before:
            before.add(key)
            self._loose.add(key, number)
            self._loose_kinds.append(kind)

    def arrays(self) -> dict[str, np.ndarray]:
        """Return the tables of keys, and the names in the order of their folded form."""
        self._ordered.sort()
        loose_hashes = hash_keys(self._loose.keys)
        return {
            **self._full.arrays("full"),
            **table_arrays("loose", loose_hashes, np.arange(len(loose_hashes), dtype="<u4")),
            "loose.name": np.frombuffer(self._loose.names, dtype="u4").astype("<u4"),
            "loose.kind": np.frombuffer(self._loose_kinds, dtype="u1"),
            **self._sounds.arrays("sound"),
            **self._halves.arrays("half"),
            **table_arrays("word", hash_keys(self._most_words), np.array(list(self._most_words.values()), dtype="<u4")),
            "order": np.array([number for _, number in self._ordered], dtype="<u4"),
        }
