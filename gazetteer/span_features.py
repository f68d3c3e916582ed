"""Words of a text that may be a place's name, as numbers: the columns that the span scorer was trained on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from struct import Struct
from typing import NamedTuple

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.name_facts import FACTS, STATE, UNKNOWN, FactsOfName, name_facts
from gazetteer.names import fold
from gazetteer.possible_spans import OWNS, possible_spans
from gazetteer.tokens import Line, Token
from gazetteer.word_facts import NEXT, NOWHERE, PREVIOUS, WORD, word_row

_OF_SPAN = (
    "letters", "words", "is_capitals", "has_digit", "has_hyphen", "verdict", "is_demonym", "is_metonym", "has_cue",
    "in_kept", "holds_kept", "overlaps", "country_share", "province_share", "named_countries", "mentions", "kept_mentions",
    "kept_share", "lower_uses", "least_uses", "person_uses", "is_surname_here", "gap_before", "gap_after", "position",
    "opens_text", "is_listed_demonym", "is_state", "is_abbreviation", "two_after_names", "two_after_kind",
)  # fmt: skip
_SIDES = ("first", "last", "previous", "next", "previous_2", "next_2")
COLUMNS = (
    *_OF_SPAN,
    *(f"name_{fact}" for fact in FACTS),
    *(f"{side}_{fact}" for side in ("previous", "next") for fact in FACTS[:6]),
    *(f"{side}_{fact}" for side in _SIDES[:4] for fact in WORD),
    *(f"{side}_{fact}" for side in _SIDES[4:] for fact in (PREVIOUS, NEXT)),
)
"""One row a span; what is not there (a word before the first) is -1 or 0."""

_OPENING = 80
# The number of the word that is not there: the last of the rows.
_NOWHERE = -1
# Rows are joined as bytes, a float32 each: of a name beside the first six facts, of a word two off as what it stands beside.
_FLOAT = 4
_OWN = Struct(f"={len(_OF_SPAN)}f")
_BESIDE = 6 * _FLOAT
_FAR = slice(WORD.index(PREVIOUS) * _FLOAT, (WORD.index(NEXT) + 1) * _FLOAT)


@dataclass(frozen=True, slots=True)
class Find:
    """What the rules make of a name: ``verdict`` 3 sure, 2 kept because of the text elsewhere, 1 perhaps."""

    verdict: int
    is_demonym: bool = False
    is_metonym: bool = False
    has_cue: bool = False


class SpanFeatures:
    """The spans of a text that may be names, and their rows.

    Parameters
    ----------
    lines
        The words of each paragraph.
    finds
        What the rules found, by (start, end).
    surnames
        Folded words that the text uses for persons.
    """

    def __init__(
        self, text: str, lines: Sequence[Line], finds: Mapping[tuple[int, int], Find], surnames: frozenset[str],
        gazetteer: Gazetteer,
    ) -> None:  # fmt: skip
        self._text, self._lines, self._finds, self._surnames = text, lines, finds, surnames
        self._tokens: list[Token] = [token for line in lines for token in line.tokens]
        self._opens = set(accumulate((len(line.tokens) for line in lines), initial=0))
        self._gaps = [*(line.gap(at) for line in lines for at in range(len(line.tokens))), "\n"]
        self._words = [*(word_row(token.folded, token.is_capital) for token in self._tokens), NOWHERE]
        self._has_name = gazetteer.has_name
        self._facts = name_facts(gazetteer).of

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The spans as first and last word, in text order; see `possible_spans`."""
        return possible_spans(self._text, self._lines, self._finds, self._has_name)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where each span begins and ends in the text."""
        return [(self._tokens[first].start, self._tokens[last].end) for first, last in self.spans]

    def is_listed(self, name: str) -> bool:
        """Return whether the gazetteer has a place of a name."""
        return self._facts(name).places > 0

    def is_state(self, name: str) -> bool:
        """Return whether the likeliest bearer of a name is a state."""
        return self._facts(name).kind == STATE

    def rows(self, numbers: Iterable[int] | None = None) -> np.ndarray:
        """Return the rows of the spans, or of those with the given numbers; shape (spans, len(COLUMNS)), float32."""
        told = [self._row(number) for number in (range(len(self.spans)) if numbers is None else numbers)]
        return np.frombuffer(b"".join(told), dtype=np.float32).reshape(len(told), len(COLUMNS))

    def _row(self, number: int) -> bytes:
        (first, last), (start, end) = self.spans[number], self.places[number]
        name = self._text[start:end]
        known, words = self._facts(name), self._words
        before, after = self._before(first), self._after(last)
        after_2 = self._after(after)
        return b"".join(
            (
                _OWN.pack(*self._of_span(first, last, name, known), *self._two_after(after, after_2)), known.row,
                self._name_beside(before), self._name_beside(after),
                words[first], words[last], words[before], words[after], words[self._before(before)][_FAR], words[after_2][_FAR],
            )
        )  # fmt: skip

    def _before(self, word: int) -> int:
        """Return the word before one of the same paragraph, `_NOWHERE` where there is none."""
        return _NOWHERE if word == _NOWHERE or word in self._opens else word - 1

    def _after(self, word: int) -> int:
        """Return the word after one of the same paragraph, `_NOWHERE` where there is none."""
        return _NOWHERE if word == _NOWHERE or word + 1 in self._opens else word + 1

    def _name_beside(self, word: int) -> bytes:
        """Return what the gazetteer says of a word beside a span as a name of its own."""
        is_name = word != _NOWHERE and self._tokens[word].is_capital
        return (self._facts(self._tokens[word].text) if is_name else UNKNOWN).row[:_BESIDE]

    def _two_after(self, one: int, two: int) -> tuple[float, float]:
        """Return how many places bear the name that the two words behind make, and the kind of the likeliest."""
        if two == _NOWHERE or not (self._tokens[one].is_capital and self._tokens[two].is_capital):
            return 0.0, 0.0
        known = self._facts(self._text[self._tokens[one].start : self._tokens[two].end])
        return known.places, known.kind

    @cached_property
    def _kept(self) -> list[tuple[int, int]]:
        return sorted(span for span, find in self._finds.items() if find.verdict > 1)

    @cached_property
    def _shares(self) -> tuple[dict[str, float], dict[str, float], float]:
        """How loud the text's kept names speak for each country and province, and all of them together."""
        countries: dict[str, float] = defaultdict(float)
        provinces: dict[str, float] = defaultdict(float)
        for start, end in self._kept:
            if not self._finds[start, end].is_demonym:
                facts = self._facts(self._text[start:end])
                for votes, codes in ((countries, facts.countries), (provinces, facts.provinces)):
                    for code in codes:
                        votes[code] += 1 / len(codes)
        return countries, provinces, sum(countries.values())

    @cached_property
    def _uses(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """How often each word stands in the text, without a capital, and behind a first name or title."""
        lists = lexicon()
        every = Counter(token.folded for token in self._tokens)
        lower = Counter(token.folded for token in self._tokens if not token.is_capital)
        persons: Counter[str] = Counter()
        for line in self._lines:
            for at, (one, other) in enumerate(pairwise(line.tokens), start=1):
                if (
                    other.is_capital
                    and one.is_capital
                    and (one.folded in lists.first_names or one.folded in lists.titles)
                ):
                    persons[other.folded] += line.joined(at) or line.gap(at) in OWNS
        return every, lower, persons

    @cached_property
    def _mentions(self) -> tuple[Counter[str], Counter[str]]:
        """How often each form stands among the spans, and among what the rules keep."""
        every = Counter(self._text[start:end] for start, end in self.places)
        kept = Counter(self._text[a:b] for a, b in self._kept if not self._finds[a, b].is_demonym)
        return every, kept

    def _of_span(self, first: int, last: int, name: str, known: FactsOfName) -> tuple[float, ...]:
        """Return the columns of `_OF_SPAN` but the last two."""
        start = self._tokens[first].start
        end = start + len(name)
        find = self._finds.get((start, end), _NOTHING)
        near = [
            span
            for span in self._buckets.get(start // _BUCKET, ())
            if span[0] < end and start < span[1] and span != (start, end)
        ]
        kept = [span for span in near if self._finds[span].verdict > 1]
        (countries, provinces, said), (every, lower, persons) = self._shares, self._uses
        mentions, kept_mentions = self._mentions
        words = [token.folded for token in self._tokens[first : last + 1]]
        form = _form(name)
        return (
            end - start, len(words), form.is_capitals, form.has_digit, form.has_hyphen,
            find.verdict, find.is_demonym, find.is_metonym, find.has_cue,
            any(a <= start and end <= b for a, b in kept), any(start <= a and b <= end for a, b in kept), len(near),
            max([countries.get(code, 0.0) for code in known.countries], default=0.0) / (said or 1.0),
            max([provinces.get(code, 0.0) for code in known.provinces], default=0.0) / (said or 1.0), said,
            mentions[name], kept_mentions[name], kept_mentions[name] / mentions[name],
            sum([lower[word] for word in words]), min([every[word] for word in words]),
            persons[words[-1]], form.folded in self._surnames,
            gap_code(self._gaps[first]), gap_code(self._gaps[last + 1]),
            start / max(1, len(self._text)), start < _OPENING, form.is_demonym, form.is_state, form.is_abbreviation,
        )  # fmt: skip

    @cached_property
    def _buckets(self) -> dict[int, list[tuple[int, int]]]:
        """The rules' finds by where in the text they stand, those of the stretches beside among them."""
        found: dict[int, list[tuple[int, int]]] = {}
        for span in self._finds:
            for bucket in range(span[0] // _BUCKET - 1, span[1] // _BUCKET + 2):
                found.setdefault(bucket, []).append(span)
        return found


_NOTHING = Find(0)
_BUCKET = 200


class _Form(NamedTuple):
    """What a name's letters say, whatever the text."""

    folded: str
    is_capitals: bool
    has_digit: bool
    has_hyphen: bool
    is_demonym: bool
    is_state: bool
    is_abbreviation: bool


@lru_cache(maxsize=1 << 14)
def _form(name: str) -> _Form:
    lists = lexicon()
    return _Form(
        fold(name), name.isupper(), any(letter.isdigit() for letter in name), "-" in name,
        name in lists.demonyms, name in lists.states, name in lists.abbreviations,
    )  # fmt: skip


@lru_cache(maxsize=1 << 10)
def gap_code(gap: str) -> int:
    """Return what kind of sign stands between two words."""
    if gap == " ":
        return 0
    for code, signs in enumerate((",", ".", "(", ")"), start=1):
        if gap.startswith(signs):
            return code
    if "-" in gap:
        return 5
    return 6 if "'" in gap or "’" in gap else 7 if not gap.strip() else 8
