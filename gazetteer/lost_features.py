"""Names in text that has lost its case, as numbers: the columns that the caseless trees were trained on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from struct import Struct

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.lost_case import Name, possible_names
from gazetteer.name_facts import FACTS, STATE, UNKNOWN, FactsOfName, name_facts
from gazetteer.tokens import Line
from gazetteer.word_facts import NEXT, NOWHERE, PREVIOUS, WORD, word_row
from gazetteer.written_form import gap_code

_OF_NAME = (
    "letters", "words", "plain_words", "is_shortened", "opens_line", "gap_before", "gap_after", "position", "mentions",
    "inside", "holds", "country_share", "province_share", "named_countries", "kept_elsewhere", "small_elsewhere", "is_small",
)  # fmt: skip
_SIDES = ("first", "last", "previous", "next", "previous_2", "next_2")
_FAR = slice(WORD.index(PREVIOUS), WORD.index(NEXT) + 1)
COLUMNS = (
    *_OF_NAME,
    *(f"name_{fact}" for fact in FACTS),
    *(f"{side}_{fact}" for side in ("previous", "next") for fact in FACTS[:6]),
    *(f"{side}_{fact}" for side in _SIDES[:4] for fact in WORD),
    *(f"{side}_{fact}" for side in _SIDES[4:] for fact in WORD[_FAR]),
)
"""One row a name; what is not there (a word before the first) is -1 or 0."""

_FLOAT = 4
_OWN = Struct(f"={len(_OF_NAME)}f")
_BESIDE = 6 * _FLOAT
_FAR_BYTES = slice(_FAR.start * _FLOAT, _FAR.stop * _FLOAT)
# A province, and a town of so many people (log 10), speak for their country as a state does, where no plain word is called so.
_PROVINCE, _KNOWN = 3.0, 5.0
_PEOPLE = FACTS.index("people")


class LostFeatures:
    """The names that may stand in the paragraphs that have lost their case, and their rows.

    Parameters
    ----------
    lines
        The words of those paragraphs.
    kept, small
        How often each folded name is kept in the other paragraphs of the text, and each folded word stands there in small letters.
    """

    def __init__(self, lines: Sequence[Line], gazetteer: Gazetteer, *, kept: Counter[str], small: Counter[str]) -> None:
        self._lines, self._kept, self._small = lines, kept, small
        self._facts = name_facts(gazetteer).of
        self.names: list[tuple[int, Name]] = [
            (number, name) for number, line in enumerate(lines) for name in possible_names(line, gazetteer.has_name)
        ]
        """Each with the number of its line, in text order."""

    def rows(self) -> np.ndarray:
        """Return the rows of the names; shape (names, len(COLUMNS)), float32."""
        told: list[bytes] = []
        for number, line in enumerate(self._lines):
            words = [*(word_row(token.folded, False) for token in line.tokens), NOWHERE, NOWHERE]
            told += [self._row(line, words, name) for name in self._of_line.get(number, ())]
        return np.frombuffer(b"".join(told), dtype=np.float32).reshape(len(told), len(COLUMNS))

    @cached_property
    def _of_line(self) -> dict[int, list[Name]]:
        found: dict[int, list[Name]] = defaultdict(list)
        for number, name in self.names:
            found[number].append(name)
        return found

    def _facts_of(self, line: Line, name: Name) -> FactsOfName:
        # As it would be written where letters have a case, so that capitals and small letters are read alike.
        written = line.text[name.start : name.end]
        is_shortened = name.first == name.last and written.upper() in lexicon().abbreviations
        return self._facts(written.upper() if is_shortened else written.title())

    def _row(self, line: Line, words: list[bytes], name: Name) -> bytes:
        known, (first, last) = self._facts_of(line, name), (name.first, name.last)
        # Counted from the end, the two rows behind the last word stand before the first one too.
        before = [words[first - back] if first >= back else NOWHERE for back in (1, 2)]
        return b"".join(
            (
                _OWN.pack(*self._of_name(line, name, known)), known.row,
                self._beside(line, first - 1), self._beside(line, last + 1),
                words[first], words[last], before[0], words[last + 1],
                before[1][_FAR_BYTES], words[last + 2][_FAR_BYTES],
            )
        )  # fmt: skip

    def _beside(self, line: Line, at: int) -> bytes:
        known = self._facts(line.tokens[at].text.title()) if 0 <= at < len(line.tokens) else UNKNOWN
        return known.row[:_BESIDE]

    @cached_property
    def _mentions(self) -> Counter[str]:
        return Counter(self._form(number, name) for number, name in self.names)

    def _form(self, number: int, name: Name) -> str:
        return " ".join(self._lines[number].folded[name.first : name.last + 1])

    @cached_property
    def _shares(self) -> tuple[dict[str, float], dict[str, float], float]:
        """How loud the names that are hardly anything else speak for each country and province, and all of them together."""
        common, first_names = lexicon().common, lexicon().first_names
        countries: dict[str, float] = defaultdict(float)
        provinces: dict[str, float] = defaultdict(float)
        for number, name in self.names:
            line = self._lines[number]
            if all(word in common or word in first_names for word in line.folded[name.first : name.last + 1]):
                continue
            facts = self._facts_of(line, name)
            people = np.frombuffer(facts.row, dtype=np.float32)[_PEOPLE]
            if facts.kind in {STATE, _PROVINCE} or people >= _KNOWN:
                for votes, codes in ((countries, facts.countries), (provinces, facts.provinces)):
                    for code in codes:
                        votes[code] += 1 / len(codes)
        return countries, provinces, sum(countries.values())

    def _of_name(self, line: Line, name: Name, known: FactsOfName) -> tuple[float, ...]:
        words = line.folded[name.first : name.last + 1]
        form, common = " ".join(words), lexicon().common
        countries, provinces, said = self._shares
        near = self._near[id(line)]
        return (
            name.end - name.start, len(words), sum([word in common for word in words]),
            name.end > line.tokens[name.last].end, name.first == 0,
            gap_code(line.gap(name.first)),
            gap_code(line.gap(name.last + 1)) if name.last + 1 < len(line.tokens) else gap_code("\n"),
            name.start / max(1, len(line.text)), self._mentions[form],
            near[name.first, name.last][0], near[name.first, name.last][1],
            max([countries.get(code, 0.0) for code in known.countries], default=0.0) / (said or 1.0),
            max([provinces.get(code, 0.0) for code in known.provinces], default=0.0) / (said or 1.0), said,
            self._kept[form], sum([self._small[word] for word in words]), line.text[name.start : name.end].islower(),
        )  # fmt: skip

    @cached_property
    def _near(self) -> dict[int, dict[tuple[int, int], tuple[int, int]]]:
        """Of each name of a line in how many others it stands, and how many stand in it."""
        told: dict[int, dict[tuple[int, int], tuple[int, int]]] = {}
        for number, names in self._of_line.items():
            at: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for name in names:
                for word in range(name.first, name.last + 1):
                    at[word].append((name.first, name.last))
            told[id(self._lines[number])] = {
                (name.first, name.last): (
                    sum(a <= name.first and name.last <= b for a, b in at[name.first]) - 1,
                    len({
                        pair for word in range(name.first, name.last + 1) for pair in at[word]
                        if name.first <= pair[0] and pair[1] <= name.last
                    }) - 1,
                )
                for name in names
            }  # fmt: skip
        return told
