"""Places as the index keeps them: columns by row, read one at a time or as arrays."""

from functools import cached_property, lru_cache

import numpy as np

from gazetteer.index import IndexFile
from gazetteer.place import FeatureClass, Place
from gazetteer.place_row import READ_ROW

_CLASSES = {ord(each): each for each in FeatureClass}


class Records:
    """The index's places by row; rows are in the order of ``place_id``."""

    def __init__(self, index: IndexFile) -> None:
        self._ids = index.texts("place_id")
        self._names = index.texts("name")
        self._rows = index.numbers("place.row")
        self._starts = index.numbers("place.names")
        self._lons, self._lats = index.numbers("place.lon"), index.numbers("place.lat")
        self._class_codes, self._code_numbers = index.numbers("place.feature_class"), index.numbers("place.code")
        self._country_numbers = index.numbers("place.country")
        # A layer's places may lie in places of the layers below it.
        self._parent_ids = index.texts("parent") if index.has("parent.start") else None
        self.prominence = index.numbers("place.prominence")
        self._countries: list[str] = index.about["country"]
        self._codes: list[str] = index.about["code"]
        self._admin1: list[str] = index.about["admin1"]
        self.lon, self.lat = index.array("place.lon"), index.array("place.lat")
        self.population, self.prominences = index.array("place.population"), index.array("place.prominence")
        self.country_numbers = index.array("place.country")
        self._index = index
        self.place = lru_cache(maxsize=1 << 16)(self._read)

    def _read(self, row: int) -> Place:
        """Return the place of a row."""
        (
            lon, lat, population, radius_m, first_name, geonames_id, parent, country, code, admin1, letter, is_rough
        ) = READ_ROW.unpack_from(self._rows, row * READ_ROW.size)  # fmt: skip
        return Place(
            place_id=self._ids[row],
            name=self._names[first_name],
            lon=lon,
            lat=lat,
            country_code=self._countries[country],
            feature_class=_CLASSES[letter],
            feature_code=self._codes[code],
            radius_m=radius_m,
            admin1_code=self._admin1[admin1],
            geonames_id=geonames_id or None,
            population=population,
            parent_id=self._ids[parent] if parent >= 0 else self._parent_below(row),
            is_rough=bool(is_rough),
        )

    def _parent_below(self, row: int) -> str | None:
        return (self._parent_ids[row] or None) if self._parent_ids is not None else None

    @property
    def is_town(self) -> np.ndarray:
        """Return which rows are populated places."""
        towns: np.ndarray = self._index.array("place.feature_class") == ord(FeatureClass.POPULATED)
        return towns

    @property
    def is_rough(self) -> np.ndarray:
        """Return of which rows only the surroundings are known."""
        rough: np.ndarray = self._index.array("place.is_rough") != 0
        return rough

    def row(self, place_id: str) -> int | None:
        """Return the row of an id, or None."""
        low, high = 0, len(self._ids)
        while low < high:
            middle = (low + high) // 2
            if self._ids[middle] < place_id:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._ids) and self._ids[low] == place_id else None

    def place_id(self, row: int) -> str:
        """Return the id of a row's place."""
        return self._ids[row]

    def names(self, row: int) -> tuple[str, ...]:
        """Return the names of a row's place, its own first."""
        return tuple(dict.fromkeys(self._names[number] for number in range(self._starts[row], self._starts[row + 1])))

    def country_code(self, row: int) -> str:
        """Return the country code of a row's place."""
        return self._countries[self._country_numbers[row]]

    def country_number(self, code: str) -> int:
        """Return the number under which a country's code is kept, -1 where no place lies there."""
        return self._countries.index(code) if code in self._countries else -1

    def towns_in(self, code: str) -> int:
        """Return how many populated places lie in a country."""
        number = self.country_number(code)
        return int(np.count_nonzero(self.is_town & (self.country_numbers == number))) if number >= 0 else 0

    def kind(self, row: int) -> tuple[str, str]:
        """Return the feature class and code of a row's place."""
        return chr(self._class_codes[row]), self._codes[self._code_numbers[row]]

    def point(self, row: int) -> tuple[float, float]:
        """Return lon and lat of a row's place."""
        return self._lons[row], self._lats[row]

    def admin1_key(self, row: int) -> tuple[str, str]:
        """Return the country and ADM1 code of a row's place."""
        place = self._read(row)
        return place.country_code, place.admin1_code

    def rows_with_code(self, feature_code: str) -> np.ndarray:
        """Return the rows of a feature code."""
        if feature_code not in self._codes:
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero(self._index.array("place.code") == self._codes.index(feature_code))

    def largest_towns(self, bbox: tuple[float, float, float, float], *, min_population: int) -> np.ndarray:
        """Return the rows of the towns in a box (west, south, east, north; degrees), the most populous first.

        A box whose west exceeds its east crosses the 180th meridian.
        """
        west, south, east, north = bbox
        rows, lon, lat = self._towns
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        found = rows[across & (lat >= south) & (lat <= north)]
        return found[: np.count_nonzero(self.population[found] >= min_population)]

    @cached_property
    def _towns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The rows of all towns, the most populous first, with their lon and lat: 20 bytes a town."""
        rows = np.flatnonzero(self.is_town)
        rows = rows[np.argsort(-self.population[rows], kind="stable")]
        return rows.astype(np.int32), self.lon[rows], self.lat[rows]
