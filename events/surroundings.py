"""What the other events of a project make of a likeness: how many would be told there and then by chance, and which words say little."""

from array import array
from collections import Counter
from collections.abc import Hashable, Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from events.event import Event
from events.event_pairs import area_of
from events.same_event_words import telling_names, telling_stems
from events.type_families import families_of

# How often a place tells of such events is counted over so many days on either side.
_AROUND_DAYS = 45
# Of what is told, some three in ten are told by a second report: where as many others are expected, both are as likely.
_TOLD_AGAIN = 0.3
# What a sign may say at most: a thousand others.
_MOST_EXPECTED = 1_000.0
# A word that fewer than one sentence in fifty has is rare; and so many sentences without it are taken to be known before any is.
_RARE, _KNOWN_BEFORE = 50, 100


class Surroundings:
    """The events of one project, counted by place, kind and day, and their sentences' words by country."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._sentences: Counter[str] = Counter()
        self._words: Counter[tuple[str, str]] = Counter()
        for event in events:
            country = _country(event)
            self._sentences[country] += 1
            self._words.update((country, word) for word in {*telling_stems(event), *telling_names(event)})
        self._expected = dict(zip((each.event_id for each in events), _expected(events), strict=True))

    def expected(self, event: Event) -> float:
        """Return how many other events of its kind are told of its days and its place by chance, from the weeks around; 0 for one of elsewhere."""
        return self._expected.get(event.event_id, 0.0)

    def rarity(self, word: str, event: Event) -> float:
        """Return 0 to 1 for how much a word or name tells: 1 where hardly a sentence of its country has it."""
        country = _country(event)
        having = max(1, self._words[country, word])
        return min(1.0, log((self._sentences[country] + _KNOWN_BEFORE) / having) / log(_RARE))


def crowd_of(expected: npt.ArrayLike) -> np.ndarray:
    """Return 0 to 1 for a number of others that are expected, by its logarithm: 1 for a thousand."""
    share = np.log1p(np.asarray(expected, dtype=float) / _TOLD_AGAIN) / log1p(_MOST_EXPECTED / _TOLD_AGAIN)
    return np.asarray(np.minimum(1.0, share))


def _country(event: Event) -> str:
    place = event.where.place if event.where is not None else None
    return place.country_code if place is not None else ""


def _areas(event: Event) -> set[Hashable]:
    """Return the areas in which an event is counted: its own and those in which that lies."""
    place = event.where.place if event.where is not None else None
    own = area_of(event)
    if place is None:
        return {"anywhere"} if own is None else {"anywhere", own}
    country = place.country_code or place.place_id
    province = ("province", country, place.admin1_code)
    return {"anywhere", own, ("country", country), *([province] if place.admin1_code else [])}


def _expected(events: Sequence[Event]) -> list[float]:
    days: dict[Hashable, array[int]] = {}
    asked: dict[Hashable, array[int]] = {}
    for number, event in enumerate(events):
        if event.date_start is None:
            continue
        # A name that no list has may be anywhere.
        is_placed = event.where is not None and event.where.place is not None
        own = area_of(event) if is_placed else "anywhere"
        for family in families_of(event.type):
            for area in _areas(event):
                days.setdefault((area, family), array("q")).append(event.date_start.toordinal())
            asked.setdefault((own, family), array("q")).append(number)
    first = np.array([each.date_start.toordinal() if each.date_start else 0 for each in events], dtype=np.int64)
    last = np.array([each.date_end.toordinal() if each.date_end else 0 for each in events], dtype=np.int64)
    last = np.maximum(first, last)
    found = np.zeros(len(events))
    for key, numbers in asked.items():
        at, told = np.array(numbers), np.sort(np.array(days[key]))
        start, end = first[at], last[at]
        length = end - start + 1
        around = _count(told, start - _AROUND_DAYS, end + _AROUND_DAYS).astype(float)
        beside = _count(told, start - 1, end + 1)
        # Ten reports of one attack are no crowd: its own days do not count, but in those of a month or a year.
        is_short = length < _AROUND_DAYS // 2
        rate = np.where(
            is_short, (around - beside) / (2 * _AROUND_DAYS - 2), (around - 1) / (2 * _AROUND_DAYS + length)
        )
        found[at] = np.maximum(found[at], rate * length)
    return [float(each) for each in found]


def _count(told: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    return np.searchsorted(told, end, side="right") - np.searchsorted(told, start, side="left")
