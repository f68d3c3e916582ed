"""Sending data out: by a release profile, with what leaves in numbers, as a file that is given only where the leak check found nothing."""

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from events import EventFilter, EventStore, Selection, filter_words, readable, safe_cell
from events.release import (
    FieldChange,
    Named,
    Profile,
    Released,
    open_profile,
    precision_words,
    preview,
    read_profile,
    release_secret,
    released,
)
from geo import ABOUT
from geo.export_entry import enter_export
from geo.release import export_released, release_writer
from ui import cache, presses
from ui.filters import filter_sidebar
from ui.page_address import write
from ui.words import count_of, plain

# From the most careful to the most open: the first is proposed.
_OWN = "own"
_PROFILES = ("public", "partner", "internal")
_FORMATS = {
    ".geojson": "GeoJSON", ".csv": "CSV", ".xlsx": "Excel", ".gpkg": "GeoPackage", ".kmz": "Google Earth (KMZ)", ".kml": "KML",
    ".shp.zip": "Shapefiles (ZIP)", ".parquet": "GeoParquet", ".fgb": "FlatGeobuf", ".geojsonl": "GeoJSON, an event a line",
    ".hxl.csv": "CSV with HXL tags", ".json": "JSON with all that is known", ".html": "Web page with a map",
}  # fmt: skip
# Where the file's own word says little.
_FIELDS = {
    "event_id": "Id", "date_start": "First day", "date_end": "Last day", "date_prec": "Precision of the days (UCDP)", "place_name": "Place",
    "country_code": "Country", "where_prec": "Precision of the place (UCDP)", "killed_best": "Killed", "killed_low": "Killed, at least",
    "killed_high": "Killed, at most", "injured_best": "Injured", "side1": "First side", "side2": "Second side", "rivals": "Other places it may be",
}  # fmt: skip
_MOST, _MOST_PROFILE_MB, _ROW_PX, _MOST_PX = 50_000, 1, 35, 420
_WRITE, _READY, _PREVIEW = "data_release", "data_ready", "data_preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A file that passed the check, for what was asked; ``note`` is what must be known of it besides, "" for nothing."""

    asked: object
    name: str
    data: bytes
    about: bytes
    events: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What would leave, and what becomes of each field."""

    asked: object
    selection: Selection
    found: Released
    changes: tuple[FieldChange, ...]


def send_out() -> None:
    """Draw the part of the page that sends data out."""
    store = cache.store()
    event_filter = filter_sidebar(page="Data")
    write()
    counts = cache.counts(event_filter)
    shown = counts.placed + counts.not_placed
    st.caption(f"{plain(store.name)} · {plain(filter_words(event_filter, cache.names_of_areas()))} · {count_of(shown, 'event')}. The filter on the left says which events leave.")  # fmt: skip
    if not shown:
        st.info("No event matches. Clear the filter on the left, or bring events in.", icon=":material/filter_alt_off:")
        return
    if shown > _MOST:
        st.info(
            f"{shown:,} events are too many for a download, which holds up to {_MOST:,}. Narrow the filter, or use: python -m geo export OUT.gpkg --profile public",
            icon=":material/filter_alt:",
        )
        return
    left, right = st.columns(2)
    with left:
        profile = _profile()
    suffix = right.selectbox(
        "Format", list(_FORMATS), format_func=lambda each: f"{_FORMATS[each]} ({each})", key="data_format"
    )
    if profile is None:
        return
    look = _look(store, event_filter, profile)
    _told(look, profile)
    _file(store, look, profile, str(suffix))


def _profile() -> Profile | None:
    """Ask for the profile; None while one's own is not there or cannot be read, which is said."""
    named = {name: open_profile(name) for name in _PROFILES}
    chosen = st.selectbox(
        "Release profile", [*_PROFILES, _OWN], key="data_profile",
        format_func=lambda each: named[each].title if each in named else "A profile of your own (TOML)",
        help="What may leave, and how coarse. docs/exports.md says how to write one of your own.",
    )  # fmt: skip
    if chosen in named:
        return named[str(chosen)]
    file = st.file_uploader("Your profile", type=["toml"], key="data_profile_file", max_upload_size=_MOST_PROFILE_MB)
    if file is None:
        return None
    try:
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error("The profile is no UTF-8 text. Save it as UTF-8.", icon=":material/error:")
        return None
    return read_profile(text, Path(readable(file.name)).stem)


def _look(store: EventStore, event_filter: EventFilter, profile: Profile) -> _Look:
    today = dt.datetime.now(dt.UTC).date()
    asked = (str(store.path), store.version + store.graded, event_filter, profile, today)
    kept: _Look | None = st.session_state.get(_PREVIEW)
    if kept is not None and kept.asked == asked:
        return kept
    with st.spinner("Looking at what would leave…"):
        selection = store.select(event_filter)
        found = released(selection.events, profile, today, cache.gazetteer())
        look = _Look(asked=asked, selection=selection, found=found, changes=preview(selection.events, found))
    st.session_state[_PREVIEW] = look
    return look


def _told(look: _Look, profile: Profile) -> None:
    """Say in numbers what would leave, and field by field what becomes of it."""
    found = look.found
    sources = {
        Named.ALL: "sources are named",
        Named.KINDS: "sources are told by their kind",
        Named.NONE: "no source is named",
    }[profile.named]
    words = [
        f"places as {precision_words(profile)}", sources,
        "sentences of reports leave" if profile.sentence else "no sentence leaves",
        f"nothing younger than {count_of(profile.delay_days, 'day')}" if profile.delay_days else "",
        f"no group smaller than {profile.least}" if profile.least > 1 else "",
        f"marked “{profile.handling}”" if profile.handling else "",
    ]  # fmt: skip
    st.markdown(f"**{plain(profile.title)}**: {plain('; '.join(filter(None, words)))}.")
    why = ", ".join(f"{number:,} as {plain(reason)}" for reason, number in found.markings.withheld)
    st.markdown(
        f"**{len(look.selection.events):,}** selected = **{len(found.events):,}** leave + **{len(found.withheld):,}** withheld"
        + (f": {why}" if why else "")
    )
    if not found.events:
        return
    there = [change for change in look.changes if change.kept or change.changed or change.removed]
    # what is changed or gone first
    lines = [_line(change) for change in sorted(there, key=lambda each: not (each.changed or each.removed))]
    with st.expander("What becomes of each field", expanded=True):
        st.dataframe(
            lines, key="data_fields", hide_index=True, width="stretch", height=min(_MOST_PX, 38 + _ROW_PX * max(1, len(lines))),
            column_config={"Before": st.column_config.TextColumn(width="medium"), "After": st.column_config.TextColumn(width="medium")},
        )  # fmt: skip


def _line(change: FieldChange) -> dict[str, object]:
    before, after = change.example or ("", "")
    return {
        "Field": _FIELDS.get(change.name, change.name.replace("_", " ").capitalize()), "Kept": change.kept, "Coarser": change.changed, "Removed": change.removed,
        "Before": safe_cell(readable(before)), "After": safe_cell(readable(after or ("nothing" if before else ""))),
    }  # fmt: skip


def _file(store: EventStore, look: _Look, profile: Profile, suffix: str) -> None:
    """Write and check the file where that is asked, and offer it where nothing was found."""
    if not look.found.events:
        st.warning("Nothing would leave: this profile withholds all that is selected.", icon=":material/block:")
        return
    asked = (look.asked, suffix)
    if presses.button("Write the file and check it", key=_WRITE, type="primary", icon=":material/verified_user:"):
        st.session_state.pop(_READY, None)
        with presses.answering(_WRITE), st.spinner("Writing the file, and looking in it for what may not leave…"):
            st.session_state[_READY] = _written(store, look, profile, suffix, asked)
    ready: _Ready | None = st.session_state.get(_READY)
    if ready is None or ready.asked != asked:
        return
    st.success(
        f"Checked: nothing that the profile forbids stands in the file. {count_of(ready.events, 'event')}, {_size(len(ready.data))}.{ready.note}",
        icon=":material/verified_user:",
    )
    with st.container(horizontal=True):
        st.download_button(
            f"Download {ready.name}",
            ready.data,
            ready.name,
            key="data_release_file",
            on_click="ignore",
            icon=":material/download:",
        )
        if ready.about:
            st.download_button(
                "About these data", ready.about, f"{ready.name}{ABOUT}", "application/json", key="data_release_about", on_click="ignore",
                icon=":material/description:",
            )  # fmt: skip


def _written(store: EventStore, look: _Look, profile: Profile, suffix: str, asked: object) -> _Ready:
    """Write, check and log the file; raises where anything forbidden stands in it, and leaves nothing then."""
    notes: list[str] = []

    def log(file: Path, found: Released) -> None:
        notes.append(enter_export(store, look.selection.filter, look.selection.event_ids, file, found))

    now, gazetteer = dt.datetime.now(dt.UTC), cache.gazetteer()
    name = f"dateline-{profile.name}{suffix}"
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / name
        found = export_released(
            look.selection, path, profile, release_writer(profile, gazetteer, now), today=now.date(), gazetteer=gazetteer,
            log=log, secret=release_secret(store, profile),
        )  # fmt: skip
        beside = path.with_name(f"{name}{ABOUT}")
        return _Ready(
            asked=asked, name=name, data=path.read_bytes(), about=beside.read_bytes() if beside.exists() else b"",
            events=len(found.events), note="".join(f" {note}" for note in filter(None, notes)),
        )  # fmt: skip


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 1_000_000 else f"{max(1, number // 1000):,} KB"
