"""Doors in: events that somebody else coded, as rows of their files, into a project."""

from events.datasets.dataset import Dataset, Summary
from events.datasets.imported import Imported, imported_datasets
from events.datasets.importing import Import, form_rows, import_file, sniff
from events.datasets.rejects import REASON
from events.datasets.row import Count, EventRow, Reject, RowError
from events.datasets.storing import import_rows
from events.datasets.table_import import import_table, without_reasons
from events.datasets.trial import Tried, try_rows

__all__ = [
    "REASON",
    "Count",
    "Dataset",
    "EventRow",
    "Import",
    "Imported",
    "Reject",
    "RowError",
    "Summary",
    "Tried",
    "form_rows",
    "import_file",
    "import_rows",
    "import_table",
    "imported_datasets",
    "sniff",
    "try_rows",
    "without_reasons",
]
