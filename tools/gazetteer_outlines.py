"""Which of Natural Earth's units make up each of GeoNames' first-level divisions: by number, by code, else by their towns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

Unit = dict[str, object]
# The codes of some countries' units are of another scheme (French departments bear numbers of today's regions): a union
# that holds fewer of the division's own towns than this share is not the division.
_LEAST_SHARE = 0.5
# Coasts and borders are coarse: a town this far outside still counts.
_MARGIN_DEG = 0.1
_FEWEST_TOWNS = 3


def share_inside(units: Sequence[Unit], lons: np.ndarray, lats: np.ndarray) -> float:
    """Return which share of points (degrees) lies in the union of units."""
    if not units or not len(lons):
        return 0.0
    area = shapely.union_all([unit["shape"] for unit in units]).buffer(_MARGIN_DEG)
    shapely.prepare(area)
    return float(shapely.contains_xy(area, lons, lats).mean())


def units_by_towns(units: Sequence[Unit], towns: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> dict[str, list[Unit]]:
    """Give each of a country's units to the division to which most of the towns in it belong.

    ``towns`` holds longitudes and latitudes by the division's code. A unit without towns belongs to nobody.
    """
    codes = sorted(towns)
    owner = np.concatenate([np.full(len(towns[code][0]), number) for number, code in enumerate(codes)])
    lons = np.concatenate([towns[code][0] for code in codes])
    lats = np.concatenate([towns[code][1] for code in codes])
    given: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        shapely.prepare(unit["shape"])
        inside = owner[shapely.contains_xy(unit["shape"], lons, lats)]
        if len(inside):
            given[codes[int(np.bincount(inside).argmax())]].append(unit)
    return dict(given)


def division_units(
    code: str,
    by_number: Sequence[Unit],
    by_code: Sequence[Unit],
    by_towns: Sequence[Unit],
    lons: np.ndarray,
    lats: np.ndarray,
) -> Sequence[Unit]:
    """Return the units of a division: the first of the three answers that holds its towns, none where none does."""
    if len(lons) < _FEWEST_TOWNS:
        return by_number or by_code
    for units in (by_number, by_code, by_towns):
        if units and share_inside(units, lons, lats) >= _LEAST_SHARE:
            return units
    print(f"no outline holds the towns of {code}: it has its main town's point")
    return ()
