"""MGRS: grid references such as 33S UR 12345 67890 read, and written for a point."""

import re
from dataclasses import dataclass
from math import cos, floor, radians

from gazetteer.errors import BadCoordinatesError
from gazetteer.utm import BANDS, band_span, to_degrees, to_metres, zone_at, zone_span

# Letters of the columns repeat every three zones, those of the rows every 20 (NGA.STND.0037, appendix B).
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_ROW_SHIFT = 5  # in even zones rows begin with F
_SQUARE_M, _ROWS_M = 100_000.0, 2_000_000.0
_MOST_DIGITS = 5
_POLAR = "ABYZ"
_REFERENCE = re.compile(r"(\d{1,2})\s?([A-Z])\s?([A-Z])([A-Z])\s?(\d*)\s?(\d*)")
_POLAR_REFERENCE = re.compile(rf"[{_POLAR}]\s?[A-Z]{{2}}\s?\d*\s?\d*")
# A neighbour's metres may be carried a little over a zone's edge: armies use squares up to here.
_OVERLAP_DEGREES = 0.5
_METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSquare:
    """The square that a reference names: its centre (EPSG:4326 degrees) and the length of its side in metres."""

    lon: float
    lat: float
    size_m: float


def parse_mgrs(reference: str) -> GridSquare:
    """Read a grid reference; spaces and small letters do not matter.

    Parameters
    ----------
    reference
        Zone, band, square and an even number of digits, none to ten: the more, the smaller the square.

    Raises
    ------
    BadCoordinatesError
        If there is no such square; the message says which part is wrong.

    Examples
    --------
    >>> square = parse_mgrs("33S UR 12345 67890")
    >>> round(square.lon, 4), round(square.lat, 4), square.size_m
    (13.0084, 32.232, 1.0)
    """
    written = " ".join(reference.upper().split())
    match = _REFERENCE.fullmatch(written)
    if match is None:
        if _POLAR_REFERENCE.fullmatch(written):
            raise BadCoordinatesError(_polar(reference))
        raise BadCoordinatesError(
            f"{reference!r} is no grid reference: expected zone, band, square and digits, such as 33S UR 12345 67890."
        )
    zone, band, column, row = int(match[1]), match[2], match[3], match[4]
    east, north, size = _digits(match[5], match[6], reference)
    west_m = _column_m(zone, band, column, reference)
    return _square(zone, band, column + row, west_m + east, _row_m(zone, row, reference) + north, size, reference)


def format_mgrs(lon: float, lat: float, *, digits: int = _MOST_DIGITS) -> str:
    """Return the reference of the square that holds a point (degrees, EPSG:4326).

    Parameters
    ----------
    digits
        How many for easting and northing each: 5 a metre, 3 a hundred metres, 0 the square of 100 km.

    Raises
    ------
    BadCoordinatesError
        If the point lies beyond 80 south or 84 north, or is no point.
    ValueError
        If ``digits`` is not 0 to 5.

    Examples
    --------
    >>> format_mgrs(13.1913, 32.8872), format_mgrs(13.1913, 32.8872, digits=2)
    ('33S US 30812 40232', '33S US 30 40')
    """
    if not 0 <= digits <= _MOST_DIGITS:
        raise ValueError(f"digits must be 0 (100 km) to {_MOST_DIGITS} (1 m), got {digits}")
    zone, band = zone_at(lon, lat)
    east, north = (floor(round(metres, 3)) for metres in to_metres(lon, lat, zone))
    north %= int(_ROWS_M)
    column = _COLUMNS[(zone - 1) % 3][east // int(_SQUARE_M) - 1]
    row = _ROWS[(north // int(_SQUARE_M) + _shift(zone)) % len(_ROWS)]
    if digits == 0:
        return f"{zone}{band} {column}{row}"
    written = (f"{metres % int(_SQUARE_M):05d}"[:digits] for metres in (east, north))
    return " ".join((f"{zone}{band}", column + row, *written))


def _shift(zone: int) -> int:
    return 0 if zone % 2 else _ROW_SHIFT


def _digits(first: str, second: str, reference: str) -> tuple[float, float, float]:
    """Return metres east and north of the centre within the square of 100 km, and the side of the square meant."""
    if not second:
        first, second = first[: len(first) // 2], first[len(first) // 2 :]
    if len(first) != len(second):
        raise BadCoordinatesError(
            f"In {reference!r} easting and northing have {len(first)} and {len(second)} digits: each needs as many as the other."
        )
    if len(first) > _MOST_DIGITS:
        raise BadCoordinatesError(
            f"{reference!r} has {len(first)} digits for each of easting and northing: five, a metre, are the most."
        )
    size = _SQUARE_M / 10 ** len(first)
    return (int(first or 0) + 0.5) * size, (int(second or 0) + 0.5) * size, size


def _column_m(zone: int, band: str, column: str, reference: str) -> float:
    if band in _POLAR:
        raise BadCoordinatesError(_polar(reference))
    if not 1 <= zone <= 60:
        raise BadCoordinatesError(f"There is no zone {zone} in {reference!r}: zones run from 1 to 60.")
    if band not in BANDS:
        raise BadCoordinatesError(f"There is no band {band} in {reference!r}: bands are C to X without I and O.")
    if zone_span(zone, band) is None:
        raise BadCoordinatesError(
            f"There is no zone {zone}X in {reference!r}: around Svalbard zones are 31, 33, 35 and 37."
        )
    letters = _COLUMNS[(zone - 1) % 3]
    if column not in letters:
        raise BadCoordinatesError(
            f"There is no column {column} in zone {zone} ({reference!r}): its columns are {letters[0]} to {letters[-1]} without I and O."
        )
    return (letters.index(column) + 1) * _SQUARE_M


def _row_m(zone: int, row: str, reference: str) -> float:
    if row not in _ROWS:
        raise BadCoordinatesError(f"There is no row {row} in {reference!r}: rows are A to V without I and O.")
    return (_ROWS.index(row) - _shift(zone)) % len(_ROWS) * _SQUARE_M


def _square(zone: int, band: str, letters: str, east: float, north: float, size: float, reference: str) -> GridSquare:
    """Return the square in the band: rows repeat every 2,000 km, and a band is 900 to 1,300 km high."""
    south, top = band_span(band)
    span = zone_span(zone, band)
    assert span is not None
    # A square touching the equator may have its centre on the other side, so both sides are tried for every band.
    for repeat in range(-5, 5):
        point = to_degrees(east, north + repeat * _ROWS_M, zone)
        if point is None:
            continue
        lon, lat = point
        over = size / _METRES_A_DEGREE
        wide = _OVERLAP_DEGREES + over / max(cos(radians(lat)), 0.05)
        from_middle = abs((lon - sum(span) / 2 + 180) % 360 - 180)
        if south - over <= lat <= top + over and from_middle <= (span[1] - span[0]) / 2 + wide:
            return GridSquare(lon=lon, lat=lat, size_m=size)
    raise BadCoordinatesError(f"The square {letters} does not lie in {zone}{band} ({reference!r}): a letter is wrong.")


def _polar(reference: str) -> str:
    return f"{reference!r} is in a polar (UPS) grid, which is not read. Give degrees instead."
