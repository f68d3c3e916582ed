"""What can go wrong in the gazetteer; every message ends with the next step."""


class GazetteerError(Exception):
    """Base of the room's errors."""


class IndexMissingError(GazetteerError, FileNotFoundError):
    """The place index is not there and could not be built."""


class IndexBrokenError(GazetteerError, OSError):
    """The place index is damaged or of another version."""


class WeightsError(GazetteerError, OSError):
    """A file of learned weights that is broken or of another version."""


class HomeMissingError(GazetteerError, OSError):
    """The folder of the user's data or cache cannot be made."""


class NotTextError(GazetteerError, ValueError):
    """Bytes that are no text."""


class UnknownCountryError(GazetteerError, ValueError):
    """A country code that ISO 3166-1 alpha-2 does not know."""


class BadCoordinatesError(GazetteerError, ValueError):
    """Coordinates that are out of range or no point of the grid that they are written in."""


class BadPlacesFileError(GazetteerError, ValueError):
    """A user's places file that cannot be read."""


class UnknownPlaceError(GazetteerError, LookupError):
    """A place_id that the gazetteer does not hold."""


class UnknownChoiceError(GazetteerError, LookupError):
    """A person's choice for a name that does not hold any more."""


class RecognizerError(GazetteerError, ValueError):
    """A recogniser or resolver of the user's own that does not do what was asked of it."""


class RecognizerMissingError(GazetteerError, ImportError):
    """A recogniser whose package or model is not installed."""


class PlacesLockedError(GazetteerError, TimeoutError):
    """Another program holds the project in which the user's places are."""


class PlacesReadOnlyError(GazetteerError, PermissionError):
    """The project cannot be written to, so no place can be added or removed."""


class PlacesBrokenError(GazetteerError, OSError):
    """The file is damaged or no project."""


class FetchFailedError(GazetteerError, OSError):
    """A country file could not be fetched."""


class BadCountryFileError(GazetteerError, ValueError):
    """A country file that is damaged or in another format."""


class OnlineRefusedError(GazetteerError, ValueError):
    """A search online that is not allowed: the setting is off or incomplete, or the query is no name."""


class OnlineFailedError(GazetteerError, OSError):
    """The service online could not be reached, refused, or gave an answer that cannot be read."""
