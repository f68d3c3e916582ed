"""What stands about a map: scale bar, north arrow, locator, banner."""

import math

import numpy as np
from matplotlib.patches import Polygon

from geo.projection import Frame, frame_for, scale_bar
from geo.sheet_fonts import clean, text_width
from geo.sheet_labels import Occupied, Rect, rect_about
from geo.sheet_map import MapPanel, country_labels
from geo.sheet_page import ACCENT, INK, LAND, PAPER, SOFT, Page

_SEGMENTS = 4
# Where the map is wider than this its scale changes so much that the bar names where it holds.
_WIDE_M = 3e6
# A locator shows this many times the map's width, but at least and at most so many metres.
_LOCATOR_TIMES, _LOCATOR_LEAST_M, _LOCATOR_MOST_M = 4.5, 2.4e6, 10e6
_NO_LOCATOR_M = 5.5e6
# A locator is small: it names what a map so many times as wide would, and nothing where it shows half a continent.
_LABELLED_TIMES, _UNLABELLED_M = 2.5, 7e6


def distance_words(metres: float) -> str:
    """Write a scale bar's length.

    Examples
    --------
    >>> distance_words(500), distance_words(200000)
    ('500 m', '200 km')
    """
    return f"{metres / 1000:,g} km" if metres >= 1000 else f"{metres:g} m"


def scale_rect(panel: MapPanel, *, share: float) -> Rect:
    """Return the rectangle that the scale bar takes in the map's lower left corner."""
    left, _, right, bottom = panel.rect
    scale = panel.page.scale
    _, part = scale_bar(panel.frame, share=share)
    width = max(part * (right - left) + 30 * scale, 60 * scale)
    low = bottom - 6 * scale
    return (left + 6 * scale, low - 22 * scale, left + 6 * scale + width, low)


def draw_scale_bar(panel: MapPanel, *, share: float) -> None:
    """Draw a scale bar whose length is geodesic at the map's centre."""
    page, frame = panel.page, panel.frame
    rect = scale_rect(panel, share=share)
    scale = page.scale
    length, part = scale_bar(frame, share=share)
    width = part * (panel.rect[2] - panel.rect[0])
    page.box(rect, fill=PAPER, alpha=0.86, zorder=6.2)
    x, y = rect[0] + 7 * scale, rect[3] - 8 * scale
    high = 3.2 * scale
    for number in range(_SEGMENTS):
        step = width / _SEGMENTS
        page.box((x + number * step, y, x + (number + 1) * step, y + high), fill=INK if number % 2 == 0 else PAPER, edge=INK, line=0.6, zorder=6.4)  # fmt: skip
    size = 6.2 * scale
    page.write(x, y - 2.6 * scale, "0", size=size, align="center", zorder=6.5)
    page.write(x + width, y - 2.6 * scale, distance_words(length), size=size, align="center", zorder=6.5)
    if width > 70 * scale:
        page.write(x + width / 2, y - 2.6 * scale, f"{distance_words(length / 2).split(' ')[0]}", size=size, align="center", zorder=6.5)  # fmt: skip


def scale_words(frame: Frame) -> str:
    """Say where the scale holds, where the map is so wide that it matters; else ""."""
    if frame.is_world:
        return "No scale bar: on a map of the world the scale changes from place to place."
    if frame.bounds[2] - frame.bounds[0] < _WIDE_M:
        return ""
    return "The scale bar holds at the map's centre."


def north_rect(panel: MapPanel) -> Rect:
    """Return the rectangle of the north arrow in the map's lower right corner."""
    scale = panel.page.scale
    right, bottom = panel.rect[2] - 6 * scale, panel.rect[3] - 6 * scale
    return (right - 20 * scale, bottom - 34 * scale, right, bottom)


def draw_north_arrow(panel: MapPanel) -> None:
    """Draw an arrow to true north at the map's centre."""
    page, scale = panel.page, panel.page.scale
    left, top, right, bottom = north_rect(panel)
    page.box((left, top, right, bottom), fill=PAPER, alpha=0.86, zorder=6.2)
    x, y = (left + right) / 2, bottom - 12 * scale
    turn = math.radians(panel.frame.north_deg())
    along, across = (math.sin(turn), -math.cos(turn)), (math.cos(turn), math.sin(turn))

    def at(up: float, side: float) -> tuple[float, float]:
        return (x + (along[0] * up + across[0] * side) * scale, y + (along[1] * up + across[1] * side) * scale)

    page.axes.add_patch(Polygon([at(9, 0), at(-9, 5), at(-5, 0)], facecolor=INK, edgecolor=INK, lw=0.5, zorder=6.5))
    page.axes.add_patch(Polygon([at(9, 0), at(-9, -5), at(-5, 0)], facecolor=PAPER, edgecolor=INK, lw=0.5, zorder=6.5))
    name = at(15.5, 0)
    page.write(*name, "N", size=7.5 * scale, bold=True, align="center", anchor="center", zorder=6.5)


def needs_locator(frame: Frame) -> bool:
    """Say whether a map is small enough that its reader may ask where on Earth it lies."""
    return not frame.is_world and frame.bounds[2] - frame.bounds[0] < _NO_LOCATOR_M


def draw_locator(page: Page, rect: Rect, frame: Frame) -> None:
    """Draw a small map of the surroundings with the main map's window on it."""
    lon, lat = frame.centre
    width = min(max((frame.bounds[2] - frame.bounds[0]) * _LOCATOR_TIMES, _LOCATOR_LEAST_M), _LOCATOR_MOST_M)
    aspect = (rect[2] - rect[0]) / (rect[3] - rect[1])
    panel = MapPanel(page, rect, frame_for((lon, lat, lon, lat), aspect=aspect, least_width_m=width))
    panel.axes.set_zorder(3)
    panel.draw_basemap(detail=0.55, coarse=True)
    _country_names(panel)
    x0, y0, x1, y1 = frame.bounds
    steps = np.linspace(0, 1, 20)
    edge_x = np.concatenate([x0 + (x1 - x0) * steps, np.full(20, x1), x1 - (x1 - x0) * steps, np.full(20, x0)])
    edge_y = np.concatenate([np.full(20, y0), y0 + (y1 - y0) * steps, np.full(20, y1), y1 - (y1 - y0) * steps])
    x, y = panel.frame.project(*frame.unproject(edge_x, edge_y))
    panel.axes.add_patch(Polygon(np.column_stack([x, y]), facecolor=ACCENT + "22", edgecolor=ACCENT, lw=1.2 * page.scale, zorder=3))  # fmt: skip
    left, top, right, bottom = rect
    frame_line = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    panel.axes.plot(*_corners(panel), color="#3f454c", lw=1.6 * page.scale, zorder=9)
    page.line(frame_line, colour="#3f454c", width=0.8 * page.scale, zorder=9)


def _country_names(panel: MapPanel) -> None:
    """Name the countries of the locator, nearest to its middle first, where there is room."""
    page, rect = panel.page, panel.rect
    width = panel.frame.bounds[2] - panel.frame.bounds[0]
    if width > _UNLABELLED_M:
        return
    size = 6.0 * page.scale
    taken = Occupied((rect[0] + 2, rect[1] + 2, rect[2] - 2, rect[3] - 2))
    middle = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    found = [(panel.to_page(lon, lat), name) for name, lon, lat in country_labels(width * _LABELLED_TIMES)]
    near = sorted((math.dist(where, middle), *where, clean(name)) for where, name in found if where is not None)
    for _, x, y, name in near[:12]:
        box = rect_about(x, y, text_width(name, size) + 3, size + 2)
        if taken.is_free(box):
            taken.add(box)
            page.write(x, y + size * 0.36, name, size=size, colour=SOFT, align="center", halo=LAND, zorder=8)


def _corners(panel: MapPanel) -> tuple[list[float], list[float]]:
    x0, y0, x1, y1 = panel.frame.bounds
    return [x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0]


def banner_height(handling: str, scale: float) -> float:
    """Return how much the handling banner takes at top and at bottom, points."""
    return 15.0 * scale if handling else 0.0


def draw_banners(page: Page, handling: str) -> None:
    """Write the handling marking at top and bottom; nothing where it is blank."""
    if not handling:
        return
    scale, width, height = page.scale, page.paper.width, page.paper.height
    high, size = banner_height(handling, scale), 8.0 * scale
    for top in (0.0, height - high):
        page.box((0, top, width, top + high), fill="#22262b", zorder=6)
        middle = top + high / 2 + size * 0.36
        shown = handling if text_width(handling, size, bold=True) < width - 40 else handling[:120]
        page.write(width / 2, middle, shown, size=size, bold=True, colour=PAPER, align="center", zorder=7)


def draw_small_note(page: Page, x: float, y: float, text: str) -> None:
    """Write a note in a map's corner."""
    size = 6.4 * page.scale
    width = text_width(text, size, bold=True)
    page.box((x, y, x + width + 8, y + size + 5), fill=PAPER, alpha=0.86, zorder=6.2)
    page.write(x + 4, y + size + 1.2, text, size=size, bold=True, colour=SOFT, zorder=6.5)
