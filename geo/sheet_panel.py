"""The sheet's side panel: the numbered list, what is not on the map, and the legend of exactly what is drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.sheet_events import SheetEvent
from geo.sheet_fonts import elide, text_width
from geo.sheet_labels import Rect
from geo.sheet_marks import NUMBER_PT
from geo.sheet_page import ACCENT, FAINT, INK, PAPER, RULE, SOFT, Page, badge_radius
from geo.sheet_words import meta_words, opened
from geo.style import Drawing, marker_radius_px

_HEAD_PT, _ROW_PT, _GAP_PT = 15.0, 11.6, 7.0
_NAME_PT, _TEXT_PT, _META_PT = 7.6, 6.8, 6.2
# Lines of sentence, and whether who claims it has a line of its own: from the fullest entry to the shortest.
_LEVELS = ((4, True), (3, True), (2, True), (1, True), (1, False))
# With few events the letters of the list grow, up to these times.
_ZOOMS = (1.35, 1.25, 1.15, 1.0)
_MOST_UNPLACED = 4
# Fonts differ in width by machine: a legend's words shrink to this share before they are cut, and the count stays.
_LEAST_SHARE = 0.8
_DRAWING_WORDS = {
    Drawing.POINT: "Exact place",
    Drawing.CIRCLE: "Within the dotted circle",
    Drawing.AREA: "Somewhere in the dashed area",
}


def entry_height(level: int, scale: float) -> float:
    """Return the height of one entry of the list in points."""
    lines, meta = _LEVELS[level]
    return (10.4 + lines * 8.9 + (8.2 if meta else 0) + 4.2) * scale


def room_for(height: float, scale: float) -> int:
    """Return how many events the list can hold in a height, in its shortest form."""
    return max(0, int((height - _HEAD_PT * scale) / entry_height(len(_LEVELS) - 1, scale)))


def heading(page: Page, rect: Rect, text: str, *, note: str = "") -> float:
    """Write a heading with a rule under it; return the ``y`` below."""
    left, top, right, _ = rect
    scale = page.scale
    page.write(left, top + 7.4 * scale, text, size=7.4 * scale, bold=True, colour=SOFT)
    if note:
        page.write(right, top + 7.4 * scale, note, size=_META_PT * scale, colour=FAINT, align="right")
    page.line([(left, top + 10.6 * scale), (right, top + 10.6 * scale)], colour=RULE, width=0.7)
    return top + _HEAD_PT * scale


def draw_list(page: Page, rect: Rect, events: Sequence[SheetEvent], *, placed: int) -> float:
    """Write the numbered events, as fully as the room allows; return the ``y`` below them."""
    key = sorted((event for event in events if event.number is not None), key=lambda event: event.number or 0)
    left, _, right, bottom = rect
    scale = page.scale
    note = f"{len(key)} of {placed} on the map, by toll and date" if len(key) < placed else ""
    y = heading(page, rect, "Key events" if len(key) < placed else "Events", note=note)
    if not key:
        return page.paragraph(left, y, "No event of this selection has a known place.", width=right - left, size=_TEXT_PT * scale, lines=2, colour=SOFT) + 6 * scale  # fmt: skip
    room = bottom - y
    zoom, level = _fitting(len(key), room, scale)
    # what room is left goes between the entries, within reason
    spare = min(5.0 * scale, max(0.0, (room - entry_height(level, scale * zoom) * len(key)) / len(key)))
    for event in key:
        y = _entry(page, (left, y, right), event, level, scale * zoom) + spare
    return y


def _fitting(number: int, room: float, scale: float) -> tuple[float, int]:
    """Choose the largest letters, then the fullest entries, that let a number of events fit."""
    for zoom in _ZOOMS:
        for level in range(len(_LEVELS)):
            if (zoom == 1 or level < 3) and entry_height(level, scale * zoom) * number <= room:
                return zoom, level
    return 1.0, len(_LEVELS) - 1


def _entry(page: Page, at: tuple[float, float, float], event: SheetEvent, level: int, scale: float) -> float:
    """Write one entry from its top left to the right edge; return the ``y`` below it."""
    left, y, right = at[:3]
    lines, own_meta = _LEVELS[level]
    number = NUMBER_PT * scale
    indent = left + 2 * badge_radius(number) + 6 * scale
    unsure = event.needs_review or event.place_unsure
    page.badge(left + badge_radius(number) + 1, y + 5.4 * scale, str(event.number), size=number, colour=event.colour, unsure=unsure)  # fmt: skip
    base = y + _NAME_PT * scale
    size = _META_PT * scale
    toll_width = text_width(event.toll, size, bold=True)
    if event.toll:
        page.run(max(indent, right - toll_width), base, event.toll, width=right - indent, size=size, bold=True, colour=ACCENT if event.killed else SOFT)  # fmt: skip
    room = right - indent - (toll_width + 6 * scale if event.toll else 0)
    title = opened(" · ".join(filter(None, [event.date_words, event.place])))
    page.run(indent, base, title, width=room, size=_NAME_PT * scale, bold=True)
    y += 10.4 * scale
    what = f"{event.label}. {event.sentence}" if event.sentence else event.label
    if not own_meta:
        doubt = " · PLACE UNSURE" if event.place_unsure else " · NEEDS REVIEW" if event.needs_review else ""
        what = f"[{event.source_no}]{doubt} {what}"
    y = page.paragraph(indent, y, what, width=right - indent, size=_TEXT_PT * scale, lines=lines, colour=INK)
    if own_meta:
        page.run(indent, y + size, meta_words(event), width=right - indent, size=size, colour=SOFT)
        y += 8.2 * scale
    return y + 4.2 * scale


def unplaced_height(number: int, scale: float) -> float:
    """Return the height of the box of events that the map does not show."""
    if not number:
        return 0.0
    lines = min(number, _MOST_UNPLACED) + (number > _MOST_UNPLACED)
    return (_HEAD_PT + lines * 9.4 + _GAP_PT) * scale


def draw_unplaced(page: Page, rect: Rect, events: Sequence[SheetEvent]) -> None:
    """List events that no honest sign can stand for on this map."""
    left, _, right, _ = rect
    scale = page.scale
    y = heading(page, rect, f"Not on the map ({len(events)})")
    for event in events[:_MOST_UNPLACED]:
        where = f"{event.place} (beyond the edge)" if event.is_placed else event.place or "place not known"
        text = opened(
            " · ".join(filter(None, [event.date_words, event.label, where, event.toll, f"[{event.source_no}]"]))
        )
        page.run(left, y + _TEXT_PT * scale, text, width=right - left, size=_TEXT_PT * scale, colour=INK)
        y += 9.4 * scale
    if len(events) > _MOST_UNPLACED:
        page.write(left, y + _TEXT_PT * scale, f"and {len(events) - _MOST_UNPLACED:,} more", size=_TEXT_PT * scale, colour=SOFT)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLegend:
    """What the map really draws: types and ways with counts, toll sizes, and which further signs occur."""

    types: tuple[tuple[str, str, str, int], ...]  # label, colour, shape, events
    drawings: tuple[tuple[Drawing, int], ...]
    tolls: tuple[int, ...]
    has_small: bool
    has_unsure: bool

    @property
    def rows(self) -> int:
        """Rows of signs, two to a row."""
        return -(-len(self.types) // 2) + -(-self._others // 2)

    @property
    def _others(self) -> int:
        return len(self.drawings) + self.has_small + self.has_unsure

    def height(self, scale: float) -> float:
        """Return the height it needs in points."""
        if not self.types:
            return 0.0
        tolls = 2.2 * marker_radius_px(self.tolls[-1]) * 0.75 * scale + 6 * scale if self.tolls else 0.0
        return (_HEAD_PT + self.rows * _ROW_PT + 7) * scale + tolls


def legend_of(events: Sequence[SheetEvent]) -> SheetLegend:
    """Return the legend of the events that a map draws."""
    types = Counter((event.label, event.colour, event.shape) for event in events)
    first = {(event.label, event.colour, event.shape): index for index, event in reversed(list(enumerate(events)))}
    ways = Counter(event.drawing for event in events)
    tolls = [event.killed for event in events if event.killed and event.number and event.drawing is not Drawing.AREA]
    largest = max(tolls, default=0)
    return SheetLegend(
        types=tuple((*kind, types[kind]) for kind in sorted(types, key=lambda kind: (-types[kind], first[kind]))),
        drawings=tuple((way, ways[way]) for way in Drawing if ways[way]),
        tolls=tuple(step for step in (1, 10, 100) if step < largest) + ((largest,) if largest else ()),
        has_small=any(event.number is None for event in events),
        has_unsure=any(event.number and (event.needs_review or event.place_unsure) for event in events),
    )


def draw_legend(page: Page, rect: Rect, legend: SheetLegend) -> None:
    """Draw the legend."""
    if not legend.types:
        return
    left, _, right, _ = rect
    scale = page.scale
    y = heading(page, rect, "Legend", note="number of events in brackets") + 2 * scale
    column = (right - left) / 2

    def cell(index: int, top: float) -> tuple[float, float]:
        return left + (index % 2) * column + 6 * scale, top + (index // 2) * _ROW_PT * scale + 2.6 * scale

    for index, (label, colour, shape, number) in enumerate(legend.types):
        x, at = cell(index, y)
        page.shape(x, at, shape=shape, radius=4.2 * scale, fill=colour, edge="#55595f", line=0.4)
        _words(page, (x + 9 * scale, at), label, f" ({number})", column - 18 * scale)
    y += (-(-len(legend.types) // 2) * _ROW_PT + 3) * scale
    signs = [(way.value, _DRAWING_WORDS[way], f" ({number})") for way, number in legend.drawings]
    signs += [("small", "Not in the list", "")] * legend.has_small + [
        ("unsure", "Needs review", "")
    ] * legend.has_unsure
    for index, (sign, words, count) in enumerate(signs):
        x, at = cell(index, y)
        _sign(page, x, at, sign)
        _words(page, (x + 9 * scale, at), words, count, column - 18 * scale)
    if legend.tolls:
        y += -(-len(signs) // 2) * _ROW_PT * scale + 2 * scale
        _tolls(page, left, y, legend.tolls)


def _words(page: Page, at: tuple[float, float], label: str, count: str, room: float) -> None:
    """Write a sign's words and the count behind them into a width in points."""
    full = _TEXT_PT * page.scale
    size = full * max(_LEAST_SHARE, min(1.0, room / text_width(label + count, full)))
    words = elide(label, room - text_width(count, size), size) + count
    page.write(at[0], at[1] + size * 0.36, words, size=size)


def _sign(page: Page, x: float, y: float, sign: str) -> None:
    scale = page.scale
    grey = "#6b7178"
    if sign == Drawing.POINT.value:
        page.shape(x, y, shape="circle", radius=4.2 * scale, fill=grey, edge=PAPER)
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
