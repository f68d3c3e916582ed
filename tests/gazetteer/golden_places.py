"""Golden tables of place names, and whether an answer is right, honestly coarse, wrong or missing."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pyproj import Geod
from shapely.geometry import Point

from gazetteer import Gazetteer, Place, Resolution, geoparse, place_point

_CASES = Path(__file__).parents[1] / "cases"
_GEOD = Geod(ellps="WGS84")
# UCDP where_prec 6 is the country, which the sentence says itself: no answer.
_COUNTRY_PREC = 6
COUNTRIES = {"LY": "Libya", "SY": "Syria", "IQ": "Iraq", "UA": "Ukraine", "SD": "Sudan", "YE": "Yemen"}


class Verdict(StrEnum):
    """What an answer is worth to an analyst."""

    RIGHT = "right"
    COARSE = "coarse"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenPlace:
    """A name as a report writes it, and where the evidence puts it."""

    name: str
    lon: float
    lat: float
    tolerance_km: float
    kind: str
    evidence: str
    sampled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One golden place beside the answer it got.

    ``distance_km`` is None where nothing was answered; ``is_rough`` where the answer is a parent area's point, which
    may lie within the tolerance all the same.
    """

    golden: GoldenPlace
    verdict: Verdict
    answer: str
    distance_km: float | None = None
    is_rough: bool = False

    def __str__(self) -> str:
        how_far = "" if self.distance_km is None else f", {self.distance_km:.0f} km off"
        return f"{self.verdict}: {self.golden.name} ({self.golden.kind}) -> {self.answer}{how_far}"


def read_golden(country: str) -> tuple[GoldenPlace, ...]:
    """Read the table of a country (ISO 3166-1 alpha-2)."""
    with (_CASES / f"places_{country.lower()}.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            GoldenPlace(
                name=row["name"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                tolerance_km=float(row["tolerance_km"]),
                kind=row["kind"],
                evidence=row["evidence"],
                sampled=row["sampled"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def distance_km(golden: GoldenPlace, lon: float, lat: float) -> float:
    """Return the geodesic kilometres between the truth and a point."""
    return float(_GEOD.inv(golden.lon, golden.lat, lon, lat)[2]) / 1000


def score_sentence(golden: GoldenPlace, country: str, gazetteer: Gazetteer) -> Scored:
    """Resolve the name in a sentence that says the country, as geoparse does."""
    before = "Fighting was reported in "
    text = f"{before}{golden.name}, {COUNTRIES[country]}."
    span = (len(before), len(before) + len(golden.name))
    (resolution,) = geoparse(text, gazetteer, country=country, spans=[span])
    point = place_point(resolution)
    if point is None or resolution.place is None:
        return Scored(golden=golden, verdict=Verdict.NONE, answer="nothing")
    away = distance_km(golden, *point)
    place = resolution.place
    return Scored(
        golden=golden,
        verdict=_judged(golden, resolution, away),
        answer=f"{_told(place)}, where_prec {resolution.where_prec}, radius_m {resolution.radius_m}",
        distance_km=away,
        is_rough=place.is_rough,
    )


def _told(place: Place) -> str:
    return f"{place.name} {place.place_id} {place.feature_code}{' (roughly)' if place.is_rough else ''}"


def _judged(golden: GoldenPlace, resolution: Resolution, away_km: float) -> Verdict:
    if resolution.where_prec is not None and resolution.where_prec >= _COUNTRY_PREC:
        return Verdict.NONE
    is_rough = resolution.place is not None and resolution.place.is_rough
    if away_km <= golden.tolerance_km and not is_rough:
        return Verdict.RIGHT
    if resolution.footprint is not None:
        covers = resolution.footprint.covers(Point(golden.lon, golden.lat))
    else:
        covers = resolution.radius_m is not None and away_km * 1000 <= resolution.radius_m
    return Verdict.COARSE if covers else Verdict.WRONG


def score_lookup(golden: GoldenPlace, country: str, gazetteer: Gazetteer) -> Scored:
    """Search for the bare name in its country, as the command line does, and take the first answer."""
    found = gazetteer.search(golden.name, country=country)
    if not found:
        return Scored(golden=golden, verdict=Verdict.NONE, answer="nothing")
    place = found[0].place
    away = distance_km(golden, place.lon, place.lat)
    if away <= golden.tolerance_km and not place.is_rough:
        verdict = Verdict.RIGHT
    else:
        verdict = Verdict.COARSE if away * 1000 <= place.radius_m else Verdict.WRONG
    return Scored(
        golden=golden,
        verdict=verdict,
        answer=_told(place),
        distance_km=away,
        is_rough=place.is_rough,
    )


def share(scored: Sequence[Scored], *verdicts: Verdict) -> float:
    """Return the share of answers with one of these verdicts, 0 to 1."""
    return sum(each.verdict in verdicts for each in scored) / len(scored)
