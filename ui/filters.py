"""The filter in the sidebar, which the page's address describes."""

from typing import TypeVar

import streamlit as st

from events import BadFilterError, EventFilter, EventStore, EventType, filter_from_params, filter_to_params
from geo import precision_words
from ui import cache

V = TypeVar("V")
_NAMES = ("from-date", "to-date", "type", "actor", "country", "bbox", "text", "max-where-prec")
_KEYS = ("f_from", "f_to", "f_types", "f_actors", "f_countries", "f_text", "f_prec")


def filter_from_address() -> EventFilter:
    """Return the filter that the address describes; what cannot be read is said and left out."""
    kept = {}
    for name in _NAMES:
        value = st.query_params.get(name, "")
        if value:
            try:
                filter_from_params({name: value})
                kept[name] = value
            except BadFilterError as error:
                st.warning(
                    f"A part of this page's address was not understood and is left out: {error}",
                    icon=":material/link_off:",
                )
    try:
        return filter_from_params(kept)
    except BadFilterError as error:
        st.warning(str(error), icon=":material/link_off:")
        return EventFilter()


def filter_sidebar(store: EventStore) -> EventFilter:
    """Draw the filter and return it; the address follows."""
    facets = store.facets()
    if "f_text" not in st.session_state:
        _fill(filter_from_address())
    with st.sidebar:
        st.subheader("Filter")
        left, right = st.columns(2)
        start = left.date_input(
            "From", key="f_from", format="YYYY-MM-DD", min_value=None, help="Events on or after this day"
        )
        end = right.date_input(
            "To", key="f_to", format="YYYY-MM-DD", min_value=None, help="Events on or before this day"
        )
        types = st.multiselect(
            "Type",
            _with_chosen(facets.types, "f_types"),
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
        text = st.text_input("Words", key="f_text", placeholder="in the sentence, place or actor", max_chars=200)
        st.button(
            "Clear the filter", on_click=_fill, args=(EventFilter(),), icon=":material/filter_alt_off:", width="stretch"
        )
    if start and end and start > end:
        st.sidebar.warning("The first day lies after the last: they are swapped.")
        start, end = end, start
    chosen = EventFilter(
        from_date=start or None, to_date=end or None, types=tuple(EventType(kind) for kind in types), actors=tuple(actors),
        countries=tuple(countries), text=text.strip(), max_where_prec=prec, bbox=filter_from_address().bbox,
    )  # fmt: skip
    _write_address(chosen)
    return chosen


def _with_chosen(values: tuple[V, ...], key: str) -> list[V]:
    """Return the values in use and those chosen by the address, which may name others."""
    return list(dict.fromkeys([*values, *st.session_state.get(key, [])]))


def _fill(event_filter: EventFilter) -> None:
    values = (
        event_filter.from_date, event_filter.to_date, list(event_filter.types), list(event_filter.actors),
        list(event_filter.countries), event_filter.text, event_filter.max_where_prec,
    )  # fmt: skip
    for key, value in zip(_KEYS, values, strict=True):
        st.session_state[key] = value


def _write_address(event_filter: EventFilter) -> None:
    wanted = filter_to_params(event_filter)
    for name in _NAMES:
        if name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
        elif name not in wanted and name in st.query_params:
            del st.query_params[name]
