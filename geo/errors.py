"""What can go wrong in maps and exports; every message ends with the next step."""


class GeoError(Exception):
    """Base of the room's errors."""


class VendorMissingError(GeoError, FileNotFoundError):
    """The browser libraries are not in ``static/vendor``."""


class BasemapMissingError(GeoError, FileNotFoundError):
    """A basemap file is not in ``static/basemap``."""


class UnknownFormatError(GeoError, ValueError):
    """A file suffix that no writer knows."""


class StyleTableError(GeoError, ValueError):
    """The style table lacks an event type, or names an unknown one."""


class UnknownPaperError(GeoError, ValueError):
    """A paper size that the sheet does not know."""


class SheetError(GeoError, ValueError):
    """Something said about a sheet that cannot be."""


class NothingToBriefError(GeoError, LookupError):
    """A selection without events, of which a sheet would say nothing."""


class LayerError(GeoError, ValueError):
    """A layer of one's own that cannot be read, drawn or kept."""


class BasemapFileError(GeoError, ValueError):
    """A basemap of one's own that cannot be read or kept."""


class WriteError(GeoError, OSError):
    """A file that could not be written to its end."""


class TooManyEventsError(GeoError, ValueError):
    """More events than a format holds."""


class UnknownFolderError(GeoError, FileNotFoundError):
    """A folder to write to that is not there."""
