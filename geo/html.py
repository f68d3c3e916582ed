"""One HTML file: map, legend, table and sources, with every asset inside and nothing fetched, ever."""

import base64
import datetime as dt
import hashlib
import re
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import folium

from gazetteer import Gazetteer
from geo.assets import Assets
from geo.basemap import boundary_disclaimer
from geo.folium_map import build_layer, build_map
from geo.style import Drawing, marker_radius_px, svg_path
from geo.view import EventView
from geo.words import date_words

_DATA = Path(__file__).with_name("data")
_BLOCK = re.compile(r"<(script|style)(?:\s[^>]*)?>(.*?)</\1>", re.DOTALL)
_DRAWING_WORDS = {
    Drawing.POINT: "Exact place",
    Drawing.CIRCLE: "Within the dashed circle",
    Drawing.AREA: "Somewhere in the dashed area",
}
# A row's button opens the event's card on the map, so the keyboard reaches every event.
_ROW_SCRIPT = """document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("button[data-event]");
  if (button && dateline.open(MAP, LAYER, button.dataset.event, true)) {
    MAP.getContainer().scrollIntoView({ block: "nearest" });
  }
});"""


def to_html(
    view: EventView,
    title: str,
    *,
    as_of: dt.date | None = None,
    produced: dt.datetime | None = None,
    gazetteer: Gazetteer | None = None,
) -> str:
    """Write the view as one HTML file that opens anywhere and asks the network for nothing.

    Parameters
    ----------
    view
        What to show.
    title
        Heading of the page; text, not HTML.
    as_of
        Date of information; the last day of the events where None.
    produced
        Timezone-aware moment of production, printed where given.
    gazetteer
        Gives the place labels of the map.

    Returns
    -------
    str
        A page whose content security policy allows its own scripts and styles by hash and nothing else.

    Raises
    ------
    VendorMissingError
        If the browser libraries have not been copied.
    """
    chart = build_map(view, assets=Assets.INLINE, gazetteer=gazetteer, title=f"Map of {view.counts.placed} events")
    layer = build_layer(view, fit="file")
    layer.add_to(chart)
    root = chart.get_root()
    root.render()
    inner = next(iter(layer._children.values()))
    script = _ROW_SCRIPT.replace("MAP", chart.get_name()).replace("LAYER", inner.get_name())
    page = Template((_DATA / "page.html").read_text(encoding="utf-8")).substitute(
        policy="$policy",
        title=escape(title),
        head=_head(root),
        sheet=(_DATA / "page.css").read_text(encoding="utf-8"),
        lead=_lead(view),
        facts=_facts(view, as_of, produced),
        map=root.html.render(),
        legend=_legend(view),
        table=_table(view),
        sources="".join(f"<li>{escape(each.name) or 'Source not given'} ({_count(each.events, 'event')})</li>" for each in view.sources),
        footer="".join(f"<p>{escape(line)}</p>" for line in (boundary_disclaimer(), " · ".join(view.credits))),
        script=f"{root.script.render()}\n{script}",
    )
    return page.replace("$policy", _policy(page), 1)


def _head(root: folium.Figure) -> str:
    """Return folium's head without its own page-wide rules (full height, no zooming) that are wrong for a document."""
    head = root.header.render()
    head = re.sub(r"<meta name=\"viewport\".*?/>", "", head, flags=re.DOTALL)
    return re.sub(r"<style>\s*(html, body|#map) \{.*?</style>", "", head, flags=re.DOTALL)


def _policy(page: str) -> str:
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _BLOCK.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    scripts, styles = (" ".join(dict.fromkeys(hashes[kind])) for kind in ("script", "style"))
    return f"default-src 'none'; script-src {scripts}; style-src {styles}; base-uri 'none'; form-action 'none'"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _lead(view: EventView) -> str:
    counts = view.counts
    parts = [_count(len(view.events), "event")]
    if view.date_range:
        parts.append(date_words(*view.date_range))
    if counts.not_placed:
        parts.append(f"{counts.not_placed:,} not placed")
    if counts.not_dated:
        parts.append(f"{counts.not_dated:,} not dated")
    return escape(" · ".join(parts))


def _facts(view: EventView, as_of: dt.date | None, produced: dt.datetime | None) -> str:
    counts = view.counts
    day = as_of or (view.date_range[1] if view.date_range else None)
    rows = [
        ("Date of information", date_words(day, day)),
        ("Filter", view.filter_words),
        (
            "Counts",
            f"{counts.placed:,} on the map + {counts.not_placed:,} not placed + {counts.filtered_out:,} filtered out = {counts.total:,}",
        ),
    ]
    if produced:
        rows.append(("Produced", f"{produced.day} {produced:%B %Y %H:%M %Z}"))
    return "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>" for name, words in rows)


def _symbol(shape: str, colour: str, size: int = 16) -> str:
    return (
        f'<svg width="{size}" height="{size}" viewBox="-1.25 -1.25 2.5 2.5" aria-hidden="true">'
        f'<path d="{svg_path(shape)}" fill="{colour}" stroke="#333" stroke-width="0.14"/></svg>'
    )


def _drawing_symbol(drawing: Drawing) -> str:
    marks = {
        Drawing.POINT: '<circle r="5" fill="#666" stroke="#fff"/>',
        Drawing.CIRCLE: '<circle r="8" fill="#666" fill-opacity=".15" stroke="#666" stroke-dasharray="3 2"/><circle r="2.6" fill="#fff" stroke="#666" stroke-width="1.5"/>',
        Drawing.AREA: '<path d="M-8,3 L-4,-7 L6,-6 L8,4 L0,8 Z" fill="#666" fill-opacity=".15" stroke="#666" stroke-dasharray="3 2"/><circle r="2.6" fill="#fff" stroke="#666" stroke-width="1.5"/>',
    }
    return f'<svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">{marks[drawing]}</svg>'


def _legend(view: EventView) -> str:
    entries = [entry for entry in view.legend.types if entry.placed]
    if not entries:
        return "<p>No event of this selection has a known place, so nothing is drawn on the map.</p>"
    types = "".join(
        f'<li>{_symbol(entry.style.shape, entry.style.colour)}<span>{escape(entry.style.label)}</span><span class="count">{entry.placed:,}</span></li>'
        for entry in entries
    )
    ways = "".join(
        f'<li>{_drawing_symbol(way)}<span>{_DRAWING_WORDS[way]}</span><span class="count">{number:,}</span></li>'
        for way, number in view.legend.drawings
    )
    parts = [f"<h3>Event type</h3><ul>{types}</ul>", f"<h3>How precisely the place is known</h3><ul>{ways}</ul>"]
    if any(way is not Drawing.POINT for way, _ in view.legend.drawings):
        parts.append("<p>A hollow marker shows the type of an event whose exact place is not known. Larger areas are fainter.</p>")
    if view.legend.tolls:
        parts.append(f"<h3>Reported killed</h3><ul>{''.join(map(_toll_size, view.legend.tolls))}</ul>")
    parts.append("<p>Events at one place are fanned out around it.</p>")
    return "".join(parts)


def _toll_size(killed: int) -> str:
    radius = marker_radius_px(killed)
    size = 2 * radius + 2
    return (
        f'<li><svg width="{size:g}" height="{size:g}" viewBox="{-size / 2:g} {-size / 2:g} {size:g} {size:g}" aria-hidden="true">'
        f'<circle r="{radius * 0.9:g}" fill="#bbb" stroke="#555"/></svg><span>{killed:,}</span></li>'
    )


def _table(view: EventView) -> str:
    if view.events.empty:
        return '<p class="empty">No event passes this filter. Widen the dates or clear a filter, then export again.</p>'
    names = ("When", "What", "Where", "Who", "Toll", "According to", "Sentence", "Source")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = view.events.sort_values("date_start", kind="stable", na_position="last")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, rows.itertuples(index=False)))}</tbody></table>"


def _row(event: Any) -> str:
    place = escape(event.place_words) or "Not placed"
    if event.drawing != Drawing.NONE.value:
        place = f'<button type="button" data-event="{escape(event.event_id)}" title="Show on the map">{place}</button>'
    who = " → ".join(filter(None, (event.side1, event.side2)))
    what = escape(event.label) + (f"<small>{escape(event.sub_type)}</small>" if event.sub_type else "")
    review = "<small>To be checked</small>" if event.needs_review else ""
    symbol = _symbol(event.shape, event.colour, 14)
    return (
        f'<tr><td class="when">{escape(event.date_words)}</td><td class="what">{symbol}{what}{review}</td>'
        f'<td class="where">{place}<small>{escape(event.precision_words)}</small></td><td>{escape(who)}</td><td class="toll">{escape(event.toll_words)}</td>'
        f'<td>{escape(event.claimed_by)}</td><td class="sentence">{escape(event.sentence)}</td><td>{event.source_no}</td></tr>'
    )
