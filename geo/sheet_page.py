"""The sheet as a page in points: paper sizes, and the few strokes that everything on it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from geo.errors import UnknownPaperError
from geo.sheet_fonts import clean, elide, font, text_width, wrap
from geo.sheet_labels import Rect
from geo.style import outlines

INK, SOFT, FAINT = "#1b1e23", "#4d535b", "#7b828b"
RULE, PAPER = "#c9ced4", "#ffffff"
SEA, LAND, COAST, PROVINCE, RIVER = "#d5e5ee", "#f8f6f0", "#8b8577", "#c9c2b2", "#a9c6d6"
ACCENT = "#b3202c"

_MM = 72 / 25.4
# Width and height of the landscape page in points, and how much larger than on A4 its letters are.
_PAPERS = {
    "a4": (297 * _MM, 210 * _MM, 1.0),
    "a3": (420 * _MM, 297 * _MM, 1.3),
    "letter": (11 * 72.0, 8.5 * 72.0, 1.0),
    "16:9": (960.0, 540.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: width and height in points, and the scale of its letters."""

    width: float
    height: float
    scale: float


def paper_size(name: str, *, portrait: bool = False) -> Paper:
    """Return a paper by name.

    Raises
    ------
    UnknownPaperError
        If the name is not one of a4, a3, letter, 16:9.
    """
    try:
        width, height, scale = _PAPERS[name.strip().lower()]
    except KeyError:
        raise UnknownPaperError(f"Paper must be one of {', '.join(_PAPERS)}, got {name!r}.") from None
    return Paper(height, width, scale) if portrait else Paper(width, height, scale)


@dataclass
class Page:
    """A figure with one axes over the whole page, in points from the top left (y down).

    ``texts`` remembers every box of text written, for those who must not cover it; ``words`` what was written.
    """

    paper: Paper
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)

    def __post_init__(self) -> None:
        """Open the figure."""
        self.figure = Figure(figsize=(self.paper.width / 72, self.paper.height / 72), dpi=72, facecolor=PAPER)
        self.axes = self.panel((0, 0, self.paper.width, self.paper.height), zorder=10)
        self.axes.set_xlim(0, self.paper.width)
        self.axes.set_ylim(self.paper.height, 0)

    def panel(self, rect: Rect, *, zorder: float) -> Axes:
        """Add bare axes over a rectangle of the page."""
        left, top, right, bottom = rect
        width, height = self.paper.width, self.paper.height
        place = (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height)
        axes = self.figure.add_axes(place, zorder=zorder)
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    @property
    def scale(self) -> float:
        """How much larger than on A4 the letters are."""
        return self.paper.scale

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        italic: bool = False,
        colour: str = INK,
        align: str = "left",
        anchor: str = "baseline",
        halo: str | None = None,
        zorder: float = 5,
    ) -> Text:
        """Write one line; ``y`` is its baseline unless ``anchor`` is "center"; ``halo`` a colour behind the letters."""
        look = font(clean(text), size, bold=bold, italic=italic)
        if halo:
            # a text with an effect is drawn as outlines: the halo lies under a text that stays text
            effect = Stroke(linewidth=2.2 * self.scale, foreground=halo)
            under = self._text(x, y, text, look, halo, align, anchor, zorder - 0.01)
            under.set_path_effects([effect])
        return self._text(x, y, text, look, colour, align, anchor, zorder)

    def _text(
        self, x: float, y: float, text: str, look: FontProperties, colour: str, align: str, anchor: str, zorder: float
    ) -> Text:
        return self.axes.text(
            x, y, clean(text), fontproperties=look, color=colour, ha=align, va=anchor, parse_math=False, zorder=zorder
        )

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        *,
        width: float,
        size: float,
        lines: int,
        bold: bool = False,
        colour: str = INK,
        leading: float = 1.32,
    ) -> float:
        """Write a wrapped text whose first line's top is ``y``; return the ``y`` below its last line."""
        for line in wrap(clean(text), width, size, lines=lines, bold=bold):
            self.write(x, y + size * 0.98, line, size=size, bold=bold, colour=colour)
            y += size * leading
        return y

    def run(self, x: float, y: float, text: str, *, width: float, size: float, **look: object) -> float:
        """Write one line cut to a width; return the ``x`` after it."""
        bold = bool(look.get("bold", False))
        fitted = elide(clean(text), width, size, bold=bold)
        self.write(x, y, fitted, size=size, **look)  # type: ignore[arg-type]  # looks are write's own keywords
        return x + text_width(fitted, size, bold=bold)

    def box(
        self,
        rect: Rect,
        *,
        fill: str | None = None,
        edge: str | None = None,
        line: float = 0.6,
        zorder: float = 1,
        alpha: float | None = None,
    ) -> None:
        """Draw a rectangle."""
        left, top, right, bottom = rect
        self.axes.add_patch(
            Rectangle(
                (left, top),
                right - left,
                bottom - top,
                facecolor=fill or "none",
                edgecolor=edge or "none",
                linewidth=line,
                zorder=zorder,
                alpha=alpha,
            )
        )

    def line(self, points: Sequence[tuple[float, float]], *, colour: str = RULE, width: float = 0.6, zorder: float = 2, dashes: tuple[float, float] | None = None) -> None:  # fmt: skip
        """Draw a line through points."""
        xs, ys = zip(*points, strict=True)
        stroke = Line2D(xs, ys, color=colour, linewidth=width, zorder=zorder, solid_capstyle="butt")
        if dashes:
            stroke.set_dashes(dashes)
        self.axes.add_line(stroke)

    def shape(
        self,
        x: float,
        y: float,
        *,
        shape: str,
        radius: float,
        fill: str,
        edge: str,
        line: float = 0.7,
        zorder: float = 4,
        alpha: float | None = None,
    ) -> None:
        """Draw one of the style's marker shapes round a point."""
        ring = marker_path(shape)
        path = Path(ring.vertices * np.array([radius, -radius]) + np.array([x, y]), ring.codes)
        self.axes.add_patch(
            PathPatch(
                path, facecolor=fill, edgecolor=edge, linewidth=line, zorder=zorder, alpha=alpha, joinstyle="round"
            )
        )

    def dashed_circle(self, x: float, y: float, radius: float, *, colour: str, dashes: tuple[float, float], fill: str = "none", zorder: float = 3) -> None:  # fmt: skip
        """Draw a dashed ring, faintly filled, as areas and circles are on the map."""
        if fill != "none":
            self.axes.add_patch(Circle((x, y), radius, facecolor=fill, linewidth=0, alpha=0.25, zorder=zorder))
        ring = Circle(
            (x, y), radius, facecolor="none", edgecolor=colour, linewidth=0.95 * self.scale, zorder=zorder + 0.1
        )
        ring.set_linestyle((0, dashes))
        self.axes.add_patch(ring)

    def badge(self, x: float, y: float, text: str, *, size: float, colour: str, unsure: bool = False, zorder: float = 8) -> None:  # fmt: skip
        """Draw a number in a ring of its event's colour, dashed where a person should look again."""
        radius = badge_radius(size)
        if len(text) > 2:
            wide = text_width(text, size, bold=True) / 2 + size * 0.35
            ring: FancyBboxPatch | Circle = FancyBboxPatch((x - wide, y - radius), 2 * wide, 2 * radius, boxstyle=f"round,pad=0,rounding_size={radius}", facecolor=PAPER, edgecolor=colour, linewidth=1.2, zorder=zorder)  # fmt: skip
        else:
            ring = Circle((x, y), radius, facecolor=PAPER, edgecolor=colour, linewidth=1.25 * self.scale, zorder=zorder)
        if unsure:
            ring.set_linestyle((0, (2, 1.2)))
        self.axes.add_patch(ring)
        self.write(x, y + size * 0.36, text, size=size, bold=True, align="center", zorder=zorder + 0.1)


def badge_radius(size: float) -> float:
    """Return the radius of a number's ring for letters of a size."""
    return size * 0.92


@lru_cache(maxsize=32)
def marker_path(shape: str) -> Path:
    """Return a marker shape of the style as a path about the unit circle, y up."""
    if shape == "circle":
        circle = Path.circle((0, 0), 0.9)
        return Path(circle.vertices, circle.codes)
    ring = outlines()[shape]
    return Path([*ring, ring[0]], closed=True)
