"""What stands beside a name, and how well the name is known."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gazetteer.cues import find_cue, find_cue_behind, may_begin_cue
from gazetteer.gazetteer import Gazetteer
from gazetteer.language import words_of
from gazetteer.names import fold
from gazetteer.place import Candidate, Place
from gazetteer.rivals import WORLD_CITY
from gazetteer.riverside import WATERS, is_beside_a_river
from gazetteer.spelling import is_written_at_home
from gazetteer.tokens import Line, Token

# A town of this many people is well known: its name is a place unless something speaks against it.
_WELL_KNOWN = 30_000
# A city of this many is known to readers of other countries.
_LARGE = 300_000
# Below this score a water only bears the name among other words: "Snake" is not the Snake River.
_SURE_WATER = 0.8
# Written with a capital, and no name of its own: "Mt. Kenya".
_MOUNTS = frozenset({"mt", "mount"})
_LONGEST_CUE = 3
_LIKELY = 3
_AREAS = frozenset({"PCLI", "ADM1", "CONT", "PPLC", "TERR"})
# Islands and regions this wide are known as towns are: Luzon, Darfur.
_REGIONS, _WIDE_M, _SURE_REGION = frozenset({"ISL", "ISLS", "RGN", "PEN"}), 50_000.0, 0.7
DIRECTION = re.compile(
    r"(?:north|south|east|west|central)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?", re.IGNORECASE
)
# Of so many words it is kept whether they are directions: nearly every word that is asked about.
_WORDS_KEPT = 1 << 12
_DATELINE = re.compile(r"\s*(?:[-–—:(,])")


@lru_cache(maxsize=_WORDS_KEPT)
def is_direction(word: str) -> bool:
    """Return whether a word is a direction: "north", "Southeastern", "central"."""
    return DIRECTION.fullmatch(word) is not None


def _is_well_known(name: str, best: Candidate) -> bool:
    place = best.place
    if place.feature_code in _AREAS:
        return True
    if place.feature_code in WATERS and best.score > _SURE_WATER:
        return True
    if place.feature_code in _REGIONS and place.radius_m >= _WIDE_M and best.score > _SURE_REGION:
        return True
    # "Полиция" is the police, though there is a town of Police in Poland.
    least = _WELL_KNOWN if is_written_at_home(name, place.country_code) else WORLD_CITY
    return place.population >= least


class Neighbours:
    """Questions about the words beside a name of one paragraph."""

    def __init__(self, line: Line, gazetteer: Gazetteer) -> None:
        self._line = line
        self._tokens = line.tokens
        self._gazetteer = gazetteer
        self._words = words_of(line.language)
        self._cues: dict[tuple[int, int], str] = {}

    def cue(self, at: int, count: int) -> str:
        """Return the type word beside a name: "Alasabaa town", "the town of Alasabaa"."""
        known = self._cues.get((at, count))
        if known is None:
            known = self._cues[at, count] = self._read_cue(at, count)
        return known

    def _read_cue(self, at: int, count: int) -> str:
        after = self._line.after(at + count)
        if after is not None and may_begin_cue(after.folded) and self._line.gap(at + count).strip() == "":
            for words_after in self._phrases(at + count):
                # "Вода прийшла з Румунії річкою Тисою": there the type word belongs to what comes.
                find = find_cue if words_after.isascii() else find_cue_behind
                if find(words_after) is not None and not words_after.lower().endswith(" of"):
                    return words_after.lower()
        before = self._line.before(at)
        if before is not None and before.folded == "of" and at >= 2 and find_cue(f"{self._tokens[at - 2].text} of"):
            return self._tokens[at - 2].folded
        is_kind = before is not None and find_cue(before.text) is not None
        if before is not None and is_kind and (not before.is_capital or before.is_caseless or before.folded in _MOUNTS):
            return before.folded
        if at and self._tokens[at - 1].folded != "the":
            return ""  # as most names: rivers have an article
        start, end = self._tokens[at].start, self._tokens[at + count - 1].end
        return "river" if is_beside_a_river(self._line.text, start, end, self._gazetteer) else ""

    def _phrases(self, at: int) -> Iterator[str]:
        """Yield the words from one on, the longest phrase first: "nuclear power plant"."""
        words = [self._tokens[at].text]
        while len(words) < _LONGEST_CUE and (word := self._line.after(at + len(words))) is not None:
            words.append(word.text)
        for count in range(len(words), 0, -1):
            yield " ".join(words[:count])

    def short_title(self, at: int) -> Token | None:
        """Return the shortened title before a name: "Gen. Paris Smith"."""
        is_title = at > 0 and self._line.gap(at) == ". " and self._tokens[at - 1].folded in self._words.titles
        return self._tokens[at - 1] if is_title else None

    def is_well_known(self, name: str) -> bool:
        """Return whether a name's best place is a town, province or state that readers know."""
        best = self._best(name)
        return best is not None and _is_well_known(name, best)

    def is_province(self, name: str) -> bool:
        """Return whether one of a name's likelier places is a province: "لحج" is a town first."""
        return any(each.place.feature_code == "ADM1" for each in self._gazetteer.lookup(name)[:_LIKELY])

    def best(self, name: str) -> Place | None:
        """Return a name's best place, or None where it is nobody's."""
        best = self._best(name)
        return best.place if best is not None else None

    def _best(self, name: str) -> Candidate | None:
        found = self._gazetteer.lookup(name)
        return found[0] if found else None

    def is_known_abroad(self, name: str) -> bool:
        """Return whether a name's best place is one that readers of other countries know: a state, province or large city."""
        best = self._best(name)
        if best is None or not _is_well_known(name, best):
            return False
        return best.place.population >= _LARGE or best.place.feature_code in _AREAS or best.place.feature_code in WATERS

    def is_capital(self, name: str) -> bool:
        """Return whether a name is a capital's."""
        best = self._best(name)
        return best is not None and best.place.feature_code == "PPLC"

    def is_known_as(self, name: str) -> bool:
        """Return whether a name is a well-known place's own, not one of its others: "Rapid" is short for Rapid City."""
        best = self._best(name)
        return best is not None and _is_well_known(name, best) and fold(best.place.name) == fold(name)

    def is_capital_city(self, first: Token, name: str) -> bool:
        """Return whether a name is a capital's and no first name."""
        return first.folded not in self._words.first_names and self.is_capital(name)

    def is_state(self, name: str) -> bool:
        """Return whether a name or abbreviation is a state's."""
        if name in self._words.abbreviations:
            return True
        best = self._best(name)
        return best is not None and best.place.feature_code == "PCLI"

    def is_another_state(self, whole: str, bare: str) -> bool:
        """Return whether a state's formal name means another one than its last words: "Republic of China"."""
        one, other = self.best(whole), self.best(bare)
        if one is None or other is None or one.feature_code != "PCLI":
            return False
        return one.place_id != other.place_id

    def is_area(self, name: str) -> bool:
        """Return whether a name is a state's, province's or continent's."""
        best = self._best(name)
        return best is not None and best.place.feature_code in {"PCLI", "ADM1", "CONT"} and best.score > 0.7

    def is_dateline(self, at: int) -> bool:
        """Return whether a word in capitals opens the paragraph as a dateline does."""
        end = self._tokens[at].end
        return at < 3 and self._tokens[at].text.isupper() and _DATELINE.match(self._line.text, end, end + 3) is not None

    def is_direction_only(self, at: int, count: int) -> bool:
        """Return whether a name is a direction and a type word, as many countries have one: "Western District"."""
        if count < 2 or not is_direction(self._tokens[at].text):
            return False
        rest = " ".join(self._line.folded[at + 1 : at + count])
        return find_cue(rest) is not None and rest != "mountain"
