"""The gazetteer: look names up, search as one types, and read places with their names and outlines."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf

import numpy as np
from shapely.geometry.base import BaseGeometry

from gazetteer.columns import NameColumn, read_column
from gazetteer.cyrillic_cases import nominatives
from gazetteer.errors import UnknownCountryError, UnknownPlaceError
from gazetteer.index import IndexFile
from gazetteer.layer import Layer
from gazetteer.layers import Layers
from gazetteer.names import fold
from gazetteer.place import LOOSE_TIERS, Candidate, Place
from gazetteer.points import point_of_id, search_points
from gazetteer.sources import attributions, sources

# Look-ups that are kept: a text asks for one name some ten times over, and news names the same places day after day.
_CACHED = 1 << 14


@lru_cache(maxsize=4096)
def _base_form(folded: str, layers: Layers) -> str | None:
    return next((form for form in nominatives(folded) if layers.has_name(form)), None)


class Gazetteer:
    """All places and their names, read-only; one object may serve many threads.

    ``layers`` are indexes that lie over the world file, the first over all others: where two know a place id, the
    upper one's place is meant.
    """

    def __init__(self, index: IndexFile, *, layers: Sequence[Layer] = ()) -> None:
        self._layers = Layers((*layers, Layer(index)))
        self._index = index
        self._records = self._layers.base.records
        self._country_rows = self._find_countries()
        names = self.country_names()
        for layer in self._layers:
            layer.name_countries(names)
        self._admin1_rows = self._find_admin1()
        self._lookup = lru_cache(maxsize=_CACHED)(self._read_lookup)

    def with_layers(self, layers: Sequence[Layer]) -> "Gazetteer":
        """Return a gazetteer with other layers over the same world file."""
        return Gazetteer(self._index, layers=layers)

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
        return self._lookup(name, self._checked(country), cue, near)

    def _read_lookup(
        self, name: str, code: str | None, cue: str, near: tuple[float, float] | None
    ) -> tuple[Candidate, ...]:
        found = self._layers.lookup(name, code, cue, near)
        if all(candidate.tier in LOOSE_TIERS for candidate in found) and (base := self.base_form(fold(name))):
            because = f"{name} is a case of {base}"
            told = self._layers.lookup(base, code, cue, near)
            return tuple(replace(each, reasons=(because, *each.reasons)) for each in told)
        return found

    def lookup_column(self, names: Sequence[str], *, country: str | None = None) -> NameColumn:
        """Return the best known place of each of many names, in arrays; case, accents and signs do not matter.

        For lists of names without a text: no type words, no transliterations, no typing errors. ``country`` (ISO
        3166-1 alpha-2) keeps to its places. Raises as :meth:`lookup` does.
        """
        layers = ((layer.columns, layer.records) for layer in self._layers)
        return read_column(layers, names, country=self._checked(country))

    def search(
        self, query: str, *, country: str | None = None, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[Candidate, ...]:
        """Return at most ``limit`` places for a name still being typed, best first; within ``country`` if given.

        Coordinates ("32.47, 11.89") are themselves a place, before the towns nearest to them.

        Raises
        ------
        UnknownCountryError
            If ``country`` is no code of a country.
        """
        code = self._checked(country)
        points = search_points(query, self, country=code, limit=limit)
        if points:
            return points
        found = {
            candidate.place.place_id: replace(candidate, score=self._typed_score(candidate))
            for candidate in self._layers.lookup(query, code, "", near)
        }
        for candidate in self._layers.begins_with(query, country=code, near=near, limit=limit):
            found.setdefault(candidate.place.place_id, candidate)
        kept = [candidate for candidate in found.values() if code is None or candidate.place.country_code == code]
        kept.sort(key=lambda candidate: (-candidate.score, candidate.place.place_id))
        return tuple(kept[:limit])

    def _typed_score(self, candidate: Candidate) -> float:
        """Return a score for a list of suggestions: a hamlet called "Trip" comes after Tripoli, one's own place before both."""
        known = self._layers.prominence(candidate.place.place_id)
        return candidate.score if known is None else round(candidate.score * (0.5 + 0.5 * known), 4)

    def place(self, place_id: str) -> Place:
        """Return the place with an id.

        Raises
        ------
        UnknownPlaceError
            If there is none.
        """
        place = self._layers.place(place_id) or point_of_id(place_id, self)
        if place is not None:
            return place
        raise UnknownPlaceError(
            f"No place has the id {place_id!r}. Find it by name first: python -m gazetteer search NAME"
        )

    def holds(self, place_id: str) -> bool:
        """Return whether a place has this id."""
        return self._layers.holds(place_id)

    def names(self, place_id: str) -> tuple[str, ...]:
        """Return all names of a place, its own first, in every script; raises as :meth:`place` does."""
        place = self.place(place_id)
        return (place.name,) if place.is_coordinates else self._layers.names(place_id)

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a country, ADM1, range, region or island (EPSG:4326), or None where we have none.

        Raises as :meth:`place` does.
        """
        self.place(place_id)
        return self._layers.outline(place_id)

    def pcode(self, place_id: str) -> str:
        """Return the P-code that the user's own table gives a place, "" where it has none."""
        return self._layers.pcode(place_id)

    def has_name(self, folded: str) -> bool:
        """Return whether a folded name is one of the gazetteer's names."""
        return self._layers.has_name(folded)

    def base_form(self, folded: str) -> str | None:
        """Return the known name of which a folded Cyrillic one is another case, None where it is none."""
        return _base_form(folded, self._layers)

    def most_words(self, first: str) -> int:
        """Return how many words the longest known name has that begins with a folded word, 0 where none does."""
        return self._layers.most_words(first)

    def longest_name(self, words: Sequence[str], start: int) -> int:
        """Return how many of the folded words from ``start`` on form the longest known name, 0 where none does."""
        return self._layers.longest_name(words, start)

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

    def has_country(self, code: str) -> bool:
        """Say whether a code's country is listed itself, not only its towns."""
        return code in self._country_rows

    def country_name(self, code: str) -> str:
        """Return a country's name by its code, the code itself where only its towns are listed (Christmas Island, CX)."""
        row = self._country_rows.get(code)
        return code if row is None else self._records.place(row).name

    def country_codes(self) -> tuple[str, ...]:
        """Return the ISO 3166-1 alpha-2 codes of all countries, sorted."""
        return tuple(sorted(self._country_rows))

    def country_names(self) -> dict[str, str]:
        """Return the names of all countries by ISO 3166-1 alpha-2 code."""
        return {code: self._records.place(row).name for code, row in sorted(self._country_rows.items())}

    def admin1(self, country_code: str, admin1_code: str) -> Place | None:
        """Return the ADM1 with a GeoNames code ("LY", "77"), or None."""
        row = self._admin1_rows.get((country_code, admin1_code))
        return None if row is None else self._records.place(row)

    def towns_in(self, country_code: str) -> int:
        """Return how many towns and villages of a country are listed, in all layers together."""
        return self._layers.towns_in(country_code)

    def largest_places(
        self, bbox: tuple[float, float, float, float], *, limit: int, min_population: int = 0
    ) -> tuple[Place, ...]:
        """Return the most populous towns in a box (west, south, east, north; degrees), the largest first.

        A box whose west exceeds its east crosses the 180th meridian.
        """
        rows = self._records.largest_towns(bbox, min_population=min_population)[: max(limit, 0)]
        return tuple(self._records.place(row) for row in rows.tolist())

    def largest_towns(self, bbox: tuple[float, float, float, float], *, limit: int) -> np.ndarray:
        """Return where most people of a box live: lon, lat and population of its largest towns, the largest first.

        ``bbox`` is west, south, east, north in degrees; towns of unknown population are left out.
        """
        records = self._records
        rows = records.largest_towns(bbox, min_population=1)[: max(limit, 0)]
        return np.column_stack((records.lon[rows], records.lat[rows], records.population[rows]))

    def nearest_places(
        self, lon: float, lat: float, *, limit: int = 1, radius_m: float = inf
    ) -> tuple[tuple[Place, float], ...]:
        """Return the towns nearest to a point and their geodesic distances in metres, the nearest first.

        A town of which only the surroundings are known is left out: its point is not its own. What is no point
        (NaN, a latitude beyond 90) has no towns.
        """
        found = self._layers.nearest(lon, lat, limit, radius_m)
        return tuple(sorted(found, key=lambda each: (each[1], each[0].place_id))[: max(limit, 0)])

    def areas_at(self, lon: float, lat: float) -> tuple[Place, ...]:
        """Return the countries, ADM1, ranges, regions and islands whose outlines hold a point, the smallest first."""
        found = {place_id: self.place(place_id) for place_id in self._layers.areas_at(lon, lat)}
        return tuple(sorted(found.values(), key=lambda place: (place.radius_m, place.place_id)))

    def info(self) -> dict[str, object]:
        """Return counts, sources, licences, the index's size, place and version."""
        return {
            **{key: self._index.about[key] for key in ("version", "places", "names", "outlines", "kinds")},
            "countries": len(self._country_rows),
            "index": str(self._index.path),
            "index_bytes": self._index.path.stat().st_size,
            "layers": [
                {"origin": layer.origin, "places": layer.index.about["places"], "version": layer.index.about["version"]}
                for layer in self._layers.over
            ],
            "sources": sources(),
        }

    def attributions(self) -> tuple[str, ...]:
        """Return the lines that maps and exports must show for the gazetteer's data."""
        told = (str(layer.index.about.get("attribution", "")) for layer in self._layers.over)
        return tuple(dict.fromkeys(filter(None, (*attributions(), *told))))

    def _checked(self, code: str | None) -> str | None:
        if code is None or code in self._country_rows:
            return code
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
