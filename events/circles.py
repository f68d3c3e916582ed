"""Circles of true radius on the ellipsoid, for places known to within a distance."""

import numpy as np
import pyproj

_GEOD = pyproj.Geod(ellps="WGS84")
_CIRCLE_POINTS = 72


def circle_rings(lon: np.ndarray, lat: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Return circles of true radius as rings of longitude and latitude.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326, of one length n.
    radius_m
        Metres, of that length.

    Returns
    -------
    numpy.ndarray
        Of shape (n, 72, 2), counter-clockwise and open. Longitudes stay next to their centre's: past 180 or -180 where a
        circle crosses the date line.
    """
    shape = (len(lon), _CIRCLE_POINTS)
    if len(lon) == 0:
        return np.empty((*shape, 2))
    azimuth = np.linspace(0, 360, _CIRCLE_POINTS, endpoint=False)[::-1]

    def spread(values: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.asarray(values, dtype=float)[:, None], shape).ravel()

    east, north, _ = _GEOD.fwd(spread(lon), spread(lat), np.tile(azimuth, len(lon)), spread(radius_m))
    east = spread(lon) + (np.asarray(east) - spread(lon) + 180) % 360 - 180
    return np.stack([east.reshape(shape), np.asarray(north).reshape(shape)], axis=-1)
