"""Events on a map of the sheet: areas as areas, circles of true radius, markers, numbers, names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo.projection import circle_ring
from geo.sheet_events import SheetEvent
from geo.sheet_fonts import clean, text_width
from geo.sheet_labels import Occupied, Rect, place_name, place_number, rect_about
from geo.sheet_map import MapPanel, area_path, country_labels
from geo.sheet_page import INK, PAPER, SOFT, badge_radius, marker_path
from geo.style import Drawing, area_opacity, marker_radius_px

_PT_PER_PX = 0.75
_SMALL_PT = 2.6
# Scale bar and north arrow stand in so much of the map's foot.
_FOOT_PT = 32.0
# Shapes that still show round a number in their middle.
_ROUND = ("circle", "square")
NUMBER_PT = 7.0
HALO = "#fdfcf8"
# With more than this many circles on a sheet their dashes would be all there is to see.
_MOST_CIRCLES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A name to write on the map; ``rank`` 0 is the most important."""

    name: str
    lon: float
    lat: float
    rank: int
    has_dot: bool = True
    gap: float = 2.6


@dataclass
class Marks:
    """Draws events on one map and keeps account of what is taken."""

    panel: MapPanel
    occupied: Occupied
    small: bool = False
    names: list[tuple[str, Rect]] = field(default_factory=list)
    numbers: list[tuple[int, Rect]] = field(default_factory=list)
    _anchors: dict[int | None, tuple[float, float] | None] = field(default_factory=dict)

    def radius(self, event: SheetEvent) -> float:
        """Return the radius of an event's marker in points; what is not numbered is small."""
        scale = self.panel.page.scale
        if event.number is None or self.small:
            return _SMALL_PT * scale
        return marker_radius_px(event.killed) * _PT_PER_PX * scale

    def draw_areas(self, events: Sequence[SheetEvent]) -> None:
        """Draw footprints and circles of true radius, the largest first so that the small stay visible."""
        areas = [event for event in events if event.drawing is Drawing.AREA]
        circles = [event for event in events if event.drawing is Drawing.CIRCLE and event.radius_m]
        if len(circles) > _MOST_CIRCLES:
            circles = [event for event in circles if event.number is not None]
        drawn: list[tuple[float, SheetEvent, Path]] = []
        for event in areas:
            shapes = self.panel.shapes(np.array([event.geometry], dtype=object))
            path = area_path(shapes)
            if path is not None:
                if event.number is not None:
                    self._anchors[event.number] = self._seen_middle(shapes)
                drawn.append((float(shapely.area(shapes).sum()), event, path))
        for event in circles:
            ring = circle_ring(self.panel.frame, *event.point, event.radius_m or 0.0)
            if np.isfinite(ring).all():
                drawn.append((float(shapely.Polygon(ring).area), event, Path(ring, closed=True)))
        for size, event, path in sorted(drawn, key=lambda each: -each[0]):
            self._area(size, event, path)

    def _seen_middle(self, shapes: np.ndarray) -> tuple[float, float] | None:
        """Return where on the page an area's number may point: inside what the map shows of it, clear of the foot."""
        x0, y0, x1, y1 = self.panel.frame.bounds
        foot = _FOOT_PT * self.panel.page.scale * self.panel.metres_per_point
        seen = shapely.intersection(shapely.make_valid(shapely.union_all(shapes)), shapely.box(x0, y0 + foot, x1, y1))
        if seen.is_empty:
            return None
        middle = seen.representative_point()
        return self.panel.metres_to_page(middle.x, middle.y)

    def _area(self, size: float, event: SheetEvent, path: Path) -> None:
        scale = self.panel.page.scale
        dashes = (0, (4, 2)) if event.drawing is Drawing.AREA else (0, (1.6, 1.6))
        faint = 1.0 if event.drawing is Drawing.AREA else 0.6
        axes = self.panel.axes
        axes.add_patch(PathPatch(path, facecolor=event.colour, alpha=area_opacity(size) * faint, lw=0, zorder=1))
        edge = PathPatch(path, facecolor="none", edgecolor=event.colour, linewidth=0.95 * scale, zorder=1.1)
        edge.set_linestyle(dashes)
        axes.add_patch(edge)

    def draw_markers(self, events: Sequence[SheetEvent]) -> None:
        """Draw markers, the largest first; areas get none, for nobody knows a point in them."""
        pointed = [event for event in events if event.drawing in (Drawing.POINT, Drawing.CIRCLE)]
        plain = [event for event in pointed if event.number is None or self.small]
        for kind in sorted({(event.shape, event.colour, event.drawing) for event in plain}):
            self._scatter([event for event in plain if (event.shape, event.colour, event.drawing) == kind])
        for event in plain:
            if (where := self.panel.to_page(*event.point)) is not None:
                self.occupied.add(rect_about(*where, 2 * _SMALL_PT, 2 * _SMALL_PT))
        for event in sorted(pointed, key=lambda each: (-self.radius(each), each.number or 0)):
            where = self.panel.to_page(*event.point)
            if where is None or event.number is None or self.small:
                continue
            radius = self.radius(event)
            self.occupied.add(rect_about(*where, 2 * radius, 2 * radius))
            look = _look(event)
            self.panel.page.shape(
                *where, shape=event.shape, radius=radius, fill=look["fill"], edge=look["edge"], zorder=4
            )

    def _scatter(self, events: Sequence[SheetEvent]) -> None:
        lon, lat = np.array([event.point for event in events]).T
        x, y = self.panel.frame.project(lon, lat)
        look = _look(events[0])
        side = 2 * _SMALL_PT * self.panel.page.scale
        self.panel.axes.scatter(
            x, y, s=side**2, marker=marker_path(events[0].shape), facecolors=look["fill"], edgecolors=look["edge"], linewidths=0.5, zorder=3
        )  # fmt: skip

    def draw_numbers(self, events: Sequence[SheetEvent]) -> list[SheetEvent]:
        """Write the numbers with leader lines; return the key events for whose number there was no room."""
        page = self.panel.page
        size = NUMBER_PT * page.scale
        ring = badge_radius(size)
        missed = []
        for event in sorted((each for each in events if each.number is not None), key=lambda each: each.number or 0):
            where = self._anchors.get(event.number) or self.panel.to_page(*event.point)
            if where is None:
                continue
            is_area = event.drawing is Drawing.AREA
            reach = 0.0 if is_area else self.radius(event)
            inside = is_area or (event.drawing is Drawing.POINT and event.shape in _ROUND and reach > ring + 2.5)
            there = place_number(self.occupied, *where, size=2 * ring, reach=reach, inside=inside)
            if there is None:
                missed.append(event)
                continue
            if there != where:
                page.line([where, there], colour=INK, width=0.6 * page.scale, zorder=4.5)
                if is_area:
                    page.shape(*where, shape="circle", radius=1.3 * page.scale, fill=INK, edge=PAPER, line=0.3)
            unsure = event.needs_review or event.place_unsure
            page.badge(*there, str(event.number), size=size, colour=event.colour, unsure=unsure)
            self.numbers.append((event.number or 0, rect_about(*there, 2 * ring, 2 * ring)))
        return missed

    def draw_names(self, places: Sequence[NamedPlace], *, most: int) -> None:
        """Write place names by rank where there is room; each name once."""
        page, written = self.panel.page, set()
        for place in sorted(places, key=lambda each: each.rank):
            where = self.panel.to_page(place.lon, place.lat)
            name = clean(place.name)
            if where is None or name in written or len(self.names) >= most:
                continue
            bold = place.rank < 4
            size = (7.6 if bold else 6.6) * page.scale
            width = text_width(name, size, bold=bold)
            dot = rect_about(*where, 2.4, 2.4)
            if width > 130 * page.scale or (place.has_dot and not self.occupied.is_free(dot)):
                continue
            gap = place.gap * page.scale
            there = place_name(self.occupied, *where, width=width, height=size, gap=gap)
            if there is None:
                continue
            written.add(name)
            if place.has_dot:
                self.occupied.add(dot)
                page.shape(
                    *where, shape="circle", radius=1.25 * page.scale, fill="#3a3f45", edge=HALO, line=0.3, zorder=3
                )
            colour = INK if bold else SOFT
            page.write(there[0], there[1] + size * 0.36, name, size=size, bold=bold, colour=colour, align="center", halo=HALO, zorder=6)  # fmt: skip
            self.names.append((name, rect_about(*there, width, size)))


def write_countries(marks: Marks) -> None:
    """Write the names of countries, grey and in capitals, where there is room."""
    panel, page = marks.panel, marks.panel.page
    size = 7.2 * page.scale
    for name, lon, lat in country_labels(panel.frame.bounds[2] - panel.frame.bounds[0]):
        where = panel.to_page(lon, lat)
        if where is None:
            continue
        words = clean(name).upper()
        width = text_width(words, size)
        for drop in (0.0, 12.0, -12.0, 24.0, -24.0):
            box = rect_about(where[0], where[1] + drop * page.scale, width + 4, size + 2)
            if marks.occupied.is_free(box):
                marks.occupied.add(box)
                y = where[1] + drop * page.scale + size * 0.36
                page.write(where[0], y, words, size=size, colour="#8d8675", align="center", halo=HALO, zorder=2.5)
                marks.names.append((words, rect_about(where[0], where[1] + drop * page.scale, width, size)))
                break


def _look(event: SheetEvent) -> dict[str, str]:
    """Return fill and edge: filled where the place is exact, hollow where the truth lies somewhere round it."""
    if event.drawing is Drawing.POINT:
        return {"fill": event.colour, "edge": PAPER}
    return {"fill": PAPER, "edge": event.colour}
