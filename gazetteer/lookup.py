"""Look-up in tiers: exact, folded, without its type word, abbreviation, by sound, typing error."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from gazetteer.cues import Cue, expand_abbreviations, find_cue, strip_cue
from gazetteer.index import IndexFile, hash_key
from gazetteer.keys import ABBREVIATION, BARE, CUE_STRIPPED, code_key
from gazetteer.loose import LooseLookup, LooseMatch
from gazetteer.names import drop_article, fold, unify_articles
from gazetteer.place import Candidate, Tier
from gazetteer.records import Records

# What a match of each tier is worth before anything else is known, so that in one country surer tiers come first.
_WORTH = {
    Tier.EXACT: 1.0,
    Tier.FOLDED: 0.96,
    Tier.CUE: 0.86,
    Tier.ABBREVIATION: 0.9,
    Tier.SKELETON: 0.6,
    Tier.TYPO: 0.5,
}
_CODE_WORTH, _BARE_WORTH, _ARTICLE_WORTH, _OTHER_KIND_WORTH, _OTHER_NAME_WORTH = 0.8, 0.85, 0.95, 0.6, 0.97
# Share of the score that the place's prominence decides.
_PROMINENCE_SHARE = 0.35
_OUTSIDE_COUNTRY = 0.5
_NEAR_KM = 300.0
_LONGEST, _MOST_CANDIDATES = 120, 40
# How far from a namesake of another kind the place meant may lie: a camp or port at the town of that name, an air base
# some way out, a river or valley by it. For a field or a mountain a town of that name says nothing: it is not offered.
NEAR_NAMESAKE_M = {
    "city": 0.0, "admin": 25_000.0, "camp": 10_000.0, "port": 15_000.0, "airport": 40_000.0, "air_base": 40_000.0,
    "landmark": 3_000.0, "water": 60_000.0, "valley": 60_000.0,
}  # fmt: skip
_CODE = re.compile("[A-Z]{3,4}|[A-Z]{2}[0-9]{2}")


@dataclass(slots=True)
class _Found:
    """The best match of one place so far."""

    number: int
    tier: Tier
    worth: float
    reason: str
    kind: Cue | None


class Lookup:
    """The tiers over one index."""

    def __init__(self, index: IndexFile, records: Records) -> None:
        self._records = records
        self._country_names: Mapping[str, str] = {}
        self._names = index.texts("name")
        self._place_of, self._kinds = index.numbers("name.place"), index.numbers("name.kind")
        self._full, self._loose = index.table("full"), index.table("loose")
        self._loose_names, self._loose_kinds = index.numbers("loose.name"), index.numbers("loose.kind")
        self._loose_names_of = LooseLookup(index)
        self._cached = lru_cache(maxsize=1 << 14)(self._find)

    def name_countries(self, names: Mapping[str, str]) -> None:
        """Take the countries' names by code, for the reasons in words."""
        self._country_names = names

    def find(
        self,
        name: str,
        *,
        country: str | None,
        cue: str = "",
        near: tuple[float, float] | None = None,
        loosely: bool = True,
    ) -> tuple[Candidate, ...]:
        """Return candidates, best first; ``country`` must be a checked code or None.

        ``loosely`` adds what sounds alike or differs by a typing error, where nothing surer is found.
        """
        return self._cached(name, country, cue, near, loosely)

    def _find(
        self, name: str, country: str | None, cue: str, near: tuple[float, float] | None, loosely: bool
    ) -> tuple[Candidate, ...]:
        written = name.strip()[:_LONGEST]
        folded = fold(written)
        if not folded:
            return ()
        wanted = find_cue(cue) if cue else None
        stripped = strip_cue(folded)
        kind = stripped[1] if stripped is not None else wanted
        found: dict[int, _Found] = {}
        self._by_name(written, folded, found)
        self._by_cue(folded, wanted, found)
        other = expand_abbreviations(folded)
        if other is not None:
            self._add(found, self._full.find(hash_key(other)), Tier.ABBREVIATION, 1.0, "written out or abbreviated")
        if loosely and not self._is_settled(found, country):
            self._loosely(folded, kind, country, found)
        return self._ranked(found, country, wanted, near)

    def _loosely(self, folded: str, wanted: Cue | None, country: str | None, found: dict[int, _Found]) -> None:
        """Add what sounds alike, then what is a typing error away; of the kind asked for only."""
        stripped = strip_cue(folded)
        bare = stripped[0] if stripped is not None else folded
        self._keep_loose(self._loose_names_of.by_sound(bare, country), wanted, found)
        for form in dict.fromkeys((folded, bare)):
            if country is not None and not self._is_settled(found, country):
                self._keep_loose(self._loose_names_of.by_typo(form, country), wanted, found)

    def _keep_loose(self, matches: Iterable[LooseMatch], wanted: Cue | None, found: dict[int, _Found]) -> None:
        for match in matches:
            if wanted is None or wanted.wants(*self._records.kind(self._place_of[match.number])):
                self._keep(found, match.number, match.tier, match.worth, match.reason)

    def _is_settled(self, found: dict[int, _Found], country: str | None) -> bool:
        """Return whether a place was found where it was to be found, so that loose matches are not needed."""
        if country is None:
            return bool(found)
        return any(self._records.country_code(row) == country for row in found)

    def _add(self, found: dict[int, _Found], numbers: Iterable[int], tier: Tier, worth: float, reason: str) -> None:
        for number in numbers:
            if self._kinds[number] == ABBREVIATION:
                continue
            self._keep(found, number, tier, worth, reason)

    def _keep(
        self, found: dict[int, _Found], number: int, tier: Tier, worth: float, reason: str, kind: Cue | None = None
    ) -> None:
        row = self._place_of[number]
        value = _WORTH[tier] * worth * (1.0 if self._records.is_own_name(number, row) else _OTHER_NAME_WORTH)
        known = found.get(row)
        if known is None or known.worth < value:
            found[row] = _Found(number, tier, value, reason, kind)

    def _by_name(self, written: str, folded: str, found: dict[int, _Found]) -> None:
        for number in self._full.find(hash_key(folded)):
            listed = self._names[number]
            if self._kinds[number] == ABBREVIATION:
                # Capitals only: "US" is a country, "us" is not.
                if written.replace(".", "") == listed.replace(".", ""):
                    self._keep(found, number, Tier.ABBREVIATION, 1.1, f"abbreviation {listed}")
            elif listed == written:
                self._keep(found, number, Tier.EXACT, 1.0, "same spelling")
            else:
                self._keep(found, number, Tier.FOLDED, 1.0, f"same name but for case, accents or signs: {listed}")
        if _CODE.fullmatch(written):
            for number in self._full.find(hash_key(code_key(written))):
                self._keep(found, number, Tier.ABBREVIATION, _CODE_WORTH, f"airport code {written}")
        unified = unify_articles(folded)
        if unified != folded:
            self._add(
                found, self._full.find(hash_key(unified)), Tier.FOLDED, 1.0, "same name, its article written otherwise"
            )
        bare = drop_article(folded)
        if bare != folded:
            self._add(found, self._full.find(hash_key(bare)), Tier.FOLDED, _BARE_WORTH, "same name without the article")
        for entry in self._loose.find(hash_key(bare)):
            if self._loose_kinds[entry] == BARE:
                self._add(
                    found,
                    [self._loose_names[entry]],
                    Tier.FOLDED,
                    _ARTICLE_WORTH,
                    "same name with or without the article",
                )

    def _by_cue(self, folded: str, wanted: Cue | None, found: dict[int, _Found]) -> None:
        """Add what the name means once a type word in it, or beside it, is taken for the kind of place."""
        stripped = strip_cue(folded)
        bare, kind = stripped or (folded, wanted)
        for form in dict.fromkeys((bare, drop_article(bare))):
            for entry in self._loose.find(hash_key(form)):
                if self._loose_kinds[entry] == CUE_STRIPPED:
                    number = self._loose_names[entry]
                    self._keep_by_kind(found, number, kind, f"listed as {self._names[number]}")
            if kind is None or (form == folded and wanted is None):
                continue
            for number in (*self._full.find(hash_key(form)), *self._full.find(hash_key(unify_articles(form)))):
                if self._kinds[number] != ABBREVIATION:
                    self._keep_by_kind(found, number, kind, "")
            for entry in self._loose.find(hash_key(form)):
                if self._loose_kinds[entry] == BARE:
                    self._keep_by_kind(found, self._loose_names[entry], kind, "")

    def _keep_by_kind(self, found: dict[int, _Found], number: int, kind: Cue | None, reason: str) -> None:
        row = self._place_of[number]
        if kind is None:
            self._keep(found, number, Tier.CUE, _BARE_WORTH, reason)
        elif kind.wants(*self._records.kind(row)):
            of_kind = f"is of the kind asked for: {kind.label}"
            self._keep(found, number, Tier.CUE, 1.1, "; ".join(filter(None, (of_kind, reason))), kind)
        elif kind.kind in NEAR_NAMESAKE_M and self._records.kind(row)[1] != "PCLI":
            self._keep(found, number, Tier.CUE, _OTHER_KIND_WORTH, f"bears the name but is no {kind.label}", kind)

    def _ranked(
        self, found: dict[int, _Found], country: str | None, wanted: Cue | None, near: tuple[float, float] | None
    ) -> tuple[Candidate, ...]:
        scored = []
        for row, match in found.items():
            score = match.worth * (1.0 - _PROMINENCE_SHARE + _PROMINENCE_SHARE * self._records.prominence[row])
            if country is not None and self._records.country_code(row) not in {country, ""}:
                score *= _OUTSIDE_COUNTRY
            if wanted is not None and match.tier is not Tier.CUE and not wanted.wants(*self._records.kind(row)):
                score *= _OTHER_KIND_WORTH
            if near is not None:
                score *= nearness(near, self._records.point(row))
            scored.append((-min(score, 1.0), row, match))
        scored.sort(key=lambda each: each[:2])
        return tuple(
            self._candidate(-score, row, match, country, near, wanted)
            for score, row, match in scored[:_MOST_CANDIDATES]
        )

    def _candidate(
        self,
        score: float,
        row: int,
        match: _Found,
        country: str | None,
        near: tuple[float, float] | None,
        wanted: Cue | None,
    ) -> Candidate:
        place = self._records.place(row)
        reasons = [match.reason]
        reach_m = self._reach_of_namesake(row, match, wanted)
        if reach_m:
            # "Yarmouk camp" where only a town of that name is listed: somewhere about the town.
            place = replace(place, radius_m=place.radius_m + reach_m, is_rough=True)
        if country is not None and place.country_code:
            here, wanted_here = self._called(place.country_code), self._called(country)
            reasons.append(f"in {here}" if place.country_code == country else f"in {here}, not in {wanted_here}")
        if near is not None:
            reasons.append(f"about {_distance_km(near, (place.lon, place.lat)):,.0f} km from the point given")
        if place.is_rough:
            reasons.append("only its surroundings are known")
        return Candidate(place=place, score=round(score, 4), tier=match.tier, reasons=tuple(filter(None, reasons)))

    def _called(self, country: str) -> str:
        return self._country_names.get(country, country)

    def _reach_of_namesake(self, row: int, match: _Found, wanted: Cue | None) -> float:
        """Return how far from a namesake of another kind the place meant may lie, in metres; 0 where it is the place."""
        kind = match.kind or wanted
        if kind is None or kind.wants(*self._records.kind(row)):
            return 0.0
        return NEAR_NAMESAKE_M.get(kind.kind, 0.0)


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return a rough distance, good enough to rank by (sphere; exact metres are pyproj's)."""
    lon1, lat1, lon2, lat2 = (radians(each) for each in (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def nearness(near: tuple[float, float], point: tuple[float, float]) -> float:
    """Return a factor from 1 (there) towards 0.3 (far)."""
    return 0.3 + 0.7 / (1.0 + _distance_km(near, point) / _NEAR_KM)
