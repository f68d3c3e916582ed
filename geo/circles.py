"""Circles of true radius on the ellipsoid, for places known to within a distance."""

import numpy as np
import pyproj
import shapely

_GEOD = pyproj.Geod(ellps="WGS84")
_CIRCLE_POINTS = 72


def geodesic_circles(lon: np.ndarray, lat: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Return circles of true radius as polygons; arrays of one length n in, an object array of n polygons out.

    Degrees, EPSG:4326; radius in metres. Rings that would cross the date line are cut at it.
    """
    if len(lon) == 0:
        return np.empty(0, dtype=object)
    azimuth = np.linspace(0, 360, _CIRCLE_POINTS, endpoint=False)[::-1]
    shape = (len(lon), _CIRCLE_POINTS)

    def spread(values: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.asarray(values, dtype=float)[:, None], shape).ravel()

    east, north, _ = _GEOD.fwd(spread(lon), spread(lat), np.tile(azimuth, len(lon)), spread(radius_m))
    # longitudes next to their centre, so that a circle at the date line does not span the globe
    east = spread(lon) + (np.asarray(east) - spread(lon) + 180) % 360 - 180
    rings = np.stack([np.clip(east, -180, 180).reshape(shape), np.asarray(north).reshape(shape)], axis=-1)
    return np.asarray(shapely.polygons(rings))
