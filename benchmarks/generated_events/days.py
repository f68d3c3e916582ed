"""When things happen: a weekday rhythm, offensives that rise and ebb, truces."""

import datetime as dt
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

# Monday to Sunday: newsrooms write less at the week's end.
_WEEKDAYS = (1.0, 1.05, 1.1, 1.1, 1.0, 0.75, 0.7)
_YEAR_DAYS = 365.25
# The share of what happens during an offensive that happens in its town.
_FOCUS_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Offensive:
    """Days in which one town of a theatre sees most of what happens."""

    first: int
    last: int
    town: int


class Calendar:
    """How much happens on each day of a theatre's years; offensives are as many as its years have."""

    def __init__(self, first_day: dt.date, last_day: dt.date, *, towns: int, luck: Random) -> None:
        self._first_day = first_day
        length = (last_day - first_day).days + 1
        weights = [_WEEKDAYS[(first_day.weekday() + n) % 7] * luck.uniform(0.7, 1.3) for n in range(length)]
        years = max(1, round(length / _YEAR_DAYS))
        rises = [1.0] * length
        self._offensives = tuple(self._offensive(rises, towns, luck) for _ in range(2 * years))
        weights = [weight * rise for weight, rise in zip(weights, rises, strict=True)]
        for _ in range(years):
            first, quiet = luck.randrange(length), luck.randint(20, 120)
            for n in range(first, min(first + quiet, length)):
                weights[n] *= 0.15
        self._running = list(accumulate(weights))

    @staticmethod
    def _offensive(rises: list[float], towns: int, luck: Random) -> Offensive:
        first, length, peak = luck.randrange(len(rises)), luck.randint(5, 70), luck.uniform(2.0, 10.0)
        last = min(first + length, len(rises)) - 1
        for n in range(first, last + 1):
            # A steep rise, a long ebb.
            share = (n - first) / length
            rises[n] += peak * (share / 0.2 if share < 0.2 else (1 - share) / 0.8)
        return Offensive(first, last, min(int(luck.expovariate(1 / max(1, towns / 2))), towns - 1))

    def draw(self, luck: Random) -> tuple[dt.date, int | None]:
        """Return a day, and the town on which it focuses where an offensive does so."""
        n = min(bisect(self._running, luck.random() * self._running[-1]), len(self._running) - 1)
        running = [each.town for each in self._offensives if each.first <= n <= each.last]
        is_focused = bool(running) and luck.random() < _FOCUS_SHARE
        return self._first_day + dt.timedelta(days=n), luck.choice(running) if is_focused else None
