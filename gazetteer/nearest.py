"""What lies at a point: the nearest towns with their distances, and the areas whose outlines hold it."""

from functools import cached_property
from math import isfinite

import numpy as np
import shapely
from pyproj import Geod

from gazetteer.index import TextList
from gazetteer.place import Place
from gazetteer.records import Records

_GEOD = Geod(ellps="WGS84")
_SPHERE_M = 6_371_009.0
# A sphere's distances differ from the ellipsoid's by less than 0.6%; two metres more for points that coincide.
_SLACK, _SLACK_M = 1.012, 2.0


class Nearest:
    """The towns as points on a sphere, the outlines in a tree; both are made on first use and kept."""

    def __init__(self, records: Records, outlines: TextList, outline_rows: np.ndarray) -> None:
        self._records = records
        self._outlines, self._outline_rows = outlines, outline_rows

    @cached_property
    def _towns(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of the towns whose points are known, and their unit vectors."""
        rows = np.flatnonzero(self._records.is_town & ~self._records.is_rough)
        return rows, unit_vectors(self._records.lon[rows], self._records.lat[rows])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.from_wkb([self._outlines.content(at) for at in range(len(self._outlines))]))

    def places(self, lon: float, lat: float, *, limit: int, radius_m: float) -> tuple[tuple[Place, float], ...]:
        """Return the nearest towns within a radius and their distances in metres; see ``Gazetteer.nearest_places``."""
        rows, vectors = self._towns
        count = min(limit, len(rows))
        if count < 1 or not _is_point(lon, lat):
            return ()
        closeness = vectors @ unit_vectors(np.array([lon]), np.array([lat]))[0]
        farthest = float(np.partition(closeness, -count)[-count])
        reach = (float(np.arccos(np.clip(farthest, -1, 1))) + _SLACK_M / _SPHERE_M) * _SLACK
        near = rows[closeness >= np.cos(min(reach, np.pi))]
        _, _, metres = _GEOD.inv(
            np.full(len(near), lon), np.full(len(near), lat), self._records.lon[near], self._records.lat[near]
        )
        order = np.lexsort((near, metres))[:count]
        return tuple(
            (self._records.place(int(near[at])), float(metres[at])) for at in order if float(metres[at]) <= radius_m
        )

    def areas(self, lon: float, lat: float) -> tuple[Place, ...]:
        """Return the areas that hold a point, in no order; see ``Gazetteer.areas_at``."""
        if not _is_point(lon, lat):
            return ()
        found = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return tuple(self._records.place(int(self._outline_rows[at])) for at in found)


def unit_vectors(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return points as unit vectors, shape (n, 3)."""
    east, north = np.radians(lon.astype("f8")), np.radians(lat.astype("f8"))
    return np.column_stack((np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)))


def _is_point(lon: float, lat: float) -> bool:
    return isfinite(lon) and isfinite(lat) and -90 <= lat <= 90
