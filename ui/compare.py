"""Compare: the filter on screen against another period or a saved view, with what the numbers stand on."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from events import (
    BEFORE,
    YEAR_BEFORE,
    Against,
    Change,
    EventFilter,
    EventStore,
    Exposure,
    TallyBy,
    changes_between,
    is_told_less,
)
from geo import change_svg
from ui import cache
from ui.charts import cell_words, clicks, key_words, pick, range_words
from ui.comparison import (
    FIRST,
    KIND,
    LAST,
    OPEN,
    REFUSED,
    VIEW,
    Side,
    Unready,
    chosen_against,
    forget_refusal,
    read_address,
    sides,
)
from ui.day_fields import day_bounds
from ui.saved_views import saved_views
from ui.side_on_map import side_switch
from ui.words import count_of

_MOST_ROWS = 50
_KINDS = {
    BEFORE: "The period just before",
    YEAR_BEFORE: "The same days a year before",
    "days": "Other days",
    "view": "A saved view",
}


def compare(store: EventStore, event_filter: EventFilter, *, map_hears: bool) -> None:
    """Draw the comparison, where it is opened; the address says with what. ``map_hears``: the map on the page can show the sides."""
    read_address()
    place = st.expander("Compare", icon=":material/compare_arrows:", key=OPEN, on_change=forget_refusal)
    if refused := st.session_state.get(REFUSED):
        st.warning(refused, icon=":material/link_off:")
    if not place.open:
        return
    with place:
        against = _choose(store)
        if against is None:
            return
        found = sides(store, event_filter, against)
        if isinstance(found, Unready):
            (st.warning if found.is_wrong else st.info)(found.words, icon=":material/date_range:")
            return
        if map_hears:
            side_switch()
        _draw(*found)


def _choose(store: EventStore) -> Against | None:
    kind = st.segmented_control(
        "Compare what is on screen (A) with (B)", list(_KINDS), key=KIND, default=BEFORE if KIND not in st.session_state else None,
        required=True, format_func=lambda each: _KINDS[each], on_change=forget_refusal,
    )  # fmt: skip
    if kind == "days":
        with st.container(horizontal=True):
            for words, key in (("B from", FIRST), ("B to", LAST)):
                bounds = day_bounds(st.session_state.get(key))
                st.date_input(
                    words, key=key, value=None, format="YYYY-MM-DD", width=200, on_change=forget_refusal, **bounds
                )
    found = chosen_against(store)
    if isinstance(found, Unready):
        st.caption(found.words)
        return None
    if found.view:
        st.session_state[VIEW] = found.view
        st.selectbox("View of B", [view.name for view in saved_views(store)], key=VIEW, on_change=forget_refusal)
    return found


def _draw(a: Side, b: Side) -> None:
    _overview(a, b)
    _changes("admin1", "Province", a, b)
    _changes("type", "Type", a, b)


def _overview(a: Side, b: Side) -> None:
    rows = []
    for name, side in (("A, on screen", a), ("B", b)):
        counts = cache.counts(side.filter)
        events = counts.placed + counts.not_placed
        rows.append(
            {
                "": name,
                "Days": side.words,
                "Number of days": side.length,
                "Events": events,
                "Only possible": counts.possible,
                "Events a day": round(events / side.length, 2) if side.length else None,
                "Reports of these days and places": _exposure(side).reports,
                "Sources": _exposure(side).sources,
            }
        )
    st.dataframe(rows, key="compare_overview", hide_index=True, width="stretch", alt="A and B beside each other")
    if a.length != b.length:
        st.caption("The periods differ in length: compare the events a day, not the events.")
    for one, other, fewer in ((a, b, "B"), (b, a, "A")):
        if is_told_less(_exposure(one), _exposure(other), days_a=one.length, days_b=other.length):
            st.warning(
                f"{fewer} stands on far fewer reports or sources: {_stands_on(other)}, against {_stands_on(one)}. "
                "So fewer reports may mean fewer events told, not fewer events.",
                icon=":material/balance:",
            )
    if a.filter == b.filter:
        st.caption("A and B are the same.")
    elif a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1] and _same_days_apart(a, b):
        st.caption("The periods overlap: events of the days that both have count in both.")


def _exposure(side: Side) -> Exposure:
    return cache.exposure(side.told)


def _stands_on(side: Side) -> str:
    reports, sources = count_of(_exposure(side).reports, "report"), count_of(_exposure(side).sources, "source")
    return f"{reports} of {sources} in {count_of(side.length, 'day')}"


def _same_days_apart(a: Side, b: Side) -> bool:
    return replace(a.filter, from_date=None, to_date=None) == replace(b.filter, from_date=None, to_date=None)


def _changes(by: TallyBy, title: str, a: Side, b: Side) -> None:
    rows = changes_between(cache.tallies(a.filter, by).to_pylist(), cache.tallies(b.filter, by).to_pylist())
    st.markdown(f"**Changes by {title.lower()}**")
    if not rows:
        st.caption("Neither has events.")
        return
    drawn = rows[:_MOST_ROWS]
    largest = max(abs(row.difference) for row in rows)
    key = f"compare_{by}_{clicks()}"
    st.dataframe(
        [_row(by, title, row, largest, a, b) for row in drawn],
        key=key,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * len(drawn)),
        on_select=_picks(by, drawn, key),
        selection_mode="single-row",
        column_config={
            title: st.column_config.TextColumn(width=220),
            "Change": st.column_config.ImageColumn(help="Orange to the right: more in A. Blue to the left: fewer in A.", width=140),
            "%": st.column_config.TextColumn(help="Of B; “new” where B has none", alignment="right"),
            "A − B": st.column_config.NumberColumn(format="%+d"),
        },
        alt=f"Changes by {title.lower()}, the largest first",
    )  # fmt: skip
    sums = [sum(row.a.events for row in rows), sum(row.b.events for row in rows)]
    more = f" {count_of(len(rows) - len(drawn), 'more row')} with smaller changes not listed." if len(rows) > len(drawn) else ""  # fmt: skip
    st.caption(f"All rows: A {sums[0]:,}, B {sums[1]:,}, difference {sums[0] - sums[1]:+,}.{more}")


def _row(by: TallyBy, title: str, row: Change, largest: int, a: Side, b: Side) -> dict[str, object]:
    found: dict[str, object] = {
        title: cell_words(key_words(by, row.key)) if row.key else "not known",
        "A": row.a.events,
        "B": row.b.events,
        "A − B": row.difference,
        "%": "new" if row.percent is None else f"{row.percent:+.0f} %",
        "Change": change_svg(row.difference, largest),
    }
    if a.length != b.length and a.length and b.length:
        found |= {"A a day": round(row.a.events / a.length, 2), "B a day": round(row.b.events / b.length, 2)}
    possible = row.a.events - row.a.certain, row.b.events - row.b.certain
    return found | {
        "Killed A": range_words(row.a.killed_low, row.a.killed_best, row.a.killed_high),
        "Killed B": range_words(row.b.killed_low, row.b.killed_best, row.b.killed_high),
        "A only possible": possible[0],
        "B only possible": possible[1],
    }


def _picks(by: TallyBy, rows: tuple[Change, ...], key: str) -> Callable[[], None]:
    def tell() -> None:
        ticked = st.session_state[key]["selection"]["rows"]
        if ticked and ticked[0] < len(rows):
            pick(by, rows[ticked[0]].key)

    return tell
