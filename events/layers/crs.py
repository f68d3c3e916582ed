"""Which coordinate system a layer of one's own is in: by code or by WKT, and never one that opens a file."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pyproj
from pyproj.exceptions import CRSError

from events.errors import UnreadableDataError

_LONGEST = 20_000
_CODE = re.compile(
    r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|ESRI|OGC)[:/](?:[\d.]*[:/])?(\w{1,12})", re.I
)
# A system may name a grid file, which PROJ would open.
_OPENS_FILES = re.compile(r"grids\s*=\s*(?!@null)|PARAMETERFILE|\binit\s*=|\bfile\s*=", re.I)
_NEXT = "Save the layer in WGS 84 (EPSG:4326), then upload that."


def named_crs(words: str) -> pyproj.CRS | None:
    """Return the system of a code ("EPSG:32633", "32633", an OGC URN); None for no words.

    Raises
    ------
    UnreadableDataError
        If there is no such system.
    """
    said = words.strip()
    if not said:
        return None
    code = _CODE.fullmatch(f"EPSG:{said}" if said.isdigit() else said)
    if code is None:
        raise UnreadableDataError(f"“{said[:60]}” is no code of a coordinate system such as EPSG:32633. {_NEXT}")
    if code[2].upper() == "CRS84":
        return pyproj.CRS.from_epsg(4326)
    try:
        return pyproj.CRS.from_authority(code[1].upper(), code[2])
    except CRSError as error:
        raise UnreadableDataError(f"There is no coordinate system {code[1].upper()}:{code[2]}. {_NEXT}") from error


def wkt_crs(wkt: str) -> pyproj.CRS:
    """Return the system that a WKT describes, as a .prj or a GeoPackage holds it."""
    if len(wkt) > _LONGEST or _OPENS_FILES.search(wkt):
        raise UnreadableDataError(f"The layer's coordinate system is described in a way that is not read here. {_NEXT}")
    try:
        return pyproj.CRS.from_wkt(wkt)
    except CRSError as error:
        raise UnreadableDataError(f"The layer's coordinate system cannot be understood. {_NEXT}") from error


def projjson_crs(said: Mapping[str, Any]) -> pyproj.CRS:
    """Return the system that PROJJSON describes, as a GeoParquet holds it."""
    named = said.get("id")
    if isinstance(named, Mapping) and str(named.get("authority", "")).upper() in {"EPSG", "OGC", "ESRI"}:
        found = named_crs(f"{named['authority']}:{named.get('code', '')}")
        if found is not None:
            return found
    try:
        return wkt_crs(pyproj.CRS.from_json_dict(dict(said)).to_wkt()) if _is_short(said) else wkt_crs("")
    except (CRSError, TypeError, ValueError) as error:
        if isinstance(error, UnreadableDataError):
            raise
        raise UnreadableDataError(f"The layer's coordinate system cannot be understood. {_NEXT}") from error


def _is_short(said: Mapping[str, Any]) -> bool:
    text = json.dumps(said, default=str)
    return len(text) <= _LONGEST and not _OPENS_FILES.search(text)
