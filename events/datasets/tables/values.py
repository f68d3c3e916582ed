"""Cells made numbers, counts, positions and shapes, or refused with the reason in plain words."""

import math
import re

import shapely
from shapely.geometry.base import BaseGeometry

from events.counts import count_at
from events.datasets.cells import NOTHING
from events.datasets.row import Count, RowError
from events.datasets.tables.days import plain_digits
from events.datasets.tables.fields import How
from events.datasets.tables.table import Cell
from gazetteer import parse_coordinates

# Beside what programs write, what people do; "NA" is Namibia too and is judged by the field.
_NOTHING = NOTHING - {"", "na"} | {"#n/a", "<null>", "--", "unknown", "not available", "?", "unk", "—", "–", ".", "nat"}
_FIGURE = re.compile(r"[-+]?\d[\d\s',.\u00a0\u202f]*(?:[eE][-+]?\d{1,3})?")
_RANGE = re.compile(r"(\d[\d,.\s]*?)\s*(?:-|–|—|to|à|bis|до)\s*(\d[\d,.\s]*)")
_AT_LEAST = re.compile(r"(?:>=|≥|>|at least |over |more than |min\.? ?)?\s*(\d[\d,.]*)\s*\+?")
_ABOUT_SIGN = re.compile(r"^(?:~|≈|±|ca?\.?\s|circa\s|approx\.?\s)\s*")
_ANGLE = re.compile(r"\d\s*[°º˚'′’\"″]|\d\s*[NSEWnsew]$|^[NSEWnsew]\s*\d|\d\s+\d+(?:\.\d+)?\s")
_GEOMETRY_WORD = re.compile(r"\s*(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b", re.I)
_MOST_VERTICES, _MOST_MENDED, _LONGEST = 200_000, 5_000, 1_000_000
_MOST_PEOPLE = 100_000_000


def is_nothing(value: Cell) -> bool:
    """Say whether a cell holds nothing, or what programs write for it."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def read_number(value: Cell, how: How) -> float:
    """Return the number in a cell; thousands may be parted by what is not the decimal sign.

    Examples
    --------
    >>> read_number("32,8872", How.COMMA), read_number("1,250", How.NUMBER), read_number("1.250,5", How.COMMA)
    (32.8872, 1250.0, 1250.5)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RowError("is no number")
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e300 else math.inf
    else:
        text = plain_digits(value.strip()).replace("−", "-").replace("٫", ".")
        if not _FIGURE.fullmatch(text):
            raise RowError("is no number")
        parted = re.sub(r"[\s'\u00a0\u202f]", "", text)
        parted = parted.replace(".", "").replace(",", ".") if how is How.COMMA and "," in parted else parted
        try:
            number = float(parted.replace(",", ""))
        except ValueError as error:
            raise RowError("is no number") from error
    if not math.isfinite(number):
        raise RowError("is no finite number")
    return number


def read_degrees(value: Cell, how: How, *, limit: float) -> float:
    """Return a longitude (``limit`` 180) or a latitude (90): decimal degrees, or degrees with minutes and a hemisphere's letter."""
    if isinstance(value, str) and _ANGLE.search(value):
        said = plain_digits(value.strip())
        pair = f"{said}, 0°0'0\"E" if limit == 90 else f"0°0'0\"N, {said}"
        found = parse_coordinates(pair)
        degrees = None if found is None else found.lat if limit == 90 else found.lon
        if degrees is None:
            raise RowError("is no degrees that can be read")
        return degrees
    # A comma in degrees is a decimal sign wherever it stands alone.
    comma = isinstance(value, str) and value.count(",") == 1 and "." not in value
    degrees = read_number(value, How.COMMA if comma else how)
    if abs(degrees) > limit:
        raise RowError(f"lies outside -{limit:.0f} to {limit:.0f}")
    return degrees


def read_count(value: Cell, how: How) -> Count | None:
    """Return people counted: "3", "3-5", "12+"; None for codes of unknown (-9, -99).

    Examples
    --------
    >>> read_count("3-5", How.NUMBER), read_count(-99, How.NUMBER)
    (Count(best=3, low=3, high=5), None)
    >>> read_count("~10", How.NUMBER)
    Count(best=10, low=9, high=11)
    """
    if isinstance(value, str):
        text = plain_digits(value.strip().lower())
        if between := _RANGE.fullmatch(text):
            low, high = sorted((_people(between[1], how), _people(between[2], how)))
            return Count(best=low, low=low, high=high)
        if least := _AT_LEAST.fullmatch(text):
            number = _people(least[1], how)
            return Count.exactly(number)
        if said := _in_words(text):
            return said
    number = _people(value, how)
    return None if number < 0 else Count.exactly(number)


def _in_words(text: str) -> Count | None:
    """Return people counted as a sentence would ("about 20", "dozens"), by the same hedges; "many" and "some" are no count."""
    said = _ABOUT_SIGN.sub("about ", text[:60]).strip()
    if said in {"many", "some"} or not ("a" <= said[:1] <= "z") or len(text) > 60:
        return None
    found = count_at(said, 0)
    return (
        Count(best=found.best, low=found.low, high=found.high)
        if found is not None and found.until == len(said)
        else None
    )


def _people(value: Cell, how: How) -> int:
    number = read_number(value, how)
    if not number.is_integer():
        raise RowError("is no count of people")
    if number < 0 and number not in {-9, -99, -999, -1}:
        raise RowError("is below 0")
    if number > _MOST_PEOPLE:
        raise RowError("is more people than any event has")
    return int(number)


def read_position(value: Cell, how: How) -> tuple[float, float]:
    """Return lon, lat of a cell that holds both: "33.5, 36.3", minutes and seconds, MGRS, UTM, WKT; ``lon lat`` where longitude comes first."""
    text = str(value)
    if how is How.LON_LAT:
        parts = re.findall(r"[-+]?\d+(?:\.\d+)?", plain_digits(text))
        if len(parts) < 2:
            raise RowError("holds no longitude and latitude")
        lon, lat = float(parts[0]), float(parts[1])
        if abs(lon) > 180 or abs(lat) > 90:
            raise RowError("lies outside -180 to 180 and -90 to 90")
        return lon, lat
    found = parse_coordinates(text)
    if found is None:
        raise RowError("is no position that can be read; write it as 32.8872, 13.1913 or as MGRS")
    if found.lon is None or found.lat is None:
        raise RowError(f"is no position: {found.refusal}")
    return found.lon, found.lat


def looks_like_shape(value: Cell) -> bool:
    """Say whether a cell holds WKT or the GeoJSON of a geometry."""
    return isinstance(value, str) and bool(_GEOMETRY_WORD.match(value) or (value[:1] == "{" and '"coordinates"' in value))  # fmt: skip


def read_shape(value: Cell) -> BaseGeometry | None:
    """Return a geometry in lon/lat, mended where its rings cross; None where it is empty."""
    shape = value if isinstance(value, BaseGeometry) else _parsed(str(value))
    if shape is None or shape.is_empty:
        return None
    shape = shapely.force_2d(shape)
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RowError("reaches off the globe; shapes are in degrees, longitude first")
    vertices = int(shapely.get_num_coordinates(shape))
    if vertices > _MOST_VERTICES:
        raise RowError(f"has {vertices:,} corners, at most {_MOST_VERTICES:,} are taken; simplify it first")
    if not shape.is_valid:
        if vertices > _MOST_MENDED:
            raise RowError("crosses itself and is too large to be mended; mend it first")
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return None if shape.is_empty else shape


def _parsed(text: str) -> BaseGeometry | None:
    if len(text) > _LONGEST or text.count("(") > 10_000 or text[:200].count("(") > 12 or text[:200].count("[") > 12:
        raise RowError("is a shape too large or too deeply nested")
    srid, _, wkt = text.rpartition(";") if text[:5].upper() == "SRID=" else ("", "", text)
    if srid and srid[5:].strip() != "4326":
        raise RowError(f"is in {srid}, and only SRID=4326 (degrees) is read")
    try:
        return shapely.from_geojson(text) if text.lstrip().startswith("{") else shapely.from_wkt(wkt)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise RowError("is no shape that can be read (WKT or GeoJSON)") from error
