"""Ukrainian and Russian headlines of VIINA with the place that their authors gave each; ODbL, they stay in ../shared.

VIINA (Zhukov 2023) found the place by matching names in the whole report, of which the headline is a part: some headlines
do not name it, so that 100 per cent is out of reach.
"""

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer import Gazetteer, geoparse
from gazetteer.ranking import distance_km

FILE = Path(__file__).parents[3] / "shared" / "data" / "events" / "viina_subset_2022-2025.csv.gz"
# Letters that only one of the two languages has.
_ONLY = {"Ukrainian": re.compile("[іїєґІЇЄҐ]"), "Russian": re.compile("[ыэъёЫЭЪЁ]")}
_NEAR_KM, _ABOUT_KM = 30.0, 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A text, its language, and its place's GeoNames name and (lon, lat)."""

    text: str
    language: str
    name: str
    point: tuple[float, float]


@cache
def load() -> tuple[Headline, ...]:
    """Return each text and place once, in the file's order; texts of no sure language and of both are left out."""
    found: dict[tuple[str, str], Headline] = {}
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = (row["representative_text"] or "").strip()
            languages = [language for language, letters in _ONLY.items() if letters.search(text)]
            if len(languages) == 1 and row["longitude"] and row["latitude"]:
                point = float(row["longitude"]), float(row["latitude"])
                headline = Headline(text=text, language=languages[0], name=row["asciiname"], point=point)
                found.setdefault((text, row["geonameid"]), headline)
    return tuple(found.values())


def nearest_km(headline: Headline, gazetteer: Gazetteer) -> float | None:
    """Return how far the nearest of the places that we find in a headline lies from its own, None where we place none."""
    places = [each.place for each in geoparse(headline.text, gazetteer) if each.place is not None]
    return min((distance_km((place.lon, place.lat), headline.point) for place in places), default=None)


def report(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the lines of the table, or one that says that the headlines are not there."""
    if not FILE.is_file():
        yield "\nVIINA's headlines (../shared/data/events) are not on this machine: no row for Ukrainian and Russian."
        return
    headlines = load()
    errors = [nearest_km(headline, gazetteer) for headline in headlines]
    yield f"\n### VIINA: {len(headlines):,} headlines with the place of their report\n"
    yield "| language | headlines | a place found % | one within 30 km % | within 161 km % |\n|---|---:|---:|---:|---:|"
    for language in _ONLY:
        of_it = [km for headline, km in zip(headlines, errors, strict=True) if headline.language == language]
        near = [100 * sum(km is not None and km <= most for km in of_it) / len(of_it) for most in (_NEAR_KM, _ABOUT_KM)]
        placed = 100 * sum(km is not None for km in of_it) / len(of_it)
        yield f"| {language} | {len(of_it):,} | {placed:.1f} | **{near[0]:.1f}** | {near[1]:.1f} |"
