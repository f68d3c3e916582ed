"""Review: one doubtful event a screen, those that matter most first, settled by a key."""

from dataclasses import replace

import streamlit as st

from events import Event, Extraction, Likeness
from ui import cache, presses, review, tellings_cache
from ui.guard import guarded
from ui.hand_form import hand_form
from ui.opening import is_opened
from ui.placing import found_elsewhere
from ui.review_event import event_words, place_words_of, sentence_words
from ui.review_form import event_form
from ui.review_map import review_map
from ui.review_pair import pair_buttons, same_event_doubt
from ui.words import count_of, plain


def _progress(waiting: int) -> None:
    done = review.decided()
    st.progress(
        done / max(1, done + waiting),
        f"{count_of(done, 'event')} settled on this visit, {waiting:,} still to check",
    )
    review.OUTCOME.draw()
    # A line that is always there: what comes and goes would move all that is below it.
    st.caption(plain(review.message() or "Each button’s key works anywhere on the page but in a field."))


def _undo_button() -> None:
    st.button(
        "Undo", key="review_undo", shortcut="U", icon=":material/undo:", on_click=review.undo, disabled=not review.can_undo(),
        help="Take back what was decided last",
    )  # fmt: skip


def _pairs(pairs: tuple[Likeness, ...], *, has_others: bool) -> None:
    # As it is now: what was decided since may have changed it.
    first, second = cache.store().events([pairs[0].first.event_id, pairs[0].second.event_id])
    pair = replace(pairs[0], first=first, second=second)
    with st.container(horizontal=True, vertical_alignment="center"):
        pair_buttons(pair)
        _undo_button()
        if has_others:
            st.button(
                "Back to single events", key="review_single", icon=":material/arrow_back:", on_click=review.compare_pairs,
                kwargs={"is_on": False},
            )  # fmt: skip
    st.caption(f"{count_of(len(pairs), 'pair')} of reports may tell of one event.")
    same_event_doubt(pair)


def _offer_pairs(pairs: tuple[Likeness, ...]) -> None:
    if pairs:
        st.button(
            f"Same event? ({len(pairs):,})", key="review_pairs", icon=":material/compare_arrows:", on_click=review.compare_pairs,
            kwargs={"is_on": True}, help="Events that two reports may tell of: settle whether they are one",
        )  # fmt: skip


def _nothing() -> None:
    st.success("Nothing waits for review: every event is settled, or was read without doubt.", icon=":material/check:")
    with st.container(horizontal=True):
        if presses.button("Read a report", key="review_read", icon=":material/article:"):
            st.switch_page("ui/pages/reports.py")
        if presses.button("See the events on Explore", key="review_explore", icon=":material/map:"):
            st.switch_page("ui/pages/explore.py")
        _undo_button()


def _sample() -> None:
    st.info(
        "These are the sample reports, which nobody can change. Copy them into a project of your own to try a review, "
        "or save a report of yours on the page Reports: its doubtful events wait here.",
        icon=":material/info:",
    )
    st.button(
        "Copy the sample reports into my project", key="copy_samples", icon=":material/content_copy:", type="primary",
        on_click=review.copy_samples,
    )  # fmt: skip


def _decide(event: Event, report: Extraction) -> None:
    text = str(st.session_state.get(review.ELSE, "")).strip()
    others, sentence = found_elsewhere(text, map_hears=False) if text else ((), "")
    offered = review.proposals(event, others)
    number = review.proposed(len(offered))
    place = offered[number].place
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Accept", key="review_accept", shortcut="A", type="primary", icon=":material/check:",
            on_click=review.accept, args=(event, place, report), help="It happened so, at the place on the map",
        )  # fmt: skip
        st.button(
            "Next place", key="review_next", shortcut="N", icon=":material/location_on:", on_click=review.propose, args=(1,),
            disabled=len(offered) < 2, help="Put the next rival place on the map",
        )  # fmt: skip
        st.button(
            "Edit", key="review_edit", shortcut="E", icon=":material/edit:", on_click=review.edit,
            kwargs={"is_open": not review.is_editing()}, help="Correct it, or tell a second event apart",
        )  # fmt: skip
        st.button(
            "Not an event", key="review_reject", shortcut="X", icon=":material/block:", on_click=review.reject, args=(event,),
            help="Take it out of the project; Undo brings it back",
        )  # fmt: skip
        st.button(
            "Later", key="review_later_button", shortcut="L", icon=":material/schedule:", on_click=review.put_off, args=(event,),
            help="It comes again after the others",
        )  # fmt: skip
        _undo_button()
    left, right = st.columns([11, 9], gap="medium")
    with left:
        with st.container(border=True):
            sentence_words(event, report)
            if not review.is_editing():
                event_words(event, report)
        if review.is_editing():
            event_form(event, report, offered[number])
    with right:
        place_words_of(event, offered, number)
        review_map(event, report, offered, number)
        st.text_input(
            "Somewhere else: a name or coordinates", key=review.ELSE, max_chars=200, on_change=review.propose_number, args=(1,),
            placeholder="32.08, 12.65 or 32°05′N 12°39′E or MGRS",
        )  # fmt: skip
        if sentence:
            st.warning(plain(sentence), icon=":material/search_off:")


st.subheader("Review")
with guarded("Opening the review"):
    if is_opened():
        if cache.store().is_sample:
            _sample()
        else:
            _progress(review.waiting())
            found, pairs = review.on_screen(), tellings_cache.same_events()
            if tellings_cache.is_too_large_to_compare():
                st.caption(
                    f"This project has more than {tellings_cache.MOST_COMPARED:,} events: here the same event in several reports is not "
                    "looked for. The command line does so: python -m events dedupe"
                )
            if pairs and (found is None or review.is_comparing()):
                with guarded("Showing two events"):
                    _pairs(pairs, has_others=found is not None)
            elif found is None:
                _nothing()
            else:
                _offer_pairs(pairs)
                with guarded("Showing the event"):
                    _decide(found, cache.store().extraction(found.report_id))
        with guarded("Adding an event by hand"):
            hand_form()
