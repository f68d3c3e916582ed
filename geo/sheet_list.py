"""The sheet's numbered list: as many key events as can be said well, each with the lines that its words need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.sheet_events import SheetEvent
from geo.sheet_fonts import clean, text_width, wrap
from geo.sheet_labels import Rect
from geo.sheet_marks import NUMBER_PT
from geo.sheet_page import ACCENT, INK, SOFT, Page, badge_radius
from geo.sheet_panel import HEAD_PT, heading
from geo.sheet_words import dates_and_place, doubt_words, meta_words, opened, source_mark

_NAME_PT, _TEXT_PT, _META_PT = 7.6, 7.0, 6.6
_LEADING = 1.32
_AFTER_PT, _MOST_SPARE_PT = 3.4, 7.0
# With few events the letters of the list grow up to the first times, with many they shrink to the last.
_ZOOMS = (1.35, 1.25, 1.15, 1.08, 1.0, 0.94, 0.9)
# A sentence gets at most so many lines, and two of them at least, if it needs them; but rather than fewer than ten
# events, a busy sheet lists ten with one line each and shares out what room is left.
_MOST_LINES, _LEAST_LINES, _ENOUGH = 7, 2, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """How one event is written: lines of title, of text and of meta words, and whether the toll has a line of its own."""

    event: SheetEvent
    title: int
    toll_below: bool
    text: str
    lines: int
    needs: int
    meta: int

    def height(self, scale: float) -> float:
        """Return its height in points, for letters of a scale."""
        small = self.meta + self.toll_below
        return ((self.title * _NAME_PT + self.lines * _TEXT_PT + small * _META_PT) * _LEADING + _AFTER_PT) * scale


def count_listed(events: Sequence[SheetEvent], rect: Rect, scale: float, *, most: int) -> int:
    """Return how many events, the most important first, a list in a rectangle can hold so that each is understood."""
    well = _count(events[: max(most, 0)], rect, scale, 1.0, lines=_LEAST_LINES)
    return max(well, _count(events[: max(min(most, _ENOUGH), 0)], rect, scale, _ZOOMS[-1], lines=1))


def _count(events: Sequence[SheetEvent], rect: Rect, scale: float, zoom: float, *, lines: int) -> int:
    """Return how many of the events fit with at least so many lines each, in letters of a size."""
    room = rect[3] - rect[1] - HEAD_PT * scale
    for number, event in enumerate(events):
        entry = _short(event, _width(rect, scale), scale * zoom)
        room -= replace(entry, lines=min(entry.needs, lines)).height(scale * zoom)
        if room < 0:
            return number
    return len(events)


def draw_list(page: Page, rect: Rect, events: Sequence[SheetEvent], *, placed: int) -> float:
    """Write the numbered events, as fully as the room allows; return the ``y`` below them."""
    key = sorted((event for event in events if event.number is not None), key=lambda event: event.number or 0)
    left, _, right, bottom = rect
    scale = page.scale
    note = f"{len(key):,} of {placed:,} on the map, by toll and date" if len(key) < placed else ""
    y = heading(page, rect, "Key events" if len(key) < placed else "Events", note=note)
    if not key:
        return page.paragraph(left, y, "No event of this selection has a known place.", width=right - left, size=_TEXT_PT * scale, lines=2, colour=SOFT) + 6 * scale  # fmt: skip
    room = bottom - y
    zoom, entries = _fitting(key, _width(rect, scale), room, scale)
    # what room is left goes between the entries, within reason
    left_over = room - sum(entry.height(scale * zoom) for entry in entries)
    spare = min(_MOST_SPARE_PT * scale, max(0.0, left_over / len(key)))
    for entry in entries:
        y = _draw(page, (left, y, right), entry, scale * zoom) + spare
    return y


def _indent(scale: float) -> float:
    return 2 * badge_radius(NUMBER_PT * scale) + 6 * scale


def _width(rect: Rect, scale: float) -> float:
    return rect[2] - rect[0] - _indent(scale)


def _fitting(key: Sequence[SheetEvent], width: float, room: float, scale: float) -> tuple[float, list[_Entry]]:
    """Choose the largest letters in which every sentence is whole; where none are, share the room out line by line."""
    for layout, zooms in ((_full, _ZOOMS), (_short, _ZOOMS[-3:])):
        for zoom in zooms:
            entries = [layout(event, width, scale * zoom) for event in key]
            if sum(entry.height(scale * zoom) for entry in entries) <= room:
                return zoom, entries
    zoom = _ZOOMS[-1]
    entries = [replace(_short(event, width, scale * zoom), lines=1) for event in key]
    left_over = room - sum(entry.height(scale * zoom) for entry in entries)
    line = _TEXT_PT * _LEADING * scale * zoom
    for lines in range(2, _MOST_LINES + 1):
        for index, entry in enumerate(entries):
            if lines <= entry.needs and left_over >= line:
                entries[index] = replace(entry, lines=lines)
                left_over -= line
    return zoom, entries


def _titled(event: SheetEvent, width: float, scale: float) -> tuple[int, bool]:
    """Return how many lines the title takes, and whether the toll must stand below it to leave it whole."""
    title, size = _title(event), _NAME_PT * scale
    wide = text_width(title, size, bold=True)
    toll = text_width(event.toll, _META_PT * scale, bold=True)
    beside = not event.toll or wide + toll + 6 * scale <= width
    return (1 if wide <= width else 2), not beside


def _full(event: SheetEvent, width: float, scale: float) -> _Entry:
    """Lay an entry out with its meta words on lines of their own."""
    title, toll_below = _titled(event, width, scale)
    text = clean(_what(event))
    lines = len(wrap(text, width, _TEXT_PT * scale, lines=_MOST_LINES))
    meta = len(wrap(clean(meta_words(event)), width, _META_PT * scale, lines=2))
    return _Entry(event=event, title=title, toll_below=toll_below, text=text, lines=lines, needs=lines, meta=meta)


def _short(event: SheetEvent, width: float, scale: float) -> _Entry:
    """Lay an entry out with its source and doubt in front of the text."""
    title, toll_below = _titled(event, width, scale)
    marks = " · ".join(filter(None, [source_mark(event), doubt_words(event)]))
    text = clean(f"{marks} {_what(event)}")
    lines = len(wrap(text, width, _TEXT_PT * scale, lines=_MOST_LINES))
    return _Entry(event=event, title=title, toll_below=toll_below, text=text, lines=lines, needs=lines, meta=0)


def _title(event: SheetEvent) -> str:
    return opened(clean(dates_and_place(event)))


def _what(event: SheetEvent) -> str:
    label = f"{event.portion} {event.label}".strip()
    return f"{label}. {event.sentence}" if event.sentence else label


def _draw(page: Page, at: tuple[float, float, float], entry: _Entry, scale: float) -> float:
    """Write one entry from its top left to the right edge; return the ``y`` below it."""
    event = entry.event
    left, y, right = at
    number = NUMBER_PT * page.scale
    indent = left + _indent(page.scale)
    width, size = right - indent, _META_PT * scale
    unsure = event.needs_review or event.place_unsure
    page.badge(left + badge_radius(number) + 1, y + 5.4 * scale, str(event.number), size=number, colour=event.colour, unsure=unsure)  # fmt: skip
    colour = ACCENT if event.killed else SOFT
    if event.toll and not entry.toll_below:
        x = right - text_width(event.toll, size, bold=True)
        page.write(x, y + _NAME_PT * scale * 0.98, event.toll, size=size, bold=True, colour=colour)
    y = page.paragraph(indent, y, _title(event), width=width, size=_NAME_PT * scale, lines=entry.title, bold=True)
    if entry.toll_below:
        y = page.paragraph(indent, y, event.toll, width=width, size=size, lines=1, bold=True, colour=colour)
    y = page.paragraph(indent, y, entry.text, width=width, size=_TEXT_PT * scale, lines=entry.lines, colour=INK)
    if entry.meta:
        y = page.paragraph(indent, y, meta_words(event), width=width, size=size, lines=entry.meta, colour=SOFT)
    return y + _AFTER_PT * scale
