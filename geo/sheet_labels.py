"""Places on the sheet for numbers and names so that none covers another (greedy, in page points, y down)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Rect = tuple[float, float, float, float]  # left, top, right, bottom

_ANGLES = tuple(math.radians(angle) for angle in (0, 180, 270, 90, 315, 225, 45, 135, 337.5, 202.5, 22.5, 157.5))
# Where a name may stand about its dot, best first (Imhof's order): sign of x, sign of y.
_SIDES = ((1, -0.35), (-1, -0.35), (1, 0.35), (-1, 0.35), (0, -1), (0, 1))
_CELL = 48.0


def rect_about(x: float, y: float, width: float, height: float) -> Rect:
    """Return the rectangle of a size round its middle."""
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def overlaps(one: Rect, other: Rect) -> bool:
    """Say whether two rectangles share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass
class Occupied:
    """What is taken already, in a grid of cells so that thousands of markers cost little."""

    within: Rect
    rects: list[Rect] = field(default_factory=list)
    _cells: dict[tuple[int, int], list[Rect]] = field(default_factory=dict)

    def add(self, rect: Rect) -> None:
        """Take a rectangle."""
        self.rects.append(rect)
        for cell in _cells_of(rect):
            self._cells.setdefault(cell, []).append(rect)

    def is_free(self, rect: Rect, *, ignoring: Sequence[Rect] = ()) -> bool:
        """Say whether a rectangle lies inside and touches nothing taken."""
        left, top, right, bottom = self.within
        if rect[0] < left or rect[1] < top or rect[2] > right or rect[3] > bottom:
            return False
        near = (taken for cell in _cells_of(rect) for taken in self._cells.get(cell, ()))
        return not any(overlaps(rect, taken) and taken not in ignoring for taken in near)


def _cells_of(rect: Rect) -> Iterable[tuple[int, int]]:
    for column in range(int(rect[0] // _CELL), int(rect[2] // _CELL) + 1):
        for row in range(int(rect[1] // _CELL), int(rect[3] // _CELL) + 1):
            yield column, row


def place_number(
    occupied: Occupied, x: float, y: float, *, size: float, reach: float, inside: bool
) -> tuple[float, float] | None:
    """Find the nearest free place for a number's badge, take it, and return its middle; None where there is none.

    Parameters
    ----------
    occupied
        What is taken; the badge's rectangle is added.
    x, y
        The point that the number belongs to, page points.
    size
        Side of the badge.
    reach
        How far the marker extends from the point.
    inside
        Whether the number may stand on the point itself (an area, or a marker larger than the badge).
    """
    own = rect_about(x, y, 2 * reach, 2 * reach)
    # a hair wider than the badge, so that two numbers never touch
    side = size + 1.5
    if inside and occupied.is_free(rect_about(x, y, side, side), ignoring=(own,)):
        occupied.add(rect_about(x, y, side, side))
        return x, y
    for step in range(14):
        away = reach + size * (0.75 + 0.55 * step)
        for angle in _ANGLES:
            there = x + away * math.cos(angle), y + away * math.sin(angle)
            rect = rect_about(*there, side, side)
            if occupied.is_free(rect):
                occupied.add(rect)
                return there
    return None


def place_name(
    occupied: Occupied, x: float, y: float, *, width: float, height: float, gap: float
) -> tuple[float, float] | None:
    """Find a free place for a name beside its dot, take it, and return its middle; None where there is none."""
    for across, down in _SIDES:
        shift = across * (gap + width / 2) if across else 0.0
        drop = down * (gap + height / 2) if not across else down * height
        rect = rect_about(x + shift, y + drop, width + 2, height + 1)
        if occupied.is_free(rect):
            occupied.add(rect)
            return x + shift, y + drop
    return None


def clusters(points: Sequence[tuple[float, float]], link: float) -> list[list[int]]:
    """Group points whose neighbours are nearer than ``link``; indices, largest group first."""
    left, groups = set(range(len(points))), []
    while left:
        first = min(left)
        left.discard(first)
        group, edge = [first], [first]
        while edge:
            x, y = points[edge.pop()]
            near = [other for other in left if math.hypot(points[other][0] - x, points[other][1] - y) < link]
            left.difference_update(near)
            group += near
            edge += near
        groups.append(sorted(group))
    return sorted(groups, key=lambda group: (-len(group), group))
