"""The list of what was imported: whose data, under which licence, how many events; undone and brought back, shown on the map."""

import streamlit as st

from events import EventFilter, readable
from events.datasets import Imported, imported_datasets
from ui import cache, presses
from ui.filters import keep_filter
from ui.outcome import Outcome
from ui.words import count_of, plain

_OUTCOME = Outcome("data_undo")
_LONGEST = 90


def show_on_map(name: str, *, key: str) -> None:
    """Draw the button that shows a dataset's events on Explore, and go there where it was pressed."""
    if presses.button("Show on map", key=key, icon=":material/map:"):
        presses.drop(key)
        keep_filter(EventFilter(sources=(name,)))
        st.switch_page("ui/pages/explore.py")


def undo_import(report_id: str) -> None:
    """Take the events of an import out of the project; `bring_back` brings them back."""
    with _OUTCOME.trying():
        number = cache.writable_store().delete_report(report_id)
        words = f"Undone: {count_of(number, 'event')} left the project. The list below brings them back."
        st.toast(words, icon=":material/undo:")


def bring_back(report_id: str) -> None:
    """Bring the events of an import back that was undone."""
    with _OUTCOME.trying():
        number = cache.writable_store().restore_report(report_id)
        st.toast(f"{count_of(number, 'event')} back again.", icon=":material/undo:")


def imported_list() -> None:
    """Draw the list."""
    _OUTCOME.draw()
    found = imported_datasets(cache.store())
    if not found:
        return
    st.markdown("#### Imported datasets")
    for each in found:
        _entry(each)


def _entry(each: Imported) -> None:
    about = each.dataset
    with (
        st.container(border=True),
        st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"),
    ):
        events = count_of(each.events, "event")
        words = f"import undone, {events} kept aside" if each.is_undone else events
        licence = plain(about.licence) if about.licence else "licence not said"
        told = [
            licence,
            plain(about.citation[:300]) if about.citation else "",
            f"imported {each.at:%-d %B %Y, %H:%M} UTC",
        ]
        name = f"{about.name} {about.version}".strip()
        st.markdown(
            f"**{plain(readable(name)[:_LONGEST])}** · {plain(readable(about.file)[-_LONGEST:])} · {words}  \n:small[{' · '.join(filter(None, told))}]",
            width="stretch",
        )
        if each.is_undone:
            st.button(
                "Bring it back",
                key=f"data_back_{each.report_id}",
                icon=":material/undo:",
                on_click=bring_back,
                args=(each.report_id,),
            )
            return
        if each.events:
            show_on_map(about.name, key=f"data_map_{each.report_id}")
        st.button(
            "Undo",
            key=f"data_undo_{each.report_id}",
            icon=":material/undo:",
            on_click=undo_import,
            args=(each.report_id,),
        )
