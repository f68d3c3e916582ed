"""The list of saved reports: a row that is clicked opens its report."""

import streamlit as st

from events import EventStore, StoredReport, safe_cell
from geo import readable
from ui.paging import page_within
from ui.words import count_of

# So many reports are one page of the list.
_PAGE, _MOST_LETTERS = 500, 100
_FIND, _NUMBER = "find_report", "saved_reports_page"
_KEY = "saved_reports"
_ROW_PX, _MOST_PX = 35, 420


def saved_reports(store: EventStore, *, chosen: str | None) -> str | None:
    """Draw the list, the newest first, with the chosen report's row ticked; return the id of a row that was clicked just now.

    Of many reports it has pages, and a field to find some among all of them.
    """
    total = store.count_reports()
    if not total:
        st.caption("None yet. Read a report above and press Save.")
        return None
    if total <= _PAGE:
        st.caption(
            "Click a row to open its report (by the keys: arrows, then Shift+Space); the magnifying glass above the list searches it."
        )
        return _list(store.reports(), chosen=chosen)
    words = st.text_input(
        f"Find among {total:,} reports",
        key=_FIND,
        max_chars=_MOST_LETTERS,
        placeholder="words of the title or the source",
        on_change=lambda: st.session_state.pop(_NUMBER, None),
    )
    found = store.count_reports(words=words) if words.strip() else total
    pages = max(1, -(-found // _PAGE))
    number = page_within(_NUMBER, pages)
    if not found:
        st.caption("No report has all these words in its title or source. Try fewer words.")
        return None
    st.caption(
        f"Click a row to open its report (by the keys: arrows, then Shift+Space). {count_of(found, 'report')}, the newest first."
    )
    picked = _list(store.reports(words=words, limit=_PAGE, offset=(number - 1) * _PAGE), chosen=chosen)
    if pages > 1:
        st.number_input("Page of the list", 1, pages, key=_NUMBER, width=160)
    return picked


def _list(reports: tuple[StoredReport, ...], *, chosen: str | None) -> str | None:
    ids = [report.report_id for report in reports]
    ticked = [ids.index(chosen)] if chosen in ids else []
    state = st.session_state.get(_KEY)
    rows = state["selection"]["rows"] if state else []
    is_new = bool(rows) and rows != st.session_state.get(f"{_KEY}_drawn", []) and rows[0] < len(ids)
    picked = ids[rows[0]] if is_new else None
    wanted = rows if is_new else ticked
    if rows != wanted:
        st.session_state[_KEY] = {"selection": {"rows": wanted, "columns": [], "cells": []}}
    st.session_state[f"{_KEY}_drawn"] = wanted
    st.dataframe(
        [
            {
                "Report": safe_cell(readable(report.title or report.source or report.report_id)),
                "Source": safe_cell(readable(report.source)),
                "Date": report.date,
                "Events": report.event_count,
                "Saved": report.saved_at,
            }
            for report in reports
        ],
        key=_KEY,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(reports)),
        column_config={
            "Report": st.column_config.TextColumn(width="large"),
            "Date": st.column_config.DateColumn(format="D MMM YYYY"),
            "Saved": st.column_config.DatetimeColumn("Saved (UTC)", format="D MMM YYYY HH:mm", timezone="UTC"),
        },
        on_select="rerun",
        selection_mode="single-row",
    )
    return picked if picked != chosen else None
