"""Whether events of two reports are one happening: a probability, with the reasons for and against in words."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import exp, inf, log
from pathlib import Path

import numpy as np

from events.event import Event
from events.event_pairs import candidate_pairs
from events.same_event_bound import LikenessBound
from events.same_event_sign import Sign
from events.same_event_signs import signs
from events.surroundings import Surroundings

TABLE = Path(__file__).parent / "data" / "same_event.toml"
# From here on a pair is put before a person: where F1 is highest on pairs of the development part by weights of the others.
LEAST_LIKELY = 0.4
# Where and when are said before what else speaks for it.
_LEADING = {"same place": 0, "same day": 1}
# What a sign adds or takes less than that says nothing to a reader.
_LEAST_TOLD = 0.02
# So many of one event are put before a person: ten reports of one attack hang together by these, and the next ones come when they are settled.
_MOST_EACH = 8
# Pairs whose bound is reckoned at once; their words alone are 24 by 24.
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two events of different reports that may be one: ``probability`` 0 to 1, and the reasons: one place, one day, then the weightiest first."""

    first: Event
    second: Event
    probability: float
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


def compare(
    first: Event, second: Event, *, weights: Mapping[str, float] | None = None, among: Surroundings | None = None
) -> Likeness:
    """Weigh whether two events are one happening; nothing is decided by it.

    The weights are, where none are given, a logistic regression on the development part of our own pairs of reports
    (`events/data/same_event.toml` says how they were made).
    """
    known = fitted_weights() if weights is None else weights
    told = sorted(
        ((sign, sign.value * known.get(sign.name, 0.0)) for sign in signs(first, second, among)),
        key=lambda each: (_LEADING.get(each[0].name, len(_LEADING)), -abs(each[1])),
    )
    total = known.get("none", 0.0) + sum(share for _, share in told)
    return Likeness(
        first=first,
        second=second,
        probability=1 / (1 + exp(-max(-40.0, min(40.0, total)))),
        reasons_for=_words(told, 1),
        reasons_against=_words(told, -1),
    )


def propose(events: Sequence[Event], *, least: float = LEAST_LIKELY) -> tuple[Likeness, ...]:
    """Return the pairs of events that may be one happening, the likeliest first; the work grows with the events, not their pairs.

    Parameters
    ----------
    events
        Of one project; those of one report are not compared, as its reading has told them apart already.
    least
        Only pairs at least so likely.
    """
    among = Surroundings(events)
    pairs = (compare(events[one], events[other], among=among) for one, other in _likely(events, among, least))
    found = [pair for pair in pairs if pair.probability >= least]
    found.sort(key=lambda pair: (-pair.probability, pair.first.event_id, pair.second.event_id))
    return tuple(_one_to_one(found))


def _likely(events: Sequence[Event], among: Surroundings, least: float) -> Iterator[tuple[int, int]]:
    """Yield the positions of those pairs that may be so likely; the others are refused by what is quickly known."""
    bound = LikenessBound(events, fitted_weights(), among)
    least_odds = log(least / (1 - least)) if 0 < least < 1 else (-inf if least <= 0 else inf)
    pairs = candidate_pairs(events)
    while some := list(islice(pairs, _AT_ONCE)):
        first, second = np.array(some).T
        kept = bound.of(first, second) >= least_odds
        yield from zip(first[kept].tolist(), second[kept].tolist(), strict=True)


def _one_to_one(likeliest_first: Iterable[Likeness]) -> Iterator[Likeness]:
    """Yield of the events of each two reports the likeliest pairs: what is one event here is not two there; of each event the likeliest few."""
    taken: set[tuple[str, str]] = set()
    number: Counter[str] = Counter()
    for pair in likeliest_first:
        # An event of one report goes with one event of each other report.
        both = {(pair.first.event_id, pair.second.report_id), (pair.second.event_id, pair.first.report_id)}
        ids = (pair.first.event_id, pair.second.event_id)
        if taken.isdisjoint(both) and max(number[each] for each in ids) < _MOST_EACH:
            taken |= both
            number.update(ids)
            yield pair


@cache
def fitted_weights() -> dict[str, float]:
    """Return what each sign weighs, by its name (`events/data/same_event.toml`)."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]
    return {str(name): float(weight) for name, weight in table.items()}


def _words(told: Sequence[tuple[Sign, float]], way: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sign.words for sign, share in told if share * way >= _LEAST_TOLD))
