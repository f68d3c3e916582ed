"""Reports and events: what happened, when, where, to whom and according to whom."""

from events.coding import extract
from events.dates import find_dates, is_implausible
from events.document_date import date_document
from events.errors import (
    BadFilterError,
    EmptyReportError,
    EventsError,
    NotTextError,
    ReportTooLongError,
    StoreBrokenError,
    StoreLockedError,
    StoreReadOnlyError,
    UnknownEventError,
)
from events.event import (
    Claim,
    DateAlternative,
    DateMention,
    DateSource,
    DocumentDate,
    Event,
    EventType,
    Extraction,
    Report,
    Toll,
)
from events.filter import Counts, EventFilter, filter_from_params, filter_to_params, filter_words
from events.hxl import to_hxl
from events.layout import Part, Sentence, split_report
from events.matching import select_events
from events.options import db_option, filter_options
from events.project import default_path, open_project, open_sample
from events.record import event_record, extraction_record
from events.report import MOST_CHARACTERS, decode_text, read_report
from events.saved_views import SavedView, SavedViews
from events.selection import Selection
from events.store import EventStore
from events.stored import Facets, Revision, Saved, StoredReport
from events.writers import flat_properties, readable, safe_cell, to_csv, to_geojson, to_json

__all__ = [
    "MOST_CHARACTERS",
    "BadFilterError",
    "Claim",
    "Counts",
    "DateAlternative",
    "DateMention",
    "DateSource",
    "DocumentDate",
    "EmptyReportError",
    "Event",
    "EventFilter",
    "EventStore",
    "EventType",
    "EventsError",
    "Extraction",
    "Facets",
    "NotTextError",
    "Part",
    "Report",
    "ReportTooLongError",
    "Revision",
    "Saved",
    "SavedView",
    "SavedViews",
    "Selection",
    "Sentence",
    "StoreBrokenError",
    "StoreLockedError",
    "StoreReadOnlyError",
    "StoredReport",
    "Toll",
    "UnknownEventError",
    "date_document",
    "db_option",
    "decode_text",
    "default_path",
    "event_record",
    "extract",
    "extraction_record",
    "filter_from_params",
    "filter_options",
    "filter_to_params",
    "filter_words",
    "find_dates",
    "flat_properties",
    "is_implausible",
    "open_project",
    "open_sample",
    "read_report",
    "readable",
    "safe_cell",
    "select_events",
    "split_report",
    "to_csv",
    "to_geojson",
    "to_hxl",
    "to_json",
]
