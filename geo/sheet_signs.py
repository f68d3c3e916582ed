"""The signs that stand for events on the sheet's map: markers, rings that count, and areas too small to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.patches import Circle, Wedge

from geo.sheet_events import SheetEvent
from geo.sheet_fonts import text_width
from geo.sheet_page import INK, PAPER, Page
from geo.sheet_spots import shares_of
from geo.style import Drawing, marker_radius_px

_PT_PER_PX = 0.75
# Half the size of a marker that is not numbered.
HALF_SMALL_PT = 2.6
# An area too small to be seen has a dashed ring of this radius.
TINY_REACH_PT = 4.6
_RING_WIDTH, _COUNT_PT = 0.28, 6.2
# Markers of one spot whose sizes differ less than this hide each other.
_STEP_PT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign in page points: its middle, and how far it reaches."""

    at: tuple[float, float]
    reach: float
    is_ring: bool = False

    def slack(self, scale: float) -> float:
        """Return how far from the sign's middle a place still stands at it; a ring covers places that are not its own."""
        return 3.0 * scale if self.is_ring else max(3.0 * scale, self.reach * 1.2)


def marker_reach(event: SheetEvent, scale: float) -> float:
    """Return the radius of an event's marker in points; what is not numbered is small."""
    return (HALF_SMALL_PT if event.number is None else marker_radius_px(event.killed) * _PT_PER_PX) * scale


def look_of_marker(event: SheetEvent) -> tuple[str, str]:
    """Return fill and edge: filled where the place is exact, hollow where the truth lies somewhere round it."""
    return (event.colour, PAPER) if event.drawing is Drawing.POINT else (PAPER, event.colour)


def side_by_side(
    events: Sequence[SheetEvent], at: tuple[float, float], scale: float
) -> list[tuple[SheetEvent, tuple[float, float]]]:
    """Return where the markers of one spot stand: on it where the smaller show on the larger, else in a row about it."""
    ordered = sorted(events, key=lambda event: -marker_reach(event, scale))
    reaches = [marker_reach(event, scale) for event in ordered]
    if all(larger - smaller >= _STEP_PT * scale for larger, smaller in pairwise(reaches)):
        return [(event, at) for event in ordered]
    x = at[0] - sum(reaches)
    row = []
    for event, reach in zip(ordered, reaches, strict=True):
        row.append((event, (x + reach, at[1])))
        x += 2 * reach
    return row


def draw_ring(page: Page, at: tuple[float, float], radius: float, events: Sequence[SheetEvent]) -> None:
    """Draw a ring in the colours of its events' types round their number ("×5", lest it be taken for an event's); dashed where none of them has an exact place."""
    draw_count(page, at, radius, shares_of(events), f"×{len(events):,}")
    if all(event.drawing is not Drawing.POINT for event in events):
        edge = Circle(at, radius + 0.8 * page.scale, facecolor="none", edgecolor=INK, linewidth=0.7 * page.scale)
        edge.set_linestyle((0, (3, 2)))
        edge.set_zorder(4.2)
        page.axes.add_patch(edge)


def draw_count(page: Page, at: tuple[float, float], radius: float, shares: Sequence[tuple[str, float]], words: str) -> None:  # fmt: skip
    """Draw a ring divided by colours, with a number in it."""
    page.axes.add_patch(Circle(at, radius, facecolor=PAPER, edgecolor=PAPER, linewidth=1.2 * page.scale, zorder=4))
    start = -90.0
    for colour, share in shares:
        end = start + 360 * share
        wedge = Wedge(
            at, radius, start, end, width=radius * _RING_WIDTH, facecolor=colour, edgecolor=PAPER, linewidth=0.4
        )
        wedge.set_zorder(4.1)
        page.axes.add_patch(wedge)
        start = end
    size = _COUNT_PT * page.scale
    size *= min(1.0, 1.22 * radius / text_width(words, size, bold=True))
    page.write(at[0], at[1] + size * 0.36, words, size=size, bold=True, align="center", zorder=4.3)
