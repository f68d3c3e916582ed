"""The sheet's legend: exactly what its map draws, with counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.sheet_events import SheetEvent
from geo.sheet_fonts import elide, text_width
from geo.sheet_labels import Rect
from geo.sheet_page import PAPER, SOFT, Page
from geo.sheet_panel import HEAD_PT, heading
from geo.sheet_signs import draw_count
from geo.sheet_spots import GREY, MOST_ALONE
from geo.style import Drawing, marker_radius_px

_ROW_PT, _CLOSE_ROW_PT, _TEXT_PT = 11.6, 9.8, 7.0
# Fonts differ in width by machine: a legend's words shrink by these steps before they are cut, and the count stays.
_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.76)
# More types than this stand in three columns.
_MANY_TYPES = 8
# Of more than these the rows stand closer, so that the ten key events keep their room on a wide page.
_MOST_TYPES = 18
_DRAWING_WORDS = {
    Drawing.POINT: "Exact place",
    Drawing.CIRCLE: "Within the dotted circle",
    Drawing.AREA: "Somewhere in the dashed area",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLegend:
    """What the map really draws: types and ways with counts, toll sizes, and which further signs occur."""

    types: tuple[tuple[str, str, str, int], ...]  # label, colour, shape, events
    drawings: tuple[tuple[Drawing, int], ...]
    tolls: tuple[int, ...]
    has_rings: bool
    has_small: bool
    has_unsure: bool

    @property
    def rows(self) -> int:
        """Rows of signs, two to a row."""
        return -(-len(self.types) // self.columns) + -(-self._others // 2)

    @property
    def columns(self) -> int:
        """In how many columns the types stand: many of them leave the key events no room in two."""
        return 3 if len(self.types) > _MANY_TYPES else 2

    @property
    def row_pt(self) -> float:
        """How high a row is, in points at scale 1."""
        return _CLOSE_ROW_PT if len(self.types) > _MOST_TYPES else _ROW_PT

    @property
    def _others(self) -> int:
        return len(self.drawings) + self.has_rings + self.has_small + self.has_unsure

    def height(self, scale: float) -> float:
        """Return the height it needs in points."""
        if not self.types:
            return 0.0
        tolls = 2.2 * marker_radius_px(self.tolls[-1]) * 0.75 * scale + 6 * scale if self.tolls else 0.0
        return (HEAD_PT + self.rows * self.row_pt + 7) * scale + tolls


def legend_of(
    events: Sequence[SheetEvent], alone: Sequence[SheetEvent] | None = None, *, has_rings: bool = True
) -> SheetLegend:
    """Return the legend of the events that a map draws.

    ``alone`` are those that no ring counts; None where the map is not drawn yet: the legend is then as high as it may get.
    """
    types = Counter((event.label, event.colour, event.shape) for event in events)
    first = {(event.label, event.colour, event.shape): index for index, event in reversed(list(enumerate(events)))}
    ways = Counter(event.drawing for event in events)
    single = events if alone is None else alone
    tolls = [event.killed for event in single if event.killed and event.number and event.drawing is not Drawing.AREA]
    largest = max(tolls, default=0)
    return SheetLegend(
        types=tuple((*kind, types[kind]) for kind in sorted(types, key=lambda kind: (-types[kind], first[kind]))),
        drawings=tuple((way, ways[way]) for way in Drawing if ways[way]),
        tolls=tuple(step for step in (1, 10, 100) if step < largest) + ((largest,) if largest else ()),
        has_rings=has_rings and len(events) > MOST_ALONE,
        has_small=any(event.number is None for event in events) and any(event.number is None for event in single),
        has_unsure=any(event.number and (event.needs_review or event.place_unsure) for event in events),
    )


def draw_legend(page: Page, rect: Rect, legend: SheetLegend) -> None:
    """Draw the legend."""
    if not legend.types:
        return
    left, _, right, _ = rect
    scale = page.scale
    y = heading(page, rect, "Legend", note="number of events in brackets") + 2 * scale

    def cell(index: int, top: float, columns: int) -> tuple[float, float]:
        column = (right - left) / columns
        return left + (index % columns) * column + 6 * scale, top + (
            index // columns
        ) * legend.row_pt * scale + 2.6 * scale

    for index, (label, colour, shape, number) in enumerate(legend.types):
        x, at = cell(index, y, legend.columns)
        page.shape(x, at, shape=shape, radius=4.2 * scale, fill=colour, edge="#55595f", line=0.4)
        _words(page, (x + 9 * scale, at), label, f" ({number:,})", (right - left) / legend.columns - 18 * scale)
    y += (-(-len(legend.types) // legend.columns) * legend.row_pt + 3) * scale
    signs = [(way.value, _DRAWING_WORDS[way], f" ({number:,})") for way, number in legend.drawings]
    signs += [("ring", "Events at or near one place", "")] * legend.has_rings
    signs += [("small", "Not in the list", "")] * legend.has_small
    signs += [("unsure", "To be checked", "")] * legend.has_unsure
    for index, (sign, words, count) in enumerate(signs):
        x, at = cell(index, y, 2)
        _sign(page, x, at, sign)
        _words(page, (x + 9 * scale, at), words, count, (right - left) / 2 - 18 * scale)
    if legend.tolls:
        y += -(-len(signs) // 2) * legend.row_pt * scale + 2 * scale
        _tolls(page, left, y, legend.tolls)


def _words(page: Page, at: tuple[float, float], label: str, count: str, room: float) -> None:
    """Write a sign's words and the count behind them into a width in points."""
    sizes = [_TEXT_PT * page.scale * share for share in _SHARES]
    size = next((size for size in sizes if text_width(label + count, size) <= room), sizes[-1])
    words = elide(label, room - text_width(count, size), size) + count
    page.write(at[0], at[1] + size * 0.36, words, size=size)


def _sign(page: Page, x: float, y: float, sign: str) -> None:
    scale = page.scale
    grey = GREY
    if sign == Drawing.POINT.value:
        page.shape(x, y, shape="circle", radius=4.2 * scale, fill=grey, edge=PAPER)
    elif sign == "ring":
        draw_count(page, (x, y), 5.4 * scale, [(grey, 1.0)], "×9")
    elif sign == "small":
        page.shape(x, y, shape="circle", radius=2.6 * scale, fill=grey, edge=PAPER)
    elif sign == "unsure":
        page.badge(x, y, "1", size=5.2 * scale, colour=grey, unsure=True, zorder=5)
    elif sign == Drawing.CIRCLE.value:
        page.dashed_circle(x, y, 5.0 * scale, colour=grey, dashes=(1.6, 1.6))
        page.shape(x, y, shape="circle", radius=2.2 * scale, fill=PAPER, edge=grey)
    else:
        page.dashed_circle(x, y, 5.0 * scale, colour=grey, dashes=(4, 2), fill=grey)


def _tolls(page: Page, left: float, y: float, tolls: Sequence[int]) -> None:
    scale, size = page.scale, _TEXT_PT * page.scale
    largest = marker_radius_px(tolls[-1]) * 0.75 * scale
    middle = y + largest
    words = "Reported killed"
    page.write(left, middle + size * 0.36, words, size=size, colour=SOFT)
    x = left + text_width(words, size) + 10 * scale
    for toll in tolls:
        radius = marker_radius_px(toll) * 0.75 * scale
        page.shape(x + radius, middle, shape="circle", radius=radius, fill="#b9bec4", edge="#6b7178")
        x = (
            page.run(x + 2 * radius + 3 * scale, middle + size * 0.36, f"{toll:,}", width=40 * scale, size=size)
            + 10 * scale
        )
