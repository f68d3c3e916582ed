"""Which side of the comparison the map shows: kept by the address, asked for below it."""

from enum import StrEnum

import streamlit as st

_SHOWN, _BOX = "side_on_map", "side_on_map_box"


class SideOnMap(StrEnum):
    """What the map shows where Compare is open, as the ``layers`` of an address have it."""

    A = "side-a"
    B = "side-b"
    DIFFERENCE = "difference"


_WORDS = {SideOnMap.A: "A, on screen", SideOnMap.B: "B", SideOnMap.DIFFERENCE: "Difference by province"}


def side_on_map() -> SideOnMap:
    """Return what the map is asked to show; at first the page's address says so."""
    if _SHOWN not in st.session_state:
        show_side_of(st.query_params.get("layers", ""))
    return SideOnMap(st.session_state[_SHOWN])


def show_side_of(address: str) -> None:
    """Show what the ``layers`` of an address name, A where they name none."""
    named = address.split(",")
    st.session_state[_SHOWN] = next((each.value for each in SideOnMap if each in named), SideOnMap.A.value)


def side_switch() -> None:
    """Draw the control."""
    st.session_state[_BOX] = side_on_map()
    st.segmented_control(
        "On the map", list(SideOnMap), key=_BOX, required=True, on_change=_choose, format_func=lambda each: _WORDS[each]
    )


def _choose() -> None:
    st.session_state[_SHOWN] = st.session_state[_BOX]
