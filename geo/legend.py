"""The legend in HTML: exactly what is drawn, in the signs that draw it."""

from html import escape

from geo.spots import MOST_FANNED, arrange_spots
from geo.style import Drawing, TypeStyle, all_styles, crowd_scale, marker_radius_px, svg_path
from geo.view import EventView

DRAWING_WORDS = {
    Drawing.POINT: "Exact place",
    Drawing.CIRCLE: "Within the dashed circle",
    Drawing.AREA: "Somewhere in the dashed area",
}
_HOLLOW = '<circle r="2.6" fill="#fff" stroke="#666" stroke-width="1.5"/>'
_FAINT = 'fill="#666" fill-opacity=".15" stroke="#666" stroke-dasharray="3 2"'
_DRAWING_SIGNS = {
    Drawing.POINT: '<circle r="5" fill="#666" stroke="#fff"/>',
    Drawing.CIRCLE: f'<circle r="8" {_FAINT}/>{_HOLLOW}',
    Drawing.AREA: f'<path d="M-8,3 L-4,-7 L6,-6 L8,4 L0,8 Z" {_FAINT}/>{_HOLLOW}',
}


def symbol_defs() -> str:
    """Return the signs of all types once, hidden, for `symbol_use` to refer to."""
    signs = "".join(
        f'<symbol id="sign-{style.order}" viewBox="-1.25 -1.25 2.5 2.5"><path d="{svg_path(style.shape)}" '
        f'fill="{style.colour}" stroke="#333" stroke-width="0.14"/></symbol>'
        for style in all_styles()
    )
    return f'<svg width="0" height="0" aria-hidden="true" class="defs">{signs}</svg>'


def symbol_use(style: TypeStyle) -> str:
    """Return a reference to a type's sign, for tables of thousands of rows."""
    return f'<svg width="14" height="14" aria-hidden="true"><use href="#sign-{style.order}"/></svg>'


def symbol_svg(shape: str, colour: str, size_px: int = 16) -> str:
    """Return a type's sign as a decorative inline SVG."""
    return (
        f'<svg width="{size_px}" height="{size_px}" viewBox="-1.25 -1.25 2.5 2.5" aria-hidden="true">'
        f'<path d="{svg_path(shape)}" fill="{colour}" stroke="#333" stroke-width="0.14"/></svg>'
    )


def legend_html(view: EventView) -> str:
    """Return the legend of what the map of a view draws; a sentence where it draws nothing."""
    entries = [entry for entry in view.legend.types if entry.placed]
    if not entries:
        return "<p>No event of this selection has a known place, so nothing is drawn on the map.</p>"
    types = "".join(
        _item(symbol_svg(entry.style.shape, entry.style.colour), entry.style.label, entry.placed) for entry in entries
    )
    ways = "".join(
        _item(
            f'<svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">{_DRAWING_SIGNS[way]}</svg>',
            DRAWING_WORDS[way],
            number,
        )
        for way, number in view.legend.drawings
    )
    parts = [f"<h3>Event type</h3><ul>{types}</ul>", f"<h3>How precisely the place is known</h3><ul>{ways}</ul>"]
    if any(way is not Drawing.POINT for way, _ in view.legend.drawings):
        parts.append(
            "<p>A hollow marker shows the type of an event whose exact place is not known. "
            "Larger areas are fainter.</p>"
        )
    parts += [f"<p>{words}</p>" for words in _spot_words(view)]
    if view.legend.tolls:
        scale = crowd_scale(sum(entry.placed for entry in entries))
        tolls = "".join(_toll_size(killed, scale) for killed in view.legend.tolls)
        parts.append(f"<h3>Reported killed</h3><ul>{tolls}</ul>")
    return "".join(parts)


def _spot_words(view: EventView) -> list[str]:
    """Say what a counted ring means, where there may be one."""
    placed = view.events[view.events["drawing"] != Drawing.NONE.value]
    if not arrange_spots(placed).crowds:
        return []
    return [
        "A number in a ring counts events at one place, or too close together to tell apart: click it for the list, "
        f"or zoom in to see up to {MOST_FANNED} side by side."
    ]


def _item(sign: str, words: str, number: int) -> str:
    return f'<li>{sign}<span>{escape(words)}</span><span class="count">{number:,}</span></li>'


def _toll_size(killed: int, scale: float) -> str:
    radius = scale * marker_radius_px(killed)
    size, half = 2 * radius + 2, radius + 1
    box = f"{-half:g} {-half:g} {size:g} {size:g}"
    return (
        f'<li><svg width="{size:g}" height="{size:g}" viewBox="{box}" aria-hidden="true">'
        f'<circle r="{radius * 0.9:g}" fill="#bbb" stroke="#555"/></svg><span>{killed:,}</span></li>'
    )
