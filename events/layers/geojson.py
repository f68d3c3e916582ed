"""GeoJSON, of today and of before RFC 7946, when it could name a coordinate system."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
import shapely

from events.errors import UnreadableDataError
from events.layers.crs import named_crs
from events.layers.features import Features


def read_geojson(data: bytes) -> Features:
    """Read a FeatureCollection, a Feature or a bare geometry.

    Raises
    ------
    UnreadableDataError
        If it is none.
    """
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDataError(
            "This is no GeoJSON: it cannot be read as JSON. Export it anew from the program that wrote it."
        ) from error
    return geojson_features(read)


def geojson_features(read: object) -> Features:
    """Return the features of GeoJSON that was read as JSON."""
    kind = read.get("type") if isinstance(read, dict) else None
    if not isinstance(read, dict) or not isinstance(kind, str):
        raise UnreadableDataError('This JSON is no GeoJSON: it has no "type". Export a FeatureCollection.')
    found = (
        read.get("features")
        if kind == "FeatureCollection"
        else [read if kind == "Feature" else {"geometry": read, "properties": {}}]
    )
    features = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return Features(
        geometries=shapely.from_geojson(np.array([_geometry_text(e) for e in features], object), on_invalid="ignore"),
        properties=[_properties(each) for each in features],
        crs=named_crs(_crs_member(read)),
    )


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    said = feature.get("properties")
    found = said if isinstance(said, dict) else {}
    return found if "id" in found or not isinstance(feature.get("id"), str | int) else {"id": feature["id"], **found}


def _geometry_text(feature: Mapping[str, Any]) -> str | None:
    geometry = feature.get("geometry")
    try:
        return orjson.dumps(geometry).decode() if isinstance(geometry, dict) else None
    except orjson.JSONEncodeError:
        return None


def _crs_member(read: Mapping[str, Any]) -> str:
    # GeoJSON before RFC 7946 named its system; since then it is WGS 84
    said = read.get("crs")
    named = said.get("properties") if isinstance(said, dict) else None
    return str(named.get("name", "")) if isinstance(named, dict) else ""
