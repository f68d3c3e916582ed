"""Reading one report: the form, the reading itself with progress and a way out, the question of its date."""

import datetime as dt

import streamlit as st

from events import Extraction, Report, decode_text, extract, read_report
from gazetteer import UnknownCountryError
from ui import cache
from ui.words import plain


def report_form() -> Report | None:
    """Draw the form; return the report to read where the button was pressed just now, else None.

    Raises
    ------
    EventsError
        If the text is empty, too long or no text.
    """
    with st.form("report", border=True):
        text = st.text_area(
            "Report text", key="text", height=220, placeholder="Paste the whole report, with its headline and dateline."
        )
        file = st.file_uploader("or a text file (.txt)", type=["txt"], key="file")
        one, two, three, four = st.columns(4)
        title = one.text_input("Title (optional)", key="title", max_chars=300)
        source = two.text_input("Source (optional)", key="source", placeholder="who published it", max_chars=200)
        published = three.date_input("Published (optional)", key="published", value=None, format="YYYY-MM-DD")
        country = four.text_input("Country code (optional)", key="country", placeholder="LY", max_chars=2)
        if not st.form_submit_button("Read the report", type="primary", icon=":material/play_arrow:"):
            return None
    if country.strip():
        try:
            cache.gazetteer().country(country)
        except UnknownCountryError as error:
            st.error(str(error), icon=":material/error:")
            return None
    words = decode_text(file.getvalue()) if file is not None else text
    return read_report(words, title=title, source=source, published=published or None, country=country.strip() or None)


def read_with_progress(report: Report, date: dt.date | None = None) -> Extraction:
    """Read a report; its share done is told in words, and "Cancel" ends this run of the page, which keeps what was there."""
    st.session_state.pop("reading_cancelled", None)
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, "Reading the report", width="stretch")
        st.button("Cancel", key="cancel_reading", icon=":material/close:", on_click=_cancelled, width=120)

    def tell(share: float, words: str) -> None:
        bar.progress(min(1.0, share), f"{words}… {share:.0%}")

    try:
        return extract(report, cache.gazetteer(), date=date, today=dt.datetime.now(dt.UTC).date(), progress=tell)
    finally:
        place.empty()


def _cancelled() -> None:
    st.session_state["reading_cancelled"] = True


def ask_date(found: Extraction, first: Extraction) -> dt.date | None:
    """Ask for the report's date where print and text disagree, or where there is none; return another day if one was chosen.

    ``first`` is the reading before any answer: its evidence is what is asked about.
    """
    date = first.document_date
    choices: dict[str, dt.date | None] = {}
    if date.date:
        choices[f"{date.date.isoformat()} (proposed)"] = date.date
    if date.printed and date.printed != date.date:
        choices[f"{date.printed.isoformat()} (as printed)"] = date.printed
    choices["Another day"] = None
    st.warning(plain(date.conflict or date.reason), icon=":material/event:")
    chosen = st.radio("Which day does the report speak from?", list(choices), key="which_date", horizontal=True)
    day = choices[chosen] or st.date_input("Day of the report", value=None, key="other_date", format="YYYY-MM-DD")
    return day if isinstance(day, dt.date) and day != found.document_date.date else None
