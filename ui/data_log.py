"""What left the project before: the log of exports, and where a file comes from."""

import hashlib

import streamlit as st

from events import filter_words, readable, safe_cell
from events.export_log import LoggedExport, has_changed, logged_exports
from ui import cache
from ui.words import count_of, plain

_ROW_PX, _MOST_PX, _MOST_MB = 35, 420, 200


def export_log() -> None:
    """Draw the log, the newest entry first, and the field that says where a file comes from."""
    store = cache.store()
    logged = logged_exports(store)
    st.markdown("#### What left before")
    if not logged:
        st.caption("Nothing yet. Files that leave the project are listed here with filter, profile and hash.")
        return
    st.dataframe(
        [_line(each) for each in reversed(logged)], key="data_log", hide_index=True, width="stretch",
        height=min(_MOST_PX, 38 + _ROW_PX * len(logged)),
        column_config={
            "When (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY HH:mm", timezone="UTC"),
            "Filter": st.column_config.TextColumn(width="medium"),
        },
    )  # fmt: skip
    file = st.file_uploader(
        "Where does a file come from? Drop it here", key="data_whence", max_upload_size=_MOST_MB,
        help="It is known by its hash: a single changed letter makes it another file.",
    )  # fmt: skip
    if file is None:
        return
    sha256 = hashlib.sha256(file.getbuffer()).hexdigest()
    found = logged_exports(store, sha256=sha256)
    if not found:
        st.warning(
            "No file in the log has these bytes: it is of another project, or was changed since.",
            icon=":material/help:",
        )
        return
    each = found[-1]
    now = (
        "the data have changed since"
        if has_changed(store, each)
        else "an export by the same filter would hold the same today"
    )
    st.success(
        f"{plain(each.name)} left on {each.at:%-d %B %Y, %H:%M} UTC: {count_of(each.events, 'event')}, {plain(_words(each))}; {now}.",
        icon=":material/fingerprint:",
    )


def _words(logged: LoggedExport) -> str:
    return filter_words(logged.filter, cache.names_of_areas())


def _line(logged: LoggedExport) -> dict[str, object]:
    return {
        "When (UTC)": logged.at, "File": safe_cell(readable(logged.name)), "Profile": safe_cell(readable(logged.profile or "none: all as it is")),
        "Events": logged.events, "Withheld": logged.withheld, "Filter": safe_cell(readable(_words(logged))),
        "Who": safe_cell(readable(logged.who)), "SHA-256": logged.sha256,
    }  # fmt: skip
