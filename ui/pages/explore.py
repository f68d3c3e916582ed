"""Explore: map, timeline and table of the same events."""

from dataclasses import replace

import streamlit as st

from events import Counts, Event, EventFilter, EventStore, TablePart, TableSubset, UnknownEventError
from geo import style_of, when_words, with_status
from ui import cache, map_cache
from ui.charts import charts
from ui.compare import compare
from ui.comparison import comparison_to_address, show_comparison_of
from ui.downloads import downloads
from ui.event_table import event_table, page_rows
from ui.explorer import Hears, explorer, send_columns
from ui.explorer_state import days_told, header
from ui.filters import filter_sidebar, narrow_to, narrow_to_area, narrow_to_days, turn_type
from ui.grading import grading
from ui.guard import guarded
from ui.opening import is_opened
from ui.overlays import map_overlays
from ui.own_basemaps import basemap_note
from ui.own_layers import layers_menu
from ui.page_address import is_restored, named, take_restored, want, write
from ui.paging import page_within
from ui.placing import point_clicked
from ui.simple_map import fall_back, simple_map, why_simple
from ui.status_change import status_change
from ui.table_order import order_control, order_to_address, show_order_of, table_order
from ui.table_part import table_part
from ui.thin_reports import thin_reports
from ui.unplaced_tray import unplaced_tray
from ui.views_menu import open_view, save_as_it_is, views_menu
from ui.words import plain

# So many events are one page of the table.
_PAGE = 500
# Of one event, and of several.
_PART_WORDS = {
    TablePart.PLACED: ("event on the map", "events on the map"),
    TablePart.NOT_PLACED: ("event that is in no place", "events that are in no place"),
    TablePart.NOT_DATED: ("event that has no date", "events that have no date"),
    TablePart.POSSIBLE: ("event that only possibly matches", "events that only possibly match"),
    TablePart.TO_CHECK: ("event that is to be checked", "events that are to be checked"),
    TablePart.FILTERED_OUT: ("event that is not shown", "events that are not shown"),
    TablePart.WITHOUT_DATE: (
        "event that is not shown because it has no date",
        "events that are not shown because they have no date",
    ),
    TablePart.WITHOUT_PLACE: (
        "event that is not shown because it has no place",
        "events that are not shown because they have no place",
    ),
}


def _counts(counts: Counts) -> str:
    words = f"**{counts.placed:,}** on the map + **{counts.not_placed:,}** not placed + **{counts.filtered_out:,}** filtered out = **{counts.total:,}** {'event' if counts.total == 1 else 'events'}"
    more = [
        f"{counts.possible:,} of those shown only possibly match" if counts.possible else "",
        f"{counts.not_dated:,} of those shown without a date" if counts.not_dated else "",
        f"{counts.without_date:,} filtered out for want of a date" if counts.without_date else "",
        f"{counts.without_place:,} for want of a place" if counts.without_place else "",
        f"{counts.not_happened:,} planned, threatened or denied left out" if counts.not_happened else "",
    ]
    return " · ".join([words, *filter(None, more)])


def _head(store: EventStore, counts: Counts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(plain(store.name), anchor=False, width="content")
        st.markdown(_counts(counts), width="content")
        with st.container(horizontal=True, width="content"):
            layers_menu(store, is_drawn=not why_simple())
            views_menu(store, is_drawn=bool(counts.total) and not why_simple())
            if why_simple():  # our own map has the button among its tools
                st.button("Zoom to the events", icon=":material/zoom_in_map:", on_click=_fit_again)


def _fit_again() -> None:
    st.session_state["fit"] = st.session_state.get("fit", 1) + 1


def _chosen(store: EventStore, event_filter: EventFilter) -> Event | None:
    """Return the event whose card is open: picked in the table, on the map, on another page, or by the address."""
    if "picked" not in st.session_state:
        st.session_state["picked"] = named("event") or None
    picked = st.session_state["picked"]
    position = cache.query().position_of(picked) if picked else None
    if picked is None or position is None:
        want("event", "")
        return None
    want("event", picked)
    try:
        event = store.event(picked)
    except UnknownEventError:  # deleted by someone else a moment ago
        return None
    if cache.mask(event_filter)[position]:
        return event
    way = "Clear the filter to see it."
    if event.status not in event_filter.statuses:
        way = f"It is {event.status}, not told as happened: choose that under “More”, “Status”."
    st.info(f"The event that you picked is filtered out. {way}", icon=":material/filter_alt:")
    return None


def _pick(event_id: str | None) -> None:
    st.session_state["picked"] = event_id


def _close() -> None:
    _pick(None)


def _fit(store: EventStore) -> str:
    """Return the token for which the map zooms to its events: of another project, or by the simple map's button."""
    project = "sample" if store.is_sample else str(store.path)
    return f"{project} {st.session_state.setdefault('fit', 1)}"


def _map(
    store: EventStore, event_filter: EventFilter, chosen: Event | None, columns: map_cache.MapColumns | None
) -> None:
    """Draw map and timeline; where the browser cannot, the folium map with the same filter, and a line that says so."""
    if columns is None:
        simple_map(event_filter, chosen, fit=_fit(store), on_pick=_pick)
        return
    hears = Hears(
        pick=_pick_at,
        brush=lambda span: narrow_to_days(*days_told(span, event_filter)),
        area=narrow_to_area,
        find=_find,
        report=_open_report,
        view=lambda name: open_view(store, name),
        looks=save_as_it_is,
        province=lambda code: narrow_to("adm1", code),
        kind=turn_type,
        point=point_clicked,
    )
    # The browser knows the days itself: while they are brushed nothing is asked here.
    mask = cache.mask(replace(event_filter, from_date=None, to_date=None))
    if len(mask) != columns.rows.num_rows:
        # Somebody saved while this page was being drawn: what the browser was sent is of the version before.
        st.rerun()
    find = st.session_state.get("place_find", "")
    told = header(store, event_filter, columns=columns, chosen=chosen, fit=_fit(store), find=find)
    overlays, (_, reports) = map_overlays(store, event_filter), map_cache.report_days()
    unable = explorer(told, mask, layers=map_cache.layers(), reports=reports, overlays=overlays, hears=hears)
    if unable:
        fall_back(unable)
    if chosen is not None:
        _tools(chosen)


def _tools(chosen: Event) -> None:
    """Draw below the map what can be said of the event whose card is open on it; the simple map's own card has it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        title = with_status(style_of(chosen.type).label, chosen.status)
        st.markdown(f"**{plain(title)}**, {plain(when_words(chosen))}", width="content")
        grading(chosen)
        status_change(chosen)


def _pick_at(picked: tuple[int, str] | None) -> None:
    if picked is None:
        _close()
        return
    position, token = picked
    # Of an earlier version of the project, changed by someone else meanwhile, the position may be another event's.
    if token == map_cache.columns().token and 0 <= position < cache.query().total:
        _pick(cache.query().id_at(position))


def _find(text: str) -> None:
    if text:
        st.session_state["place_find"] = text
    else:
        st.session_state.pop("place_find", None)


def _open_report(report_id: str) -> None:
    st.session_state["report_to_open"] = report_id


def _table(store: EventStore, event_filter: EventFilter, subset: TableSubset, chosen: Event | None) -> None:
    """Draw the table; of many events a page, in an order that is over all of them."""
    order = table_order()
    if subset.events > 1:
        order_control(order)
    if subset.part is not TablePart.SHOWN:
        one, several = _PART_WORDS[subset.part]
        held = f"one {one}" if subset.events == 1 else f"{subset.events:,} {several}"
        st.caption(f"The table holds only the {held}; map, charts and files follow the filter.")
    pages = -(-subset.events // _PAGE)
    number = page_within("table_page", pages)
    rows = cache.query().page(event_filter, order=order, limit=_PAGE, offset=(number - 1) * _PAGE, part=subset.part)
    sentences = store.sentences(rows["event_id"].to_pylist())
    key = f"table_{subset.part}_{order}_{number}"
    event_table(page_rows(rows, sentences), key=key, chosen=chosen, on_pick=_pick, on_close=_close)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.number_input("Page of the table", 1, pages, key="table_page", width=160)
            st.caption(
                f"{_PAGE:,} events a page, sorted over all {subset.events:,}. A click on a column's head sorts this page alone. "
                "The files below hold all that the filter lets through."
            )


def _above(store: EventStore, event_filter: EventFilter, counts: Counts) -> TableSubset:
    """Draw what stands above the map; return which events the table shows."""
    _head(store, counts)
    basemap_note(store)
    if store.is_sample:
        st.info(
            "These are ten sample reports of our own, to look around. Next: paste a report of yours on the page Reports.",
            icon=":material/lightbulb:",
        )
    return table_part(event_filter, counts) if counts.total else TableSubset(part=TablePart.SHOWN, events=0)


def _no_events(store: EventStore, counts: Counts) -> None:
    if counts.total == 0:
        st.info(
            f"{plain(store.name)} has no events yet. Next: paste a report on the page Reports.",
            icon=":material/article:",
        )
        return
    st.warning("No event matches. Widen the dates or clear the filter on the left.", icon=":material/filter_alt_off:")


def _restore() -> None:
    """Show what the address says that the browser's Back or Forward brought; where the map is and how it looks stays, as it makes no step."""
    take_restored()
    show_order_of(named("sort"))
    show_comparison_of(named("compare"))
    _pick(named("event") or None)


def main() -> None:
    """Draw the page."""
    if "report_to_open" in st.session_state:
        st.switch_page("ui/pages/reports.py")
    store = cache.store()
    if not is_opened():
        return
    columns = map_cache.columns() if cache.query().total and not why_simple() else None
    if columns is not None:
        send_columns(columns.payload)
    if is_restored():
        _restore()
    event_filter = filter_sidebar(page="Explore")
    counts = cache.counts(event_filter)
    shown = counts.placed + counts.not_placed
    # The map's part comes first: the browser draws it while the head, its menus and the table are made.
    head, told = st.container(), st.container()
    with told:
        chosen = _chosen(store, event_filter)
        if not shown:
            _no_events(store, counts)
    order_to_address()
    comparison_to_address(store)
    # before the map is drawn, which then adds where it is: Streamlit's copy of the address does not know that
    write()
    if counts.total:
        _map(store, event_filter, chosen, columns)
    with head:
        subset = _above(store, event_filter, counts)
    if subset.events:
        _table(store, event_filter, subset, chosen)
    if shown:
        downloads(store, event_filter, shown)
        charts(event_filter, counts)
    if counts.total:
        compare(store, event_filter, map_hears=not why_simple())
        unplaced_tray(store, event_filter, counts.not_placed, map_hears=not why_simple(), on_show=_pick)
        thin_reports(event_filter)


with guarded("Explore"):
    main()
