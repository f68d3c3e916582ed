"""Circles of true radius as they are drawn, for places known to within a distance."""

import numpy as np
import shapely

from events import circle_rings


def geodesic_circles(lon: np.ndarray, lat: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Return circles of true radius as polygons; arrays of one length n in, an object array of n polygons out.

    Degrees, EPSG:4326; radius in metres. Rings that would cross the date line are cut at it.
    """
    if len(lon) == 0:
        return np.empty(0, dtype=object)
    rings = circle_rings(lon, lat, radius_m)
    rings[..., 0] = np.clip(rings[..., 0], -180, 180)
    return np.asarray(shapely.polygons(rings))
