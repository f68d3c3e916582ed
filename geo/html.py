"""One HTML file: map, legend, table and sources, with every asset inside and nothing fetched, ever."""

import base64
import datetime as dt
import hashlib
import re
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from folium import Figure

from events import EventType, readable
from gazetteer import Gazetteer
from geo.assets import Assets
from geo.basemap import boundary_disclaimer
from geo.folium_map import build_layer, build_map, figure_of
from geo.legend import legend_html, symbol_defs, symbol_use
from geo.style import Drawing, style_of
from geo.view import EventView, Source, source_grade_words
from geo.words import date_words, day_and_time

_DATA = Path(__file__).with_name("data")
_BLOCK = re.compile(r"<(script|style)(?:\s[^>]*)?>(.*?)</\1>", re.DOTALL)
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
    root = figure_of(chart)
    root.render()
    inner = next(iter(layer._children.values()))
    script = _ROW_SCRIPT.replace("MAP", chart.get_name()).replace("LAYER", inner.get_name())
    page = Template((_DATA / "page.html").read_text(encoding="utf-8")).substitute(
        policy="$policy",
        title=escape(readable(title)),
        head=_head(root),
        sheet=(_DATA / "page.css").read_text(encoding="utf-8"),
        lead=_lead(view),
        facts=_facts(view, as_of, produced),
        map=root.html.render(),
        legend=legend_html(view),
        table=symbol_defs() + _table(view),
        sources="".join(f"<li>{_source(each)}</li>" for each in view.sources),
        footer="".join(f"<p>{escape(line)}</p>" for line in (boundary_disclaimer(), " · ".join(view.credits))),
        script=f"{root.script.render()}\n{script}",
    )
    return page.replace("$policy", _policy(page), 1)


def _head(root: Figure) -> str:
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


def _source(source: Source) -> str:
    return f"<bdi>{escape(source.name) or 'Source not given'}</bdi> ({_count(source.events, 'event')}), {source_grade_words(source)}"


def _facts(view: EventView, as_of: dt.date | None, produced: dt.datetime | None) -> str:
    counts = view.counts
    day = as_of or (view.date_range[1] if view.date_range else None)
    shown = f"{counts.placed:,} on the map + {counts.not_placed:,} not placed"
    rows = [
        ("Date of information", date_words(day, day)),
        ("Filter", view.filter_words),
        ("Counts", f"{shown} + {counts.filtered_out:,} filtered out = {counts.total:,}"),
    ]
    if produced:
        rows.append(("Produced", f"{produced.day} {produced:%B %Y %H:%M %Z}"))
    return "".join(f'<div><dt>{escape(name)}</dt><dd dir="auto">{escape(words)}</dd></div>' for name, words in rows)


def _table(view: EventView) -> str:
    if view.events.empty:
        return '<p class="empty">No event passes this filter. Widen the dates or clear a filter, then export again.</p>'
    names = ("When", "What", "Where", "Who", "Toll", "According to", "Sentence", "Source")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = view.events.sort_values("date_start", kind="stable", na_position="last")
    body = "".join(map(_row, rows.itertuples(index=False)))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(event: Any) -> str:
    place, precision = escape(event.place_words) or "Not placed", "not on the map"
    if event.drawing != Drawing.NONE.value:
        precision = event.precision_words
        place = f'<button type="button" data-event="{escape(event.event_id)}" title="Show on the map" dir="auto">{place}</button>'
    review = "<small>To be checked</small>" if event.needs_review else ""
    sub_type = f"<small>{escape(event.sub_type)}</small>" if event.sub_type else ""
    cells = (
        ("when", escape(day_and_time(event.date_words, event.time_words))),
        ("what", symbol_use(style_of(EventType(event.type))) + escape(event.label) + sub_type + review),
        ("where", f"{place}<small>{escape(precision)}</small>"),
        ("who", escape(" – ".join(filter(None, (event.side1, event.side2))))),
        ("toll", escape(event.toll_words)),
        ("claim", escape(event.claimed_by)),
        ("sentence", escape(event.sentence)),
        ("source", f"{event.source_no} ({event.grade})" if event.grade else str(event.source_no)),
    )
    # Arabic and Hebrew are read from the right; a cell of numbers and our own words is not turned by what it holds.
    ways = dict.fromkeys(("where", "who", "claim", "sentence"), ' dir="auto"')
    return "<tr>" + "".join(f'<td class="{name}"{ways.get(name, "")}>{said}</td>' for name, said in cells) + "</tr>"
