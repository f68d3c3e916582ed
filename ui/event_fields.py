"""Fields that the form of an event that was read and that of one that a person makes have alike."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from events import EventStatus


def status_field(column: DeltaGenerator, key: str, status: EventStatus, *, help_words: str) -> EventStatus:
    """Draw the field for the status; return what is chosen."""
    chosen = column.selectbox(
        "Status", list(EventStatus), index=list(EventStatus).index(status), key=key, format_func=str.capitalize, help=help_words
    )  # fmt: skip
    return EventStatus(str(chosen))


def clock_fields(name: Callable[[str], str], told: tuple[str, str, str] = ("", "", "")) -> tuple[str, str, str]:
    """Draw the fields for the time of day; return from, to and zone as they are written, "" where nothing is.

    ``name`` gives a field's key; ``told`` is what stands in them at first.
    """
    one, two, three = st.columns(3)
    first = one.text_input("Time, from", told[0], key=name("time_from"), max_chars=5, placeholder="03:40")
    last = two.text_input("Time, to", told[1], key=name("time_to"), max_chars=5, help="Before “from”: on the next day")
    zone = three.text_input(
        "Zone", told[2], key=name("time_zone"), max_chars=40, placeholder="GMT, +02:00", help="Empty: the place’s own"
    )
    return first, last, zone
