"""What can go wrong with reports and the store; every message ends with the next step."""


class EventsError(Exception):
    """Base of the room's errors."""


class EmptyReportError(EventsError, ValueError):
    """A report without any text."""


class NotTextError(EventsError, ValueError):
    """An upload that is no text."""


class ReportTooLongError(EventsError, ValueError):
    """A report above the limit."""


class BadFilterError(EventsError, ValueError):
    """A filter value that cannot be read."""


class StoreLockedError(EventsError, TimeoutError):
    """Another program holds the project."""


class StoreReadOnlyError(EventsError, PermissionError):
    """The project cannot be written to."""


class StoreBrokenError(EventsError, OSError):
    """The project file is damaged, no project, or of a newer version."""


class ProjectExistsError(EventsError, FileExistsError):
    """A project, or what belongs to one, is where a new one was to be."""


class ArchiveError(EventsError, ValueError):
    """A file that is no archive of a project, or one that is damaged, or that holds what it must not."""


class UnknownEventError(EventsError, LookupError):
    """No event with that id in the project."""


class EventChangedError(EventsError, RuntimeError):
    """Someone else changed an event since it was looked at; ``fields`` are the names of what differs, () where that is not the matter."""

    def __init__(self, words: str, *, fields: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.fields = fields


class BadActorError(EventsError, ValueError):
    """An actor that cannot be listed as it was given."""


class UnknownActorError(EventsError, LookupError):
    """No such actor in the project's list, or no change of it to take back."""


class BadGradeError(EventsError, ValueError):
    """A grade that is none of the Admiralty system's, or of something that cannot be graded."""


class RootWeightsError(EventsError, ValueError):
    """The file of weights for PLOVER's roots holds none that this version can read."""


class WhereWeightsError(EventsError, ValueError):
    """The file of weights for the words about an event's place holds none that this version can read."""


class CrosswalkError(EventsError, ValueError):
    """The table of what other schemas call our types lacks a row."""


class BadEventError(EventsError, ValueError):
    """An event by hand that cannot be: its days, its toll or its words are wrong."""


class PurgedReportError(EventsError, PermissionError):
    """A report that was purged from the project is to be saved again, and nobody said that it is wanted; ``report_id`` is its id."""

    def __init__(self, words: str, *, report_id: str) -> None:
        super().__init__(words)
        self.report_id = report_id


class UnreadableDocumentError(EventsError, ValueError):
    """A file, a page or a row that gives no report; the good ones beside it are kept."""


class WebRefusedError(EventsError, PermissionError):
    """An address that is not fetched: fetching is off, or it leads where a report's address must not."""


class UnreadableDataError(EventsError, ValueError):
    """A file of a stranger that cannot be read as a table or a layer, or that holds more than is taken."""


class ProfileError(EventsError, ValueError):
    """A release profile that cannot be read, or that asks for what is not done; the message says the line."""
