"""The files of exactly the events on screen."""

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from events import EventFilter, EventStore
from geo import ABOUT, export, export_events
from geo.export_entry import enter_export
from ui import cache
from ui.words import count_of

# Files of more are better written by the command line.
_MOST_IN_FILE = 50_000
_FIRST = (
    ("GeoJSON", ".geojson", "application/geo+json"),
    ("CSV", ".csv", "text/csv"),
    ("Web page", ".html", "text/html"),
)
_MORE = (
    ("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("GeoPackage", ".gpkg", "application/geopackage+sqlite3"),
    ("Google Earth (KMZ)", ".kmz", "application/vnd.google-earth.kmz"),
    ("KML", ".kml", "application/vnd.google-earth.kml+xml"),
    ("GeoParquet", ".parquet", "application/vnd.apache.parquet"),
    ("FlatGeobuf", ".fgb", "application/octet-stream"),
    ("Shapefiles (ZIP)", ".shp.zip", "application/zip"),
    ("GeoJSON, an event a line", ".geojsonl", "application/geo+json-seq"),
    ("GeoJSON text sequence", ".geojsons", "application/geo+json-seq"),
    ("CSV with HXL tags", ".hxl.csv", "text/csv"),
    ("JSON with all that is known", ".json", "application/json"),
)


def downloads(store: EventStore, event_filter: EventFilter, shown: int) -> None:
    """Offer the files; each label counts, so that a click while the page is at work still says what it gives."""
    st.caption("Download exactly these events")
    if shown > _MOST_IN_FILE:
        st.caption(
            f"{shown:,} events are too many for a download. Narrow the filter, or write the file with: python -m geo export OUT.geojson"
        )
        return
    number = count_of(shown, "event")

    files, more = (
        tuple((name, partial(_written, store, event_filter, suffix), f"dateline{suffix}", mime) for name, suffix, mime in some)
        for some in (_FIRST, _MORE)
    )  # fmt: skip
    about = (
        "About these data",
        partial(_written, store, event_filter, f".geojson{ABOUT}"),
        f"dateline{ABOUT}",
        "application/json",
    )
    with st.container(horizontal=True):
        _offer(files, number)
        with st.popover("More formats", icon=":material/folder_zip:"):
            _offer((*more, about), number)


def _offer(files: tuple[tuple[str, Callable[[], str | bytes], str, str], ...], number: str) -> None:
    for name, data, file_name, mime in files:
        # "ignore": a run of the page would replace the files that the next click asks for.
        st.download_button(
            f"{name} ({number})", data, file_name, mime, key=f"download_{name}", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip


def _written(store: EventStore, event_filter: EventFilter, suffix: str) -> bytes:
    """Return the bytes of a file as `geo export` writes it, and log it; of what is said beside it where the suffix ends in `ABOUT`."""
    produced, gazetteer = dt.datetime.now(dt.UTC), cache.gazetteer()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"dateline{suffix}"
        if suffix == ".html":
            # The map has its view already: of many events another one takes seconds.
            view = cache.view(event_filter)
            ids = view.selection.event_ids
            export(view, path, produced=produced, gazetteer=gazetteer)
        else:
            asked = path.with_name(path.name.removesuffix(ABOUT))
            ids = export_events(store, event_filter, asked, produced=produced, gazetteer=gazetteer)
        enter_export(store, event_filter, ids, path)
        return path.read_bytes()
