"""The filter in the sidebar: the page's address describes it, and it goes along from page to page."""

import datetime as dt
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from events import (
    FILTER_NAMES,
    BadFilterError,
    EventFilter,
    EventStore,
    EventType,
    filter_from_params,
    filter_to_params,
    filter_words,
)
from geo import all_styles, precision_words
from ui import cache
from ui.words import area_words, plain

V = TypeVar("V")
_KEYS = ("f_from", "f_to", "f_types", "f_actors", "f_countries", "f_text", "f_prec", "f_rest")
# Streamlit forgets a widget's value when its page is left, and a link of the menu has no query: this name outlives both.
_KEPT, _PAGE, _REFUSED = "filter", "filter_page", "filter_refused"


def filter_sidebar(store: EventStore, *, page: str) -> EventFilter:
    """Draw the filter of a page and return it; the address follows."""
    # From one page with a filter to another the values are still there, but the new page's fields do not take them.
    if "f_text" not in st.session_state or st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        _begin()
    facets = store.facets()
    with st.sidebar:
        st.subheader("Filter")
        start = st.date_input(
            "From", key="f_from", format="YYYY-MM-DD", min_value=None, help="Events on or after this day"
        )
        end = st.date_input("To", key="f_to", format="YYYY-MM-DD", min_value=None, help="Events on or before this day")
        types = st.multiselect(
            "Type",
            _with_chosen(tuple(style.type for style in all_styles() if style.type in facets.types), "f_types"),
            key="f_types",
            format_func=str.capitalize,
            placeholder="All types",
        )
        actors = st.multiselect(
            "Actor, on either side", _with_chosen(facets.actors, "f_actors"), key="f_actors", placeholder="All actors"
        )
        countries = st.multiselect(
            "Country", _with_chosen(facets.countries, "f_countries"), key="f_countries", placeholder="All countries",
            format_func=cache.country_name,
        )  # fmt: skip
        prec = st.selectbox(
            "Placed at least as", [1, 2, 3, 4, 5, 6], key="f_prec", index=None, placeholder="Any precision",
            format_func=lambda value: precision_words(value).capitalize(),
        )  # fmt: skip
        text = st.text_input(
            "Words", key="f_text", placeholder="in the sentence, place or actor", max_chars=200,
            help="Finds events whose sentence, place, actors or type have each of these words, whole and in any order",
        )  # fmt: skip
        _without_fields()
        st.button(
            "Clear the filter", on_click=_fill, args=(EventFilter(),), icon=":material/filter_alt_off:", width="stretch"
        )
    for words in st.session_state.get(_REFUSED, ()):
        st.warning(words, icon=":material/link_off:")
    if start and end and start > end:
        st.sidebar.warning("The first day lies after the last: they are swapped.")
        start, end = end, start
    rest: EventFilter = st.session_state.get("f_rest", EventFilter())
    chosen = replace(
        rest, from_date=start or None, to_date=end or None, types=tuple(EventType(kind) for kind in types), actors=tuple(actors),
        countries=tuple(countries), text=text.strip(), max_where_prec=prec,
    )  # fmt: skip
    st.session_state[_KEPT] = chosen
    _write_address(chosen)
    return chosen


def narrow_to_days(first: dt.date | None, last: dt.date | None) -> None:
    """Put a span of days into the filter, before the page runs anew; None leaves that side open."""
    st.session_state["f_from"], st.session_state["f_to"] = first, last


def _begin() -> None:
    """Fill the filter of a page that was opened just now: by its address where that names any, else as it was left."""
    addressed = {name: st.query_params[name] for name in FILTER_NAMES if st.query_params.get(name)}
    if not addressed:
        _fill(st.session_state.get(_KEPT, EventFilter()))
        return
    chosen, refused = _read_address(addressed)
    _fill(chosen)
    st.session_state[_REFUSED] = refused


def _read_address(addressed: dict[str, str]) -> tuple[EventFilter, list[str]]:
    """Return the filter that an address describes, and in words what could not be read and is left out."""
    kept, refused = {}, []
    for name, value in addressed.items():
        try:
            filter_from_params({name: value})
            kept[name] = value
        except BadFilterError as error:
            refused.append(f"A part of this page's address was not understood and is left out: {error}")
    try:
        return filter_from_params(kept), refused
    except BadFilterError as error:
        return EventFilter(), [*refused, str(error)]


def _rest_of(event_filter: EventFilter) -> EventFilter:
    """Return what no field of the sidebar shows of a filter."""
    return replace(
        event_filter, from_date=None, to_date=None, types=(), actors=(), countries=(), text="", max_where_prec=None
    )


def _without_fields() -> None:
    """Say what else the address narrows to, with a way out."""
    rest: EventFilter = st.session_state.get("f_rest", EventFilter())
    if rest.bbox is not None:
        st.markdown(f"Only inside {area_words(rest.bbox)}")
        st.button(
            "Remove the area",
            on_click=_keep,
            args=(replace(rest, bbox=None),),
            icon=":material/close:",
            width="stretch",
        )
    others = replace(rest, bbox=None)
    if others != EventFilter():
        st.markdown(f"Only: {plain(filter_words(others))}")
        kept = EventFilter(bbox=rest.bbox)
        st.button("Remove this", on_click=_keep, args=(kept,), icon=":material/close:", width="stretch")


def _keep(rest: EventFilter) -> None:
    st.session_state["f_rest"] = rest


def _with_chosen(values: tuple[V, ...], key: str) -> list[V]:
    """Return the values in use and those chosen by the address, which may name others."""
    return list(dict.fromkeys([*values, *st.session_state.get(key, [])]))


def _fill(event_filter: EventFilter) -> None:
    values = (
        event_filter.from_date, event_filter.to_date, list(event_filter.types), list(event_filter.actors),
        list(event_filter.countries), event_filter.text, event_filter.max_where_prec, _rest_of(event_filter),
    )  # fmt: skip
    for key, value in zip(_KEYS, values, strict=True):
        st.session_state[key] = value
    st.session_state.pop(_REFUSED, None)


def _write_address(event_filter: EventFilter) -> None:
    wanted = filter_to_params(event_filter)
    for name in FILTER_NAMES:
        if name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
        elif name not in wanted and name in st.query_params:
            del st.query_params[name]
