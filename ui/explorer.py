"""The Explore page's map and timeline: our own component, which the browser draws by itself once it has the columns."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from geo import mask_payload, state_payload
from ui.overlays import Overlays

KEY = "explorer"
# The modules are served beside the app; a bare address would not resolve inside the component's own module.
_LOADER = """
export default function (component) {{
  const mounted = import(new URL("app/static/explorer/index.js", document.baseURI).href).then((m) => m.{name}(component));
  return () => mounted.then((leave) => leave?.());
}}
"""
_COLUMNS = st.components.v2.component("dateline_columns", js=_LOADER.format(name="mountColumns"))
_MASK = st.components.v2.component("dateline_mask", js=_LOADER.format(name="mountMask"))
_LAYERS = st.components.v2.component("dateline_layers", js=_LOADER.format(name="mountLayers"))
_SILENCE = st.components.v2.component("dateline_silence", js=_LOADER.format(name="mountSilence"))
_OTHER = st.components.v2.component("dateline_other", js=_LOADER.format(name="mountOther"))
_REPORTS = st.components.v2.component("dateline_reports", js=_LOADER.format(name="mountReports"))
_EXPLORER = st.components.v2.component("dateline_explorer", js=_LOADER.format(name="mount"))
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hears:
    """Who is told what the analyst does on the map and the timeline, before the page runs anew.

    Attributes
    ----------
    pick
        The position of an event that was chosen, and the token of the columns that it is a position of; None where its card was closed.
    brush
        The first and last day that were brushed, None for all days.
    area
        "box" or "lasso", and the points (lon, lat) that were drawn.
    find
        A place name that is looked for; "" once its list is closed or a place of it was chosen.
    report
        The id of a report that is to be opened.
    view
        The name of a saved view that is to be shown.
    looks
        How the map looks now, as an address says it (map, style, layers, labels, base), and the number of the question.
    province
        The code of a province that was clicked (LY.58).
    kind
        The event type whose row of the legend was pressed.
    point
        Where the map was clicked while a point is asked for: longitude, latitude, and how exact the click is, in metres.
    """

    pick: Callable[[tuple[int, str] | None], None]
    brush: Callable[[tuple[dt.date, dt.date] | None], None]
    area: Callable[[str, list[tuple[float, float]]], None]
    find: Callable[[str], None]
    report: Callable[[str], None]
    view: Callable[[str], None]
    looks: Callable[[int, dict[str, str]], None]
    province: Callable[[str], None]
    kind: Callable[[str], None]
    point: Callable[[float, float, float], None]


def send_columns(columns: bytes) -> None:
    """Give the browser what `geo.columns_payload` gives; it goes there once, not on every run.

    Called before the rest of the page is drawn, so that the browser has the map's code and data when it comes to the map.
    """
    _COLUMNS(key=f"{KEY}_columns", data=columns, height="content")


def explorer(
    header: Mapping[str, object],
    mask: np.ndarray,
    *,
    layers: bytes | None,
    reports: bytes,
    overlays: Overlays,
    hears: Hears,
) -> str | None:
    """Draw map and timeline; return why the browser cannot (no WebGL, no library), None where it can.

    Parameters
    ----------
    header
        What the browser is told besides: see `update` in static/explorer/explorer.js.
    mask
        Which events pass the filter but for its days, which the browser knows itself.
    layers
        The project's own layers (`geo.layers_payload`), those that are hidden too; None where there are none.
    reports
        How many reports speak from each day (`geo.report_days_payload`).
    overlays
        What lies over the events.
    """
    token, bits = mask_payload(mask)
    _MASK(key=f"{KEY}_mask", data=bits, height="content")
    _REPORTS(key=f"{KEY}_reports", data=reports, height="content")
    if layers is not None:
        _LAYERS(key=f"{KEY}_layers", data=layers, height="content")
    _EXPLORER(
        key=KEY,
        data=state_payload({**header, **overlays.header, "mask": token}),
        height="content",
        on_fallback_change=lambda: None,
        on_pick_change=lambda: _pick(hears),
        on_brush_change=lambda: _brush(hears),
        on_area_change=lambda: _area(hears),
        on_find_change=lambda: _find(hears),
        on_report_change=lambda: _tell(hears.report, "report"),
        on_kind_change=lambda: _tell(hears.kind, "kind"),
        on_province_change=lambda: _tell(hears.province, "province"),
        on_view_change=lambda: _tell(hears.view, "view"),
        on_looks_change=lambda: _looks(hears),
        on_point_change=lambda: _point(hears),
    )
    if overlays.silence is not None:
        _SILENCE(key=f"{KEY}_silence", data=overlays.silence, height="content")
    if overlays.other is not None:
        _OTHER(key=f"{KEY}_other", data=overlays.other, height="content")
    reason = _told("fallback")
    return str(reason) if reason else None


def _told(name: str) -> Any:
    state = st.session_state.get(KEY) or {}
    return state.get(name)


def _pick(hears: Hears) -> None:
    told = _told("pick")
    position = told.get("position") if isinstance(told, dict) else None
    hears.pick((position, str(told.get("token"))) if isinstance(position, int) else None)


def _brush(hears: Hears) -> None:
    told = _told("brush")
    span = told.get("range") if isinstance(told, dict) else None
    try:
        first, last = (dt.date.fromisoformat(str(day)) for day in span or ())
    except ValueError:
        hears.brush(None)
        return
    hears.brush((first, last))


def _area(hears: Hears) -> None:
    told = _told("area")
    if isinstance(told, dict) and isinstance(told.get("points"), list):
        hears.area(str(told.get("kind")), [(float(lon), float(lat)) for lon, lat in told["points"]])


def _find(hears: Hears) -> None:
    told = _told("find")
    if isinstance(told, dict):
        hears.find(str(told.get("text", ""))[:_LONGEST])


def _looks(hears: Hears) -> None:
    told = _told("looks")
    if isinstance(told, dict) and isinstance(told.get("number"), int) and isinstance(told.get("parts"), dict):
        parts = {str(name): value[:_LONGEST] for name, value in told["parts"].items() if isinstance(value, str)}
        hears.looks(told["number"], parts)


def _point(hears: Hears) -> None:
    told = _told("point")
    if isinstance(told, dict) and all(isinstance(told.get(each), int | float) for each in ("lon", "lat", "radius_m")):
        hears.point(float(told["lon"]), float(told["lat"]), float(told["radius_m"]))


def _tell(hears: Callable[[str], None], name: str) -> None:
    told = _told(name)
    if told:
        hears(str(told)[:_LONGEST])
