"""A trigger and a place of its sentence as numbers: the columns that the learned place of an event was trained on."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from events.sentence_words import KIND, Word, read_words, verb_kind
from events.trigger import clauses
from events.where_choices import Choice, is_finer
from events.where_columns import COLUMNS

Span = tuple[int, int]
PREPOSITIONS = frozenset(
    KIND[each] for each in ("in", "at", "near", "on", "across", "into", "to", "from", "of", "off", "by", "with", "against", "for", "about", "under", "after", "before", "during", "than")
)  # fmt: skip
_BORDERS = frozenset(KIND[each] for each in ("which", "where", "when", "if", "after", "before", "but"))
_HEADS = frozenset(KIND[each] for each in ("town", "province", "spot"))
_QUOTE, _COMMA, _AND, _VERB, _SAID = (KIND[each] for each in ("quote", "comma", "and", "verb", "said"))
# What may stand between a preposition and the name that it governs: articles, "northern", "city of", other capitals.
_INSIDE = frozenset(
    KIND[each] for each in ("the", "a", "its", "this", "direction", "town", "province", "spot", "capital", "owns", "other", "number", "and", "comma", "there", "dash", "quote")
)  # fmt: skip
_FAR = 8
_NONE = -1


class WhereFeatures:
    """The rows of the places of a sentence for its triggers."""

    def __init__(self, sentence: str, choices: Sequence[Choice]) -> None:
        self._text, self._choices = sentence, sorted(choices, key=lambda c: c.start)
        self._words = read_words(sentence)
        self._starts = [word.start for word in self._words]
        self._clauses = clauses(sentence)

    def rows(self, trigger: Span) -> np.ndarray:
        """Return a row a place, in text order; shape (places, len(COLUMNS)), float32."""
        first, last = self._at(trigger)
        said = self._of_trigger(trigger, first, last)
        told = [
            (
                *self._of_place(number, first, last),
                *self._of_words(number),
                *self._of_gap(number, trigger, first, last),
                *said,
                *self._among(number, trigger),
            )
            for number in range(len(self._choices))
        ]
        return np.array(told, dtype=np.float32).reshape(len(told), len(COLUMNS))

    def _at(self, span: Span) -> tuple[int, int]:
        """Return the first and last word of a span."""
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        return first, max(first, bisect_left(self._starts, span[1]) - 1)

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [self._at((c.start, c.end)) for c in self._choices]

    @cached_property
    def _in_place(self) -> set[int]:
        return {at for a, b in self._places for at in range(a, b + 1)}

    @cached_property
    def _verbs(self) -> list[int]:
        """Where the sentence has words that look like verbs, outside the names of places."""
        return [at for at, word in enumerate(self._words) if word.verb >= 0 and at not in self._in_place]

    def _word(self, at: int) -> Word | None:
        return self._words[at] if 0 <= at < len(self._words) else None

    def _kind(self, at: int) -> int:
        word = self._word(at)
        return _NONE if word is None else KIND["capital"] if at in self._in_place else word.kind

    def _verb(self, at: int) -> int:
        word = self._word(at)
        return _NONE if word is None else word.verb

    def _of_words(self, number: int) -> list[float]:
        first, last = self._places[number]
        found: list[float] = []
        for at in (first - 1, first - 2, first - 3, last + 1, last + 2, last + 3):
            found += (self._kind(at), self._verb(at))
        return found

    @cached_property
    def _governed(self) -> list[tuple[int, int]]:
        """The preposition that governs each place, and the head noun ("city", "province") between the two; -1 for none."""
        return [self._governing(first) for first, _ in self._places]

    def _governing(self, first: int) -> tuple[int, int]:
        head = _NONE
        for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
            kind = self._words[at].kind
            if kind in _HEADS:
                head = kind
            if kind == KIND["of"] and at > 0 and self._words[at - 1].kind in _HEADS:
                continue
            if kind in PREPOSITIONS:
                return at, head
            if kind not in _INSIDE and at not in self._in_place:
                break
        return _NONE, head

    def _of_place(self, number: int, first_v: int, last_v: int) -> tuple[float, ...]:
        choice, (first, last) = self._choices[number], self._places[number]
        at, head = self._governed[number]
        ahead = self._trigger_preposition(last_v)
        before, after = self._verb_beside(first, -1), self._verb_beside(last, 1)
        border = self._border_before(first)
        name = self._text[choice.start : choice.end]
        return (
            choice.kind, choice.prec, choice.score, last - first + 1, name.isupper(), choice.is_metonym, choice.relation, choice.has_cue, choice.kind > 0,
            self._kind(at) if at >= 0 else _NONE, first - at if at >= 0 else _NONE, self._kind(at - 1) if at >= 0 else _NONE, self._verb(at - 1) if at >= 0 else _NONE,
            self._kind(at - 2) if at >= 0 else _NONE, at >= 0 and at == ahead, head, first, first / len(self._words), first <= 2, self._quotes(first),
            first - before if before >= 0 else _NONE, self._verb(before) if before >= 0 else _NONE, first_v <= before <= last_v,
            after - last if after >= 0 else _NONE, self._verb(after) if after >= 0 else _NONE, first_v <= after <= last_v,
            self._kind(border) if border >= 0 else _NONE, first - border if border >= 0 else _NONE,
        )  # fmt: skip

    def _count(self, kind: int) -> int:
        return sum(word.kind == kind for word in self._words)

    def _verb_beside(self, at: int, step: int) -> int:
        place = bisect_left(self._verbs, at)
        if step < 0:
            return self._verbs[place - 1] if place > 0 else _NONE
        return self._verbs[place] if place < len(self._verbs) else _NONE

    def _border_before(self, at: int) -> int:
        return next((k for k in range(at - 1, -1, -1) if self._words[k].kind in _BORDERS), _NONE)

    def _quotes(self, at: int) -> int:
        return sum(word.kind == _QUOTE for word in self._words[:at])

    def _trigger_preposition(self, last: int) -> int:
        """Return the first preposition behind the trigger."""
        return next((k for k in range(last + 1, len(self._words)) if self._words[k].kind in PREPOSITIONS), _NONE)

    def _of_trigger(self, trigger: Span, first: int, last: int) -> tuple[float, ...]:
        word = self._text[trigger[0] : trigger[1]].lower()
        form = 0 if word.endswith("ed") else 1 if word.endswith("ing") else 2 if word.endswith("s") else 3
        preposition, border = self._trigger_preposition(last), self._border_before(first)
        near = self._words[max(0, first - 4) : first]
        return (
            max(verb_kind(part) for part in word.split() or [word]), form, first, first / max(1, len(self._words)),
            *(self._kind(first - k) for k in (1, 2, 3)), *(self._kind(last + k) for k in (1, 2, 3)),
            any(each.kind == KIND["be"] for each in near[-2:]), bisect_left(self._verbs, first), len(self._verbs) - bisect_right(self._verbs, last), len(self._words), self._quotes(first),
            self._kind(preposition) if preposition >= 0 else _NONE, preposition - last if preposition >= 0 else _NONE,
            self._kind(border) if border >= 0 else _NONE, first - border if border >= 0 else _NONE,
            any(each.kind == KIND["modal"] for each in near), any(each.kind == KIND["not"] for each in near),
            self._count(KIND["play"]), self._count(KIND["price"]), any(each.lower == "here" for each in self._words[last : last + 6]),
        )  # fmt: skip

    def _of_gap(self, number: int, trigger: Span, first: int, last: int) -> tuple[float, ...]:
        (place_first, place_last), choice = self._places[number], self._choices[number]
        is_after = place_first > first
        a, b = (last + 1, place_first) if is_after else (place_last + 1, first)
        kinds = [self._kind(at) for at in range(a, b)]
        count = kinds.count
        prepositions = [kind for kind in kinds if kind in PREPOSITIONS]
        verbs = bisect_left(self._verbs, b) - bisect_left(self._verbs, a)
        mine, its = self._clause(trigger[0]), self._clause(choice.start)
        return (
            (b - a) * (1 if is_after else -1), max(0, choice.start - trigger[1] if is_after else trigger[0] - choice.end), is_after, count(_COMMA), verbs, count(_SAID),
            sum(kind in _BORDERS for kind in kinds), count(_AND), len(prepositions), count(KIND["capital"]), count(_QUOTE), count(KIND["stop"]) + count(KIND["dash"]),
            count(KIND["of"]), count(KIND["by"]), count(KIND["to"]), count(KIND["from"]), count(KIND["happening"]), count(KIND["agent"]),
            prepositions[0] if prepositions else _NONE, prepositions[-1] if prepositions else _NONE, prepositions[-2] if len(prepositions) > 1 else _NONE,
            its - mine, its == mine,
        )  # fmt: skip

    def _clause(self, at: int) -> int:
        return bisect_right(self._clauses, at, key=lambda clause: clause[0]) - 1

    def _joint(self, one: int) -> int:
        """Return what joins a place with the next one: 0 much, 1 a comma, 2 "and", 3 "in", 4 a possessive, 5 both comma and "and", 6 "to", 7 "of", 8 few words."""
        if not 0 <= one < len(self._choices) - 1:
            return _NONE
        gap = " ".join(self._text[self._choices[one].end : self._choices[one + 1].start].lower().split())
        gap = gap.removesuffix(" the")
        signs = {",": 1, "and": 2, "in": 3, ", in": 3, "'s": 4, "’s": 4, ", and": 5, "to": 6, "of": 7, "": 9, "-": 9}
        if gap in signs:
            return signs[gap]
        words = gap.split()
        if words and words[-1] in {"in", "of"} and len(words) < 5:
            return 3
        return 8 if len(words) < 4 else 0

    def _among(self, number: int, trigger: Span) -> tuple[float, ...]:
        choices, me = self._choices, self._choices[number]
        away = [_distance(c, trigger) for c in choices]
        side = [c.start > trigger[0] for c in choices]
        others = [k for k in range(len(choices)) if k != number]
        finer = [k for k in others if is_finer(choices[k], me)]
        inside = [k for k in finer if choices[k].country in {me.country, ""} or not me.country]
        previous = choices[number - 1] if number > 0 else None
        following = choices[number + 1] if number + 1 < len(choices) else None
        begin = stop = number
        while begin > 0 and self._joint(begin - 1) in {1, 2, 5}:
            begin -= 1
        while stop + 1 < len(choices) and self._joint(stop) in {1, 2, 5}:
            stop += 1
        mine = self._clause(me.start)
        in_clause = sum(self._clause(c.start) == mine for c in choices)
        return (
            len(choices), number, sum(away[k] < away[number] for k in others), sum(away[k] < away[number] and side[k] == side[number] for k in others),
            sum(min(me.start, trigger[0]) < choices[k].start < max(me.start, trigger[0]) for k in others), sum(side),
            side[number] and not any(side[k] and away[k] < away[number] for k in others),
            len(finer), len(inside), sum(away[k] < away[number] for k in inside), sum(is_finer(me, choices[k]) and choices[k].country == me.country for k in others),
            self._joint(number - 1), self._joint(number), previous.kind if previous else _NONE, following.kind if following else _NONE,
            _NONE if previous is None else previous.country == me.country, _NONE if following is None else following.country == me.country,
            _NONE if previous is None else is_finer(previous, me), _NONE if following is None else is_finer(following, me),
            sum(choices[k].place_id == me.place_id for k in others),
            self._preposition_of(number - 1), self._preposition_of(number + 1), stop - begin + 1, number - begin,
            in_clause, in_clause == 1, sum(self._clause(c.start) == self._clause(trigger[0]) for c in choices),
        )  # fmt: skip

    def _preposition_of(self, number: int) -> int:
        if not 0 <= number < len(self._choices):
            return _NONE
        at = self._governed[number][0]
        return self._kind(at) if at >= 0 else _NONE


def _distance(choice: Choice, trigger: Span) -> int:
    return choice.start - trigger[1] if choice.start > trigger[0] else trigger[0] - choice.end
