"""What Nominatim answers, read strictly: rows of a known shape and size become candidates, others are left out."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from pyproj import Geod

from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier

MARK = "found online by Nominatim (OpenStreetMap, ODbL), not from the gazetteer at hand"
MOST_ROWS = 20
_GEOD = Geod(ellps="WGS84")
_LONGEST, _SMALLEST_M = 200, 100.0
_KINDS = {"node": "n", "way": "w", "relation": "r"}
_JOINERS = frozenset({"\u200c", "\u200d"})  # Persian and Indic spelling needs them
# What has to be checked never scores like a match of our own.
_LEAST, _BY_IMPORTANCE = 0.3, 0.2
_CLASS = {
    "aeroway": ("S", "AIRP"), "amenity": ("S", ""), "building": ("S", "BLDG"), "highway": ("R", "RD"), "historic": ("S", ""),
    "landuse": ("L", "AREA"), "leisure": ("L", ""), "military": ("L", "MILB"), "mountain_pass": ("T", "PASS"), "natural": ("T", ""),
    "railway": ("S", "RSTN"), "waterway": ("H", "STM"),
}  # fmt: skip
# By Nominatim's "addresstype", else its "type".
_TYPE = {
    "country": ("A", "PCLI"), "state": ("A", "ADM1"), "province": ("A", "ADM1"), "county": ("A", "ADM2"), "district": ("A", "ADM2"),
    "state_district": ("A", "ADM2"), "municipality": ("A", "ADMD"), "administrative": ("A", "ADMD"), "region": ("A", "ADMD"),
    "city": ("P", "PPL"), "town": ("P", "PPL"), "village": ("P", "PPL"), "hamlet": ("P", "PPL"), "isolated_dwelling": ("P", "PPL"),
    "suburb": ("P", "PPLX"), "borough": ("P", "PPLX"), "quarter": ("P", "PPLX"), "neighbourhood": ("P", "PPLX"),
    "city_district": ("P", "PPLX"), "locality": ("L", "LCTY"), "island": ("T", "ISL"), "islet": ("T", "ISL"),
    "archipelago": ("T", "ISLS"), "sea": ("H", "SEA"), "ocean": ("H", "OCN"), "water": ("H", "LK"), "bay": ("H", "BAY"),
    "spring": ("H", "SPNG"), "wadi": ("H", "WAD"), "peak": ("T", "PK"), "mountain_range": ("T", "MTS"), "ridge": ("T", "RDGE"),
    "valley": ("T", "VAL"), "desert": ("T", "DSRT"), "cape": ("T", "CAPE"), "airfield": ("S", "AIRB"), "hospital": ("S", "HSP"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineRow:
    """One row of an answer: the place, its full address there, and how important the service finds it, 0 to 1."""

    place: Place
    address: str
    importance: float


def parse_answer(answer: object) -> tuple[OnlineRow, ...]:
    """Read an answer in Nominatim's JSON; rows that lack a name, a point or an extent are left out.

    Raises
    ------
    ValueError
        If the answer is no list of rows, or there are rows and none can be used.
    """
    return tuple(row for row in map(_parse_row, keep_rows(answer)) if row is not None)


def keep_rows(answer: object) -> list[dict[str, object]]:
    """Return what :func:`parse_answer` reads of an answer and nothing else, so that little is kept.

    Raises
    ------
    ValueError
        If the answer is no list of rows, or there are rows and none can be used.
    """
    if not isinstance(answer, list):
        raise ValueError("the answer is no list")  # noqa: TRY004 - it is foreign data, not a caller's argument
    kept = [_kept(row) for row in answer[:MOST_ROWS] if isinstance(row, Mapping) and _parse_row(row) is not None]
    if answer and not kept:
        raise ValueError("no row of the answer has a name, a point and an extent")
    return kept


def _kept(row: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {key: row[key] for key in ("osm_type", "osm_id", "lat", "lon", "boundingbox")}
    kept |= {
        key: clean_text(row.get(key)) for key in ("name", "display_name", "addresstype", "type", "class", "category")
    }
    return kept | {"importance": _importance(row), "address": {"country_code": _country_code(row)}}


def online_candidates(rows: Iterable[OnlineRow], query: str, *, country: str | None) -> tuple[Candidate, ...]:
    """Return rows as candidates in the service's order, marked as found online; those outside the country are left out."""
    found: list[Candidate] = []
    score = 1.0
    for row in rows:
        if country is not None and row.place.country_code != country:
            continue
        score = min(score, _LEAST + _BY_IMPORTANCE * row.importance)
        named = "the same name" if fold(row.place.name) == fold(query) else "another spelling or name"
        reasons = (MARK, f"{named}, listed there as {row.address}", "to be checked")
        found.append(Candidate(place=row.place, score=round(score, 4), tier=Tier.ONLINE, reasons=reasons))
    return tuple(found)


def clean_text(text: object) -> str:
    """Return a stranger's text in one line without control, format and surrogate characters, at most 200 long."""
    if not isinstance(text, str):
        return ""
    kept = (c if c in _JOINERS or not unicodedata.category(c).startswith("C") else " " for c in text[: 4 * _LONGEST])
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())[:_LONGEST].strip()


def _parse_row(row: object) -> OnlineRow | None:
    if not isinstance(row, Mapping):
        return None
    address = clean_text(row.get("display_name"))
    name = clean_text(row.get("name")) or address.split(",")[0].strip()
    kind, number = _KINDS.get(str(row.get("osm_type"))), row.get("osm_id")
    lon, lat = _number(row.get("lon"), 180.0), _number(row.get("lat"), 90.0)
    if not name or kind is None or lon is None or lat is None:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 1 << 63:
        return None
    radius = _radius(row, lon, lat)
    if radius is None:
        return None
    feature_class, feature_code = _feature(row)
    return OnlineRow(
        place=Place(
            place_id=f"osm:{kind}{number}",
            name=name,
            lon=lon,
            lat=lat,
            country_code=_country_code(row),
            feature_class=feature_class,
            feature_code=feature_code,
            radius_m=radius,
        ),
        address=address or name,
        importance=_importance(row),
    )


def _number(value: object, most: float) -> float | None:
    """Return a number, written as such or as text, from ``-most`` to ``most``; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)) or len(str(value)) > 30:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) and -most <= number <= most else None


def _radius(row: Mapping[str, object], lon: float, lat: float) -> float | None:
    """Return how far the extent reaches from the point in metres, or None without an extent."""
    box = row.get("boundingbox")
    if not isinstance(box, list) or len(box) != 4:
        return None
    south, north, west, east = (_number(each, most) for each, most in zip(box, (90.0, 90.0, 180.0, 180.0), strict=True))
    if south is None or north is None or west is None or east is None:
        return None
    _, _, metres = _GEOD.inv([lon] * 4, [lat] * 4, [west, west, east, east], [south, north, south, north])
    return round(max(_SMALLEST_M, *map(float, metres)), 1)


def _feature(row: Mapping[str, object]) -> tuple[FeatureClass, str]:
    for key, table in (("addresstype", _TYPE), ("type", _TYPE), ("class", _CLASS), ("category", _CLASS)):
        found = table.get(str(row.get(key)))
        if found is not None:
            return FeatureClass(found[0]), found[1]
    return FeatureClass.SPOT, ""


def _importance(row: Mapping[str, object]) -> float:
    return max(_number(row.get("importance"), 1.0) or 0.0, 0.0)


def _country_code(row: Mapping[str, object]) -> str:
    address = row.get("address")
    code = address.get("country_code") if isinstance(address, Mapping) else None
    return code.upper() if isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha() else ""
