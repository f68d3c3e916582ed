"""Layers: one index each, the user's own places over fetched country files over the world file."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.columns import ColumnLookup
from gazetteer.index import IndexFile, hash_key
from gazetteer.lookup import Lookup
from gazetteer.names import ARTICLES, unify_articles
from gazetteer.nearest import Nearest
from gazetteer.place import Candidate, Place
from gazetteer.records import Records
from gazetteer.search import PrefixSearch

_CACHED = 1 << 16
# Longer runs of words are no name, whatever they are.
_MOST_WORDS = 12


class Layer:
    """One index with its tables open; ``origin`` is said of its places ("from your own gazetteer"), empty for the world file."""

    def __init__(self, index: IndexFile, *, origin: str = "") -> None:
        self.index, self.origin = index, origin
        self.records = Records(index)
        self._lookup = Lookup(index, self.records)
        self._search = PrefixSearch(index, self.records)
        self.columns = ColumnLookup(index, self.records)
        self._full = index.table("full")
        self._words = index.table("word")
        self._outlines = index.texts("outline")
        self._outline_rows = index.array("outline.place")
        self.nearest = Nearest(self.records, self._outlines, self._outline_rows)
        self.is_name = lru_cache(maxsize=_CACHED)(self._read_is_name)
        self.most_words = lru_cache(maxsize=_CACHED)(self._read_most_words)

    def lookup(
        self, name: str, *, country: str | None, cue: str, near: tuple[float, float] | None, loosely: bool
    ) -> tuple[Candidate, ...]:
        """Return candidates, best first; ``loosely`` adds transliterations and typing errors where nothing else is found."""
        return self._lookup.find(name, country=country, cue=cue, near=near, loosely=loosely)

    def name_countries(self, names: Mapping[str, str]) -> None:
        """Take the countries' names by code, for the reasons in words."""
        self._lookup.name_countries(names)

    def begins_with(
        self, query: str, *, country: str | None, near: tuple[float, float] | None, limit: int
    ) -> list[Candidate]:
        """Return at most ``limit`` places of which a name begins with the query, best first."""
        return self._search.find(query, country=country, near=near, limit=limit)

    def place(self, place_id: str) -> Place | None:
        """Return the place with an id, or None."""
        row = self.records.row(place_id)
        return None if row is None else self.records.place(row)

    def names(self, place_id: str) -> tuple[str, ...]:
        """Return the names of a place, its own first; empty where the layer has no such place."""
        row = self.records.row(place_id)
        return () if row is None else self.records.names(row)

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Return a place's outline (EPSG:4326), or None where the layer has none."""
        row = self.records.row(place_id)
        if row is None:
            return None
        position = int(np.searchsorted(self._outline_rows, row))
        if position == len(self._outline_rows) or int(self._outline_rows[position]) != row:
            return None
        return shapely.from_wkb(self._outlines.content(position))

    def _read_is_name(self, folded: str) -> bool:
        if self._full.holds(hash_key(folded)):
            return True
        unified = unify_articles(folded)
        return unified != folded and self._full.holds(hash_key(unified))

    def _read_most_words(self, word: str) -> int:
        most = max(self._words.find(hash_key(word)), default=0)
        if word in ARTICLES:
            most = max(most, *self._words.find(hash_key("al")), 0)
        return min(most, _MOST_WORDS)
