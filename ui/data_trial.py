"""How the first rows of a file would come out: the events that they become, and which would be rejected and why."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from events import readable
from events.datasets import EventRow, Reject, Tried, form_rows, try_rows
from events.datasets.formats import Form
from events.datasets.source import open_source
from events.datasets.tables import rows
from ui import cache
from ui.data_file import DataFile, on_disk
from ui.data_words import shown_cell
from ui.words import count_of

_KEPT = "data_dry"
_MOST, _SHOWN = 1000, 8
_LONGEST = 160
_ROW_PX = 35
_FIRST_ROWS = 5


def first_rows(file: DataFile) -> None:
    """Show the file's first rows as they stand."""
    st.dataframe(
        [
            {column: shown_cell(cell, _LONGEST) for column, cell in zip(file.table.columns, cells, strict=False)}
            for cells in file.first[:_FIRST_ROWS]
        ],
        key=f"data_first_{file.token}", hide_index=True, width="stretch",
    )  # fmt: skip


def trial(file: DataFile, form: Form | None) -> Tried:
    """Show what the first rows become, and return it."""
    found = _tried(file, form)
    head = f"Of the first {count_of(found.read, 'row')}" if found.read < file.number or file.is_more else f"Of {count_of(found.read, 'row')}"  # fmt: skip
    good = found.read - found.rejected
    st.markdown(
        f"**As they would be read** · {head}, {count_of(good, 'event')} and {count_of(found.rejected, 'reject')}."
    )
    lines = [_event_line(row, made) for row, made in found.events[:_SHOWN]]
    lines += [_reject_line(reject) for reject in found.rejects[:_SHOWN]]
    if lines:
        lines.sort(key=lambda line: int(str(line["Row"])))
        st.dataframe(
            lines, key="data_trial", hide_index=True, width="stretch", height=38 + _ROW_PX * min(len(lines), 2 * _SHOWN),
            column_config={
                "Row": st.column_config.NumberColumn(width=50),
                "Becomes": st.column_config.TextColumn(width="medium"),
                "When": st.column_config.TextColumn(width=130),
                "Where": st.column_config.TextColumn(width="medium"),
                "Tells, or why not": st.column_config.TextColumn(width="large"),
            },
        )  # fmt: skip
    return found


def _tried(file: DataFile, form: Form | None) -> Tried:
    asked = (file.token, file.mapping, form.key if form is not None else None)
    kept: tuple[object, Tried] | None = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == asked:
        return kept[1]
    name = form.dataset.name if form is not None else file.mapping.name
    with st.spinner("Reading the first rows…"), _rows(file, form) as found:
        tried = try_rows(
            found, name, cache.gazetteer(), last_day=dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1), most=_MOST
        )
    st.session_state[_KEPT] = (asked, tried)
    return tried


@contextmanager
def _rows(file: DataFile, form: Form | None) -> Iterator[Iterator[EventRow | Reject]]:
    if form is None:
        yield rows(file.table, file.mapping, cache.gazetteer())
        return
    with on_disk(file.name, file.data) as path, open_source(path) as source:
        yield form_rows(source, form)


def _event_line(row: EventRow, made: dict[str, object]) -> dict[str, object]:
    where = made["where"]
    place = where.get("place") if isinstance(where, dict) else None
    named = str(place.get("name") or "") if isinstance(place, dict) else ""
    at = f"{row.lat:.3f}, {row.lon:.3f}" if row.lat is not None and row.lon is not None else ""
    start, end = made["date_start"], made["date_end"]
    sides = " – ".join(", ".join(side) for side in (row.side1, row.side2) if side)
    return {
        "Row": row.number or 0,
        "Becomes": " · ".join(filter(None, (str(made["type"]).capitalize(), readable(sides)))),
        "When": "no date" if start is None else str(start) if start == end else f"{start} to {end}",
        "Where": " · ".join(filter(None, (readable(named or row.place), at))) or "not placed",
        "Killed": f"{row.killed.best:,}" if row.killed is not None else "",
        "Tells, or why not": shown_cell(made["sentence"], _LONGEST),
    }  # fmt: skip


def _reject_line(reject: Reject) -> dict[str, object]:
    return {
        "Row": reject.number, "Becomes": "rejected", "When": "", "Where": "", "Killed": "", "Tells, or why not": shown_cell(reject.reason, _LONGEST),
    }  # fmt: skip
