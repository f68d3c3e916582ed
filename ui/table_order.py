"""What the table of events is sorted by: over all its pages, and kept by the address (``sort=-killed``)."""

import streamlit as st

from events import BY_DATE, BadFilterError, OrderBy, TableOrder, parse_table_order
from ui.page_address import named, want

_ORDER, _REFUSED = "table_order", "table_order_refused"
_BY, _TURN = "table_sorted_by", "table_sorted_turn"
_IN_ADDRESS = "sort"
_A_TO_Z = ("A to Z", "Z to A")
# Each as the table's column names it, and what stands first one way and the other.
_WORDS = {
    OrderBy.DATE: ("Date", "Oldest first", "Newest first"),
    OrderBy.TYPE: ("Type", *_A_TO_Z),
    OrderBy.PLACE: ("Place", *_A_TO_Z),
    OrderBy.PRECISION: ("Precision", "Most exact first", "Least exact first"),
    OrderBy.KILLED: ("Killed", "Fewest first", "Most first"),
    OrderBy.INJURED: ("Injured", "Fewest first", "Most first"),
    OrderBy.CLAIMANT: ("According to", *_A_TO_Z),
    OrderBy.CONFIDENCE: ("Confidence", "Least sure first", "Surest first"),
    OrderBy.REVIEW: ("Review", "Settled first", "To be checked first"),
    OrderBy.SOURCE: ("Source", *_A_TO_Z),
}
# Who sorts by these looks for the highest.
_DOWN_FIRST = (OrderBy.KILLED, OrderBy.INJURED, OrderBy.REVIEW)


def table_order() -> TableOrder:
    """Return the order of the table; what the address says that is none is said and left out."""
    if refused := st.session_state.get(_REFUSED):
        st.warning(
            f"A part of this page's address was not understood and is left out: {refused}", icon=":material/link_off:"
        )
    return _order()


def order_to_address() -> None:
    """Have the address say the order."""
    order = _order()
    want(_IN_ADDRESS, str(order) if order != BY_DATE else "")


def _order() -> TableOrder:
    if _ORDER not in st.session_state:
        show_order_of(named(_IN_ADDRESS))
    order: TableOrder = st.session_state[_ORDER]
    return order


def show_order_of(text: str) -> None:
    """Sort the table as the ``sort`` of an address says, before the page is drawn."""
    st.session_state.pop(_REFUSED, None)
    try:
        st.session_state[_ORDER] = parse_table_order(text)
    except BadFilterError as error:
        st.session_state[_ORDER], st.session_state[_REFUSED] = BY_DATE, str(error)


def order_control(order: TableOrder) -> None:
    """Draw what the table is sorted by, to be chosen anew."""
    st.session_state[_BY], st.session_state[_TURN] = order.by, order.descending
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Sorted by", width="content")
        st.selectbox(
            "Sort the table by", list(OrderBy), key=_BY, format_func=lambda by: _WORDS[by][0], on_change=_sort_by,
            label_visibility="collapsed", width=170,
        )  # fmt: skip
        st.segmented_control(
            "What stands first", [False, True], key=_TURN, required=True, on_change=_turn, width="content",
            format_func=lambda is_down: _WORDS[order.by][1 + is_down], label_visibility="collapsed",
        )  # fmt: skip
        if order.by not in (OrderBy.TYPE, OrderBy.REVIEW, OrderBy.CONFIDENCE):
            st.caption("What is not known comes last.", width="content")


def _sort_by() -> None:
    by = OrderBy(st.session_state[_BY])
    _put(TableOrder(by=by, descending=by in _DOWN_FIRST))


def _turn() -> None:
    now: TableOrder = st.session_state[_ORDER]
    _put(TableOrder(by=now.by, descending=bool(st.session_state[_TURN])))


def _put(order: TableOrder) -> None:
    st.session_state[_ORDER] = order
    # The first page shows what was asked for.
    st.session_state.pop("table_page", None)
    st.session_state.pop(_REFUSED, None)
