"""The names of towns that the browser's map shows around a project's events, nearer and nearer as it zooms in."""

import math
from collections import Counter

import numpy as np

from gazetteer import Gazetteer, Place, arabic_name

# Squares of so many degrees that hold events get their own towns; the fullest squares first.
_CELL_DEG, _MOST_CELLS, _TOWNS = 4, 120, 60
# From which zoom level on (as the world's labels have it) a town of that population is named; who comes first is decided by rank.
_ZOOMS = ((500_000, 4.0), (100_000, 5.5), (20_000, 6.5), (2_000, 7.5))
_SMALLEST_ZOOM, _CITY = 9.0, 500_000
_DECIMALS = 4


def labels_around(gazetteer: Gazetteer, lon: np.ndarray, lat: np.ndarray) -> list[list[object]]:
    """Return label rows of the towns around points (degrees; NaN is left out).

    Each has name, lon, lat, kind, rank and first zoom level, then the name in Arabic letters ("" where there is none).
    """
    known = ~(np.isnan(lon) | np.isnan(lat))
    columns, rows = (np.floor(each[known] / _CELL_DEG).astype(int) for each in (lon, lat))
    cells = Counter(zip(columns.tolist(), rows.tolist(), strict=True))
    towns: dict[str, Place] = {}
    for (column, row), _ in cells.most_common(_MOST_CELLS):
        west, south = column * _CELL_DEG, row * _CELL_DEG
        # towns just over a square's edge are in sight as often as those inside
        box = (
            max(-180.0, west - 1.0),
            max(-90.0, south - 1.0),
            min(180.0, west + _CELL_DEG + 1.0),
            min(90.0, south + _CELL_DEG + 1.0),
        )
        for place in gazetteer.largest_places(box, limit=_TOWNS):
            if not place.is_rough:  # a place known only by its surroundings has no point to write its name at
                towns[place.place_id] = place
    return [[*_row(place), arabic_name(gazetteer.names(place.place_id))] for place in towns.values()]


def _row(place: Place) -> list[object]:
    zoom = next((zoom for least, zoom in _ZOOMS if place.population >= least), _SMALLEST_ZOOM)
    kind = "city" if place.population >= _CITY else "place"
    rank = round(-math.log10(max(place.population, 1)), 3)
    return [place.name, round(place.lon, _DECIMALS), round(place.lat, _DECIMALS), kind, rank, zoom]
