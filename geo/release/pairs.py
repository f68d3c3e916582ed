"""Coordinates in a finished release: which may stand there, and which would tell where an event truly was."""

import re
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from events.release import Forbidden

# Two metres: what formats round away.
_SAME_DEG = 2e-5
_METRES_A_DEGREE = 111_320.0
_MOST_DECIMALS = 6
DECIMAL = re.compile(r"(?<![\d.])-?\d{1,3}[.,]\d{2,}(?![\d.]*\d)")


class Pairs:
    """What coordinates may stand in a file, and which must not."""

    def __init__(self, forbidden: Forbidden, known: Iterable[str] = ()) -> None:
        self._known = frozenset(pair for text in known for pair in pairwise(DECIMAL.findall(text)))
        self._lons, self._lats, self._finest_m = forbidden.lons, forbidden.lats, forbidden.finest_m
        self.is_coarse = forbidden.lons is not None
        self._least = next(
            (n for n in range(2, _MOST_DECIMALS) if 10**-n * _METRES_A_DEGREE / 2**0.5 < self._finest_m), 2
        )
        self._true: dict[int, set[tuple[float, float]]] = {}
        for decimals in range(self._least, _MOST_DECIMALS + 1):
            scaled = forbidden.points * 10**decimals
            near = np.concatenate([np.round(scaled), np.trunc(scaled)]).astype(np.int64)
            self._true[decimals] = set(map(tuple, near.tolist()))
        rough = self._true[self._least]
        self._rough = ({lon for lon, _ in rough}, {lat for _, lat in rough})

    def may_stand(self, coords: np.ndarray) -> bool:
        """Say whether (n, 2) lon, lat are all those of areas that leave."""
        return not self.is_coarse or bool(
            _near(coords[:, 0], self._lons).all() and _near(coords[:, 1], self._lats).all()
        )

    def may_be(self, value: str | float, *, is_lon: bool) -> bool:
        """Say whether a value may be a longitude, or a latitude: one of an area that leaves, or too coarse to tell."""
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            return True
        decimals = decimals_of(str(value))
        if not self.is_coarse or decimals < self._least:
            return True
        return bool(_near(np.array([number]), self._lons if is_lon else self._lats, 0.5 * 10**-decimals)[0])

    def is_too_fine(self, lon: float | None, lat: float | None, radius_m: float | None) -> bool:
        """Say whether coordinates found in prose tell apart less than the profile allows, and are none of an area that leaves."""
        if lon is None or lat is None or (radius_m or 0) >= self._finest_m:
            return False
        slack = (radius_m or 0) / _METRES_A_DEGREE
        return not (_near(np.array([lon]), self._lons, slack)[0] and _near(np.array([lat]), self._lats, slack)[0])

    def stand_among(self, numbers: list[tuple[float, int]]) -> bool:
        """Say whether two of a record's numbers are a true longitude and latitude, as exact as they are written."""
        fine = [each for each in numbers if each[1] >= self._least]
        if len(fine) < 2:
            return False
        ways = [[n for n in fine if self._scaled(n[0], self._least) & some] for some in self._rough]
        return any(self._is_true(a, b) for a in ways[0] for b in ways[1] if a is not b)

    def stand_in_a_row(self, text: str) -> bool:
        """Say whether two decimals that follow each other in a text are a true longitude and latitude, either first."""
        if not self._true[self._least]:
            return False
        rows = (pair for pair in pairwise(DECIMAL.findall(text)) if pair not in self._known)
        return any(self._is_true(a, b) or self._is_true(b, a) for a, b in (map(_number, pair) for pair in rows))

    def _is_true(self, lon: tuple[float, int], lat: tuple[float, int]) -> bool:
        decimals = min(lon[1], lat[1], _MOST_DECIMALS)
        if decimals < self._least:
            return False
        true = self._true[decimals]
        if not any((x, y) in true for x in self._scaled(lon[0], decimals) for y in self._scaled(lat[0], decimals)):
            return False
        return not (self.may_be(lon[0], is_lon=True) and self.may_be(lat[0], is_lon=False)) or not self.is_coarse

    @staticmethod
    def _scaled(value: float, decimals: int) -> set[int]:
        return {round(value * 10**decimals), int(value * 10**decimals)}


def _near(values: np.ndarray, known: np.ndarray | None, slack: float = 0.0) -> np.ndarray:
    """Say for each value whether one that is allowed is the same, but for rounding."""
    if known is None or not len(values):
        return np.ones(len(values), dtype=bool)
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.clip(np.searchsorted(known, values), 1, max(1, len(known) - 1))
    below, above = known[at - 1], known[np.minimum(at, len(known) - 1)]
    nearest: np.ndarray = np.minimum(abs(values - below), abs(values - above)) <= max(_SAME_DEG, slack)
    return nearest


def decimals_of(number: str) -> int:
    """Return how many decimals a number is written with, without zeros at its end."""
    return len(number.replace(",", ".").partition(".")[2].rstrip("0"))


def _number(text: str) -> tuple[float, int]:
    return float(text.replace(",", ".")), decimals_of(text)
