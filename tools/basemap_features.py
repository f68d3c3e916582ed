"""Natural Earth's shapes made small enough for a browser: simplified, rounded, gathered by cells."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

# Beyond these latitudes the news is thin and the coast is long: coarser there.
POLAR_NORTH, POLAR_SOUTH, POLAR_FACTOR = 64.0, -54.0, 6.0
# Parts with fewer vertices are gathered by cells of this size.
LARGE_PART, CELL_DEG = 400, 10.0
# Natural Earth's classes of boundary that somebody disputes or that is not fixed.
UNSETTLED = ("Disputed", "Indefinite", "Line of control", "Indeterminant", "Overlay", "Unrecognized")
NOT_A_BORDER = ("Lease", "Overlay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One file: where it comes from, how far a vertex may move and what is too small to keep (degrees)."""

    name: str
    package: str
    path: str
    words: str
    tolerance: float
    decimals: int
    smallest: float = 0.0


def _simplified(parts: Iterable[shapely.Geometry], layer: Layer) -> list[shapely.Geometry]:
    kept = []
    for part in parts:
        low, high = part.bounds[1], part.bounds[3]
        polar = low > POLAR_NORTH or high < POLAR_SOUTH
        factor = POLAR_FACTOR if polar else 1.0
        if part.geom_type == "Polygon" and part.area < layer.smallest * factor:
            continue
        thin = shapely.simplify(part, layer.tolerance * factor, preserve_topology=True)
        if thin.geom_type == "Polygon":
            holes = [ring for ring in thin.interiors if shapely.Polygon(ring).area > layer.smallest]
            thin = shapely.Polygon(thin.exterior, holes)
        if not thin.is_empty:
            kept.append(thin)
    return kept


def _geometry(part: shapely.Geometry, decimals: int) -> dict[str, object] | None:
    def ring(line: shapely.Geometry) -> list[list[float]]:
        xy = np.round(shapely.get_coordinates(line), decimals)
        fresh = np.append(True, np.any(np.diff(xy, axis=0) != 0, axis=1))
        return [[float(x) + 0.0, float(y) + 0.0] for x, y in xy[fresh]]

    if part.geom_type == "Polygon":
        rings = [ring(part.exterior), *(ring(hole) for hole in part.interiors)]
        if len(rings[0]) < 4:
            return None
        return {"type": "Polygon", "coordinates": [each for each in rings if len(each) >= 4]}
    line = ring(part)
    return {"type": "LineString", "coordinates": line} if len(line) > 1 else None


def _polar_split(parts: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Simplify the far north and south of long lines more: cut lines there (polygons must stay whole)."""
    cut = []
    for part in parts:
        if part.geom_type == "Polygon":
            cut.append(part)
            continue
        for box in ((-180, -90, 180, POLAR_SOUTH), (-180, POLAR_SOUTH, 180, POLAR_NORTH), (-180, POLAR_NORTH, 180, 90)):
            piece = part.intersection(shapely.box(*box))
            cut += [each for each in shapely.get_parts(piece) if each.geom_type == "LineString"]
    return cut


def features(layer: Layer, table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Turn a layer's rows into compact features; borders keep whether they are settled."""
    if "FEATURECLA" in table:
        kinds = table["FEATURECLA"].str.startswith(UNSETTLED).to_numpy()
        table = table.assign(unsettled=kinds)[~table["FEATURECLA"].str.startswith(NOT_A_BORDER)]
    else:
        table = table.assign(unsettled=False)
    out = []
    for unsettled, rows in table.groupby("unsettled"):
        merged = rows.geometry.union_all() if layer.path.endswith("lines_land") else shapely.union_all(rows.geometry)
        if merged.geom_type.endswith("LineString"):
            merged = shapely.line_merge(merged)
        parts = sorted(shapely.get_parts(merged), key=lambda part: (*part.bounds, part.length))
        properties = {"unsettled": True} if unsettled else {}
        shapes = _cells(_simplified(_polar_split(parts), layer), layer.decimals)
        out += [{"type": "Feature", "properties": properties, "geometry": shape} for shape in shapes]
    return out


def _cells(parts: list[shapely.Geometry], decimals: int) -> list[dict[str, Any]]:
    """Gather small parts by cell: one feature each would cost more bytes than its vertices.

    A browser can still skip the cells that lie outside its window.
    """
    large, cells = [], defaultdict(list)
    for part in parts:
        geometry = _geometry(part, decimals)
        if geometry is None:
            continue
        if shapely.get_num_coordinates(part) > LARGE_PART:
            large.append(geometry)
        else:
            middle = part.envelope.centroid
            cells[geometry["type"], middle.x // CELL_DEG, middle.y // CELL_DEG].append(geometry["coordinates"])
    gathered = [
        {"type": f"Multi{kind}", "coordinates": coordinates} for (kind, _, _), coordinates in sorted(cells.items())
    ]
    return large + gathered
