"""Events on a map of the sheet: areas as areas, circles of true radius, markers, rings that count, and numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo.projection import circle_ring
from geo.sheet_events import SheetEvent
from geo.sheet_labels import Occupied, Rect, place_number, rect_about
from geo.sheet_map import MapPanel, area_path
from geo.sheet_page import INK, PAPER, badge_radius, marker_path
from geo.sheet_rings import Ring, gather_rings
from geo.sheet_signs import HALF_SMALL_PT, TINY_REACH_PT, Sign, draw_ring, look_of_marker, marker_reach, side_by_side
from geo.sheet_spots import Spot, spots_of
from geo.style import Drawing, area_opacity

Point = tuple[float, float]

# Scale bar and north arrow stand in so much of the map's foot.
_FOOT_PT = 32.0
# Shapes that still show round a number in their middle.
_ROUND = ("circle", "square")
NUMBER_PT = 7.0
HALO = "#fdfcf8"
# With more than this many circles on a sheet their dashes would be all there is to see.
_MOST_CIRCLES = 400
# An area smaller than this on the page cannot be seen as one: a small sign stands for it.
_TINY_PT = 9.0
# Where an area's number may point: so many steps across it are tried.
_STEPS = 9


@dataclass
class Marks:
    """Draws events on one map and keeps account of what is taken, and of the events ``alone``, which no ring counts."""

    panel: MapPanel
    occupied: Occupied
    names: list[tuple[str, Rect]] = field(default_factory=list)
    numbers: list[tuple[int, Rect]] = field(default_factory=list)
    alone: list[SheetEvent] = field(default_factory=list)
    has_rings: bool = False
    _signs: list[Sign] = field(default_factory=list)
    _signs_of: dict[int, Sign] = field(default_factory=dict)
    _seen: dict[int, shapely.Geometry] = field(default_factory=dict)

    def draw(self, events: Sequence[SheetEvent]) -> None:
        """Draw areas, the largest first, and over them markers and the rings that count what shares a spot."""
        spots = spots_of(events)
        self._draw_circles(events)
        seen = self._draw_areas([spot for spot in spots if spot.is_area])
        rings, alone = self._gather(spots, seen)
        self.has_rings = bool(rings)
        self.alone += [event for spot in alone for event in spot.events]
        self._draw_markers([spot for spot in alone if not spot.is_area])
        for spot in alone:
            if spot in seen:
                self._draw_area_signs(spot, *seen[spot])
        for ring in sorted(rings, key=lambda each: -each.radius):
            draw_ring(self.panel.page, ring.at, ring.radius, ring.events)
            self._take(Sign(at=ring.at, reach=ring.radius, is_ring=True), ring.events)

    def sign_reach(self, x: float, y: float) -> float | None:
        """Return how far the sign that stands at a point of the page reaches; None where none stands."""
        near = [sign for sign in self._signs if math.dist(sign.at, (x, y)) < sign.slack(self.panel.page.scale)]
        return max((sign.reach + math.dist(sign.at, (x, y)) for sign in near), default=None)

    def _take(self, sign: Sign, events: Sequence[SheetEvent]) -> None:
        self._signs.append(sign)
        self.occupied.add(rect_about(*sign.at, 2 * sign.reach, 2 * sign.reach))
        self._signs_of |= {event.number: sign for event in events if event.number is not None}

    def _draw_areas(self, spots: Sequence[Spot]) -> dict[Spot, tuple[Point, shapely.Geometry]]:
        """Draw each outline once for a type, however many events lie in it.

        Returns what the map shows of each, in metres, with a point of it on the page.
        """
        drawn: list[tuple[float, Spot, Path]] = []
        found: dict[Spot, tuple[Point, shapely.Geometry]] = {}
        for spot in spots:
            shapes = self.panel.shapes(np.array([spot.events[0].geometry], dtype=object))
            path = area_path(shapes)
            if path is None:
                continue
            drawn.append((float(shapely.area(shapes).sum()), spot, path))
            seen = self._visible(shapes)
            if seen is not None and (middle := self.panel.metres_to_page(*_middle(seen))) is not None:
                found[spot] = middle, seen
                self._seen |= {event.number: seen for event in spot.events if event.number is not None}
        for size, spot, path in sorted(drawn, key=lambda each: -each[0]):
            colours = [spot.colour] if spot.is_counted else list(dict.fromkeys(event.colour for event in spot.events))
            for turn, colour in enumerate(colours):
                self._area(path, colour, area_opacity(size) / len(colours), (turn * 3, (4, 2)))
        return found

    def _visible(self, shapes: np.ndarray) -> shapely.Geometry | None:
        """Return what the map shows of an area, clear of its foot."""
        x0, y0, x1, y1 = self.panel.frame.bounds
        foot = _FOOT_PT * self.panel.page.scale * self.panel.metres_per_point
        seen = shapely.intersection(shapely.make_valid(shapely.union_all(shapes)), shapely.box(x0, y0 + foot, x1, y1))
        return None if seen.is_empty else seen

    def _draw_circles(self, events: Sequence[SheetEvent]) -> None:
        """Draw circles of true radius, one for a type and a spot."""
        circles = [event for event in events if event.drawing is Drawing.CIRCLE and event.radius_m]
        if len(circles) > _MOST_CIRCLES:
            circles = [event for event in circles if event.number is not None]
        once = {(event.colour, event.point, event.radius_m): event for event in circles}
        for event in sorted(once.values(), key=lambda each: -(each.radius_m or 0.0)):
            ring = circle_ring(self.panel.frame, *event.point, event.radius_m or 0.0)
            if np.isfinite(ring).all():
                opacity = area_opacity(float(shapely.Polygon(ring).area)) * 0.6
                self._area(Path(ring, closed=True), event.colour, opacity, (0, (1.6, 1.6)))

    def _area(self, path: Path, colour: str, opacity: float, dashes: tuple[int, tuple[float, float]]) -> None:
        axes = self.panel.axes
        axes.add_patch(PathPatch(path, facecolor=colour, alpha=opacity, lw=0, zorder=1))
        edge = PathPatch(path, facecolor="none", edgecolor=colour, linewidth=0.95 * self.panel.page.scale, zorder=1.1)
        edge.set_linestyle(dashes)
        axes.add_patch(edge)

    def _gather(
        self, spots: Sequence[Spot], seen: dict[Spot, tuple[Point, shapely.Geometry]]
    ) -> tuple[list[Ring], list[Spot]]:
        """Return the rings, and the spots that are left."""
        where = {
            spot: at
            for spot in spots
            if (
                at := seen[spot][0]
                if spot in seen
                else None
                if spot.is_area
                else self.panel.to_page(*spot.events[0].point)
            )
        }
        # an area that can be seen keeps its number inside it, beside any ring
        stay = {spot for spot in where if spot in seen and spot.numbers and not self._is_tiny(seen[spot][1])}
        return gather_rings(where, stay, self.panel.page.scale)

    def _draw_area_signs(self, spot: Spot, at: Point, seen: shapely.Geometry) -> None:
        """Show the types of what is not numbered in an area, and the area itself where it is too small to be seen."""
        page = self.panel.page
        tiny = self._is_tiny(seen)
        shown = [replace(event, number=None) for event in spot.events if tiny or event.number is None]
        for event, there in side_by_side(shown, at, page.scale):
            fill, edge = look_of_marker(event)
            reach = marker_reach(event, page.scale)
            page.shape(*there, shape=event.shape, radius=reach, fill=fill, edge=edge, zorder=4.3)
            self._take(Sign(at=there, reach=reach), ())
        if tiny:
            reach = max(TINY_REACH_PT, HALF_SMALL_PT * len(shown) + 1.6) * page.scale
            page.dashed_circle(*at, reach, colour=spot.colour, dashes=(3, 1.6), zorder=4.2)
            self._take(Sign(at=at, reach=reach), spot.events)

    def _is_tiny(self, seen: shapely.Geometry) -> bool:
        west, south, east, north = seen.bounds
        return float(max(east - west, north - south)) < _TINY_PT * self.panel.page.scale * self.panel.metres_per_point

    def _draw_markers(self, spots: Sequence[Spot]) -> None:
        """Draw markers, the largest first, so that none of a spot hides another."""
        placed = [
            (event, at)
            for spot in spots
            if (where := self.panel.to_page(*spot.events[0].point)) is not None
            for event, at in side_by_side(spot.events, where, self.panel.page.scale)
        ]
        small = [(event, at) for event, at in placed if event.number is None]
        for kind in sorted({(event.shape, event.colour, event.drawing) for event, _ in small}):
            self._scatter([each for each in small if (each[0].shape, each[0].colour, each[0].drawing) == kind])
        scale = self.panel.page.scale
        for event, at in sorted(placed, key=lambda each: (-marker_reach(each[0], scale), each[0].number or 0)):
            reach = marker_reach(event, scale)
            self._take(Sign(at=at, reach=reach), [event])
            if event.number is not None:
                fill, edge = look_of_marker(event)
                self.panel.page.shape(*at, shape=event.shape, radius=reach, fill=fill, edge=edge, zorder=4)

    def _scatter(self, placed: Sequence[tuple[SheetEvent, Point]]) -> None:
        x, y = np.array([self.panel.page_to_metres(*at) for _, at in placed]).T
        event = placed[0][0]
        fill, edge = look_of_marker(event)
        side = 2 * HALF_SMALL_PT * self.panel.page.scale
        self.panel.axes.scatter(
            x, y, s=side**2, marker=marker_path(event.shape), facecolors=fill, edgecolors=edge, linewidths=0.5, zorder=3
        )

    def draw_numbers(self, events: Sequence[SheetEvent]) -> list[SheetEvent]:
        """Write the numbers with leader lines; return the key events for whose number there was no room."""
        page = self.panel.page
        size = NUMBER_PT * page.scale
        ring = badge_radius(size)
        missed = []
        for event in sorted((each for each in events if each.number is not None), key=lambda each: each.number or 0):
            number = event.number or 0
            sign, seen = self._signs_of.get(number), self._seen.get(number)
            if sign is not None:
                where, reach = sign.at, sign.reach
                large = event.drawing is Drawing.POINT and event.shape in _ROUND and reach > ring + 2.5
                inside = large and not sign.is_ring
            elif seen is not None:
                where, reach, inside = self._free_point(seen, 2 * ring), 0.0, True
            else:
                continue
            there = place_number(self.occupied, *where, size=2 * ring, reach=reach, inside=inside)
            if there is None:
                missed.append(event)
                continue
            if there != where:
                # the leader stops at the edge of what it must not cover: a ring's figure, the sign of a small area
                stop = _towards(where, there, reach) if sign and (sign.is_ring or number in self._seen) else where
                page.line([stop, there], colour=INK, width=0.6 * page.scale, zorder=4.5)
                if sign is None:
                    page.shape(*where, shape="circle", radius=1.3 * page.scale, fill=INK, edge=PAPER, line=0.3)
            unsure = event.needs_review or event.place_unsure
            page.badge(*there, str(number), size=size, colour=event.colour, unsure=unsure)
            self.numbers.append((number, rect_about(*there, 2 * ring, 2 * ring)))
        return missed

    def _free_point(self, seen: shapely.Geometry, side: float) -> Point:
        """Return where on the page an area's number points: inside it, where nothing else stands, if there is such a point."""
        west, south, east, north = seen.bounds
        middle = _middle(seen)
        across, down = np.meshgrid(np.linspace(west, east, _STEPS), np.linspace(south, north, _STEPS))
        grid = np.column_stack([across.ravel(), down.ravel()])
        grid = grid[shapely.contains_xy(seen, grid)]
        near = grid[np.argsort(np.hypot(*(grid - middle).T), kind="stable")]
        tried = [at for spot in (middle, *near) if (at := self.panel.metres_to_page(*map(float, spot))) is not None]
        for room in (side, 4.0 * self.panel.page.scale):
            for at in tried:
                if self.occupied.is_free(rect_about(*at, room, room)):
                    return at
        return tried[0]


def _middle(seen: shapely.Geometry) -> Point:
    point = seen.representative_point()
    return float(point.x), float(point.y)


def _towards(start: Point, end: Point, reach: float) -> Point:
    share = min(1.0, reach / (math.dist(start, end) or 1.0))
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
