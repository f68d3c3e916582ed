"""Brief: the sheet of the events on screen, as picture or document."""

import base64
import datetime as dt
import html
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st

from events import EventFilter, EventStore, Selection, filter_words
from events.release import open_profile, profile_names, release_secret
from geo import SHEET_SUFFIXES, EventView, Sheet, SheetOptions, compose_sheet, save_sheet, sheet_preview
from geo.export_entry import enter_export
from geo.release import ReleasedSheet, compose_released, save_released
from ui import cache
from ui.day_fields import day_bounds
from ui.filters import filter_sidebar
from ui.guard import guarded
from ui.opening import is_opened
from ui.page_address import is_restored, take_restored, write
from ui.words import count_of

# The sheet of so many takes half a minute; nobody reads one of more.
_MOST = 20_000
_MIME = {".png": "image/png", ".svg": "image/svg+xml", ".pdf": "application/pdf"}


def _options() -> tuple[str, SheetOptions]:
    """Return the name of the release profile, "" for none, and what was said of the sheet."""
    with st.sidebar:
        st.subheader("Sheet")
        title = st.text_input("Title", key="b_title", placeholder="drafted from the events", max_chars=120)
        summary = st.text_area(
            "Summary", key="b_summary", placeholder="one sentence, drafted from the events", max_chars=400, height=90
        )
        as_of = st.date_input(
            "Date of information",
            key="b_as_of",
            value=None,
            format="YYYY-MM-DD",
            help="Empty: the day of the latest event",
            **day_bounds(),
        )
        producer = st.text_input("Produced by", key="b_producer", max_chars=80)
        handling = st.text_input("Handling", key="b_handling", placeholder="marking at top and bottom", max_chars=60)
        paper = st.selectbox("Paper", ["a4", "a3", "letter", "16:9"], key="b_paper", format_func=str.upper)
        portrait = (
            st.radio("Orientation", ["Landscape", "Portrait"], key="b_orientation", horizontal=True) == "Portrait"
        )
    return _profile_asked(), SheetOptions(
        portrait=portrait,
        title=title,
        summary=summary,
        as_of=as_of or None,
        producer=producer,
        handling=handling,
        paper=paper,
    )


def _profile_asked() -> str:
    titles = {"": "As it is, without a profile"} | {name: open_profile(name).title for name in profile_names()}
    return st.sidebar.selectbox(
        "Release", list(titles), key="b_release", format_func=titles.__getitem__,
        help="A release profile says which events leave, how exactly places are shown and which sources are named; the sheet carries "
        "its marking at top and bottom, and is checked for what the profile forbids.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A sheet as it was drawn, and its picture for the screen; files are written when they are asked for."""

    selection: Selection
    sheet: Sheet
    view: EventView
    options: SheetOptions
    preview: bytes
    released: ReleasedSheet | None = None

    def file(self, store: EventStore, suffix: str) -> bytes:
        """Write the sheet in one format, and enter it in the project's log; by a profile it is checked first."""
        ids = self.selection.event_ids
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / f"dateline{suffix}"
            if self.released is not None:
                save_released(self.released, target, partial(enter_export, store, self.selection.filter, ids))
            else:
                save_sheet(self.sheet, self.view, target, self.options)
                enter_export(store, self.selection.filter, ids, target)
            return target.read_bytes()


@st.cache_resource(show_spinner="Drawing the sheet…", max_entries=4, ttl=3600)
def _drawn(event_filter: EventFilter, options: SheetOptions, profile: str, version: int, path: str) -> _Drawn:  # noqa: ARG001 - version and path are the key
    view, now = cache.view(event_filter), dt.datetime.now(dt.UTC)
    stamped = replace(options, produced=now)
    if profile:
        selection, known = view.selection, cache.gazetteer()
        asked, store = open_profile(profile), cache.store()
        secret = release_secret(store, asked)
        done = compose_released(selection, asked, stamped, today=now.date(), gazetteer=known, secret=secret)
        return _Drawn(
            selection=selection, sheet=done.sheet, view=done.view, options=done.options, preview=sheet_preview(done.sheet), released=done
        )  # fmt: skip
    sheet = compose_sheet(view, stamped, cache.gazetteer())
    return _Drawn(selection=view.selection, sheet=sheet, view=view, options=stamped, preview=sheet_preview(sheet))


def _show(preview: bytes, title: str) -> None:
    """Show the picture within the page: one at an address of its own is gone when the next drawing replaces it."""
    picture = base64.b64encode(preview).decode("ascii")
    words = html.escape(f"Preview of the briefing sheet: {title}", quote=True)
    st.html(f'<img alt="{words}" src="data:image/png;base64,{picture}" style="width:100%;border:1px solid #d5d5d0">')


def main() -> None:
    """Draw the page."""
    store = cache.store()
    if not is_opened():
        return
    if is_restored():
        take_restored()
    event_filter = filter_sidebar(page="Brief")
    write()
    profile, options = _options()
    st.subheader("Briefing sheet")
    counts = cache.counts(event_filter)
    shown = counts.placed + counts.not_placed
    st.caption(f"{store.name} · {filter_words(event_filter, cache.names_of_areas())} · {count_of(shown, 'event')}")
    if not counts.total:
        st.info(f"{store.name} has no events yet. Next: paste a report on the page Reports.", icon=":material/article:")
        return
    if shown > _MOST:
        st.info(
            f"{shown:,} events are too many for one sheet, which holds up to {_MOST:,}. Narrow the filter on the left: fewer days, one country or one type.",
            icon=":material/filter_alt:",
        )
        return
    if not shown:
        st.warning(
            "No event matches, so there is nothing to brief on. Clear the filter on the left.",
            icon=":material/filter_alt_off:",
        )
        return
    drawn = _drawn(event_filter, options, profile, store.version + store.graded, str(store.path))
    _show(drawn.preview, drawn.sheet.title or filter_words(event_filter, cache.names_of_areas()))
    if drawn.released is not None:
        gone = drawn.released.found.withheld
        st.caption(
            f"{count_of(len(drawn.view.events), 'event')} leave, {len(gone):,} withheld: the foot of the sheet says why."
        )
    for column, suffix in zip(st.columns(len(SHEET_SUFFIXES)), SHEET_SUFFIXES, strict=True):
        column.download_button(
            suffix[1:].upper(), partial(drawn.file, store, suffix), f"dateline{suffix}", _MIME[suffix], key=f"sheet{suffix}",
            width="stretch", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


with guarded("Brief"):
    main()
