"""Names looked up by the column: one place or none for each of a long list, in arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gazetteer.index import IndexFile, hash_keys
from gazetteer.keys import ABBREVIATION
from gazetteer.names import fold
from gazetteer.records import Records

# More rows than any index has: a name's position and a row make one number.
_ROWS = 1 << 32


@dataclass(frozen=True, slots=True)
class NameColumn:
    """The best known place of each name, as arrays of the names' length.

    ``lon``, ``lat`` in degrees (EPSG:4326), NaN where no place bears the name; ``namesakes`` counts the places that
    bear it (in the country asked for); ``place_ids`` holds None where there is none.
    """

    lon: np.ndarray
    lat: np.ndarray
    namesakes: np.ndarray
    place_ids: tuple[str | None, ...]


class ColumnLookup:
    """Look-up of many names in one index, by their folded form."""

    def __init__(self, index: IndexFile, records: Records) -> None:
        self._records = records
        self._hashes, self._numbers = index.array("full.hash"), index.array("full.value")
        self._places, self._kinds = index.array("name.place"), index.array("name.kind")

    def rows(self, names: Sequence[str], *, country: str | None) -> tuple[np.ndarray, np.ndarray]:
        """Return for each name the row of its best known place, -1 where there is none, and the number of its places."""
        rows, namesakes = np.full(len(names), -1, dtype=np.int64), np.zeros(len(names), dtype=np.int64)
        # A column of a table has holes: None, NaN.
        hashes = hash_keys(fold(name) if isinstance(name, str) else "" for name in names)
        if not len(hashes):
            return rows, namesakes
        first = np.searchsorted(self._hashes, hashes, "left")
        counts = np.searchsorted(self._hashes, hashes, "right") - first
        owner = np.repeat(np.arange(len(names)), counts)
        # Where the entries of one name begin among all entries found.
        before = np.cumsum(counts) - counts
        entries = self._numbers[np.repeat(first - before, counts) + np.arange(len(owner))]
        kept = self._kinds[entries] != ABBREVIATION
        found = self._places[entries]
        if country is not None:
            kept &= self._records.country_numbers[found] == self._records.country_number(country)
        owner, found = owner[kept], found[kept]
        # A place stands once for each of its spellings.
        owner, found = np.divmod(np.unique(owner * _ROWS + found), _ROWS)
        namesakes += np.bincount(owner, minlength=len(names))
        order = np.lexsort((-found, self._records.prominences[found], owner))
        rows[owner[order]] = found[order]
        return rows, namesakes


def read_column(
    lookups: Iterable[tuple[ColumnLookup, Records]], names: Sequence[str], *, country: str | None
) -> NameColumn:
    """Return the places of many names; the first of the look-ups that knows a name decides."""
    lon, lat = np.full(len(names), np.nan), np.full(len(names), np.nan)
    namesakes = np.zeros(len(names), dtype=np.int64)
    place_ids: list[str | None] = [None] * len(names)
    for lookup, records in lookups:
        rows, counts = lookup.rows(names, country=country)
        at = np.flatnonzero((rows >= 0) & np.isnan(lon))
        lon[at], lat[at] = records.lon[rows[at]], records.lat[rows[at]]
        namesakes[at] = counts[at]
        for position, row in zip(at.tolist(), rows[at].tolist(), strict=True):
            place_ids[position] = records.place_id(row)
    return NameColumn(lon, lat, namesakes, tuple(place_ids))
