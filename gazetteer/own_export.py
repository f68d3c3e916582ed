"""The user's own places as files: the table that `read_table` reads back, the rows it refused, and GeoJSON."""

import csv
import io
from collections.abc import Iterable, Sequence

import orjson
import shapely

from gazetteer.cells import safe_cell
from gazetteer.json_record import geometry_record
from gazetteer.kinds import kind_words
from gazetteer.own_row import COLUMNS, OwnPlace
from gazetteer.places_table import BadRow

_WRITTEN = tuple(column for column in COLUMNS if column != "level")


def to_table(owned: Iterable[OwnPlace]) -> str:
    """Write places as CSV; `read_table` makes the same places of it.

    A place stands after the one in which it lies. No cell is a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _WRITTEN)
    writer.writeheader()
    writer.writerows(_row(own) for own in _parents_first(tuple(owned)))
    return out.getvalue()


def to_rejects(bad: Iterable[BadRow]) -> str:
    """Write rows that were not taken as CSV: row, column, value, reason. No cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("row", "column", "value", "reason"))
    writer.writerows((row.number, row.column, safe_cell(row.value), safe_cell(row.reason)) for row in bad)
    return out.getvalue()


def to_feature_collection(owned: Iterable[OwnPlace]) -> str:
    """Write places as GeoJSON (RFC 7946), one Feature each: the outline where there is one, else the point.

    A place of which only the surroundings are known has their point, ``is_rough`` true, and a ``radius_m`` that covers them.
    """
    features = [
        {
            "type": "Feature", "id": own.place.place_id,
            "geometry": geometry_record(own.outline or shapely.Point(own.place.lon, own.place.lat)),
            "properties": {
                "place_id": own.place.place_id, "name": own.place.name, "aliases": list(own.aliases), "kind": kind_words(own.place),
                "feature_class": own.place.feature_class.value, "feature_code": own.place.feature_code,
                "country_code": own.place.country_code, "radius_m": own.place.radius_m, "is_rough": own.place.is_rough,
                "parent_id": own.place.parent_id, "pcode": own.pcode, "note": own.note,
            },
        }
        for own in owned
    ]  # fmt: skip
    return orjson.dumps({"type": "FeatureCollection", "features": features}, option=orjson.OPT_APPEND_NEWLINE).decode()


def _parents_first(owned: Sequence[OwnPlace]) -> list[OwnPlace]:
    by_id = {own.place.place_id: own for own in owned}
    written: dict[str, OwnPlace] = {}
    for own in owned:
        chain = [own]
        while (above := by_id.get(chain[-1].place.parent_id or "")) is not None and above not in chain:
            chain.append(above)
        for each in reversed(chain):
            written.setdefault(each.place.place_id, each)
    return list(written.values())


def _row(own: OwnPlace) -> dict[str, str]:
    place = own.place
    is_listed = not place.place_id.startswith("own:")
    row = {
        "name": place.name, "aliases": "|".join(own.aliases), "radius_m": repr(place.radius_m),
        "country_code": place.country_code, "pcode": own.pcode, "note": own.note,
        "wkt": "" if own.outline is None else shapely.to_wkt(own.outline, rounding_precision=6),
    }  # fmt: skip
    if is_listed:
        row["same_as"] = place.place_id
    else:
        row |= {"class": f"{place.feature_class}/{place.feature_code}", "parent": place.parent_id or ""}
    safe = {column: safe_cell(text) for column, text in row.items()}
    # Numbers are no formulas, whatever their sign.
    return safe if place.is_rough else {**safe, "lon": repr(place.lon), "lat": repr(place.lat)}
