"""Words of a text that may be a place's name, as numbers: the columns that the span scorer was trained on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from struct import Struct
from typing import NamedTuple

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.name_facts import FACTS, STATE, UNKNOWN, name_facts
from gazetteer.possible_spans import OWNS, possible_spans
from gazetteer.tokens import Line, Token
from gazetteer.word_facts import NEXT, NOWHERE, PREVIOUS, WORD, word_row
from gazetteer.written_form import form_of, gap_code

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


class Find(NamedTuple):
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
        self._gaps = [*(gap for line in lines for gap in line.gaps[: len(line.tokens)]), "\n"]
        self._words = [*[word_row(token.folded, token.is_capital) for token in self._tokens], NOWHERE]
        # The word before and after each one of the same paragraph, `_NOWHERE` where there is none, as for what is not there.
        opens = list(accumulate((len(line.tokens) for line in lines), initial=0))
        self._before, self._after = (
            [*range(-1, len(self._tokens) - 1), _NOWHERE],
            [*range(1, len(self._tokens) + 1), _NOWHERE],
        )
        for at in opens:
            self._before[at] = self._after[at - 1] = _NOWHERE
        self._has_name = gazetteer.has_name
        self._facts = name_facts(gazetteer).of
        self._facts_beside: dict[int, tuple[bytes, tuple[float, float]]] = {_NOWHERE: (UNKNOWN.row[:_BESIDE], _NO_NAME)}
        self._facts_of_name: dict[str, _Name] = {}

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
        told = [self._row(*self.spans[number]) for number in (range(len(self.spans)) if numbers is None else numbers)]
        return np.frombuffer(b"".join(told), dtype=np.float32).reshape(len(told), len(COLUMNS))

    def _row(self, first: int, last: int) -> bytes:
        words, before, after = self._words, self._before[first], self._after[last]
        start, end = self._tokens[first].start, self._tokens[last].end
        name = self._text[start:end]
        known = self._facts_of_name.get(name) or self._of_name(name)
        beside, behind = self._beside(before), self._beside(after)
        own = _OWN.pack(*self._of_span(first, last, start, end, known), *behind[1])
        return b"".join(
            (
                own, known.row, beside[0], behind[0], words[first], words[last], words[before], words[after],
                words[self._before[before]][_FAR], words[self._after[after]][_FAR],
            )
        )  # fmt: skip

    def _beside(self, word: int) -> tuple[bytes, tuple[float, float]]:
        """Return what the gazetteer says of a word beside a span as a name of its own, and of it with the word behind it.

        Of the two together it is how many places bear the name, and the kind of the likeliest.
        """
        told = self._facts_beside.get(word)
        if told is None:
            told = self._facts_beside[word] = self._read_beside(word)
        return told

    def _read_beside(self, word: int) -> tuple[bytes, tuple[float, float]]:
        one, following = self._tokens[word], self._after[word]
        if not one.is_capital:
            return UNKNOWN.row[:_BESIDE], _NO_NAME
        both = _NO_NAME
        if following != _NOWHERE and self._tokens[following].is_capital:
            known = self._facts(self._text[one.start : self._tokens[following].end])
            both = known.places, known.kind
        return self._facts(one.text).row[:_BESIDE], both

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
    def _uses(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """How often each word stands in the text, without a capital, and behind a first name or title."""
        lists = lexicon()
        every = dict(Counter([token.folded for token in self._tokens]))
        lower = dict(Counter([token.folded for token in self._tokens if not token.is_capital]))
        persons: dict[str, int] = {}
        for line in self._lines:
            for at, (one, other) in enumerate(pairwise(line.tokens), start=1):
                if (
                    other.is_capital
                    and one.is_capital
                    and (one.folded in lists.first_names or one.folded in lists.titles)
                    and (line.joined(at) or line.gap(at) in OWNS)
                ):
                    persons[other.folded] = persons.get(other.folded, 0) + 1
        return every, lower, persons

    @cached_property
    def _mentions(self) -> tuple[Counter[str], Counter[str]]:
        """How often each form stands among the spans, and among what the rules keep."""
        every = Counter(self._text[start:end] for start, end in self.places)
        kept = Counter(self._text[a:b] for a, b in self._kept if not self._finds[a, b].is_demonym)
        return every, kept

    def _of_name(self, name: str) -> "_Name":
        """Return what is the same for a name wherever it stands in the text."""
        (countries, provinces, said), (mentions, kept_mentions) = self._shares, self._mentions
        known, form = self._facts(name), form_of(name)
        told = self._facts_of_name[name] = _Name(
            known.row, (form.is_capitals, form.has_digit, form.has_hyphen),
            (
                max([countries.get(code, 0.0) for code in known.countries], default=0.0) / (said or 1.0),
                max([provinces.get(code, 0.0) for code in known.provinces], default=0.0) / (said or 1.0), said,
                mentions[name], kept_mentions[name], kept_mentions[name] / mentions[name],
            ),
            form.folded in self._surnames, (form.is_demonym, form.is_state, form.is_abbreviation),
        )  # fmt: skip
        return told

    def _of_span(self, first: int, last: int, start: int, end: int, name: "_Name") -> tuple[float, ...]:
        """Return the columns of `_OF_SPAN` but the last two."""
        find = self._finds.get((start, end), _NOTHING)
        near = [
            span
            for span in self._buckets.get(start // _BUCKET, ())
            if span[0] < end and start < span[1] and span != (start, end)
        ]
        kept = [span for span in near if self._finds[span].verdict > 1] if near else near
        every, lower, persons = self._uses
        words = [token.folded for token in self._tokens[first : last + 1]]
        return (
            end - start, len(words), *name.form,
            find.verdict, find.is_demonym, find.is_metonym, find.has_cue,
            any(a <= start and end <= b for a, b in kept), any(start <= a and b <= end for a, b in kept), len(near),
            *name.uses,
            sum([lower.get(word, 0) for word in words]), min([every[word] for word in words]),
            persons.get(words[-1], 0), name.is_surname, gap_code(self._gaps[first]), gap_code(self._gaps[last + 1]),
            start / max(1, len(self._text)), start < _OPENING, *name.lists,
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
_NO_NAME = 0.0, 0.0
_BUCKET = 200


class _Name(NamedTuple):
    """What is the same for a name wherever it stands in a text."""

    row: bytes
    form: tuple[bool, ...]
    uses: tuple[float, ...]
    is_surname: bool
    lists: tuple[bool, ...]
