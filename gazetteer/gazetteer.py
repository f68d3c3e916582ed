"""The gazetteer: look names up, search as one types, and read places with their names and outlines."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.build import DATA, open_index
from gazetteer.errors import UnknownCountryError, UnknownPlaceError
from gazetteer.index import IndexFile, hash_key
from gazetteer.lookup import Lookup
from gazetteer.names import ARTICLES, unify_articles
from gazetteer.place import Candidate, Place
from gazetteer.prominence import prominence
from gazetteer.records import Records
from gazetteer.search import PrefixSearch

# Longer runs of words are no name, whatever they are.
MOST_WORDS = 12
_CACHED = 1 << 16


def open_gazetteer(*, progress: Callable[[float, str], None] | None = None) -> "Gazetteer":
    """Open the gazetteer; build its index in the cache folder on first use.

    Parameters
    ----------
    progress
        Hears a share from 0 to 1 and words while the index is built.

    Raises
    ------
    IndexMissingError
        Where the index is not there and cannot be built; the message says what to do.
    """
    return Gazetteer(open_index(progress))


class Gazetteer:
    """All places and their names, read-only; one object may serve many threads."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index
        self._records = Records(index)
        self._lookup = Lookup(index, self._records)
        self._search = PrefixSearch(index, self._records)
        self._full = index.table("full")
        self._words = index.table("word")
        self._outlines = index.texts("outline")
        self._outline_rows = index.array("outline.place")
        self._country_rows = self._find_countries()
        self._admin1_rows = self._find_admin1()
        self._is_name = lru_cache(maxsize=_CACHED)(self._read_is_name)
        self._most_words = lru_cache(maxsize=_CACHED)(self._read_most_words)

    def lookup(
        self, name: str, *, country: str | None = None, cue: str = "", near: tuple[float, float] | None = None
    ) -> tuple[Candidate, ...]:
        """Return the places that a name may mean, best first.

        Parameters
        ----------
        name
            As written; any spelling, script or type word ("Mitiga airport", "city of Misrata").
        country
            ISO 3166-1 alpha-2 code of the country the text is about. Its places come first; loose matches
            (transliteration, typing errors) are looked for inside it only.
        cue
            A type word that stood beside the name ("camp", "air base"); it chooses the kind of place.
        near
            Longitude and latitude (EPSG:4326) near which the place is expected.

        Raises
        ------
        UnknownCountryError
            If ``country`` is no code of a country.
        """
        return self._lookup.find(name, country=self._checked(country), cue=cue, near=near)

    def search(
        self, query: str, *, country: str | None = None, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[Candidate, ...]:
        """Return at most ``limit`` places for a name still being typed, best first; within ``country`` if given.

        Raises
        ------
        UnknownCountryError
            If ``country`` is no code of a country.
        """
        code = self._checked(country)
        found = {
            candidate.place.place_id: replace(candidate, score=self._typed_score(candidate))
            for candidate in self._lookup.find(query, country=code, near=near)
        }
        for candidate in self._search.find(query, country=code, near=near, limit=limit):
            found.setdefault(candidate.place.place_id, candidate)
        kept = [candidate for candidate in found.values() if code is None or candidate.place.country_code == code]
        kept.sort(key=lambda candidate: (-candidate.score, candidate.place.place_id))
        return tuple(kept[:limit])

    def _typed_score(self, candidate: Candidate) -> float:
        """Return a score for a list of suggestions: a hamlet called "Trip" comes after Tripoli."""
        return round(candidate.score * (0.5 + 0.5 * prominence(candidate.place)), 4)

    def place(self, place_id: str) -> Place:
        """Return the place with an id.

        Raises
        ------
        UnknownPlaceError
            If there is none.
        """
        return self._records.place(self._row(place_id))

    def names(self, place_id: str) -> tuple[str, ...]:
        """Return all names of a place, its own first, in every script; raises as :meth:`place` does."""
        return self._records.names(self._row(place_id))

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a country, ADM1, range, region or island (EPSG:4326), or None where we have none."""
        row = self._row(place_id)
        position = int(np.searchsorted(self._outline_rows, row))
        if position == len(self._outline_rows) or int(self._outline_rows[position]) != row:
            return None
        return shapely.from_wkb(self._outlines.content(position))

    def has_name(self, folded: str) -> bool:
        """Return whether a folded name is one of the gazetteer's names."""
        return self._is_name(folded)

    def _read_is_name(self, folded: str) -> bool:
        if self._full.holds(hash_key(folded)):
            return True
        unified = unify_articles(folded)
        return unified != folded and self._full.holds(hash_key(unified))

    def longest_name(self, words: Sequence[str], start: int) -> int:
        """Return how many of the folded words from ``start`` on form the longest known name, 0 where none does."""
        first = words[start]
        most = min(self._most_words(first), len(words) - start, MOST_WORDS)
        if most == 1:
            return int(self._is_name(first))
        for count in range(most, 0, -1):
            if self._is_name(" ".join(words[start : start + count])):
                return count
        return 0

    def _read_most_words(self, word: str) -> int:
        most = max(self._words.find(hash_key(word)), default=0)
        if word in ARTICLES:
            most = max(most, *self._words.find(hash_key("al")))
        return most

    def country(self, code: str) -> Place:
        """Return a country by its ISO 3166-1 alpha-2 code, case ignored.

        Raises
        ------
        UnknownCountryError
            If no country has the code.
        """
        checked = self._checked(code)
        assert checked is not None
        return self._records.place(self._country_rows[checked])

    def country_codes(self) -> tuple[str, ...]:
        """Return the ISO 3166-1 alpha-2 codes of all countries, sorted."""
        return tuple(sorted(self._country_rows))

    def admin1(self, country_code: str, admin1_code: str) -> Place | None:
        """Return the ADM1 with a GeoNames code ("LY", "77"), or None."""
        row = self._admin1_rows.get((country_code, admin1_code))
        return None if row is None else self._records.place(row)

    def largest_places(
        self, bbox: tuple[float, float, float, float], *, limit: int, min_population: int = 0
    ) -> tuple[Place, ...]:
        """Return the most populous towns in a box (west, south, east, north; degrees), the largest first.

        A box whose west exceeds its east crosses the 180th meridian.
        """
        west, south, east, north = bbox
        lon, lat = self._records.lon, self._records.lat
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        inside = (
            across
            & (lat >= south)
            & (lat <= north)
            & self._records.is_town
            & (self._records.population >= min_population)
        )
        rows = np.flatnonzero(inside)
        ranked = rows[np.argsort(-self._records.population[rows], kind="stable")][: max(limit, 0)]
        return tuple(self._records.place(int(row)) for row in ranked)

    def info(self) -> dict[str, object]:
        """Return counts, sources, licences, the index's size, place and version."""
        return {
            **{key: self._index.about[key] for key in ("version", "places", "names", "outlines", "kinds")},
            "countries": len(self._country_rows),
            "index": str(self._index.path),
            "index_bytes": self._index.path.stat().st_size,
            "sources": _sources(),
        }

    def attributions(self) -> tuple[str, ...]:
        """Return the lines that maps and exports must show for the gazetteer's data."""
        drawn = (source for source in _sources() if source["file"].endswith((".parquet", ".csv")))  # not lists of words
        return tuple(dict.fromkeys(str(source["attribution"]) for source in drawn))

    def _row(self, place_id: str) -> int:
        row = self._records.row(place_id)
        if row is None:
            raise UnknownPlaceError(
                f"No place has the id {place_id!r}. Find it by name first: python -m gazetteer search NAME"
            )
        return row

    def _checked(self, code: str | None) -> str | None:
        if code is None:
            return None
        upper = code.strip().upper()
        if upper not in self._country_rows:
            raise UnknownCountryError(
                f"{code!r} is no country code. Expected two letters of ISO 3166-1, such as LY for Libya."
            )
        return upper

    def _find_countries(self) -> dict[str, int]:
        codes = self._records.rows_with_code("PCLI")
        return {self._records.place(int(row)).country_code: int(row) for row in codes}

    def _find_admin1(self) -> dict[tuple[str, str], int]:
        rows = self._records.rows_with_code("ADM1")
        return {self._records.admin1_key(int(row)): int(row) for row in rows}


def _sources(folder: Path = DATA) -> list[dict[str, str]]:
    table = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    return [{"file": name, **entry} for name, entry in table["files"].items()]
