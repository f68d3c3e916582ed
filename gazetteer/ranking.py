"""Ranking: matches made candidates, best first, each with its score and its reasons in words."""

from collections.abc import Mapping
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from gazetteer.cues import Cue
from gazetteer.matches import ListedNames, Match, Matches
from gazetteer.place import Candidate, Tier
from gazetteer.records import Records
from gazetteer.strict import NEAR_NAMESAKE_M, OTHER_KIND_WORTH

# Share of the score that the place's prominence decides.
_PROMINENCE_SHARE = 0.35
_OUTSIDE_COUNTRY = 0.5
_NEAR_KM = 300.0
# A look-up gives no more; fewer are all that there are.
MOST_CANDIDATES = 40
ONLY_SURROUNDINGS = "only its surroundings are known"


class Ranking:
    """Weighs the matches of one name and words the best; reasons are written for those only."""

    def __init__(self, records: Records, names: ListedNames) -> None:
        self._records, self._names = records, names
        self.country_names: Mapping[str, str] = {}

    def candidates(
        self, found: Matches, *, country: str | None, wanted: Cue | None, near: tuple[float, float] | None
    ) -> tuple[Candidate, ...]:
        """Return the places matched, best first; of the country, kind and surroundings asked for before others."""
        records = self._records
        scored = []
        for row, match in found.by_row.items():
            score = match.worth * (1.0 - _PROMINENCE_SHARE + _PROMINENCE_SHARE * records.prominence[row])
            if country is not None and records.country_code(row) not in {country, ""}:
                score *= _OUTSIDE_COUNTRY
            if wanted is not None and match.tier is not Tier.CUE and not wanted.wants(*records.kind(row)):
                score *= OTHER_KIND_WORTH
            if near is not None:
                score *= nearness(near, records.point(row))
            scored.append((-min(score, 1.0), row))
        scored.sort()
        return tuple(
            self._candidate(-score, row, found.by_row[row], country, near, wanted)
            for score, row in scored[:MOST_CANDIDATES]
        )

    def _candidate(
        self,
        score: float,
        row: int,
        match: Match,
        country: str | None,
        near: tuple[float, float] | None,
        wanted: Cue | None,
    ) -> Candidate:
        place = self._records.place(row)
        words = match.words
        reasons = [words.format(listed=self._names.text[match.number]) if "{" in words else words] if words else []
        reach_m = self._reach_of_namesake(row, match.kind or wanted)
        if reach_m:
            # "Yarmouk camp" where only a town of that name is listed: somewhere about the town.
            place = replace(place, radius_m=place.radius_m + reach_m, is_rough=True)
        if country is not None and place.country_code:
            here, asked = self._called(place.country_code), self._called(country)
            reasons.append(f"in {here}" if place.country_code == country else f"in {here}, not in {asked}")
        if near is not None:
            reasons.append(f"about {distance_km(near, (place.lon, place.lat)):,.0f} km from the point given")
        if place.is_rough:
            reasons.append(ONLY_SURROUNDINGS)
        return Candidate(place=place, score=round(score, 4), tier=match.tier, reasons=tuple(reasons))

    def _called(self, country: str) -> str:
        return self.country_names.get(country, country)

    def _reach_of_namesake(self, row: int, kind: Cue | None) -> float:
        """Return how far from a namesake of another kind the place meant may lie, in metres; 0 where it is the place."""
        if kind is None or kind.wants(*self._records.kind(row)):
            return 0.0
        return NEAR_NAMESAKE_M.get(kind.kind, 0.0)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return a rough distance, good enough to rank by (sphere; exact metres are pyproj's)."""
    lon1, lat1, lon2, lat2 = (radians(each) for each in (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def nearness(near: tuple[float, float], point: tuple[float, float]) -> float:
    """Return a factor from 1 (there) towards 0.3 (far)."""
    return 0.3 + 0.7 / (1.0 + distance_km(near, point) / _NEAR_KM)
