"""Places from a table that people write: our curated supplement, in the format of a user's own gazetteer.

Columns: ``name``, ``aliases`` (separated by ``|``), ``lon``, ``lat`` (EPSG:4326) or ``wkt`` (an area),
``feature_class``, ``feature_code``, ``radius_m``, ``country_code``, ``parent`` (a place_id), ``same_as`` (the place_id
of a place of the list that the row renames, gives aliases or moves), ``evidence``, ``licence``. A row without a point
of its own is rough: it has its parent's point, and a radius that covers the parent or the part stated. So is a row
with ``is_rough`` "yes" (the column may be missing): its point is that of something near it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import BadPlacesFileError
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Place

COLUMNS = (
    "name", "aliases", "lon", "lat", "wkt", "feature_class", "feature_code", "radius_m",
    "country_code", "parent", "same_as", "evidence", "licence",
)  # fmt: skip
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedPlace:
    """One row: the place, its other names and, where it is an area, its outline (EPSG:4326)."""

    place: Place
    aliases: tuple[str, ...]
    outline: BaseGeometry | None = None


def read_places(rows: Iterable[Mapping[str, str]], listed: list[Place], *, prefix: str = "cur") -> list[CuratedPlace]:
    """Return the rows' places; one with ``same_as`` takes the listed place's id and replaces it.

    Parameters
    ----------
    rows
        As ``csv.DictReader`` yields them.
    listed
        The gazetteer's places, among which parents and ``same_as`` are found.
    prefix
        The first part of the new places' ids.

    Raises
    ------
    BadPlacesFileError
        With the row's number and what is wrong, at the first bad row.
    """
    rows = list(rows)
    wanted = {place_id for row in rows for place_id in (row.get("parent"), row.get("same_as")) if place_id}
    known = {place.place_id: place for place in listed if place.place_id in wanted}
    read = []
    for number, row in enumerate(rows, 2):
        if missing := [column for column in COLUMNS if row.get(column) is None]:
            raise BadPlacesFileError(
                f"Row {number} lacks the columns {', '.join(missing)}. The header is: {','.join(COLUMNS)}"
            )
        for column in ("parent", "same_as"):
            if row[column] and row[column] not in known:
                raise BadPlacesFileError(
                    f"Row {number}: {column} {row[column]!r} is no place of the gazetteer. Search for its id first."
                )
        try:
            read.append(_read_row(row, known, prefix))
        except (ValueError, shapely.errors.GEOSException) as error:
            raise BadPlacesFileError(f"Row {number} ({row['name']!r}): {error}") from error
    return read


def _read_row(row: Mapping[str, str], known: Mapping[str, Place], prefix: str) -> CuratedPlace:
    aliases = tuple(dict.fromkeys(alias.strip() for alias in row["aliases"].split("|") if alias.strip()))
    outline = shapely.from_wkt(row["wkt"]) if row["wkt"] else None
    twin = known.get(row["same_as"])
    if twin is not None:
        place = replace(twin, name=row["name"])
        if row["lon"]:
            place = replace(place, lon=float(row["lon"]), lat=float(row["lat"]))
        if row["radius_m"]:
            place = replace(place, radius_m=float(row["radius_m"]))
        return CuratedPlace(place=place, aliases=aliases, outline=outline)
    parent = known.get(row["parent"])
    if outline is not None:
        lon, lat, radius_m = _area(outline)
    elif row["lon"] and row["lat"]:
        lon, lat, radius_m = float(row["lon"]), float(row["lat"]), float(row["radius_m"])
    elif parent is not None:
        lon, lat, radius_m = parent.lon, parent.lat, max(float(row["radius_m"] or 0.0), parent.radius_m)
    else:
        raise ValueError("a place needs lon and lat, a wkt, or a parent in which it lies")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"lon {lon}, lat {lat} is no point of the globe")
    place = Place(
        place_id=f"{prefix}:{row['country_code'].lower()}-{fold(row['name']).replace(' ', '-')}",
        name=row["name"],
        lon=lon,
        lat=lat,
        country_code=row["country_code"],
        feature_class=FeatureClass(row["feature_class"]),
        feature_code=row["feature_code"],
        radius_m=radius_m,
        admin1_code=parent.admin1_code if parent else "",
        parent_id=parent.place_id if parent else None,
        is_rough=outline is None and (not row["lon"] or row.get("is_rough") == "yes"),
    )
    return CuratedPlace(place=place, aliases=aliases, outline=outline)


def _area(outline: BaseGeometry) -> tuple[float, float, float]:
    """Return an area's representative point and the metres to its farthest corner."""
    point = outline.representative_point()
    lon, lat = round(float(point.x), 4), round(float(point.y), 4)
    farthest = max(float(_GEOD.inv(lon, lat, x, y)[2]) for x, y in shapely.get_coordinates(outline))
    return lon, lat, round(farthest)
