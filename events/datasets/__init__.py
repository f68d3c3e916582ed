"""Doors in: events that somebody else coded, as rows of their files, into a project."""

from events.datasets.dataset import Dataset, Summary
from events.datasets.importing import Import, import_file, sniff
from events.datasets.rejects import REASON
from events.datasets.row import Count, EventRow, Reject, RowError
from events.datasets.storing import import_rows

__all__ = [
    "REASON",
    "Count",
    "Dataset",
    "EventRow",
    "Import",
    "Reject",
    "RowError",
    "Summary",
    "import_file",
    "import_rows",
    "sniff",
]
