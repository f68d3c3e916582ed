"""Figures with what they are to be at least, what we aim at, and what a rival has in the same run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEAD = (
    "| what | of | Dateline | floor | aim | rivals, same run | |",
    "|---|---:|---:|---:|---:|---|---|",
)
# A share of fewer says little.
_LEAST_COUNTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of the table: a share from 0 to 1, or how many a second; ``value`` None where nothing measures it yet.

    ``of`` says of how many, ``rivals`` what others have in the same run, ``counted`` of how many it is where that may be few.
    """

    what: str
    of: str
    value: float | None
    floor: float
    aim: float
    rivals: str = ""
    counted: int | None = None

    @property
    def verdict(self) -> str:
        """Say whether the floor is reached."""
        if self.value is None:
            return "**not measured**"
        if self.counted is not None and self.counted < _LEAST_COUNTED:
            return "**too few to tell**"
        if self.value < self.floor:
            return f"**falls short** by {self._written(self.floor - self.value)}"
        return "met, and the aim" if self.value >= self.aim else "met"

    def __str__(self) -> str:
        """Write the row in Markdown."""
        value = "–" if self.value is None else f"**{self._written(self.value)}**"
        return (
            f"| {self.what} | {self.of} | {value} | {self._short(self.floor)} | {self._short(self.aim)} "
            f"| {self.rivals or '–'} | {self.verdict} |"
        )

    def _written(self, value: float) -> str:
        return f"{value:.3f}" if self.aim <= 1 else f"{value:,.0f}"

    def _short(self, value: float) -> str:
        return f"{value:.2f}" if self.aim <= 1 else f"{value:,.0f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one benchmark gives: its rows, and notes on how it counts and what is missed."""

    title: str
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield from _HEAD
    yield from map(str, figures)


def share(part: float, whole: float) -> float:
    """Return a share, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(right: int, found: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall.

    Examples
    --------
    >>> f1(1, 2, 2)
    0.5
    """
    return share(2 * right, found + gold)
