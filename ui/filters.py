"""The filter in the sidebar: the page's address describes it, and it goes along from page to page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TypeVar

import streamlit as st

from events import (
    FILTER_NAMES,
    MOST_KILLED,
    BadFilterError,
    EventFilter,
    EventStatus,
    EventType,
    Facets,
    ReviewState,
    filter_from_params,
    parse_polygon,
)
from geo import all_styles, precision_words
from ui import cache
from ui.day_fields import day_bounds
from ui.filter_address import read_address, write_address
from ui.page_address import is_restored, named, parts
from ui.words import area_words, count_of

V = TypeVar("V")
_KEY = "f_{}".format
# Streamlit forgets a widget's value when its page is left, and a link of the menu has no query: this name outlives both.
_KEPT, _PAGE, _REFUSED = "filter", "filter_page", "filter_refused"
# What stands under "More", which opens by itself where one of them is put into the filter.
_MORE_OPEN = "filter_more"
_MORE = ("adm1", "min_killed", "max_killed", "min_confidence", "sources", "review", "certain", "statuses")
_CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9)
_REVIEW_WORDS = {ReviewState.TO_CHECK: "to be checked", ReviewState.SETTLED: "nothing to check"}
_BOX_POINTS = 2


def filter_sidebar(*, page: str) -> EventFilter:
    """Draw the filter of a page and return it; the address follows."""
    # From one page with a filter to another the values are still there, but the new page's fields do not take them.
    is_opened = _KEY("text") not in st.session_state or st.session_state.get(_PAGE) != page
    if is_opened or is_restored():
        st.session_state[_PAGE] = page
        _begin(st.session_state.get(_KEPT, EventFilter()) if is_opened else EventFilter())
    facets = cache.facets()
    with st.sidebar:
        st.subheader("Filter")
        _dates(facets)
        _choices(facets)
        st.text_input(
            "Words", key=_KEY("text"), placeholder="in the sentence, place or actor", max_chars=200,
            help="Finds events whose sentence, place, actors or type have each of these words, whole and in any order",
        )  # fmt: skip
        more = st.expander("More", key=_MORE_OPEN, on_change="rerun")
        if more.open:
            with more:
                _more(facets)
        else:
            _keep_more()
        _area()
        st.button(
            "Clear the filter", on_click=_fill, args=(EventFilter(),), icon=":material/filter_alt_off:", width="stretch"
        )
    for words in st.session_state.get(_REFUSED, ()):
        st.warning(words, icon=":material/link_off:")
    chosen = _chosen()
    st.session_state[_KEPT] = chosen
    write_address(chosen)
    return chosen


def _dates(facets: Facets) -> None:
    for label, name, side in (("From", "from_date", "after"), ("To", "to_date", "before")):
        now = _value(name)
        bounds = day_bounds(facets.first_date, facets.last_date, now if isinstance(now, dt.date) else None)
        st.date_input(
            label, key=_KEY(name), format="YYYY-MM-DD", help=f"Events on or {side} this day", **bounds
        )  # fmt: skip


def _choices(facets: Facets) -> None:
    names = cache.area_names()
    st.multiselect(
        "Type",
        _with_chosen(tuple(style.type for style in all_styles() if style.type in facets.types), "types"),
        key=_KEY("types"),
        format_func=str.capitalize,
        placeholder="All types",
    )
    st.multiselect(
        "Actor, on either side", _with_chosen(facets.actors, "actors"), key=_KEY("actors"), placeholder="All actors"
    )
    st.multiselect(
        "Country", _with_chosen(facets.countries, "countries"), key=_KEY("countries"), placeholder="All countries",
        format_func=lambda code: names.get(code) or cache.country_name(code),
    )  # fmt: skip
    st.selectbox(
        "Placed at least as", [1, 2, 3, 4, 5, 6, 7], key=_KEY("max_where_prec"), index=None, placeholder="Any precision",
        format_func=lambda value: precision_words(value).capitalize(),
    )  # fmt: skip


def _more(facets: Facets) -> None:
    names = cache.area_names()
    st.multiselect(
        "Province", _with_chosen(facets.admin1, "adm1"), key=_KEY("adm1"), placeholder="All provinces",
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    for label, name in (("Killed, at least", "min_killed"), ("Killed, at most", "max_killed")):
        st.number_input(
            label, key=_KEY(name), min_value=0, max_value=MOST_KILLED, value=None, step=1, placeholder="Any toll"
        )
    st.selectbox(
        "Confidence, at least", _with_chosen(_CONFIDENCES, "min_confidence"), key=_KEY("min_confidence"), index=None,
        placeholder="Any confidence", format_func="{:.0%}".format,
    )  # fmt: skip
    st.multiselect("Source", _with_chosen(facets.sources, "sources"), key=_KEY("sources"), placeholder="All sources")
    st.selectbox(
        "Review", list(ReviewState), key=_KEY("review"), index=None, placeholder="Checked or not",
        format_func=lambda state: _REVIEW_WORDS[ReviewState(state)].capitalize(),
    )  # fmt: skip
    st.multiselect(
        "Status", list(EventStatus), key=_KEY("statuses"), format_func=str.capitalize,
        placeholder="All, planned, threatened and denied ones too",
        help="What reports only plan or threaten, or say did not happen, is not shown and not counted unless you add it here",
    )  # fmt: skip
    st.toggle(
        "Certain only", key=_KEY("certain"),
        help="Only events whose days lie wholly within From and To, and whose place wholly within the area",
    )  # fmt: skip


def _keep_more() -> None:
    """Keep what the fields hold that are not drawn while "More" is closed: Streamlit forgets those it does not draw.

    They are not drawn there because the names of all provinces and sources would be sent on every run.
    """
    for name in _MORE:
        st.session_state[_KEY(name)] = _value(name)


def _open_more() -> None:
    # No status chosen means all of them, which is more than is usual.
    unsaid = {"statuses": (None, list(EventFilter().statuses))}
    if any(_value(name) not in unsaid.get(name, (None, (), [], False, "")) for name in _MORE):
        st.session_state[_MORE_OPEN] = True


def narrow_to_days(first: dt.date | None, last: dt.date | None) -> None:
    """Put a span of days into the filter, before the page runs anew; None leaves that side open."""
    st.session_state[_KEY("from_date")], st.session_state[_KEY("to_date")] = first, last


def narrow_to_area(kind: str, points: Sequence[tuple[float, float]]) -> None:
    """Put what was drawn on the map into the filter, before the page runs anew: a "box" by two corners, else a polygon.

    What encloses nothing, or is too much, is said; the area before it stays.
    """
    try:
        if kind == "box" and len(points) == _BOX_POINTS:
            corners = ",".join(f"{value:.6f}" for point in points for value in point)
            drawn = filter_from_params({"bbox": corners})
        else:
            text = ",".join(f"{lon:.6f} {lat:.6f}" for lon, lat in points)
            drawn = EventFilter(polygon=parse_polygon(text))
    except BadFilterError as error:
        st.session_state[_REFUSED] = [str(error)]
        return
    st.session_state[_KEY("bbox")], st.session_state[_KEY("polygon")] = drawn.bbox, drawn.polygon
    st.session_state.pop(_REFUSED, None)


def keep_filter(event_filter: EventFilter) -> None:
    """Have the next page with a filter open with this one."""
    st.session_state[_KEPT] = event_filter
    st.session_state.pop(_KEY("text"), None)


def narrow_to(name: str, value: object) -> None:
    """Put one value into a field of the filter that takes several, before the page runs anew: what a chart's bar stands for."""
    st.session_state[_KEY(name)] = [value]
    _open_more()


def turn_type(kind: str) -> None:
    """Leave only events of a type, or let the others back where it is the only one, before the page runs anew."""
    if kind in set(EventType):
        st.session_state[_KEY("types")] = [] if _value("types") == [kind] else [EventType(kind)]


def fill_from_address(address: Mapping[str, str]) -> None:
    """Fill the filter with what an address names, before the page runs anew; what cannot be read is said and left out."""
    chosen, refused = read_address({name: address[name] for name in FILTER_NAMES if address.get(name)})
    _fill(chosen)
    st.session_state[_REFUSED] = refused


def _value(name: str) -> object:
    return st.session_state.get(_KEY(name))


def _chosen() -> EventFilter:
    """Return the filter that the fields describe."""
    values = {
        each.name: tuple(found) if isinstance(found := _value(each.name), list) else found
        for each in fields(EventFilter)
    }
    start, end = values["from_date"], values["to_date"]
    if isinstance(start, dt.date) and isinstance(end, dt.date) and start > end:
        st.sidebar.warning("The first day lies after the last: they are swapped.")
        values["from_date"], values["to_date"] = end, start
    least, most = values["min_killed"], values["max_killed"]
    if isinstance(least, int) and isinstance(most, int) and least > most:
        st.sidebar.warning("At least as many killed as at most: the two numbers are swapped.")
        values["min_killed"], values["max_killed"] = most, least
    values["text"] = str(values["text"] or "").strip()
    values["types"] = tuple(EventType(str(kind)) for kind in _tuple(values["types"]))
    values["review"] = ReviewState(str(values["review"])) if values["review"] else None
    values["certain"] = bool(values["certain"])
    statuses = tuple(each for each in EventStatus if each in _tuple(values["statuses"]))
    values["statuses"] = statuses if len(statuses) < len(EventStatus) else ()
    values["polygon"] = _tuple(values["polygon"])
    return EventFilter(**values)  # type: ignore[arg-type] # the fields' widgets give what these names hold


def _tuple(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else ()


def _begin(otherwise: EventFilter) -> None:
    """Fill the filter by the page's address where that names any, else with another."""
    if any(named(name) for name in FILTER_NAMES):
        fill_from_address(parts())
    else:
        _fill(otherwise)


def _area() -> None:
    """Say which area the map or the address narrows to, with a way out: no field of the sidebar shows it."""
    box, polygon = _value("bbox"), _tuple(_value("polygon"))
    if not isinstance(box, tuple) and not polygon:
        return
    if isinstance(box, tuple):
        st.markdown(f"Only inside {area_words(box)}")
    if polygon:
        st.markdown(f"Only inside {count_of(len(polygon), 'area')} drawn on the map")
    st.button("Remove the area", on_click=_leave_area, icon=":material/close:", width="stretch")


def _leave_area() -> None:
    st.session_state.pop(_REFUSED, None)
    st.session_state[_KEY("bbox")] = None
    st.session_state[_KEY("polygon")] = ()


def _with_chosen(values: Sequence[V], name: str) -> list[V]:
    """Return the values in use and those chosen by the address, which may name others."""
    now = _value(name)
    return list(dict.fromkeys([*values, *(now if isinstance(now, list) else [] if now is None else [now])]))


def _fill(event_filter: EventFilter) -> None:
    for each in fields(EventFilter):
        value = getattr(event_filter, each.name)
        is_several = isinstance(value, tuple) and each.name not in {"bbox", "polygon"}
        st.session_state[_KEY(each.name)] = list(value) if is_several else value
    _open_more()
    st.session_state.pop(_REFUSED, None)
