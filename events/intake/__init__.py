"""Intake: from files, folders, archives and addresses to reports in a project, each with its original kept."""

from events.intake.bounded import BoundedReader
from events.intake.document import KINDS_IN_WORDS, MOST_FILE_BYTES, SUFFIXES, Kind
from events.intake.feed import feed_sources
from events.intake.importing import Intake, Outcome, State
from events.intake.journal import Origin, origin_of
from events.intake.language import language_name
from events.intake.sources import Source, bytes_source, file_sources
from events.intake.web import Fetcher, check_switched_on, is_public, is_web_address

__all__ = [
    "KINDS_IN_WORDS",
    "MOST_FILE_BYTES",
    "SUFFIXES",
    "BoundedReader",
    "Fetcher",
    "Intake",
    "Kind",
    "Origin",
    "Outcome",
    "Source",
    "State",
    "bytes_source",
    "check_switched_on",
    "feed_sources",
    "file_sources",
    "is_public",
    "is_web_address",
    "language_name",
    "origin_of",
]
