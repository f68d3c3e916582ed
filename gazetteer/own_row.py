"""One row of a user's table of places, made a place: what it may say, what is added to it, what is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from gazetteer.countries import country_at
from gazetteer.cues import find_cue
from gazetteer.errors import UnknownCountryError, UnknownPlaceError
from gazetteer.gazetteer import Gazetteer
from gazetteer.kinds import usual_reach_m
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Place, Tier

COLUMNS = (
    "name", "aliases", "lon", "lat", "wkt", "class", "radius_m", "country_code", "parent", "same_as", "pcode", "level", "note",
)  # fmt: skip
_GEOD = Geod(ellps="WGS84")
_LONGEST_NAME, _LONGEST_WKT, _LONGEST_NOTE, _MOST_ALIASES = 200, 1_000_000, 1_000, 100
_SHORTEST_RADIUS_M = 1.0
# What a cell of a table cannot carry; line breaks and tabs it can.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# GeoNames class and code of the kinds that type words ask for (gazetteer/data/cues.toml), and how far such a place reaches.
_KINDS = {
    "city": ("P", "PPL", 2_000.0), "admin": ("A", "ADM2", 25_000.0), "airport": ("S", "AIRP", 2_500.0),
    "air_base": ("S", "AIRB", 2_500.0), "camp": ("S", "CAMP", 1_000.0), "port": ("S", "PRT", 2_000.0),
    "field": ("S", "OILF", 5_000.0), "mountains": ("T", "MTS", 25_000.0), "desert": ("T", "DSRT", 50_000.0),
    "island": ("T", "ISL", 10_000.0), "water": ("H", "STM", 5_000.0), "valley": ("T", "VAL", 10_000.0),
    "peninsula": ("T", "PEN", 25_000.0), "landmark": ("S", "BLDG", 300.0),
}  # fmt: skip
_BY_CLASS = {"P": "city", "A": "admin", "S": "landmark", "T": "mountains", "H": "water"}
_LOOSE = frozenset({Tier.SKELETON, Tier.TYPO})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place of the user's own: what the gazetteer needs, with aliases, P-code and note; outline in EPSG:4326."""

    place: Place
    aliases: tuple[str, ...] = ()
    outline: BaseGeometry | None = None
    pcode: str = ""
    note: str = ""


class BadValueError(ValueError):
    """A value of a row that cannot be taken, with its column and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value[:80], reason


def read_row(row: Mapping[str, str], gazetteer: Gazetteer, *, among: Mapping[str, Place] | None = None) -> OwnPlace:
    """Return the place of a row; ``row`` has keys of ``COLUMNS``, a missing one is empty.

    ``among`` are places by id that are not in the gazetteer yet and may be named as ``parent``.

    Raises
    ------
    BadValueError
        With the column and the reason.
    """
    value = {column: (row.get(column) or "").strip() for column in COLUMNS}
    name = _name(value["name"], "name")
    aliases = _aliases(value["aliases"], name)
    if value["pcode"]:
        aliases = tuple(dict.fromkeys((*aliases, value["pcode"])))
    country = _country(value["country_code"], gazetteer)
    outline = _outline(value["wkt"])
    point = _point(value["lon"], value["lat"])
    if outline is not None and outline.geom_type == "Point":
        point = point or (float(outline.centroid.x), float(outline.centroid.y))
        outline = None
    twin = _twin(value, country, gazetteer)
    note, pcode = _UNWRITABLE.sub("", value["note"])[:_LONGEST_NOTE].strip(), value["pcode"]
    radius = _radius(value["radius_m"])
    if twin is not None:
        place = replace(twin, name=name)
        if point is not None:
            place = replace(place, lon=point[0], lat=point[1], is_rough=False)
        return OwnPlace(
            place=replace(place, radius_m=radius or place.radius_m), outline=outline, pcode=pcode, note=note,
            aliases=aliases if name == twin.name else tuple(dict.fromkeys((*aliases, twin.name))),
        )  # fmt: skip
    feature_class, code, usual_m = _kind(value["class"], value["level"])
    parent = (among or {}).get(value["parent"])
    if parent is None and value["parent"]:
        parent = _known(value["parent"], "parent", country, gazetteer)
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
            place_id=f"own:{found.lower() or 'xx'}-{fold(name).replace(' ', '-')}", name=name, lon=lon, lat=lat,
            country_code=found, feature_class=feature_class, feature_code=code, radius_m=radius,
            admin1_code=parent.admin1_code if parent is not None else "",
            parent_id=parent.place_id if parent is not None else None,
            is_rough=outline is None and point is None,
        ),
        aliases=aliases, outline=outline, pcode=pcode, note=note,
    )  # fmt: skip


def area_point(outline: BaseGeometry) -> tuple[float, float, float]:
    """Return a point inside an area (lon, lat) and the metres from it to the farthest corner."""
    point = outline.representative_point()
    lon, lat = round(float(point.x), 5), round(float(point.y), 5)
    farthest = max(float(_GEOD.inv(lon, lat, x, y)[2]) for x, y in shapely.get_coordinates(outline))
    return lon, lat, float(round(farthest))


def _name(text: str, column: str) -> str:
    if not fold(text):
        raise BadValueError(column, text, "a name with letters is needed")
    if len(text) > _LONGEST_NAME:
        raise BadValueError(column, text, f"longer than {_LONGEST_NAME} characters")
    if not text.isprintable():
        raise BadValueError(column, ascii(text), "holds control characters or signs that turn the direction of writing")
    return text


def _aliases(text: str, name: str) -> tuple[str, ...]:
    listed = tuple(dict.fromkeys(alias.strip() for alias in text.split("|") if alias.strip()))
    if len(listed) > _MOST_ALIASES:
        raise BadValueError("aliases", text, f"more than {_MOST_ALIASES} aliases")
    return tuple(_name(alias, "aliases") for alias in listed if alias != name)


def _country(code: str, gazetteer: Gazetteer) -> str:
    try:
        return gazetteer.country(code).country_code if code else ""
    except UnknownCountryError as error:
        raise BadValueError("country_code", code, str(error)) from error


def _number(text: str, column: str) -> float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError as error:
        raise BadValueError(column, text, "no number; degrees are written 13.1913") from error
    if not isfinite(number):
        raise BadValueError(column, text, "no finite number")
    return number


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    if not lon and not lat:
        return None
    if not lon or not lat:
        raise BadValueError("lon" if not lon else "lat", "", "lon and lat belong together")
    east, north = _number(lon, "lon"), _number(lat, "lat")
    if not -180 <= east <= 180:
        raise BadValueError("lon", lon, "longitude runs from -180 to 180")
    if not -90 <= north <= 90:
        raise BadValueError("lat", lat, "latitude runs from -90 to 90; did you swap lon and lat?")
    return east, north


def _radius(text: str) -> float | None:
    if not text:
        return None
    radius = _number(text, "radius_m")
    if not 0 < radius <= 5_000_000:
        raise BadValueError("radius_m", text, "a radius lies between 1 and 5,000,000 metres")
    return radius


def _outline(wkt: str) -> BaseGeometry | None:
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
    cue = find_cue(word)
    if cue is None:
        raise BadValueError(
            "class", word, 'expected a word such as town, camp, air base, port, mountains, or GeoNames\' form "S/CAMP"'
        )
    kind = _KINDS[cue.kind]
    return FeatureClass(kind[0]), kind[1], kind[2]


def _twin(value: Mapping[str, str], country: str, gazetteer: Gazetteer) -> Place | None:
    if value["same_as"]:
        return _known(value["same_as"], "same_as", country, gazetteer)
    if not (value["pcode"] and value["level"] in {"1", "2"}):
        return None
    wanted = f"ADM{value['level']}"
    found = [
        c.place
        for c in gazetteer.lookup(
            value["name"], country=country or None, cue="district" if wanted == "ADM2" else "province"
        )
        if c.place.feature_code == wanted and c.place.country_code == country and c.tier not in _LOOSE
    ]
    if not found and not (value["lon"] or value["wkt"] or value["parent"]):
        reason = f"no {wanted} of that name in {country or 'the gazetteer'}: give its place id in same_as, or a parent"
        raise BadValueError("name", value["name"], reason)
    return found[0] if found else None


def _known(text: str, column: str, country: str, gazetteer: Gazetteer) -> Place:
    """Return the place that an id or an unmistakable name means."""
    try:
        return gazetteer.place(text)
    except UnknownPlaceError:
        found = [c for c in gazetteer.lookup(text, country=country or None) if c.tier not in _LOOSE]
    if country:
        found = [c for c in found if c.place.country_code == country]
    if not found:
        raise BadValueError(column, text, "no place of the gazetteer has this id or name: search for it first")
    return found[0].place
