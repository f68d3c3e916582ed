"""Golden lists of places as reports name them: right, honestly coarse, none, or wrong."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point

from gazetteer import Gazetteer, Resolution, geoparse

CASES = Path(__file__).parents[1] / "cases"
GEOD = Geod(ellps="WGS84")
# Shares of the list: right, right or coarse, and wrong at most.
FLOORS = {
    "ly": (0.85, 0.95, 0.0), "sy": (0.65, 0.85, 0.02), "iq": (0.65, 0.85, 0.02), "ua": (0.65, 0.85, 0.02),
    "sd": (0.65, 0.85, 0.02), "ye": (0.65, 0.85, 0.02),
}  # fmt: skip


@cache
def rows(country: str) -> tuple[dict[str, str], ...]:
    with (CASES / f"places_{country}.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


def answer(row: dict[str, str], country: str, gazetteer: Gazetteer) -> Resolution:
    """Resolve the name as a report about the country gives it."""
    text = f"Fighting was reported in {row['name']}, {gazetteer.country(country).name}."
    start = text.index(row["name"])
    (resolution,) = geoparse(text, gazetteer, country=country, spans=[(start, start + len(row["name"]))])
    return resolution


def verdict(row: dict[str, str], resolution: Resolution) -> str:
    if resolution.place is None:
        return "none"
    lon, lat = float(row["lon"]), float(row["lat"])
    away_m = GEOD.inv(resolution.place.lon, resolution.place.lat, lon, lat)[2]
    if away_m <= 1000 * float(row["tolerance_km"]) and not resolution.place.is_rough:
        return "right"
    area = resolution.footprint
    covers = area is not None and shapely.covers(area.buffer(0.01), Point(lon, lat))
    is_rough = resolution.radius_m is not None and away_m <= resolution.radius_m
    return "coarse" if covers or is_rough else "wrong"


@pytest.mark.parametrize("country", sorted(FLOORS))
def test_names_in_reports_are_found_or_honestly_coarse_and_none_is_wrong(gazetteer: Gazetteer, country: str) -> None:
    told = [(row, answer(row, country, gazetteer)) for row in rows(country)]
    found = [(verdict(row, resolution), row, resolution) for row, resolution in told]
    counts = Counter(each for each, _, _ in found)
    right, honest, wrong = FLOORS[country]
    lines = [
        f"{each}: {row['name']} -> {r.place.name if r.place else None} "
        f"{(round(r.place.lon, 2), round(r.place.lat, 2)) if r.place else ''} radius {r.radius_m} {r.reasons}"
        for each, row, r in found
        if each != "right"
    ]
    told_of = f"{dict(counts)} of {len(found)}\n" + "\n".join(lines)
    assert counts["wrong"] <= wrong * len(found), told_of
    assert counts["right"] >= right * len(found), told_of
    assert counts["right"] + counts["coarse"] >= honest * len(found), told_of
