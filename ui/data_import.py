"""The import of the file on the Data page: with progress and a way out, its numbers, and what was rejected."""

import csv
import json
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from events.datasets import REASON, Dataset, Summary, import_file, import_table
from events.datasets.formats import Form
from ui import cache, presses
from ui.data_file import DataFile, on_disk
from ui.data_imported import show_on_map, undo_import
from ui.data_words import shown_cell
from ui.words import count_of

_IMPORT, _DONE, _CANCEL = "data_import", "data_done", "data_cancel"
_MOST_SHOWN, _LONGEST, _ROW_PX, _MOST_PX = 500, 300, 35, 320
# Short enough that a bar moves and "Cancel" is heard; a transaction each.
_LEAST_BATCH, _STEPS = 500, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an import did until it ended: `is_whole` where that was the file's end.

    ``rejects`` is the file of the rows that were none, "" bytes where there were none; ``suffix`` says what kind of file.
    """

    token: str
    summary: Summary
    name: str
    rejects: bytes = b""
    suffix: str = ".csv"
    is_whole: bool = False


def import_button(file: DataFile, form: Form | None, place: DeltaGenerator) -> None:
    """Draw the button, and import where it was pressed; the bar is drawn in an empty place."""
    done = done_of(file)
    words = "Import" if done is None else "Import again" if done.is_whole else "Go on"
    kind = "primary" if done is None or not done.is_whole else "secondary"
    if presses.button(words, key=_IMPORT, type=kind, icon=":material/login:"):
        with presses.answering(_IMPORT):
            _import(file, form, place)
        st.rerun()


def done_of(file: DataFile) -> Done | None:
    """Return what the last import of the file did, None where it was not imported since it was opened."""
    done: Done | None = st.session_state.get(_DONE)
    return done if done is not None and done.token == file.token else None


def _import(file: DataFile, form: Form | None, place: DeltaGenerator) -> None:
    """Import the file; "Cancel" ends this run of the page, and what was stored until then stays and is told."""
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, f"Importing {file.rows_words}", width="stretch")
        st.button("Cancel", key=_CANCEL, icon=":material/close:", on_click=presses.drop, args=(_IMPORT,), width=120)
    about = _dataset(file, form)
    reached = Done(token=file.token, summary=Summary(report_id=about.report_id), name=about.name)

    def progress(summary: Summary) -> None:
        nonlocal reached
        reached = replace(reached, summary=summary)
        share = min(1.0, summary.read / max(1, file.number))
        bar.progress(share, f"{summary.read:,} of {file.rows_words}: {summary.rejected:,} rejected")

    with on_disk(file.name, file.data) as path:
        rejects = path.with_name("rejects")
        try:
            if form is None:
                import_table(
                    cache.writable_store(), file.table, file.mapping, cache.gazetteer(), about=about, rejects=rejects,
                    progress=progress, batch=max(_LEAST_BATCH, file.number // _STEPS),
                )  # fmt: skip
            else:
                import_file(
                    cache.writable_store(), path, cache.gazetteer(), form=form.key, about=about, rejects=rejects, progress=progress
                )  # fmt: skip
            reached = replace(reached, is_whole=True)
        finally:
            # Also where Streamlit ends the run because somebody pressed "Cancel".
            data = rejects.read_bytes() if rejects.exists() else b""
            suffix = ".jsonl" if data.startswith(b"{") else ".csv"
            st.session_state[_DONE] = replace(reached, rejects=data, suffix=suffix)
            place.empty()


def _dataset(file: DataFile, form: Form | None) -> Dataset:
    said = file.mapping
    if form is None:
        return Dataset(name=said.name or file.name, licence=said.licence, citation=said.citation, file=file.name)
    return replace(form.dataset, file=file.name)


def told_import(file: DataFile) -> None:
    """Say what became of the rows, with the way back, and list those that were rejected."""
    done = done_of(file)
    if done is None:
        return
    numbers = done.summary
    words = (
        f"Read {numbers.read:,} = {numbers.stored:,} stored + {numbers.updated:,} updated + {numbers.unchanged:,} unchanged + "
        f"{numbers.rejected:,} rejected."
    )
    kept = f" {numbers.kept:,} of the unchanged stay as a person decided." if numbers.kept else ""
    back = f" {count_of(numbers.back, 'event')} of an import that was undone came back first." if numbers.back else ""
    if done.is_whole:
        st.success(words + kept + back, icon=":material/check:")
    else:
        st.info(f"Ended before all rows were read. {words} “Go on” reads the others.", icon=":material/pause:")
    with st.container(horizontal=True):
        if numbers.read > numbers.rejected:
            show_on_map(done.name, key="data_show_done")
            st.button(
                "Undo this import",
                key="data_undo_done",
                icon=":material/undo:",
                on_click=_undo,
                args=(numbers.report_id,),
            )
    if done.rejects:
        _rejects(file, done)


def _undo(report_id: str) -> None:
    undo_import(report_id)
    st.session_state.pop(_DONE, None)


def _rejects(file: DataFile, done: Done) -> None:
    number = done.summary.rejected
    lines = _lines(done)
    st.markdown(
        f"**{count_of(number, 'row')} rejected**" + (f" · the first {len(lines)}" if len(lines) < number else "")
    )
    st.dataframe(
        lines, key="data_rejects", hide_index=True, width="stretch", height=min(_MOST_PX, 38 + _ROW_PX * len(lines)),
        column_config={"Why": st.column_config.TextColumn(width="large")},
    )  # fmt: skip
    st.download_button(
        f"Download the rejects ({number:,})", done.rejects, f"{Path(file.name).stem}-rejects{done.suffix}",
        "text/csv" if done.suffix == ".csv" else "application/jsonl", key="data_rejects_file", on_click="ignore",
        icon=":material/download:", help="The same columns and the reason behind them: mend it there, and import that file.",
    )  # fmt: skip


def _lines(done: Done) -> list[dict[str, object]]:
    """Return the first rejects as lines of a table, the reason first."""
    text = done.rejects.decode("utf-8", errors="replace")
    found: list[dict[str, object]] = []
    if done.suffix == ".csv":
        found += islice(csv.DictReader(text.splitlines(keepends=True)), _MOST_SHOWN)
    else:
        found += map(json.loads, text.split("\n", _MOST_SHOWN)[:_MOST_SHOWN][: done.summary.rejected])
    return [
        {
            "Why": shown_cell(each.pop(REASON, ""), _LONGEST),
            **{str(name): shown_cell(value, _LONGEST) for name, value in each.items()},
        }
        for each in found
    ]
