"""Rows of the gazetteer while it is being built: their shape, their reach, and which of them are one place."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from gazetteer.names import drop_article, fold, is_noise

GEOD = Geod(ellps="WGS84")
PREFERRED, ALTERNATE, ABBREVIATION = 0, 1, 2
# Two rows of one name this close in one country are one town listed twice (Libya's two Zawiya rows: 560 m).
SAME_TOWN_M = 3_000.0
# Outlines are kept on a grid of a power of two (about 55 m): its doubles compress well.
OUTLINE_GRID_DEG = 1 / 2048
ADMIN_TOLERANCE_DEG = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place to be written; ``names`` without the place's own, each with PREFERRED, ALTERNATE or ABBREVIATION."""

    place_id: str
    name: str
    lon: float
    lat: float
    country_code: str
    feature_class: str
    feature_code: str
    radius_m: float
    admin1_code: str = ""
    geonames_id: int | None = None
    population: int = 0
    parent_id: str | None = None
    names: tuple[tuple[str, int], ...] = ()
    outline: BaseGeometry | None = field(default=None, compare=False)


def alternates(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return names worth keeping as alternates, in order, each once."""
    kept = dict.fromkeys(" ".join(name.split()) for name in names if name and not is_noise(name))
    return tuple((name, ALTERNATE) for name in kept if fold(name))


def town_radius_m(population: int) -> float:
    """Return how far a town reaches from its point: the root of its people, 10 m each, between 1 and 30 km.

    Checked on towns with a known built-up area: Tripoli (1.3 M) 11 km, a town of 30,000 1.7 km.
    """
    return round(min(max(10.0 * math.sqrt(population), 1_000.0), 30_000.0))


def reach_m(lon: float, lat: float, outline: BaseGeometry) -> float:
    """Return the metres from a point to the farthest vertex of an area's largest part."""
    largest = max(shapely.get_parts(outline), key=lambda part: float(part.area))
    corners = shapely.get_coordinates(largest)
    return round(float(spread_m(lon, lat, corners[:, 0], corners[:, 1]).max()))


def spread_m(lon: float, lat: float, lons: np.ndarray, lats: np.ndarray) -> np.ndarray:
    """Return the geodesic metres from one point to many."""
    _, _, metres = GEOD.inv(np.full(len(lons), lon), np.full(len(lats), lat), lons, lats)
    return np.asarray(metres)


def middle_town(lons: np.ndarray, lats: np.ndarray, populations: np.ndarray) -> tuple[float, float, float]:
    """Return the point of an area's main town and the reach that covers all its towns: lon, lat, metres."""
    main = int(np.argmax(populations))
    metres = spread_m(float(lons[main]), float(lats[main]), lons, lats)
    return float(lons[main]), float(lats[main]), round(max(float(metres.max()) * 1.2, 10_000.0))


def simplify(outline: BaseGeometry, tolerance_deg: float) -> BaseGeometry:
    """Return an outline with fewer vertices, on the storage grid, valid; small areas keep more of their shape."""
    tolerance = min(tolerance_deg, 0.02 * math.sqrt(float(outline.area)))
    simple = shapely.simplify(shapely.make_valid(outline), tolerance)
    gridded = shapely.set_precision(shapely.make_valid(simple), OUTLINE_GRID_DEG)
    areas = [part for part in shapely.get_parts(gridded) if part.geom_type == "Polygon" and not part.is_empty]
    # An islet smaller than the grid keeps its own corners.
    kept: BaseGeometry = shapely.union_all(areas) if areas else shapely.make_valid(outline)
    return shapely.normalize(kept)


def merge_towns(rows: list[Row]) -> list[Row]:
    """Return the rows with towns that were listed twice merged into the larger one, which takes the other's names."""
    near: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        names = {row.name, *(name for name, _ in row.names)}
        for key in sorted({drop_article(fold(name)) for name in names}):
            near[row.country_code, key].append(number)
    into: dict[int, int] = {}
    for numbers in near.values():
        if len(numbers) < 2:
            continue
        ranked = sorted(numbers, key=lambda number: (-rows[number].population, rows[number].place_id))
        for place, lesser in enumerate(ranked[1:], 1):
            for greater in ranked[:place]:
                if lesser in into or greater in into:
                    continue
                if _metres(rows[greater], rows[lesser]) <= SAME_TOWN_M:
                    into[lesser] = greater
                    break
    merged = dict(enumerate(rows))
    for lesser, greater in into.items():
        gone = merged.pop(lesser)
        target = greater
        while target in into:
            target = into[target]
        row = merged[target]
        merged[target] = replace(row, names=tuple(dict((*row.names, (gone.name, ALTERNATE), *gone.names)).items()))
    return list(merged.values())


def _metres(one: Row, other: Row) -> float:
    if abs(one.lat - other.lat) > 0.05:
        return math.inf
    return float(GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2])
