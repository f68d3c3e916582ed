"""The table of events; the row that is ticked is the event whose card is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from events import Event, EventStatus, Toll, arrow_column, safe_cell
from geo import (
    date_words,
    day_and_time,
    drawing_of,
    event_precision,
    event_toll_words,
    place_words,
    precision_words,
    time_words,
    toll_words,
    when_words,
)

_ROW_PX, _MOST_PX = 35, 420
# What each column needs so that its words are not cut (pixels).
_WIDTHS = {
    "Date": 170, "Type": 175, "Status": 110, "Place": 180, "Precision": 170, "Toll": 190, "Side 1": 170, "Side 2": 170,
    "According to": 150, "Confidence": 100, "Review": 110, "Sentence": 600, "Source": 240,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table: whose it is, and what each column says."""

    event_id: str
    words: Mapping[str, str]


def event_rows(events: Sequence[Event]) -> list[Row]:
    """Return events as the table's rows, in words."""
    return [
        _row(
            event_id=event.event_id,
            when=when_words(event),
            kind=event.type.value,
            status=event.status,
            where=place_words(event.where),
            precision=event_precision(event) if event.where_prec else "",
            toll=event_toll_words(event),
            sides=(event.side1, event.side2),
            claimed_by="; ".join(dict.fromkeys(claim.by for claim in event.claims)),
            confidence=event.confidence,
            needs_review=event.needs_review,
            sentence=event.sentence,
            source=event.source,
        )
        for event in events
    ]


def page_rows(page: pa.Table, sentences: Mapping[str, str]) -> list[Row]:
    """Return a page of the query (`EventQuery.page`) as the table's rows, in the same words.

    Reading the events themselves would take five times as long, and this is done anew for each filter.
    """
    return [
        _row(
            event_id=row["event_id"],
            when=day_and_time(
                date_words(row["date_start"], row["date_end"], row["date_prec"]),
                time_words(row["time_start"], row["time_end"], row["time_prec"], row["time_zone"]),
            ),
            kind=row["type"],
            status=EventStatus(row["status"]),
            where=row["where_words"] or "",
            precision=_precision(row) if row["where_prec"] else "",
            toll=toll_words(_toll(row, "killed"), _toll(row, "injured"), row["more_tolls"] or ""),
            sides=(row["side1"], row["side2"]),
            claimed_by=row["claimed_by"] or "",
            confidence=row["confidence"],
            needs_review=row["needs_review"],
            sentence=sentences.get(row["event_id"], ""),
            source=row["source"],
        )
        for row in page.to_pylist()
    ]


def _precision(row: Mapping[str, Any]) -> str:
    prec = row["where_prec"] if row["lon"] is not None else None
    return precision_words(prec, radius_m=row["radius_m"], drawing=drawing_of(prec, has_area=row["has_area"]))


def _toll(row: Mapping[str, Any], name: str) -> Toll | None:
    best = row[f"{name}_best"]
    return None if best is None else Toll(best=best, low=row[f"{name}_low"], high=row[f"{name}_high"], start=0, end=0)


def _row(
    *, event_id: str, when: str, kind: str, status: EventStatus, where: str, precision: str, toll: str, sides: tuple[Sequence[str], Sequence[str]],
    claimed_by: str, confidence: float, needs_review: bool, sentence: str, source: str,
) -> Row:  # fmt: skip
    words = {
        "Date": when,
        "Type": kind.capitalize(),
        "Status": "" if status is EventStatus.HAPPENED else status.capitalize(),
        "Place": where or "not placed",
        "Precision": precision,
        "Toll": toll,
        "Side 1": ", ".join(sides[0]),
        "Side 2": ", ".join(sides[1]),
        "According to": claimed_by,
        "Confidence": f"{confidence:.0%}",
        "Review": "to be checked" if needs_review else "",
        "Sentence": sentence,
        "Source": source,
    }
    # The grid's own "Download as CSV" writes what it shows.
    return Row(event_id=event_id, words={name: str(safe_cell(said)) for name, said in words.items()})


def event_table(
    rows: Sequence[Row],
    *,
    key: str,
    chosen: Event | None,
    on_pick: Callable[[str], None],
    on_close: Callable[[], None],
) -> None:
    """Draw the table, with the chosen event's row ticked; tell of a row that is ticked or unticked, before the page runs anew.

    A column that is empty for all events is left out.
    """
    ids = [row.event_id for row in rows]

    def tell() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows and rows[0] < len(ids):
            on_pick(ids[rows[0]])
        else:
            on_close()

    ticked = [ids.index(chosen.event_id)] if chosen is not None and chosen.event_id in ids else []
    state = st.session_state.get(key)
    if (state["selection"]["rows"] if state else []) != ticked:
        st.session_state[key] = {"selection": {"rows": ticked, "columns": [], "cells": []}}
    used = [name for name in _WIDTHS if any(row.words[name] for row in rows)]
    st.dataframe(
        pa.table({name: arrow_column([row.words[name] for row in rows], pa.string()) for name in used}),
        key=key,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(rows)),
        column_config={name: st.column_config.TextColumn(width=_WIDTHS[name]) for name in used},
        on_select=tell,
        selection_mode="single-row",
    )
