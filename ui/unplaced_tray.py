"""The tray of events that are not placed: each with its sentence and why, and one click to place it."""

from collections.abc import Callable, Sequence

import streamlit as st

from events import Event, EventFilter, EventStore
from gazetteer import Candidate
from geo import date_words, readable, with_status
from ui import cache, placing
from ui.paging import page_within
from ui.words import plain

OPEN = "unplaced_tray"
_PAGE = 20
_NO_REASON = "no place is named for it"


def unplaced_tray(
    store: EventStore, event_filter: EventFilter, number: int, *, map_hears: bool, on_show: Callable[[str], None]
) -> None:
    """Draw the tray where there are events to place, or one was placed just now.

    Parameters
    ----------
    number
        How many events the filter shows that are not placed.
    map_hears
        Whether a click on the page's map gives its point.
    on_show
        Hears the id of an event that is to be shown on the map, before the page runs anew.
    """
    _done(on_show)
    asked = placing.event_being_placed(event_filter)
    if not number and asked is None:
        return
    if asked is not None:
        st.session_state[OPEN] = True
    place = st.expander(f"Waiting for a place ({number:,})", key=OPEN, on_change="rerun")
    # Twenty events with their buttons are drawn, and sent, only where someone looks at them.
    if not place.open:
        return
    with place:
        if store.is_sample:
            st.caption(
                "The sample project is read-only. Save a report of your own on the page Reports: its events can be placed here."
            )
        pages = max(1, -(-number // _PAGE))
        page = page_within("tray_page", pages)
        ids = cache.query().unplaced_ids(event_filter, limit=_PAGE, offset=(page - 1) * _PAGE)
        events = store.events(ids)
        if asked is not None and asked.event_id not in ids:
            # Its row is on another page, but what was begun stays in sight.
            events = (asked, *events)
        for event in events:
            _row(event, asked, is_sample=store.is_sample, map_hears=map_hears)
        if pages > 1:
            st.number_input(f"Page of {pages:,}", 1, pages, key="tray_page", width=160)


def _done(on_show: Callable[[str], None]) -> None:
    done = placing.last_done()
    if done is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(plain(done.words), icon=":material/check:" if done.is_placed else ":material/undo:")
            if done.is_placed:
                st.button("Show it", icon=":material/map:", on_click=on_show, args=(done.event.event_id,))
                st.button("Undo", key="undo_placing", icon=":material/undo:", on_click=placing.undo)
    if placing.being_placed() is None:
        placing.OUTCOME.draw()


def _row(event: Event, asked: Event | None, *, is_sample: bool, map_hears: bool) -> None:
    where = event.where
    name = where.toponym.text if where is not None else ""
    is_asked = asked is not None and asked.event_id == event.event_id
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            when = date_words(event.date_start, event.date_end, event.date_prec)
            said = f"“{plain(name)}”" if name else "no place named"
            st.markdown(
                f"**{plain(with_status(event.type.value.capitalize(), event.status))}** · {plain(when)} · {said}",
                width="content",
            )
            if is_asked:
                st.button("Cancel", key="end_placing", on_click=placing.end, icon=":material/close:", type="tertiary")
            elif not is_sample:
                st.button(
                    "Place it", key=f"place_{event.event_id}", on_click=placing.begin, args=(event,),
                    icon=":material/add_location:", help=f"Say where {readable(name) or 'it'} was",
                )  # fmt: skip
        st.markdown(plain(event.sentence))
        why = "; ".join(where.reasons if where is not None and where.reasons else (_NO_REASON,))
        st.caption(plain(" · ".join(filter(None, (event.source, f"Not placed: {why}")))))
        if is_asked:
            _panel(event, name, map_hears=map_hears)


def _panel(event: Event, name: str, *, map_hears: bool) -> None:
    """Draw what is offered for an event, in its row."""
    placing.OUTCOME.draw()
    if (doubt := placing.doubt()) is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(plain(f"{doubt.words} Is it there all the same?"), icon=":material/help:")
            st.button("Yes, place it there", on_click=placing.choose, args=(doubt.place,), kwargs={"is_sure": True})
    report = cache.store().extraction(event.report_id)
    found = placing.offered(event, report)
    if name:
        st.markdown(f"Where is **{plain(name)}**?" if found else f"No place like **{plain(name)}** is known.")
    _candidates(found, "offered")
    point = placing.clicked_place()
    if point is not None:
        st.button(
            plain(f"The point that you clicked: {placing.place_line(point)}"), key="place_clicked", type="tertiary",
            icon=":material/my_location:", on_click=placing.choose, args=(point,),
        )  # fmt: skip
    one, two = st.columns(2)
    text = one.text_input(
        f"{'Somewhere else' if found else 'Where'}: a name, coordinates{', or click the map' if map_hears else ''}",
        key=placing.ELSE, max_chars=200, placeholder="32.08, 12.65 or 32°05′N 12°39′E or MGRS",
    )  # fmt: skip
    two.text_input("How do you know? (kept in the history)", key=placing.WHY, max_chars=300)
    if text.strip():
        others, sentence = placing.found_elsewhere(text)
        _candidates(placing.without_taken(others, found), "else")
        if sentence:
            st.warning(plain(sentence), icon=":material/search_off:")
    if name:
        st.checkbox(f"Remember “{plain(name)}” for this project, so that later reports find it", key=placing.REMEMBER)


def _candidates(found: Sequence[Candidate], key: str) -> None:
    with st.container(gap=None):
        for number, candidate in enumerate(found):
            st.button(
                plain(placing.place_line(candidate.place)), key=f"{key}_{number}_{candidate.place.place_id}", type="tertiary",
                icon=":material/location_on:", on_click=placing.choose, args=(candidate.place,),
                help=readable("; ".join(candidate.reasons)) or None,
            )  # fmt: skip
