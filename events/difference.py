"""Two sides of a comparison by province, as a map colours them: more here, fewer there, and what either stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import expm1, log1p

from events.comparison import FAR_FEWER, Change

# The legend's steps on the scale, from fewer in A to more.
_STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Thinner(StrEnum):
    """Which side stands on far fewer reports of a province's country."""

    NEITHER = "neither"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A province on both sides.

    Attributes
    ----------
    area
        Its code (LY.58).
    a, b
        Events.
    value
        How many more there are in A; where the sides differ in length B's are reckoned to as many days.
    shade
        Its place on the scale: -1 for the most that are fewer in A, 1 for as many more; near 0 steps are finer.
    reports_a, reports_b
        Reports that tell of any event in the province.
    country_a, country_b
        Reports that tell of any event in its country.
    """

    area: str
    a: int
    b: int
    value: float
    shade: float
    reports_a: int
    reports_b: int
    country_a: int
    country_b: int
    thinner: Thinner


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All provinces that have events on either side, by code.

    Attributes
    ----------
    steps
        The scale for a legend: shades, and the differences that they stand for.
    unknown_a, unknown_b
        Events that are in no known province.
    stretch
        By how much B's numbers were multiplied since the sides differ in length; 1 where they do not.
    """

    rows: tuple[Difference, ...]
    steps: tuple[tuple[float, float], ...]
    unknown_a: int
    unknown_b: int
    stretch: float


def differences(
    changes: Iterable[Change], reports_a: Mapping[str, int], reports_b: Mapping[str, int], *, days_a: int = 1, days_b: int = 1
) -> Differences:  # fmt: skip
    """Return the differences by province.

    A side is thinner where its reports of the country, a day, are less than 60% of the other's. Not those of the province: where
    less happens fewer reports tell of it, so there each large difference would be doubted, and none could be read.

    Parameters
    ----------
    changes
        Between the tallies by province (`changes_between`).
    reports_a, reports_b
        How many reports tell of any event in each province and country (`EventQuery.reports_by_area`).
    days_a, days_b
        How long the sides are; 0 where that is not known.
    """
    stretch = days_a / days_b if days_a and days_b else 1.0
    all_of = {change.key: change for change in changes}
    unknown = all_of.pop("", None)
    values = {key: change.a.events - change.b.events * stretch for key, change in all_of.items()}
    most = max(map(abs, values.values()), default=0.0)
    rows = []
    for key in sorted(all_of):
        change, country = all_of[key], key.partition(".")[0]
        told = reports_a.get(country, 0), reports_b.get(country, 0) * stretch
        rows.append(
            Difference(
                area=key, a=change.a.events, b=change.b.events, value=values[key], shade=shade_of(values[key], most),
                reports_a=reports_a.get(key, 0), reports_b=reports_b.get(key, 0),
                country_a=reports_a.get(country, 0), country_b=reports_b.get(country, 0), thinner=_thinner(*told),
            )
        )  # fmt: skip
    return Differences(
        rows=tuple(rows),
        steps=tuple((shade, _value_of(shade, most)) for shade in _STEPS),
        unknown_a=unknown.a.events if unknown else 0,
        unknown_b=unknown.b.events if unknown else 0,
        stretch=stretch,
    )


def shade_of(value: float, most: float) -> float:
    """Return a difference's place on the scale.

    Examples
    --------
    >>> [round(shade_of(value, 100), 2) for value in (-100, -9, 0, 9, 100)]
    [-1.0, -0.5, 0.0, 0.5, 1.0]
    """
    part = log1p(abs(value)) / log1p(most) if most else 0.0
    return part if value >= 0 else -part


def _value_of(shade: float, most: float) -> float:
    value = expm1(abs(shade) * log1p(most))
    return value if shade >= 0 else -value


def _thinner(a: float, b: float) -> Thinner:
    return Thinner.A if a < FAR_FEWER * b else Thinner.B if b < FAR_FEWER * a else Thinner.NEITHER
