"""Reading one report: the form, the reading itself with progress and a way out, the question of its date."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from events import Extraction, Report, decode_text, extract, read_report
from ui import cache, presses
from ui.day_fields import day_bounds
from ui.words import plain

# Letters of a title and a source; megabytes of a file.
_MOST_TITLE, _MOST_SOURCE, _MOST_MB = 300, 200, 10
# The key of the form's button.
READ = "read_report"


def report_form() -> Report | None:
    """Draw the form; return the report to read where the button was pressed just now, else None.

    Raises
    ------
    EventsError
        If the text is empty, too long or no text.
    """
    if st.session_state.pop("form_done", False):
        _empty()
    with st.form("report", border=True):
        text = st.text_area(
            "Report text", key="text", height=220, placeholder="Paste the whole report, with its headline and dateline."
        )
        number = st.session_state.setdefault("form_number", 0)
        file = st.file_uploader("or a text file (.txt)", type=["txt"], key=f"file_{number}", max_upload_size=_MOST_MB)
        one, two, three, four = st.columns(4)
        title = one.text_input("Title (optional)", key="title")
        source = two.text_input("Source (optional)", key="source", placeholder="who published it")
        published = three.date_input(
            "Published (optional)", key="published", value=None, format="YYYY-MM-DD", **day_bounds()
        )
        country = four.selectbox(
            "Country (optional)", list(cache.country_names()), key="country", index=None, placeholder="it is about",
            format_func=cache.country_name,
        )  # fmt: skip
        if not presses.submit_button("Read the report", key=READ, type="primary", icon=":material/play_arrow:"):
            return None
    bounds = (("title", title, _MOST_TITLE), ("source", source, _MOST_SOURCE))
    long = [(name, most) for name, said, most in bounds if len(said.strip()) > most]
    if long:
        names = " and the ".join(f"{name} (at most {most} letters)" for name, most in long)
        st.error(
            f"The report was not read: shorten the {names}, then press the button again.",
            icon=":material/error:",
        )
        return None
    if file is not None and file.size > _MOST_MB * 1024**2:
        st.error(
            f"The file was not read: a report may have {_MOST_MB} MB. Split it, then upload the parts.",
            icon=":material/error:",
        )
        return None
    words = decode_text(file.getvalue()) if file is not None else text
    return read_report(words, title=title, source=source, published=published or None, country=country)


def empty_form() -> None:
    """Empty the form when it is drawn next: its report is saved."""
    st.session_state["form_done"] = True


def _empty() -> None:
    for key in ("text", "title", "source", "published", "country"):
        st.session_state.pop(key, None)
    st.session_state["form_number"] = st.session_state.get("form_number", 0) + 1


def read_with_progress(
    report: Report, date: dt.date | None = None, *, on_cancel: Callable[[], None] | None = None
) -> Extraction:
    """Read a report; its share done is told in words, and "Cancel" ends this run of the page, which keeps what was there.

    ``on_cancel`` hears of that before the page runs anew; without it the page says that the report was not read.
    """
    st.session_state.pop("reading_cancelled", None)
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, "Reading the report", width="stretch")
        st.button("Cancel", key="cancel_reading", icon=":material/close:", on_click=on_cancel or _cancelled, width=120)

    def tell(share: float, words: str) -> None:
        bar.progress(min(1.0, share), f"{words}… {share:.0%}")

    try:
        return extract(
            report,
            cache.gazetteer(),
            date=date,
            today=dt.datetime.now(dt.UTC).date(),
            choices=cache.name_choices(),
            actors=cache.listed_actors(),
            progress=tell,
        )
    finally:
        place.empty()


def _cancelled() -> None:
    st.session_state["reading_cancelled"] = True
    presses.drop(READ)


def ask_date(found: Extraction, first: Extraction) -> dt.date | None:
    """Ask for the report's date where print and text disagree, or where there is none; return another day if one was chosen.

    ``first`` is the reading before any answer: its evidence is what is asked about.
    """
    date = first.document_date
    st.warning(plain(date.conflict or date.reason), icon=":material/event:")
    choices: dict[str, dt.date] = {}
    if date.date:
        choices[f"{date.date.isoformat()} (proposed)"] = date.date
    if date.printed and date.printed != date.date:
        choices[f"{date.printed.isoformat()} (as printed)"] = date.printed
    day = None
    if choices:
        question, names = "Which day does the report speak from?", [*choices, "Another day"]
        day = choices.get(str(st.radio(question, names, key="which_date", horizontal=True)))
    if day is None:
        day = st.date_input("Day of the report", value=None, key="other_date", format="YYYY-MM-DD", **day_bounds())
    return day if isinstance(day, dt.date) and day != found.document_date.date else None
