"""The sheet's side panel: its headings, and what is not on the map."""

from collections.abc import Sequence

from geo.sheet_events import SheetEvent
from geo.sheet_labels import Rect
from geo.sheet_page import FAINT, INK, RULE, SOFT, Page
from geo.sheet_words import opened, source_mark
from geo.words import day_and_time

HEAD_PT, GAP_PT = 15.0, 7.0
_TITLE_PT, _TEXT_PT, _NOTE_PT = 7.4, 6.9, 6.6
_MOST_UNPLACED = 4


def heading(page: Page, rect: Rect, text: str, *, note: str = "") -> float:
    """Write a heading with a rule under it; return the ``y`` below."""
    left, top, right, _ = rect
    scale = page.scale
    page.write(left, top + _TITLE_PT * scale, text, size=_TITLE_PT * scale, bold=True, colour=SOFT)
    if note:
        page.write(right, top + _TITLE_PT * scale, note, size=_NOTE_PT * scale, colour=FAINT, align="right")
    page.line([(left, top + 10.6 * scale), (right, top + 10.6 * scale)], colour=RULE, width=0.7)
    return top + HEAD_PT * scale


def unplaced_height(number: int, scale: float) -> float:
    """Return the height of the box of events that the map does not show."""
    if not number:
        return 0.0
    lines = min(number, _MOST_UNPLACED) + (number > _MOST_UNPLACED)
    return (HEAD_PT + lines * 9.4 + GAP_PT) * scale


def draw_unplaced(page: Page, rect: Rect, events: Sequence[SheetEvent]) -> None:
    """List events that no honest sign can stand for on this map."""
    left, _, right, _ = rect
    scale = page.scale
    y = heading(page, rect, f"Not on the map ({len(events):,})")
    for event in events[:_MOST_UNPLACED]:
        where = f"{event.place} (beyond the edge)" if event.is_placed else event.place or "place not known"
        parts = [day_and_time(event.date_words, event.time), event.label, where, event.toll, source_mark(event)]
        text = f"{event.portion} {opened(' · '.join(filter(None, parts)))}".strip()
        page.run(left, y + _TEXT_PT * scale, text, width=right - left, size=_TEXT_PT * scale, colour=INK)
        y += 9.4 * scale
    if len(events) > _MOST_UNPLACED:
        page.write(left, y + _TEXT_PT * scale, f"and {len(events) - _MOST_UNPLACED:,} more", size=_TEXT_PT * scale, colour=SOFT)  # fmt: skip
