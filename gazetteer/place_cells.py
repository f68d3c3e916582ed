"""The cells of a row of places: text made names, numbers and shapes, or refused with the reason."""

import re
from math import isfinite

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates import parse_coordinates
from gazetteer.names import fold

_LONGEST_NAME, _LONGEST_WKT, _LONGEST_NOTE, _MOST_ALIASES = 200, 1_000_000, 1_000, 100
# Minutes, seconds or a hemisphere's letter: no plain number.
_ANGLE = re.compile(r"\d\s*[°º˚'′’\"″NSEWnsew]|^[NSEWnsew]\s*\d|\d\s+\d")
# What a cell of a table cannot carry; line breaks and tabs it can.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BadValueError(ValueError):
    """A value of a row that cannot be taken, with its column and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value[:80], reason


def parse_name(text: str, column: str) -> str:
    """Return a name as it is, if it has letters and no signs that a reader cannot see."""
    if not fold(text):
        raise BadValueError(column, text, "a name with letters is needed")
    if len(text) > _LONGEST_NAME:
        raise BadValueError(column, text, f"longer than {_LONGEST_NAME} characters")
    if not text.isprintable():
        raise BadValueError(column, ascii(text), "holds control characters or signs that turn the direction of writing")
    return text


def parse_aliases(text: str, name: str) -> tuple[str, ...]:
    """Return the names separated by "|", without ``name`` itself."""
    listed = tuple(dict.fromkeys(alias.strip() for alias in text.split("|") if alias.strip()))
    if len(listed) > _MOST_ALIASES:
        raise BadValueError("aliases", text, f"more than {_MOST_ALIASES} aliases")
    return tuple(parse_name(alias, "aliases") for alias in listed if alias != name)


def _number(text: str, column: str) -> float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError as error:
        raise BadValueError(column, text, "no number; degrees are written 13.1913") from error
    if not isfinite(number):
        raise BadValueError(column, text, "no finite number")
    return number


def parse_point(lon: str, lat: str, position: str = "") -> tuple[float, float] | None:
    """Return lon and lat in degrees (EPSG:4326), None where the cells are empty.

    The two may be written with minutes and seconds; ``position`` holds both in one cell, as a text would write them:
    latitude first, MGRS or UTM.
    """
    if not lon and not lat:
        return _written(position, "coordinates", position) if position else None
    if not lon or not lat:
        raise BadValueError("lon" if not lon else "lat", "", "lon and lat belong together")
    if _ANGLE.search(lon) or _ANGLE.search(lat):
        return _written(f"{lat}, {lon}", "lon", f"{lon}, {lat}")
    east, north = _number(lon, "lon"), _number(lat, "lat")
    if not -180 <= east <= 180:
        raise BadValueError("lon", lon, "longitude runs from -180 to 180")
    if not -90 <= north <= 90:
        raise BadValueError("lat", lat, "latitude runs from -90 to 90; did you swap lon and lat?")
    return east, north


def _written(text: str, column: str, value: str) -> tuple[float, float]:
    mention = parse_coordinates(text)
    if mention is None:
        raise BadValueError(column, value, "no coordinates; they are written 32.8872, 13.1913, 32°53'14\"N, or as MGRS")
    if mention.lon is None or mention.lat is None:
        raise BadValueError(column, value, mention.refusal)
    return mention.lon, mention.lat


def parse_radius(text: str) -> float | None:
    """Return a radius in metres, None where the cell is empty."""
    if not text:
        return None
    radius = _number(text, "radius_m")
    if not 0 < radius <= 5_000_000:
        raise BadValueError("radius_m", text, "a radius lies between 1 and 5,000,000 metres")
    return radius


def parse_outline(wkt: str) -> BaseGeometry | None:
    """Return a valid shape in degrees (EPSG:4326), None where the cell is empty."""
    if not wkt:
        return None
    if len(wkt) > _LONGEST_WKT:
        raise BadValueError("wkt", wkt, "longer than a million characters: simplify the area first")
    try:
        shape = shapely.force_2d(shapely.from_wkt(wkt))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise BadValueError("wkt", wkt, f"no well-known text: {error}") from error
    if shape is None or shape.is_empty:
        raise BadValueError("wkt", wkt, "an empty shape")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadValueError("wkt", wkt, "reaches off the globe: longitude comes first, in degrees")
    return shape if shape.is_valid else shapely.make_valid(shape)


def parse_note(text: str) -> str:
    """Return a note without what a table cannot carry."""
    return _UNWRITABLE.sub("", text)[:_LONGEST_NOTE].strip()
