"""UTM: the zones of the grid, with Norway's and Svalbard's exceptions, and metres in a zone to degrees and back."""

from functools import lru_cache
from math import isfinite

from pyproj import Transformer

from gazetteer.errors import BadCoordinatesError

# Bands of 8 degrees from 80 south on; the last one, X, has 12. I and O are left out: they look like 1 and 0.
BANDS = "CDEFGHJKLMNPQRSTUVWX"
SOUTHERNMOST, NORTHERNMOST = -80.0, 84.0
_BAND_DEGREES, _ZONE_DEGREES = 8.0, 6.0
# South of the equator northings are counted from here, so that none is negative.
SOUTH_M = 10_000_000.0
# Zones that are wider or narrower than 6 degrees, as the grid's makers drew them (NGA.STND.0037, section 3).
_IRREGULAR: dict[tuple[int, str], tuple[float, float] | None] = {
    (31, "V"): (0.0, 3.0), (32, "V"): (3.0, 12.0),
    (31, "X"): (0.0, 9.0), (33, "X"): (9.0, 21.0), (35, "X"): (21.0, 33.0), (37, "X"): (33.0, 42.0),
    (32, "X"): None, (34, "X"): None, (36, "X"): None,
}  # fmt: skip


def band_span(band: str) -> tuple[float, float]:
    """Return the southern and northern latitude of a band.

    Examples
    --------
    >>> band_span("S"), band_span("X")
    ((32.0, 40.0), (72.0, 84.0))
    """
    south = SOUTHERNMOST + _BAND_DEGREES * BANDS.index(band)
    return south, NORTHERNMOST if band == "X" else south + _BAND_DEGREES


def zone_span(zone: int, band: str) -> tuple[float, float] | None:
    """Return the western and eastern longitude of a zone in a band, None where Svalbard's wider zones leave it out."""
    west = -180.0 + _ZONE_DEGREES * (zone - 1)
    return _IRREGULAR.get((zone, band), (west, west + _ZONE_DEGREES))


def zone_at(lon: float, lat: float) -> tuple[int, str]:
    """Return the zone and the band in which a point lies (degrees, EPSG:4326).

    Raises
    ------
    BadCoordinatesError
        If the point lies beyond 80 south or 84 north, or is no point.

    Examples
    --------
    >>> zone_at(13.19, 32.89), zone_at(5.32, 60.39), zone_at(15.6, 78.2)
    ((33, 'S'), (32, 'V'), (33, 'X'))
    """
    if not (isfinite(lon) and -180 <= lon <= 180 and isfinite(lat) and -90 <= lat <= 90):
        raise BadCoordinatesError(
            f"Longitude runs from -180 to 180 and latitude from -90 to 90, got {lon}, {lat}. Longitude comes first."
        )
    if not SOUTHERNMOST <= lat <= NORTHERNMOST:
        raise BadCoordinatesError(
            f"UTM and MGRS zones reach from 80 south to 84 north, got latitude {lat}. "
            "Nearer the poles give degrees: polar (UPS) grids are not read."
        )
    band = BANDS[min(int((lat - SOUTHERNMOST) // _BAND_DEGREES), len(BANDS) - 1)]
    zone = int((lon + 180.0) // _ZONE_DEGREES) % 60 + 1
    for (number, letter), span in _IRREGULAR.items():
        if letter == band and span is not None and span[0] <= lon < span[1]:
            return number, band
    return zone, band


def to_metres(lon: float, lat: float, zone: int) -> tuple[float, float]:
    """Return easting and northing in a zone; south of the equator the northing is negative."""
    east, north = _transformers(zone)[0].transform(lon, lat)
    return float(east), float(north)


def to_degrees(east: float, north: float, zone: int) -> tuple[float, float] | None:
    """Return longitude and latitude of metres in a zone (northing negative in the south), None where there is no such point."""
    lon, lat = _transformers(zone)[1].transform(east, north)
    return (float(lon), float(lat)) if isfinite(lon) and isfinite(lat) else None


@lru_cache(maxsize=60)
def _transformers(zone: int) -> tuple[Transformer, Transformer]:
    metres = f"EPSG:326{zone:02d}"
    return (
        Transformer.from_crs("EPSG:4326", metres, always_xy=True),
        Transformer.from_crs(metres, "EPSG:4326", always_xy=True),
    )
