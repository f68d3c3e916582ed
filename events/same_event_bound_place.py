"""What the places of two events can say at most that they are one, for many pairs at once (`events.same_event_place`)."""

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np

from events.event import Event
from events.same_event_place import (
    DISTRICT,
    ONE_PLACE_KM,
    TOLD_BY_KM,
    is_capital_said,
    is_country,
    local_name,
    name_sound,
    reach_km,
)

_EARTH_KM = 6_371.0
# A sphere and the ellipsoid differ by half a part in a hundred.
_NEARLY = 0.99


class PlaceBound:
    """Some events' places as arrays, and what signs they can have at most."""

    def __init__(self, events: Sequence[Event], weights: Mapping[str, float]) -> None:
        self._weights = weights
        wheres = [each.where for each in events]
        places = [where.place if where is not None else None for where in wheres]
        numbers: dict[str, int] = {}

        def number(text: str) -> int:
            return numbers.setdefault(text, len(numbers) + 1) if text else 0

        self._told = _flags(where is not None for where in wheres)
        self._known = _flags(place is not None for place in places)
        self._sound = _ints(
            number(f"sound {name_sound(w.toponym.text)}" if w and name_sound(w.toponym.text) else "") for w in wheres
        )
        self._place = _ints(number(f"place {p.place_id}") if p else 0 for p in places)
        self._country = _ints(number(f"country {p.country_code}" if p.country_code else "") if p else 0 for p in places)
        self._province = _ints(
            number(f"province {p.country_code} {p.admin1_code}" if p.admin1_code else "") if p else 0 for p in places
        )
        self._is_wide = _flags(p is not None and p.feature_code == "ADM1" for p in places)
        self._is_country = _flags(w is not None and w.place is not None and is_country(w, w.place) for w in wheres)
        self._capital = _flags(is_capital_said(each) for each in events)
        self._lon = np.radians(np.array([p.lon if p else 0.0 for p in places]))
        self._lat = np.radians(np.array([p.lat if p else 0.0 for p in places]))
        self._prec = _ints(each.where_prec or 1 for each in events)
        self._reach = np.array([reach_km(each, each.where) if each.where is not None else 0.0 for each in events])
        self._local = _flags(bool(local_name(each)) for each in events)
        boxes = [
            w.footprint.bounds if w and w.footprint is not None and not w.footprint.is_empty else (1.0, 1.0, 0.0, 0.0)
            for w in wheres
        ]
        self._box = np.radians(np.array(boxes, dtype=float).reshape(-1, 4))
        # A bit for each place that a name may mean too: another place may have the same one.
        self._rivals = np.array(
            [_bits(number(f"place {c.place.place_id}") for c in w.candidates) if w else 0 for w in wheres],
            dtype=np.uint64,
        )
        self._bit = np.array([_bits([each]) if each else 0 for each in self._place.tolist()], dtype=np.uint64)

    def of(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the most that the places of the pairs at these positions can add."""
        known = self._known[first] & self._known[second]
        country = self._is_country[first] | self._is_country[second]
        found = np.where(
            known,
            np.where(country, self._countries(first, second), self._places(first, second)),
            self._names(first, second),
        )
        return np.where(self._told[first] & self._told[second], found, 0.0)

    def _weigh(self, name: str) -> float:
        return self._weights.get(name, 0.0)

    def _named(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.where(self._local[first] | self._local[second], max(0.0, self._weigh("place named in both")), 0.0)

    def _names(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        is_one = (self._sound[first] == self._sound[second]) & (self._sound[first] != 0)
        return np.where(is_one, self._weigh("same place"), self._named(first, second))

    def _countries(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        here, there = self._country[first], self._country[second]
        other = (here != 0) & (there != 0) & (here != there)
        both = self._is_country[first] & self._is_country[second]
        found = np.where(other, self._weigh("other country"), np.where(both, self._weigh("country alone"), 0.0))
        found = found + np.where(both, 0.0, self._named(first, second))
        capital = (self._capital[first] | self._capital[second]) & ~other
        return np.where(capital, np.maximum(found, self._weigh("same name")), found)

    def _places(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        weigh = self._weigh
        km = self._km(first, second) * _NEARLY
        precs = np.maximum(self._prec[first], self._prec[second])
        beyond = np.maximum(0.0, km - self._reach[first] - self._reach[second])
        far = weigh("other place") + weigh("far apart") * np.minimum(1.0, np.log1p(beyond) / log(300))
        near = np.where(precs < DISTRICT, weigh("neighbouring places"), weigh("place may be one"))
        found = np.where(beyond > 0, far, near)
        told_by = (km <= TOLD_BY_KM) & (self._local[first] | self._local[second])
        found = np.where(told_by, np.maximum(found, weigh("told by its neighbour")), found)
        within = self._is_in(first, second) | self._is_in(second, first) | self._is_of_province(first, second)
        found = np.where(within, np.maximum(found, weigh("place within")), found) + self._named(first, second)
        same = np.where(
            self._is_wide[first] | self._is_wide[second],
            max(weigh("same place"), weigh("same region")),
            weigh("same place"),
        )
        is_rival = ((self._rivals[first] & self._bit[second]) | (self._rivals[second] & self._bit[first])) != 0
        found = np.where(is_rival, np.maximum(found, weigh("same name")), found)
        found = np.where((km <= ONE_PLACE_KM) & (precs == 1), np.maximum(found, same), found)
        is_one = self._place[first] == self._place[second]
        return np.where(is_one, np.where(self._is_wide[first], weigh("same region"), weigh("same place")), found)

    def _km(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        north = np.sin((self._lat[first] - self._lat[second]) / 2) ** 2
        east = np.sin((self._lon[first] - self._lon[second]) / 2) ** 2
        part = north + np.cos(self._lat[first]) * np.cos(self._lat[second]) * east
        return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, part))))

    def _is_in(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        west, south, east, north = self._box[first].T
        lon, lat, edge = self._lon[second], self._lat[second], 1e-9
        return np.asarray((west - edge <= lon) & (lon <= east + edge) & (south - edge <= lat) & (lat <= north + edge))

    def _is_of_province(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        is_one = (self._province[first] == self._province[second]) & (self._province[first] != 0)
        return np.asarray(is_one & (self._is_wide[first] | self._is_wide[second]))


def _flags(values: Iterable[int]) -> np.ndarray:
    return np.array(list(values), dtype=bool)


def _ints(values: Iterable[int]) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for each in numbers:
        bits |= 1 << (each * 2_654_435_761 % 2**32 >> 26)
    return bits
