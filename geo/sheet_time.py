"""The timeline strip: when, on one axis under the map; intervals as bars, days as marks, many events as counts."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Sequence

from geo.sheet_events import SheetEvent, by_date
from geo.sheet_fonts import text_width
from geo.sheet_labels import Rect
from geo.sheet_page import FAINT, INK, PAPER, RULE, SOFT, Page
from geo.sheet_words import plural

# The most events above one another; with more the strip counts them instead.
_LANES, _HEAD_PT = 7, 8.5
# A strip shows at least so many days, so that a single day is seen as one.
_LEAST_DAYS = 7
_TICK_DAYS = (1, 2, 5, 7, 14)
_TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_BAR = "#7d8791"


def draw_timeline(page: Page, rect: Rect, events: Sequence[SheetEvent]) -> None:
    """Draw the strip; a sentence where nothing is dated."""
    scale, size = page.scale, 6.2 * page.scale
    left, top, right, bottom = rect
    page.box(rect, fill="#f6f7f8", zorder=1)
    dated = sorted((event for event in events if event.date_start and event.date_end), key=by_date)
    if not dated:
        page.write(left + 6 * scale, (top + bottom) / 2 + size * 0.36, "No event is dated.", size=size, colour=SOFT)
        return
    first = min(event.date_start for event in dated if event.date_start)
    last = max(event.date_end for event in dated if event.date_end)
    spare = dt.timedelta(days=max(0, (_LEAST_DAYS - (last - first).days) // 2))
    # at the ends of the calendar there is nothing to add
    first, last = max(first, dt.date.min + spare) - spare, min(last, dt.date.max - spare) + spare
    days = (last - first).days + 1
    inner = (left + 12 * scale, right - 12 * scale)

    def x_of(day: dt.date | None) -> float:
        return inner[0] + ((day or first) - first).days / days * (inner[1] - inner[0])

    floor = bottom - 11.5 * scale
    page.line([(left, floor), (right, floor)], colour=FAINT, width=0.7)
    for day, words in _ticks(first, last, most=max(2, int((inner[1] - inner[0]) / (62 * scale)))):
        # a day is as wide as its share of the axis: its tick stands where the day begins
        x = x_of(day)
        page.line([(x, top + 2), (x, floor + 2.5 * scale)], colour=RULE, width=0.5)
        if x + 2 + text_width(words, size) < right:
            page.write(x + 2, floor + 8.6 * scale, words, size=size, colour=SOFT)
    day_pt = (inner[1] - inner[0]) / days
    lanes = _lanes(dated, x_of, day_pt, scale)
    missing = len(events) - len(dated)
    notes = ["When", plural(missing, "event not dated", "events not dated") if missing else ""]
    span = (top + _HEAD_PT * scale, floor)
    if lanes is None:
        notes.insert(1, _columns(page, dated, first, (inner, *span), days))
    else:
        _bars(page, dated, lanes, (x_of, day_pt), span)
    words = " · ".join(filter(None, notes))
    page.write(left + 4 * scale, top + size + 1.5 * scale, words, size=size, colour=SOFT, halo="#f6f7f8")


def _lanes(
    events: Sequence[SheetEvent], x_of: Callable[[dt.date | None], float], day_pt: float, scale: float
) -> list[int] | None:
    """Give each event a lane where it covers no other; None where there are not enough lanes."""
    ends: list[float] = []
    lanes = []
    for event in events:
        start = x_of(event.date_start)
        end = max(start + 13 * scale, x_of(event.date_end) + day_pt)
        lane = next((index for index, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == _LANES:
            return None
        ends[lane : lane + 1] = [end]
        lanes.append(lane)
    return lanes


def _bars(page: Page, events: Sequence[SheetEvent], lanes: Sequence[int], across: tuple[Callable[[dt.date | None], float], float], span: tuple[float, float]) -> None:  # fmt: skip
    scale, size = page.scale, 5.8 * page.scale
    (x_of, day_pt), (top, floor) = across, span
    step = min(9.5 * scale, (floor - top) / (max(lanes) + 1))
    radius = min(3.4 * scale, step * 0.46)
    for event, lane in zip(events, lanes, strict=True):
        start, end = x_of(event.date_start), x_of(event.date_end)
        y = floor - (lane + 0.5) * step
        middle = start + min(day_pt / 2, 5 * scale)
        if end > start:
            half = radius * 0.8
            page.box((start, y - half, end + day_pt, y + half), fill=event.colour, alpha=0.35, zorder=3)
            page.box((start, y - half, end + day_pt, y + half), edge=event.colour, line=0.6, zorder=3)
        page.shape(middle, y, shape=event.shape, radius=radius, fill=event.colour, edge=PAPER, line=0.4)
        if event.number is not None:
            page.write(middle + 4.4 * scale, y + size * 0.36, str(event.number), size=size, bold=True, colour=INK, halo="#f6f7f8")  # fmt: skip


def _columns(page: Page, events: Sequence[SheetEvent], first: dt.date, area: tuple[tuple[float, float], float, float], days: int) -> str:  # fmt: skip
    """Count events by the day they began, or by as many days as make a column that can be seen; say by which."""
    (left, right), top, floor = area
    scale, size = page.scale, 5.8 * page.scale
    width_days = max(1, math.ceil(days / ((right - left) / (4 * scale))))
    counts = Counter((event.date_start - first).days // width_days for event in events if event.date_start)
    highest = max(counts.values())
    for column, number in counts.items():
        x0 = left + column * width_days / days * (right - left)
        x1 = min(right, left + (column + 1) * width_days / days * (right - left))
        high = number / highest * (floor - top - 8 * scale)
        page.box((x0, floor - high, max(x1 - 0.6, x0 + 0.8), floor), fill=_BAR, zorder=3)
        if number == highest:
            page.write((x0 + x1) / 2, floor - high - 1.6 * scale, str(number), size=size, bold=True, align="center", colour=INK)  # fmt: skip
            highest += 1  # the first of equals carries the figure
    return "events a day" if width_days == 1 else f"events in {width_days} days"


def _ticks(first: dt.date, last: dt.date, *, most: int) -> list[tuple[dt.date, str]]:
    """Choose the days to name: every so many days, or firsts of months; at most ``most``."""
    days = (last - first).days + 1
    step = next((step for step in _TICK_DAYS if days / step <= most), None)
    if step is not None:
        stops = [first + dt.timedelta(days=number * step) for number in range(math.ceil(days / step))]
        return [
            (day, f"{day.day} {day:%b}" + (f" {day.year}" if index == 0 else "")) for index, day in enumerate(stops)
        ]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in _TICK_MONTHS if months / step <= most), _TICK_MONTHS[-1])
    start = first.year * 12 + first.month - 1
    numbers = range(start + (-start) % step, last.year * 12 + last.month, step)
    stops = [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [(day, f"{day:%b %Y}" if step < 12 else str(day.year)) for day in stops if day >= first]
