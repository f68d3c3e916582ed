"""The files in which analysts keep layers of their own, read without trust: nothing in them is opened, followed or run.

GeoJSON, KML, KMZ and GeoPackage are read here, without GDAL, whose drivers would follow links and guess formats. A shapefile
is given to GDAL under a name of ours, once its first bytes say that it is one.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import orjson
import shapely

from geo.errors import LayerError
from geo.layer_crs import named_crs
from geo.layer_geopackage import geopackage_layers, read_geopackage
from geo.layer_kml import read_placemarks
from geo.layer_kmz import kml_of_kmz, kmz_layers
from geo.layer_raw import MOST_FEATURES, RawLayer, label_of, population_of, refuse_many
from geo.layer_shapefile import read_shapefile, shapefile_layers

_MOST_BYTES = 11 * 1024**2


def read_file(file_name: str, data: bytes, *, layer: str | None) -> RawLayer:
    """Read a file of one's own; what it is, is said by its suffix and checked by its first bytes."""
    reader = _READERS.get(PurePosixPath(file_name.lower()).suffix)
    if reader is None:
        raise LayerError(
            f"A layer is a file that ends in {', '.join(sorted(_READERS))}; this one does not. Save it as GeoJSON in WGS 84, then upload that."
        )
    if len(data) > _MOST_BYTES:
        raise LayerError(
            f"A layer may have {_MOST_BYTES // 1024**2} MB, this one has {len(data) / 1024**2:.0f} MB. Simplify or cut it first (in QGIS: Simplify, Clip)."
        )
    return reader(data, layer)


def layer_names(file_name: str, data: bytes) -> tuple[str, ...]:
    """Return the names of the layers that a GeoPackage or an archive holds; none for the other formats."""
    names_of = {".gpkg": geopackage_layers, ".zip": shapefile_layers, ".kmz": kmz_layers}.get(
        PurePosixPath(file_name.lower()).suffix
    )
    return names_of(data) if names_of else ()


def _geojson(data: bytes, _: str | None) -> RawLayer:
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LayerError(
            "This is no GeoJSON: it cannot be read as JSON. Export it anew from the program that wrote it."
        ) from error
    kind = read.get("type") if isinstance(read, dict) else None
    if not isinstance(kind, str):
        raise LayerError('This JSON is no GeoJSON: it has no "type". Export a FeatureCollection.')
    found = (
        read.get("features")
        if kind == "FeatureCollection"
        else [read if kind == "Feature" else {"geometry": read, "properties": {}}]
    )
    features = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    refuse_many(len(features))
    properties = [said if isinstance(said := each.get("properties"), dict) else {} for each in features]
    return RawLayer(
        geometries=shapely.from_geojson(np.array([_geometry_text(e) for e in features], object), on_invalid="ignore"),
        labels=[label_of(each) for each in properties],
        populations=[population_of(each) for each in properties],
        crs=named_crs(_crs_member(read)),
    )


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


def _kml(data: bytes, _: str | None) -> RawLayer:
    found = read_placemarks(data, most=MOST_FEATURES)
    refuse_many(len(found.geometries))
    return RawLayer(
        geometries=np.array(found.geometries, object),
        labels=[label_of(each) for each in found.properties],
        populations=[population_of(each) for each in found.properties],
        crs=named_crs("EPSG:4326"),
        links=found.links,
    )


def _kmz(data: bytes, layer: str | None) -> RawLayer:
    return _kml(kml_of_kmz(data, layer), None)


_READERS: Mapping[str, Callable[[bytes, str | None], RawLayer]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".kml": _kml,
    ".kmz": _kmz,
    ".gpkg": read_geopackage,
    ".zip": read_shapefile,
}
