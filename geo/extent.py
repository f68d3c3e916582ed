"""Where to look: the surroundings of what is drawn."""

import numpy as np
import pyarrow as pa

Box = tuple[float, float, float, float]

WORLD: Box = (-180.0, -60.0, 180.0, 80.0)
# A single point gets about 60 km of surroundings; more than one, an eighth of their spread on each side.
_MARGIN_DEG, _MARGIN_SHARE = 0.35, 0.125
LOCAL_PREC = 5
"""A whole country as the place of one event must not zoom the others out of sight."""
_METRES_PER_DEG = 111_000.0


def padded(box: Box) -> Box:
    """Return a box (west, south, east, north; degrees) with surroundings."""
    west, south, east, north = box
    side = max(_MARGIN_DEG, _MARGIN_SHARE * max(east - west, north - south))
    return (max(-180.0, west - side), max(-85.0, south - side), min(180.0, east + side), min(85.0, north + side))


def extent_of(rows: pa.Table, mask: np.ndarray) -> Box:
    """Return the padded surroundings of the events that pass; the inhabited world where none is placed.

    Parameters
    ----------
    rows
        As `events.EventQuery.drawn` gives them.
    mask
        Which of them pass.
    """
    lon, lat, radius, prec = (rows[name].to_numpy().astype(float) for name in ("lon", "lat", "radius_m", "where_prec"))
    placed = mask & ~np.isnan(lon)
    near = placed & (prec <= LOCAL_PREC)
    chosen = near if near.any() else placed
    if not chosen.any():
        return WORLD
    reach = np.nan_to_num(radius[chosen]) / _METRES_PER_DEG
    wide = reach / np.maximum(np.cos(np.radians(lat[chosen])), 0.1)
    return padded(
        (
            float((lon[chosen] - wide).min()),
            float((lat[chosen] - reach).min()),
            float((lon[chosen] + wide).max()),
            float((lat[chosen] + reach).max()),
        )
    )
