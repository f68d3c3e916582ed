"""Compare: the filter on screen against another period or a saved view, with what the numbers stand on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from events import (
    BEFORE,
    YEAR_BEFORE,
    Against,
    BadFilterError,
    Change,
    EventFilter,
    EventStore,
    Exposure,
    TallyBy,
    changes_between,
    filter_from_params,
    is_told_less,
    parse_against,
    period_before,
    with_days,
    year_before,
)
from geo import change_svg, date_words
from ui import cache
from ui.charts import cell_words, clicks, key_words, pick, range_words
from ui.day_fields import day_bounds
from ui.saved_views import saved_views
from ui.words import count_of, plain

_ADDRESS = "compare"
_OPEN, _KIND, _FIRST, _LAST, _VIEW, _SEEN, _REFUSED = (
    f"compare_{name}" for name in ("open", "kind", "first", "last", "view", "seen", "refused")
)
_MOST_ROWS = 50
_KINDS = {
    BEFORE: "The period just before",
    YEAR_BEFORE: "The same days a year before",
    "days": "Other days",
    "view": "A saved view",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side: its filter, its first and last day (None where nothing is dated), and what it stands on."""

    filter: EventFilter
    days: tuple[dt.date, dt.date] | None
    exposure: Exposure

    @property
    def length(self) -> int:
        """How many days."""
        return (self.days[1] - self.days[0]).days + 1 if self.days else 0

    @property
    def words(self) -> str:
        return date_words(*self.days) if self.days else "no dates"


def compare(store: EventStore, event_filter: EventFilter) -> None:
    """Draw the comparison, where it is opened; the address says with what."""
    _read_address()
    place = st.expander("Compare", icon=":material/compare_arrows:", key=_OPEN, on_change="rerun")
    if refused := st.session_state.get(_REFUSED):
        st.warning(refused, icon=":material/link_off:")
    if not place.open:
        st.query_params.pop(_ADDRESS, None)
        return
    with place:
        against = _choose(store)
        if against is None:
            return
        st.query_params[_ADDRESS] = st.session_state[_SEEN] = against.text
        other = _other(store, event_filter, against)
        if other is not None:
            _draw(_side(event_filter), _side(other))


def _read_address() -> None:
    """Fill the fields with what the address names where that is new; what cannot be read is said and left out."""
    text = st.query_params.get(_ADDRESS, "")
    if not text or text == st.session_state.get(_SEEN):
        return
    st.session_state[_SEEN] = text
    st.session_state.pop(_REFUSED, None)
    try:
        found = parse_against(text)
    except BadFilterError as error:
        st.session_state[_REFUSED] = (
            f"A part of this page's address was not understood and is left out: {plain(str(error))}"
        )
        del st.query_params[_ADDRESS]
        return
    st.session_state[_OPEN], st.session_state[_KIND] = True, found.kind
    if found.days:
        st.session_state[_FIRST], st.session_state[_LAST] = found.days
    if found.view:
        st.session_state[_VIEW] = found.view


def _choose(store: EventStore) -> Against | None:
    kind = st.segmented_control(
        "Compare what is on screen (A) with (B)", list(_KINDS), key=_KIND, default=BEFORE if _KIND not in st.session_state else None,
        required=True, format_func=lambda each: _KINDS[each],
    )  # fmt: skip
    if kind == "days":
        with st.container(horizontal=True):
            days = [
                st.date_input(
                    words, key=key, value=None, format="YYYY-MM-DD", width=200, **day_bounds(st.session_state.get(key))
                )
                for words, key in (("B from", _FIRST), ("B to", _LAST))
            ]
        first, last = days
        if first is None or last is None:
            st.caption("Choose the first and the last day to compare with.")
            return None
        return Against(kind="days", days=(min(first, last), max(first, last)))
    if kind == "view":
        names = [view.name for view in saved_views(store)]
        if not names:
            st.caption("This project has no saved views yet. Save one under Views, at the top of this page.")
            return None
        if st.session_state.get(_VIEW) not in names:
            st.session_state[_VIEW] = names[0]
        return Against(kind="view", view=st.selectbox("View of B", names, key=_VIEW))
    return Against(kind=kind or BEFORE)


def _other(store: EventStore, event_filter: EventFilter, against: Against) -> EventFilter | None:
    """Return B's filter; None, with a sentence, where there is none."""
    if against.days:
        return with_days(event_filter, against.days)
    if against.view:
        view = next(each for each in saved_views(store) if each.name == against.view)
        try:
            return filter_from_params(view.address)
        except BadFilterError as error:
            st.warning(f"The view's filter cannot be read: {plain(str(error))}")
            return None
    days = _days(event_filter)
    if days is None or (event_filter.from_date is None and event_filter.to_date is None):
        st.info("Choose days first: From and To on the left, or drag on the timeline.", icon=":material/date_range:")
        return None
    found = with_days(event_filter, (period_before if against.kind == BEFORE else year_before)(*days))
    if found is None:
        st.info("There are no such days in the calendar.", icon=":material/date_range:")
    return found


def _days(event_filter: EventFilter) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a filter; an open side is the project's own."""
    facets = cache.facets()
    first, last = event_filter.from_date or facets.first_date, event_filter.to_date or facets.last_date
    return (min(first, last), max(first, last)) if first and last else None


def _side(event_filter: EventFilter) -> _Side:
    # What was told at all in these days, not only of what is asked for: else few events would look like few reports.
    told = EventFilter(
        from_date=event_filter.from_date, to_date=event_filter.to_date, sources=event_filter.sources
    )  # fmt: skip
    return _Side(filter=event_filter, days=_days(event_filter), exposure=cache.exposure(told))


def _draw(a: _Side, b: _Side) -> None:
    _overview(a, b)
    _changes("admin1", "Province", a, b)
    _changes("type", "Type", a, b)


def _overview(a: _Side, b: _Side) -> None:
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
                "Reports in these days": side.exposure.reports,
                "Sources": side.exposure.sources,
            }
        )
    st.dataframe(rows, key="compare_overview", hide_index=True, width="stretch", alt="A and B beside each other")
    if a.length != b.length:
        st.caption("The periods differ in length: compare the events a day, not the events.")
    for one, other, fewer in ((a, b, "B"), (b, a, "A")):
        if is_told_less(one.exposure, other.exposure, days_a=one.length, days_b=other.length):
            st.warning(
                f"{fewer} stands on far fewer reports or sources: {_stands_on(other)}, against {_stands_on(one)}. "
                "So fewer reports may mean fewer events told, not fewer events.",
                icon=":material/balance:",
            )
    if a.filter == b.filter:
        st.caption("A and B are the same.")
    elif a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1] and _same_days_apart(a, b):
        st.caption("The periods overlap: events of the days that both have count in both.")


def _stands_on(side: _Side) -> str:
    reports, sources = count_of(side.exposure.reports, "report"), count_of(side.exposure.sources, "source")
    return f"{reports} of {sources} in {count_of(side.length, 'day')}"


def _same_days_apart(a: _Side, b: _Side) -> bool:
    return replace(a.filter, from_date=None, to_date=None) == replace(b.filter, from_date=None, to_date=None)


def _changes(by: TallyBy, title: str, a: _Side, b: _Side) -> None:
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


def _row(by: TallyBy, title: str, row: Change, largest: int, a: _Side, b: _Side) -> dict[str, object]:
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
