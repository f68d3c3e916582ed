"""Layers laid one over another and asked as one: where two know a place id, the upper one's place is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from gazetteer.layer import Layer
from gazetteer.place import Candidate, Place


class Layers:
    """The layers, the uppermost first; the last is the world file."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._all = tuple(layers)
        self.over = self._all[:-1]
        self.base = self._all[-1]

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._all)

    def lookup(
        self, name: str, country: str | None, cue: str, near: tuple[float, float] | None
    ) -> tuple[Candidate, ...]:
        """Return candidates, best first; loose ones only where no layer has a surer one in the country."""
        if not self.over:
            return self.base.lookup(name, country=country, cue=cue, near=near, loosely=True)
        found = self._merged(name, country, cue, near, loosely=False)
        if any(country is None or candidate.place.country_code == country for candidate in found):
            return found
        return self._merged(name, country, cue, near, loosely=True)

    def _merged(
        self, name: str, country: str | None, cue: str, near: tuple[float, float] | None, *, loosely: bool
    ) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for layer in self._all:
            for candidate in layer.lookup(name, country=country, cue=cue, near=near, loosely=loosely):
                place_id = candidate.place.place_id
                if place_id not in found:
                    found[place_id] = self._from_above(layer, candidate)
        return tuple(sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.place.place_id)))

    def _from_above(self, layer: Layer, candidate: Candidate) -> Candidate:
        """Return a layer's candidate with the place as the uppermost layer that knows it has it, and that layer's reason."""
        for upper in self.over:
            place = upper.place(candidate.place.place_id)
            if place is not None:
                reasons = (*candidate.reasons, upper.origin) if upper.origin else candidate.reasons
                return replace(candidate, place=place, reasons=reasons)
            if upper is layer:
                break
        return candidate

    def begins_with(
        self, query: str, *, country: str | None, near: tuple[float, float] | None, limit: int
    ) -> Iterator[Candidate]:
        """Yield places of which a name begins with a query, layer by layer."""
        for layer in self._all:
            for candidate in layer.begins_with(query, country=country, near=near, limit=limit):
                yield self._from_above(layer, candidate)

    def prominence(self, place_id: str) -> float | None:
        """Return how well known a place is, 0 to 1, None where there is no such place."""
        for layer in self._all:
            row = layer.records.row(place_id)
            if row is not None:
                return layer.records.prominence[row]
        return None

    def place(self, place_id: str) -> Place | None:
        """Return the place with an id, or None."""
        return next((place for layer in self._all if (place := layer.place(place_id)) is not None), None)

    def holds(self, place_id: str) -> bool:
        """Return whether a place has this id."""
        return any(layer.records.row(place_id) is not None for layer in self._all)

    def names(self, place_id: str) -> tuple[str, ...]:
        """Return all names that any layer has of a place."""
        return tuple(dict.fromkeys(name for layer in self._all for name in layer.names(place_id)))

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Return a place's outline (EPSG:4326), or None."""
        return next((outline for layer in self._all if (outline := layer.outline(place_id)) is not None), None)

    def pcode(self, place_id: str) -> str:
        """Return the P-code that a layer gives a place, "" where none does."""
        told = (layer.index.about.get("pcodes", {}).get(place_id) for layer in self.over)
        return next((code for code in told if code), "")

    def has_name(self, folded: str) -> bool:
        """Return whether a folded name is one of a layer's names."""
        if not self.over:
            return self.base.is_name(folded)
        return any(layer.is_name(folded) for layer in self._all)

    def most_words(self, first: str) -> int:
        """Return how many words the longest known name has that begins with a folded word, 0 where none does."""
        if not self.over:
            return self.base.most_words(first)
        return max([layer.most_words(first) for layer in self._all])

    def longest_name(self, words: Sequence[str], start: int) -> int:
        """Return how many of the folded words from ``start`` on form the longest known name, 0 where none does."""
        most = min(self.most_words(words[start]), len(words) - start)
        for count in range(most, 0, -1):
            if self.has_name(" ".join(words[start : start + count])):
                return count
        return 0

    def towns_in(self, country_code: str) -> int:
        """Return how many towns and villages of a country the layers list."""
        return sum(layer.records.towns_in(country_code) for layer in self._all)

    def nearest(self, lon: float, lat: float, limit: int, radius_m: float) -> list[tuple[Place, float]]:
        """Return at least the ``limit`` towns nearest to a point, where there are as many, with their distances in metres."""
        return [
            each
            for at, layer in enumerate(self._all)
            for each in self._nearest_in(at, layer, lon, lat, limit, radius_m)
        ]

    def _nearest_in(
        self, at: int, layer: Layer, lon: float, lat: float, limit: int, radius_m: float
    ) -> tuple[tuple[Place, float], ...]:
        above, asked = self._all[:at], limit
        while True:
            found = layer.nearest.places(lon, lat, limit=asked, radius_m=radius_m)
            owned = tuple(each for each in found if all(upper.place(each[0].place_id) is None for upper in above))
            if len(owned) >= limit or len(found) < asked:
                return owned
            asked *= 4

    def areas_at(self, lon: float, lat: float) -> Iterator[str]:
        """Yield the ids of the places whose outlines hold a point; an upper layer's outline takes a lower one's place."""
        for at, layer in enumerate(self._all):
            for place in layer.nearest.areas(lon, lat):
                if all(upper.outline(place.place_id) is None for upper in self._all[:at]):
                    yield place.place_id
