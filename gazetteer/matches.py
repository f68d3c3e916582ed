"""Matches: the best way in which a written name meets a name of each place, and what that is worth."""

from copy import copy
from dataclasses import dataclass

from gazetteer.cues import Cue
from gazetteer.index import IndexFile
from gazetteer.place import Tier

# What a match of each tier is worth before anything else is known, so that in one country surer tiers come first.
_WORTH = {
    Tier.EXACT: 1.0,
    Tier.FOLDED: 0.96,
    Tier.CUE: 0.86,
    Tier.ABBREVIATION: 0.9,
    Tier.SKELETON: 0.6,
    Tier.TYPO: 0.5,
}
_OTHER_NAME_WORTH = 0.97


@dataclass(slots=True)
class Match:
    """How a name of the index was met; in ``words``, the reason, ``{listed}`` stands for that name."""

    number: int
    tier: Tier
    worth: float
    words: str
    kind: Cue | None


class ListedNames:
    """The index's names by number, and whose they are."""

    def __init__(self, index: IndexFile) -> None:
        self.text = index.texts("name")
        self.place_of = index.numbers("name.place")
        self.kinds = index.numbers("name.kind")
        self.own_name_of = index.numbers("place.names")


class Matches:
    """The best match of each place so far, by the place's row."""

    __slots__ = ("_own_name_of", "_place_of", "by_row")

    def __init__(self, names: ListedNames) -> None:
        self._place_of, self._own_name_of = names.place_of, names.own_name_of
        self.by_row: dict[int, Match] = {}

    def copy(self) -> "Matches":
        """Return the same matches, to which others may be added."""
        other = copy(self)
        other.by_row = dict(self.by_row)
        return other

    def keep(self, number: int, tier: Tier, worth: float, words: str, kind: Cue | None = None) -> None:
        """Keep a match unless its place has a better one; ``worth`` is within the tier."""
        row = self._place_of[number]
        value = _WORTH[tier] * worth
        if self._own_name_of[row] != number:
            value *= _OTHER_NAME_WORTH
        known = self.by_row.get(row)
        if known is None or known.worth < value:
            self.by_row[row] = Match(number, tier, value, words, kind)
