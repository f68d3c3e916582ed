"""Files with geometry as tables: every shape in lon/lat (OGC:CRS84), without heights, beside the fields of its feature."""

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import ProjError

from events.datasets.tables.records import flat
from events.datasets.tables.table import Cell, Table, record_table
from events.errors import UnreadableDataError
from events.layers import Bounds, Features

GEOMETRY = "geometry"
BOUNDS = Bounds(features=1_000_000, unpacked=1024**3)
_WGS84 = pyproj.CRS.from_epsg(4326)


def feature_table(kind: str, found: Features, *, layers: tuple[str, ...] = ()) -> Table:
    """Return the table of a layer's features; its last column is the geometry, None where a feature has none.

    Raises
    ------
    UnreadableDataError
        If there are too many, or their coordinate system leads nowhere.
    """
    if len(found.geometries) > BOUNDS.features:
        raise UnreadableDataError(f"The layer has more than {BOUNDS.features:,} features. Split it into parts.")
    shapes, notes = in_degrees(found.geometries, found.crs)
    if found.links:
        notes.append(f"{found.links:,} links to other files are not followed.")
    records: list[dict[str, Cell]] = []
    for properties, shape in zip(found.properties, shapes, strict=True):
        record = flat(properties)
        name = GEOMETRY
        while name in record:
            name = f"{name} of the feature"
        records.append({**record, name: shape})
    return record_table(kind, records, layers=layers, notes=notes)


def in_degrees(geometries: np.ndarray, crs: pyproj.CRS | None) -> tuple[np.ndarray, list[str]]:
    """Return geometries in lon/lat, None for what is empty, endless or curved, and a note where they were turned."""
    shapes: np.ndarray = shapely.force_2d(np.asarray(geometries, object))
    notes: list[str] = []
    if crs is not None and not crs.equals(_WGS84, ignore_axis_order=True):
        try:
            turn = pyproj.Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)
            shapes = np.asarray(shapely.transform(shapes, turn.transform, interleaved=False), object)
        except (ProjError, shapely.errors.GEOSException) as error:
            raise UnreadableDataError(
                "The layer's coordinate system cannot be turned into degrees. Save the layer in WGS 84 (EPSG:4326)."
            ) from error
        notes.append(f"Positions are turned from {crs.name} into degrees of longitude and latitude.")
    usable = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes) & (shapely.get_type_id(shapes) <= 7)
    usable[usable] = [np.isfinite(shapely.get_coordinates(shape)).all() for shape in shapes[usable]]
    kept = np.full(len(shapes), None, object)
    kept[usable] = shapes[usable]
    return kept, notes
