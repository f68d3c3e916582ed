"""The list of saved reports: a row that is clicked opens its report."""

from collections.abc import Sequence

import streamlit as st

from events import StoredReport, safe_cell
from geo import readable

_KEY = "saved_reports"
_ROW_PX, _MOST_PX = 35, 420


def saved_reports(reports: Sequence[StoredReport], *, chosen: str | None) -> str | None:
    """Draw the list, the newest first, with the chosen report's row ticked; return the id of a row that was clicked just now."""
    if not reports:
        st.caption("None yet. Read a report above and press Save.")
        return None
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
    st.caption("Click a row to open its report; the magnifying glass above the list searches it.")
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
