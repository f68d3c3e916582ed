"""How likely two events are one at most, for many pairs at once: most are refused by it before their signs are looked at one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from events.event import Event, EventType
from events.same_event_bound_place import PlaceBound
from events.same_event_classes import told_classes, victim_classes
from events.same_event_signs import FEW_SHARED, day_share, toll_apart, unusual
from events.same_event_words import telling_names, telling_stems
from events.surroundings import Surroundings, crowd_of
from events.type_families import is_compatible

# So many words of a sentence are compared one by one; of longer ones the rest is taken to be shared.
_MOST_WORDS = 24
_COUNTED = ("missing", "displaced", "captured")
_KINDS = ("target", "means", "people", "victims")
_ROUNDING = 1e-6


class LikenessBound:
    """Some events' days, places, types, tolls and words as arrays, and what signs they can have at most."""

    def __init__(self, events: Sequence[Event], weights: Mapping[str, float], among: Surroundings) -> None:
        self._weigh: Callable[[str], float] = lambda name: weights.get(name, 0.0)
        self._place = PlaceBound(events, weights)
        starts = [each.date_start.toordinal() if each.date_start else 0 for each in events]
        ends = [
            each.date_end.toordinal() if each.date_end else start for each, start in zip(events, starts, strict=True)
        ]
        self._start, self._end = np.array(starts), np.array(ends)
        self._dated = np.array([each.date_start is not None for each in events], dtype=bool)
        self._share = np.array([day_share(each.date_prec) for each in events])
        self._exact = np.array([each.date_prec == 1 for each in events], dtype=bool)
        kinds = list(EventType)
        self._kind = np.array([kinds.index(each.type) for each in events], dtype=np.int16)
        self._by_kinds = np.array([[self._of_types(one, other) for other in kinds] for one in kinds])
        self._tolls = {name: _tolls(events, name) for name in ("killed", "injured")}
        self._has_parts = np.array([bool(each.parts) for each in events], dtype=bool)
        self._counted = {
            name: np.array([getattr(e, name) is not None for e in events], dtype=bool) for name in _COUNTED
        }
        self._has_side = [
            np.array([bool(s) for s in side], dtype=bool)
            for side in zip(*((e.side1, e.side2) for e in events), strict=True)
        ] or [np.zeros(0, dtype=bool)] * 2
        self._classes = _class_bits(events)
        self._expected = np.array([among.expected(each) for each in events])
        self._name = np.array([max((among.rarity(n, e) for n in telling_names(e)), default=0.0) for e in events])
        self._words, self._rarity, self._length = _words(events, among)

    def of(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return for the pairs of events at these positions the highest log of odds that `compare` could give them."""
        weigh = self._weigh
        total = weigh("none") + self._days(first, second) + self._by_kinds[self._kind[first], self._kind[second]]
        total += self._crowds(first, second) + self._killed(first, second) + self._injured(first, second)
        for has in self._counted.values():
            total += _up(weigh("others alike")) * (has[first] & has[second])
        for name, has in zip(("side 1 alike", "side 2 alike"), self._has_side, strict=True):
            total += _up(weigh(name)) * (has[first] & has[second])
        for kind in _KINDS:
            here, there = self._classes[kind][first], self._classes[kind][second]
            both = (here != 0) & (there != 0)
            total += np.where(both & ((here & there) != 0), _up(weigh(f"{kind} alike")), 0.0)
            total += np.where(both & ((here & there) == 0), weigh(f"{kind} apart"), 0.0)
        total += _up(weigh("name shared")) * np.minimum(self._name[first], self._name[second])
        return np.asarray(total + self._told(first, second) + self._place.of(first, second) + _ROUNDING)

    def _of_types(self, one: EventType, other: EventType) -> float:
        if one is other:
            return self._weigh("same type")
        if not is_compatible(one, other):
            return self._weigh("other type")
        return 0.0 if EventType.CASUALTIES in {one, other} else self._weigh("kindred type")

    def _days(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        weigh = self._weigh
        start = np.maximum(self._start[first], self._start[second])
        gap = np.maximum(0, start - np.minimum(self._end[first], self._end[second]))
        same = np.where(self._exact[first] & self._exact[second], weigh("same day"), weigh("overlapping days"))
        apart = weigh("other day") + weigh("days apart") * np.minimum(1.0, (gap - 1) / 5)
        found = np.where(gap == 0, same * np.minimum(self._share[first], self._share[second]), apart)
        return np.where(self._dated[first] & self._dated[second], found, 0.0)

    def _crowds(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        number = np.maximum(self._expected[first], self._expected[second])
        return np.asarray(self._weigh("much told there") * crowd_of(number))

    def _injured(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        known, alike, apart = self._toll("injured", first, second)
        found = np.where(alike, self._weigh("injured alike"), self._weigh("injured apart") * apart)
        return np.where(known, found, 0.0)

    def _killed(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        known, alike, apart = self._toll("killed", first, second)
        best = self._tolls["killed"][:, 1]
        is_same = (best[first] == best[second]) & (best[first] > 0)
        exact = np.where(is_same, unusual(np.maximum(0.0, best[first])), 0.0) * _up(self._weigh("killed exact"))
        found = np.where(alike, self._weigh("killed alike"), self._weigh("killed apart") * apart)
        # A part of one's killed may be all of whom the other tells.
        may_be_part = self._has_parts[first] | self._has_parts[second]
        found = np.where(may_be_part, np.maximum(found, self._weigh("killed alike")), found) + exact
        return np.where(known, found, 0.0)

    def _toll(self, name: str, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        low, best, high = self._tolls[name].T
        known = (best[first] >= 0) & (best[second] >= 0)
        alike = (low[first] <= high[second]) & (low[second] <= high[first])
        return known, alike, toll_apart(np.maximum(best[first], 0), np.maximum(best[second], 0))

    def _told(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        shared = (self._words[first][:, :, None] == self._words[second][:, None, :]).any(axis=2)
        shared &= self._words[first] >= 0
        lengths = self._length[first], self._length[second]
        beyond = np.maximum(0, lengths[0] - _MOST_WORDS) + np.maximum(0, lengths[1] - _MOST_WORDS)
        size = np.sqrt(np.maximum(1, lengths[0] * lengths[1]))
        share = np.minimum(1.0, (shared.sum(axis=1) + beyond) / size)
        telling = np.minimum(1.0, ((shared * self._rarity[first]).sum(axis=1) + beyond) / size)
        found = (
            self._weigh("words not shared") * np.maximum(0.0, 1 - share / FEW_SHARED)
            + _up(self._weigh("words shared")) * telling
        )
        return np.where((lengths[0] > 0) & (lengths[1] > 0), found, 0.0)


def _up(weight: float) -> float:
    return max(0.0, weight)


def _tolls(events: Sequence[Event], name: str) -> np.ndarray:
    """Return low, best and high by event, -1 for what is not told."""
    tolls = [getattr(each, name) for each in events]
    rows = [(-1.0, -1.0, -1.0) if toll is None else (toll.low, toll.best, toll.high) for toll in tolls]
    return np.array(rows, dtype=float).reshape(-1, 3)


def _class_bits(events: Sequence[Event]) -> dict[str, np.ndarray]:
    bits: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
    found: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    for event in events:
        told: Mapping[str, Iterable[str]] = {**told_classes(event), "victims": victim_classes(event)}
        for kind in _KINDS:
            numbers = bits[kind]
            mask = 0
            for name in told[kind]:
                mask |= 1 << numbers.setdefault(name, len(numbers)) % 64
            found[kind].append(mask)
    return {kind: np.array(values, dtype=np.uint64) for kind, values in found.items()}


def _words(events: Sequence[Event], among: Surroundings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    numbers: dict[str, int] = {}
    words = np.full((len(events), _MOST_WORDS), -1, dtype=np.int32)
    rarity = np.zeros((len(events), _MOST_WORDS), dtype=np.float32)
    lengths = np.zeros(len(events), dtype=np.int64)
    for row, event in enumerate(events):
        stems = sorted(telling_stems(event))
        lengths[row] = len(stems)
        for column, word in enumerate(stems[:_MOST_WORDS]):
            words[row, column] = numbers.setdefault(word, len(numbers))
            rarity[row, column] = among.rarity(word, event)
    return words, rarity, lengths
