"""How an event looks: one table for map, timeline, table, sheet and legend."""

import math
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from events import EventType
from geo.errors import StyleTableError

_TABLE = Path(__file__).with_name("data") / "style.toml"

# A marker's radius in CSS pixels at no toll, its growth (area grows with the toll), and the largest we draw.
_RADIUS_PX, _GROWTH_PX2, _LARGEST_PX = 7.0, 3.2, 22.0
_EXACT, _RADIUS_PREC = 1, 2
_LINE_LUMINANCE = 0.27
# Up to so many markers on one map, that share of the full size.
_CROWDS = ((300.0, 1.0), (1500.0, 0.75), (math.inf, 0.55))


class Drawing(StrEnum):
    """How an event's place is drawn; a pin is never finer than its precision."""

    POINT = "point"  # a filled marker: the place itself
    CIRCLE = "circle"  # a dashed circle round a hollow marker: the truth lies inside
    AREA = "area"  # a filled footprint, fainter the larger it is: anywhere inside
    NONE = "none"  # not placed: listed, not drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """How one event type looks: ``colour`` as #rrggbb (shared by a family), ``shape`` a key of `outlines`.

    ``line_colour`` is for lines and small print on a pale ground: the colour itself, or darker where it is pale.
    """

    type: EventType
    label: str
    family: str
    colour: str
    shape: str
    order: int

    @property
    def line_colour(self) -> str:
        """The colour, darkened until it stands out from the pale map."""
        return _readable(self.colour)


@dataclass(frozen=True, slots=True)
class _Table:
    types: dict[EventType, TypeStyle]
    shapes: dict[str, tuple[tuple[float, float], ...]]
    precision: dict[int, str]


def _readable(colour: str) -> str:
    """Darken #rrggbb until its relative luminance (WCAG) is at most that of a 3:1 contrast with the land's colour."""
    rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    share = min(1.0, _LINE_LUMINANCE / luminance) if luminance else 1.0
    dark = [1.055 * (c * share) ** (1 / 2.4) - 0.055 if c * share > 0.0031308 else 12.92 * c * share for c in linear]
    return "#" + "".join(f"{round(max(0.0, c) * 255):02x}" for c in dark)


@cache
def _table() -> _Table:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    names, known = set(raw["types"]), {member.name for member in EventType}
    if names != known:
        raise StyleTableError(
            f"{_TABLE.name} must have one row per event type; "
            f"missing {sorted(known - names)}, unknown {sorted(names - known)}."
        )
    types = {
        EventType[name]: TypeStyle(type=EventType[name], order=order, **row)
        for order, (name, row) in enumerate(raw["types"].items())
    }
    shapes = {name: tuple((float(x), float(y)) for x, y in ring) for name, ring in raw["shapes"].items()}
    for style in types.values():
        if style.shape != "circle" and style.shape not in shapes:
            raise StyleTableError(f"{_TABLE.name}: {style.label!r} has the unknown shape {style.shape!r}.")
    precision = {int(code): row["words"] for code, row in raw["precision"].items()}
    return _Table(types, shapes, precision)


def style_of(event_type: EventType) -> TypeStyle:
    """Return how an event type looks."""
    return _table().types[event_type]


def all_styles() -> tuple[TypeStyle, ...]:
    """Return the styles of all event types, in legend order."""
    return tuple(_table().types.values())


def outlines() -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the marker shapes as open rings of (x, y), y up, about the unit circle; "circle" has no ring."""
    return dict(_table().shapes)


def svg_path(shape: str) -> str:
    """Return a marker shape as an SVG path about the unit circle, y down (for legends and Vega).

    Examples
    --------
    >>> svg_path("diamond")
    'M0,1 L0.95,0 L0,-1 L-0.95,0 Z'
    """
    if shape == "circle":
        return "M0.9,0 A0.9,0.9 0 1,1 -0.9,0 A0.9,0.9 0 1,1 0.9,0 Z"
    return "M" + " L".join(f"{x:g},{-y + 0:g}" for x, y in _table().shapes[shape]) + " Z"


def marker_radius_px(killed: int | None) -> float:
    """Return a marker's radius in CSS pixels; its area grows with the toll, None counts as no toll.

    Examples
    --------
    >>> marker_radius_px(None)
    7.0
    >>> marker_radius_px(60) > 2 * marker_radius_px(0)
    True
    """
    return round(min(_LARGEST_PX, math.sqrt(_RADIUS_PX**2 + _GROWTH_PX2 * max(killed or 0, 0))), 1)


def crowd_scale(placed: int) -> float:
    """Return how much smaller markers are drawn where there are many of them.

    Examples
    --------
    >>> crowd_scale(12), crowd_scale(5_000)
    (1.0, 0.55)
    """
    return next(scale for most, scale in _CROWDS if placed <= most)


def area_opacity(area_m2: float) -> float:
    """Return the fill opacity of an area: a neighbourhood is clear, a country a breath.

    Examples
    --------
    >>> area_opacity(10e6), area_opacity(1e12)
    (0.29, 0.06)
    """
    square_km = max(area_m2 / 1e6, 1.0)
    return round(max(0.06, 0.34 - 0.05 * math.log10(square_km)), 2)


def precision_words(where_prec: int | None, *, radius_m: float | None = None, drawing: Drawing = Drawing.POINT) -> str:
    """Say in plain words how precisely a place is known.

    Parameters
    ----------
    where_prec
        UCDP GED 1 to 7; None where the event is not placed.
    radius_m
        Radius of the circle that is drawn, metres.
    drawing
        How the event is drawn: an area of precision 1 or 2 is "somewhere in this area".

    Examples
    --------
    >>> precision_words(1)
    'exact place'
    >>> precision_words(2, radius_m=12_300, drawing=Drawing.CIRCLE)
    'within 12 km'
    >>> precision_words(None)
    'not placed'
    """
    if where_prec is None:
        return "not placed"
    if drawing is Drawing.AREA and where_prec <= _RADIUS_PREC:
        return _precision(5)
    if drawing is Drawing.CIRCLE and radius_m and where_prec <= _RADIUS_PREC:
        return f"within {_kilometres(radius_m)} km"
    return _precision(where_prec)


def _precision(where_prec: int) -> str:
    try:
        return _table().precision[where_prec]
    except KeyError:
        raise ValueError(f"where_prec must be 1 (exact) to 7 (international), got {where_prec!r}.") from None


def _kilometres(metres: float) -> str:
    km = metres / 1000
    return f"{km:.1f}".removesuffix(".0") if km < 10 else f"{km:.0f}"


def drawing_of(where_prec: int | None, *, has_area: bool) -> Drawing:
    """Decide how an event is drawn: the footprint where there is one, a pin only for an exact place."""
    if where_prec is None:
        return Drawing.NONE
    if has_area:
        return Drawing.AREA
    return Drawing.POINT if where_prec == _EXACT else Drawing.CIRCLE
