"""Weighted draws that cost a microsecond: the running sums are made once."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Urn(Generic[T]):
    """Things of which each is drawn in proportion to its weight."""

    def __init__(self, things: Sequence[T], weights: Iterable[float]) -> None:
        self.things = tuple(things)
        self._running = list(accumulate(weights))
        if len(self._running) != len(self.things) or not self.things:
            raise ValueError(f"expected one weight a thing, got {len(self._running)} for {len(self.things)} things")

    def draw(self, luck: Random) -> T:
        """Return one of the things."""
        return self.things[min(bisect(self._running, luck.random() * self._running[-1]), len(self.things) - 1)]


def skewed(things: Sequence[T], *, exponent: float = 1.0) -> Urn[T]:
    """Return an urn in which the first thing is the commonest: weights fall as ``rank ** -exponent`` (Zipf)."""
    return Urn(things, ((rank + 1) ** -exponent for rank in range(len(things))))
