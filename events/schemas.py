"""The JSON Schemas of what files hold: the properties of GeoJSON, and the records of JSON; each version stays as published."""

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data" / "schemas"
GEOJSON_SCHEMA, JSON_SCHEMA = "events.geojson-1.schema.json", "events.json-1.schema.json"


def read_schema(name: str) -> dict[str, Any]:
    """Return a published JSON Schema (draft 2020-12): `GEOJSON_SCHEMA` or `JSON_SCHEMA`.

    Examples
    --------
    >>> read_schema(GEOJSON_SCHEMA)["properties"]["type"]["const"]
    'FeatureCollection'
    """
    found: dict[str, Any] = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return found
