"""What the words around a name say it is: the slots of a sentence in which places stand."""

import re

from gazetteer.cues import find_cue
from gazetteer.gazetteer import Gazetteer
from gazetteer.language import words_of
from gazetteer.neighbours import Neighbours, is_direction
from gazetteer.tokens import Line

# In the languages that we read; Turkish writes a name's ending behind an apostrophe, French an article before one.
_LIST = re.compile(
    r"(?:['’]\w{1,5})?(?:\s*(?:,|/|;)\s*|,?\s*(?:and|or|&|et|ou|y|e|o|ve|veya|та|і|й|и|або|или|او|أو|یا)\s+)"
    r"(?:(?:de|du|des|del|à|a|en)\s+)?(?:(?:la|le|les|el|los|las)\s+)?(?:[dl]['’])?"
)
_OF = frozenset({"of", "de", "du", "del"})
_ROADS = frozenset({"road", "highway", "motorway", "route", "axis", "expressway"})
_DASHES = frozenset({"-", "–"})
_POSSESSIVE = frozenset({"'s ", "’s "})
_BE = frozenset({"was", "were", "is", "are", "be", "being", "been", "has", "have", "had", "remains", "remained"})
# How many words a list of subjects may have before its verb: "Robotyne, Verbove and Kopani came under fire".
_LONGEST_LIST = 16


class Slots:
    """Questions about the slot in which a name of one paragraph stands; ``last_end`` is where the last sure place ends."""

    def __init__(self, line: Line, beside: Neighbours, gazetteer: Gazetteer) -> None:
        self._line, self._beside = line, beside
        self._tokens, self._folded = line.tokens, line.folded
        self._gazetteer = gazetteer
        self._words = words_of(line.language)
        self._has_roads = not _ROADS.isdisjoint(line.folded)
        self.last_end = -1

    def is_in(self, at: int) -> bool:
        """Return whether a preposition that places follow stands before: "near Homs", "in northern Homs"."""
        if self._tokens[at].prefix in self._words.strong_locative:
            return True
        before = self._line.before(at)
        if before is None:
            return False
        return before.folded in self._words.strong_locative or self._is_directed(at)

    def _is_directed(self, at: int) -> bool:
        """Say whether a direction stands before: "western Marib", "60 miles northwest of Hodeidah"."""
        word = self._tokens[at - 1]
        if word.folded == "of" and at > 1:
            word = self._tokens[at - 2]
            return is_direction(word.text)
        return not word.is_capital and is_direction(word.text)

    def is_peopled(self, at: int) -> bool:
        """Return whether what stands before is had by places only: "residents of Gao"."""
        if at and self._tokens[at].prefix == "d":
            return self._folded[at - 1] in self._words.peopled
        return at > 1 and self._folded[at - 1] in _OF and self._folded[at - 2] in self._words.peopled

    def is_taken(self, at: int) -> bool:
        """Return whether a verb of war over places stands before: "seized Gao"."""
        before = self._line.before(at)
        return before is not None and before.folded in self._words.territory_verbs

    def is_attacked(self, at: int) -> bool:
        """Return whether a verb stands before that strikes places and persons alike: "attacked Gao"."""
        before = self._line.before(at)
        return before is not None and before.folded in self._words.assault_verbs

    def is_after_preposition(self, at: int) -> bool:
        """Return whether any preposition of place stands before."""
        before = self._line.before(at)
        is_after = before is not None and before.folded in self._words.locative
        return is_after or self._tokens[at].prefix in self._words.locative

    def suffers(self, at: int) -> bool:
        """Return whether the words from one on are what befalls places: "fell to the army", "was shelled".

        The name may be one of a list: in "Robotyne, Verbove and Kopani came under fire" all three are meant.
        """
        for step in range(at, min(at + _LONGEST_LIST, len(self._tokens))):
            gap = self._line.gap(step)
            if _LIST.fullmatch(gap) or self._folded[step] in {"and", "or"} or self._tokens[step].is_capital:
                continue
            return gap == " " and self._is_suffering(step)
        return False

    def _is_suffering(self, at: int) -> bool:
        following = self._folded[at : at + 4]
        if following[:2] in (["fell", "to"], ["falls", "to"]):
            return True
        if following[:2] in (["came", "under"], ["come", "under"], ["comes", "under"]):
            return not any(word in self._words.figurative for word in self._folded[at + 2 : at + 5])
        rest = [word for word in following if word not in _BE and word not in self._words.suffering_helpers]
        return following[0] in _BE and bool(rest) and rest[0] in self._words.suffered

    def is_before_container(self, at: int, known: int) -> bool:
        """Return whether a country or state follows behind a comma: "Greenwood, W. Va."; ``known`` words are a name."""
        if at >= len(self._tokens) or self._line.gap(at) not in {", ", " ("}:
            return False
        word = self._tokens[at]
        if word.text in self._words.states or word.text in self._words.abbreviations:
            return True
        return known > 0 and self._beside.is_area(self._line.span(at, known))

    def is_listed(self, at: int) -> bool:
        """Return whether a name follows a sure place in a list: "Homs, Hama and Idlib"."""
        return (
            self.last_end >= 0 and _LIST.fullmatch(self._line.text, self.last_end, self._tokens[at].start) is not None
        )

    def is_owned(self, at: int) -> bool:
        """Return whether a name belongs to the sure place before it: "Hasakah's Shaddadi", but not "Russia's Lavrov"."""
        if at == 0 or self._tokens[at - 1].end != self.last_end or self._line.gap(at) not in _POSSESSIVE:
            return False
        return not self._beside.is_state(self._tokens[at - 1].text)

    def is_roads_end(self, at: int, count: int) -> bool:
        """Return whether a name is one of a road's two ends: "the Siversk-Bakhmut road"."""
        if not self._has_roads:
            return False
        after = self._line.after(at + count)
        if after is not None and after.folded in _ROADS:
            is_second = at > 0 and self._line.gap(at).strip() in _DASHES
            # "Hyland-Croy Road" is a street.
            is_known = self._tokens[at - 1].end == self.last_end or not after.is_capital
            return is_second and self._tokens[at - 1].is_capital and is_known
        if at + count >= len(self._tokens) or self._line.gap(at + count) not in _DASHES:
            return False
        ends = (self._line.after(at + count + more) for more in (1, 2, 3))
        road = next((end for end in ends if end is not None and end.folded in _ROADS), None)
        return self._tokens[at + count].is_capital and road is not None and not road.is_capital

    def has_type_word(self, at: int, count: int, kinds: frozenset[str]) -> bool:
        """Return whether a name ends in the word for its kind, or begins with one of ``kinds``: "Lake Chad"."""
        first = find_cue(self._tokens[at].text)
        is_nature = first is not None and first.kind in kinds
        return is_nature or find_cue(self._tokens[at + count - 1].text) is not None
