"""Areas to filter by: a box or polygons on the map, with all that goes wrong with hand-drawn ones."""

import math

import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from events.errors import BadFilterError

Box = tuple[float, float, float, float]
Ring = tuple[tuple[float, float], ...]
Rings = tuple[Ring, ...]

MOST_VERTICES = 500
# A tenth of a metre, finer than any place that we know.
_DECIMALS = 6
_TURN = 360.0
# A map that was turned past the date line counts on from there: one and a half turns either way.
_FARTHEST = 540.0
_EXAMPLE = "lon lat,lon lat,lon lat with at least three corners, such as 10 30,20 30,15 33"


def parse_polygon(text: str) -> Rings:
    """Read polygons as an address has them: ``lon lat,lon lat,...``, several joined with ";".

    Parameters
    ----------
    text
        Corners in EPSG:4326 degrees, in order. Longitudes may run past 180 or -180 where the polygon crosses the date line.

    Returns
    -------
    tuple of rings
        Each a tuple of (lon, lat) corners, not closed, to a millionth of a degree; empty for an empty text.

    Raises
    ------
    BadFilterError
        If that is no polygon, encloses nothing, or has more than 500 corners in all.

    Examples
    --------
    >>> parse_polygon("10 30,20 30,15 33")
    (((10.0, 30.0), (20.0, 30.0), (15.0, 33.0)),)
    """
    rings = tuple(_ring(part) for part in text.split(";") if part.strip())
    number = sum(len(ring) for ring in rings)
    if number > MOST_VERTICES:
        raise BadFilterError(f"polygon must have {MOST_VERTICES} corners at most, got {number}. Draw it more simply.")
    return rings


def _ring(text: str) -> Ring:
    try:
        corners = [tuple(round(float(word), _DECIMALS) for word in pair.split()) for pair in text.split(",")]
        ring = tuple((lon, lat) for lon, lat in corners)
    except ValueError as error:
        raise BadFilterError(f"polygon must be {_EXAMPLE}; got {text.strip()[:60]!r}.") from error
    if ring[0] == ring[-1]:
        ring = ring[:-1]
    if not all(abs(lon) <= _FARTHEST and abs(lat) <= 90 for lon, lat in ring):
        raise BadFilterError(
            f"polygon must have longitudes within {_FARTHEST:g} and latitudes within 90 degrees, got {text.strip()[:60]!r}."
        )
    if len(set(ring)) < 3 or _polygon(ring).area == 0:
        raise BadFilterError(f"polygon must enclose an area: {_EXAMPLE}; got {text.strip()[:60]!r}.")
    return ring


def polygon_text(rings: Rings) -> str:
    """Write polygons as :func:`parse_polygon` reads them.

    Examples
    --------
    >>> polygon_text((((10.0, 30.0), (20.5, 30.0), (15.0, 33.0)),))
    '10 30,20.5 30,15 33'
    """
    return ";".join(",".join(f"{degrees(lon)} {degrees(lat)}" for lon, lat in ring) for ring in rings)


def degrees(value: float) -> str:
    """Write degrees to a millionth, without needless digits.

    Examples
    --------
    >>> degrees(13.187654321), degrees(-0.0), degrees(20)
    ('13.187654', '0', '20')
    """
    return f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def area_of(bbox: Box | None, rings: Rings) -> BaseGeometry | None:
    """Return the area that a box and polygons leave; None where there is neither.

    Parameters
    ----------
    bbox
        (west, south, east, north) in EPSG:4326 degrees; west > east crosses the date line.
    rings
        As :func:`parse_polygon` gives them; ones that cross themselves are made valid.

    Returns
    -------
    BaseGeometry or None
        Valid; what lies in the box and in one of the polygons. It stands three times side by side, a turn apart, so that a
        shape on either side of the date line, or across it, is compared as it is. May be empty.
    """
    if bbox is None and not rings:
        return None
    parts = []
    if bbox is not None:
        west, south, east, north = bbox
        parts.append(_turned(box(west, south, east if west <= east else east + _TURN, north)))
    if rings:
        parts.append(_turned(shapely.union_all([_polygon(ring) for ring in rings])))
    return shapely.intersection_all(parts)


def _polygon(ring: Ring) -> BaseGeometry:
    return shapely.make_valid(Polygon(ring), method="structure", keep_collapsed=False) if len(ring) > 2 else Polygon()


def _turned(area: BaseGeometry) -> BaseGeometry:
    """Return an area with its copies on the neighbouring turns of the globe, each within 540 degrees."""
    west, _, east, _ = area.bounds if not area.is_empty else (0.0, 0.0, 0.0, 0.0)
    first, last = math.ceil((-_FARTHEST - east) / _TURN), math.floor((_FARTHEST - west) / _TURN)
    turns = range(first, last + 1)
    copies = [translate(area, xoff=turn * _TURN) for turn in turns]
    return shapely.intersection(shapely.union_all(copies), box(-_FARTHEST, -90, _FARTHEST, 90))


def area_parts(area: BaseGeometry, most: int = 12) -> list[Box]:
    """Return the boxes of an area's parts, one box round all of them where they are many."""
    if area.is_empty:
        return []
    parts = list(area.geoms) if isinstance(area, MultiPolygon) else [area]
    return [part.bounds for part in (parts if len(parts) <= most else [area])]
