"""One map on the sheet: a rectangle of the page, its projected window, and the basemap in it."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geo.basemap import clip_basemap, load_basemap, scale_for, world_labels
from geo.projection import Frame
from geo.sheet_labels import Rect
from geo.sheet_page import COAST, LAND, PROVINCE, RIVER, SEA, Page

# Outlines are thinned to this many points of the page: less than a printed hair.
_DETAIL_PT = 0.2
_WIDEST_ADMIN1_M = 2.5e6
# On a map wider than so many metres, only countries that a web map names from this zoom level on.
_COUNTRY_ZOOMS = ((12e6, 2), (5e6, 3), (2.5e6, 4))
_ALL_COUNTRIES = 99


@dataclass
class MapPanel:
    """A map in a rectangle of the page (points, y down)."""

    page: Page
    rect: Rect
    frame: Frame
    axes: Axes = field(init=False)

    def __post_init__(self) -> None:
        """Open the axes in metres."""
        self.axes = self.page.panel(self.rect, zorder=2)
        self._window(self.axes)

    def _window(self, axes: Axes) -> None:
        x0, y0, x1, y1 = self.frame.bounds
        axes.set_xlim(x0, x1)
        axes.set_ylim(y0, y1)

    @property
    def metres_per_point(self) -> float:
        """Projected metres in one point of the page."""
        x0, _, x1, _ = self.frame.bounds
        return (x1 - x0) / (self.rect[2] - self.rect[0])

    def to_page(self, lon: float, lat: float) -> tuple[float, float] | None:
        """Return where a place falls on the page, or None outside the window."""
        x, y = self.frame.project(np.array([lon]), np.array([lat]))
        return self.metres_to_page(float(x[0]), float(y[0]))

    def metres_to_page(self, x: float, y: float) -> tuple[float, float] | None:
        """Return where projected metres fall on the page, or None outside the window."""
        x0, y0, x1, y1 = self.frame.bounds
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            return None
        left, top, right, bottom = self.rect
        return left + (x - x0) / (x1 - x0) * (right - left), bottom - (y - y0) / (y1 - y0) * (bottom - top)

    def page_to_metres(self, x: float, y: float) -> tuple[float, float]:
        """Return the projected metres of a point of the page."""
        x0, _, _, y1 = self.frame.bounds
        left, top, _, _ = self.rect
        return x0 + (x - left) * self.metres_per_point, y1 - (y - top) * self.metres_per_point

    def shapes(self, table: np.ndarray) -> np.ndarray:
        """Cut geometries (degrees) to the window, project and thin them."""
        pieces = [shapely.clip_by_rect(table, *window) for window in self.frame.windows()]
        cut = np.concatenate(pieces) if pieces else np.empty(0, dtype=object)
        cut = cut[~shapely.is_empty(cut)]
        moved = self.frame.project_shapes(cut)
        thin = np.asarray(shapely.simplify(moved, self.metres_per_point * _DETAIL_PT))
        return np.asarray(thin[~shapely.is_empty(thin)], dtype=object)

    def fill(self, shapes: np.ndarray, *, zorder: float, **look: object) -> None:
        """Fill polygons (metres) as one path."""
        path = area_path(shapes)
        if path is not None:
            self.axes.add_patch(PathPatch(path, zorder=zorder, **look))

    def stroke(self, shapes: np.ndarray, *, zorder: float, **look: object) -> None:
        """Draw lines (metres) as one collection."""
        parts = shapely.get_parts(shapes)
        lines = [shapely.get_coordinates(part) for part in parts if part.geom_type in ("LineString", "LinearRing")]
        if lines:
            self.axes.add_collection(LineCollection(lines, zorder=zorder, **look), autolim=False)

    def draw_basemap(self, *, detail: float = 1.0, coarse: bool = False) -> None:
        """Draw sea, land, rivers, lakes, provinces and borders; ``detail`` scales the lines."""
        scale = self.page.scale * detail
        sea = self._globe()
        self.axes.add_patch(PathPatch(sea, facecolor=SEA, edgecolor=COAST, linewidth=0.5 * scale, zorder=0))
        windows = self.frame.windows()
        width = sum(window[2] - window[0] for window in windows)
        basemap = load_basemap("50m" if coarse else scale_for(0, width))
        cut = [clip_basemap(basemap, window) for window in windows]

        def layer(name: str) -> np.ndarray:
            return self.shapes(np.concatenate([getattr(each, name).geometry.to_numpy() for each in cut]))

        self.fill(layer("land"), zorder=0.1, facecolor=LAND, edgecolor=COAST, linewidth=0.5 * scale)
        self.stroke(layer("rivers"), zorder=0.15, colors=RIVER, linewidths=0.6 * scale)
        self.fill(layer("lakes"), zorder=0.2, facecolor=SEA, edgecolor=COAST, linewidth=0.3 * scale)
        if self.frame.bounds[2] - self.frame.bounds[0] < _WIDEST_ADMIN1_M:
            self.stroke(layer("admin1"), zorder=0.3, colors=PROVINCE, linewidths=0.5 * scale, linestyles="--")
        for unsettled, style in ((False, "-"), (True, (0, (3, 2)))):
            borders = np.concatenate(
                [each.borders.loc[each.borders["unsettled"] == unsettled].geometry.to_numpy() for each in cut]
            )
            self.stroke(self.shapes(borders), zorder=0.4, colors="#6f695c", linewidths=0.85 * scale, linestyles=[style])

    def _globe(self) -> Path:
        if not self.frame.is_world:
            x0, y0, x1, y1 = self.frame.bounds
            return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
        side = self.frame.lon_0 + 179.9999
        up = np.linspace(-90, 90, 91)
        lon = np.concatenate([np.full(91, side), np.full(91, side - 359.9998)])
        x, y = self.frame.project(lon, np.concatenate([up, up[::-1]]))
        return Path(np.column_stack([np.append(x, x[0]), np.append(y, y[0])]), closed=True)

    def border(self, *, colour: str = "#3f454c", width: float = 0.9) -> None:
        """Draw the neat line."""
        self.page.box(self.rect, edge=colour, line=width * self.page.scale, zorder=6.5)


def country_labels(width_m: float) -> list[tuple[str, float, float]]:
    """Return the names of countries large enough for a map so many metres wide.

    Each with the longitude and latitude where to write it, the largest first.
    """
    zoom = next((zoom for width, zoom in _COUNTRY_ZOOMS if width_m > width), _ALL_COUNTRIES)
    rows = [row for row in world_labels() if row[3] == "country"]
    return [
        (str(name), float(str(lon)), float(str(lat)))
        for name, lon, lat, _, _, first, *_ in rows
        if int(str(first)) <= zoom
    ]


def area_path(shapes: np.ndarray | list[BaseGeometry]) -> Path | None:
    """Return polygons as one compound path with their holes; None where there is no polygon."""
    parts = [part for part in shapely.get_parts(np.asarray(shapes, dtype=object)) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    paths = [Path(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Path.make_compound_path(*paths) if paths else None
