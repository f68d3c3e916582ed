"""The main map: basemap, events, names, and where it helps a detail of the crowded part and a locator."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer import Gazetteer
from geo.projection import Frame, extent_of, frame_for
from geo.sheet_events import SheetEvent
from geo.sheet_fonts import text_width
from geo.sheet_labels import Occupied, Rect, clusters, overlaps, rect_about
from geo.sheet_map import MapPanel
from geo.sheet_margin import (
    draw_locator,
    draw_north_arrow,
    draw_scale_bar,
    draw_small_note,
    needs_locator,
    north_rect,
    scale_rect,
)
from geo.sheet_marks import Marks
from geo.sheet_names import names_for, write_countries, write_names
from geo.sheet_page import INK, PAPER, SOFT, Page
from geo.sheet_spots import ring_radius, spots_of

_SCALE_SHARE, _DETAIL_SCALE_SHARE = 0.24, 0.3
_LOCATOR_PT = (104.0, 78.0)
_DETAIL_SHARE = (0.44, 0.46)
_LINK_PT, _LEAST_CROWD, _LEAST_ZOOM = 26.0, 3, 2.2
_FIRST_NAMES, _MOST_DETAIL_NAMES = 8, 12
_DETAIL_LEAST_M = 12e3


Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MapLayout:
    """Where the map stands on which page, and what it shows."""

    page: Page
    rect: Rect
    frame: Frame


def draw_main_map(layout: MapLayout, events: Sequence[SheetEvent], gazetteer: Gazetteer | None) -> Marks:
    """Draw the map with all its parts; return the account of numbers and names, the detail's included."""
    page, rect = layout.page, layout.rect
    panel = MapPanel(page, rect, layout.frame)
    panel.draw_basemap()
    scale = page.scale
    within = (rect[0] + 2, rect[1] + 2, rect[2] - 2, rect[3] - 2)
    marks = Marks(panel, Occupied(within))
    if not layout.frame.is_world:
        marks.occupied.add(scale_rect(panel, share=_SCALE_SHARE))
        draw_scale_bar(panel, share=_SCALE_SHARE)
        marks.occupied.add(north_rect(panel))
        draw_north_arrow(panel)
    spots = _spots(panel, events)
    crowd = _crowd(panel, events, scale)
    detail = _detail(layout, marks, events, crowd, spots, gazetteer) if crowd else None
    inside = crowd if detail else ()
    if needs_locator(layout.frame):
        size = (_LOCATOR_PT[0] * scale, _LOCATOR_PT[1] * scale)
        free = _corner(rect, size, marks.occupied, spots)
        if free is not None:
            marks.occupied.add(free)
            draw_locator(page, free, layout.frame)
    plain = [replace(event, number=None) if event in inside else event for event in events]
    names = names_for(marks, plain, gazetteer)
    marks.draw(plain)
    write_names(marks, names.first)
    marks.draw_numbers(plain)
    write_names(marks, names.rest[:_FIRST_NAMES])
    write_countries(marks)
    write_names(marks, names.rest[_FIRST_NAMES:])
    if not events:
        _say_empty(panel)
    panel.border()
    if detail:
        marks.numbers += detail.numbers
        marks.names += detail.names
        marks.alone += detail.alone
        marks.has_rings |= detail.has_rings
    return marks


def _spots(panel: MapPanel, events: Sequence[SheetEvent]) -> list[Rect]:
    """Return small rectangles round the signs of all placed events: no inset may cover one."""
    found = []
    for spot in spots_of(events):
        where = panel.to_page(*spot.events[0].point)
        side = 2.4 * ring_radius(len(spot.events)) * panel.page.scale if spot.is_counted else 12
        if where is not None:
            found.append(rect_about(*where, side, side))
    return found


def _crowd(panel: MapPanel, events: Sequence[SheetEvent], scale: float) -> tuple[SheetEvent, ...]:
    """Return the largest group of key events too close to read, if a detail would pull them apart; else ()."""
    key = [event for event in events if event.number is not None]
    where = [panel.to_page(*event.point) for event in key]
    points = [spot for spot in where if spot is not None]
    if len(points) != len(key):
        return ()
    for group in clusters(points, _LINK_PT * scale):
        apart = {(round(points[index][0], 1), round(points[index][1], 1)) for index in group}
        if len(group) >= _LEAST_CROWD and len(apart) > 1:
            return tuple(key[index] for index in group)
    return ()


def _detail(
    layout: MapLayout,
    marks: Marks,
    events: Sequence[SheetEvent],
    crowd: Sequence[SheetEvent],
    spots: Sequence[Rect],
    gazetteer: Gazetteer | None,
) -> Marks | None:
    """Draw a detail map of the crowd where there is room for it; None where there is none or it would not help."""
    page, rect = layout.page, layout.rect
    size = ((rect[2] - rect[0]) * _DETAIL_SHARE[0], (rect[3] - rect[1]) * _DETAIL_SHARE[1])
    points = [(*event.point, *event.point) for event in crowd]
    frame = frame_for(extent_of(points), aspect=size[0] / size[1], least_width_m=_DETAIL_LEAST_M)
    x0, y0, x1, y1 = frame.bounds
    spare = 0.16 * (x1 - x0), 0.16 * (y1 - y0)
    frame = replace(frame, bounds=(x0 - spare[0], y0 - spare[1], x1 + spare[0], y1 + spare[1]))
    zoom = marks.panel.metres_per_point / ((frame.bounds[2] - frame.bounds[0]) / size[0])
    if zoom < _LEAST_ZOOM:
        return None
    window = _window(marks.panel, frame)
    free = _corner(rect, size, marks.occupied, [*spots, window])
    if free is None:
        return None
    marks.occupied.add(free)
    panel = MapPanel(page, free, frame)
    panel.axes.set_zorder(3)
    panel.draw_basemap(detail=0.9)
    own = Marks(panel, Occupied((free[0] + 2, free[1] + 2, free[2] - 2, free[3] - 2)))
    own.occupied.add(scale_rect(panel, share=_DETAIL_SCALE_SHARE))
    draw_scale_bar(panel, share=_DETAIL_SCALE_SHARE)
    draw_small_note(page, free[0] + 4, free[1] + 4, "Detail")
    own.occupied.add((free[0], free[1], free[0] + 40 * page.scale, free[1] + 18 * page.scale))
    near = [event for event in events if event in crowd or panel.to_page(*event.point) is not None]
    # an event outside the crowd keeps its number on the main map
    plain = [event if event in crowd else replace(event, number=None) for event in near]
    names = names_for(own, plain, gazetteer)
    own.draw(plain)
    write_names(own, names.first, most=_MOST_DETAIL_NAMES)
    own.draw_numbers(plain)
    write_names(own, names.rest, most=_MOST_DETAIL_NAMES)
    panel.border(width=1.1)
    page.box(window, edge=INK, line=1.0 * page.scale, zorder=4.2)
    outside = [spot for spot in spots if not overlaps(spot, window)]
    link = _connector(window, free, outside)
    page.line(link, colour=INK, width=0.6 * page.scale, zorder=4.2)
    for spot in _along(*link):
        marks.occupied.add(rect_about(*spot, 2, 2))
    return own


def _window(panel: MapPanel, frame: Frame) -> Rect:
    """Return the detail's window on the main map, in page points."""
    x0, y0, x1, y1 = frame.bounds
    lon, lat = frame.centre
    middle = panel.to_page(lon, lat) or (panel.rect[0], panel.rect[1])
    per_point = panel.metres_per_point
    return rect_about(*middle, (x1 - x0) / per_point, (y1 - y0) / per_point)


def _connector(window: Rect, inset: Rect, spots: Sequence[Rect]) -> list[Spot]:
    """Return the line from the window to the inset: the shortest of those that cross the fewest events."""

    def stops(rect: Rect) -> list[Spot]:
        left, top, right, bottom = rect
        across, down = (left, (left + right) / 2, right), (top, (top + bottom) / 2, bottom)
        return [(x, y) for x in across for y in down if (x, y) != (across[1], down[1])]

    def cost(line: tuple[Spot, Spot]) -> tuple[int, float]:
        crossed = sum(any(overlaps(rect_about(*spot, 6, 6), taken) for spot in _along(*line)) for taken in spots)
        return crossed, math.dist(*line)

    lines = [(start, end) for start in stops(window) for end in stops(inset)]
    start, end = min(lines, key=cost)
    return [start, end]


def _along(start: Spot, end: Spot) -> list[Spot]:
    """Return points along a line, close enough to tell what it crosses."""
    steps = [step / 40 for step in range(41)]
    return [(start[0] + (end[0] - start[0]) * step, start[1] + (end[1] - start[1]) * step) for step in steps]


def _corner(rect: Rect, size: tuple[float, float], occupied: Occupied, spots: Sequence[Rect]) -> Rect | None:
    """Return where an inset covers no event: corners first, then along the edges; None where nowhere."""
    width, height = size
    gap = 5.0
    left, top, right, bottom = rect[0] + gap, rect[1] + gap, rect[2] - gap - width, rect[3] - gap - height
    across = [left + (right - left) * share for share in (1.0, 0.0, 0.5, 0.75, 0.25)]
    down = [top + (bottom - top) * share for share in (0.0, 1.0, 0.5, 0.75, 0.25)]
    for y in down:
        for x in across:
            there = (x, y, x + width, y + height)
            if occupied.is_free(there) and not any(overlaps(there, spot) for spot in spots):
                return there
    return None


def _say_empty(panel: MapPanel) -> None:
    page, rect = panel.page, panel.rect
    words, size = "No event to draw on this map", 9.0 * page.scale
    width = text_width(words, size, bold=True)
    x, y = (rect[0] + rect[2]) / 2, rect[3] - 24 * page.scale
    page.box((x - width / 2 - 8, y - size * 1.1, x + width / 2 + 8, y + size * 0.9), fill=PAPER, edge=SOFT, zorder=7)
    page.write(x, y + size * 0.2, words, size=size, bold=True, colour=SOFT, align="center", zorder=7.1)
