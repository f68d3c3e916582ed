"""Words of a text that may be a place's name, as numbers: the columns that the span scorer was trained on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.name_facts import FACTS, STATE, FactsOfName, name_facts
from gazetteer.names import fold
from gazetteer.tokens import Line, Token
from gazetteer.word_facts import NEXT, PREVIOUS, WORD, word_facts

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

# A name has no more words than this; of capitalised words in a row fewer are tried.
_MOST_WORDS, _MOST_CAPITALS = 6, 4
_INSIDE = frozenset("of the de la del al el du and ad ash bin on upon sur am an der".split())
_LOWER_ENDS = frozenset({"territories", "territory"})
_OPENING = 80
_FIRST_GREEK = "\u0370"


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
        self._text, self._finds, self._surnames, self._gazetteer = text, finds, surnames, gazetteer
        self._tokens: list[Token] = [token for line in lines for token in line.tokens]
        self._opens = set(accumulate((len(line.tokens) for line in lines), initial=0))
        self._joined = [
            line.joined(at) or (at > 0 and line.gap(at) in {"'s ", "’s "})
            for line in lines
            for at in range(len(line.tokens))
        ]
        self._gaps = [line.gap(at) if at else "\n" for line in lines for at in range(len(line.tokens))]
        self._facts = name_facts(gazetteer)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The spans as first and last word, in text order: names of the gazetteer, capitalised words in a row, and what the rules found."""
        found: set[tuple[int, int]] = set()
        starts = {token.start: at for at, token in enumerate(self._tokens)}
        ends = {token.end: at for at, token in enumerate(self._tokens)}
        for at, token in enumerate(self._tokens):
            if token.is_capital and _is_latin(token.text):
                found.update((at, last) for last in self._lasts(at))
        for start, end in self._finds:
            if start in starts and end in ends and _is_latin(self._text[start:end]):
                found.add((starts[start], ends[end]))
        return sorted(found)

    def _lasts(self, at: int) -> list[int]:
        """Return the last words of the names that may begin at a word."""
        tokens, lasts, only_capitals = self._tokens, [], True
        words: list[str] = []
        for last in range(at, min(at + _MOST_WORDS, len(tokens))):
            if last > at and not self._joined[last]:
                break
            token = tokens[last]
            if not token.is_capital and token.folded not in _INSIDE and token.folded not in _LOWER_ENDS:
                break
            words.append(token.folded)
            only_capitals = only_capitals and token.is_capital
            if not token.is_capital and token.folded not in _LOWER_ENDS:
                continue
            if (only_capitals and last - at < _MOST_CAPITALS) or self._gazetteer.has_name(" ".join(words)):
                lasts.append(last)
        return lasts

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where a span begins and ends in the text."""
        return self._tokens[first].start, self._tokens[last].end

    def is_listed(self, span: tuple[int, int]) -> bool:
        """Return whether the gazetteer has a place of a name."""
        return self._facts.numbers(self._text[slice(*span)])[0] > 0

    def is_state(self, span: tuple[int, int]) -> bool:
        """Return whether the likeliest bearer of a name is a state."""
        return self._facts.numbers(self._text[slice(*span)])[FACTS.index("kind")] == STATE

    def rows(self) -> np.ndarray:
        """Return the rows of the spans; shape (spans, len(COLUMNS)), float32."""
        if not self.spans:
            return np.empty((0, len(COLUMNS)), dtype=np.float32)
        first, last = (np.array(each) for each in zip(*self.spans, strict=True))
        words = _table([word_facts(token.folded, is_capital=token.is_capital) for token in self._tokens])
        padded = np.vstack([words, np.full(words.shape[1], -1.0)])
        nowhere = len(self._tokens)
        texts = [self._text[slice(*self.span(a, b))] for a, b in self.spans]
        facts = [self._facts.of(text) for text in texts]
        unknown = (0.0,) * len(FACTS)
        beside = _table([self._facts.numbers(token.text) if token.is_capital else unknown for token in self._tokens])
        beside = np.vstack([beside, np.zeros(len(FACTS))])[:, :6]
        before, after = (self._beside(first, -1, nowhere), self._beside(last, 1, nowhere))
        before_2, after_2 = self._beside(before, -1, nowhere), self._beside(after, 1, nowhere)
        far = [WORD.index(PREVIOUS), WORD.index(NEXT)]
        return np.hstack(
            [
                _table([self._of_span(n, texts, facts, after, after_2) for n in range(len(texts))]),
                _table([each.numbers for each in facts]),
                beside[before], beside[after],
                *(padded[side] for side in (first, last, before, after)),
                padded[before_2][:, far], padded[after_2][:, far],
            ]
        ).astype(np.float32)  # fmt: skip

    def _beside(self, words: np.ndarray, step: int, nowhere: int) -> np.ndarray:
        """Return the word before or after each, ``nowhere`` where the paragraph begins or ends between."""
        found = np.where(words == nowhere, nowhere, words + step)
        border = np.array([(at if step > 0 else at + 1) in self._opens for at in found.tolist()])
        return np.where((found < 0) | (found >= nowhere) | border, nowhere, found)

    @cached_property
    def _kept(self) -> list[tuple[int, int]]:
        return sorted(span for span, find in self._finds.items() if find.verdict > 1)

    @cached_property
    def _shares(self) -> tuple[dict[str, float], dict[str, float]]:
        """How loud the text's kept names speak for each country and province."""
        countries: dict[str, float] = defaultdict(float)
        provinces: dict[str, float] = defaultdict(float)
        for start, end in self._kept:
            if not self._finds[start, end].is_demonym:
                facts = self._facts.of(self._text[start:end])
                for votes, codes in ((countries, facts.countries), (provinces, facts.provinces)):
                    for code in codes:
                        votes[code] += 1 / len(codes)
        return countries, provinces

    @cached_property
    def _uses(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """How often each word stands in the text, without a capital, and behind a first name or title."""
        lists, tokens = lexicon(), self._tokens
        every = Counter(token.folded for token in tokens)
        lower = Counter(token.folded for token in tokens if not token.is_capital)
        persons: Counter[str] = Counter()
        for at in range(1, len(tokens)):
            if self._joined[at] and tokens[at].is_capital and tokens[at - 1].is_capital:
                is_person = tokens[at - 1].folded in lists.first_names or tokens[at - 1].folded in lists.titles
                persons[tokens[at].folded] += int(is_person)
        return every, lower, persons

    @cached_property
    def _mentions(self) -> tuple[Counter[str], Counter[str]]:
        """How often each form stands among the spans, and among what the rules keep."""
        every = Counter(self._text[slice(*self.span(*span))] for span in self.spans)
        kept = Counter(self._text[a:b] for a, b in self._kept if not self._finds[a, b].is_demonym)
        return every, kept

    def _of_span(
        self, number: int, texts: Sequence[str], facts: Sequence[FactsOfName], after: np.ndarray, after_2: np.ndarray
    ) -> tuple[float, ...]:
        (first, last), name, known = self.spans[number], texts[number], facts[number]
        start, end = self.span(first, last)
        find = self._finds.get((start, end), _NOTHING)
        near = [span for span in self._near(start) if span[0] < end and start < span[1] and span != (start, end)]
        kept = [span for span in near if self._finds[span].verdict > 1]
        (countries, provinces), (every, lower, persons), (mentions, kept_mentions) = (
            self._shares,
            self._uses,
            self._mentions,
        )
        said = sum(countries.values())
        lists, tokens = lexicon(), self._tokens[first : last + 1]
        one, two = int(after[number]), int(after_2[number])
        both: tuple[float, ...] = (0.0, 0.0)
        if two < len(self._tokens) and self._tokens[one].is_capital and self._tokens[two].is_capital:
            both = self._facts.numbers(self._text[self._tokens[one].start : self._tokens[two].end])[:2]
        return (
            end - start, last - first + 1, name.isupper(), any(letter.isdigit() for letter in name), "-" in name,
            find.verdict, find.is_demonym, find.is_metonym, find.has_cue,
            any(a <= start and end <= b for a, b in kept), any(start <= a and b <= end for a, b in kept), len(near),
            max((countries[code] for code in known.countries), default=0.0) / (said or 1.0),
            max((provinces[code] for code in known.provinces), default=0.0) / (said or 1.0), said,
            mentions[name], kept_mentions[name], kept_mentions[name] / mentions[name],
            sum(lower[token.folded] for token in tokens), min(every[token.folded] for token in tokens),
            persons[tokens[-1].folded], fold(name) in self._surnames,
            _gap_code(self._gaps[first]), _gap_code(self._gaps[last + 1] if last + 1 < len(self._gaps) else "\n"),
            start / max(1, len(self._text)), start < _OPENING, name in lists.demonyms, name in lists.states,
            name in lists.abbreviations, *both,
        )  # fmt: skip

    def _near(self, start: int) -> list[tuple[int, int]]:
        return self._buckets.get(start // _BUCKET, [])

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


def _table(rows: Sequence[tuple[float, ...]]) -> np.ndarray:
    """Return rows of one length as an array, quicker than numpy finds out what they are."""
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=len(rows) * len(rows[0]))
    return flat.reshape(len(rows), -1)


def _is_latin(name: str) -> bool:
    """Say whether a name is in Latin letters: of names in others the trees have seen none."""
    return name.isascii() or all(letter < _FIRST_GREEK or not letter.isalpha() for letter in name)


def _gap_code(gap: str) -> int:
    """Return what kind of sign stands between two words."""
    if gap == " ":
        return 0
    for code, signs in enumerate((",", ".", "(", ")"), start=1):
        if gap.startswith(signs):
            return code
    if "-" in gap:
        return 5
    return 6 if "'" in gap or "’" in gap else 7 if not gap.strip() else 8
