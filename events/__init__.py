"""Reports and events: what happened, when, where, to whom and according to whom."""

from importlib import import_module
from typing import TYPE_CHECKING

from events.actor_list import ActorList
from events.actor_renaming import renamings
from events.archive_manifest import Manifest, read_manifest
from events.area import MOST_VERTICES, parse_polygon, polygon_text
from events.arrow_columns import arrow_column, plain_numbers
from events.by_hand import days_prec, event_from_words, event_without_report, figure
from events.circles import circle_rings
from events.coding import extract
from events.column_text import csv_parts, feature_lines, geojson_parts
from events.comparison import (
    BEFORE,
    YEAR_BEFORE,
    Against,
    Change,
    Told,
    changes_between,
    is_told_less,
    parse_against,
    period_before,
    with_days,
    year_before,
)
from events.contested import contests_of
from events.copies import origins
from events.crosswalk import Codes, VocabularyRow, codes_of, schema_codes, vocabulary
from events.dataset_credits import credits_of
from events.dates import find_dates, is_implausible
from events.difference import Difference, Differences, Thinner, differences
from events.document_date import date_document
from events.errors import (
    ArchiveError,
    BadEventError,
    BadFilterError,
    BadGradeError,
    EmptyReportError,
    EventChangedError,
    EventsError,
    NotTextError,
    ProjectExistsError,
    PurgedReportError,
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
    Origin,
    Report,
    Status,
    TimeOfDay,
    TimePrecision,
    Toll,
    TollPart,
    Verdict,
)
from events.event_status import EventStatus
from events.exposure import Exposure
from events.facets import Facets, TallyBy
from events.file_columns import FILE_COLUMNS, GEOMETRY, MANY_VALUES, POINT_WKB, file_table, plain_batches
from events.filter import EventFilter, ReviewState
from events.filter_params import FILTER_NAMES, MOST_KILLED, filter_from_params, filter_to_params
from events.filter_words import filter_words
from events.grades import CREDIBILITY, NO_GRADES, RELIABILITY, Grade, GradeBook, GradeEntry, Grades, source_key
from events.hxl import to_hxl
from events.layout import Part, Sentence, split_report
from events.listed_actor import ActorKind, ListedActor
from events.merging import Tellings, keep_apart, merge, proposed, tellings, undecided, undo
from events.options import as_of_option, db_option, filter_options, open_as_of
from events.place_decision import put_event
from events.placing import countries_of, distance_from_report_m, is_placed_by_analyst
from events.project import default_path, open_project, open_sample
from events.project_archive import archive_project
from events.project_facts import ProjectFacts, project_facts
from events.project_files import copy_project
from events.project_reading import ProjectReading, ReadingState
from events.project_restore import restore_archive
from events.reach import circle_radius_m, default_radius_m
from events.record import event_record, extraction_record
from events.recurrence import find_recurrences
from events.report import MOST_CHARACTERS, decode_text, read_report
from events.report_list import DATASET
from events.reporting import EVERYWHERE, Gap, Reporting, find_gaps, gap_words, square_box
from events.review import Decision, accepted, corrected, decide, placed, rejected, same_doubt, take_back
from events.root_model import Root, RootGuess, root_of
from events.same_event import Likeness, compare, propose
from events.saved_views import SavedView, SavedViews
from events.selection import Counts, Selection
from events.silence import AreaSilence, Silence, Telling, ThinWeek, silence_in
from events.speakers import said_by
from events.stance import Stance
from events.store import EventStore
from events.stored import Revision, Saved, StoredReport
from events.subset import TablePart, TableSubset
from events.table_order import BY_DATE, OrderBy, TableOrder, parse_table_order
from events.time_by_hand import time_by_hand
from events.time_of_day import clock_text, find_times, zone_offset_min, zone_text
from events.toll_parts import more_toll_words, part_words, with_sides
from events.where_model import where_of
from events.where_named import NamedWhere, named_places
from events.where_words import name_words, place_words
from events.writers import (
    flat_properties,
    readable,
    safe_cell,
    to_coded_csv,
    to_coded_geojson,
    to_csv,
    to_geojson,
    to_json,
)

if TYPE_CHECKING:
    from events.query import EventQuery, select_events

# DuckDB takes a tenth of a second to import: it is imported when one of these is first used.
_NEEDS_DUCKDB = ("EventQuery", "select_events")

__all__ = [
    "BEFORE",
    "BY_DATE",
    "CREDIBILITY",
    "DATASET",
    "EVERYWHERE",
    "FILE_COLUMNS",
    "FILTER_NAMES",
    "GEOMETRY",
    "MANY_VALUES",
    "MOST_CHARACTERS",
    "MOST_KILLED",
    "MOST_VERTICES",
    "NO_GRADES",
    "POINT_WKB",
    "RELIABILITY",
    "YEAR_BEFORE",
    "ActorKind",
    "ActorList",
    "Against",
    "ArchiveError",
    "AreaSilence",
    "BadEventError",
    "BadFilterError",
    "BadGradeError",
    "Change",
    "Claim",
    "Codes",
    "Counts",
    "DateAlternative",
    "DateMention",
    "DateSource",
    "Decision",
    "Difference",
    "Differences",
    "DocumentDate",
    "EmptyReportError",
    "Event",
    "EventChangedError",
    "EventFilter",
    "EventQuery",
    "EventStatus",
    "EventStore",
    "EventType",
    "EventsError",
    "Exposure",
    "Extraction",
    "Facets",
    "Gap",
    "Grade",
    "GradeBook",
    "GradeEntry",
    "Grades",
    "Likeness",
    "ListedActor",
    "Manifest",
    "NamedWhere",
    "NotTextError",
    "OrderBy",
    "Origin",
    "Part",
    "ProjectExistsError",
    "ProjectFacts",
    "ProjectReading",
    "PurgedReportError",
    "ReadingState",
    "Report",
    "ReportTooLongError",
    "Reporting",
    "ReviewState",
    "Revision",
    "Root",
    "RootGuess",
    "Saved",
    "SavedView",
    "SavedViews",
    "Selection",
    "Sentence",
    "Silence",
    "Stance",
    "Status",
    "StoreBrokenError",
    "StoreLockedError",
    "StoreReadOnlyError",
    "StoredReport",
    "TableOrder",
    "TablePart",
    "TableSubset",
    "TallyBy",
    "Telling",
    "Tellings",
    "ThinWeek",
    "Thinner",
    "TimeOfDay",
    "TimePrecision",
    "Told",
    "Toll",
    "TollPart",
    "UnknownEventError",
    "Verdict",
    "VocabularyRow",
    "accepted",
    "archive_project",
    "arrow_column",
    "as_of_option",
    "changes_between",
    "circle_radius_m",
    "circle_rings",
    "clock_text",
    "codes_of",
    "compare",
    "contests_of",
    "copy_project",
    "corrected",
    "countries_of",
    "credits_of",
    "csv_parts",
    "date_document",
    "days_prec",
    "db_option",
    "decide",
    "decode_text",
    "default_path",
    "default_radius_m",
    "differences",
    "distance_from_report_m",
    "event_from_words",
    "event_record",
    "event_without_report",
    "extract",
    "extraction_record",
    "feature_lines",
    "figure",
    "file_table",
    "filter_from_params",
    "filter_options",
    "filter_to_params",
    "filter_words",
    "find_dates",
    "find_gaps",
    "find_recurrences",
    "find_times",
    "flat_properties",
    "gap_words",
    "geojson_parts",
    "is_implausible",
    "is_placed_by_analyst",
    "is_told_less",
    "keep_apart",
    "merge",
    "more_toll_words",
    "name_words",
    "named_places",
    "open_as_of",
    "open_project",
    "open_sample",
    "origins",
    "parse_against",
    "parse_polygon",
    "parse_table_order",
    "part_words",
    "period_before",
    "place_words",
    "placed",
    "plain_batches",
    "plain_numbers",
    "polygon_text",
    "project_facts",
    "propose",
    "proposed",
    "put_event",
    "read_manifest",
    "read_report",
    "readable",
    "rejected",
    "renamings",
    "restore_archive",
    "root_of",
    "safe_cell",
    "said_by",
    "same_doubt",
    "schema_codes",
    "select_events",
    "silence_in",
    "source_key",
    "split_report",
    "square_box",
    "take_back",
    "tellings",
    "time_by_hand",
    "to_coded_csv",
    "to_coded_geojson",
    "to_csv",
    "to_geojson",
    "to_hxl",
    "to_json",
    "undecided",
    "undo",
    "vocabulary",
    "where_of",
    "with_days",
    "with_sides",
    "year_before",
    "zone_offset_min",
    "zone_text",
]


def __getattr__(name: str) -> object:
    if name in _NEEDS_DUCKDB:
        return getattr(import_module("events.query"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
