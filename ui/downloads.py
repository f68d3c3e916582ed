"""The files of exactly the events on screen."""

import datetime as dt

import streamlit as st

from events import EventFilter, EventStore, to_csv, to_geojson
from geo import default_title, to_html
from ui import cache
from ui.words import count_of

# Files of more are better written by the command line.
_MOST_IN_FILE = 50_000


def downloads(store: EventStore, event_filter: EventFilter, shown: int) -> None:
    """Offer the files; each label counts, so that a click while the page is at work still says what it gives."""
    st.caption("Download exactly these events")
    if shown > _MOST_IN_FILE:
        st.caption(
            f"{shown:,} events are too many for a download. Narrow the filter, or write the file with: python -m geo export OUT.geojson"
        )
        return
    number = count_of(shown, "event")

    def page() -> str:
        view = cache.view(event_filter)
        return to_html(view, default_title(view), produced=dt.datetime.now(dt.UTC), gazetteer=cache.gazetteer())

    files = (
        ("GeoJSON", lambda: to_geojson(store.select(event_filter).events), "dateline.geojson", "application/geo+json"),
        ("CSV", lambda: to_csv(store.select(event_filter).events), "dateline.csv", "text/csv"),
        ("Web page", page, "dateline.html", "text/html"),
    )
    with st.container(horizontal=True):
        for name, data, file_name, mime in files:
            # "ignore": a run of the page would replace the files that the next click asks for.
            st.download_button(
                f"{name} ({number})", data, file_name, mime, key=f"download_{name}", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
