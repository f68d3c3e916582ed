"""One row of a user's table of places, made a place: what it may say, what is added to it, what is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from gazetteer.admin_area import listed_areas
from gazetteer.countries import country_at
from gazetteer.cues import find_cue
from gazetteer.errors import UnknownCountryError, UnknownPlaceError
from gazetteer.gazetteer import Gazetteer
from gazetteer.kinds import kind_called, offered_kinds, usual_reach_m
from gazetteer.names import fold
from gazetteer.place import LOOSE_TIERS, FeatureClass, Place
from gazetteer.place_cells import (
    BadValueError,
    parse_aliases,
    parse_name,
    parse_note,
    parse_outline,
    parse_point,
    parse_radius,
)

COLUMNS = (
    "name", "aliases", "lon", "lat", "wkt", "class", "radius_m", "country_code", "parent", "same_as", "pcode", "level", "note",
)  # fmt: skip
_GEOD = Geod(ellps="WGS84")
_SHORTEST_RADIUS_M = 1.0
# GeoNames class and code of the kinds that type words ask for (gazetteer/data/cues.toml), and how far such a place reaches.
_KINDS = {
    "city": ("P", "PPL", 2_000.0), "admin": ("A", "ADM2", 25_000.0), "airport": ("S", "AIRP", 2_500.0),
    "air_base": ("S", "AIRB", 2_500.0), "camp": ("S", "CAMP", 1_000.0), "port": ("S", "PRT", 2_000.0),
    "field": ("S", "OILF", 5_000.0), "mountains": ("T", "MTS", 25_000.0), "desert": ("T", "DSRT", 50_000.0),
    "island": ("T", "ISL", 10_000.0), "water": ("H", "STM", 5_000.0), "valley": ("T", "VAL", 10_000.0),
    "peninsula": ("T", "PEN", 25_000.0), "landmark": ("S", "BLDG", 300.0),
}  # fmt: skip
_BY_CLASS = {"P": "city", "A": "admin", "S": "landmark", "T": "mountains", "H": "water"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place of the user's own: what the gazetteer needs, with aliases, P-code and note; outline in EPSG:4326."""

    place: Place
    aliases: tuple[str, ...] = ()
    outline: BaseGeometry | None = None
    pcode: str = ""
    note: str = ""


def read_row(row: Mapping[str, str], gazetteer: Gazetteer, *, among: Mapping[str, Place] | None = None) -> OwnPlace:
    """Return the place of a row; ``row`` has keys of ``COLUMNS``, a missing one is empty.

    ``coordinates`` may hold lon and lat in one cell, as a text writes them. ``among`` are the places of earlier rows
    by id: they may be named as ``parent``, and a listed area that one of them stands for is not meant again. Rows of P-codes may say ``adm1 name``, to tell areas of one name apart.

    Raises
    ------
    BadValueError
        With the column and the reason.
    """
    value = {column: (row.get(column) or "").strip() for column in COLUMNS}
    name, pcode = parse_name(value["name"], "name"), value["pcode"]
    aliases = parse_aliases(value["aliases"], name)
    if pcode:
        aliases = tuple(dict.fromkeys((*aliases, parse_name(pcode, "pcode"))))
    country = _country(value["country_code"], gazetteer)
    outline = parse_outline(value["wkt"])
    point = parse_point(value["lon"], value["lat"], (row.get("coordinates") or "").strip())
    if outline is not None and outline.geom_type == "Point":
        point = point or (float(outline.centroid.x), float(outline.centroid.y))
        outline = None
    earlier, within = among or {}, (row.get("adm1 name") or "").strip()
    twin = _twin(value, country, gazetteer, within, earlier)
    note = parse_note(value["note"])
    radius = parse_radius(value["radius_m"])
    if twin is not None:
        place = replace(twin, name=name)
        if point is not None:
            place = replace(place, lon=point[0], lat=point[1], is_rough=False)
        return OwnPlace(
            place=replace(place, radius_m=radius or place.radius_m), outline=outline, pcode=pcode, note=note,
            aliases=aliases if name == twin.name else tuple(dict.fromkeys((*aliases, twin.name))),
        )  # fmt: skip
    feature_class, code, usual_m = _kind(value["class"], value["level"])
    parent = _parent(value, country, gazetteer, within, earlier)
    if outline is not None:
        lon, lat, covering = area_point(outline)
        if point is not None and outline.covers(shapely.Point(point)):
            lon, lat = point
        radius = radius or max(covering, _SHORTEST_RADIUS_M)
    elif point is not None:
        lon, lat = point
        radius = radius or usual_m
    elif parent is not None:
        lon, lat = parent.lon, parent.lat
        radius = radius or parent.radius_m
    else:
        raise BadValueError("lon", value["lon"], "a place needs lon and lat, a wkt, or a parent in which it lies")
    found = country or (parent.country_code if parent is not None else "") or country_at(lon, lat, gazetteer)
    return OwnPlace(
        place=Place(
            place_id=_own_id(found, name, pcode), name=name, lon=lon, lat=lat,
            country_code=found, feature_class=feature_class, feature_code=code, radius_m=radius,
            admin1_code=parent.admin1_code if parent is not None else "",
            parent_id=parent.place_id if parent is not None else None,
            is_rough=outline is None and point is None,
        ),
        aliases=aliases, outline=outline, pcode=pcode, note=note,
    )  # fmt: skip


def area_point(outline: BaseGeometry) -> tuple[float, float, float]:
    """Return a point inside an area, or half-way along a line (lon, lat), and the metres from it to the farthest corner."""
    is_line = outline.geom_type == "LineString"
    point = outline.interpolate(0.5, normalized=True) if is_line else outline.representative_point()
    lon, lat = round(float(point.x), 5), round(float(point.y), 5)
    if outline.covers(point) and not outline.covers(shapely.Point(lon, lat)):
        # A shape narrower than a metre: the rounded point would lie beside it.
        lon, lat = float(point.x), float(point.y)
    farthest = max(float(_GEOD.inv(lon, lat, x, y)[2]) for x, y in shapely.get_coordinates(outline))
    return lon, lat, float(round(farthest))


def _country(code: str, gazetteer: Gazetteer) -> str:
    try:
        return gazetteer.country(code).country_code if code else ""
    except UnknownCountryError as error:
        raise BadValueError("country_code", code, str(error)) from error


def _kind(word: str, level: str) -> tuple[FeatureClass, str, float]:
    if level:
        return FeatureClass.ADMIN, f"ADM{level}", _KINDS["admin"][2]
    if not word:
        return FeatureClass.POPULATED, "PPL", _KINDS["city"][2]
    letter, _, code = word.upper().replace(".", "/").partition("/")
    if letter in set(FeatureClass):
        kind = _KINDS[_BY_CLASS.get(letter, "landmark")]
        code = code or (kind[1] if letter in _BY_CLASS else "")
        return FeatureClass(letter), code, usual_reach_m(f"{letter}/{code}") or kind[2]
    kind_code = kind_called(word)
    if kind_code is not None:
        letter, _, code = kind_code.partition("/")
        return FeatureClass(letter), code, usual_reach_m(kind_code) or _KINDS[_BY_CLASS.get(letter, "landmark")][2]
    cue = find_cue(word)
    if cue is None:
        known = ", ".join(offered_kinds().values())
        raise BadValueError("class", word, f'expected a word for a kind, such as {known}, or GeoNames\' form "S/CAMP"')
    kind = _KINDS[cue.kind]
    return FeatureClass(kind[0]), kind[1], kind[2]


def _own_id(country: str, name: str, pcode: str) -> str:
    """Return the id of a place that is listed nowhere; areas of one name are told apart by their P-codes."""
    return f"own:{country.lower() or 'xx'}-{fold(f'{name} {pcode}').replace(' ', '-')}"


def apart_from(own: OwnPlace, earlier: Place) -> OwnPlace | None:
    """Return a place of one's own with an id apart from a namesake's; None where they lie in one parent: the same place."""
    place = own.place
    if not place.place_id.startswith("own:") or place.parent_id is None or place.parent_id == earlier.parent_id:
        return None
    return replace(own, place=replace(place, place_id=f"{place.place_id}-in-{place.parent_id.partition(':')[2]}"))


def _twin(
    value: Mapping[str, str], country: str, gazetteer: Gazetteer, within: str, earlier: Mapping[str, Place]
) -> Place | None:
    if value["same_as"]:
        return _known(value["same_as"], "same_as", country, gazetteer)
    level = value["level"]
    if not (value["pcode"] and level in {"1", "2"}):
        return None
    found = [
        area
        for area in listed_areas(value["name"], level, country, gazetteer, within=within)
        if area.place_id not in earlier
    ]
    if not found and not (value["lon"] or value["wkt"] or value["parent"]):
        reason = (
            f"no ADM{level} of that name in {country or 'the gazetteer'}: give its place id in same_as, or a parent"
        )
        raise BadValueError("name", value["name"], reason)
    return found[0] if found else None


def _parent(
    value: Mapping[str, str], country: str, gazetteer: Gazetteer, within: str, earlier: Mapping[str, Place]
) -> Place | None:
    name = value["parent"]
    if not name or name in earlier:
        return earlier.get(name)
    # The district's town is not the district: where that is not listed, its province holds the subdistrict for sure.
    areas = value["level"] == "3" and (
        listed_areas(name, "2", country, gazetteer, within=within) or listed_areas(within, "1", country, gazetteer)
    )
    return areas[0] if areas else _known(name, "parent", country, gazetteer)


def _known(text: str, column: str, country: str, gazetteer: Gazetteer) -> Place:
    """Return the place that an id or an unmistakable name means."""
    try:
        return gazetteer.place(text)
    except UnknownPlaceError:
        found = [c for c in gazetteer.lookup(text, country=country or None) if c.tier not in LOOSE_TIERS]
    if country:
        found = [c for c in found if c.place.country_code == country]
    if not found:
        raise BadValueError(column, text, "no place of the gazetteer has this id or name: search for it first")
    return found[0].place
