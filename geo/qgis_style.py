"""The looks of event types as QGIS reads them: a style for the layer of points, one for areas, one for lines."""

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from geo.style import TypeStyle, all_styles

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
# QGIS's names of our marker shapes, and how far they are turned.
_MARKERS = {"triangle-up": ("triangle", 0), "triangle-down": ("triangle", 180), "cross": ("cross_fill", 0)}
_POINT_MM, _OUTLINE_MM, _AREA_ALPHA = 3.0, 0.3, 56


def point_style() -> str:
    """Return the QML of points: a marker of its type's shape and colour."""
    return _style("marker", _marker)


def area_style() -> str:
    """Return the QML of areas: a pale fill that shows what lies below, for the event is somewhere in it."""
    return _style("fill", _fill)


def line_style() -> str:
    """Return the QML of lines."""
    return _style("line", _line)


def _style(kind: str, layer: Callable[[TypeStyle], str]) -> str:
    styles = all_styles()
    categories = "".join(
        f"<category render='true' symbol='{number}' value={quoteattr(style.type.value)} label={quoteattr(style.label)}/>"
        for number, style in enumerate(styles)
    )
    symbols = "".join(
        f"<symbol type='{kind}' name='{number}' alpha='1' clip_to_extent='1' force_rhr='0'>{layer(style)}</symbol>"
        for number, style in enumerate(styles)
    )
    return (
        f"{_DOCTYPE}\n<qgis version='3.28' styleCategories='Symbology'>"
        "<renderer-v2 type='categorizedSymbol' attr='type' symbollevels='0' enableorderby='0' forceraster='0'>"
        f"<categories>{categories}</categories><symbols>{symbols}</symbols><rotation/><sizescale/></renderer-v2></qgis>"
    )


def _marker(style: TypeStyle) -> str:
    name, angle = _MARKERS.get(style.shape, (style.shape, 0))
    return _layer(
        "SimpleMarker", name=name, angle=str(angle), color=_rgba(style.colour), outline_color="255,255,255,255",
        outline_style="solid", outline_width=str(_OUTLINE_MM), outline_width_unit="MM", size=str(_POINT_MM), size_unit="MM",
    )  # fmt: skip


def _fill(style: TypeStyle) -> str:
    return _layer(
        "SimpleFill", color=_rgba(style.colour, _AREA_ALPHA), style="solid", outline_color=_rgba(style.line_colour),
        outline_style="solid", outline_width=str(_OUTLINE_MM), outline_width_unit="MM",
    )  # fmt: skip


def _line(style: TypeStyle) -> str:
    return _layer(
        "SimpleLine", line_color=_rgba(style.line_colour), line_style="solid", line_width="0.8", line_width_unit="MM"
    )


def _layer(kind: str, **options: str) -> str:
    said = "".join(
        f"<Option type='QString' name='{name}' value={quoteattr(value)}/>" for name, value in options.items()
    )
    return f"<layer class='{kind}' enabled='1' locked='0' pass='0'><Option type='Map'>{said}</Option></layer>"


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
