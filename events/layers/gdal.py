"""A file given to GDAL under a name of ours, once its first bytes say what it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from events.errors import UnreadableDataError
from events.layers.features import Bounds


def by_gdal(
    path: Path, called: str, bounds: Bounds, wanted: Callable[[str], bool]
) -> tuple[np.ndarray, list[dict[str, Any]], str]:
    """Return the geometries of a file of ours, the fields that are wanted, and its coordinate system as WKT, "" where it has none.

    GDAL knows a file by its first bytes: the caller has seen that they are those of what it is ``called``.
    """
    try:
        fields = gpd.read_file(path, engine="pyogrio", rows=1, on_invalid="ignore").columns
        asked = [str(field) for field in fields if wanted(str(field)) and field != "geometry"]
        table = gpd.read_file(path, engine="pyogrio", columns=asked, rows=bounds.features + 1, on_invalid="ignore")
    except (
        RuntimeError,
        ValueError,
        LookupError,
        MemoryError,
        shapely.errors.ShapelyError,
    ) as error:  # pyogrio's own are the first two, and what it stumbles over the next
        raise UnreadableDataError(
            f"The {called} cannot be read. Export the layer anew, or save it as GeoJSON in WGS 84."
        ) from error
    if not isinstance(table, gpd.GeoDataFrame):
        raise UnreadableDataError(
            f"The {called} holds a table and no shapes. Choose another, or export the layer anew."
        )
    rows: list[dict[str, Any]] = table[asked].to_dict("records")
    return np.asarray(table.geometry.array, object), rows, table.crs.to_wkt() if table.crs is not None else ""
