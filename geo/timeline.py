"""The timeline: days as marks, spans as bars, imprecise dates as faded bars; counts by day or week when there are many."""

import altair as alt
import pandas as pd

from geo.style import all_styles, svg_path
from geo.view import EventView

BRUSH = "when"
# Above this many events single marks say nothing: count them by day, and by week beyond this many days.
_MANY, _LONG_DAYS = 300, 120
_GAP_DAYS_SHARE = 0.012  # of the whole span, kept free between two marks in one lane
_DAY = pd.Timedelta(days=1)


def build_timeline(view: EventView) -> alt.LayerChart | alt.Chart | None:
    """Build the timeline of a view, or None where nothing is dated.

    The brush is an interval selection named "when" on ``date``: dragging selects a span of days.
    """
    dated = view.events[view.events["date_start"].notna() & view.events["date_end"].notna()]
    if dated.empty:
        return None
    return _stacked(dated) if len(dated) > _MANY else _lanes(dated)


def _colour(dated: pd.DataFrame) -> alt.Color:
    styles = [style for style in all_styles() if style.label in set(dated["label"])]
    return alt.Color(
        "label:N",
        title=None,
        scale=alt.Scale(domain=[style.label for style in styles], range=[style.colour for style in styles]),
        legend=None,
    )


def _axis(dated: pd.DataFrame) -> alt.X:
    first, last = dated["date_start"].min(), dated["date_end"].max() + _DAY
    pad = max((last - first) * 0.02, pd.Timedelta(hours=12))
    domain = [(moment).isoformat() for moment in (first - pad, last + pad)]
    return alt.X(
        "date:T",
        title=None,
        scale=alt.Scale(type="utc", domain=domain, nice=False),
        axis=alt.Axis(grid=True, gridColor="#e6e2d8", labelOverlap="greedy", tickCount=8, labelFlush=True),
    )


def _lanes(dated: pd.DataFrame) -> alt.LayerChart:
    rows = dated.sort_values(["date_start", "date_end"], kind="stable").reset_index(drop=True)
    until = rows["date_end"] + _DAY
    rows = pd.DataFrame(
        {
            "event_id": rows["event_id"],
            "label": rows["label"],
            "date": rows["date_start"],
            "until": until,
            "middle": rows["date_start"] + (until - rows["date_start"]) / 2,
            "when": rows["date_words"],
            "place": rows["place_words"],
            "toll": rows["toll_words"],
            "is_day": rows["date_start"] == rows["date_end"],
            "is_exact": rows["date_prec"].fillna(1) <= 1,
        }
    )
    rows["lane"] = _assign_lanes(rows)
    lanes = int(rows["lane"].max()) + 1
    height = max(90, min(260, 24 * lanes))
    tooltip = [
        alt.Tooltip("label:N", title="What"),
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("place:N", title="Where"),
        alt.Tooltip("toll:N", title="Toll"),
    ]
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    lane = alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[-0.7, max(lanes, 3) - 0.3]))
    spans, days = rows[~rows["is_day"]], rows[rows["is_day"]]
    colour = _colour(dated)
    bars = (
        alt.Chart(spans)
        .mark_bar(height=11, cornerRadius=4, strokeWidth=1.2)
        .encode(
            x=_axis(dated),
            x2="until:T",
            y=lane,
            color=colour,
            stroke=alt.Color("label:N", scale=colour.scale, legend=None),
            fillOpacity=alt.condition("datum.is_exact", alt.value(0.85), alt.value(0.22)),
            tooltip=tooltip,
        )
    )
    shapes = {style.label: svg_path(style.shape) for style in all_styles() if style.label in set(dated["label"])}
    marks = (
        alt.Chart(days)
        .mark_point(filled=True, size=42, stroke="#ffffff", strokeWidth=0.6)
        .encode(
            x=alt.X("middle:T", scale=_axis(dated).scale),
            y=lane,
            color=colour,
            shape=alt.Shape("label:N", scale=alt.Scale(domain=list(shapes), range=list(shapes.values())), legend=None),
            fillOpacity=alt.condition("datum.is_exact", alt.value(1.0), alt.value(0.45)),
            tooltip=tooltip,
        )
    )
    # The brush belongs to a layer that is always there and reads `date`, whatever the events are.
    ground = alt.Chart(rows).mark_point(opacity=0, size=1).encode(x=_axis(dated), y=lane).add_params(brush)
    return alt.layer(ground, bars, marks).properties(height=height, width="container").configure_view(stroke=None)


def _assign_lanes(rows: pd.DataFrame) -> list[int]:
    """Give each row the lowest lane whose last mark ends well before it starts."""
    gap = (rows["until"].max() - rows["date"].min()) * _GAP_DAYS_SHARE
    ends: list[pd.Timestamp] = []
    lanes = []
    for start, until in zip(rows["date"], rows["until"], strict=True):
        lane = next((number for number, end in enumerate(ends) if end + gap <= start), len(ends))
        if lane == len(ends):
            ends.append(until)
        ends[lane] = until
        lanes.append(lane)
    return lanes


def _stacked(dated: pd.DataFrame) -> alt.Chart:
    span = dated["date_end"].max() - dated["date_start"].min()
    by_week = span.days > _LONG_DAYS
    start = dated["date_start"]
    bins = start - pd.to_timedelta(start.dt.dayofweek, unit="D") if by_week else start
    table = dated.assign(date=bins).groupby(["date", "label"], as_index=False).size()
    table["until"] = table["date"] + pd.Timedelta(days=7 if by_week else 1)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    order = {style.label: style.order for style in all_styles()}
    table["order"] = table["label"].map(order)
    return (
        alt.Chart(table)
        .mark_bar(strokeWidth=0)
        .encode(
            x=_axis(dated),
            x2="until:T",
            y=alt.Y("size:Q", title="Events a week" if by_week else "Events a day", stack=True),
            color=_colour(dated),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("date:T", title="Week of" if by_week else "Day", format="%-d %B %Y"),
                alt.Tooltip("label:N", title="What"),
                alt.Tooltip("size:Q", title="Events"),
            ],
        )
        .add_params(brush)
        .properties(height=150, width="container")
        .configure_view(stroke=None)
    )
