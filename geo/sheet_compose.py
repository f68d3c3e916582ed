"""The sheet's layout: what goes where on the paper, from the top banner to the last line of the foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matplotlib.figure import Figure

from gazetteer import Gazetteer
from geo.basemap import boundary_disclaimer
from geo.projection import Frame, extent_of, frame_for
from geo.sheet_events import SheetEvent, by_weight, framed, number_key, sheet_events
from geo.sheet_fonts import clean, has_undrawable, wrap
from geo.sheet_labels import Rect
from geo.sheet_legend import SheetLegend, draw_legend, legend_of
from geo.sheet_list import count_listed, draw_list
from geo.sheet_main_map import MapLayout, draw_main_map
from geo.sheet_margin import banner_height, draw_banners, scale_words
from geo.sheet_options import SheetOptions, SheetRelease
from geo.sheet_page import FAINT, INK, RULE, SOFT, Page, paper_size
from geo.sheet_panel import draw_unplaced, unplaced_height
from geo.sheet_time import draw_timeline
from geo.sheet_words import counts_words, draft_summary, draft_title, information_words, produced_words, source_words
from geo.view import EventView, source_grade_words

_MARGIN, _GUTTER, _STRIP = 20.0, 13.0, 60.0
_PANEL_SHARE = 0.335
_PORTRAIT_MAP_SHARE = 0.5
_FOOT_PT, _WIDE_FOOT_PT = 6.5, 640.0
_LEAST_WIDTH_M = 160e3
# The degrees of the map's centre among the words of its projection.
_CENTRE = re.compile(r", centred [^,]+(?=,)")


@dataclass
class Sheet:
    """A composed sheet, and the account of what stands on it (rectangles in page points, y down)."""

    figure: Figure
    title: str
    summary: str
    counts: str
    frame: Frame
    map_rect: Rect
    legend: SheetLegend
    events: tuple[SheetEvent, ...]
    numbers: list[tuple[int, Rect]] = field(default_factory=list)
    names: list[tuple[str, Rect]] = field(default_factory=list)
    unplaced: tuple[SheetEvent, ...] = ()


def compose(view: EventView, options: SheetOptions, gazetteer: Gazetteer | None, *, stamp: str) -> Sheet:
    """Lay the sheet out and draw it; ``stamp`` names product, version and data."""
    page = Page(paper_size(options.paper, portrait=options.portrait))
    release = options.release or SheetRelease()
    events = tuple(replace(event, portion=clean(release.portion)) for event in sheet_events(view))
    scale, width, height = page.scale, page.paper.width, page.paper.height
    banner = banner_height(clean(options.handling), scale)
    draw_banners(page, clean(options.handling))
    inner = (_MARGIN * scale, _MARGIN * 0.7 * scale + banner, width - _MARGIN * scale, height - banner - 10 * scale)
    title = clean(options.title) or clean(draft_title(view, events, gazetteer))
    summary = clean(options.summary) or clean(draft_summary(events))
    title, summary = (" ".join(filter(None, (clean(release.portion), text))) for text in (title, summary))
    top = _head(page, inner, title, summary)
    meta_y, top = top, top + 12 * scale
    foot_top = inner[3] - _foot_height(view, release, inner[2] - inner[0], scale)
    body = (inner[0], top, inner[2], foot_top - 5 * scale)
    map_rect, panel_rect = _split(body, scale, portrait=page.paper.height > page.paper.width)

    frame = _frame(events, map_rect)
    shown, beyond = _seen(events, frame)
    off = (*(event for event in events if not event.is_placed), *beyond)
    numbered, legend, list_rect, off_rect, legend_rect = _panel(panel_rect, scale, shown, off, options.most_numbered)
    counts = counts_words(view, len(beyond))
    _meta(page, inner, meta_y, (information_words(view, options.as_of), counts, f"Filter: {view.filter_words}"))
    written = [f"{event.sentence} {event.place} {event.claimed_by}" for event in numbered if event.number is not None]
    title_as_given = f"{options.title} {options.summary}"
    marks = draw_main_map(MapLayout(page, map_rect, frame), numbered, None if release.is_coarse else gazetteer)
    legend = legend_of(numbered, marks.alone, has_rings=marks.has_rings)
    below = draw_list(page, list_rect, numbered, placed=len(shown))
    if off_rect[0] == list_rect[0]:
        # one column: what follows moves up to the list
        lift = max(0.0, off_rect[1] - below - 6 * scale)
        off_rect, legend_rect = _lifted(off_rect, lift), _lifted(legend_rect, lift)
    else:
        legend_rect = (*off_rect[:2], *legend_rect[2:])
        legend_rect = _lifted(legend_rect, -unplaced_height(len(off), scale))
    if off:
        draw_unplaced(page, off_rect, off)
    draw_legend(page, legend_rect, legend)
    strip = (map_rect[0], map_rect[3] + 5 * scale, map_rect[2], map_rect[3] + (_STRIP + 5) * scale)
    draw_timeline(page, strip, (*numbered, *off))
    _foot(
        page,
        (inner[0], foot_top, inner[2], inner[3]),
        view,
        options,
        (frame, stamp, " ".join([title_as_given, *written])),
    )
    return Sheet(
        page.figure, title, summary, counts, frame, map_rect, legend, numbered, marks.numbers, marks.names, tuple(off)
    )


def _lifted(rect: Rect, up: float) -> Rect:
    return (rect[0], rect[1] - up, rect[2], rect[3] - up)


def _head(page: Page, inner: Rect, title: str, summary: str) -> float:
    left, top, right, _ = inner
    scale = page.scale
    y = page.paragraph(left, top, title, width=right - left, size=18.5 * scale, lines=2, bold=True, leading=1.18)
    return page.paragraph(left, y + 2.5 * scale, summary, width=right - left, size=9.6 * scale, lines=2, colour=SOFT) + 1.5 * scale  # fmt: skip


def _meta(page: Page, inner: Rect, y: float, words: Sequence[str]) -> None:
    left, _, right, _ = inner
    size = 7.2 * page.scale
    x = left
    for index, text in enumerate(words):
        if x > right - 30:
            return
        if index:
            x = (
                page.run(x + 7 * page.scale, y + size, "|", width=9 * page.scale, size=size, colour=FAINT)
                + 7 * page.scale
            )
        x = page.run(x, y + size, text, width=right - x, size=size, colour=INK, bold=index == 0)


def _foot_height(view: EventView, release: SheetRelease, width: float, scale: float) -> float:
    """Return the height of the foot: two lines of sources where one is not enough, and those of a release."""
    size = _FOOT_PT * scale
    lines = len(wrap(clean(_sources(view, release, width, scale)), width, size, lines=2))
    lines += len(wrap(clean(release.words), width, size, lines=2)) if release.words else 0
    return ((2 + _made_lines(width, scale) + lines) * _FOOT_PT * 1.38 + 5) * scale


def _made_lines(width: float, scale: float) -> int:
    """Return how many lines the words on projection, production and data need."""
    return 1 if width > _WIDE_FOOT_PT * scale else 2


def _sources(view: EventView, release: SheetRelease, width: float, scale: float) -> str:
    """Return the list of sources that two lines can hold."""
    grade = source_grade_words if release.says_grades else None
    return source_words(view, lambda words: len(wrap(clean(words), width, _FOOT_PT * scale, lines=3)) <= 2, grade=grade)


def _foot(page: Page, rect: Rect, view: EventView, options: SheetOptions, about: tuple[Frame, str, str]) -> None:
    left, top, right, _ = rect
    frame, stamp, written = about
    scale, size = page.scale, _FOOT_PT * page.scale
    page.line([(left, top), (right, top)], colour=RULE, width=0.7)
    y = top + 4 * scale
    look = {"width": right - left, "size": size, "colour": SOFT, "leading": 1.38}
    release = options.release or SheetRelease()
    if release.words:
        y = page.paragraph(left, y, release.words, lines=2, **look)  # type: ignore[arg-type]  # paragraph's keywords
    y = page.paragraph(left, y, _sources(view, release, right - left, scale), lines=2, **look)  # type: ignore[arg-type]  # paragraph's keywords
    attribution = f"{'. '.join(view.credits)}. {boundary_disclaimer()}"
    if has_undrawable(written + " ".join(source.name for source in view.sources)):
        attribution = f'Letters that no font of this machine can draw are shown as "?". {attribution}'
    y = page.paragraph(left, y, attribution, lines=2, **look)  # type: ignore[arg-type]  # paragraph's keywords
    made = " · ".join(
        filter(None, [produced_words(options.produced), options.producer and f"by {options.producer}", stamp])
    )
    projection = _CENTRE.sub("", frame.words) if release.is_coarse else frame.words
    about_map = " ".join(filter(None, [f"Projection: {projection}.", scale_words(frame), f"{made}."]))
    page.paragraph(left, y, about_map, lines=_made_lines(right - left, scale), **look)  # type: ignore[arg-type]  # paragraph's keywords


def _split(body: Rect, scale: float, *, portrait: bool) -> tuple[Rect, Rect]:
    """Divide the body into the map (with room for the strip under it) and the panel."""
    left, top, right, bottom = body
    strip = (_STRIP + 5) * scale
    if portrait:
        middle = top + (bottom - top) * _PORTRAIT_MAP_SHARE
        return (left, top, right, middle - strip), (left, middle + 8 * scale, right, bottom)
    edge = right - (right - left) * _PANEL_SHARE
    return (left, top, edge - _GUTTER * scale, bottom - strip), (edge, top, right, bottom)


def _panel(
    rect: Rect, scale: float, shown: Sequence[SheetEvent], off: Sequence[SheetEvent], most: int
) -> tuple[tuple[SheetEvent, ...], SheetLegend, Rect, Rect, Rect]:
    """Share the panel out, and number as many key events as its list can hold."""
    left, top, right, bottom = rect
    off_high = unplaced_height(len(off), scale)
    if right - left > bottom - top and bottom > 0 and (right - left) > 400 * scale:
        middle = left + (right - left) * 0.58
        list_rect = (left, top, middle, bottom)
        numbered = number_key(shown, count_listed(by_weight(shown), list_rect, scale, most=most))
        legend = legend_of(numbered)
        side = middle + _GUTTER * scale
        split = bottom - legend.height(scale)
        return numbered, legend, list_rect, (side, top, right, split), (side, split, right, bottom)
    legend = legend_of(number_key(shown, most))
    numbered = ()
    # the legend's height depends on which events are numbered, and their number on the legend's height
    for _ in range(2):
        list_rect = (left, top, right, bottom - off_high - legend.height(scale) - 4 * scale)
        numbered = number_key(shown, count_listed(by_weight(shown), list_rect, scale, most=most))
        legend = legend_of(numbered)
    legend_top = bottom - legend.height(scale)
    off_top = legend_top - off_high
    return numbered, legend, (left, top, right, off_top), (left, off_top, right, legend_top), (left, legend_top, right, bottom)  # fmt: skip


def _frame(events: Sequence[SheetEvent], rect: Rect) -> Frame:
    boxes = [box for event in framed(events) for box in event.boxes]
    extent = extent_of(boxes) if boxes else (-180.0, -60.0, 180.0, 80.0)
    return frame_for(extent, aspect=(rect[2] - rect[0]) / (rect[3] - rect[1]), least_width_m=_LEAST_WIDTH_M)


def _seen(events: Sequence[SheetEvent], frame: Frame) -> tuple[tuple[SheetEvent, ...], tuple[SheetEvent, ...]]:
    """Divide the placed events into those whose point lies in the window and those beyond its edge."""
    placed = [event for event in events if event.is_placed]
    if not placed:
        return (), ()
    x, y = frame.project([event.point[0] for event in placed], [event.point[1] for event in placed])  # type: ignore[arg-type]  # lists serve
    x0, y0, x1, y1 = frame.bounds
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return (
        tuple(event for event, seen in zip(placed, inside, strict=True) if seen),
        tuple(event for event, seen in zip(placed, inside, strict=True) if not seen),
    )
