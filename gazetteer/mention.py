"""Coordinates as a text writes them: where they stand, the point that they mean, or why they mean none."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import cos, hypot, radians

_METRES_A_DEGREE = 111_320.0
# However many digits are written: nobody's receiver, map or datum is better than this.
_BEST_M = 1.0


class Form(StrEnum):
    """How coordinates are written."""

    DECIMAL = "decimal"
    DMS = "dms"
    MGRS = "mgrs"
    UTM = "utm"
    GEOJSON = "geojson"
    WKT = "wkt"
    KML = "kml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinateMention:
    """Coordinates in a text: ``text[start:end]``, 0-based string offsets.

    ``lon, lat`` (EPSG:4326 degrees) and ``radius_m``, half the diagonal of the cell that the last digits tell
    apart, are None where the coordinates mean no point; ``refusal`` is then the sentence that says why, else "".
    """

    start: int
    end: int
    text: str
    form: Form
    lon: float | None = None
    lat: float | None = None
    radius_m: float | None = None
    refusal: str = ""


def refused(form: Form, span: tuple[int, int], text: str, why: str) -> CoordinateMention:
    """Return a mention that means no point, and why."""
    return CoordinateMention(start=span[0], end=span[1], text=text[slice(*span)], form=form, refusal=why)


def accepted(
    form: Form, span: tuple[int, int], text: str, point: tuple[float, float], cell_m: tuple[float, float]
) -> CoordinateMention:
    """Return a mention of a point (longitude, latitude) known to a cell's width and height in metres."""
    return CoordinateMention(
        start=span[0], end=span[1], text=text[slice(*span)], form=form, lon=point[0], lat=point[1],
        radius_m=round(max(_BEST_M, hypot(*cell_m) / 2), 1),
    )  # fmt: skip


def cell_metres(lat: float, lon_unit: float, lat_unit: float) -> tuple[float, float]:
    """Return the width and height in metres of a cell of degrees at a latitude."""
    return lon_unit * _METRES_A_DEGREE * cos(radians(lat)), lat_unit * _METRES_A_DEGREE


def moved_to(mention: CoordinateMention, text: str, by: int) -> CoordinateMention:
    """Return a mention as it stands in a text, so many characters further on."""
    start, end = mention.start + by, mention.end + by
    return replace(mention, start=start, end=end, text=text[start:end])
