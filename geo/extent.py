"""Where to look: the surroundings of what is drawn.

Views for the simple map need it here (geo/view.py); Explore's own map reckons it by the same rule where its events
are, in the browser (static/explorer/extent.js).
"""

Box = tuple[float, float, float, float]

WORLD: Box = (-180.0, -60.0, 180.0, 80.0)
# A single point gets about 60 km of surroundings; more than one, an eighth of their spread on each side.
_MARGIN_DEG, _MARGIN_SHARE = 0.35, 0.125
LOCAL_PREC = 5
"""A whole country as the place of one event must not zoom the others out of sight."""


def padded(box: Box) -> Box:
    """Return a box (west, south, east, north; degrees) with surroundings."""
    west, south, east, north = box
    side = max(_MARGIN_DEG, _MARGIN_SHARE * max(east - west, north - south))
    return (max(-180.0, west - side), max(-85.0, south - side), min(180.0, east + side), min(85.0, north + side))
