"""A FlatGeobuf, given to GDAL under a name of ours."""

import tempfile
from pathlib import Path

from events.errors import UnreadableDataError
from events.layers.crs import wkt_crs
from events.layers.features import Bounds, Features, any_field
from events.layers.gdal import by_gdal

_MAGIC = b"fgb\x03fgb"


def read_flatgeobuf(data: bytes, bounds: Bounds) -> Features:
    """Read a FlatGeobuf.

    Raises
    ------
    UnreadableDataError
        If it is none, or is damaged.
    """
    if not data.startswith(_MAGIC):
        raise UnreadableDataError("This is no FlatGeobuf. Export the layer anew, or save it as GeoJSON in WGS 84.")
    with tempfile.TemporaryDirectory(prefix="dateline-layer-") as folder:
        path = Path(folder) / "layer.fgb"
        path.write_bytes(data)
        geometries, properties, wkt = by_gdal(path, "FlatGeobuf", bounds, any_field)
    return Features(geometries=geometries, properties=properties, crs=wkt_crs(wkt) if wkt else None)
