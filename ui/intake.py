"""Many files at once: uploaded, taken in one by one with progress, ended and gone on with; what was not read is listed with its reason."""

from contextlib import closing

import streamlit as st

from events import safe_cell
from events.intake import SUFFIXES, Intake, Outcome, State, bytes_source, language_name, origin_of
from geo import readable
from ui import cache, presses
from ui.words import count_of, plain

_MOST_MB = 200
_ON, _FILES, _TAKE, _TOLD, _ENDED = "intake_on", "intake_files", "intake_take", "intake_told", "intake_ended"
_ROW_PX, _MOST_PX, _MOST_NAME = 35, 420, 60
_Told = dict[str, Outcome]


def many_files() -> None:
    """Draw the field for many files, and take them in where the button was pressed.

    Raises
    ------
    EventsError
        If the project cannot be written to; what was taken in until then stays.
    """
    if not st.toggle("Many files at once", key=_ON, help="Files and ZIP archives of reports; each good one is saved."):
        return
    files = st.file_uploader(
        "Reports: .txt, .md, .html, .docx, .pdf, .eml, .zip, or .csv and .jsonl with a report a row",
        type=[suffix.removeprefix(".") for suffix in SUFFIXES], key=_FILES, accept_multiple_files=True,
        max_upload_size=_MOST_MB,
    )  # fmt: skip
    attachments = st.checkbox("Read the attachments of mails too", key="intake_attachments")
    told: _Told = st.session_state.setdefault(_TOLD, {})
    is_ended = bool(st.session_state.get(_ENDED))
    if files and presses.button(
        "Go on" if is_ended else "Take them in", key=_TAKE, type="primary", icon=":material/play_arrow:"
    ):
        st.session_state[_ENDED] = False
        with presses.answering(_TAKE):
            _take_in([(file.name, file.getvalue()) for file in files], told, attachments=attachments)
        st.rerun()
    if is_ended:
        st.info(
            "Ended before all files were read. What was taken in is saved: “Go on” reads the others.",
            icon=":material/pause:",
        )
    if told:
        _list(list(told.values()))


def _take_in(files: list[tuple[str, bytes]], told: _Told, *, attachments: bool) -> None:
    """Take in files one by one; "Cancel" ends this run of the page, and all that was taken in until then is saved and told."""
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, f"Reading {count_of(len(files), 'file')}", width="stretch")
        st.button("Cancel", key="cancel_intake", icon=":material/close:", on_click=_cancel, width=120)
    intake = Intake(
        store=cache.writable_store(), gazetteer=cache.gazetteer(), choices=cache.name_choices(), actors=cache.listed_actors(),
        with_attachments=attachments,
    )  # fmt: skip
    try:
        with closing(intake.run(bytes_source(name, data) for name, data in files)) as outcomes:
            for outcome in outcomes:
                before = told.get(outcome.name)
                # Of a file that was taken in before the import was ended, its first outcome says more.
                is_told = before is not None and before.report_id and before.report_id == outcome.report_id
                if not is_told:
                    told[outcome.name] = outcome
                name = plain(outcome.name[-_MOST_NAME:])
                bar.progress(min(1.0, outcome.position / len(files)), f"{outcome.position:,} of {len(files):,}: {name}")
    finally:
        place.empty()


def _cancel() -> None:
    st.session_state[_ENDED] = True
    presses.drop(_TAKE)


def _list(outcomes: list[Outcome]) -> None:
    """Draw what became of each document, those that were not read first."""
    numbers = {state: sum(each.state is state for each in outcomes) for state in State}
    head = ", ".join(f"{number:,} {state.value}" for state, number in numbers.items())
    show = st.error if numbers[State.BAD] else st.success
    show(f"{head}.", icon=":material/error:" if numbers[State.BAD] else ":material/check:")
    ordered = sorted(outcomes, key=lambda each: each.state is not State.BAD)
    st.dataframe(
        [_row(each) for each in ordered], key="intake_list", hide_index=True, width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(ordered)),
        column_config={
            "Why, or what to know": st.column_config.TextColumn(width="large"),
            "Published": st.column_config.DateColumn(format="D MMM YYYY"),
        },
    )  # fmt: skip
    st.button("Clear this list", key="intake_clear", on_click=_clear, type="tertiary")


def _clear() -> None:
    st.session_state.pop(_TOLD, None)


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "File": safe_cell(readable(outcome.name)),
        "State": outcome.state.value,
        "Why, or what to know": safe_cell(readable(outcome.reason or " ".join(outcome.notes))),
        "Title": safe_cell(readable(outcome.title)),
        "Outlet": safe_cell(readable(outcome.outlet)),
        "Published": outcome.published,
        "Language": language_name(outcome.language),
        "Events": outcome.events if outcome.state is State.NEW else None,
    }


def origin_caption(report_id: str) -> None:
    """Say where a saved report came from, where it was taken in from a file."""
    origin = origin_of(cache.store(), report_id)
    if origin is None:
        return
    kept = "its original is kept" if origin.original is not None else "its original is there no more"
    language = f" In {language_name(origin.language)}." if origin.language else ""
    notes = "".join(f" {plain(note)}" for note in origin.notes)
    st.caption(
        f"From {plain(origin.name)}, taken in on {origin.accessed_at:%d %B %Y}; {kept} (SHA-256 {origin.sha256[:12]}…).{language}{notes}"
    )
