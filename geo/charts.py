"""Charts of events counted: bars with what is certain and what is only possible apart, and the toll over time."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
import pyarrow as pa

PICK = "bar"
# Reads on a light and on a dark page (4.5:1 and more on either).
_WORDS = "#76808a"
_PLAIN, _TOLL = "#3f86b5", "#c8553d"
_POSSIBLE_OPACITY = 0.35
_ROW_PX, _HEAD_PX = 22, 36
# More points than this say nothing more on a chart of this size.
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: ``certain`` and ``possible`` events of a ``key``, which is called ``label``; ``colour`` as #rrggbb or ""."""

    key: str
    label: str
    certain: int
    possible: int
    toll: str = ""
    colour: str = ""

    @property
    def events(self) -> int:
        """All of them."""
        return self.certain + self.possible


def build_bars(bars: Sequence[Bar], *, is_clickable: bool) -> alt.LayerChart:
    """Build a chart of bars, in their order, one a row.

    What is only possible is paler and stands behind what is certain. Where it is clickable, a click anywhere in a row is the
    point selection named "bar" on ``key``.

    Parameters
    ----------
    bars
        At least one, and no more than are to be read.
    """
    rows = pd.DataFrame(
        {
            "key": bar.key,
            "label": bar.label,
            "certain": bar.certain,
            "possible": bar.possible,
            "events": bar.events,
            "toll": bar.toll or "none told",
            "colour": bar.colour or _PLAIN,
        }
        for bar in bars
    )
    most = max(bar.events for bar in bars)
    # Two keys may have one label: the row is the key, and its words are looked up.
    names = alt.Axis(
        title=None, ticks=False, domain=False, labelLimit=190, labelPadding=6,
        labelExpr=f"{_lookup(bars)}[datum.value] || datum.value",
    )  # fmt: skip
    row = alt.Y("key:N", sort=[bar.key for bar in bars], axis=names)
    # Room for the number behind the longest bar.
    span = alt.Scale(domain=[0, most * 1.18 or 1], nice=False)
    axis = alt.X("certain:Q", axis=None, scale=span)
    colour = alt.Color("colour:N", scale=None, legend=None)
    base = alt.Chart(rows)
    # The edge keeps a black bar apart from a dark page, a yellow one from a light one.
    layers = [
        base.mark_bar(stroke=_WORDS, strokeWidth=0.9, cornerRadiusEnd=2, height={"band": 0.72}).encode(
            x=axis, y=row, color=colour
        )
    ]
    if rows["possible"].any():
        pale = base.mark_bar(opacity=_POSSIBLE_OPACITY, cornerRadiusEnd=2, height={"band": 0.72})
        layers.append(pale.encode(x=axis, x2="events:Q", y=row, color=colour))
    words = base.mark_text(align="left", dx=5, color=_WORDS, fontSize=12)
    layers.append(
        words.encode(x=alt.X("events:Q", axis=None, scale=span), y=row, text=alt.Text("events:Q", format=","))
    )
    tooltip = [
        alt.Tooltip("label:N", title="What"),
        alt.Tooltip("events:Q", title="Events", format=","),
        alt.Tooltip("certain:Q", title="Certain", format=","),
        alt.Tooltip("possible:Q", title="Only possible", format=","),
        alt.Tooltip("toll:N", title="Killed"),
    ]
    field = base.mark_bar(opacity=0, height={"band": 1}, cursor="pointer" if is_clickable else "default")
    field = field.encode(x=alt.XDatum(0, scale=span), x2=alt.X2Datum(most * 1.18 or 1), y=row, tooltip=tooltip)
    if is_clickable:
        field = field.add_params(alt.selection_point(name=PICK, fields=["key"]))
    layers.append(field)
    return _framed(alt.layer(*layers), len(bars) * _ROW_PX + _HEAD_PX // 3)


def _lookup(bars: Sequence[Bar]) -> str:
    """Return the labels by their keys as a Vega expression; what stands in them is text from a stranger."""
    return "{" + ", ".join(f"{_quoted(bar.key)}: {_quoted(bar.label)}" for bar in bars) + "}"


def _quoted(text: str) -> str:
    """Return a text as a string of Vega's expressions: every letter but plain ones as its number."""
    return (
        '"'
        + "".join(
            letter
            if letter.isascii() and (letter.isalnum() or letter == " ")
            else "".join(f"\\u{unit:04x}" for unit in _units(letter))
            for letter in text
        )
        + '"'
    )


def _units(letter: str) -> tuple[int, ...]:
    raw = letter.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))


def build_toll(toll: pa.Table) -> alt.LayerChart | None:
    """Build the toll over time: a line of the best figures in a band from the low to the high ones.

    Parameters
    ----------
    toll
        ``day, killed_low, killed_best, killed_high`` as `EventQuery.toll_over_time` gives them.

    Returns
    -------
    alt.LayerChart or None
        None where no toll is dated.
    """
    if len(toll) == 0:
        return None
    rows = thinned(toll.to_pandas())
    rows["day"] = pd.to_datetime(rows["day"]).dt.tz_localize("UTC")
    day = alt.X("day:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(tickCount=6, labelFlush=True))
    tooltip = [
        alt.Tooltip("utcyearmonthdate(day):T", title="Up to", format="%-d %B %Y"),
        alt.Tooltip("killed_best:Q", title="Killed, best figure", format=","),
        alt.Tooltip("killed_low:Q", title="Lowest", format=","),
        alt.Tooltip("killed_high:Q", title="Highest", format=","),
    ]
    base = alt.Chart(rows)
    killed = alt.Axis(format="~s", tickMinStep=1)
    band = base.mark_area(opacity=0.28, color=_TOLL, interpolate="step-after")
    line = base.mark_line(color=_TOLL, strokeWidth=2, interpolate="step-after")
    layers = [
        band.encode(x=day, y=alt.Y("killed_low:Q", title="Killed so far", axis=killed), y2="killed_high:Q"),
        line.encode(x=day, y="killed_best:Q"),
        base.mark_point(opacity=0, size=120).encode(x=day, y="killed_best:Q", tooltip=tooltip),
    ]
    return _framed(alt.layer(*layers), 260)


def thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """Return at most some hundred rows, evenly spaced, the last one always."""
    step = -(-len(rows) // _MOST_POINTS)
    return rows.iloc[::-1].iloc[::step].iloc[::-1].reset_index(drop=True)


def _framed(chart: alt.LayerChart | alt.FacetChart, height: int) -> alt.LayerChart:
    framed: alt.LayerChart = chart.properties(height=height, width="container").configure_view(stroke=None)
    return framed


def change_svg(difference: int, largest: int) -> str:
    """Return a small bar to the right (more, orange) or left (fewer, blue) of a middle line, as a data address.

    The two colours differ for colour-blind eyes too, and the side says the same as the colour.
    """
    half, high = 56, 20
    length = round(abs(difference) / largest * (half - 2), 1) if largest else 0
    x = half if difference > 0 else half - length
    colour = "#d9742b" if difference > 0 else "#2f78b7"
    return (
        f"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='{2 * half}' height='{high}' viewBox='0 0 {2 * half} {high}'>"
        f"<rect x='{x}' y='4' width='{length}' height='12' rx='1.5' fill='{colour}'/>"
        f"<line x1='{half}' x2='{half}' y1='1' y2='19' stroke='{_WORDS}'/></svg>"
    ).replace("#", "%23")
