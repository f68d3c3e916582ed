"""Reports: a news report in, its events marked in the text, saved when they look right."""

import datetime as dt

import streamlit as st

from events import EventsError, EventStore, Extraction, Report, decode_text, extract, read_report
from gazetteer import UnknownCountryError
from geo import date_words, place_words, toll_words
from ui import cache
from ui.event_card import event_card, marked_text, plain
from ui.guard import guarded


def _form() -> Report | None:
    """Draw the form and return the report to read, or None."""
    with st.form("report", border=True):
        text = st.text_area(
            "Report text", key="text", height=260, placeholder="Paste the whole report, with its headline and dateline."
        )
        file = st.file_uploader("or a text file (.txt)", type=["txt"], key="file")
        one, two, three, four = st.columns(4)
        title = one.text_input("Title (optional)", key="title")
        source = two.text_input("Source (optional)", key="source", placeholder="who published it")
        published = three.date_input("Published (optional)", key="published", value=None, format="YYYY-MM-DD")
        country = four.text_input("Country code (optional)", key="country", placeholder="LY", max_chars=2)
        if not st.form_submit_button("Read the report", type="primary", icon=":material/play_arrow:"):
            return None
    if country.strip():
        try:
            cache.gazetteer().country(country)
        except UnknownCountryError as error:
            st.error(str(error))
            return None
    words = decode_text(file.getvalue()) if file is not None else text
    return read_report(words, title=title, source=source, published=published or None, country=country.strip() or None)


def _extract(report: Report, date: dt.date | None) -> Extraction:
    """Read a report with progress in words; leaving the page or pressing Stop in the corner cancels it."""
    bar = st.progress(0.0, "Reading the report")

    def tell(share: float, words: str) -> None:
        bar.progress(min(1.0, share), f"{words}… {share:.0%}")

    try:
        return extract(
            report, cache.gazetteer(), date=date, today=dt.datetime.now(dt.UTC).date(),
            progress=tell,
        )  # fmt: skip
    finally:
        bar.empty()


def _ask_date(found: Extraction) -> None:
    """Ask for the report's date where print and text disagree, or where there is none."""
    date = st.session_state["reading"].document_date
    choices: dict[str, dt.date | None] = {}
    if date.date:
        choices[f"{date.date.isoformat()} (proposed)"] = date.date
    if date.printed and date.printed != date.date:
        choices[f"{date.printed.isoformat()} (as printed)"] = date.printed
    choices["Another day"] = None
    st.warning(plain(date.conflict or date.reason), icon=":material/event:")
    chosen = st.radio("Which day does the report speak from?", list(choices), key="which_date", horizontal=True)
    day = choices[chosen] or st.date_input("Day of the report", value=None, key="other_date", format="YYYY-MM-DD")
    if isinstance(day, dt.date) and day != found.document_date.date:
        st.session_state["found"] = _extract(found.report, day)
        st.rerun()


def _events(found: Extraction) -> str | None:
    """Draw the list of events and return the chosen one's id."""
    if not found.events:
        st.info(
            "No event was found in this text. Check that it is English and tells what happened, where and when.",
            icon=":material/search_off:",
        )
        return None
    rows = [
        {
            "Date": date_words(e.date_start, e.date_end, e.date_prec), "Type": e.type.value.capitalize(), "Place": place_words(e.where) or "not placed", "Toll": toll_words(e.killed, e.injured),
            "According to": "; ".join(dict.fromkeys(c.by for c in e.claims)), "Review": "needs review" if e.needs_review else "",
        }
        for e in found.events
    ]  # fmt: skip
    chosen = st.dataframe(
        rows, hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row", key="report_events"
    )
    picked = chosen["selection"]["rows"]
    return found.events[picked[0]].event_id if picked and picked[0] < len(found.events) else None


def _save(found: Extraction) -> None:
    if not found.events or not st.button("Save", type="primary", icon=":material/save:"):
        return
    try:
        saved = cache.writable_store().save(found)
    except EventsError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state["saved"] = (
        f"{saved.new} {'event' if saved.new == 1 else 'events'} saved; {saved.unchanged} were there already."
    )
    st.rerun()


def _show(found: Extraction, *, linked: bool) -> None:
    chosen = _events(found)
    left, right = st.columns([3, 2])
    with left, st.container(height=480):
        st.html(marked_text(found, chosen, linked=linked))
    with right:
        if chosen:
            event = next(e for e in found.events if e.event_id == chosen)
            event_card(event, cache.gazetteer())
            if linked and st.button("Show on the map", icon=":material/pin_drop:"):
                st.session_state["picked"] = event.event_id
                st.switch_page("ui/pages/explore.py")
        else:
            st.caption(
                "Yellow: what carries an event. Underlined: a place; dotted: not in the gazetteer. Choose a row above to see why it was read so."
            )
    lost = [r for r in found.resolutions if r.place is None and not r.toponym.is_demonym]
    if lost:
        st.caption("Not placed: " + plain("; ".join(f"{r.toponym.text} ({', '.join(r.reasons)})" for r in lost[:12])))


def _saved_reports(store: EventStore) -> None:
    st.subheader("Saved reports" if not store.is_sample else "Sample reports")
    for report in store.reports():
        with st.expander(f"{plain(report.title or report.source or report.report_id)} · {report.event_count} events"):
            if st.checkbox("Show the text", key=f"show_{report.report_id}"):
                found = store.extraction(report.report_id)
                st.html(marked_text(found, None, linked=True))
                st.caption("Click a yellow mark to see the event on the map.")


def main() -> None:
    """Draw the page."""
    st.subheader("Read a report")
    report = None
    with guarded("Reading the report"):
        report = _form()
        if report is not None:
            st.session_state["found"] = st.session_state["reading"] = _extract(report, None)
            st.session_state.pop("saved", None)
            st.session_state.pop("which_date", None)
    found: Extraction | None = st.session_state.get("found")
    if found is not None:
        reading = st.session_state["reading"].document_date
        if reading.conflict or reading.date is None:
            _ask_date(found)
        for warning in found.warnings:
            if warning not in {reading.conflict, reading.reason}:
                st.warning(plain(warning))
        message = st.session_state.get("saved")
        if message:
            st.success(f"{message} See them on Explore.", icon=":material/check:")
        with guarded("Showing the report"):
            _save(found)
            _show(found, linked=bool(message))
    _saved_reports(cache.store())


with guarded("Reports"):
    main()
