"""Reports: a news report in, its events marked in the text and on a map, saved when they look right."""

from functools import partial

import streamlit as st

from events import DATASET, Event, EventFilter, EventsError, Extraction, PurgedReportError, select_events
from geo import build_view, named_id
from ui import cache, name_choosing, presses
from ui.actor_list import actor_list
from ui.dataset_entry import dataset_entry
from ui.event_card import event_card
from ui.event_map import event_map
from ui.event_table import event_rows, event_table
from ui.guard import guarded
from ui.intake import many_files, origin_caption
from ui.name_choices_list import name_choices_list
from ui.name_choosing import CARD
from ui.name_panel import choose_button, done_bar, name_panel
from ui.name_senses import senses_of, taken_words, why_words
from ui.reading import READ, ask_date, empty_form, read_with_progress, report_form
from ui.reading_again import UNSAVED, read_again_if_chosen
from ui.report_deletion import deleted_reports, offer_deletion, told_deletion
from ui.report_purge import offer_purge, offer_purged_again, told_purge
from ui.report_text import report_text
from ui.saved_reports import saved_reports
from ui.words import count_of, plain
from ui.words_event import choose_words, words_event

# A map of more is neither quick nor legible; the table has them all.
_MOST_ON_MAP = 3000
_MAP_PX, _PICK_ZOOM = 480, 8
_SAVE = "save_reading"


def _keep(found: Extraction, *, first: Extraction) -> None:
    """Make a reading the one on screen."""
    st.session_state["found"], st.session_state["first_reading"] = found, first
    for name in ("saved", "report_pick", "opened", "delete_asked", UNSAVED):
        st.session_state.pop(name, None)
    name_choosing.forget()
    presses.drop(_SAVE)


def _read() -> None:
    with presses.answering(READ):
        report = report_form()
        found = read_with_progress(report) if report is not None else None
    if found is not None:
        st.session_state.pop("which_date", None)
        _keep(found, first=found)
        st.rerun()
    elif st.session_state.pop("reading_cancelled", None):
        st.info("Cancelled: the report was not read, and nothing was changed.", icon=":material/close:")


def _save(found: Extraction) -> None:
    message = st.session_state.get("saved")
    if message:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(message, icon=":material/check:")
            if presses.button("See them on Explore", key="see_saved", icon=":material/map:"):
                st.switch_page("ui/pages/explore.py")
        return
    is_unsaved = bool(st.session_state.get(UNSAVED))
    if not is_unsaved and (st.session_state.get("opened") or not found.events):
        return
    if is_unsaved:
        st.caption("Read again with your choice. The project has this report’s events as they were: Save takes these.")
    purged: PurgedReportError | None = st.session_state.get("purged_before")
    if purged is not None and purged.report_id == found.report.report_id:
        offer_purged_again(purged)
        return
    if presses.button("Save", key=_SAVE, type="primary", icon=":material/save:"):
        try:
            with presses.answering(_SAVE):
                saved = cache.writable_store().save(found)
        except PurgedReportError as error:
            st.session_state["purged_before"] = error
            st.rerun()
        except EventsError as error:
            st.error(f"{error} The reading stays on this page until then.", icon=":material/error:")
            return
        moved = f" {count_of(saved.moved, 'event')} moved to where you say." if saved.moved else ""
        first = cache.store().report(saved.copy_of) if saved.copy_of is not None else None
        copy = f" It has the same text as “{first.title}” ({first.source or 'no source'})." if first is not None else ""
        ahead = f" and {saved.not_happened:,} planned, threatened or denied" if saved.not_happened else ""
        st.session_state["saved"] = (
            f"{count_of(saved.new - saved.not_happened, 'event')}{ahead} saved; {saved.unchanged:,} were there already.{moved}{plain(copy)}"
        )
        if st.session_state.pop(UNSAVED, None):
            # The project's events keep their ids: from now on they are the ones on screen.
            st.session_state["found"] = cache.store().extraction(found.report.report_id)
        empty_form()
        st.rerun()


def _picked(picked: str) -> None:
    st.session_state["report_pick"] = picked


def _close() -> None:
    st.session_state.pop("report_pick", None)


def _is_kept() -> bool:
    """Say whether the project has the reading that is on screen."""
    is_saved = st.session_state.get("saved") or st.session_state.get("opened")
    return bool(is_saved) and not st.session_state.get(UNSAVED)


def _card(found: Extraction, event: Event | None, chosen: str | None) -> None:
    """Draw the card of the event that is picked, or what the marks mean."""
    if event is not None:
        event_card(event, on_close=_close)
        if _is_kept() and presses.button("Show on Explore", key="show_event", icon=":material/map:"):
            st.session_state["picked"] = event.event_id
            st.switch_page("ui/pages/explore.py")
        return
    done_bar(CARD)
    named = next((r for r in found.resolutions if named_id(r) == chosen), None)
    if named is None:
        st.caption(
            "A shaded sentence tells an event. The buttons above the text name the marks, and hide or show them. "
            "Rest on a mark to read its link; click it to see it on the map, and why it was read so."
        )
        return
    where = f"({named.place.lat:.3f}, {named.place.lon:.3f})" if named.place is not None else ""
    st.markdown(
        f"**{plain(named.toponym.text)}** is {plain(f'{taken_words(named)} {where}')}: {plain(why_words(named))}."
    )
    sense = next((each for each in senses_of(found) if any(one is named for one in each.all)), None)
    if sense is not None:
        choose_button(sense, found, CARD)


def _show(found: Extraction) -> None:
    chosen = st.session_state.get("report_pick")
    event = next((event for event in found.events if event.event_id == chosen), None)
    if found.events:
        event_table(event_rows(found.events), key="report_events", chosen=event, on_pick=_picked, on_close=_close)
    else:
        st.info(
            "No event was found in this text. Check that it is English and tells what happened, where and when.",
            icon=":material/search_off:",
        )
    left, right = st.columns([1, 1])
    with left:
        is_kept = _is_kept()
        report_text(
            found,
            chosen,
            key="report_text",
            on_pick=_picked,
            on_words=partial(choose_words, found) if is_kept else None,
            listed=cache.listed_actors(),
        )
        if is_kept and not cache.store().is_sample:
            words_event(found)
    named = [r for r in found.resolutions if not r.is_adjective]
    with right:
        if found.events or named:
            view = build_view(select_events(found.events[:_MOST_ON_MAP], EventFilter()))
            fit = f"{found.report.report_id}-{found.document_date.date}"
            event_map(
                view, key="report", fit=fit, chosen=chosen, named=named[:_MOST_ON_MAP], on_pick=_picked, height=_MAP_PX,
                least_zoom=_PICK_ZOOM,
            )  # fmt: skip
            if len(found.events) > _MOST_ON_MAP:
                st.caption(
                    f"The first {_MOST_ON_MAP:,} of {len(found.events):,} events are on this map; Explore shows all once they are saved."
                )
        _card(found, event, chosen)
    name_panel(found, on_show=_picked)


def _reading() -> None:
    found: Extraction | None = st.session_state.get("found")
    if found is None:
        return
    first: Extraction = st.session_state["first_reading"]
    st.subheader(plain(found.report.title or "The report as read"))
    if st.session_state.get("opened"):
        origin_caption(found.report.report_id)
    if found.report.report_id.startswith(DATASET):
        dataset_entry(cache.store(), found.report)
        return
    # Containers, so that what comes and goes above never remounts the text and the map below.
    with st.container():
        found = read_again_if_chosen(found)
    asked = first.document_date
    with st.container():
        if found.events and not st.session_state.get("opened") and (asked.conflict or asked.date is None):
            day = ask_date(found, first)
            if day is not None:
                _keep(read_with_progress(found.report, day), first=first)
                st.rerun()
        now = found.document_date
        for warning in found.warnings:
            # What the question of the date says is not said twice, in whichever words the answer's reading has it.
            if warning not in {asked.conflict, asked.reason, now.conflict, now.reason}:
                st.warning(plain(warning), icon=":material/warning:")
    with st.container():
        _save(found)
        if (st.session_state.get("saved") or st.session_state.get("opened")) and not cache.store().is_sample:
            offer_deletion(found.report.report_id)
            offer_purge(found.report.report_id)
    _show(found)


def _open_saved() -> None:
    """Offer the reports of the project; the one whose row is clicked is the reading on screen, below the list."""
    store = cache.store()
    name = "Sample reports" if store.is_sample else "Saved reports"
    with st.expander(name, expanded="found" not in st.session_state):
        picked = saved_reports(store, chosen=st.session_state.get("opened"))
    deleted_reports(store)
    picked = picked or st.session_state.pop("report_to_open", None)
    if picked is not None:
        found = store.extraction(picked)
        _keep(found, first=found)
        st.session_state["opened"] = picked
        st.rerun()


has_reading = "found" in st.session_state
st.subheader("Reports")
with (
    guarded("Reading the report"),
    st.expander("Read another report" if has_reading else "Read a report", expanded=not has_reading),
):
    _read()
    many_files()
with guarded("Opening the saved reports"):
    told_deletion()
    told_purge()
    _open_saved()
with guarded("Listing the actors"):
    actor_list()
with guarded("Showing the report"):
    _reading()
with guarded("Listing the choices for names"):
    name_choices_list()
