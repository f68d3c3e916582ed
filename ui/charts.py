"""The charts under Explore's table: a click on a bar narrows the filter to it, a changed filter redraws them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from events import Counts, EventFilter, EventType, TallyBy, readable, safe_cell
from geo import PICK, Bar, build_bars, build_toll, style_of, thinned
from ui import cache
from ui.filters import narrow_to
from ui.words import count_of, plain

_MOST_BARS = 15
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Grows with each click: a chart of a new name has nothing picked.
_CLICKS = "chart_clicks"
OPEN = "charts_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """One chart: ``field`` is the filter's that a click narrows, "" where there is none; ``without`` says what has no bar."""

    by: TallyBy
    title: str
    field: str
    noun: str
    without: str
    more: str = ""
    most: int = _MOST_BARS


_CHARTS = (
    _Chart(by="type", title="By type", field="types", noun="type", without="", more="of", most=len(EventType)),
    _Chart(by="actor", title="By actor", field="actors", noun="actor", without="name no actor"),
    _Chart(by="admin1", title="By province", field="adm1", noun="province", without="are in no known province", more="in"),
    _Chart(by="source", title="By source", field="sources", noun="source", without="name no source", more="from"),
    _Chart(by="weekday", title="By weekday", field="", noun="weekday", without="are on no single known day and left out"),
)  # fmt: skip


def key_words(by: TallyBy, key: str) -> str:
    """Return what a tally's key is called on screen."""
    if by == "admin1":
        return cache.area_names().get(key, key)
    return key.capitalize() if by == "type" else " ".join(key.split())


def cell_words(text: str) -> str:
    """Return words for a cell of a table: the grid's own "Download as CSV" writes what it shows."""
    return str(safe_cell(readable(text)))


def pick(by: TallyBy, key: str) -> None:
    """Narrow the filter to a tally's key, before the page runs anew; nothing happens where the filter has no such field."""
    field = next((chart.field for chart in _CHARTS if chart.by == by), "")
    if field and key:
        narrow_to(field, EventType(key) if by == "type" else key)
        st.session_state[_CLICKS] = st.session_state.get(_CLICKS, 0) + 1


def clicks() -> int:
    """Return how often something was picked: the name of a widget that is to forget what is picked on it ends with it."""
    return int(st.session_state.get(_CLICKS, 0))


def range_words(low: int | None, best: int | None, high: int | None) -> str:
    """Say a sum of tolls; "" where none is told.

    Examples
    --------
    >>> range_words(10, 12, 15), range_words(3, 3, 3), range_words(None, None, None)
    ('12 (10–15)', '3', '')
    """
    if best is None:
        return ""
    return f"{best:,}" if low == high or low is None or high is None else f"{best:,} ({low:,}–{high:,})"


def charts(event_filter: EventFilter, counts: Counts) -> None:
    """Draw the charts of the events shown, where they are opened; what is closed costs nothing."""
    place = st.expander("Charts", icon=":material/bar_chart:", key=OPEN, on_change="rerun")
    if not place.open:
        return
    shown = counts.placed + counts.not_placed
    with place:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(_head(counts), width="content")
            as_table = st.toggle("Show as table", key="charts_as_table", help="The same numbers beside each chart, for keyboard and screen reader; ticking a row narrows the filter too")  # fmt: skip
        for left, right in zip(_CHARTS[::2], (*_CHARTS[1::2], None), strict=True):
            columns = st.columns(2, gap="medium")
            with columns[0]:
                _bars(left, event_filter, shown, as_table=as_table)
            with columns[1]:
                if right is None:
                    _toll(event_filter, as_table=as_table)
                else:
                    _bars(right, event_filter, shown, as_table=as_table)


def _head(counts: Counts) -> str:
    words = f"{count_of(counts.placed + counts.not_placed, 'event')}, those shown."
    if counts.possible:
        words += f" Paler: the {counts.possible:,} that only possibly match."
    return f"{words} Click a bar to narrow the filter to it."


def _bars(chart: _Chart, event_filter: EventFilter, shown: int, *, as_table: bool) -> None:
    table = cache.tallies(event_filter, chart.by)
    rows = [row for row in table.slice(0, chart.most + 1).to_pylist() if row["key"]][: chart.most]
    if chart.by == "weekday":
        rows.sort(key=lambda row: _WEEKDAYS.index(row["key"]))
    bars = [_bar(chart.by, row) for row in rows]
    st.markdown(f"**{chart.title}**")
    if not bars:
        st.caption(f"All {count_of(shown, 'event')} {chart.without}.")
        return
    key = f"chart_{chart.by}_{clicks()}"
    st.altair_chart(
        build_bars(bars, is_clickable=bool(chart.field)),
        key=key,
        on_select=_picks(chart.by, key) if chart.field else "ignore",
        selection_mode=[PICK] if chart.field else None,
        width="stretch",
        alt=f"Events {chart.title.lower()}: " + "; ".join(f"{bar.label} {bar.events}" for bar in bars),
    )
    st.caption(_rest(chart, event_filter, bars, table.num_rows, shown))
    chosen = getattr(event_filter, chart.field) if chart.field else ()
    if chosen:
        st.button(
            f"Show every {chart.noun}", key=f"chart_all_{chart.by}", on_click=_widen, args=(chart.field,),
            icon=":material/close:", type="tertiary",
        )  # fmt: skip
    if as_table:
        _table(chart, bars, key=f"chart_table_{chart.by}_{clicks()}")


def _bar(by: TallyBy, row: dict[str, object]) -> Bar:
    key, events, certain = str(row["key"]), int(str(row["events"])), int(str(row["certain"]))
    low, best, high = (row[f"killed_{name}"] for name in ("low", "best", "high"))
    return Bar(
        key=key,
        label=key_words(by, key),
        certain=certain,
        possible=events - certain,
        toll=range_words(low, best, high),  # type: ignore[arg-type] # whole numbers or None
        colour=style_of(EventType(key)).colour if by == "type" else "",
    )


def _picks(by: TallyBy, key: str) -> Callable[[], None]:
    def tell() -> None:
        points = st.session_state[key]["selection"].get(PICK) or []
        if points:
            pick(by, str(points[0]["key"]))

    return tell


def _widen(field: str) -> None:
    st.session_state[f"f_{field}"] = []


def _rest(chart: _Chart, event_filter: EventFilter, bars: list[Bar], keys: int, shown: int) -> str:
    """Say what the bars leave out, in numbers that add up to the events shown."""
    told = sum(bar.events for bar in bars)
    if chart.by == "actor":
        without = cache.exposure(event_filter).without_actor
        words = ["An event counts once for each of its actors."]
        more = keys - len(bars)
        if more:
            words.append(f"{count_of(more, 'more actor')} not drawn.")
        if without:
            words.append(f"{without:,} of {count_of(shown, 'event')} {chart.without}.")
        return " ".join(words)
    table = cache.tallies(event_filter, chart.by)
    without = sum(row["events"] for row in table.slice(0, keys).to_pylist() if not row["key"])
    more = keys - len(bars) - (1 if without else 0)
    parts = [f"{told:,} drawn"]
    if more:
        parts.append(f"{shown - told - without:,} {chart.more} {count_of(more, f'more {chart.noun}')}")
    if without:
        parts.append(f"{without:,} that {chart.without}")
    return (
        f"{' + '.join(parts)} = {count_of(shown, 'event')}." if len(parts) > 1 else f"All {count_of(shown, 'event')}."
    )


def _table(chart: _Chart, bars: list[Bar], *, key: str) -> None:
    def tell() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows and rows[0] < len(bars):
            pick(chart.by, bars[rows[0]].key)

    rows = [
        {
            chart.noun.capitalize(): cell_words(bar.label),
            "Events": bar.events,
            "Certain": bar.certain,
            "Possible": bar.possible,
            "Killed": bar.toll,
        }
        for bar in bars
    ]
    alt = f"Events {chart.title.lower()}"
    if chart.field:
        st.dataframe(rows, key=key, hide_index=True, on_select=tell, selection_mode="single-row", alt=alt)
    else:
        st.dataframe(rows, key=key, hide_index=True, alt=alt)


def _toll(event_filter: EventFilter, *, as_table: bool) -> None:
    st.markdown("**Killed, summed up over time**")
    table, told = cache.toll_over_time(event_filter), cache.exposure(event_filter)
    chart = build_toll(table)
    if chart is None:
        st.caption("No toll with a date is told in these events.")
        return
    last = table.slice(len(table) - 1).to_pylist()[0]
    killed = range_words(last["killed_low"], last["killed_best"], last["killed_high"])
    st.altair_chart(chart, key="chart_toll", width="stretch", alt=f"Killed, summed up over time: {killed} in the end")
    words = [
        f"{plain(killed)} killed in the end; the line is the best figure, the band runs from the lowest to the highest. An event counts from its first day on.",
        f"{told.without_toll:,} of {count_of(told.events, 'event')} tell no number of killed."
        if told.without_toll
        else "",
        f"{count_of(told.toll_without_date, 'event')} with a toll but no date left out."
        if told.toll_without_date
        else "",
    ]
    st.caption(" ".join(filter(None, words)))
    if as_table:
        rows = thinned(table.to_pandas())
        rows.columns = ["Up to", "Lowest", "Best", "Highest"]
        st.dataframe(rows, key="chart_table_toll", hide_index=True, width="stretch", height=300, alt="Killed over time")
