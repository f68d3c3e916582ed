"""Files with geometry as strangers make them, read without trust: bounded, with nothing in them opened, followed or run."""

from events.layers.crs import named_crs, projjson_crs, wkt_crs
from events.layers.features import Bounds, Features
from events.layers.flatgeobuf import read_flatgeobuf
from events.layers.geojson import geojson_features, read_geojson
from events.layers.geopackage import geopackage_layers, read_geopackage
from events.layers.kml import read_kml
from events.layers.kmz import kmz_layers, read_kmz
from events.layers.shapefile import read_shapefile, shapefile_layers

__all__ = [
    "Bounds",
    "Features",
    "geojson_features",
    "geopackage_layers",
    "kmz_layers",
    "named_crs",
    "projjson_crs",
    "read_flatgeobuf",
    "read_geojson",
    "read_geopackage",
    "read_kml",
    "read_kmz",
    "read_shapefile",
    "shapefile_layers",
    "wkt_crs",
]
