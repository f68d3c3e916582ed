"""The timeline: days as marks, spans as bars, imprecise dates faded; counts by day or week when there are many."""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Literal

import altair as alt
import pandas as pd

from geo.style import TypeStyle, all_styles, svg_path
from geo.view import EventView

TimelineChart = alt.LayerChart | alt.Chart

BRUSH = "when"
# Above this many events single marks say nothing: count them by day, and by week beyond this many days.
_MANY, _LONG_DAYS = 300, 120
# Up to this many events carry the place's name; lanes are laid out for a chart of this width (pixels).
_NAMED, _LABEL_LETTERS = 40, 26
_WIDTH_PX, _LETTER_PX, _GAP_PX = 900.0, 6.2, 12.0
_DAY = pd.Timedelta(days=1)


def build_timeline(view: EventView, first: dt.date | None = None, last: dt.date | None = None) -> TimelineChart | None:
    """Build the timeline of a view, or None where nothing is dated.

    The brush is an interval selection named "when" on ``date``: dragging selects a span of days.

    Parameters
    ----------
    view
        The events, whatever their days.
    first, last
        The days that are chosen and therefore shaded; None leaves that side open, both None shade nothing.
    """
    dated = view.events[view.events["date_start"].notna() & view.events["date_end"].notna()]
    if dated.empty:
        return None
    span = _span_layer(dated, first, last)
    return _stacked(dated, span) if len(dated) > _MANY else _lanes(dated, span)


def _span_layer(dated: pd.DataFrame, first: dt.date | None, last: dt.date | None) -> list[alt.Chart]:
    """Return the shading under the chosen days, clipped to those that are drawn; no layer where none are chosen.

    A drawing and not a brush at work: Streamlit does not hear that a brush it was given is taken away.
    """
    low, high = _domain(dated)
    start = max(low, pd.Timestamp(first)) if first else low
    end = min(high, pd.Timestamp(last) + _DAY) if last else high
    if (first is None and last is None) or start >= end:
        return []
    span = pd.DataFrame({"date": [start.tz_localize("UTC")], "until": [end.tz_localize("UTC")]})
    chart = alt.Chart(span).mark_rect(color="#7a7f85", opacity=0.2)
    return [chart.encode(x=_axis(dated), x2="until:T")]


def _styles(dated: pd.DataFrame) -> list[TypeStyle]:
    present = set(dated["label"])
    return [style for style in all_styles() if style.label in present]


def _by_type(dated: pd.DataFrame, values: Callable[[TypeStyle], str]) -> alt.Scale:
    styles = _styles(dated)
    return alt.Scale(domain=[style.label for style in styles], range=[values(style) for style in styles])


def _colour(dated: pd.DataFrame) -> alt.Color:
    return alt.Color("label:N", scale=_by_type(dated, attrgetter("colour")), legend=None)


def _domain(dated: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = dated["date_start"].min(), dated["date_end"].max() + _DAY
    pad = max((last - first) * 0.02, pd.Timedelta(hours=12))
    return first - pad, last + pad


def _days(dated: pd.DataFrame) -> alt.Scale:
    # the chart's times carry no zone: they are days, and every viewer sees the same ones
    return alt.Scale(type="utc", domain=[_utc(moment) for moment in _domain(dated)], nice=False)


def _utc(moment: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(
        year=moment.year, month=moment.month, date=moment.day, hours=moment.hour, minutes=moment.minute, utc=True
    )


def _axis(dated: pd.DataFrame) -> alt.X:
    axis = alt.Axis(grid=True, gridColor="#e6e2d8", labelOverlap="greedy", tickCount=8, labelFlush=True)
    return alt.X("date:T", title=None, scale=_days(dated), axis=axis)


def _lanes(dated: pd.DataFrame, span: list[alt.Chart]) -> TimelineChart:
    rows = _arranged(dated)
    lanes = int(rows["lane"].max()) + 1
    tooltip = [
        alt.Tooltip("label:N", title="What"),
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("place:N", title="Where"),
        alt.Tooltip("toll:N", title="Toll"),
    ]
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    rise = alt.Scale(domain=[-0.6, max(lanes, 3) - 0.4], nice=False)
    lane = alt.Y("lane:Q", axis=None, scale=rise)
    colour, edge = _colour(dated), alt.Stroke("label:N", scale=_by_type(dated, attrgetter("line_colour")), legend=None)
    is_day = rows["date"] + _DAY == rows["until"]
    # The brush belongs to a layer that is always there and reads `date`, whatever the events are.
    layers = [alt.Chart(rows).mark_point(opacity=0, size=1).encode(x=_axis(dated), y=lane).add_params(brush)]
    if not is_day.all():
        bars = alt.Chart(rows[~is_day]).mark_rect(cornerRadius=3, strokeWidth=1)
        layers.append(
            bars.encode(
                x=_axis(dated),
                x2="until:T",
                y=alt.Y("low:Q", axis=None, scale=rise),
                y2="high:Q",
                color=colour,
                stroke=edge,
                fillOpacity=alt.condition("datum.is_exact", alt.value(0.85), alt.value(0.2)),
                tooltip=tooltip,
            )
        )
    if is_day.any():
        layers.append(
            alt.Chart(rows[is_day])
            .mark_point(filled=True, size=70, strokeWidth=0.8, opacity=1)
            .encode(
                x=alt.X("middle:T", scale=_days(dated)),
                y=lane,
                color=colour,
                stroke=edge,
                shape=alt.Shape("label:N", scale=_by_type(dated, lambda style: svg_path(style.shape)), legend=None),
                fillOpacity=alt.condition("datum.is_exact", alt.value(1.0), alt.value(0.3)),
                tooltip=tooltip,
            )
        )
    sides: tuple[tuple[int, Literal["left", "right"], str, int], ...] = (
        (1, "left", "until", 7),
        (-1, "right", "date", -7),
        (0, "left", "date", 7),
    )
    for side, align, edge_column, shift in sides:
        named = rows[(rows["side"] == side) & (rows["text"] != "")]
        if len(named):
            words = alt.Chart(named).mark_text(align=align, dx=shift, fontSize=11, color="#444", clip=True)
            layers.append(words.encode(x=alt.X(f"{edge_column}:T", scale=_days(dated)), y=lane, text="text:N"))
    height = max(96, min(340, 24 * lanes))
    return _framed(alt.layer(*span, *layers), height)


def _framed(chart: TimelineChart | alt.FacetChart, height: int) -> TimelineChart:
    framed: TimelineChart = chart.properties(height=height, width="container").configure_view(stroke=None)
    return framed


def _arranged(dated: pd.DataFrame) -> pd.DataFrame:
    """Give every event its lane, and its label a side, so that neither marks nor labels lie on each other."""
    rows = dated.sort_values(["date_start", "date_end"], kind="stable").reset_index(drop=True)
    start, until = rows["date_start"].dt.tz_localize("UTC"), rows["date_end"].dt.tz_localize("UTC") + _DAY
    first, span = start.min(), until.max() - start.min()
    left, right = ((moment - first) / span * _WIDTH_PX for moment in (start, until))
    text = rows["place_words"].str.slice(0, _LABEL_LETTERS) if len(rows) <= _NAMED else pd.Series("", index=rows.index)
    room = text.str.len() * _LETTER_PX + _GAP_PX
    # 1: after the mark; -1: before it, where the chart ends; 0: inside a bar that leaves no room on either side
    side = pd.Series(1, index=rows.index).mask(right + room > _WIDTH_PX, -1)
    side = side.mask((side < 0) & (left < room), 0)
    lanes = _assign_lanes(left - room.where(side < 0, _GAP_PX / 2), right + room.where(side > 0, _GAP_PX / 2))
    return pd.DataFrame(
        {
            "event_id": rows["event_id"],
            "label": rows["label"],
            "date": start,
            "until": until,
            "middle": start + (until - start) / 2,
            "when": rows["date_words"],
            "place": rows["place_words"],
            "toll": rows["toll_words"],
            "is_exact": (rows["date_prec"].fillna(1) <= 1).astype(bool),
            "text": text,
            "side": side,
            "lane": lanes,
            "low": [lane - 0.3 for lane in lanes],
            "high": [lane + 0.3 for lane in lanes],
        }
    )


def _assign_lanes(left: pd.Series, right: pd.Series) -> list[int]:
    """Give each row, in the order of time, the lowest lane that is free from ``left`` to ``right`` (pixels)."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for low, high in zip(left, right, strict=True):
        free = (n for n, spans in enumerate(taken) if all(high <= start or low >= end for start, end in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes.append(lane)
    return lanes


def _stacked(dated: pd.DataFrame, span: list[alt.Chart]) -> TimelineChart:
    by_week = (dated["date_end"].max() - dated["date_start"].min()).days > _LONG_DAYS
    start = dated["date_start"]
    bins = start - pd.to_timedelta(start.dt.day_of_week, unit="D") if by_week else start
    table = dated.assign(date=bins).groupby(["date", "label"], as_index=False).size()
    order = {style.label: style.order for style in all_styles()}
    table = table.assign(order=table["label"].map(order)).sort_values(["date", "order"])
    table["high"] = table.groupby("date")["size"].cumsum()
    table["low"] = table["high"] - table["size"]
    table["day"] = table["date"].dt.strftime("%d %B %Y")
    table["date"] = table["date"].dt.tz_localize("UTC")
    table["until"] = table["date"] + (7 if by_week else 1) * _DAY
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    chart = (
        alt.Chart(table)
        .mark_rect(strokeWidth=0)
        .encode(
            x=_axis(dated),
            x2="until:T",
            y=alt.Y("low:Q", title="Events a week" if by_week else "Events a day", axis=alt.Axis(tickMinStep=1)),
            y2="high:Q",
            color=_colour(dated),
            tooltip=[
                alt.Tooltip("day:N", title="Week of" if by_week else "Day"),
                alt.Tooltip("label:N", title="What"),
                alt.Tooltip("size:Q", title="Events"),
            ],
        )
        .add_params(brush)
    )
    return _framed(alt.layer(*span, chart) if span else chart, 150)
