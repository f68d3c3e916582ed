"""Points of countries, large provinces, continents and oceans that are generally known, in place of where an outline's label stands."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import shapely
from gazetteer_rows import Row, reach_m

_TABLE = Path(__file__).with_suffix(".toml")
# The Factbook rounds to half a degree and more, and has an archipelago's point among its islands. Farther off is a slip.
_MOST_OFF_DEG = 1.0
_BY_CODE = {"CONT": "regions", "OCN": "oceans", "PCLI": "countries", "ADM1": "provinces"}


def with_known_points(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows; those that the table names have its point, and reach from there.

    Raises
    ------
    SystemExit
        Where the table names what is not there, or a point far off its country.
    """
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    unknown = {(part, name) for part, points in table.items() for name in points}
    for row in rows:
        part = _BY_CODE.get(row.feature_code, "")
        name = {"countries": row.country_code, "provinces": f"{row.country_code}.{row.admin1_code}"}.get(part, row.name)
        point = table[part].get(name) if part else None
        unknown.discard((part, name))
        yield row if point is None else _at(row, *point)
    if unknown:
        raise SystemExit(f"{_TABLE.name} names what no source lists: {sorted(unknown)}.")


def _at(row: Row, lon: float, lat: float) -> Row:
    if row.outline is None:
        return replace(row, lon=lon, lat=lat)
    off = float(shapely.distance(row.outline, shapely.Point(lon, lat)))
    # What Natural Earth draws of a continent is where its name may stand.
    if off > _MOST_OFF_DEG and row.feature_code != "CONT":
        raise SystemExit(f"{_TABLE.name} has {row.name} {off:.1f} degrees off its outline.")
    return replace(row, lon=lon, lat=lat, radius_m=reach_m(lon, lat, row.outline))
