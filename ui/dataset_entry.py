"""A dataset on the Reports page: it has no text to read, and perhaps a million events."""

import streamlit as st

from events import EventStore, Report
from ui.report_deletion import offer_deletion
from ui.report_purge import offer_purge
from ui.words import count_of, plain


def dataset_entry(store: EventStore, report: Report) -> None:
    """Say what a dataset is and how many events of it there are, and offer to undo its import."""
    stored = store.report(report.report_id)
    number = stored.event_count if stored is not None else 0
    st.info(
        f"An imported dataset, {count_of(number, 'event')}. Explore shows them; deleting the report undoes the import.",
        icon=":material/dataset:",
    )
    st.text(plain(report.text))
    if not store.is_sample:
        offer_deletion(report.report_id)
        offer_purge(report.report_id)
