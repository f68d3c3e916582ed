"""Which words of a sentence say where the event of a trigger happened, names that no list knows among them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from events.sentence_words import KIND, read_words
from events.where_bounds import COLUMNS as BOUNDS
from events.where_bounds import bound_rows
from events.where_choices import Choice, choice_of
from events.where_columns import COLUMNS as PLACE
from events.where_features import WhereFeatures
from events.where_lexical import hashes, lexical_score, word_weights
from events.where_names import Name, Span, names_of, variants_of
from gazetteer import Resolution, Trees

_FOLDER = Path(__file__).parent / "data" / "weights"
NAME_WEIGHTS, BOUND_WEIGHTS = _FOLDER / "where_names.onnx", _FOLDER / "where_bounds.onnx"
# A change of the columns, or of the lists behind them, is a change of this number.
VERSION = "1"
# Set by cross-validation on what it learned from: where one is so likely, its span weighed in, the event happened there.
LEAST_LIKELY = 0.36
# Below this no span can be likely enough, and bounds are not looked for.
_LEAST_WEIGHED = 0.15
# A sentence that lists a hundred names is not weighed a hundred times over.
_MOST_NAMES = 60
_OF_NAME = (
    "is_unlisted", "run_words", "run_before", "run_behind", "run_last_kind", "run_first_kind", "has_adjective", "unlisted_names", "listed_names", "name_number",
    "has_agent", "opens_with", "is_small", "has_dash", "is_dash_next", "is_first_word", "has_digit", "is_run_capitals", "shares_run",
)  # fmt: skip
_OF_WORDS = ("word_score", "best_other_score", "score_lead", "score_rank", "score_sum", "scores_above")
COLUMNS = (*PLACE, *_OF_NAME, *_OF_WORDS)
"""One row a name; what is not there is -1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWhere:
    """A span of a sentence that says where an event happened; ``chance`` is 0 to 1, ``place`` None for a name that the geoparser did not find."""

    start: int
    end: int
    chance: float
    place: Resolution | None


class NameReading:
    """The names of a sentence, and their rows for its triggers."""

    def __init__(self, sentence: str, places: Sequence[Resolution], *, offset: int = 0) -> None:
        self._text, self.words = sentence, read_words(sentence)
        self._starts = [word.start for word in self.words]
        found = sorted((each for each in places if not each.is_adjective), key=lambda each: each.toponym.start)
        self._choices = [choice_of(each, offset) for each in found][:_MOST_NAMES]
        self._adjectives = [(e.toponym.start - offset, e.toponym.end - offset) for e in places if e.is_adjective]
        self.names = names_of(sentence, self.words, self._choices, self._adjectives)[: 2 * _MOST_NAMES]
        self.variants = [variants_of(sentence, self.words, name) for name in self.names]

    def rows(self, trigger: Span) -> np.ndarray:
        """Return a row a name but for what the words say, shape (names, len(COLUMNS) - 6), float32.

        A name that the geoparser found is weighed beside the others that it found, one that it did not beside all.
        """
        every = WhereFeatures(self._text, [_as_choice(self._text, name) for name in self.names]).rows(trigger)
        listed = [number for number, name in enumerate(self.names) if name.choice is not None]
        if listed:
            kept = [choice for number in listed if (choice := self.names[number].choice) is not None]
            every[listed] = WhereFeatures(self._text, kept).rows(trigger)
        own = np.array([self._of_name(number) for number in range(len(self.names))], dtype=np.float32)
        return np.hstack([every, own.reshape(len(self.names), len(_OF_NAME))])

    def hashes(self, trigger: Span) -> list[list[int]]:
        """Return for each name the columns that its words and the trigger's switch on."""
        spans, verb = [self._at(name.span) for name in self.names], self._at(trigger)
        listed = [name.choice is not None for name in self.names]
        return [
            hashes(self.words, verb, span, [o for k, o in enumerate(spans) if k != number and listed[k]])
            for number, span in enumerate(spans)
        ]

    def bound_rows(self, number: int) -> np.ndarray:
        """Return a row a span that a name may have."""
        others = [name.span for k, name in enumerate(self.names) if k != number]
        return bound_rows(self._text, self.words, self.names[number], self.variants[number], others)

    def _at(self, span: Span) -> tuple[int, int]:
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        return first, max(first, bisect_left(self._starts, span[1]) - 1)

    def _of_name(self, number: int) -> tuple[float, ...]:
        name, text = self.names[number], self._text[slice(*self.names[number].run)]
        (first, last), (a, b) = self._at(name.run), self._at(name.span)
        kinds = [word.kind for word in self.words[first : last + 1]]
        unlisted = sum(each.choice is None for each in self.names)
        return (
            name.choice is None, last - first + 1, a - first, last - b, kinds[-1], kinds[0], any(x < name.run[1] and name.run[0] < y for x, y in self._adjectives),
            unlisted, len(self.names) - unlisted, number, KIND["agent"] in kinds, kinds[0] if first > 0 else -2, text[0].islower(), "-" in text,
            self._text[name.run[1] : name.run[1] + 1] == "-", a == 0, any(map(str.isdigit, text)), text.isupper(),
            any(other.run == name.run and other is not name for other in self.names),
        )  # fmt: skip


def score_columns(scores: np.ndarray) -> np.ndarray:
    """Return what the words say of each name of a sentence beside what they say of its others, shape (names, 6), float32."""
    told = []
    for number, score in enumerate(scores):
        best = max(np.delete(scores, number), default=-9.0)
        above = float(np.log1p(np.exp(scores)).sum())
        told.append((score, best, score - best, (scores > score).sum(), above, (scores > 0).sum()))
    return np.array(told, dtype=np.float32).reshape(len(scores), len(_OF_WORDS))


def named_places(
    sentence: str, trigger: Span, places: Sequence[Resolution], *, offset: int = 0
) -> tuple[NamedWhere, ...]:
    """Return the spans that say where the event of a trigger happened, in text order; none where the sentence names no place of it.

    Parameters
    ----------
    trigger
        Span of the trigger's words in the sentence.
    places
        What the sentence's names mean, adjectives ("Syrian") among them: these are not taken for places.
    offset
        Where the sentence begins in the text in which the places' spans count; the answer's spans count in the sentence.
    """
    reading = NameReading(sentence, places, offset=offset)
    by_start = {each.toponym.start - offset: each for each in places if not each.is_adjective}
    found = []
    for number, chance in enumerate(_chances(reading, trigger)):
        if chance >= _LEAST_WEIGHED:
            name, ((start, end), share) = reading.names[number], best_bounds(reading, number)
            place = by_start.get(name.span[0]) if name.choice else None
            found.append(NamedWhere(start=start, end=end, chance=chance * share, place=place))
    return chosen(found)


def place_chances(sentence: str, trigger: Span, places: Sequence[Resolution], *, offset: int = 0) -> dict[int, float]:
    """Return how likely the event of a trigger happened at each place of a sentence, 0 to 1, by where the place's name begins in the text.

    The other names of the sentence are weighed beside them; parameters as for `named_places`. Adjectives have no chance,
    nor has what stands behind the first 60 places of a sentence.
    """
    reading = NameReading(sentence, places, offset=offset)
    chances = zip(reading.names, _chances(reading, trigger), strict=True)
    return {name.span[0] + offset: chance for name, chance in chances if name.choice is not None}


def _chances(reading: NameReading, trigger: Span) -> list[float]:
    """Return how likely each name of a sentence is where the event of a trigger happened, its bounds aside."""
    if not reading.names:
        return []
    weights = word_weights()
    scores = np.array([lexical_score(weights, each) for each in reading.hashes(trigger)])
    rows = np.hstack([reading.rows(trigger), score_columns(scores)])
    found: list[float] = (1 / (1 + np.exp(-_name_trees().sums(rows)))).tolist()
    return found


def best_bounds(reading: NameReading, number: int) -> tuple[Span, float]:
    """Return the likeliest span of a name, and how likely it is; 1 where there is but one."""
    spans = reading.variants[number]
    if len(spans) == 1:
        return spans[0], 1.0
    chances = 1 / (1 + np.exp(-_bound_trees().sums(reading.bound_rows(number))))
    best = int(chances.argmax())
    return spans[best], float(chances[best])


def chosen(found: Sequence[NamedWhere], *, least: float = LEAST_LIKELY) -> tuple[NamedWhere, ...]:
    """Return the likely ones in text order; of those that overlap the likeliest."""
    kept: list[NamedWhere] = []
    for each in sorted(found, key=lambda one: (-one.chance, one.start)):
        if each.chance >= least and not any(each.start < o.end and o.start < each.end for o in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def _as_choice(sentence: str, name: Name) -> Choice:
    start, end = name.span
    return name.choice or replace(_UNLISTED, start=start, end=end, place_id=sentence[start:end].lower())


_UNLISTED = Choice(
    start=0, end=0, kind=0, prec=0, score=0.0, country="", place_id="", is_metonym=False, relation=-1, has_cue=False
)


@cache
def _name_trees() -> Trees:
    return Trees(NAME_WEIGHTS, kind="where names", columns=len(COLUMNS), version=VERSION)


@cache
def _bound_trees() -> Trees:
    return Trees(BOUND_WEIGHTS, kind="where bounds", columns=len(BOUNDS), version=VERSION)
