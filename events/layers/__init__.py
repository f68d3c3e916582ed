"""Files with geometry as strangers make them, read without trust: bounded, with nothing in them opened, followed or run."""

from events.layers.crs import named_crs, wkt_crs
from events.layers.features import Bounds, Features
from events.layers.geojson import read_geojson
from events.layers.geopackage import geopackage_layers, read_geopackage
from events.layers.kml import read_kml
from events.layers.kmz import kmz_layers, read_kmz
from events.layers.shapefile import read_shapefile, shapefile_layers

__all__ = [
    "Bounds",
    "Features",
    "geopackage_layers",
    "kmz_layers",
    "named_crs",
    "read_geojson",
    "read_geopackage",
    "read_kml",
    "read_kmz",
    "read_shapefile",
    "shapefile_layers",
    "wkt_crs",
]
