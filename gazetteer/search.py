"""Search as one types: names that begin with what was typed, well-known places first."""

from math import isfinite

import numpy as np

from gazetteer.index import IndexFile
from gazetteer.keys import ABBREVIATION
from gazetteer.names import fold
from gazetteer.place import Candidate, Tier
from gazetteer.ranking import nearness
from gazetteer.records import Records

# A beginning is worth less than a whole name, the less of the name is typed.
_WHOLE, _HARDLY = 0.8, 0.45
_KNOWN_SHARE = 0.35
_LONGEST = 120
_AFTER_ALL = "\U0010ffff"


class PrefixSearch:
    """The index's names in the order of their folded form."""

    def __init__(self, index: IndexFile, records: Records) -> None:
        self._records = records
        self._names = index.texts("name")
        self._order = index.array("order")
        self._place_of = index.array("name.place")
        self._kinds = index.numbers("name.kind")

    def find(self, query: str, *, country: str | None, near: tuple[float, float] | None, limit: int) -> list[Candidate]:
        """Return at most ``limit`` places of which a name begins with the query, best first."""
        folded = fold(query[:_LONGEST])
        if not folded or limit < 1:
            return []
        low, high = self._first_from(folded), self._first_from(folded + _AFTER_ALL)
        numbers = self._order[low:high]
        rows = self._place_of[numbers]
        if country is not None:
            inside = self._records.country_numbers[rows] == self._records.country_number(country)
            numbers, rows = numbers[inside], rows[inside]
        weights = self._records.prominences[rows].astype("f8")
        if near is not None and all(isfinite(each) for each in near):
            away = np.hypot(
                (self._records.lon[rows] - near[0]) * np.cos(np.radians(near[1])), self._records.lat[rows] - near[1]
            )
            weights = weights / (1.0 + away / 3.0)
        best = np.argsort(-weights, kind="stable")[: limit * 8]
        found: dict[int, Candidate] = {}
        for number, row in zip(numbers[best].tolist(), rows[best].tolist(), strict=True):
            if row in found or self._kinds[number] == ABBREVIATION:
                continue
            listed = self._names[number]
            share = min(len(folded) / max(len(fold(listed)), 1), 1.0)
            known = self._records.prominence[row]
            # Weighed as a whole name is, so that a name typed to its end comes before longer ones as little known.
            score = (_HARDLY + (_WHOLE - _HARDLY) * share) * (1 - _KNOWN_SHARE * (1 - known)) * (0.5 + 0.5 * known)
            if near is not None:
                score *= nearness(near, self._records.point(row))
            found[row] = Candidate(
                place=self._records.place(row),
                score=round(score, 4),
                tier=Tier.FOLDED,
                reasons=(f"begins like {listed}",),
            )
            if len(found) == limit:
                break
        return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.place.place_id))

    def _first_from(self, folded: str) -> int:
        """Return the position of the first name that does not come before a folded form."""
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            if fold(self._names[int(self._order[middle])]) < folded:
                low = middle + 1
            else:
                high = middle
        return low
